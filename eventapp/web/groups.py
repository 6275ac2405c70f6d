"""Groups of fields that make one value: a text in its languages, a wall clock."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import Form, SelectChoice
from wtforms.validators import Optional

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import LocalText
from eventapp.domain.times import ClockFault, WallClock, fault_of
from eventapp.web.fields import Line, Lines, OneOfField, add_error, required
from eventapp.web.messages import explain
from eventapp.web.typed import DayField, TimeOfDayField

_ = lazy_gettext


class LocalLineForm(Form):
    """One line in three languages."""

    de = Line()
    en = Line()
    easy = Line()

    @property
    def text(self) -> LocalText:
        """The texts as one value."""
        return LocalText(self.de.text, self.en.text, self.easy.text)


class LocalLinesForm(Form):
    """A longer text in three languages."""

    de = Lines()
    en = Lines()
    easy = Lines()

    @property
    def text(self) -> LocalText:
        """The texts as one value."""
        return LocalText(self.de.text, self.en.text, self.easy.text)


class RequiredLocalLineForm(LocalLineForm):
    """One line that must be there in German."""

    de = Line(validators=[required(_("Geben Sie einen Titel ein."))])


class ClockForm(Form):
    """A day and a time of day. Asks which of both is meant where the hour comes twice."""

    day = DayField(_("Datum"))
    time = TimeOfDayField(_("Uhrzeit"))
    which = OneOfField(
        _("Welche der beiden Uhrzeiten?"),
        choices=[
            SelectChoice("first", _("die erste, vor der Umstellung")),
            SelectChoice("second", _("die zweite, nach der Umstellung")),
        ],
        validators=[Optional()],
    )

    asks_which = False
    """Whether the page must offer the choice: the hour comes twice."""

    def clock(self, zone: ZoneInfo, day: date | None = None) -> WallClock | None:
        """The wall clock, or None with an error at the field that has to be looked at."""
        wanted = self.day.data or day
        if wanted is None or self.time.data is None:
            return None
        clock = WallClock.on(wanted, self.time.data)
        fault = fault_of(clock.local, zone)
        if fault is ClockFault.SKIPPED:
            add_error(self.time, explain(InvalidValue("times.skipped")))
            return None
        if fault is not ClockFault.DOUBLED:
            return clock
        self.asks_which = True
        if not self.which.data:
            message = _(
                "An diesem Tag wird die Uhr zurückgestellt, und diese Uhrzeit kommt zweimal. Welche meinen Sie?"
            )
            add_error(self.which, str(message))
            return None
        return WallClock(clock.local, second=self.which.data == "second")

    def show(self, clock: WallClock | None, zone: ZoneInfo) -> None:
        """Fill the fields from a value."""
        if clock is not None:
            self.day.data, self.time.data = clock.day, clock.time
            self.asks_which = fault_of(clock.local, zone) is ClockFault.DOUBLED
            self.which.data = ("second" if clock.second else "first") if self.asks_which else None


class RequiredClockForm(ClockForm):
    """A day and a time of day that must be there."""

    day = DayField(_("Datum"), [required(_("Geben Sie ein Datum ein."))])
    time = TimeOfDayField(_("Uhrzeit"), [required(_("Geben Sie eine Uhrzeit ein."))])


class LaterClockForm(ClockForm):
    """A time of day that must be there; the day is that of something else where it is left out."""

    time = TimeOfDayField(_("Uhrzeit"), [required(_("Geben Sie eine Uhrzeit ein."))])
