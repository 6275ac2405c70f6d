"""Guessing: slowed where it comes from, a little over all networks, and never so that the office stays outside."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.models import Account
from eventapp.models.database import Database
from eventapp.services import accounts, guessing
from eventapp.services.guessing import Door
from tests.conftest import NOW
from tests.crowds import at_once
from tests.factories import Factories

OFFICE, HOME = "192.0.2.7", "198.51.100.23"


@pytest.fixture
def owner(session: Session, make: Factories) -> Account:
    """Whose password is guessed at."""
    account = make.account(make.organizer(), email="planung@example.org")
    session.flush()
    return account


def door_of(session: Session, account: Account, network: str) -> Door:
    return guessing.password_door(session, account.email, account, network)


def guess(session: Session, account: Account, times: int, *networks: str) -> None:
    """Wrong passwords from networks in turn, however long each has to wait."""
    for turn in range(times):
        door = door_of(session, account, networks[turn % len(networks)])
        later = NOW + timedelta(minutes=16) * (turn // len(networks) + 1)
        assert not guessing.attempt(session, door, now=later), turn


def test_S21_pauses_grow_and_have_an_end(session: Session) -> None:
    door, moment, pauses = Door("somebody|here"), NOW, []
    for _ in range(16):
        assert not guessing.attempt(session, door, now=moment)
        wait = guessing.attempt(session, door, now=moment)
        pauses.append(wait.total_seconds())
        moment += wait

    assert pauses[:3] == [0, 0, 30], "who does not have to wait has made a second attempt"
    assert pauses[3:6] == [60, 120, 240]
    assert pauses[-1] == guessing.LONGEST_PAUSE.total_seconds()
    assert guessing.attempt(session, door, now=NOW - timedelta(hours=2)) == guessing.LONGEST_PAUSE
    assert not guessing.attempt(session, door, now=moment + timedelta(days=2)), "a count that has rested is forgotten"
    assert guessing.failures(session, door) == 1


def test_S21_who_was_right_gets_her_attempt_back(session: Session) -> None:
    door = Door("somebody|here", "somebody|*")
    for _ in range(guessing.FREE * 2):
        assert not guessing.attempt(session, door, now=NOW)
        guessing.give_back(session, door, now=NOW)

    assert guessing.failures(session, door) == 0


def test_S21_a_stranger_slows_her_own_network_alone(session: Session, owner: Account) -> None:
    guess(session, owner, guessing.FREE * 2, "203.0.113.1")

    assert not guessing.attempt(session, door_of(session, owner, OFFICE), now=NOW + timedelta(hours=3))


def test_S21_very_many_strangers_slow_unknown_networks_a_little_and_familiar_ones_never(
    session: Session, owner: Account
) -> None:
    guessing.succeed(session, owner, OFFICE, now=NOW)
    for turn in range(guessing.MANY):
        door = door_of(session, owner, f"203.0.113.{turn}")
        assert not guessing.attempt(session, door, now=NOW)

    assert guessing.attempt(session, door_of(session, owner, HOME), now=NOW) == guessing.SHORT_PAUSE
    assert not guessing.attempt(session, door_of(session, owner, OFFICE), now=NOW)


def test_S21_what_one_account_is_familiar_with_says_nothing_of_others(
    session: Session, owner: Account, make: Factories
) -> None:
    guessing.succeed(session, make.account(make.organizer()), OFFICE, now=NOW)

    assert door_of(session, owner, OFFICE).everywhere
    assert guessing.password_door(session, "nobody@example.org", None, OFFICE).everywhere


def test_S21_a_success_forgives(session: Session, owner: Account) -> None:
    guess(session, owner, guessing.FREE, OFFICE)
    guessing.succeed(session, owner, OFFICE, now=NOW)

    assert guessing.failures(session, door_of(session, owner, OFFICE)) == 0


def wrong_codes(account: Account, wanted: int, *, now: datetime) -> None:
    """So many wrong codes, each after its pause."""
    for turn in range(wanted):
        assert not guessing.attempt_code(account, now=now + timedelta(minutes=16) * turn)


def test_S31_no_rest_makes_wrong_codes_be_forgotten(owner: Account) -> None:
    for month in range(guessing.MOST_CODES):
        assert not guessing.are_codes_closed(owner)
        wrong_codes(owner, 1, now=NOW + timedelta(days=31) * month)

    assert guessing.are_codes_closed(owner)


def test_S31_new_passwords_let_a_few_codes_more_be_tried_and_once_a_day_alone(session: Session, owner: Account) -> None:
    wrong_codes(owner, guessing.MOST_CODES, now=NOW)
    moment, tried = NOW + timedelta(hours=6), 0
    for turn in range(14):
        accounts.set_password(session, owner, f"elf-weiden-vor-dem-alten-tor-{turn}", now=moment)
        while not guessing.are_codes_closed(owner):
            wrong_codes(owner, 1, now=moment)
            moment += timedelta(minutes=16)
            tried += 1

    assert tried == guessing.FREE


def test_S31_a_new_password_forgets_no_wrong_code(session: Session, owner: Account) -> None:
    wrong_codes(owner, 4, now=NOW)

    accounts.set_password(session, owner, "elf-weiden-vor-dem-alten-tor", now=NOW)

    assert owner.wrong_codes == 4
    guessing.succeed(session, owner, OFFICE, now=NOW)
    assert owner.wrong_codes == 0


def test_who_signs_in_twice_at_once_comes_in_twice(migrated: Database) -> None:
    with migrated.writing() as session:
        account = Account(email=f"{uuid4()}@example.org", name="Kim Beispiel", created_at=NOW)
        session.add(account)
        session.flush()
        number = account.id

    def sign_in(session: Session) -> None:
        guessing.succeed(session, session.get_one(Account, number), HOME, now=NOW)
        time.sleep(0.2)

    try:
        assert at_once(migrated, sign_in, sign_in) == {"done": 2}
    finally:
        with migrated.writing() as session:
            session.execute(delete(Account).where(Account.id == number))
