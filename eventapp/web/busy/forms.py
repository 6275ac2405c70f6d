"""A calendar file, and what it speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import SelectChoice
from wtforms.validators import ValidationError

from eventapp.adapters import ical_busy
from eventapp.adapters.ical_busy import Busy
from eventapp.domain.busy import BusyDraft
from eventapp.domain.errors import InvalidValue
from eventapp.domain.times import TimeSpan
from eventapp.models import BusyCalendar, Venue
from eventapp.web.fields import ChoiceField, Line, required
from eventapp.web.forms import BaseForm
from eventapp.web.messages import explain


class CalendarForm(BaseForm):
    """A name, a venue or none, and the file."""

    name = Line(_("Name des Kalenders"), [required(_("Geben Sie dem Kalender einen Namen."))], most=120)
    venue = ChoiceField(_("Für welchen Ort gilt er?"), coerce=str)
    file = FileField(_("Kalenderdatei"), [FileRequired(_("Wählen Sie eine Kalenderdatei aus."))])

    times: Sequence[Busy] = ()
    """What the file holds."""
    fault: InvalidValue | None = None
    """Why it can't be read."""

    @classmethod
    def sent(cls) -> CalendarForm:
        """What was sent: a file is taken for the file alone, never for a text."""
        if request.method != "POST":
            return cls(None)
        files = MultiDict([("file", file) for file in request.files.getlist("file")])
        return cls(CombinedMultiDict([request.form, files]))

    def read(self, covers: TimeSpan, zone: ZoneInfo) -> None:
        """Take the file apart. This may take a second, so it is done while nothing is locked."""
        if self.file.data:
            try:
                self.times = ical_busy.busy_times(self.file.data.read(ical_busy.MOST_BYTES + 1), covers, zone)
            except InvalidValue as error:
                self.fault = error

    def validate_file(self, _field: FileField) -> None:
        """A calendar that can be read."""
        if self.fault is not None:
            raise ValidationError(explain(self.fault))

    def offer(self, venues: Sequence[Venue]) -> None:
        """Fill the choice of venues."""
        self.venue.choices = [
            SelectChoice("", _("gilt für alle Orte")),
            *(SelectChoice(str(venue.id), ", ".join(filter(None, (venue.name, venue.city)))) for venue in venues),
        ]

    def fill(self, calendar: BusyCalendar) -> None:
        """Show what is stored, to read it anew."""
        self.name.data = calendar.name
        self.venue.data = str(calendar.venue_id or "")

    def draft(self, covers: TimeSpan) -> BusyDraft:
        """The wish as a value."""
        return BusyDraft(self.name.text, int(self.venue.data) if self.venue.data else None, covers, self.times)
