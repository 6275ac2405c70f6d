"""Signing in, and setting a password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, Length

from eventapp.web.forms import BaseForm, PlainText, required


class SignInForm(BaseForm):
    """Address and password."""

    email = StringField(
        _("E-Mail-Adresse"), [required(_("Geben Sie Ihre E-Mail-Adresse ein.")), PlainText(), Length(max=254)]
    )
    password = PasswordField(_("Kennwort"), [required(_("Geben Sie Ihr Kennwort ein.")), Length(max=1_000)])


class PasswordForm(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(_("Neues Kennwort"), [required(_("Wählen Sie ein Kennwort."))])
    again = PasswordField(
        _("Neues Kennwort wiederholen"),
        [
            required(_("Geben Sie das Kennwort noch einmal ein.")),
            EqualTo("password", _("Die beiden Kennwörter sind verschieden.")),
        ],
    )
