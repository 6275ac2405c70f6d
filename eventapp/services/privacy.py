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
}
"""What is kept of somebody who is invited, as it is called to her."""


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


def notice(session: Session, event: Event, language: Language) -> tuple[Section, ...]:
    """All sections of the notice of ``event``."""
    _ = words(language)
    facts = shown(session, event.organizer)
    plan = attendance.plan_of(session, event)
    asks = N_("Bitte fragen Sie die Stelle, die einlädt.")
    return (
        Section(_(N_("Wer verantwortlich ist")), _lines(pages.letterhead(event.organizer))),
        Section(_(N_("Wer zum Datenschutz berät")), _lines(facts.officer) or (_(asks),)),
        Section(_(N_("Wozu wir Ihre Daten verarbeiten")), (), purposes(plan, language)),
        Section(_(N_("Auf welcher Grundlage")), tuple(wording.paragraphs(facts.basis.best(language)))),
        Section(_(N_("Woher die Daten kommen")), (_(_ORIGIN),)),
        Section(_(N_("Wer die Daten sieht")), (), recipients(plan, language)),
        Section(_(N_("Wie lange wir die Daten speichern")), (_(_KEPT),), (), kept(session, event, language)),
        Section(_(N_("Welche Rechte Sie haben")), (_(_RIGHTS_HERE),), tuple(map(_, _RIGHTS))),
        Section(_(N_("Was freiwillig ist")), tuple(map(_, _FREE))),
        Section(_(N_("Wo Sie sich beschweren können")), _lines(facts.authority) or (_(_NO_AUTHORITY),)),
        *((Section(_(N_("Außerdem")), tuple(wording.paragraphs(facts.more.best(language)))),) if facts.more else ()),
    )


_ORIGIN = N_(
    "Name, dienstliche Erreichbarkeit, Dienststelle und Standort stammen aus der Personalliste Ihrer Dienststelle oder "
    "sind von der einladenden Stelle eingetragen. Alles andere haben Sie selbst angegeben."
)
_KEPT = N_("Danach werden die Daten von selbst gelöscht. Zahlen ohne Namen bleiben.")
_RIGHTS_HERE = N_(
    "Vieles geht sofort auf Ihrer Seite unter „Ihre Daten“: ansehen, Kopie anfordern, berichtigen und löschen."
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
        N_("Einladen: Name, dienstliche Adresse, Anrede, Sprache, Dienststelle und Standort."),
        N_("Plätze vergeben: Ihre Antwort, wann sie kam, und ob Sie auf der Warteliste stehen.")
        if is_named
        else N_("Zählen, wie viele kommen: nur Zahlen je Dienststelle. Ihr Name steht nicht bei der Antwort."),
    ]
    if is_named and plan.asks_needs:
        found.append(N_("Barrierefrei vorbereiten: was Sie dafür brauchen. Getrennt von Ihrer Antwort."))
    if is_named and plan.asks_childcare:
        found.append(N_("Kinderbetreuung: Anzahl und Alter der Kinder. Getrennt von Ihrer Antwort."))
    if is_named and plan.menu:
        found.append(N_("Essen: das Gericht, das Sie wählen. Getrennt von Ihrer Antwort."))
    found += [
        N_("Fotos: ob und wo Bilder von Ihnen erscheinen dürfen. Nur wenn Sie zustimmen."),
        N_("Versenden: welche E-Mail oder welcher Brief wann an Sie ging und ob etwas zurückkam."),
    ]
    return tuple(map(_, found))


def recipients(plan: AttendancePlan, language: Language) -> tuple[str, ...]:
    """Who gets to see what."""
    _ = words(language)
    found = [N_("Wer bei der einladenden Stelle plant: Name, Adresse und Antwort.")]
    if plan.mode != Mode.COUNT and (plan.asks_needs or plan.asks_childcare or plan.menu):
        found.append(
            N_("Wer sich dort um Barrierefreiheit und Organisation kümmert: Ihren Bedarf. Andere bekommen nur Zahlen.")
        )
    found += [
        N_("Ansprechpersonen der Dienststellen: nur Zahlen, und keine unter 5."),
        N_("Wer Fotos veröffentlicht: die Namen derer, die zugestimmt haben."),
        N_("Wer die Technik betreibt: was zum Betrieb nötig ist, in Ihrer Verwaltung oder in ihrem Auftrag."),
        N_("Sonst niemand. Keine Seite lädt etwas von fremden Servern."),
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
        rows.append((_(name), _(said).format(day=until, length=retention_words.length(known, language))))
    return tuple(rows)


_UNTIL = {
    Start.EVENT_END: N_("bis {day}: {length} nach dem Ende der Versammlung"),
    Start.LEFT: N_("bis {length} nach dem Versand"),
    Start.REVOKED: N_("bis {length} nach Ihrem Widerruf; ohne Widerruf, solange die Bilder verwendet werden"),
    Start.LAST_SENT: N_("bis {length} nach der letzten Nachricht"),
}
_AT_ONCE = {
    Start.EVENT_END: N_("bis zum Ende der Versammlung am {day}"),
    Start.LEFT: N_("bis zum Versand"),
    Start.REVOKED: N_("bis zu Ihrem Widerruf; ohne Widerruf, solange die Bilder verwendet werden"),
    Start.LAST_SENT: N_("bis zur letzten Nachricht"),
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
