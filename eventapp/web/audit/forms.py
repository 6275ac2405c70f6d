"""Which entries of the audit log are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectChoice, ValidationError

from eventapp.services import wording
from eventapp.services.audit import Filter
from eventapp.web.audit.show import ACTS, SUBJECTS
from eventapp.web.fields import ChoiceField
from eventapp.web.forms import BaseForm
from eventapp.web.typed import DayField


class FilterForm(BaseForm):
    """All that is chosen must fit. Sent by GET: it changes nothing, and its address can be kept."""

    class Meta:
        csrf = False

    event = ChoiceField(_("Versammlung"), default="")
    subject = ChoiceField(_("Was"), default="")
    act = ChoiceField(_("Was damit geschah"), default="")
    account = ChoiceField(_("Wer"), default="")
    since = DayField(_("Vom"))
    until = DayField(_("Bis zum"))

    def offer(self, events: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]]) -> FilterForm:
        """Let these be chosen from."""
        everything = SelectChoice("", _("alle"))
        self.event.choices = [everything, *(SelectChoice(str(number), name) for number, name in events)]
        self.account.choices = [everything, *(SelectChoice(str(number), name) for number, name in people)]
        subjects = sorted((str(label), name) for name, label in SUBJECTS.items())
        acts = sorted({str(label): name for name, label in ACTS.items()}.items())
        self.act.choices = [SelectChoice("", _("alles")), *(SelectChoice(name, label) for label, name in acts)]
        self.subject.choices = [SelectChoice("", _("alles")), *(SelectChoice(name, label) for label, name in subjects)]
        return self

    def validate_until(self, field: Field) -> None:
        """The last day isn't before the first."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten."))

    def chosen(self) -> str:
        """What was chosen, in words; nothing for all entries."""
        chosen = (self.event, self.subject, self.act, self.account)
        choices = [_said(field, _label(field)) for field in chosen if field.data]
        days = [_said(field, wording.short_day(field.data)) for field in (self.since, self.until) if field.data]
        return "; ".join((*choices, *days))

    def narrowed(self, wanted: Filter, zone: ZoneInfo) -> Filter:
        """``wanted`` with what was chosen."""
        since, until = self.since.data, self.until.data
        return replace(
            wanted,
            event_id=int(self.event.data) if self.event.data else None,
            subject=self.subject.data or "",
            acts=tuple(name for name, label in ACTS.items() if label == ACTS.get(self.act.data)),
            actor_id=int(self.account.data) if self.account.data else None,
            since=datetime(since.year, since.month, since.day, tzinfo=zone) if since else None,
            until=datetime(until.year, until.month, until.day, tzinfo=zone) + timedelta(days=1) if until else None,
        )


def _said(field: Field, words: str) -> str:
    return f"{field.label.text}: {words}"


def _label(field: ChoiceField) -> str:
    return next((str(one.label) for one in field.iter_choices() if one.selected), "")
