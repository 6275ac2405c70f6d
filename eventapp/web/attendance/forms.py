"""How people answer, one answer by phone, and a further part."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, SelectChoice

from eventapp.domain.attendance import MOST_SEATS, Answer, AttendanceDraft, Mode
from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat
from eventapp.domain.times import WallClock
from eventapp.models import AttendancePlan, Event, Venue
from eventapp.services.parts import PartDraft
from eventapp.web.fields import ChoiceField, Line, Lines, OneOfField, add_error, required
from eventapp.web.forms import BaseForm, RevisedForm
from eventapp.web.groups import ClockForm, LaterClockForm, RequiredClockForm
from eventapp.web.invitations.own_forms import WISHES
from eventapp.web.typed import TimeOfDayField, WholeNumberField

_WISHES = {**WISHES, "tentative": Answer(PartStat.TENTATIVE)}


class PlanForm(RevisedForm):
    """How people answer, and how many may come."""

    mode = OneOfField(
        _("Was wird gespeichert?"),
        choices=[
            SelectChoice(Mode.NAMES.value, _("Antworten mit Namen")),
            SelectChoice(Mode.COUNT.value, _("Nur Anzahlen, ohne Namen")),
        ],
        default=Mode.NAMES.value,
    )
    closes = FormField(ClockForm, _("Antworten bis"))
    seats = WholeNumberField(_("Plätze im Saal"), least=0, most=MOST_SEATS)
    wheelchair_places = WholeNumberField(_("davon Rollstuhlplätze"), least=0, most=MOST_SEATS)
    has_waiting_list = BooleanField(_("Warteliste führen, wenn alle Plätze vergeben sind"))
    offer_hours = WholeNumberField(
        _("Zeit für die Antwort, wenn ein Platz frei wird"),
        [required(_("Geben Sie an, wie viele Stunden Zeit bleiben."))],
        least=1,
        most=336,
    )
    online_url = Line(_("Adresse der Übertragung"), most=300)
    asks_needs = BooleanField(_("Nach Bedarf zur Barrierefreiheit fragen"))
    asks_childcare = BooleanField(_("Nach Kinderbetreuung fragen"))
    menu = Lines(_("Essen zur Auswahl"), most=2_000)
    needs_days = WholeNumberField(
        _("Angaben zum Bedarf löschen nach"),
        [required(_("Geben Sie an, nach wie vielen Tagen gelöscht wird."))],
        least=0,
        most=365,
    )

    def fill(self, plan: AttendancePlan, event: Event, needs_days: int) -> None:
        """Show what is stored, and after how many days needs are deleted."""
        for name in (
            "mode", "seats", "wheelchair_places", "has_waiting_list", "offer_hours", "online_url", "asks_needs",
            "asks_childcare",
        ):  # fmt: skip
            self[name].data = getattr(plan, name)
        self.needs_days.data = needs_days
        self.menu.data = "\n".join(plan.menu)
        self.closes.form.show(plan.closes, event.tz)
        self.revision.data = str(plan.revision if plan.id else 0)

    def draft(self, event: Event) -> AttendanceDraft | None:
        """The wish as a value; None where something is to be put right."""
        closes = self.closes.form.clock(event.tz)
        if closes is None and self._is_half_a_clock():
            return None
        try:
            return AttendanceDraft(
                mode=Mode(self.mode.data),
                closes=closes,
                seats=self.seats.data,
                wheelchair_places=self.wheelchair_places.data,
                has_waiting_list=self.has_waiting_list.data,
                offer_hours=self.offer_hours.data or 0,
                online_url=self.online_url.text,
                asks_needs=self.asks_needs.data,
                asks_childcare=self.asks_childcare.data,
                menu=tuple(dish for line in self.menu.text.split("\n") if (dish := " ".join(line.split()))),
                needs_days=self.needs_days.data or 0,
            )
        except InvalidValue as error:
            self.explain(error)
            return None

    def _is_half_a_clock(self) -> bool:
        """Whether day or time is there without the other, or has to be put right."""
        clock = self.closes.form
        if clock.day.data and not clock.time.data and not clock.time.errors:
            add_error(clock.time, str(_("Geben Sie auch die Uhrzeit an.")))
        if clock.time.data and not clock.day.data and not clock.day.errors:
            add_error(clock.day, str(_("Geben Sie auch das Datum an.")))
        return bool(clock.errors)


class PhoneAnswerForm(BaseForm):
    """What somebody said on the phone."""

    answer = OneOfField(_("Antwort"), [required(_("Wählen Sie die Antwort."))], coerce=str)

    def offer(self, plan: AttendancePlan) -> None:
        """Fill the choices."""
        self.answer.choices = [
            SelectChoice("hall", _("Kommt in den Saal") if plan.online_url else _("Kommt")),
            *([SelectChoice("online", _("Nimmt online teil"))] if plan.online_url else []),
            *([SelectChoice("tentative", _("Kommt vielleicht"))] if plan.mode == Mode.NAMES else []),
            SelectChoice("no", _("Kommt nicht")),
        ]

    @property
    def wish(self) -> Answer:
        """The answer as a value."""
        return _WISHES[self.answer.data]


class PartForm(BaseForm):
    """A further part: when, where, and how many may come."""

    starts = FormField(RequiredClockForm, _("Beginn"))
    ends = FormField(LaterClockForm, _("Ende"))
    doors = TimeOfDayField(_("Einlass"))
    venue = ChoiceField(_("Ort"), coerce=str)
    seats = WholeNumberField(_("Plätze im Saal"), least=0, most=MOST_SEATS)

    def offer(self, venues: Sequence[Venue]) -> None:
        """Fill the choice of venues."""
        self.venue.choices = [
            SelectChoice("", _("noch offen")),
            *(
                SelectChoice(str(venue.id), ", ".join(part for part in (venue.name, venue.city) if part))
                for venue in venues
            ),
        ]

    def draft(self, event: Event) -> PartDraft | None:
        """The wish as a value; None where something is to be put right."""
        starts = self.starts.form.clock(event.tz)
        ends = self.ends.form.clock(event.tz, self.starts.form.day.data)
        if starts is None or ends is None:
            return None
        doors = WallClock.on(starts.day, self.doors.data) if self.doors.data else None
        venue_id = int(self.venue.data) if self.venue.data else None
        return PartDraft(starts, ends, doors, venue_id, self.seats.data)
