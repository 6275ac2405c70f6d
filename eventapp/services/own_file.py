"""What is stored about an invited person as a file for programs (Art. 15 and 20 GDPR, DP-7).

Whoever holds a forwarded link gets what her page shows. All of it is behind a key that only the mail with her copy
names: so it goes to the stored address alone (S-43).
"""

from __future__ import annotations

import hmac
import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from eventapp.domain.errors import NotFound
from eventapp.domain.retention import PERIODS, Start, due_on
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Tokens
from eventapp.models import Delivery, Event, Invitation, PhotoConsent
from eventapp.services import needs, own_data, own_staff, periods, photos, retention_words
from eventapp.services.privacy import OF_AN_INVITED_PERSON

FORM = "eventapp-own-data/1"
KEY_LASTS = timedelta(days=7)
_NUMBER = re.compile(r"\d{1,12}")


def key(invitation: Invitation, tokens: Tokens, *, now: datetime) -> str:
    """What follows the question mark of an address at which the complete file is to be had for a week."""
    until = int((now + KEY_LASTS).timestamp())
    return f"until={until}&key={tokens.fingerprints(_words(invitation, until))[0]}"


def opens(invitation: Invitation, until: str, given: str, tokens: Tokens, *, now: datetime) -> bool:
    """Whether the complete file is asked for. Raises NotFound for a key that is wrong or whose time is over."""
    if not until and not given:
        return False
    if not _NUMBER.fullmatch(until) or int(until) < now.timestamp():
        raise NotFound("invitations.unknown_link")
    made = tokens.fingerprints(_words(invitation, int(until)))
    if not any(hmac.compare_digest(one.encode(), given.encode("utf-8", "replace")) for one in made):
        raise NotFound("invitations.unknown_link")
    return True


def content(session: Session, invitation: Invitation, *, is_complete: bool, now: datetime) -> dict[str, Any]:
    """The file as a value that becomes JSON. Times are instants in UTC (RFC 3339)."""
    event = invitation.event
    consent = photos.of(session, invitation)
    wanted = needs.of(session, invitation)
    return {
        "form": FORM,
        "complete": is_complete,
        "made_at": _instant(now),
        "event": _event(event),
        "person": _person(invitation, is_complete=is_complete),
        "answer": {
            "partstat": invitation.partstat,
            "way": invitation.way or None,
            "seat": invitation.seat or None,
            "answered_at": _instant(invitation.answered_at),
        },
        "answers": [
            {
                "partstat": row.partstat,
                "way": row.way or None,
                "source": row.source,
                "received_at": _instant(row.received_at),
                **({"comment": row.comment, "sender": row.sender} if is_complete else {}),
            }
            for row in invitation.answers
        ],
        "needs": {kind.value: note for kind, note in wanted.items()} if is_complete else {},
        "photo_consent": None if consent is None else _consent(consent),
        "photo_consents": [_consent(one) for one in photos.history(session, invitation)] if is_complete else [],
        "staff_lists": [_listed(one) for one in own_staff.of(session, invitation, now=now)] if is_complete else [],
        "deliveries": [_delivery(row, is_complete=is_complete) for row in own_data.deliveries(session, invitation)],
        "kept": _kept(session, event),
    }


def _words(invitation: Invitation, until: int) -> str:
    return f"own-data/{invitation.digest}/{until}"


def _event(event: Event) -> dict[str, Any]:
    return {
        "uid": event.uid,
        "title": event.title.de,
        "starts_at": _instant(event.span.start),
        "ends_at": _instant(event.span.end),
        "organizer": event.organizer.office,
        "authority": event.organizer.authority,
    }


def _person(invitation: Invitation, *, is_complete: bool) -> dict[str, Any]:
    shown = {
        "name": invitation.name,
        "email": invitation.email if is_complete else own_data.masked(invitation.email),
        "salutation": invitation.salutation,
        "language": invitation.language,
    }
    if not is_complete:
        return shown
    return {
        **shown,
        "department": invitation.department,
        "site": invitation.site,
        "post": invitation.post,
        "added_at": _instant(invitation.created_at),
        "withdrawn_at": _instant(invitation.withdrawn_at),
        "waiting_since": _instant(invitation.waiting_since),
    }


def _delivery(row: Delivery, *, is_complete: bool) -> dict[str, Any]:
    return {
        "kind": row.mailing.kind if row.mailing else "single",
        "channel": row.channel,
        "state": row.state,
        "queued_at": _instant(row.queued_at),
        "sent_at": _instant(row.sent_at),
        "bounced_at": _instant(row.bounced_at),
        **({"recipient": row.recipient} if is_complete else {}),
    }


def _listed(entry: own_staff.Entry) -> dict[str, Any]:
    return {
        "list": entry.list_name,
        **entry.values,
        "added_at": _instant(entry.added_at),
        "words": retention_words.period(entry.subject, entry.days, Language.GERMAN),
        "until": entry.until.isoformat() if entry.until else None,
    }


def _consent(row: PhotoConsent) -> dict[str, Any]:
    return {
        "channels": list(row.channels),
        "given_at": _instant(row.given_at),
        "revoked_at": _instant(row.revoked_at),
    }


def _kept(session: Session, event: Event) -> list[dict[str, Any]]:
    days = periods.all_of(session, event.organizer_id, event)
    end = periods.end_of(session, event).day
    return [
        {
            "subject": subject.value,
            "words": retention_words.period(subject, days[subject].days, Language.GERMAN),
            "days": days[subject].days,
            "until": due_on(end, days[subject].days).isoformat() if PERIODS[subject].start is Start.EVENT_END else None,
        }
        for subject in OF_AN_INVITED_PERSON
    ]


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds").replace("+00:00", "Z")
