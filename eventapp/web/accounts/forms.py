"""One's own account, and those of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.fields import SelectChoice

from eventapp.domain.actor import Role
from eventapp.models import Organizer
from eventapp.web.fields import Address, ChoiceField, Line, Password, required
from eventapp.web.forms import BaseForm
from eventapp.web.sessions.forms import PasswordForm

ROLES = {
    Role.PLANNER: _("Planung: plant, kündigt an, lädt ein"),
    Role.APPROVER: _("Freigabe: sieht und gibt Versand frei"),
    Role.NEEDS: _("Barrierefreiheit: sieht, wer was braucht"),
    Role.MULTIPLIER: _("Dienststelle: sieht die Zahlen der eigenen Dienststelle"),
    Role.READER: _("Lesen: sieht Pläne und Zahlen, ändert nichts"),
    Role.PRESS: _("Presse: sieht das angekündigte Programm"),
    Role.DOOR: _("Einlass: am Tag der Versammlung"),
}


class ConfirmForm(BaseForm):
    """The password once more."""

    password = Password(_("Kennwort"), _("Geben Sie Ihr Kennwort ein."))


class ChangePasswordForm(PasswordForm):
    """A new password, and the one there is."""

    current = Password(_("Bisheriges Kennwort"), _("Geben Sie Ihr bisheriges Kennwort ein."))


class RoleForm(BaseForm):
    """A role for an account, at one office."""

    organizer = ChoiceField(_("Stelle"))
    role = ChoiceField(_("Rolle"), choices=[SelectChoice(role.value, label) for role, label in ROLES.items()])
    department = Line(_("Dienststelle"), most=200)

    def offer(self, organizers: Sequence[Organizer]) -> Self:
        """Let ``organizers`` be chosen from."""
        self.organizer.choices = [SelectChoice(str(one.id), f"{one.office}, {one.authority}") for one in organizers]
        return self


class AccountForm(RoleForm):
    """Somebody who is to have an account, with a first role."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen ein."))], most=200)
    email = Address(_("E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])
    administrator = BooleanField(_("Darf die Installation verwalten"))
