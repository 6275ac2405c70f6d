"""The periods in words: what is kept, from which day on, why so long, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping

from eventapp.domain.retention import PERIODS, Start, Subject
from eventapp.domain.texts import Language
from eventapp.services.wording import N_, words

NAMES: Mapping[Subject, str] = {
    Subject.NEEDS: N_("Bedarf: Barrierefreiheit, Kinderbetreuung, Essen"),
    Subject.WAITING: N_("Warteliste und Ausladungen"),
    Subject.ANSWERS: N_("Eingeladene und ihre Antworten"),
    Subject.MAILS: N_("E-Mails: Adressen und Texte"),
    Subject.PHOTOS: N_("Einwilligungen zu Fotos"),
    Subject.STAFF: N_("Personalliste nach dem Versand"),
    Subject.STAFF_UNUSED: N_("Personalliste, aus der noch nicht eingeladen wurde"),
    Subject.STAFF_UNDO: N_("Frühere Fassung der Personalliste, zum Rückgängigmachen"),
    Subject.BUSY: N_("Belegungskalender: vergangene Termine"),
    Subject.SPEAKER_LINKS: N_("Persönliche Links von Vortragenden"),
    Subject.STAFF_UPLOADS: N_("Eingelesene Dateien, die noch nicht übernommen sind"),
    Subject.BARRIERS: N_("Gemeldete Barrieren"),
    Subject.SESSIONS: N_("Anmeldungen im Browser"),
    Subject.SIGN_INS: N_("Fehlgeschlagene Anmeldungen"),
    Subject.NETWORKS: N_("Netze, aus denen sich Konten angemeldet haben"),
    Subject.PASSWORD_LINKS: N_("Einmal-Links für Kennwörter"),
    Subject.AUDIT_NAMES: N_("Namen im Protokoll der Arbeitsschritte"),
    Subject.AUDIT: N_("Protokoll der Arbeitsschritte"),
}
STARTS: Mapping[Start, str] = {
    Start.EVENT_END: N_("ab dem Ende der Versammlung"),
    Start.LEFT: N_("ab dem Versand"),
    Start.REVOKED: N_("ab dem Widerruf, vorher solange die Bilder verwendet werden"),
    Start.LAST_SENT: N_("ab dem letzten Versand an Personen der Liste"),
    Start.READ: N_("ab dem Einlesen"),
    Start.TAKEN: N_("ab der Übernahme"),
    Start.BUSY_END: N_("ab dem Ende des Termins"),
    Start.LAST_APPEARANCE: N_("ab dem Ende der letzten Versammlung mit einem Beitrag"),
    Start.DONE: N_("ab der Erledigung"),
    Start.LAST_SEEN: N_("ab dem letzten Seitenaufruf"),
    Start.EXPIRED: N_("ab dem Ablauf"),
    Start.HAPPENED: N_("ab dem Ereignis"),
}
REASONS: Mapping[Subject, str] = {
    Subject.NEEDS: N_("Der Zweck endet mit der Versammlung."),
    Subject.WAITING: N_("Danach wird kein Platz mehr vergeben. Die Zahl der Wartenden bleibt."),
    Subject.ANSWERS: N_("Zeit für Dank und Rückfragen. Danach bleiben nur Zahlen je Dienststelle."),
    Subject.MAILS: N_("Zeit, um Rückläufer zu bearbeiten. Wann was versandt wurde, bleibt."),
    Subject.PHOTOS: N_("Nachweis der Einwilligung."),
    Subject.STAFF: N_("Danach wird die Liste nicht mehr gebraucht. Wer eingeladen ist, bleibt eingeladen."),
    Subject.STAFF_UNUSED: N_("Eine Liste gilt höchstens bis zur Versammlung des nächsten Jahres."),
    Subject.STAFF_UNDO: N_("Zeit, um einen Fehler zu bemerken."),
    Subject.BUSY: N_("Vergangene Termine helfen nicht beim Planen."),
    Subject.SPEAKER_LINKS: N_("Zeit, um Angaben und Fotos nachzureichen."),
    Subject.STAFF_UPLOADS: N_("Die Datei lässt sich noch einmal einlesen."),
    Subject.BARRIERS: N_("Bis zur nächsten jährlichen Prüfung der Seiten."),
    Subject.SESSIONS: N_("Sie sind dann längst abgelaufen."),
    Subject.SIGN_INS: N_("Sie bremsen das Raten von Kennwörtern."),
    Subject.NETWORKS: N_("Wer von dort kommt, muss nicht warten, wenn Fremde anderswo Kennwörter raten."),
    Subject.PASSWORD_LINKS: N_("Abgelaufene Links öffnen nichts mehr."),
    Subject.AUDIT_NAMES: N_("So lange lässt sich nachfragen, wer etwas getan hat."),
    Subject.AUDIT: N_("Nachvollziehbarkeit über eine Versammlung hinweg."),
}
ENDS: Mapping[Subject, str] = {
    Subject.NEEDS: N_("wird gelöscht"),
    Subject.WAITING: N_("wird gelöscht, eine Gesamtzahl bleibt"),
    Subject.ANSWERS: N_("wird gelöscht, Zahlen je Dienststelle ab 5 Personen bleiben"),
    Subject.MAILS: N_("Adresse und Text werden gelöscht, Tag und Stand bleiben"),
    Subject.AUDIT_NAMES: N_("Namen werden gelöscht, eine Kontonummer bleibt"),
}
"""How a subject ends where it isn't simply deleted."""


def name(subject: Subject, language: Language) -> str:
    """What is kept."""
    return words(language)(NAMES[subject])


def ends(subject: Subject, language: Language) -> str:
    """What becomes of it."""
    return words(language)(ENDS.get(subject, N_("wird gelöscht")))


def period(subject: Subject, days: int, language: Language) -> str:
    """``7 Tage ab dem Ende der Versammlung``."""
    start = words(language)(STARTS[PERIODS[subject].start])
    return f"{length(days, language)} {start}" if days else words(language)(N_("sofort, {start}")).format(start=start)


def default_reason(subject: Subject, language: Language) -> str:
    """Why the days are what they are that come along with the program. Other days have another reason."""
    return words(language)(REASONS[subject])


def in_days(subject: Subject, days: int, language: Language) -> str:
    """``1095 Tage (3 Jahre) ab dem Widerruf``: as ``period``, beside a field in which days are typed."""
    named, counted = length(days, language), _counted(days, language)
    whole = period(subject, days, language)
    return whole if named == counted or not days else whole.replace(named, f"{counted} ({named})", 1)


def length(days: int, language: Language) -> str:
    """``7 Tage`` · ``3 Jahre``. Whole years are named as such: a year counts 365 days here."""
    _ = words(language)
    if days and days % 365 == 0:
        years = days // 365
        return _(N_("1 Jahr")) if years == 1 else _(N_("{count} Jahre")).format(count=years)
    return _counted(days, language)


def _counted(days: int, language: Language) -> str:
    _ = words(language)
    return _(N_("1 Tag")) if days == 1 else _(N_("{count} Tage")).format(count=days)
