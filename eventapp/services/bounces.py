"""Mails that came back: whose they were, and why."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.bounces import Bounce
from eventapp.domain.mailings import DeliveryState
from eventapp.domain.texts import one_line
from eventapp.models import Delivery

CLOCKS_DIFFER_BY = timedelta(minutes=5)
_LONGEST = 300
_ADDRESS = re.compile(r"<?[^\s<>;:,\"'()\[\]]{1,64}@[^\s<>;:,\"'()\[\]]{1,190}>?")
_SESSION_MARK = re.compile(r"\s[0-9a-f-]+[.\-_]\S{6,}\s-\sgsmtp\b|\[[\w.:-]+\.(?:OUTLOOK|outlook)\.[^\]]*\]")


class Receipt(StrEnum):
    """What became of a report."""

    STORED = "stored"
    KNOWN = "known"
    DELAYED = "delayed"
    TOO_EARLY = "too_early"
    UNKNOWN = "unknown"


def receive(session: Session, bounce: Bounce, *, received_at: datetime) -> Receipt:
    """Note at its delivery that the mail came back. Only what left can come back; the first report counts.

    TOO_EARLY: the mail is being handed over in this moment, so look again. DELAYED: the server still tries. UNKNOWN:
    nobody's, or never sent, or of an earlier attempt than the one that counts.
    """
    query = select(Delivery).where(Delivery.message_id == bounce.message_id).with_for_update()
    delivery = session.scalar(query)
    if delivery is None or not _may_be_about(delivery, received_at) or not _is_for(delivery, bounce):
        return Receipt.UNKNOWN
    if delivery.state == DeliveryState.SENDING:
        return Receipt.TOO_EARLY
    if not bounce.is_permanent:
        return Receipt.DELAYED
    if delivery.bounced_at is not None:
        return Receipt.KNOWN
    delivery.bounced_at = received_at
    delivery.failure = reason(bounce)
    session.flush()
    return Receipt.STORED


def _is_for(delivery: Delivery, bounce: Bounce) -> bool:
    """Whether the report names the address that the mail went to, or none."""
    return not bounce.recipient or bounce.recipient.casefold() == delivery.recipient.casefold()


def reason(bounce: Bounce) -> str:
    """Why, in the server's words, without the address and the marks of one session: what failed alike reads alike."""
    words = _ADDRESS.sub("…", _SESSION_MARK.sub("", one_line(bounce.words)))
    return one_line(words)[:_LONGEST] or bounce.status


def _may_be_about(delivery: Delivery, received_at: datetime) -> bool:
    if delivery.state == DeliveryState.SENDING:
        return True
    is_sent = delivery.state == DeliveryState.SENT and delivery.sent_at is not None
    return is_sent and received_at >= (delivery.sent_at or received_at) - CLOCKS_DIFFER_BY
