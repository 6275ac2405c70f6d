"""The mail that tells the office of a barrier."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.adapters import templates
from eventapp.domain.calendar import Mailbox
from eventapp.domain.messages import MailOffice, mail_host
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.models import BarrierReport
from eventapp.services import pages
from eventapp.services.wording import words

_NAMESPACE = uuid.UUID("f0b8cb0e-64a4-5d0c-8f1e-2f6f6b8e0b6d")


@dataclass(frozen=True, slots=True)
class _BarrierMail:
    """What the mail's templates show."""

    message: str
    page: str
    contact: str
    list_url: str


def queue(session: Session, report: BarrierReport, office: MailOffice, *, now: datetime) -> bool:
    """Put a mail about ``report`` into the outbox; False while there is no office that it could go to."""
    organizer, address = pages.first_organizer(session), pages.report_address(session)
    if organizer is None or not address:
        return False
    translated = words(Language.GERMAN)
    mail = _BarrierMail(report.message, report.page_url, report.contact, f"{office.links.base}/planning/pages/barriers")
    body = templates.mail_body("barrier", mail, translated)
    number = uuid.uuid5(_NAMESPACE, f"{report.id}/{report.created_at.isoformat()}")
    list_id = f"{organizer.slug}.{mail_host(office.host)}"
    made = mails.of_house(organizer, Mailbox("", address), body, office, number=number, list_id=list_id, now=now)
    return mails.queue(session, made, now=now)
