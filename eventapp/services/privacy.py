"""The notice on data protection of an event, made of what is really set (Art. 13 GDPR, DP-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.attendance import Mode
from eventapp.domain.pages import Notice, PageName
from eventapp.domain.privacy import NoticeDraft, Section
from eventapp.domain.retention import PERIODS, Start, Subject, due_on
from eventapp.domain.texts import Language, LocalText
from eventapp.models import AttendancePlan, Event, Organizer, Page
from eventapp.services import attendance, pages, periods, retention_words, revised, wording
from eventapp.services.wording import N_, words

_BASIS = (
    N_(
        "Einladung, Antworten und Plätze: Die einladende Stelle nimmt damit eine Aufgabe wahr, die ihr übertragen ist "
        "(Artikel 6 Absatz 1 Buchstabe e der Datenschutz-Grundverordnung, DSGVO)."
    ),
    N_(
        "Angaben zum Bedarf und zu Fotos: Sie machen sie freiwillig und willigen damit ein (Artikel 6 Absatz 1 "
        "Buchstabe a DSGVO, bei Angaben zur Gesundheit Artikel 9 Absatz 2 Buchstabe a DSGVO). Sie können die "
        "Einwilligung jederzeit für die Zukunft widerrufen."
    ),
)
OF_AN_INVITED_PERSON: Mapping[Subject, str] = {
    Subject.NEEDS: N_("Was Sie brauchen: Barrierefreiheit, Kinderbetreuung, Essen"),
    Subject.WAITING: N_("Ihr Platz auf der Warteliste, oder dass Sie ausgeladen wurden"),
    Subject.ANSWERS: N_("Ihre Einladung und Ihre Antwort"),
    Subject.MAILS: N_("E-Mails an Sie: Adresse und Text"),
    Subject.PHOTOS: N_("Ihre Einwilligung zu Fotos"),
    Subject.STAFF: N_("Ihr Eintrag in der Liste, aus der eingeladen wurde"),
    Subject.STAFF_UNUSED: N_("Ihr Eintrag in einer Liste, die neu übernommen und seitdem nicht benutzt wurde"),
    Subject.STAFF_UNDO: N_("Ihr Eintrag in früheren Fassungen der Liste"),
    Subject.STAFF_UPLOADS: N_("Die Datei Ihrer Dienststelle, solange sie nicht übernommen ist"),
}
"""What is kept of somebody who is invited, as it is called to her."""
_LISTS_HELD = N_(
    "Länger, solange eine Sendung läuft, für eine kommende Versammlung eine Sendung vorbereitet ist oder zu einer "
    "angekündigten Versammlung noch nicht eingeladen wurde."
)
HELD: Mapping[Subject, str] = {
    Subject.WAITING: N_("Länger, solange ein Versand an die Eingeladenen läuft."),
    Subject.ANSWERS: N_("Länger, solange ein Versand an die Eingeladenen läuft."),
    Subject.STAFF: _LISTS_HELD,
    Subject.STAFF_UNUSED: _LISTS_HELD,
}
"""What makes a period longer, as ``retention_organizers.staff_is_held`` and ``forgetting.in_use`` decide."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What an office has written, and the copy's number; 0 while it has written nothing."""

    draft: NoticeDraft
    revision: int = 0


# Reading


def of(session: Session, organizer: Organizer) -> Stored:
    """What the office has written itself."""
    row = _row(session, organizer)
    if row is None:
        return Stored(NoticeDraft())
    facts = row.facts
    basis = LocalText(str(facts.get("basis_de", "")), str(facts.get("basis_en", "")))
    draft = NoticeDraft(str(facts.get("officer", "")), str(facts.get("authority", "")), basis, row.body)
    return Stored(draft, row.revision)


def shown(session: Session, organizer: Organizer) -> NoticeDraft:
    """The same, with what the installation says where the office says nothing, and a neutral basis."""
    own, installation = of(session, organizer).draft, general(session)
    return NoticeDraft(
        own.officer or installation.officer.strip(),
        own.authority or installation.authority.strip(),
        own.basis or default_basis(),
        own.more,
    )


def general(session: Session) -> Notice:
    """What the installation says on its page about data protection."""
    facts = pages.get(session, PageName.PRIVACY).facts
    assert isinstance(facts, Notice)  # noqa: S101  # as pages.FACTS says
    return facts


def default_basis() -> LocalText:
    """What is said of the basis until the office says it itself."""
    return LocalText(*("\n\n".join(map(words(language), _BASIS)) for language in (Language.GERMAN, Language.ENGLISH)))


def notice(session: Session, event: Event, language: Language, *, reads_mailbox: bool) -> tuple[Section, ...]:
    """All sections of the notice of ``event``. ``reads_mailbox``: whether the program reads answers of calendars."""
    _ = words(language)
    facts = shown(session, event.organizer)
    plan = attendance.plan_of(session, event)
    asks = N_("Bitte fragen Sie die Stelle, die einlädt.")
    return (
        Section(_(N_("Wer verantwortlich ist")), _lines(pages.letterhead(event.organizer))),
        Section(_(N_("Wer zum Datenschutz berät")), _lines(facts.officer) or (_(asks),)),
        Section(_(N_("Wozu wir Ihre Daten verarbeiten")), (), purposes(plan, language)),
        Section(_(N_("Auf welcher Grundlage")), tuple(wording.paragraphs(facts.basis.best(language)))),
        Section(_(N_("Woher die Daten kommen")), tuple(map(_, (_ORIGIN, _SPARED)))),
        Section(_(N_("Wer die Daten sieht")), (), recipients(plan, language)),
        Section(
            _(N_("Wie lange wir die Daten speichern")),
            tuple(map(_, (_KEPT, _READ_MAILBOX if reads_mailbox else _MAILBOX, _BACKUPS))),
            (),
            kept(session, event, language),
        ),
        Section(_(N_("Welche Rechte Sie haben")), (_(_RIGHTS_HERE),), tuple(map(_, _RIGHTS))),
        Section(_(N_("Was freiwillig ist")), tuple(map(_, _FREE))),
        Section(_(N_("Wo Sie sich beschweren können")), _lines(facts.authority) or (_(_NO_AUTHORITY),)),
        *((Section(_(N_("Außerdem")), tuple(wording.paragraphs(facts.more.best(language)))),) if facts.more else ()),
    )


_ORIGIN = N_(
    "Name, Anrede, Sprache, dienstliche Erreichbarkeit, Dienststelle und Standort stammen aus der Personalliste Ihrer "
    "Dienststelle oder sind von der einladenden Stelle eingetragen. Antworten, Bedarf und Einwilligungen kommen von "
    "Ihnen: über Ihre Seite, Ihren Kalender oder ein Gespräch. Was versandt wurde, hält das Programm fest."
)
_SPARED = N_(
    "Nach Geschlecht, Geburtsdatum und Personalnummer fragt kein Feld. Die Anrede, wenn sie eingetragen ist, und der "
    "Kreis, aus dem eingeladen wird, können auf das Geschlecht schließen lassen."
)
_KEPT = N_("Nach diesen Fristen werden die Daten von selbst gelöscht. Zahlen ohne Namen bleiben.")
_MAILBOX = N_(
    "Antwortet Ihr Kalender, kommt seine Nachricht in das Postfach der Stelle, die einlädt. Dort löscht das Programm "
    "nichts; wie lange sie liegt, legt die Stelle fest."
)
_READ_MAILBOX = N_(
    "Antwortet Ihr Kalender, kommt seine Nachricht in das Postfach der Stelle, die einlädt. Das Programm liest sie "
    "dort und verschiebt sie in einen Ordner, auch wenn es nur zählt. Es löscht dort nichts; wie lange sie liegt, legt "
    "die Stelle fest."
)
_BACKUPS = N_("In Sicherungen stehen gelöschte Daten noch, bis auch diese gelöscht werden.")
_RIGHTS_HERE = N_(
    "Vieles geht sofort auf Ihrer Seite unter „Ihre Daten“: ansehen, Kopie anfordern, berichtigen und löschen. Gilt "
    "Ihr Link nicht mehr, sprechen Sie bitte die Stelle an, die einlädt."
)
_RIGHTS = (
    N_("Auskunft und Kopie (Artikel 15 DSGVO), auch in einer Form für andere Programme (Artikel 20 DSGVO)"),
    N_("Berichtigung (Artikel 16 DSGVO)"),
    N_("Löschung (Artikel 17 DSGVO) und Einschränkung der Verarbeitung (Artikel 18 DSGVO)"),
    N_("Widerspruch (Artikel 21 DSGVO)"),
    N_("Widerruf einer Einwilligung (Artikel 7 Absatz 3 DSGVO); was vorher geschah, bleibt rechtmäßig"),
    N_("Beschwerde bei einer Aufsichtsbehörde (Artikel 77 DSGVO)"),
)
_FREE = (
    N_(
        "Sie müssen nicht antworten und nichts zum Bedarf oder zu Fotos angeben. Ohne Antwort können wir keinen Platz "
        "für Sie frei halten; sonst entsteht Ihnen kein Nachteil."
    ),
    N_(
        "Plätze vergibt das Programm der Reihe nach. Es bewertet niemanden, erstellt keine Profile und misst nicht, ob "
        "Sie eine E-Mail öffnen oder einen Link benutzen."
    ),
)
_NO_AUTHORITY = N_("Bei der Datenschutzaufsicht Ihres Landes.")


def purposes(plan: AttendancePlan, language: Language) -> tuple[str, ...]:
    """What is asked for what, each apart from the others (DP-4). What is not asked is not there."""
    _ = words(language)
    is_named = plan.mode != Mode.COUNT
    found = [
        N_(
            "Einladen: Name, dienstliche Adresse, Anrede, Sprache, Dienststelle, Standort und eine Anschrift für "
            "Briefe, wenn sie eingetragen ist."
        ),
        N_(
            "Plätze vergeben: jede Ihrer Antworten, wann und auf welchem Weg sie kam, ob Sie im Saal oder online "
            "teilnehmen, und ob Sie auf der Warteliste stehen."
        )
        if is_named
        else N_(
            "Zählen, wie viele kommen: nur Zahlen je Dienststelle. Ihr Name steht nicht bei der Antwort. Bei Ihrem "
            "Namen steht nur, an welchem Tag gezählt wurde."
        ),
    ]
    if is_named:
        found.append(
            N_(
                "Antworten aus Kalendern zuordnen: Ihr Kommentar, die Adresse, von der die Antwort kam, wenn sie eine "
                "andere ist, und die Adresse der Person, an die Sie weitergeben."
            )
        )
    if is_named and plan.asks_needs:
        found.append(N_("Barrierefrei vorbereiten: was Sie dafür brauchen. Getrennt von Ihrer Antwort."))
    if is_named and plan.asks_childcare:
        found.append(N_("Kinderbetreuung: Anzahl und Alter der Kinder. Getrennt von Ihrer Antwort."))
    if is_named and plan.menu:
        found.append(N_("Essen: das Gericht, das Sie wählen. Getrennt von Ihrer Antwort."))
    found += [
        N_("Fotos: Ihr Name, wo Bilder von Ihnen erscheinen dürfen, seit wann und bis wann. Nur wenn Sie zustimmen."),
        N_("Versenden: welche E-Mail oder welcher Brief wann an Sie ging, Adresse und Text, und ob etwas zurückkam."),
    ]
    return tuple(map(_, found))


def recipients(plan: AttendancePlan, language: Language) -> tuple[str, ...]:
    """Who gets to see what."""
    _ = words(language)
    is_named = plan.mode != Mode.COUNT
    found = [
        N_("Wer bei der einladenden Stelle plant: Name, Adresse, Antwort mit Kommentar, Versand, Ihren Link.")
        if is_named
        else N_("Wer bei der einladenden Stelle plant: Name, Adresse, ob Sie geantwortet haben, Versand, Ihren Link.")
    ]
    if is_named and (plan.asks_needs or plan.asks_childcare or plan.menu):
        found.append(
            N_("Wer sich dort um Barrierefreiheit und Organisation kümmert: Ihren Bedarf. Andere bekommen nur Zahlen.")
        )
    found += [
        N_("Wer Sendungen freigibt: Text, Kreis und Stand der Sendung."),
        N_("Wer mitlesen darf, und Ansprechpersonen der Dienststellen: nur Zahlen, je Dienststelle keine unter 5."),
        N_("Wer Fotos veröffentlicht: die Namen derer, die zugestimmt haben."),
        N_("Wer den Mailserver betreibt oder Briefe druckt und zustellt: Ihren Namen, Ihre Adresse und die Nachricht."),
        N_("Wer die Technik betreibt: was zum Betrieb nötig ist, in Ihrer Verwaltung oder in ihrem Auftrag."),
        N_(
            "An andere geben wir nichts weiter, außer Bildern, denen Sie zugestimmt haben. Keine Seite lädt etwas von "
            "fremden Servern."
        ),
    ]
    return tuple(map(_, found))


def kept(session: Session, event: Event, language: Language) -> tuple[tuple[str, ...], ...]:
    """What of an invited person is kept how long, and until which day where that is known by now."""
    _ = words(language)
    days = periods.all_of(session, event.organizer_id, event)
    end = periods.end_of(session, event).day
    rows = [(_(N_("Was")), _(N_("Wie lange")))]
    for subject, name in OF_AN_INVITED_PERSON.items():
        known = days[subject].days
        until = wording.day(due_on(end, known), language, weekday=False)
        said = _UNTIL[PERIODS[subject].start] if known else _AT_ONCE[PERIODS[subject].start]
        how_long = _(said).format(day=until, length=retention_words.length(known, language))
        rows.append((_(name), f"{how_long}. {_(HELD[subject])}" if subject in HELD else how_long))
    return tuple(rows)


_UNTIL = {
    Start.EVENT_END: N_("bis {day}: {length} nach dem Ende der Versammlung"),
    Start.LEFT: N_("bis {length} nach dem Versand"),
    Start.REVOKED: N_("bis {length} nach Ihrem Widerruf; ohne Widerruf, solange die Bilder verwendet werden"),
    Start.LAST_SENT: N_("bis {length} nach der letzten Nachricht an Personen der Liste"),
    Start.TAKEN: N_("bis {length} nach der Übernahme"),
    Start.READ: N_("bis {length} nach dem Einlesen"),
}
_AT_ONCE = {
    Start.EVENT_END: N_("bis zum Ende der Versammlung am {day}"),
    Start.LEFT: N_("bis zum Versand"),
    Start.REVOKED: N_("bis zu Ihrem Widerruf; ohne Widerruf, solange die Bilder verwendet werden"),
    Start.LAST_SENT: N_("bis zur letzten Nachricht an Personen der Liste"),
    Start.TAKEN: N_("bis zum Tag der Übernahme"),
    Start.READ: N_("bis zum Tag des Einlesens"),
}
"""The same where nothing is kept beyond that."""


# Changing


def change(
    session: Session, organizer: Organizer, draft: NoticeDraft, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Store what the office says itself. Raises Outdated for an older copy."""
    revised.require_planner(actor, organizer.id)
    row = _row(session, organizer)
    if row is not None:
        revised.check_revision(row, revision)
    else:
        row = Page(name=_name(organizer))
    row.body = draft.more
    row.facts = {
        "officer": draft.officer,
        "authority": draft.authority,
        "basis_de": draft.basis.de,
        "basis_en": draft.basis.en,
    }
    revised.store(session, row, actor=actor, now=now)


def _row(session: Session, organizer: Organizer) -> Page | None:
    return session.scalars(select(Page).where(Page.name == _name(organizer))).first()


def _name(organizer: Organizer) -> str:
    return f"notice-{organizer.id}"


def _lines(text: str) -> tuple[str, ...]:
    return (text.strip(),) if text.strip() else ()
