"""One's own account, and those of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from eventapp.domain.actor import Role
from eventapp.models import Organizer
from eventapp.services import memberships
from eventapp.web.fields import Address, ChoiceField, Line, Password, required
from eventapp.web.forms import BaseForm
from eventapp.web.sessions.forms import PasswordForm, new_password, new_password_again

ROLES = {role: _(name) for role, name in memberships.ROLE_NAMES.items()}
LOSSES = {
    Role.PLANNER: _("Die Person kann für diese Stelle dann nicht mehr planen, ankündigen und einladen."),
    Role.APPROVER: _("Die Person sieht den Versand dieser Stelle dann nicht mehr und kann ihn nicht mehr freigeben."),
    Role.NEEDS: _("Die Person sieht dann nicht mehr, wer bei den Versammlungen dieser Stelle was braucht."),
    Role.MULTIPLIER: _("Die Person sieht die Zahlen dieser Dienststelle dann nicht mehr."),
    Role.READER: _("Die Person sieht Pläne und Zahlen dieser Stelle dann nicht mehr."),
    Role.PRESS: _("Die Person sieht das angekündigte Programm dieser Stelle in der Planung dann nicht mehr."),
    Role.DOOR: _("Die Person ist am Tag der Versammlung dann nicht mehr für den Einlass eingetragen."),
}
"""What somebody can't do any more without the role."""


def short(role: str) -> str:
    """A role in one word."""
    return str(ROLES[Role(role)]).partition(":")[0]


class ConfirmForm(BaseForm):
    """The password once more."""

    password = Password(_("Kennwort"), _("Geben Sie Ihr Kennwort ein."))


class ChangePasswordForm(PasswordForm):
    """A new password, and the one there is. Fields made anew come after it, as on the page."""

    current = Password(_("Bisheriges Kennwort"), _("Geben Sie Ihr bisheriges Kennwort ein."))
    password = new_password()
    again = new_password_again()


class NameForm(BaseForm):
    """What somebody is called."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen ein."))], most=200)


class PersonForm(NameForm):
    """What somebody is called, and where her mail goes."""

    email = Address(_("E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])


class DepartmentForm(BaseForm):
    """The department that somebody looks after."""

    department = Line(_("Dienststelle"), [required(_("Geben Sie die Dienststelle an."))], most=200)
    known: Sequence[str] = ()
    """What the staff lists name."""

    def offer_departments(self, known: Sequence[str]) -> Self:
        """Let ``known`` be proposed while she types."""
        self.known = known
        return self


class RoleForm(DepartmentForm):
    """A role for an account, at one office. None is chosen beforehand: each opens something else."""

    organizer = ChoiceField(_("Stelle"))
    role = ChoiceField(
        _("Rolle"),
        [required(_("Wählen Sie eine Rolle."))],
        choices=[
            SelectChoice("", _("Bitte wählen")),
            *(SelectChoice(one.value, words) for one, words in ROLES.items()),
        ],
    )
    department = Line(_("Dienststelle"), most=200)

    def offer(self, organizers: Sequence[Organizer]) -> Self:
        """Let ``organizers`` be chosen from."""
        self.organizer.choices = [SelectChoice(str(one.id), f"{one.office}, {one.authority}") for one in organizers]
        return self


class AccountForm(PersonForm, RoleForm):
    """Somebody who is to have an account, with a first role."""

    administrator = BooleanField(_("Darf die Installation verwalten"))
