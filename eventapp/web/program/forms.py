"""A program item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, SelectChoice

from eventapp.domain.errors import InvalidValue
from eventapp.domain.program import LONGEST_ITEM_MINUTES, Contribution, ItemFunction, ProgramItemDraft, SpeakerRole
from eventapp.models import Event, ProgramItem, Speaker
from eventapp.services import wording
from eventapp.web.fields import ChoiceField, Line, Lines, add_error, required
from eventapp.web.forms import RevisedForm
from eventapp.web.groups import ClockForm, LocalLineForm, LocalLinesForm
from eventapp.web.typed import WholeNumberField

MOST_PEOPLE = 20
_SPARE_ROWS = 2


class Rows(FieldList):
    """Rows of a form. Indices that no browser sends are no rows."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,3}})-")
        return (int(match[1]) for name in formdata if (match := pattern.match(name)))


class ContributionForm(Form):
    """One person in a role."""

    speaker = ChoiceField(_("Person"), coerce=str)
    role = ChoiceField(_("Rolle"), choices=[SelectChoice(role.value, _(name)) for role, name in wording.ROLES.items()])


class MinutesForm(RevisedForm):
    """How long an item lasts, changed in the list itself."""

    minutes = WholeNumberField(
        _("Minuten"), [required(_("Geben Sie die Dauer in Minuten ein."))], least=1, most=LONGEST_ITEM_MINUTES
    )


class ItemForm(RevisedForm):
    """All of an item."""

    function = ChoiceField(
        _("Funktion"), choices=[SelectChoice(item.value, _(name)) for item, name in wording.FUNCTIONS.items()]
    )
    title = FormField(LocalLineForm, _("Titel"))
    minutes = WholeNumberField(
        _("Dauer"), [required(_("Geben Sie die Dauer in Minuten ein."))], least=1, most=LONGEST_ITEM_MINUTES
    )
    fixed = FormField(ClockForm, _("Feste Uhrzeit"))
    people = Rows(FormField(ContributionForm), _("Personen"), max_entries=MOST_PEOPLE)
    new_person = Line(_("Neue Person"))
    text = FormField(LocalLinesForm, _("Text"))
    note = Lines(_("Interne Notiz"))

    def offer(self, speakers: Sequence[Speaker]) -> None:
        """Fill the choice of people, and keep some rows free."""
        while len(self.people) < MOST_PEOPLE and sum(not row.form.speaker.data for row in self.people) < _SPARE_ROWS:
            self.people.append_entry({"speaker": "", "role": SpeakerRole.SPEAKER.value})
        choices = [
            SelectChoice("", _("– niemand –")),
            *(SelectChoice(str(speaker.id), speaker.full_name) for speaker in speakers),
        ]
        for row in self.people:
            row.form.speaker.choices = choices

    def fill(self, item: ProgramItem, event: Event) -> None:
        """Show what is stored."""
        self.function.data = item.function
        self.minutes.data = item.minutes
        self.note.data = item.note
        for group, text in ((self.title, item.title), (self.text, item.text)):
            group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy
        self.fixed.form.show(item.fixed, event.tz)
        while len(self.people):
            self.people.pop_entry()
        for row in item.people:
            self.people.append_entry({"speaker": str(row.speaker_id), "role": row.role})
        self.revision.data = str(item.revision)

    def draft(self, event: Event, newcomer: Speaker | None = None) -> ProgramItemDraft | None:
        """The wish as a value; None where something is to be put right. ``newcomer`` speaks too."""
        fixed = None
        if self.fixed.form.time.data is not None:
            fixed = self.fixed.form.clock(event.tz, event.starts.day)
            if fixed is None:
                return None
        people = [
            Contribution(int(row.form.speaker.data), SpeakerRole(row.form.role.data))
            for row in self.people
            if row.form.speaker.data
        ]
        if newcomer is not None:
            people.append(Contribution(newcomer.id, SpeakerRole.SPEAKER))
        try:
            return ProgramItemDraft(
                function=ItemFunction(self.function.data),
                title=self.title.form.text,
                minutes=int(self.minutes.data or 0),
                text=self.text.form.text,
                note=self.note.text,
                fixed=fixed,
                people=tuple(people),
            )
        except InvalidValue as error:
            self.explain(error)
            return None

    def refuse_untitled(self) -> bool:
        """Put a sentence where a title is missing. Only a break needs none."""
        is_untitled = self.function.data != ItemFunction.BREAK.value and not self.title.form.de.text
        if is_untitled:
            self.explain(InvalidValue("program.title_missing", field="title-de"))
        return is_untitled

    def refuse_twice(self) -> bool:
        """Put a sentence where a person stands twice."""
        seen: set[str] = set()
        for row in self.people:
            chosen = row.form.speaker.data
            if chosen and chosen in seen:
                add_error(row.form.speaker, str(_("Diese Person ist in diesem Programmpunkt schon eingetragen.")))
                self.people.errors = [entry.errors for entry in self.people]  # a list notes those of its validation
                return True
            seen.add(chosen)
        return False
