"""What a planner decides about a mailing."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Form, FormField, SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.domain.errors import InvalidValue
from eventapp.domain.mailings import Answered, Audience, MailingDraft, MailingKind, Reach
from eventapp.domain.texts import LocalText
from eventapp.models import Mailing
from eventapp.services.staff import Segments
from eventapp.web.fields import PARAGRAPH, Address, ChoicesField, Line, Lines, OneOfField, required
from eventapp.web.forms import BaseForm, RevisedForm

_TEXT = 6_000


class SubjectForm(Form):
    """The subject in two languages."""

    de = Line(_("Betreff"), [required(_("Geben Sie einen Betreff ein."))])
    en = Line(_("Betreff auf Englisch"))


class TextForm(Form):
    """The text in two languages."""

    de = Lines(_("Text"), [required(_("Geben Sie einen Text ein."))], most=_TEXT)
    en = Lines(_("Text auf Englisch"), most=_TEXT)


class TicksField(ChoicesField):
    """Any number of many, with a tick each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MailingForm(RevisedForm):
    """Words, calendar and circle of one mailing."""

    subject = FormField(SubjectForm, _("Betreff"))
    text = FormField(TextForm, _("Text"))
    calendar = OneOfField(
        _("Was geht an die Kalender?"),
        choices=[
            SelectChoice("request", _("Einladung, die sich im Kalender annehmen oder ablehnen lässt")),
            SelectChoice("publish", _("Der Termin zum Speichern, ohne Bitte um Antwort")),
            SelectChoice("none", _("Nichts, nur der Text")),
        ],
    )
    reach = OneOfField(
        _("Auf welchem Weg?"),
        choices=[
            SelectChoice(Reach.ALL.value, _("Per E-Mail, und per Brief an alle ohne Postfach")),
            SelectChoice(Reach.MAIL.value, _("Nur per E-Mail")),
            SelectChoice(Reach.LETTER.value, _("Nur per Brief an alle ohne Postfach")),
        ],
        default=Reach.ALL.value,
    )
    answers = TicksField(
        _("Wer hat wie geantwortet?"),
        choices=[
            SelectChoice(Answered.OPEN.value, _("Noch keine Antwort")),
            SelectChoice(Answered.YES.value, _("Kommt")),
            SelectChoice(Answered.NO.value, _("Kommt nicht")),
        ],
    )
    may_choose = BooleanField(_("Eingeladene dürfen auch einen anderen Termin dieser Versammlung wählen"))
    lists = TicksField(_("Personallisten"), coerce=str)
    departments = TicksField(_("Dienststellen"), coerce=str)
    sites = TicksField(_("Standorte"), coerce=str)

    def offer(self, segments: Segments, kind: MailingKind, *, has_parts: bool) -> None:
        """Fill the choices. What narrows nothing is not asked."""
        if not (has_parts and kind.invites):
            del self.may_choose
        self.lists.choices = [_counted(str(number), name, count) for number, name, count in segments.lists]
        self.departments.choices = [_counted(name, name, count) for name, count in segments.departments]
        self.sites.choices = [_counted(name, name, count) for name, count in segments.sites]
        if len(segments.lists) < 2:
            del self.lists
        for name in ("departments", "sites"):
            if not self[name].choices:
                delattr(self, name)
        if kind not in {MailingKind.CHANGE, MailingKind.THANKS, MailingKind.CALL_OFF}:
            del self.answers

    def fill(self, mailing: Mailing) -> None:
        """Show what is stored."""
        audience = mailing.audience
        self.suggest(mailing.subject, mailing.text)
        self.calendar.data = _calendar(mailing.has_calendar, mailing.asks_for_answer)
        self.reach.data = audience.reach.value
        if "may_choose" in self:
            self.may_choose.data = mailing.may_choose
        for name, values in (
            ("lists", [str(number) for number in audience.lists]),
            ("departments", list(audience.departments)),
            ("sites", list(audience.sites)),
            ("answers", [answer.value for answer in audience.answers]),
        ):
            if name in self:
                self[name].data = values
        self.revision.data = str(mailing.revision)

    def suggest(self, subject: LocalText, text: LocalText) -> None:
        """Begin with these words."""
        self.subject.de.data, self.subject.en.data = subject.de, subject.en
        self.text.de.data, self.text.en.data = text.de, text.en

    def draft(self, kind: MailingKind) -> MailingDraft | None:
        """The wish as a value; None with the sentence at its field where something is to be put right."""
        try:
            return MailingDraft(
                kind=kind,
                subject=LocalText(self.subject.de.text, self.subject.en.text),
                text=LocalText(self.text.de.text, self.text.en.text),
                has_calendar=self.calendar.data != "none",
                asks_for_answer=self.calendar.data == "request",
                may_choose="may_choose" in self and bool(self.may_choose.data),
                audience=Audience(
                    lists=tuple(int(number) for number in self._ticked("lists")),
                    departments=tuple(self._ticked("departments")),
                    sites=tuple(self._ticked("sites")),
                    reach=Reach(self.reach.data),
                    answers=tuple(Answered(answer) for answer in self._ticked("answers")),
                ),
            )
        except InvalidValue as error:
            self.explain(error)
            return None

    def _ticked(self, name: str) -> Sequence[str]:
        return self[name].data or () if name in self else ()


class StartForm(BaseForm):
    """Only what was shown, so that nothing else is sent."""

    fingerprint = Line()


class ReturnForm(BaseForm):
    """Why a mailing is handed back without a release."""

    note = Lines(_("Ihr Hinweis"), [required(_("Schreiben Sie, was geändert werden soll."))], most=PARAGRAPH)


class TestForm(BaseForm):
    """To whom a test mail goes."""

    email = Address(_("E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])


class AddressForm(BaseForm):
    """A better address for somebody whom no mail has reached."""

    email = Address(_("Neue E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])


def _counted(value: str, name: str, count: int) -> SelectChoice:
    people = ngettext("%(num)s Person", "%(num)s Personen", count)
    return SelectChoice(value, gettext("%(name)s (%(people)s)", name=name, people=people))


def _calendar(has_calendar: bool, asks_for_answer: bool) -> str:
    if not has_calendar:
        return "none"
    return "request" if asks_for_answer else "publish"
