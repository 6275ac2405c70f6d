"""What most tests of pages need: a whole event of one organizer, a planner who is signed in, and all that is stored."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import pictures
from eventapp.domain.actor import SYSTEM
from eventapp.domain.busy import BusyDraft
from eventapp.domain.events import Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.tokens import Tokens
from eventapp.models import (
    Account,
    Base,
    BrowserSession,
    BusyCalendar,
    Event,
    Invitation,
    Kind,
    Organizer,
    ProgramItem,
    Speaker,
    Venue,
)
from eventapp.services import busy, invitations, kinds, speakers
from eventapp.services.accounts import hash_token
from eventapp.services.speakers import NewPicture
from tests.conftest import SECRET
from tests.factories import Factories
from tests.pages import Browser

TOKENS = Tokens((SECRET,))

_FLEETING = {"browser_session", "sign_in_failure", "password_link"}


@dataclass
class World:
    """An organizer with one of each."""

    organizer: Organizer
    event: Event
    item: ProgramItem
    speaker: Speaker
    venue: Venue
    kind: Kind
    account: Account
    invitation: Invitation
    calendar: BusyCalendar

    @property
    def ids(self) -> dict[str, Any]:
        """The arguments of all addresses that name something of this organizer."""
        return {
            "organizer_id": self.organizer.id,
            "event_id": self.event.id,
            "item_id": self.item.id,
            "speaker_id": self.speaker.id,
            "venue_id": self.venue.id,
            "kind_id": self.kind.id,
            "number": 1,
            "older": 1,
            "newer": 1,
            "digest": self.digest,
            "invitation_id": self.invitation.id,
            "calendar_id": self.calendar.id,
            "step": "renew",
            "action": "link",
        }

    @property
    def digest(self) -> str:
        """The address of her speaker's picture."""
        return self.speaker.picture.digest if self.speaker.picture else ""


def world(
    make: Factories,
    *,
    visibility: Visibility = Visibility.PUBLIC,
    announced: bool = True,
    size: tuple[int, int] = (40, 30),
) -> World:
    """An event with an item, a speaker with a picture, a hall with a calendar, a kind of its own, and an invitation."""
    organizer = make.organizer()
    venue = make.venue(organizer)
    speaker = make.speaker(organizer)
    new = NewPicture(pictures.redraw(image_bytes("PNG", size)).content, "image/jpeg", *size)
    speakers.set_picture(make.session, speaker, new, actor=SYSTEM, now=make.now)
    shipped = make.kind()
    kind = Kind(organizer_id=organizer.id, code=shipped.code, name=shipped.name, working_time=shipped.working_time)
    kind.updated_at = make.now
    make.session.add(kind)
    make.session.flush()
    assert kind in kinds.all_of(make.session, organizer.id, actor=SYSTEM)
    event = make.event(organizer, visibility=visibility, venue_id=venue.id, kind_id=kind.id)
    item = make.item(event, "Begrüßung", 30, speaker)
    if announced:
        make.announced(event)
    account = make.account(organizer, password=None)
    return World(organizer, event, item, speaker, venue, kind, account, *furnished(make, event))


def furnished(make: Factories, event: Event, words: str = "Kim Beispiel") -> tuple[Invitation, BusyCalendar]:
    """Somebody called ``words`` who is invited to ``event``, and a calendar called so, which is empty."""
    draft = InviteeDraft(words, "kim.beispiel@example.org")
    invitation = invitations.invite(make.session, event, draft, tokens=TOKENS, actor=SYSTEM, now=make.now)
    read = BusyDraft(words[:100], event.venue_id, event.span, [])
    busy.take(make.session, event.organizer_id, read, actor=SYSTEM, now=make.now)
    (known,) = busy.all_of(make.session, event.organizer_id, actor=SYSTEM)
    return invitation, known.calendar


def enter(browser: Browser, session: Session, account: Account) -> Browser:
    """Give the browser a session of this account, as signing in would, without the time that the hash takes."""
    token = secrets.token_urlsafe(32)
    moment = datetime.now(UTC)
    session.add(BrowserSession(id_hash=hash_token(token), account_id=account.id, created_at=moment, seen_at=moment))
    session.commit()
    set_cookie(browser, token)
    return browser


def set_cookie(browser: Browser, value: str) -> None:
    """Put a session's number into the browser."""
    browser._client.set_cookie("eventapp", value, domain="127.0.0.1")


def cookie(browser: Browser) -> str:
    """The session's number that the browser holds; empty without one."""
    found = browser._client.get_cookie("eventapp", domain="127.0.0.1")
    return found.value if found else ""


def another(app: Flask, session: Session) -> Browser:
    """A second browser, of somebody else."""
    return Browser(app, session)


def stored(session: Session) -> dict[str, list[str]]:
    """All rows of all tables but the fleeting ones, to be compared."""
    session.flush()
    return {
        name: sorted(repr(row) for row in session.execute(select(table)))
        for name, table in Base.metadata.tables.items()
        if name not in _FLEETING
    }


def image_bytes(kind: str = "PNG", size: tuple[int, int] = (40, 30), **settings: Any) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **settings)
    return out.getvalue()


def upload(content: bytes, name: str = "foto.png", kind: str = "image/png") -> tuple[io.BytesIO, str, str]:
    """A file as the test client sends it."""
    return (io.BytesIO(content), name, kind)


def multipart(fields: dict[str, str], files: dict[str, bytes]) -> tuple[bytes, str]:
    """A body with files and its content type. The test client's own leaves large ones open."""
    parts = [
        f'--x-y\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files.items():
        head = f'--x-y\r\nContent-Disposition: form-data; name="{name}"; filename="f.png"\r\n'
        parts.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--x-y--\r\n", "multipart/form-data; boundary=x-y"
