"""Signing in, and setting a password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import EqualTo

from eventapp.web.fields import Line, Password, required
from eventapp.web.forms import BaseForm


class SignInForm(BaseForm):
    """Address and password."""

    email = Line(_("E-Mail-Adresse"), [required(_("Geben Sie Ihre E-Mail-Adresse ein."))], most=254)
    password = Password(_("Kennwort"), _("Geben Sie Ihr Kennwort ein."))


class CodeForm(BaseForm):
    """A generator's code, or one of the recovery codes."""

    code = Line(_("Code"), [required(_("Geben Sie den Code ein."))], most=40)


class ForgottenForm(BaseForm):
    """Where a new link for the password is sent to."""

    email = Line(_("E-Mail-Adresse"), [required(_("Geben Sie Ihre E-Mail-Adresse ein."))], most=254)


def new_password() -> Password:
    """The field for a new password."""
    return Password(_("Neues Kennwort"), _("Wählen Sie ein Kennwort."))


def new_password_again() -> Password:
    """The field for the same once more."""
    return Password(_("Neues Kennwort wiederholen"), _("Geben Sie das Kennwort noch einmal ein."))


class PasswordForm(BaseForm):
    """A new password, typed twice."""

    password = new_password()
    again = new_password_again()

    def validate_again(self, field: Password) -> None:
        """Both are the same."""
        EqualTo("password", _("Die beiden Kennwörter sind verschieden."))(self, field)
