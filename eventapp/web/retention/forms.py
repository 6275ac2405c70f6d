"""The days of each subject with their reasons, and what an office writes about data protection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField

from eventapp.domain import retention
from eventapp.domain.errors import InvalidValue
from eventapp.domain.privacy import NoticeDraft
from eventapp.domain.retention import LONGEST_REASON, PERIODS, Subject, most_days
from eventapp.domain.texts import Language, LocalText
from eventapp.request import get_language
from eventapp.services import retention_words
from eventapp.services.periods import Effective, Source
from eventapp.services.privacy import Stored
from eventapp.web.fields import Line, Lines, required
from eventapp.web.forms import BaseForm, RevisedForm
from eventapp.web.typed import WholeNumberField


@dataclass(frozen=True, slots=True)
class Row:
    """One subject in the form: its name, the days and the reason to be typed, and what holds without them."""

    name: str
    days: Field
    reason: Field
    without: str


class PeriodsForm(BaseForm):
    """Days and reason for each of some subjects. For an event empty days leave it to the office.

    ``agreed`` bears how much may become due at once, as it was shown and agreed to.
    """

    agreed = HiddenField()
    rows: Sequence[Row] = ()
    subjects: Sequence[Subject] = ()
    is_event = False

    def wishes(self) -> list[tuple[Subject, int | None, str]]:
        """What is wished for each subject. An office needs no rule of its own for what is shipped."""
        typed = [(one, self[f"{one}_days"].data, self[f"{one}_reason"].text) for one in self.subjects]
        if self.is_event:
            return typed
        return [
            (one, None if days == PERIODS[one].days and not reason else days, reason) for one, days, reason in typed
        ]

    @property
    def most_due(self) -> int:
        """How much may become due at once."""
        text = self.agreed.data or ""
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all can be stored. Every reason that is missing is named, not the first alone."""
        if not super().validate(extra_validators):
            return False
        for subject, days, reason in self.wishes():
            try:
                if days is not None:
                    retention.check(subject, days, reason, is_event=self.is_event)
            except InvalidValue as error:
                self.explain(error)
        return not self.has_errors

    def sent(self) -> list[tuple[str, str]]:
        """Name and text of each field as it was typed, to be sent once more."""
        fields = [field for row in self.rows for field in (row.days, row.reason)]
        return [(field.name, field._value()) for field in fields]


def periods_form(
    subjects: Sequence[Subject], without: Mapping[Subject, Effective], data: Any, *, is_event: bool
) -> PeriodsForm:
    """A form for these subjects. ``without`` is what holds where nothing is set here."""
    language = get_language()
    fields: dict[str, Any] = {}
    for subject in subjects:
        name = retention_words.name(subject, language)
        asked = [] if is_event else [required(_("Geben Sie an, nach wie vielen Tagen gelöscht wird."))]
        days = _("%(name)s: Tage", name=name)
        fields[f"{subject}_days"] = WholeNumberField(days, asked, least=0, most=most_days(subject))
        fields[f"{subject}_reason"] = Line(_("%(name)s: Grund", name=name), most=LONGEST_REASON)
    form: PeriodsForm = type("SomePeriodsForm", (PeriodsForm,), fields)(data)
    form.subjects, form.is_event = subjects, is_event
    form.rows = [
        Row(
            retention_words.name(subject, language),
            form[f"{subject}_days"],
            form[f"{subject}_reason"],
            _without(subject, without[subject], language, is_event=is_event),
        )
        for subject in subjects
    ]
    return form


def fill(form: PeriodsForm, known: Mapping[Subject, Effective], *, is_event: bool) -> None:
    """Show what is set here; for an office all days, for an event its own alone."""
    here = Source.EVENT if is_event else Source.ORGANIZER
    for subject in form.subjects:
        is_own = known[subject].source is here
        if is_own or not is_event:
            form[f"{subject}_days"].data = known[subject].days
        form[f"{subject}_reason"].data = known[subject].reason if is_own else ""


def _without(subject: Subject, known: Effective, language: Language, *, is_event: bool) -> str:
    period = retention_words.in_days(subject, known.days, language)
    why = retention_words.default_reason(subject, language)
    said = _("Ohne Angabe gilt: %(period)s.", period=period)
    if not is_event:
        said = _("Vorgabe: %(period)s. %(why)s", period=period, why=why)
    return f"{said} {_most(subject)}".strip()


def _most(subject: Subject) -> str:
    """What is said where needs are asked about: others may be kept as long as there is a reason."""
    if subject is not Subject.NEEDS:
        return ""
    most = most_days(subject)
    return str(_("Höchstens %(most)s Tage. Sind schon Angaben gespeichert, geht es nur kürzer.", most=most))


class NoticeForm(RevisedForm):
    """What the office says itself. Empty fields leave it to what the installation says, and to a neutral basis."""

    officer = Lines(_("Wer zum Datenschutz berät"), most=600)
    basis_de = Lines(_("Grundlage"), most=4_000)
    basis_en = Lines(_("Grundlage auf Englisch"), most=4_000)
    authority = Lines(_("Aufsichtsbehörde"), most=600)
    more_de = Lines(_("Außerdem"), most=4_000)
    more_en = Lines(_("Außerdem, auf Englisch"), most=4_000)

    def show(self, stored: Stored) -> None:
        """Fill in what is stored."""
        draft = stored.draft
        self.officer.data, self.authority.data = draft.officer, draft.authority
        self.basis_de.data, self.basis_en.data = draft.basis.de, draft.basis.en
        self.more_de.data, self.more_en.data = draft.more.de, draft.more.en
        self.revision.data = str(stored.revision)

    def draft(self) -> NoticeDraft:
        """The wish as a value."""
        return NoticeDraft(
            self.officer.text,
            self.authority.text,
            LocalText(self.basis_de.text, self.basis_en.text),
            LocalText(self.more_de.text, self.more_en.text),
        )
