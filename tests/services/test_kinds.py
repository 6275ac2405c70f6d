"""Kinds of assembly: shipped with their law, copied when edited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import Outdated
from eventapp.domain.people import KindDraft
from eventapp.domain.texts import LocalText
from eventapp.models import Kind
from eventapp.services import kinds
from tests.conftest import NOW
from tests.factories import Factories

SHIPPED = {
    "women-nrw", "women-federal", "women-hessen", "women-bw", "women-thueringen", "women-berlin",
    "staff-nrw", "staff-federal", "works", "inclusion", "youth", "information",
}  # fmt: skip
DRAFT = KindDraft(LocalText("Unsere Versammlung"))


def test_each_kind_says_what_it_rests_on_and_how_fresh_that_is(session: Session, make: Factories) -> None:
    rows = session.scalars(select(Kind).where(Kind.organizer_id.is_(None))).all()

    assert {row.code for row in rows} == SHIPPED
    assert all(row.name.de and row.basis and row.as_of and row.working_time.de for row in rows)
    assert {row.code for row in rows if not row.source} == {"information"}
    assert not any(row.is_recording_allowed for row in rows)


def test_installing_again_changes_nothing(session: Session) -> None:
    before = session.execute(select(Kind.id, Kind.revision).order_by(Kind.id)).all()

    kinds.install_shipped(session, now=NOW)

    assert session.execute(select(Kind.id, Kind.revision).order_by(Kind.id)).all() == before


def test_editing_a_shipped_kind_makes_a_copy_that_events_follow(session: Session, make: Factories) -> None:
    organizer, shipped = make.organizer(), make.kind()
    ours = make.event(organizer, kind_id=shipped.id)
    others = make.event(kind_id=shipped.id)

    own = kinds.change(session, shipped, organizer.id, DRAFT, revision=None, actor=SYSTEM, now=NOW)
    kinds.install_shipped(session, now=NOW)

    assert own is not shipped
    assert (ours.kind, others.kind) == (own, shipped)
    assert shipped.name.de == "Versammlung der weiblichen Beschäftigten"
    listed = kinds.all_of(session, organizer.id, actor=SYSTEM)
    assert own in listed
    assert shipped not in listed
    assert len(listed) == len(SHIPPED)


def test_editing_the_copy_makes_no_other(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    own = kinds.change(session, make.kind(), organizer.id, DRAFT, revision=None, actor=SYSTEM, now=NOW)

    again = kinds.change(
        session, own, organizer.id, replace(DRAFT, basis="Neu"), revision=own.revision, actor=SYSTEM, now=NOW
    )

    assert again is own
    assert session.scalar(select(func.count()).where(Kind.organizer_id == organizer.id)) == 1


def test_who_copies_what_was_copied_meanwhile_is_told(session: Session, make: Factories) -> None:
    organizer, shipped = make.organizer(), make.kind()
    kinds.change(session, shipped, organizer.id, DRAFT, revision=None, actor=SYSTEM, now=NOW)

    with pytest.raises(Outdated):
        kinds.change(session, shipped, organizer.id, DRAFT, revision=None, actor=SYSTEM, now=NOW)
