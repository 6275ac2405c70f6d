"""The words of mailings: what is suggested for each kind, and the office's own texts with their gaps filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from eventapp.domain.editions import Edition
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.mailings import MailingDraft, MailingKind
from eventapp.domain.placeholders import Placeholder, fill
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.times import WallClock
from eventapp.models import Mailing
from eventapp.services import messages, wording
from eventapp.services.messages import MailText
from eventapp.services.wording import N_, words

KINDS: Mapping[MailingKind, str] = {
    MailingKind.SAVE_THE_DATE: N_("Terminvormerkung"),
    MailingKind.INVITATION: N_("Einladung"),
    MailingKind.REMINDER: N_("Erinnerung"),
    MailingKind.CHANGE: N_("Änderung"),
    MailingKind.CALL_OFF: N_("Absage"),
    MailingKind.THANKS: N_("Dank"),
}
_SUBJECTS: Mapping[MailingKind, str] = {
    MailingKind.SAVE_THE_DATE: N_("Bitte vormerken: {titel} am {datum}"),
    MailingKind.INVITATION: N_("Einladung: {titel} am {datum}"),
    MailingKind.REMINDER: N_("Kommen Sie? {titel} am {datum}"),
    MailingKind.CHANGE: N_("Geändert: {titel} am {datum}"),
    MailingKind.CALL_OFF: N_("Abgesagt: {titel} am {datum}"),
    MailingKind.THANKS: N_("Danke: {titel} am {datum}"),
}
_OPENINGS: Mapping[MailingKind, str] = {
    MailingKind.SAVE_THE_DATE: N_("bitte halten Sie sich diesen Termin frei. Die Einladung mit dem Programm folgt."),
    MailingKind.INVITATION: N_("wir laden Sie herzlich ein. Unser Thema: {thema}."),
    MailingKind.REMINDER: N_("wir haben noch keine Antwort von Ihnen. Bitte sagen Sie uns, ob Sie kommen."),
    MailingKind.CHANGE: N_("an unserer Versammlung hat sich etwas geändert. Hier steht der neue Stand."),
    MailingKind.CALL_OFF: N_("die Versammlung fällt aus."),
    MailingKind.THANKS: N_("danke, dass Sie dabei waren."),
}
_VOLUNTARY = N_("Die Teilnahme ist freiwillig. Wer nicht teilnimmt, arbeitet weiter.")


def suggested(kind: MailingKind, edition: Edition) -> tuple[LocalText, LocalText]:
    """Subject and text to begin with, in German and, where the event has English texts, in English."""
    languages = [Language.GERMAN, *([Language.ENGLISH] if Language.ENGLISH in edition.languages else [])]
    subjects = {language.value: words(language)(_SUBJECTS[kind]) for language in languages}
    texts = {language.value: _opening(kind, edition, language) for language in languages}
    return LocalText(**subjects), LocalText(**texts)


def _opening(kind: MailingKind, edition: Edition, language: Language) -> str:
    translate = words(language)
    first = _OPENINGS[kind]
    if kind is MailingKind.INVITATION and not edition.theme:
        first = N_("wir laden Sie herzlich ein.")
    parts = [translate(first)]
    if kind in {MailingKind.CHANGE, MailingKind.CALL_OFF}:
        parts.append(edition.notice.best(language))
    if kind is MailingKind.INVITATION:
        parts.append(edition.description.best(language))
        if not edition.working_time:  # which says it already
            parts.append(translate(_VOLUNTARY))
    return "\n\n".join(part for part in parts if part)


def values(edition: Edition, language: Language, closes: WallClock | None) -> dict[Placeholder, str]:
    """What is the same for all readers."""
    return {
        Placeholder.TITLE: edition.title.best(language),
        Placeholder.THEME: edition.theme.best(language),
        Placeholder.DATE: wording.day(edition.starts.day, language, weekday=False),
        Placeholder.TIME: wording.time_of(edition, language),
        Placeholder.PLACE: wording.place_of(edition) or words(language)(N_("Ort wird noch bekannt gegeben")),
        Placeholder.DEADLINE: deadline(edition, language, closes),
        Placeholder.CONTACT: messages.contact(edition),
    }


def deadline(edition: Edition, language: Language, closes: WallClock | None) -> str:
    """Until when answers are taken: ``8. November 2024, 12:00 Uhr``; without a deadline the event's beginning."""
    until = closes or edition.starts
    return f"{wording.day(until.day, language, weekday=False)}, {wording.hour(until.local, language)}"


def mail_text(
    mailing: Mailing | MailingDraft,
    edition: Edition,
    links: Links,
    language: Language,
    *,
    closes: WallClock | None,
    personal: Mapping[Placeholder, str],
    salutation: str,
) -> MailText:
    """The words of the mail to one reader. ``personal`` fills the gaps that are her own, LINK always among them."""
    gaps = values(edition, language, closes) | dict(personal)
    kind = MailingKind(mailing.kind)
    own_url = personal[Placeholder.LINK]
    text = messages.mail_text(
        edition,
        links,
        salutation=salutation,
        language=language,
        asks_for_answer=mailing.asks_for_answer,
        own_url=own_url,
    )
    text = replace(
        text,
        subject=fill(mailing.subject.best(language), gaps),
        opening=tuple(wording.paragraphs(fill(mailing.text.best(language), gaps))),
    )
    return _without_calendar(text, kind, edition) if not mailing.has_calendar else text


def _without_calendar(text: MailText, kind: MailingKind, edition: Edition) -> MailText:
    """A mail that brings no calendar entry says what to do instead."""
    _ = words(text.language)
    if kind is MailingKind.THANKS:
        return replace(text, hint="", entry_url="", program=(), notes=(), own_url="")
    if edition.is_cancelled:
        return replace(text, hint=_(N_("Bitte nehmen Sie den Termin aus Ihrem Kalender.")))
    hint = _(N_("Bitte antworten Sie über Ihren persönlichen Link."))
    return replace(text, hint=hint, program=() if kind is MailingKind.REMINDER else text.program)


def letter_paragraphs(
    mailing: Mailing,
    edition: Edition,
    language: Language,
    *,
    closes: WallClock | None,
    own: Mapping[Placeholder, str] = MappingProxyType({}),
) -> tuple[str, ...]:
    """The office's own words for a letter. ``own`` fills the gaps of one reader; without it they are left."""
    text = fill(mailing.text.best(language), values(edition, language, closes) | dict(own))
    return wording.paragraphs(text)


def letter_subject(mailing: Mailing, edition: Edition, language: Language, *, closes: WallClock | None) -> str:
    """The subject line of the letter."""
    return fill(mailing.subject.best(language), values(edition, language, closes))


def fits(kind: MailingKind, edition: Edition, *, is_over: bool) -> bool:
    """Whether a mailing of this kind makes sense now: thanks come after, a call-off only where it is off."""
    if kind is MailingKind.CALL_OFF:
        return edition.is_cancelled
    if edition.is_cancelled:
        return False
    if kind is MailingKind.THANKS:
        return is_over
    if is_over:
        return False
    if kind is MailingKind.SAVE_THE_DATE:
        return edition.status is Status.TENTATIVE
    return kind is not MailingKind.INVITATION or edition.status is Status.CONFIRMED


def still_fits(kind: MailingKind, edition: Edition, *, is_over: bool) -> bool:
    """Whether the rest of a mailing that was begun earlier may leave now."""
    if kind is MailingKind.CALL_OFF or edition.is_cancelled:
        return kind is MailingKind.CALL_OFF and edition.is_cancelled
    return kind is MailingKind.THANKS or not is_over


def spoken(mailing: Mailing | MailingDraft, language: Language) -> Language:
    """In which language a reader of ``language`` gets it: never half in one and half in the other."""
    has_words = mailing.subject.has(language) and mailing.text.has(language)
    return language if has_words else Language.GERMAN
