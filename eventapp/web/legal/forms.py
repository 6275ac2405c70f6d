"""The forms of the legal pages, and the one with which everybody reports a barrier."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import FormField, SelectChoice
from wtforms.validators import ValidationError

from eventapp.adapters import videos
from eventapp.adapters.addresses import ascii_url
from eventapp.domain.errors import InvalidValue
from eventapp.domain.pages import (
    BarrierDraft,
    Conformity,
    Examined,
    Facts,
    Method,
    NoFacts,
    Notice,
    PageDraft,
    PageName,
    Provider,
    Statement,
)
from eventapp.domain.texts import LocalText
from eventapp.request import get_settings, now
from eventapp.services.pages import Shown
from eventapp.web.fields import PARAGRAPH, Address, Line, Lines, OneOfField, add_error, required
from eventapp.web.forms import BaseForm, RevisedForm
from eventapp.web.groups import LocalLinesForm
from eventapp.web.legal.paths import LONGEST, reported
from eventapp.web.messages import explain
from eventapp.web.typed import DayField, WholeNumberField

MESSAGE = 4_000
CONFORMITY = {
    Conformity.UNKNOWN: _("noch nicht geprüft"),
    Conformity.FULL: _("vollständig vereinbar"),
    Conformity.PARTIAL: _("teilweise vereinbar"),
    Conformity.NONE: _("nicht vereinbar"),
}
METHODS = {
    Method.NONE: _("noch nicht geprüft"),
    Method.SELF: _("Selbstbewertung"),
    Method.EXTERNAL: _("Prüfung durch eine unabhängige Stelle"),
}


class BarrierForm(BaseForm):
    """What somebody could not use. It needs no cookie: there is nothing that a forged request could misuse."""

    class Meta:
        csrf = False

    message = Lines(
        _("Was funktioniert nicht?"), [required(_("Beschreiben Sie kurz, was nicht funktioniert."))], most=MESSAGE
    )
    page = Line(_("Adresse der Seite"), most=LONGEST)
    contact = Line(_("Wie können wir Ihnen antworten?"), most=254)

    def validate_page(self, field: Line) -> None:
        """Refuse an address that isn't on this site."""
        if self._path is None:
            message = _(
                "Das ist keine Adresse dieser Anwendung. Schreiben Sie sie so: /accessibility, "
                "oder lassen Sie das Feld leer."
            )
            raise ValidationError(str(message))

    @property
    def draft(self) -> BarrierDraft:
        """The report as a value."""
        return BarrierDraft(self.message.text, self._path or "", self.contact.text)

    @property
    def _path(self) -> str | None:
        return reported(self.page.text, get_settings().public_url)


class FilmForm(BaseForm):
    """A film in sign language."""

    file = FileField(_("Datei"), [FileRequired(_("Wählen Sie eine Datei aus."))])
    media_type = ""
    content = b""

    def read(self) -> None:
        """Take the file in and look at what it is."""
        self.content = self.file.data.read() if self.file.data else b""

    def validate_file(self, field: FileField) -> None:
        """Refuse what is no film that we show."""
        try:
            self.media_type = videos.media_type(self.content)
        except InvalidValue as error:
            raise ValidationError(explain(error)) from error


class PageForm(RevisedForm):
    """A page that is text alone."""

    body = FormField(LocalLinesForm, _("Text"))
    facts_class: type[Facts] = NoFacts

    def fill(self, shown: Shown) -> None:
        """Show what is stored, or what is shipped."""
        _show(self.body, shown.body)
        for name in self.fact_names():
            value, field = getattr(shown.facts, name), self._fields[name]
            if isinstance(value, LocalText):
                _show(field, value)
            else:
                field.data = value
        self.revision.data = str(shown.revision)

    def draft(self) -> PageDraft:
        """The page as a value."""
        return PageDraft(self.body.form.text, self.facts_class(**{name: self.fact(name) for name in self.fact_names()}))

    def fact(self, name: str) -> Any:
        """The value of one of the page's fields."""
        field = self._fields[name]
        if isinstance(field, FormField):
            return field.form.text
        return field.text if isinstance(field, (Line, Lines)) else field.data

    def fact_names(self) -> tuple[str, ...]:
        """The names of the page's fields."""
        return tuple(self.facts_class.__dataclass_fields__)


class StatementForm(PageForm):
    """The statement on accessibility (A11Y-3)."""

    facts_class = Statement
    scope = FormField(LocalLinesForm, _("Geltungsbereich"))
    conformity = OneOfField(
        _("Stand der Vereinbarkeit"),
        choices=[SelectChoice(value.value, words) for value, words in CONFORMITY.items()],
        default=Conformity.UNKNOWN.value,
    )
    gaps = FormField(LocalLinesForm, _("Nicht barrierefreie Inhalte"))
    reasons = FormField(LocalLinesForm, _("Gründe"))
    alternatives = FormField(LocalLinesForm, _("Barrierefreie Alternativen"))
    method = OneOfField(
        _("Wie geprüft wurde"),
        choices=[SelectChoice(value.value, words) for value, words in METHODS.items()],
        default=Method.NONE.value,
    )
    assessed_on = DayField(_("Geprüft am"))
    revised_on = DayField(_("Erklärung zuletzt überarbeitet am"))
    contact_name = Line(_("Ansprechstelle"))
    contact_email = Address(_("E-Mail-Adresse der Ansprechstelle"))
    contact_phone = Line(_("Telefon der Ansprechstelle"), most=60)
    answer_days = WholeNumberField(_("Antwort spätestens nach"), least=1, most=365)
    report_email = Address(_("E-Mail-Adresse für Meldungen"))
    ombuds_name = Line(_("Name"), most=300)
    ombuds_address = Lines(_("Anschrift"), most=PARAGRAPH)
    ombuds_email = Address(_("E-Mail-Adresse"))
    ombuds_phone = Line(_("Telefon"), most=60)
    ombuds_url = Line(_("Internetseite"), most=300)

    def validate_ombuds_url(self, field: Line) -> None:
        """Refuse what a browser would not open as a page (S-02)."""
        try:
            ascii_url(field.text) if field.text else ""
        except InvalidValue:
            message = _("Die Adresse beginnt mit https:// und enthält keine Leerzeichen.")
            raise ValidationError(str(message)) from None

    def validate_method(self, field: OneOfField) -> None:
        """Refuse a judgement that nothing was looked at for."""
        if field.data == Method.NONE.value and self._is_judged:
            message = _("Wählen Sie, wie geprüft wurde. Ohne Prüfung ist der Stand „noch nicht geprüft“.")
            raise ValidationError(str(message))

    def validate_assessed_on(self, field: DayField) -> None:
        """Refuse a judgement or a method without a day, and days to come."""
        if field.errors:
            return
        if field.data is None and (self._is_judged or self.method.data not in {None, Method.NONE.value}):
            add_error(field, str(_("Geben Sie an, wann geprüft wurde.")))
        elif field.data and field.data > _today():
            add_error(field, str(_("Dieser Tag liegt in der Zukunft. Geben Sie an, wann geprüft wurde.")))

    def validate_revised_on(self, field: DayField) -> None:
        """Refuse days to come."""
        if field.data and field.data > _today():
            message = _("Dieser Tag liegt in der Zukunft. Geben Sie an, wann die Erklärung überarbeitet wurde.")
            raise ValidationError(str(message))

    @property
    def _is_judged(self) -> bool:
        return self.conformity.data not in {None, Conformity.UNKNOWN.value}

    def fact(self, name: str) -> Any:
        """Choices are values of the domain. Who names no day has gone over the statement today."""
        kinds = {"conformity": Conformity, "method": Method}
        value = super().fact(name)
        if name == "revised_on":
            return value or _today()
        return kinds[name](value) if name in kinds else value


class NoticeForm(PageForm):
    """The notice on data protection."""

    facts_class = Notice
    controller = Lines(_("Verantwortlich"), most=PARAGRAPH)
    officer = Lines(_("Datenschutzbeauftragte Person"), most=PARAGRAPH)
    authority = Lines(_("Aufsichtsbehörde"), most=PARAGRAPH)


class ProviderForm(PageForm):
    """Who offers these pages."""

    facts_class = Provider
    provider = Lines(_("Anbieter"), most=PARAGRAPH)
    represented_by = Lines(_("Vertreten durch"), most=PARAGRAPH)


class ExaminedForm(PageForm):
    """A text in Leichte Sprache."""

    facts_class = Examined
    examined_by = Line(_("Geprüft von"))


FORMS: dict[PageName, type[PageForm]] = {
    PageName.ACCESSIBILITY: StatementForm,
    PageName.PRIVACY: NoticeForm,
    PageName.IMPRINT: ProviderForm,
    PageName.EASY: ExaminedForm,
    PageName.SIGN: PageForm,
}


def _show(group: FormField, text: LocalText) -> None:
    group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy


def _today() -> date:
    """The day on the clock of this installation."""
    return now().astimezone(ZoneInfo(get_settings().zone)).date()
