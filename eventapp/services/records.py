"""The papers of data protection that an office needs, made of what is really set and really there (DP-13, DP-14).

They are proposals to be checked: what the program can't know, such as who looks after the server, is named as missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.privacy import Section
from eventapp.domain.retention import PERIODS, Subject
from eventapp.domain.texts import Language
from eventapp.models import Event, Organizer
from eventapp.services import measures, pages, periods, privacy, retention_words, wording
from eventapp.services.measures import House
from eventapp.services.wording import N_, words


class Paper(StrEnum):
    """Which paper."""

    ACTIVITIES = "activities"
    DELETION = "deletion"
    MEASURES = "measures"


TITLES: Mapping[Paper, str] = {
    Paper.ACTIVITIES: N_("Verzeichnis der Verarbeitungstätigkeiten"),
    Paper.DELETION: N_("Löschkonzept"),
    Paper.MEASURES: N_("Technische und organisatorische Maßnahmen"),
}


def paper(
    session: Session, organizer: Organizer, wanted: Paper, house: House, language: Language
) -> tuple[Section, ...]:
    """One of the papers of an office."""
    if wanted is Paper.ACTIVITIES:
        return activities(session, organizer, language)
    if wanted is Paper.DELETION:
        return (deletion(session, organizer, language), *_deletion_notes(session, organizer, language))
    return measures.measures(session, organizer, house, language)


# The record of processing activities (Art. 30 GDPR)


def activities(session: Session, organizer: Organizer, language: Language) -> tuple[Section, ...]:
    """The fields that Article 30(1) asks for."""
    _ = words(language)
    facts = privacy.shown(session, organizer)
    missing = _(N_("Noch nicht eingetragen."))
    return (
        Section(_(N_("Bezeichnung")), (_(N_("Planung von Versammlungen: Einladung, Antworten und Durchführung")),)),
        Section(_(N_("Verantwortlich")), (pages.letterhead(organizer), organizer.contact_name or missing)),
        Section(_(N_("Wer zum Datenschutz berät")), (facts.officer or missing,)),
        Section(_(N_("Zwecke")), (), tuple(map(_, _PURPOSES))),
        Section(_(N_("Grundlage")), tuple(wording.paragraphs(facts.basis.best(language)))),
        Section(_(N_("Betroffene Personen")), (), tuple(map(_, _PEOPLE))),
        Section(_(N_("Kategorien von Daten")), (), tuple(map(_, _DATA))),
        Section(_(N_("An wen Daten gehen")), (), tuple(map(_, _RECIPIENTS))),
        Section(
            _(N_("Übermittlung an Drittländer")),
            (_(N_("Keine durch das Programm. Es ruft keine fremden Dienste auf.")),),
        ),
        deletion(session, organizer, language),
        Section(_(N_("Schutz der Daten")), (_(N_("Siehe: Technische und organisatorische Maßnahmen.")),)),
    )


_PURPOSES = (
    N_("Beschäftigte zu einer Versammlung einladen und daran erinnern"),
    N_("Antworten zählen und Plätze vergeben"),
    N_("Barrierefreiheit, Kinderbetreuung und Essen vorbereiten, jedes für sich"),
    N_("Vortragende gewinnen und das Programm veröffentlichen"),
    N_("Einwilligungen zu Fotos nachweisen"),
)
_PEOPLE = (
    N_("Beschäftigte, die eingeladen werden"),
    N_("Vortragende und Gäste"),
    N_("Personen mit einem Konto zur Planung"),
    N_("Personen, die eine Barriere melden"),
)
_DATA = (
    N_("Personalliste: Name, dienstliche Adresse, Anrede, Sprache, Dienststelle, Standort, Hauspost"),
    N_("Einladung und Antwort: ob und wann, Platz oder Warteliste"),
    N_("Bedarf: Barrierefreiheit, Kinderbetreuung, Essen (getrennt gespeichert, eigene Rolle)"),
    N_("Versand: Art, Tag und Stand jeder E-Mail und jedes Briefs"),
    N_("Fotos: Name, erlaubte Veröffentlichungen, Tag, Widerruf"),
    N_("Vortragende: Name, Funktion, Kontakt, Text, Bild"),
    N_("Konten: Name, E-Mail-Adresse, Rollen, Anmeldungen, Protokoll der Arbeitsschritte"),
    N_("Nicht erfasst: Geschlecht, Geburtsdatum, Privatanschrift, Personalnummer"),
)
_RECIPIENTS = (
    N_("Planende der einladenden Stelle"),
    N_("Rolle für Bedarf; an Küche, Betreuung und Dolmetschen gehen Zahlen ohne Namen"),
    N_("Ansprechpersonen der Dienststellen: Zahlen ab 5"),
    N_("Betrieb der Technik: Einzelheiten ergänzt die Behörde"),
)


# The concept of deletion (in the manner of DIN 66398)


def deletion(session: Session, organizer: Organizer, language: Language) -> Section:
    """What is deleted when, counted from which day, by whom, and why then."""
    _ = words(language)
    days = periods.all_of(session, organizer.id)
    head = (N_("Was"), N_("Wie lange"), N_("Danach"), N_("Wer löscht"), N_("Grund"))
    rows = [tuple(map(_, head))]
    for subject in Subject:
        known = days[subject]
        is_shipped = known.days == PERIODS[subject].days
        reason = known.reason or (retention_words.default_reason(subject, language) if is_shipped else _(_NO_REASON))
        rows.append(
            (
                retention_words.name(subject, language),
                retention_words.period(subject, known.days, language),
                retention_words.ends(subject, language),
                _(N_("das Programm, täglich")),
                reason,
            )
        )
    rows += [tuple(map(_, (what, how_long, "–", who, why))) for what, how_long, who, why in _BY_HAND]
    return Section(_(N_("Löschfristen")), (), (), tuple(rows))


_NO_REASON = N_("Der Grund fehlt noch. Bitte tragen Sie ihn bei den Löschfristen nach.")
"""Of days that were changed before a reason was asked for."""
_BY_HAND = (
    (
        N_("Vortragende: Angaben und Bilder"),
        N_("nach dem Aktenplan der Behörde"),
        N_("die Planenden, unter „Personen“"),
        N_("Haushaltsrecht und Akten; das Programm kennt den Aktenplan nicht."),
    ),
    (
        N_("Programm, Zahlen, Texte ohne Namen von Eingeladenen"),
        N_("bleibt"),
        N_("niemand; Angebot an das Archiv nach Hausregel"),
        N_("Keine Daten von Eingeladenen."),
    ),
    (
        N_("Konten"),
        N_("solange jemand plant"),
        N_("wer die Installation verwaltet, mit „eventapp user remove“"),
        N_(
            "Ohne Konto keine Planung. Die Nummer bleibt im Protokoll, der Name bei dem, was die Person angelegt, "
            "zuletzt geändert oder freigegeben hat."
        ),
    ),
    (
        N_("Sicherungen und Protokolle des Webservers"),
        N_("nach der Regel des Betriebs"),
        N_("der Betrieb"),
        N_("Beim Einspielen einer Sicherung wird sofort gelöscht, was inzwischen fällig ist."),
    ),
)


def _deletion_notes(session: Session, organizer: Organizer, language: Language) -> tuple[Section, ...]:
    _ = words(language)
    rules = _exceptions(session, organizer, language)
    how = (
        N_("Gelöscht wird einmal am Tag, von selbst. „eventapp forget --dry-run“ zeigt vorher, was fällig ist."),
        N_("Jeder Lauf steht mit Anzahlen im Protokoll, ohne Namen."),
        N_(
            "Was ein laufender Versand noch braucht, wartet, bis er beendet ist. Beim Einspielen einer Sicherung wird "
            "ein Versand zu einer vergangenen Versammlung beendet, wenn er Fälliges aufhielte."
        ),
        N_(
            "Eine Person kann ihre Daten jederzeit selbst löschen. Ihr Eintrag in der Personalliste bleibt, bis die "
            "Frist der Liste endet oder Planende ihn löschen; das steht auf der Seite davor und in ihrer Kopie."
        ),
        N_(
            "Wer einzeln gelöscht wurde, wird beim Einspielen einer Sicherung wieder gelöscht. Auch zurückgenommener "
            "Bedarf, gelöschte oder gesperrte Konten und entzogene Rollen kommen nicht zurück. Dafür bleibt ein Jahr "
            "lang ein Prüfwert (Hash), aus dem sich kein Name ablesen lässt."
        ),
    )
    return (
        Section(_(N_("Ausnahmen einzelner Versammlungen")), () if rules else (_(N_("Keine.")),), rules),
        Section(_(N_("Wie gelöscht wird")), (), tuple(map(_, how))),
    )


def _exceptions(session: Session, organizer: Organizer, language: Language) -> tuple[str, ...]:
    found = []
    query = select(Event).where(Event.organizer_id == organizer.id).order_by(Event.starts, Event.id)
    events = session.scalars(query).all()
    days = periods.of_events(session, events)
    for event in events:
        for subject, known in days[event.id].items():
            if known.source is periods.Source.EVENT:
                title = f"{event.title.best(language)} ({wording.short_day(event.starts.day)})"
                name = retention_words.name(subject, language)
                how_long = retention_words.period(subject, known.days, language)
                found.append(" · ".join(part for part in (title, name, how_long, known.reason) if part))
    return tuple(found)
