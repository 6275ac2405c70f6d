"""What a passkey is called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from eventapp.services.passkeys import LONGEST_NAME
from eventapp.web.fields import Line, required
from eventapp.web.forms import BaseForm


class PasskeyForm(BaseForm):
    """Her own word for a passkey."""

    name = Line(_("Name des Passkeys"), [required(_("Geben Sie dem Passkey einen Namen."))], most=LONGEST_NAME)
