"""The words of mails between those who write a mailing and those who release it."""

from __future__ import annotations

from enum import StrEnum

from eventapp.domain.editions import Edition
from eventapp.domain.mailings import MailingKind
from eventapp.domain.texts import Language
from eventapp.models import Mailing, Organizer
from eventapp.services import mailing_texts, wording
from eventapp.services.account_texts import AccountText
from eventapp.services.audience import Reached
from eventapp.services.wording import N_, words


class Turn(StrEnum):
    """What has happened to a mailing."""

    ASKED = "asked"
    RELEASED = "released"
    RETURNED = "returned"


_SUBJECTS = {
    Turn.ASKED: N_("Bitte um Freigabe: {kind}, {title}"),
    Turn.RELEASED: N_("Freigegeben: {kind}, {title}"),
    Turn.RETURNED: N_("Nicht freigegeben: {kind}, {title}"),
}
_OPENINGS = {
    Turn.ASKED: N_("{name} bittet Sie, eine Sendung freizugeben: {kind}, {reached}. Sie gehört zu: {title}, {day}."),
    Turn.RELEASED: N_("{name} hat Ihre Sendung freigegeben: {kind}, {reached}. Sie können sie jetzt senden."),
    Turn.RETURNED: N_("{name} hat Ihre Sendung mit einem Hinweis zurückgegeben: {kind}, {title}."),
}
_LINKS = {
    Turn.ASKED: N_("Sendung prüfen und freigeben"),
    Turn.RELEASED: N_("Sendung ansehen und senden"),
    Turn.RETURNED: N_("Sendung ansehen und ändern"),
}
_NOTES = {
    Turn.ASKED: N_("Diese E-Mail bekommen alle, die diese Sendung freigeben können. Eine Freigabe genügt."),
    Turn.RELEASED: N_("Wenn Sie den Text noch ändern, braucht er eine neue Freigabe."),
    Turn.RETURNED: N_("Wenn Sie den Text geändert haben, bitten Sie noch einmal um die Freigabe."),
}


def text(
    turn: Turn, mailing: Mailing, edition: Edition, reached: Reached, *, to: str, by: str, link: str, language: Language
) -> AccountText:
    """What ``by`` did, told to the person called ``to``. A note from handing back stands in paragraphs of its own."""
    _ = words(language)
    organizer: Organizer = mailing.event.organizer
    told = {
        "name": by,
        "kind": _(mailing_texts.KINDS[MailingKind(mailing.kind)]),
        "title": edition.theme.best(language) or edition.title.best(language),
        "day": wording.day(edition.starts.day, language),
        "reached": _reached_words(reached, language),
    }
    note = mailing.returned_note.splitlines() if turn is Turn.RETURNED else []
    return AccountText(
        subject=_(_SUBJECTS[turn]).format(**told),
        opening=(
            _(N_("Guten Tag {name},")).format(name=to),
            _(_OPENINGS[turn]).format(**told),
            *(line for line in note if line.strip()),
        ),
        link=link,
        link_words=_(_LINKS[turn]),
        notes=(_(_NOTES[turn]),),
        signature=(organizer.office, organizer.authority, organizer.email),
        language=language,
    )


def _reached_words(reached: Reached, language: Language) -> str:
    """``181 E-Mails und 1 Brief``."""
    _ = words(language)
    mails = _(N_("1 E-Mail")) if reached.mails == 1 else _(N_("{count} E-Mails")).format(count=reached.mails)
    letters = _(N_("1 Brief")) if reached.letters == 1 else _(N_("{count} Briefe")).format(count=reached.letters)
    if reached.mails and reached.letters:
        return _(N_("{mails} und {letters}")).format(mails=mails, letters=letters)
    return letters if reached.letters else mails
