"""What most tests of pages need: a whole event of one organizer, a planner who is signed in, and all that is stored."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from eventapp.adapters import pictures
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.busy import BusyDraft
from eventapp.domain.events import Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.mailings import Channel, MailingDraft, MailingKind
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.staff import EmployeeDraft, Field
from eventapp.domain.texts import LocalText, one_line
from eventapp.domain.tokens import Tokens
from eventapp.models import (
    Account,
    Base,
    BrowserSession,
    BusyCalendar,
    Delivery,
    Employee,
    Event,
    Invitation,
    Kind,
    Mailing,
    Membership,
    Need,
    Organizer,
    PhotoConsent,
    ProgramItem,
    Speaker,
    StaffChange,
    StaffList,
    StaffUpload,
    Venue,
)
from eventapp.services import busy, invitations, kinds, mailings, photos, speakers, staff, staff_changes, staff_uploads
from eventapp.services.accounts import hash_token
from eventapp.services.speakers import NewPicture
from tests.conftest import SECRET
from tests.factories import Factories
from tests.pages import Browser

TOKENS = Tokens((SECRET,))

_FLEETING = {"audit_entry", "audit_head", "browser_session", "sign_in_failure", "password_link"}


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
    staff_list: StaffList

    @property
    def staff(self) -> dict[str, int]:
        """Her staff list, somebody on it, its last change and a file that waits."""
        return ids_of(self.staff_list)

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
            **self.staff,
            "step": "renew",
            "action": "link",
            "suffix": "csv",
            "piece": "flyer",
            "paper": "deletion",
            "consent_id": self.consent_id,
            "page": 1,
            **self.mailing,
            "kind": "invitation",
            "account_id": self.account.id,
            "membership_id": self.account.memberships[0].id,
            "order": "stop",
            "page_name": "privacy",
        }

    @property
    def mailing(self) -> dict[str, int]:
        """Her reminder, and the mail of it that failed."""
        session = object_session(self.event)
        assert session is not None
        query = select(Delivery).join(Mailing).where(Mailing.event_id == self.event.id, Delivery.channel == "mail")
        row = session.scalars(query).first()
        assert row is not None
        assert row.mailing_id is not None
        return {"mailing_id": row.mailing_id, "delivery_id": row.id}

    @property
    def consent_id(self) -> int:
        """Her consent to photographs."""
        session = object_session(self.event)
        assert session is not None
        return session.scalar(select(PhotoConsent.id).where(PhotoConsent.event_id == self.event.id)) or 0

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
    account.memberships.append(Membership(organizer=organizer, role=Role.NEEDS))
    return World(organizer, event, item, speaker, venue, kind, account, *furnished(make, event))


def furnished(make: Factories, event: Event, words: str = "Kim Beispiel") -> tuple[Invitation, BusyCalendar, StaffList]:
    """Somebody called ``words`` who is invited to ``event``, a calendar called so, which is empty, and a staff list."""
    draft = InviteeDraft(words, "kim.beispiel@example.org")
    invitation = invitations.invite(make.session, event, draft, tokens=TOKENS, actor=SYSTEM, now=make.now)
    read = BusyDraft(words[:100], event.venue_id, event.span, [])
    busy.take(make.session, event.organizer_id, read, actor=SYSTEM, now=make.now)
    (known,) = busy.all_of(make.session, event.organizer_id, actor=SYSTEM)
    mailed(make, event, invitation, words)
    make.session.add(Need(event_id=event.id, invitation_id=invitation.id, kind="parking", note="", created_at=make.now))
    photos.say(make.session, invitation, [PhotoChannel.INTRANET], now=make.now)
    return invitation, known.calendar, staffed(make, event.organizer, words)


def mailed(make: Factories, event: Event, invitation: Invitation, words: str) -> Delivery:
    """A reminder in ``words`` that is not started, with a letter to ``invitation`` and one mail that failed."""
    text = LocalText(words.replace("{", "(").replace("}", ")"))
    wish = MailingDraft(MailingKind.REMINDER, text, text, has_calendar=False)
    mailing = mailings.create(make.session, event, wish, actor=SYSTEM, now=make.now)
    rows = [
        Delivery(
            mailing_id=mailing.id,
            invitation_id=invitation.id,
            channel=channel,
            state=state,
            message_id=f"<{mailing.id}@example.org>" if channel is Channel.MAIL else None,
            failure=words[:300],
            queued_at=make.now,
            due_at=make.now,
        )
        for channel, state in ((Channel.LETTER, "ready"), (Channel.MAIL, "failed"))
    ]
    make.session.add_all(rows)
    make.session.flush()
    return rows[1]


def staffed(make: Factories, organizer: Organizer, words: str) -> StaffList:
    """A staff list called ``words``, somebody called so on it, and a file called so that waits."""
    found = staff.create(make.session, organizer.id, words[:100], actor=SYSTEM, now=make.now)
    draft = EmployeeDraft(
        one_line(words)[:200], "kim.beispiel@example.org", department=words[:200], site=words[:200], post=words
    )
    staff_changes.apply(make.session, found, new=[draft], file_name=words, actor=SYSTEM, now=make.now)
    rows = [["Name", words], [words, "robin@example.org"]]
    reading = {"kind": "csv", "encoding": "UTF-8", "delimiter": ";", "others": [], "header": 0, "headings": rows[0]}
    actor = make.planner(organizer)
    upload = staff_uploads.begin(make.session, found, words, reading, rows, actor=actor, now=make.now)
    staff_uploads.choose(make.session, upload, {0: Field.NAME, 1: Field.EMAIL}, {}, actor=actor)
    return found


def ids_of(staff_list: StaffList) -> dict[str, int]:
    """The arguments of addresses that name something of a staff list."""
    session = object_session(staff_list)
    assert session is not None
    number = staff_list.id
    employee = session.scalar(select(func.max(Employee.id)).where(Employee.list_id == number))
    change = session.scalar(select(func.max(StaffChange.id)).where(StaffChange.list_id == number))
    upload = session.scalar(select(func.max(StaffUpload.id)).where(StaffUpload.list_id == number))
    return {"list_id": number, "employee_id": employee or 0, "change_id": change or 0, "upload_id": upload or 0}


def enter(browser: Browser, session: Session, account: Account) -> Browser:
    """Give the browser a session of this account, as signing in would, without the time that the hash takes."""
    token = secrets.token_urlsafe(32)
    moment = datetime.now(UTC)
    held = BrowserSession(id_hash=hash_token(token), account_id=account.id, created_at=moment, seen_at=moment)
    held.data = {"confirmed": moment.isoformat(), "factor": "code" if account.has_second_factor else ""}
    session.add(held)
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
