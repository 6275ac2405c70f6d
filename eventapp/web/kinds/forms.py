"""A kind of assembly."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField

from eventapp.domain.people import KindDraft
from eventapp.models import Kind
from eventapp.web.fields import PARAGRAPH, Line, Lines
from eventapp.web.forms import RevisedForm
from eventapp.web.groups import LocalLinesForm, RequiredLocalLineForm

_LINES = ("basis", "source", "convener", "circle", "frequency", "agenda", "invitees", "digital", "checks")


class KindForm(RevisedForm):
    """The law it rests on, and what follows from it."""

    name = FormField(RequiredLocalLineForm, _("Name"))
    basis = Lines(_("Rechtsgrundlage"), most=PARAGRAPH)
    source = Lines(_("Quelle"), most=PARAGRAPH)
    as_of = Line(_("Stand"), most=60)
    convener = Lines(_("Wer einberuft und leitet"), most=PARAGRAPH)
    circle = Lines(_("Adressatenkreis"), most=PARAGRAPH)
    frequency = Lines(_("Wie oft"), most=PARAGRAPH)
    working_time = FormField(LocalLinesForm, _("Satz zur Arbeitszeit"))
    agenda = Lines(_("Tagesordnung"), most=PARAGRAPH)
    invitees = Lines(_("Wer zu unterrichten oder einzuladen ist"), most=PARAGRAPH)
    digital = Lines(_("Digitale Teilnahme"), most=PARAGRAPH)
    is_recording_allowed = BooleanField(_("Aufzeichnung ist erlaubt"))
    checks = Lines(_("Worauf zu achten ist"), most=PARAGRAPH)

    def fill(self, kind: Kind) -> None:
        """Show what is stored."""
        for name in (*_LINES, "as_of", "is_recording_allowed"):
            getattr(self, name).data = getattr(kind, name)
        for name in ("name", "working_time"):
            text, group = getattr(kind, name), getattr(self, name)
            group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy
        self.revision.data = str(kind.revision)

    def draft(self) -> KindDraft:
        """The wish as a value."""
        return KindDraft(
            name=self.name.form.text,
            working_time=self.working_time.form.text,
            as_of=self.as_of.text,
            is_recording_allowed=bool(self.is_recording_allowed.data),
            **{name: getattr(self, name).text for name in _LINES},
        )
