"""An event's particulars."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import FormField, SelectChoice

from eventapp.domain.errors import InvalidValue
from eventapp.domain.events import EventDraft, Visibility
from eventapp.domain.times import named_zone
from eventapp.models import Event, Kind, Venue
from eventapp.request import get_language
from eventapp.services import wording
from eventapp.web.fields import ChoiceField, Line, OneOfField, required
from eventapp.web.forms import BaseForm, RevisedForm
from eventapp.web.groups import LaterClockForm, LocalLineForm, LocalLinesForm, RequiredClockForm, RequiredLocalLineForm
from eventapp.web.typed import TimeOfDayField


class EventForm(RevisedForm):
    """What an event is, and when."""

    title = FormField(RequiredLocalLineForm, _("Titel"))
    theme = FormField(LocalLineForm, _("Thema"))
    description = FormField(LocalLinesForm, _("Beschreibung"))
    kind = ChoiceField(_("Art der Versammlung"), coerce=str)
    starts = FormField(RequiredClockForm, _("Beginn"))
    ends = FormField(LaterClockForm, _("Ende"))
    doors = TimeOfDayField(_("Einlass"))
    zone = Line(_("Zeitzone"), [required(_("Geben Sie eine Zeitzone an, zum Beispiel Europe/Berlin."))], most=60)
    visibility = OneOfField(
        _("Wer darf die Versammlung sehen?"),
        choices=[SelectChoice(visibility.value, _(name)) for visibility, name in wording.VISIBILITIES.items()],
        default=Visibility.STAFF.value,
    )

    def offer(self, kinds: Sequence[Kind]) -> None:
        """Fill the choice of kinds."""
        self.kind.choices = [
            SelectChoice("", _("noch offen")),
            *(SelectChoice(str(kind.id), kind.name.best(get_language())) for kind in kinds),
        ]

    def fill(self, event: Event) -> None:
        """Show what is stored."""
        for name in ("title", "theme", "description"):
            text = getattr(event, name)
            group = getattr(self, name)
            group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy
        self.kind.data = str(event.kind_id or "")
        self.starts.form.show(event.starts, event.tz)
        self.ends.form.show(event.ends, event.tz)
        self.doors.data = event.doors.time if event.doors else None
        self.zone.data = event.zone
        self.visibility.data = event.visibility
        self.revision.data = str(event.revision)

    def draft(self, slug: str, venue_id: int | None) -> EventDraft | None:
        """The wish as a value; None where something is to be put right, with the sentence at its field."""
        try:
            zone = named_zone(self.zone.text)
            starts = self.starts.form.clock(zone)
            ends = self.ends.form.clock(zone, self.starts.day.data)
            if starts is None or ends is None:
                return None
            doors = type(starts).on(starts.day, self.doors.data) if self.doors.data else None
            return EventDraft(
                title=self.title.form.text,
                theme=self.theme.form.text,
                description=self.description.form.text,
                slug=slug,
                zone=zone.key,
                starts=starts,
                ends=ends,
                doors=doors,
                visibility=Visibility(self.visibility.data),
                kind_id=int(self.kind.data) if self.kind.data else None,
                venue_id=venue_id,
            )
        except InvalidValue as error:
            if error.code == "times.unknown_zone":
                error.context["field"] = "zone"
            if error.code == "times.skipped":
                error.context["field"] = "doors"
            self.explain(error)
            return None


class DetailsForm(EventForm):
    """The same with the readable address."""

    slug = Line(
        _("Lesbare Adresse"), [required(_("Geben Sie eine Adresse an, zum Beispiel versammlung-2027."))], most=80
    )

    def fill(self, event: Event) -> None:
        super().fill(event)
        self.slug.data = event.slug


class VenueChoiceForm(RevisedForm):
    """Where it is held."""

    venue = OneOfField(_("Wo findet die Versammlung statt?"), coerce=str)

    def offer(self, venues: Sequence[Venue]) -> None:
        """Fill the choice of venues."""
        self.venue.choices = [
            *(
                SelectChoice(str(venue.id), ", ".join(part for part in (venue.name, venue.city) if part))
                for venue in venues
            ),
            SelectChoice("", _("noch offen")),
        ]

    def fill(self, event: Event) -> None:
        """Show what is stored."""
        self.venue.data = str(event.venue_id or "")
        self.revision.data = str(event.revision)


class EmptyForm(BaseForm):
    """Only the protection against forged requests."""
