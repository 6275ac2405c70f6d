"""What somebody says before held mail leaves."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from eventapp.web.fields import required
from eventapp.web.forms import BaseForm


class ReleaseForm(BaseForm):
    """That she has looked: what left after the backup was made may arrive a second time."""

    looked = BooleanField(
        _("Ich habe nachgesehen, was schon verschickt ist"),
        [required(_("Sehen Sie zuerst nach, was schon verschickt ist, und setzen Sie dann den Haken."))],
    )
