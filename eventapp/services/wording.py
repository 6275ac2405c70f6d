"""Words that leave in calendars, letters and mails as well as on pages. One catalogue serves them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.support import Translations

from eventapp.domain.editions import Edition, ItemCard, PersonCard
from eventapp.domain.events import Status, Visibility
from eventapp.domain.people import AccessFact
from eventapp.domain.program import ItemFunction, SpeakerRole
from eventapp.domain.texts import Language

TRANSLATIONS = Path(__file__).parents[1] / "translations"
NO_BREAK = "\u00a0"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark ``text`` for the catalogue; it is translated where it is used."""
    return text


FUNCTIONS: Mapping[ItemFunction, str] = {
    ItemFunction.WELCOME: N_("Begrüßung"),
    ItemFunction.KEYNOTE: N_("Vortrag"),
    ItemFunction.TALK: N_("Kurzvortrag"),
    ItemFunction.TALK_ROUND: N_("Talk-Runde"),
    ItemFunction.REPORT: N_("Bericht"),
    ItemFunction.QUESTIONS: N_("Fragen und Austausch"),
    ItemFunction.VOTE: N_("Abstimmung"),
    ItemFunction.CULTURE: N_("Kulturbeitrag"),
    ItemFunction.BREAK: N_("Pause"),
    ItemFunction.CLOSING: N_("Schlusswort"),
    ItemFunction.OTHER: N_("Weiterer Programmpunkt"),
}
ROLES: Mapping[SpeakerRole, str] = {
    SpeakerRole.SPEAKER: N_("Beitrag"),
    SpeakerRole.GUEST: N_("im Gespräch"),
    SpeakerRole.HOST: N_("Moderation"),
    SpeakerRole.PANEL: N_("Podium"),
    SpeakerRole.INTERPRETER: N_("Dolmetschen"),
}
STATUSES: Mapping[Status, str] = {
    Status.DRAFT: N_("Entwurf"),
    Status.TENTATIVE: N_("Vorläufig"),
    Status.CONFIRMED: N_("Verbindlich"),
    Status.CANCELLED: N_("Abgesagt"),
}
VISIBILITIES: Mapping[Visibility, str] = {
    Visibility.STAFF: N_("Nur für Beschäftigte"),
    Visibility.PUBLIC: N_("Öffentlich"),
}
FACTS: Mapping[AccessFact, str] = {
    AccessFact.STEP_FREE: N_("Eingang und Saal ohne Stufen"),
    AccessFact.LIFT: N_("Aufzug"),
    AccessFact.ACCESSIBLE_TOILET: N_("Barrierefreie Toilette"),
    AccessFact.INDUCTION_LOOP: N_("Induktive Höranlage"),
    AccessFact.GUIDE_STRIPS: N_("Bodenleitsystem"),
    AccessFact.ACCESSIBLE_PARKING: N_("Barrierefreie Parkplätze"),
    AccessFact.PUBLIC_TRANSPORT: N_("Haltestelle in der Nähe"),
    AccessFact.ASSISTANCE_DOGS: N_("Assistenzhunde sind willkommen"),
    AccessFact.QUIET_ROOM: N_("Ruheraum"),
}

Words = Callable[[str], str]


@cache
def words(language: Language) -> Words:
    """The translator into ``language``'s interface. German is the language of the sources."""
    catalogue = Translations.load(TRANSLATIONS, [language.interface])
    return catalogue.gettext


def _locale(language: Language) -> str:
    return "en_GB" if language is Language.ENGLISH else "de_DE"


def day(value: date, language: Language = Language.GERMAN, *, weekday: bool = True) -> str:
    """``Freitag, 8. November 2024`` · ``Friday, 8 November 2024``."""
    pattern = "d MMMM y" if language is Language.ENGLISH else "d. MMMM y"
    return format_date(value, f"EEEE, {pattern}" if weekday else pattern, locale=_locale(language))


def short_day(value: date) -> str:
    """``08.11.2024``."""
    return value.strftime("%d.%m.%Y")


def clock(value: datetime) -> str:
    """``09:00``."""
    return format_time(value, "HH:mm")


def hour(value: datetime, language: Language) -> str:
    """``09:00 Uhr`` · ``09:00``."""
    return clock(value) if language is Language.ENGLISH else f"{clock(value)}{NO_BREAK}Uhr"


def day_of(edition: Edition, language: Language) -> str:
    """The day of the event; first and last where it lasts longer."""
    first, last = edition.starts.day, edition.ends.day
    if first == last:
        return day(first, language)
    return f"{day(first, language)} – {day(last, language)}"


def time_of(edition: Edition, language: Language) -> str:
    """``09:00–12:30 Uhr``; with the days in short where it lasts longer than one."""
    if edition.starts.day == edition.ends.day:
        span = f"{clock(edition.starts.local)}–{clock(edition.ends.local)}"
        return span if language is Language.ENGLISH else f"{span}{NO_BREAK}Uhr"
    first = f"{short_day(edition.starts.day)}, {hour(edition.starts.local, language)}"
    return f"{first} – {short_day(edition.ends.day)}, {hour(edition.ends.local, language)}"


def doors_of(edition: Edition, language: Language) -> str:
    """``Einlass 08:30 Uhr``; empty where no time is set."""
    if edition.doors is None:
        return ""
    return words(language)(N_("Einlass {time}")).format(time=hour(edition.doors.local, language))


def place_of(edition: Edition) -> str:
    """``Lichtburg, Essen``; empty while there is no venue."""
    if edition.venue is None:
        return ""
    return ", ".join(part for part in (edition.venue.name, edition.venue.city) if part)


def facts_of(edition: Edition, language: Language) -> tuple[str, ...]:
    """What the venue has for those who need it, in words, wheelchair places included."""
    if edition.venue is None:
        return ()
    _ = words(language)
    facts = [_(FACTS[AccessFact(fact)]) for fact in edition.venue.facts]
    if edition.venue.wheelchair_places:
        facts.append(_(N_("Rollstuhlplätze: {count}")).format(count=edition.venue.wheelchair_places))
    return tuple(facts)


def status_of(edition: Edition, language: Language) -> str:
    """What must be said of the status; empty where the event is firm."""
    _ = words(language)
    if edition.status is Status.CANCELLED:
        return _(N_("Abgesagt"))
    return _(N_("Termin vorläufig")) if edition.status is Status.TENTATIVE else ""


def function_of(item: ItemCard, language: Language) -> str:
    """``Vortrag``."""
    return words(language)(FUNCTIONS[item.function])


def person(card: PersonCard, language: Language) -> str:
    """``Thomas Kufen, Oberbürgermeister``; the organisation and an unusual role follow."""
    parts = [card.name, card.function.best(language), card.organisation]
    line = ", ".join(part for part in parts if part)
    if card.role in {SpeakerRole.HOST, SpeakerRole.INTERPRETER}:
        return f"{line} ({words(language)(ROLES[card.role])})"
    return line


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: they are parted by blank lines."""
    return tuple(part for part in (block.strip() for block in text.split("\n\n")) if part)
