"""Whom to tell of a change, and in which words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import FormField, SelectChoice

from eventapp.domain.errors import InvalidValue
from eventapp.domain.mailings import MailingDraft, MailingKind
from eventapp.domain.texts import LocalText
from eventapp.services.changes import Group
from eventapp.web.fields import required
from eventapp.web.forms import BaseForm
from eventapp.web.mailings.forms import SubjectForm, TextForm, TicksField


class ChangeForm(BaseForm):
    """Groups, each with a tick to leave it out, and the text."""

    groups = TicksField(_("Wem teilen Sie es mit?"), [required(_("Kreuzen Sie an, wem Sie es mitteilen."))])
    subject = FormField(SubjectForm, _("Betreff"))
    text = FormField(TextForm, _("Text"))

    def offer(self, groups: Sequence[tuple[Group, str]]) -> None:
        """Fill the choice of groups."""
        self.groups.choices = [SelectChoice(group.value, label) for group, label in groups]

    def suggest(self, subject: LocalText, text: LocalText, groups: Sequence[Group]) -> None:
        """Begin with these words and ticks."""
        self.subject.de.data, self.subject.en.data = subject.de, subject.en
        self.text.de.data, self.text.en.data = text.de, text.en
        self.groups.data = [group.value for group in groups]

    def draft(self, kind: MailingKind) -> MailingDraft | None:
        """The words as a value; None with the sentence at its field where something is to be put right."""
        try:
            return MailingDraft(
                kind,
                LocalText(self.subject.de.text, self.subject.en.text),
                LocalText(self.text.de.text, self.text.en.text),
            )
        except InvalidValue as error:
            self.explain(error)
            return None
