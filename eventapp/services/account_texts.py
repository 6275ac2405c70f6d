"""The words of mails about an account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.texts import Language
from eventapp.models import Account, Organizer
from eventapp.services.wording import N_, words


class Occasion(StrEnum):
    """Why somebody is sent a link for a password."""

    INVITED = "invited"
    FORGOTTEN = "forgotten"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class AccountText:
    """The parts of a mail's body, ready for its templates."""

    subject: str
    opening: tuple[str, ...]
    link: str
    link_words: str
    notes: tuple[str, ...]
    signature: tuple[str, ...]
    language: Language


_SUBJECTS = {
    Occasion.INVITED: N_("Ihr Zugang zur Planung von Versammlungen"),
    Occasion.FORGOTTEN: N_("Neues Kennwort für die Planung von Versammlungen"),
    Occasion.GUESSED: N_("Kennt jemand Ihr Kennwort?"),
}
_OPENINGS = {
    Occasion.INVITED: N_(
        "Für Sie gibt es jetzt ein Konto: {email}. Eingerichtet hat es: {office}. Wählen Sie bitte Ihr Kennwort."
    ),
    Occasion.FORGOTTEN: N_(
        "Für das Konto {email} wurde um ein neues Kennwort gebeten. "
        "Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr bisheriges Kennwort gilt weiter."
    ),
    Occasion.GUESSED: N_(
        "Beim Konto {email} wurde das richtige Kennwort eingegeben und danach immer wieder ein falscher Code. "
        "Wenn Sie das nicht waren, kennt jemand Ihr Kennwort. Bitte wählen Sie ein neues. "
        "Bis dahin gelten beim Anmelden nur Ersatzcodes und Passkeys, keine Codes aus der App."
    ),
}


def link_text(
    occasion: Occasion, account: Account, organizer: Organizer, link: str, *, hours: int, language: Language
) -> AccountText:
    """A one-time link for the password of ``account``, from ``organizer``. It is good for ``hours``."""
    _ = words(language)
    opening = _(_OPENINGS[occasion]).format(office=organizer.office, email=account.email)
    greeting = _(N_("Guten Tag {name},")).format(name=account.name)
    lasts = _(N_("Der Link gilt einmal und {hours} Stunden lang. Bitte geben Sie ihn nicht weiter.")).format(
        hours=hours
    )
    return AccountText(
        subject=_(_SUBJECTS[occasion]),
        opening=(greeting, opening),
        link=link,
        link_words=_(N_("Kennwort wählen")),
        notes=(lasts,),
        signature=(organizer.office, organizer.authority, organizer.email),
        language=language,
    )
