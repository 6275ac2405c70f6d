"""Legal pages, reported barriers and the film, as the services keep them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.adapters import videos
from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.pages import BarrierDraft, Conformity, Method, PageDraft, PageName, Statement
from eventapp.domain.texts import LocalText, forbidden_characters
from eventapp.models import AuditEntry, BarrierReport, Page, SignInFailure
from eventapp.services import barriers, films, flooding, pages, retention
from eventapp.services.flooding import Allowance
from tests.conftest import NOW
from tests.factories import Factories

WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04" + bytes(40)
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(range(256)) * 8
DAY = timedelta(days=1)


def test_a_page_is_the_shipped_one_until_the_office_writes_it(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    shown = pages.get(session, PageName.ACCESSIBILITY)
    wish = Statement(LocalText("Alles", "All"), Conformity.PARTIAL, method=Method.SELF, assessed_on=date(2026, 10, 1))

    pages.change(
        session,
        PageName.ACCESSIBILITY,
        PageDraft(LocalText("Neu"), wish),
        revision=shown.revision,
        actor=make.planner(organizer),
        now=NOW,
    )
    session.expire_all()

    stored = pages.get(session, PageName.ACCESSIBILITY)
    assert shown.is_shipped
    assert not stored.is_shipped
    assert (stored.body, stored.facts, stored.written_by) == (LocalText("Neu"), wish, "Kim Muster")


@pytest.mark.parametrize("name", PageName)
def test_shipped_texts_are_there_in_both_languages_and_clean(name: PageName) -> None:
    body = pages.shipped(name).body

    assert body.de or body.easy
    assert body.en
    assert forbidden_characters(body.de + body.en + body.easy) == []
    assert "certified" not in body.en.casefold()
    assert "zertifiziert" not in body.de.casefold()


def test_two_who_write_the_first_own_page_do_not_overwrite_each_other(session: Session, make: Factories) -> None:
    actor = make.planner(make.organizer())
    draft = PageDraft(LocalText("Eins"), pages.shipped(PageName.IMPRINT).facts)
    pages.change(session, PageName.IMPRINT, draft, revision=0, actor=actor, now=NOW)

    with pytest.raises(Outdated):
        pages.change(session, PageName.IMPRINT, draft, revision=0, actor=actor, now=NOW)


def test_S35_the_first_office_and_who_runs_the_installation_write_the_pages(session: Session, make: Factories) -> None:
    first, other = make.organizer(), make.organizer()
    draft = PageDraft(LocalText("Eins"), pages.shipped(PageName.IMPRINT).facts)
    administrator = Actor("Ada", account_id=7, is_administrator=True)

    assert pages.may_edit(session, make.planner(first))
    assert pages.may_edit(session, administrator)
    assert not pages.may_edit(session, make.planner(other))
    with pytest.raises(NotFound):
        pages.change(session, PageName.IMPRINT, draft, revision=0, actor=make.planner(other), now=NOW)
    assert session.scalar(select(func.count()).select_from(Page)) == 0


def test_a_statement_without_a_contact_names_the_first_office(session: Session, make: Factories) -> None:
    assert pages.report_address(session) == ""
    make.organizer(email="erste@example.org", phone="0201 88-0")

    found = pages.statement(session)

    assert (found.contact_name, found.contact_email, found.contact_phone) == (
        "Kim Muster",
        "erste@example.org",
        "0201 88-0",
    )
    assert pages.report_address(session) == "erste@example.org"


def test_S57_an_allowance_is_used_up_and_comes_back(session: Session) -> None:
    three = Allowance(3, timedelta(minutes=5))

    waits = [flooding.take(session, "x", three, now=NOW) for _ in range(4)]

    assert waits == [timedelta()] * 3 + [timedelta(minutes=5)]
    assert flooding.take(session, "y", three, now=NOW) == timedelta()
    later = NOW + timedelta(minutes=5)
    assert flooding.take(session, "x", three, now=later) == timedelta()
    assert flooding.take(session, "x", three, now=later) == timedelta(minutes=5)
    assert flooding.take(session, "x", three, now=NOW + DAY) == timedelta()


def test_S57_nothing_of_a_network_is_stored_but_a_hash_and_not_for_long(session: Session) -> None:
    flooding.take(session, "barrier|192.0.2.1", Allowance(3, timedelta(minutes=5)), now=NOW)
    assert not [row for row in session.scalars(select(SignInFailure)) if "192" in row.email_hash[:12]]

    retention.forget_installation(session, now=NOW + 3 * DAY)

    assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0


def flood(session: Session, network: str, count: int, provider: str = "") -> int:
    """How many of ``count`` reports were taken in."""
    for taken in range(count):
        try:
            barriers.report(session, BarrierDraft("x"), network=network, provider=provider or network, now=NOW)
        except RuleBroken as error:
            assert error.code == "barriers.too_many"  # noqa: PT017
            return taken
    return count


def test_S57_reports_are_bounded_for_each_network_and_for_who_has_thousands(session: Session) -> None:
    assert flood(session, "192.0.2.1", 40) == barriers.PER_NETWORK.at_once
    assert flood(session, "192.0.2.2", 5) == 5
    theirs = [flood(session, f"2001:db8:0:{n}::/64", 40, "2001:db8::/48") for n in range(5)]
    assert sum(theirs) == barriers.PER_PROVIDER.at_once
    assert flood(session, "2001:db8:1:1::/64", 5, "2001:db8:1::/48") == 5


def test_S57_reports_are_bounded_in_total(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barriers, "IN_TOTAL", Allowance(50, timedelta(seconds=30)))

    assert sum(flood(session, f"198.51.100.{n}", 20) for n in range(5)) == 50
    assert session.scalar(select(func.count()).select_from(BarrierReport)) == 50


def test_reports_are_deleted_a_year_after_they_were_done(session: Session, make: Factories) -> None:
    actor = make.planner(make.organizer())
    rows = [barriers.report(session, BarrierDraft(f"Nummer {n}"), network="", provider="", now=NOW) for n in range(3)]
    barriers.mark_done(session, rows[0].id, actor=actor, now=NOW)
    barriers.mark_done(session, rows[1].id, actor=actor, now=NOW + DAY)

    gone = barriers.forget(session, before=NOW + DAY)

    assert gone == 1
    assert [row.message for row in (*barriers.waiting(session), *barriers.done(session))] == ["Nummer 2", "Nummer 1"]


def test_a_flood_of_reports_is_shown_page_by_page_and_done_together(session: Session, make: Factories) -> None:
    actor = make.planner(make.organizer())
    session.add_all(BarrierReport(created_at=NOW, message="x") for _ in range(barriers.MOST_SHOWN + 3))
    session.flush()
    first, second = barriers.waiting(session), barriers.waiting(session, page=2)
    assert (len(first), len(second)) == (barriers.MOST_SHOWN, 3)

    assert barriers.mark_done(session, *(row.id for row in first), actor=actor, now=NOW) == barriers.MOST_SHOWN

    assert list(barriers.waiting(session)) == list(second)
    assert barriers.mark_done(session, first[0].id, actor=actor, now=NOW) == 0


def test_S35_a_report_is_done_by_those_who_write_the_pages_alone(session: Session, make: Factories) -> None:
    make.organizer()
    row = barriers.report(session, BarrierDraft("x"), network="", provider="", now=NOW)

    with pytest.raises(NotFound):
        barriers.mark_done(session, row.id, actor=make.planner(make.organizer()), now=NOW)
    with pytest.raises(NotFound):
        barriers.mark_done(session, row.id + 1, actor=SYSTEM, now=NOW)
    assert row.done_at is None


def test_S59_what_was_done_with_a_report_is_noted_without_its_words(session: Session, make: Factories) -> None:
    actor = make.planner(make.organizer())
    row = barriers.report(session, BarrierDraft("Geheim", contact="kim@example.org"), network="", provider="", now=NOW)
    barriers.mark_done(session, row.id, actor=actor, now=NOW)
    assert (barriers.reopen(session, row.id, actor=actor, now=NOW), row.done_at) == (1, None)
    assert barriers.reopen(session, row.id, actor=actor, now=NOW) == 0
    session.commit()

    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.thing_kind == "barrier_report").order_by(AuditEntry.id)
    ).all()

    assert [(one.act, one.thing_id, one.details) for one in noted] == [
        ("barrier_report.done", row.id, {}),
        ("barrier_report.enabled", row.id, {}),
    ]


@pytest.mark.parametrize(
    ("contact", "can_be_answered"),
    [
        ("kim@example.org", True),
        ("Kim Muster <kim@example.org>", True),
        ("+49 (0)201 88-0", True),
        ("Kim, Tel. 88123", True),
        ("", False),
        ("Kim aus Zimmer 4.12", False),
        ("kim@rathaus", False),
        ("1 2 3 Straße 4 5", False),
    ],
)
def test_a_contact_is_of_use_where_an_address_or_a_number_stands_in_it(contact: str, can_be_answered: bool) -> None:
    assert BarrierDraft("x", contact=contact).can_be_answered is can_be_answered


def test_there_is_one_film_and_it_is_read_in_parts(session: Session, make: Factories) -> None:
    actor = make.planner(make.organizer())
    films.store(session, WEBM, videos.WEBM, actor=actor, now=NOW)
    video = films.store(session, MP4, videos.MP4, actor=actor, now=NOW)
    session.expire_all()

    assert films.size(session, video) == len(MP4)
    assert films.part(session, video.digest, 100, 50) == MP4[100:150]
    assert films.part(session, video.digest, len(MP4), 5) == b""
    films.remove(session, actor=actor, now=NOW)
    assert films.current(session) is None
    with pytest.raises(NotFound):
        films.remove(session, actor=actor, now=NOW)


def test_S19_a_film_is_told_by_its_first_bytes() -> None:
    assert videos.media_type(MP4) == "video/mp4"
    assert videos.media_type(WEBM) == "video/webm"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"\x00\x00\x00\x20ftypheic" + bytes(40),
        WEBM.replace(b"webm", b"mkv "),
        b"%PDF-1.7",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_S19_what_is_no_film_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidValue, match=r"films\.unreadable"):
        videos.media_type(content)


def test_S15_a_film_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"films\.too_large"):
        videos.media_type(MP4 + bytes(videos.MOST_BYTES))
