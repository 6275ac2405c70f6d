"""Mails that hold what is stored about somebody, such as the copy of her data (Art. 15 GDPR), and how they go with it.

A copy is made when it leaves, and its text is stored nowhere. Where there is no mail server, mails lie as files beside
the database: their remover is told which of them go, once what was deleted is stored as deleted.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, event, select, update
from sqlalchemy.orm import Session

from eventapp.domain.mailings import UNSETTLED
from eventapp.domain.messages import mail_host
from eventapp.models import Delivery
from eventapp.models.database import Database
from eventapp.services import pending

_FILES, _REMOVER = "copies", "eventapp.copies.remover"
_MARK = "<copy."
Remover = Callable[[Iterable[str]], object]


# Reading


def message_id(host: str) -> str:
    """The Message-ID of a new copy, by which it is known."""
    return f"{_MARK}{uuid.uuid4()}@{mail_host(host)}>"


def is_copy(row: Delivery) -> bool:
    """Whether this mail is a copy of her data, which is made when it leaves."""
    return (row.message_id or "").startswith(_MARK)


# Changing


def remove_files_with(database: Database, remover: Remover) -> None:
    """Let ``remover`` have the Message-IDs of mails whose files go, after each commit. It must not raise."""
    database.info[_REMOVER] = remover


def forget(session: Session, *whose: ColumnElement[bool]) -> None:
    """Take the text out of single mails of which something has become, and have the files of copies removed."""
    over = (Delivery.mailing_id.is_(None), Delivery.state.not_in(UNSETTLED), Delivery.content.is_not(None))
    blank = update(Delivery).where(*whose, *over).values(content=None)
    session.execute(blank.execution_options(synchronize_session=False))
    remove_files(session, *whose, Delivery.message_id.startswith(_MARK, autoescape=True))


def remove_files(session: Session, *wanted: ColumnElement[bool]) -> None:
    """Have the files of these mails removed with the commit of the transaction in hand."""
    if _REMOVER not in session.info:
        return
    for number in session.scalars(select(Delivery.message_id).where(*wanted, Delivery.message_id.is_not(None))):
        pending.note(session, _FILES, number)


@event.listens_for(Session, "after_commit")
def _hand_over(session: Session) -> None:
    remover: Remover | None = session.info.get(_REMOVER)
    if remover is not None and (gone := pending.take(session, _FILES)):
        remover(gone)
