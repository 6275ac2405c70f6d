"""Consents to photographs keep their past: what somebody had allowed on a day can be shown later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.erasures import Kind, Marks
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.texts import Language
from eventapp.models import AuditEntry, Event, Invitation, PhotoConsent
from eventapp.services import erasing, erasures, own_data, photos
from tests.conftest import NOW
from tests.factories import Factories
from tests.services.seats import TOKENS, invited

INTRANET, INTERNET, PRESS = PhotoChannel.INTRANET, PhotoChannel.INTERNET, PhotoChannel.PRESS
DAY = timedelta(days=1)


@pytest.fixture
def event(make: Factories) -> Event:
    return make.event()


@pytest.fixture
def kim(session: Session, event: Event) -> Invitation:
    return invited(session, event, "Kim")


def told(session: Session) -> list[tuple[list[str], datetime, datetime | None]]:
    rows = session.scalars(select(PhotoConsent).order_by(PhotoConsent.id))
    return [(row.channels, row.given_at, row.revoked_at) for row in rows]


def test_DP9_each_change_ends_the_consent_that_stood_and_begins_another(session: Session, kim: Invitation) -> None:
    photos.say(session, kim, [INTRANET, PRESS], now=NOW)
    photos.say(session, kim, [PRESS, INTRANET], now=NOW + DAY)  # the same
    photos.say(session, kim, [INTRANET], now=NOW + 2 * DAY)
    photos.say(session, kim, [], now=NOW + 3 * DAY)
    photos.say(session, kim, [], now=NOW + 4 * DAY)
    photos.say(session, kim, [INTRANET], now=NOW + 5 * DAY)

    assert told(session) == [
        (["intranet", "press"], NOW, NOW + 2 * DAY),
        (["intranet"], NOW + 2 * DAY, NOW + 3 * DAY),
        (["intranet"], NOW + 5 * DAY, None),
    ]
    assert photos.channels_of(photos.of(session, kim)) == (INTRANET,)
    assert [row.given_at for row in photos.history(session, kim)] == [NOW, NOW + 2 * DAY, NOW + 5 * DAY]


def test_DP9_what_she_takes_back_is_her_last_word(session: Session, kim: Invitation) -> None:
    photos.say(session, kim, [PRESS], now=NOW)
    photos.say(session, kim, [INTRANET], now=NOW + DAY)
    photos.say(session, kim, [], now=NOW + 2 * DAY)

    last = photos.of(session, kim)

    assert last is not None
    assert (last.channels, last.revoked_at) == (["intranet"], NOW + 2 * DAY)


def test_DP9_counts_and_lists_take_each_person_once(session: Session, event: Event, kim: Invitation) -> None:
    toni = invited(session, event, "Toni")
    photos.say(session, kim, [INTRANET, PRESS], now=NOW)
    photos.say(session, kim, [INTRANET], now=NOW + DAY)
    photos.say(session, toni, [PRESS], now=NOW)
    photos.say(session, toni, [], now=NOW + DAY)
    consents = photos.all_of(session, event)

    assert photos.counts(consents) == {INTRANET: 1, INTERNET: 0, PhotoChannel.PRINT: 0, PRESS: 0}
    assert [(one.last.name, one.last.channels, len(one.before)) for one in photos.by_person(consents)] == [
        ("Kim", ["intranet"], 1),
        ("Toni", ["press"], 0),
    ]


def test_DP9_the_past_holds_together_when_the_invitation_is_forgotten_and_two_of_one_name_stay_two(
    session: Session, event: Event, kim: Invitation
) -> None:
    other = invited(session, event, "Kim")
    photos.say(session, kim, [PRESS], now=NOW)
    photos.say(session, other, [INTERNET], now=NOW)
    photos.say(session, kim, [INTRANET], now=NOW + DAY)
    photos.say(session, kim, [PRESS], now=NOW + 2 * DAY)
    session.execute(delete(Invitation))
    session.expire_all()

    found = photos.by_person(photos.all_of(session, event))

    assert [(one.last.channels, [row.channels for row in one.before]) for one in found] == [
        (["internet"], []),
        (["press"], [["intranet"], ["press"]]),
    ]


def test_DP9_who_deletes_her_data_ends_the_consent_and_each_stays_as_proof(session: Session, kim: Invitation) -> None:
    photos.say(session, kim, [PRESS], now=NOW)
    photos.say(session, kim, [INTRANET], now=NOW + DAY)

    own_data.forget(session, kim, tokens=TOKENS, now=NOW + 2 * DAY)

    assert told(session) == [(["press"], NOW, NOW + DAY), (["intranet"], NOW + DAY, NOW + 2 * DAY)]


def test_DP9_when_pictures_are_used_no_more_what_nobody_took_back_is_deleted(
    session: Session, make: Factories, event: Event, kim: Invitation
) -> None:
    make.announced(event)
    toni = invited(session, event, "Toni")
    photos.say(session, kim, [PRESS], now=NOW)
    photos.say(session, kim, [INTRANET], now=NOW + DAY)
    photos.say(session, toni, [PRESS], now=NOW + DAY / 2)
    photos.say(session, toni, [], now=NOW + DAY)
    (earlier, _standing, _taken) = rows = session.scalars(select(PhotoConsent).order_by(PhotoConsent.id)).all()
    marks = Marks([erasures.unused(event.uid, row).marked(TOKENS, NOW + 2 * DAY) for row in rows[:2]], TOKENS)

    assert photos.end_use(session, event, actor=SYSTEM, now=NOW + 2 * DAY) == 1
    assert told(session) == [(["press"], NOW + DAY / 2, NOW + DAY)]
    assert photos.end_use(session, event, actor=SYSTEM, now=NOW + 3 * DAY) == 0
    session.commit()
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.act == "photo_consent.use_ended"))
    assert entry.details == {"people": 1}

    session.add(PhotoConsent(event_id=event.id, name="Kim", channels=["press"], given_at=earlier.given_at))
    session.flush()
    again = erasing.erase(session, marks, backed_up_at=NOW, tokens=TOKENS, now=NOW + 4 * DAY)
    assert again.counts == {Kind.UNUSED: 1}, "no backup brings them back, and none is said to be taken back"


def test_DP9_the_copy_says_until_when_she_can_change_it_and_who_does_it_then(
    session: Session, make: Factories, event: Event, kim: Invitation
) -> None:
    edition = make.announced(event)
    assert photos.how_to_change(session, kim, edition, Language.GERMAN) == ()
    photos.say(session, kim, [PRESS], now=NOW)

    ((_name, words),) = photos.how_to_change(session, kim, edition, Language.GERMAN)

    assert words.startswith("bis 11. Dezember 2027 auf Ihrer Seite, danach bei: ")
    assert edition.organizer.email in words
    kim.withdrawn_at = NOW
    assert str(photos.last_day(session, kim)) == "2027-11-18"
