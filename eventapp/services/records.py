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
        return activities(session, organizer, house, language)
    if wanted is Paper.DELETION:
        return (deletion(session, organizer, house, language), *_deletion_notes(session, organizer, language))
    return measures.measures(session, organizer, house, language)


# The record of processing activities (Art. 30 GDPR)


def activities(session: Session, organizer: Organizer, house: House, language: Language) -> tuple[Section, ...]:
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
        deletion(session, organizer, house, language),
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
    N_("Personen mit einem Konto"),
    N_("Personen, die eine Barriere melden"),
)
_DATA = (
    N_(
        "Personalliste: Name, dienstliche Adresse, Anrede, Sprache, Dienststelle, Standort, Anschrift für Hauspost "
        "oder Brief; frühere Fassungen, um eine Übernahme rückgängig zu machen"
    ),
    N_("Einladung: dieselben Angaben, wann eingeladen und wann ausgeladen"),
    N_(
        "Antworten: jede Antwort mit Zeitpunkt und Weg (Seite, Kalender, Telefon), Teilnahme im Saal oder online, "
        "Platz oder Warteliste. Wird nur gezählt: allein der Tag, an dem gezählt wurde"
    ),
    N_(
        "Antworten aus Kalendern: zusätzlich der Kommentar, die Adresse, von der sie kamen, wenn sie eine andere ist, "
        "und die Adresse der Person, an die weitergegeben wurde"
    ),
    N_("Bedarf: Barrierefreiheit, Kinderbetreuung, Essen (getrennt gespeichert, eigene Rolle)"),
    N_("Versand: Art, Tag und Stand jeder E-Mail und jedes Briefs, Adresse und Text, Rückläufer"),
    N_("Fotos: Name, erlaubte Veröffentlichungen, Zeitpunkt der Einwilligung und des Widerrufs"),
    N_("Vortragende: Name, Titel, Funktion, Organisation, Kontakt, Text, Bild, Notizen der Planenden"),
    N_("Konten: Name, E-Mail-Adresse, Rollen, Prüfwert des Kennworts, zweiter Nachweis, Passkeys"),
    N_(
        "Konten im Gebrauch: Anmeldungen und Abmeldungen, Browser und System, Prüfwerte der Netze, aus denen sich ein "
        "Konto angemeldet hat, fehlgeschlagene Anmeldungen, Protokoll der Arbeitsschritte"
    ),
    N_("Gemeldete Barrieren: Text, Seite und der Kontakt, wenn einer angegeben ist"),
    N_("Belegungskalender: Titel und Zeiten von Terminen in Räumen und Gremien"),
    N_(
        "Kein eigenes Feld gibt es für Geschlecht, Geburtsdatum und Personalnummer. Die Anrede „Frau“ oder „Herr“ und "
        "der Kreis, aus dem eingeladen wird, können auf das Geschlecht schließen lassen. Eine private Anschrift steht "
        "nur dort, wo sie jemand einträgt."
    ),
)
_RECIPIENTS = (
    N_("Planende der einladenden Stelle: Eingeladene, Antworten und Stand des Versands, keinen Bedarf"),
    N_("Rolle für Bedarf: wer was braucht; an Küche, Betreuung und Dolmetschen gehen Zahlen ohne Namen"),
    N_("Rolle für Freigabe: Text, Kreis und Stand jeder Sendung"),
    N_("Rolle zum Lesen und Ansprechpersonen der Dienststellen: Zahlen je Dienststelle ab 5 Personen"),
    N_("Wer Fotos veröffentlicht: Liste der Personen, die eingewilligt haben"),
    N_(
        "Öffentlichkeit und Rolle „Presse“: das angekündigte Programm mit Namen, Titel, Funktion, Organisation, Text "
        "und Bild der Vortragenden"
    ),
    N_("Wer gemeldete Barrieren bearbeitet: die Meldung mit dem Kontakt"),
    N_("Wer den Mailserver betreibt, über den die E-Mails gehen, und wer Briefe druckt und zustellt"),
    N_("Wer die Installation verwaltet: Konten, Rollen, Anmeldungen im Protokoll"),
    N_("Betrieb der Technik, auch für Sicherungen und das Postfach: Einzelheiten ergänzt die Behörde"),
)


# The concept of deletion (in the manner of DIN 66398)


def deletion(session: Session, organizer: Organizer, house: House, language: Language) -> Section:
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
                _how_long(subject, known.days, language),
                retention_words.ends(subject, language),
                _(_WHO.get(subject, _PROGRAM)),
                reason,
            )
        )
    by_hand = (*_BY_HAND, _READ_MAILBOX if house.reads_mailbox else _MAILBOX)
    rows += [tuple(map(_, (what, how_long, "–", who, why))) for what, how_long, who, why in by_hand]
    return Section(_(N_("Löschfristen")), (), (), tuple(rows))


def _how_long(subject: Subject, days: int, language: Language) -> str:
    """The period, and what makes it longer."""
    period = retention_words.period(subject, days, language)
    longer = privacy.HELD.get(subject)
    return f"{period}. {words(language)(longer)}" if longer else period


_PROGRAM = N_("das Programm, täglich")
_WHO = {
    Subject.PHOTOS: N_(
        "nach einem Widerruf das Programm, täglich; ohne Widerruf die Planenden, wenn die Bilder nicht mehr verwendet "
        "werden"
    )
}
"""Who deletes, where it is not the program alone."""
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
        N_("solange das Konto gebraucht wird"),
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
_MAILBOX = (
    N_("Postfach der Stelle: Antworten aus Kalendern"),
    N_("nach der Regel des Betriebs"),
    N_("der Betrieb; das Programm liest und löscht dort nichts"),
    N_("Wie lange Antworten dort gebraucht werden, weiß das Programm nicht."),
)
_READ_MAILBOX = (
    N_("Postfach: Antworten aus Kalendern, Rückläufer und andere E-Mails"),
    N_("nach der Regel des Betriebs"),
    N_("der Betrieb; das Programm verschiebt Gelesenes in den Ordner „eventapp“ und löscht dort nichts"),
    N_("Antworten stehen danach im Programm; im Postfach werden sie nicht mehr gebraucht."),
)


def _deletion_notes(session: Session, organizer: Organizer, language: Language) -> tuple[Section, ...]:
    _ = words(language)
    rules = _exceptions(session, organizer, language)
    how = (
        N_("Gelöscht wird einmal am Tag, von selbst. „eventapp forget --dry-run“ zeigt vorher, was fällig ist."),
        N_("Jeder Lauf steht mit Anzahlen im Protokoll, ohne Namen."),
        N_(
            "Von den Antworten bleiben Zahlen je Dienststelle. Dienststellen mit weniger als 5 Eingeladenen werden "
            "dafür zusammengefasst. Auch Zahlen unter 5 bleiben gespeichert, aber keine Seite zeigt sie je "
            "Dienststelle."
        ),
        N_(
            "Wird eine Personalliste nach dem letzten Versand neu übernommen, zählt für sie wieder die Frist der "
            "Listen, aus denen noch nicht eingeladen wurde."
        ),
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
