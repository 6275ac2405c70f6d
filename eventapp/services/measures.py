"""What protects the data (Art. 32 GDPR): what the program really does here, and what the operation must add (DP-13)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Role
from eventapp.domain.privacy import Section
from eventapp.domain.retention import PERIODS, Subject
from eventapp.domain.texts import Language
from eventapp.models import Account, Membership, Organizer, Passkey
from eventapp.services import memberships, retention_words
from eventapp.services.accounts import SHORTEST_PASSWORD
from eventapp.services.wording import N_, Words, words


@dataclass(frozen=True, slots=True)
class House:
    """How this installation is run, as far as the program knows."""

    is_https: bool
    cookie: str
    idle_minutes: int
    admin_idle_minutes: int
    absolute_hours: int
    confirm_minutes: int
    needs_factor: bool
    mail_host: str
    mail_is_encrypted: bool
    database: str
    reads_mailbox: bool


def measures(session: Session, organizer: Organizer, house: House, language: Language) -> tuple[Section, ...]:
    """What the program really does, and what the operation must add."""
    _ = words(language)
    return (
        Section(_(N_("Zugang")), (), _access(session, organizer, house, _)),
        Section(
            _(N_("Rollen")),
            (_(N_("Die Seiten einer Rolle sind ohne sie nicht zu finden.")),),
            (),
            _roles(session, organizer, _),
        ),
        Section(_(N_("Übertragung")), (), _transport(house, _)),
        Section(_(N_("Persönliche Links")), (), tuple(map(_, _LINKS))),
        Section(_(N_("Sparsamkeit")), (), tuple(map(_, _SPARING))),
        Section(_(N_("Nachvollziehbarkeit")), (), tuple(map(_, _TRACES))),
        Section(_(N_("Leistungs- und Verhaltenskontrolle")), no_control(language)),
        Section(_(N_("Vom Betrieb zu ergänzen")), (), to_add(house, language)),
    )


def no_control(language: Language) -> tuple[str, ...]:
    """What is held of those who work with the program, who sees it, for how long, and what is still to be agreed."""
    _ = words(language)
    names, log = (
        retention_words.length(PERIODS[subject].days, language) for subject in (Subject.AUDIT_NAMES, Subject.AUDIT)
    )
    return tuple(_(text).format(names=names, log=log) for text in _NO_CONTROL)


def to_add(house: House, language: Language) -> tuple[str, ...]:
    """What the program can't know, and who runs it must write."""
    _ = words(language)
    return tuple(map(_, (*_TO_ADD, _READ_MAILBOX if house.reads_mailbox else _MAILBOX)))


_NO_CONTROL = (
    N_(
        "Das Programm ist nicht dafür gemacht, Leistung oder Verhalten von Beschäftigten zu überwachen. Berichte "
        "darüber erstellt es nicht."
    ),
    N_(
        "Wer eine Einladung nur liest oder beantwortet, braucht kein Konto und wird im Protokoll nicht mit Namen "
        "genannt. Es wird nicht festgehalten, ob jemand eine E-Mail geöffnet oder einen Link benutzt hat. Gespeichert "
        "wird die Antwort und wann sie kam."
    ),
    N_(
        "Eine Rolle für Vorgesetzte gibt es nicht. Wer nur Zahlen sehen darf, sieht sie je Dienststelle ab 5 Personen. "
        "Welche Rollen Vorgesetzte bekommen, entscheidet die Behörde."
    ),
    N_(
        "Das Protokoll nennt Konten: wer beim Planen wann etwas geändert, versandt oder als Datei mitgenommen hat. Bei "
        "jedem Konto steht auch, wann es sich angemeldet und abgemeldet hat."
    ),
    N_(
        "Anmeldungen und Abmeldungen sieht nur, wer die Installation verwaltet. Planende sehen die Arbeitsschritte bei "
        "ihrer eigenen Stelle. Beide können nach Person und Zeitraum suchen und das Ergebnis als Datei speichern; dass "
        "sie die Datei mitgenommen haben, steht wieder im Protokoll."
    ),
    N_(
        "Mit Namen stehen die Einträge {names} im Protokoll. Danach steht dort nur die Nummer des Kontos; wer Konten "
        "verwaltet, kann sie einem Konto zuordnen, solange es besteht. Nach {log} wird der Eintrag gelöscht."
    ),
    N_(
        "Die Einträge zu Anmeldungen dienen allein der Sicherheit, die übrigen dem Klären von Fehlern. Sie werden "
        "nicht nach Leistung oder Verhalten ausgewertet. Das kann das Programm nicht erzwingen: Es ist ein Vorschlag "
        "für die Vereinbarung mit der Personalvertretung."
    ),
)
_LINKS = (
    N_("Links zu Einladungen sind zufällig (144 Bit), gelten für einen Zweck und werden nicht lesbar gespeichert."),
    N_(
        "Ein weitergegebener Link zeigt Einladung, Name, Antwort und Einwilligung zu Fotos, keine weiteren "
        "Personaldaten und keinen Bedarf."
    ),
    N_(
        "Planende können sich den Link einer Person zeigen lassen, um ihn ihr zu geben; das steht im Protokoll. Wer "
        "den Link hat, kann in ihrem Namen antworten."
    ),
    N_("Einen Link zu öffnen ändert nichts; jede Änderung braucht eine Bestätigung auf der Seite."),
)
_SPARING = (
    N_("Ein einziges Cookie hält die Anmeldung. Es gibt keine Statistik-Cookies und kein Zählpixel."),
    N_("Keine Seite und keine E-Mail lädt etwas von fremden Servern."),
    N_(
        "Auf Wunsch wird nur gezählt: Dann steht bei Antworten kein Name, und beim Namen nur der Tag, an dem gezählt "
        "wurde."
    ),
)
_TRACES = (
    N_("Änderungen, Exporte und Versand stehen im Protokoll. Die Einträge sind verkettet, Lücken fallen auf."),
    N_("Massensendungen lassen sich an die Freigabe einer zweiten Person binden."),
)
_TO_ADD = (
    N_("Standort und Zutritt zu den Servern"),
    N_("Verschlüsselung der Datenträger und Aufbewahrung der Sicherungen"),
    N_("Wer die Technik betreut; ein Vertrag zur Auftragsverarbeitung, falls das nicht die eigene Verwaltung ist"),
    N_("Protokolle des Webservers und des Programms: Dauer und gekürzte Adressen"),
    N_(
        "Ob eine Datenschutz-Folgenabschätzung nötig ist, und die Beteiligung der Personalvertretung, auch zu den "
        "Anmeldungen im Protokoll"
    ),
)
_MAILBOX = N_("Postfach der Stelle, in dem Antworten aus Kalendern ankommen: Wer löscht dort, und nach welcher Zeit?")
_READ_MAILBOX = N_(
    "Postfach, in dem Antworten aus Kalendern ankommen: Das Programm verschiebt, was es gelesen hat, in den Ordner "
    "„eventapp“. Alles andere bleibt liegen. Es löscht dort nichts. Wer löscht, und nach welcher Zeit?"
)


def _access(session: Session, organizer: Organizer, house: House, _: Words) -> tuple[str, ...]:
    everybody, with_factor = _accounts(session, organizer)
    factor = (
        N_("Zweiter Nachweis: verlangt.") if house.needs_factor else N_("Zweiter Nachweis: angeboten, nicht verlangt.")
    )
    count = N_(
        "{some} von {all} Konten der Stelle haben einen zweiten Nachweis oder melden sich über einen Anmeldedienst an."
    )
    return (
        _(N_("Konten mit Kennwort ab {least} Zeichen, gespeichert als Argon2id-Prüfwert.")).format(
            least=SHORTEST_PASSWORD
        ),
        _(factor),
        _(count).format(some=with_factor, all=everybody),
        _(
            N_(
                "Abmeldung nach {idle} Min. ohne Tätigkeit (wer die Installation verwaltet: nach {admin} Min.), "
                "spätestens nach {hours} Std.; sie gilt auf dem Server."
            )
        ).format(idle=house.idle_minutes, admin=house.admin_idle_minutes, hours=house.absolute_hours),
        _(
            N_(
                "Das Kennwort wird noch einmal verlangt (nach {minutes} Min.): vor dem Versand, vor Änderungen an "
                "Konten, bevor Listen oder Briefe mit Daten von Personen als Datei hinausgehen und bevor Personen "
                "gelöscht werden."
            )
        ).format(minutes=house.confirm_minutes),
        _(N_("Falsche Anmeldungen werden zunehmend verzögert.")),
    )


def _roles(session: Session, organizer: Organizer, _: Words) -> tuple[tuple[str, ...], ...]:
    query = select(Membership.role, func.count(func.distinct(Membership.account_id))).join(
        Account, Account.id == Membership.account_id
    )
    query = query.where(Membership.organizer_id == organizer.id, Account.is_active)
    counted = {row[0]: row[1] for row in session.execute(query.group_by(Membership.role))}
    rows = [(_(memberships.ROLE_NAMES[role]), str(counted.get(role.value, 0))) for role in Role]
    return ((_(N_("Rolle")), _(N_("Konten"))), *rows)


def _transport(house: House, _: Words) -> tuple[str, ...]:
    web = (
        N_("Zu den Seiten: verschlüsselt (https), auch künftig erzwungen (HSTS).")
        if house.is_https
        else N_("Zu den Seiten: nicht verschlüsselt. Diese Adresse ist nur auf dem eigenen Rechner erreichbar.")
    )
    if not house.mail_host:
        mail = N_("E-Mails verlassen das Programm nicht: Es ist kein Mailserver eingetragen.")
    elif house.mail_is_encrypted:
        mail = N_("Zum Mailserver: verschlüsselt (STARTTLS mit geprüftem Zertifikat); sonst geht keine E-Mail hinaus.")
    else:
        mail = N_("Zum Mailserver: unverschlüsselt, auf demselben Rechner.")
    cookie = N_(
        "Cookie „{cookie}“: nur für die Sitzung, für Skripte unsichtbar, nicht für fremde Seiten (SameSite=Lax)."
    )
    safe = _(N_("Es wird nur verschlüsselt übertragen (Secure).")) if house.is_https else ""
    return (
        _(web),
        _(mail),
        " ".join(part for part in (_(cookie).format(cookie=house.cookie), safe) if part),
        _(N_("Gespeichert wird mit {database}.")).format(database=house.database),
    )


def _accounts(session: Session, organizer: Organizer) -> tuple[int, int]:
    """How many accounts of the office are open, and how many of these have a second factor or come from elsewhere."""
    held = select(Membership.account_id).where(Membership.organizer_id == organizer.id)
    has_passkey = exists().where(Passkey.account_id == Account.id)
    has_factor = or_(Account.totp_digest != "", Account.subject != "", has_passkey)
    query = select(func.count(), func.count().filter(has_factor)).select_from(Account)
    everybody, with_factor = session.execute(query.where(Account.id.in_(held), Account.is_active)).one()
    return everybody, with_factor
