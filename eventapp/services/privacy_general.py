"""What the notice of the whole installation tells those who are not invited: accounts, speakers, photographs.

It is made of the periods that hold, as the notice of an event is, so that it can't fall behind what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.privacy import Section
from eventapp.domain.retention import PERIODS, Subject
from eventapp.domain.texts import Language
from eventapp.models import Organizer
from eventapp.services import periods, retention_words
from eventapp.services.wording import N_, Words, words


class Whom(StrEnum):
    """Whom a part is about. The word is its place on the page."""

    ACCOUNTS = "accounts"
    SPEAKERS = "speakers"
    PHOTOS = "photos"
    VISITS = "visits"


OF_AN_ACCOUNT: Mapping[str, str] = {
    "account": N_("Name, E-Mail-Adresse, Prüfwert des Kennworts, Code-App, Kennung beim Anmeldedienst"),
    "membership": N_("Rollen, bei der Rolle „Dienststelle“ auch deren Name"),
    "passkey": N_("Passkeys: Name, öffentlicher Schlüssel, wann eingerichtet und zuletzt benutzt"),
    "recovery_code": N_("Ersatzcodes, nur als Prüfwert"),
    "browser_session": N_("Wo Sie angemeldet sind: Browser und System, seit wann, zuletzt benutzt"),
    "familiar_network": N_("Netze, aus denen Sie sich angemeldet haben, nur als Prüfwert"),
    "sign_in_failure": N_("Fehlgeschlagene Anmeldungen, gezählt unter einem Prüfwert"),
    "password_link": N_("Einmal-Links für das Kennwort, nur als Prüfwert"),
    "delivery": N_("E-Mails des Programms an Sie: Adresse und Text"),
    "audit_entry": N_("Protokoll mit Ihrem Namen: Arbeitsschritte, Anmeldungen und Abmeldungen"),
}
"""What is stored of somebody with an account, by the table that holds it, as it is called to her."""
_WITH_THE_ACCOUNT = ("account", "membership", "passkey", "recovery_code")


def sections(session: Session, language: Language) -> tuple[tuple[Whom, Section], ...]:
    """The parts, each with its place."""
    _ = words(language)
    return (
        (Whom.ACCOUNTS, Section(_(N_("Wenn Sie ein Konto haben")), tuple(map(_, _ACCOUNTS)), (), _kept(language, _))),
        (Whom.SPEAKERS, Section(_(N_("Wenn Sie vortragen")), _speakers(session, language, _))),
        (Whom.PHOTOS, Section(_(N_("Wenn Sie Fotos von sich erlauben")), tuple(map(_, _PHOTOS)))),
        (Whom.VISITS, Section(_(N_("Wenn Sie Seiten aufrufen")), (_(_VISITS),))),
    )


_ACCOUNTS = (
    N_(
        "Ein Konto brauchen Personen, die Versammlungen planen, Sendungen freigeben, Zahlen oder das Programm vor "
        "anderen ansehen, sich um Bedarf kümmern oder die Installation verwalten. Name und E-Mail-Adresse hat "
        "eingetragen, wer das Konto angelegt hat."
    ),
    N_(
        "Was gespeichert ist, dient dazu, dass nur Berechtigte hereinkommen, dass sich Fehler klären lassen und dass "
        "E-Mails zu Ihrer Arbeit Sie erreichen."
    ),
    N_(
        "Anmeldungen und Abmeldungen im Protokoll sieht nur, wer die Installation verwaltet. Arbeitsschritte sehen "
        "auch die Planenden derselben Stelle. Ihr Name steht außerdem bei dem, was Sie anlegen, zuletzt ändern oder "
        "freigeben; er bleibt dort, auch wenn das Konto gelöscht ist. Wo Sie angemeldet sind, sehen nur Sie selbst, "
        "unter „Ihr Konto“."
    ),
)
_PHOTOS = (
    N_("Gespeichert werden Ihr Name, wo Bilder erscheinen dürfen, und wann Sie zugestimmt oder widerrufen haben."),
    N_(
        "Ihr Name steht in einer Liste für die Personen, die Bilder veröffentlichen. Bilder gehen dorthin, wo Sie es "
        "erlaubt haben, auch ins Internet oder an die Presse."
    ),
    N_(
        "Wie lange wir das als Nachweis speichern, steht im Hinweis zum Datenschutz auf der Seite Ihrer Einladung. "
        "Widerrufen können Sie jederzeit: auf dieser Seite, und wenn der Link nicht mehr gilt, bei der Stelle, die "
        "einlädt."
    ),
)
_VISITS = N_(
    "Das Programm schreibt dazu eine Zeile in ein technisches Protokoll: Zeit, Seite ohne geheime Teile, Ergebnis und "
    "das Netz, aus dem der Aufruf kam, ohne die letzten Stellen der Adresse. Damit lassen sich Störungen finden. Wie "
    "lange es gespeichert wird, legt der Betrieb fest."
)


def _kept(language: Language, _: Words) -> tuple[tuple[str, ...], ...]:
    """What is stored of an account, and how long."""

    def length(subject: Subject) -> str:
        return retention_words.length(PERIODS[subject].days, language)

    until_gone = _(N_("bis das Konto gelöscht wird"))
    log = N_("mit Namen {names}, danach mit der Nummer des Kontos; gelöscht nach {log}")
    how_long = dict.fromkeys(_WITH_THE_ACCOUNT, until_gone) | {
        "browser_session": _(N_("{length} nach dem letzten Seitenaufruf")).format(length=length(Subject.SESSIONS)),
        "familiar_network": _(N_("{length} nach der letzten Anmeldung von dort")).format(
            length=length(Subject.NETWORKS)
        ),
        "sign_in_failure": _(N_("{length} nach dem letzten Versuch")).format(length=length(Subject.SIGN_INS)),
        "password_link": _(N_("bis der Link benutzt oder abgelaufen ist")),
        "delivery": _(N_("{length} nach dem Versand")).format(length=length(Subject.MAILS)),
        "audit_entry": _(log).format(names=length(Subject.AUDIT_NAMES), log=length(Subject.AUDIT)),
    }
    return ((_(N_("Was")), _(N_("Wie lange"))), *((_(what), how_long[name]) for name, what in OF_AN_ACCOUNT.items()))


def _speakers(session: Session, language: Language, _: Words) -> tuple[str, ...]:
    ids = session.scalars(select(Organizer.id)).all()
    subject = Subject.SPEAKER_LINKS
    longest = max((periods.all_of(session, one)[subject].days for one in ids), default=PERIODS[subject].days)
    period = retention_words.period(subject, longest, language)
    return (
        _(
            N_(
                "Gespeichert werden Name, Titel, Funktion, Organisation, Text, Bild, E-Mail-Adresse, Telefonnummer und "
                "Notizen der Planenden. Die Angaben haben Sie der Stelle gegeben, die einlädt, oder sie hat sie selbst "
                "eingetragen. Sie dienen dazu, Ihren Beitrag zu planen und anzukündigen."
            )
        ),
        _(
            N_(
                "Im angekündigten Programm stehen Name, Titel, Funktion, Organisation, Text und Bild. Ist die "
                "Versammlung öffentlich angekündigt, können es alle im Internet lesen. E-Mail-Adresse, "
                "Telefonnummer und Notizen sehen nur die Planenden."
            )
        ),
        _(
            N_(
                "Ihr persönlicher Link wird spätestens gelöscht: {period}. Ihre Angaben und Ihr Bild löscht die "
                "Stelle, die einlädt, nach ihren Regeln für Akten; von selbst werden sie nicht gelöscht. In "
                "angekündigten Programmen bleiben sie stehen."
            )
        ).format(period=period),
    )
