"""The mail with the copy of what is stored about somebody: made when it leaves, so it tells what is stored then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.adapters import mime, templates
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.models import Delivery, Invitation
from eventapp.services import copies, invitations, messages, notices, outbox, own_data, own_file, photos
from eventapp.services.wording import words


def queue(session: Session, invitation: Invitation, office: MailOffice, *, now: datetime) -> None:
    """Queue the copy to the address that is stored. Raises NotFound before the first announcement."""
    edition = invitations.current_edition(session, invitation)
    outbox.queue(
        session,
        message_id=copies.message_id(office.host),
        sender=messages.organizer_mailbox(edition).address,
        recipient=invitation.email,
        content=None,
        now=now,
        invitation=invitation,
    )


def made(session: Session, row: Delivery, invitation: Invitation, office: MailOffice, *, now: datetime) -> bytes:
    """The copy as it leaves now. Raises NotFound where nothing is announced any more."""
    edition = invitations.current_edition(session, invitation)
    own_url = invitations.address(invitation, office.links, office.tokens) or ""
    rows = own_data.rows(session, invitation, Language(invitation.language), now=now)
    rows += photos.how_to_change(session, invitation, edition, Language(invitation.language))
    file_url = f"{own_url}/data.json?{own_file.key(invitation, office.tokens, now=now)}" if own_url else ""
    text = notices.copy_text(invitation, edition, office.links, rows, own_url=own_url, file_url=file_url)
    body = templates.mail_body("invitation", text, words(text.language))
    number, recipient = row.message_id or "", invitations.mailbox(invitation)
    message = mails.message(edition, office, recipient, body, text.language, None, message_id=number, sent_at=now)
    return mime.message_bytes(message)
