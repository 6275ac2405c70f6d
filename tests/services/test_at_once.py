"""Two who press at once: keys, links and invitations end in one state, and nobody meets an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.tokens import Tokens
from eventapp.models import AnnouncedEdition, Event, FeedKey, Invitation, Organizer, Publication, Speaker, SpeakerLink
from eventapp.models.database import Database
from eventapp.services import appearances, feeds, invitations
from tests.conftest import NOW, SECRET
from tests.crowds import at_once
from tests.factories import Factories

TOKENS = Tokens((SECRET,))


@contextmanager
def stored(database: Database) -> Iterator[dict[str, int]]:
    """An organizer with a speaker and somebody invited, committed, and removed in the end."""
    with database.writing() as session:
        make = Factories(session, NOW)
        organizer = make.organizer()
        speaker, event = make.speaker(organizer), make.event(organizer)
        make.announced(event)
        draft = InviteeDraft("Kim Beispiel", "kim@example.org")
        one = invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
        ids = {"organizer": organizer.id, "speaker": speaker.id, "invitation": one.id, "event": event.id}
    yield ids
    with database.writing() as session:
        session.execute(delete(Organizer).where(Organizer.id == ids["organizer"]))
        session.execute(delete(Publication))


def test_two_new_keys_at_once_leave_one(migrated: Database) -> None:
    def renew(session: Session) -> None:
        organizer = session.get_one(Organizer, ids["organizer"])
        feeds.renew(session, organizer, tokens=TOKENS, actor=SYSTEM, now=NOW)

    with stored(migrated) as ids:
        assert at_once(migrated, renew, renew, renew) == {"done": 3}
        with migrated.reading() as session:
            assert session.scalar(select(func.count()).select_from(FeedKey)) == 1


def test_two_new_links_at_once_leave_one(migrated: Database) -> None:
    def renew(session: Session) -> None:
        speaker = session.get_one(Speaker, ids["speaker"])
        appearances.renew_link(session, speaker, tokens=TOKENS, actor=SYSTEM, now=NOW)

    with stored(migrated) as ids:
        assert at_once(migrated, renew, renew, renew) == {"done": 3}
        with migrated.reading() as session:
            assert session.scalar(select(func.count()).select_from(SpeakerLink)) == 1


def test_nobody_who_was_just_sent_something_is_forgotten(migrated: Database) -> None:
    def send(session: Session) -> None:
        one = find(session)
        edition = invitations.current_edition(session, one)
        invitations.note_sent(session, one, invitations.message(one, edition, Links(""), now=NOW))

    def forget(session: Session) -> None:
        invitations.remove(session, find(session), actor=SYSTEM, now=NOW)

    def find(session: Session) -> Invitation:
        event = session.get_one(Event, ids["event"])
        return invitations.get(session, event, ids["invitation"])

    for _ in range(5):
        with stored(migrated) as ids:
            ends = at_once(migrated, send, forget)
            with migrated.reading() as session:
                left = session.scalar(select(func.count()).select_from(Invitation))
                assert session.scalar(select(func.count()).select_from(AnnouncedEdition)) == 1
        assert (ends, left) in [
            ({"done": 1, "invitations.sent": 1}, 1),
            ({"done": 1, "invitations.unknown": 1}, 0),
        ], (ends, left)
