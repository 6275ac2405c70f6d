"""Staff lists: a file is taken over as a whole, can be undone until it is used, and tells whom one can write to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import InvalidValue, NotAllowed, NotFound, Outdated, RuleBroken
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.mailings import Audience, Reach
from eventapp.domain.staff import EmployeeDraft, Field
from eventapp.domain.tokens import Tokens
from eventapp.models import Employee, Organizer, StaffChange, StaffList, StaffUpload
from eventapp.services import demo_staff, invitations, staff, staff_changes, staff_uploads
from tests.conftest import NOW, SECRET
from tests.factories import Factories

KIM = EmployeeDraft("Kim Muster", "kim@example.org", department="Amt 1", site="Rathaus")
TONI = EmployeeDraft("Toni Muster", department="Amt 2", post="Haus A\nZimmer 3")
ROBIN = EmployeeDraft("Robin Muster", "robin@example.org", department="Amt 1")
READING = {"header": 0, "headings": ["Name", "Geburtsdatum", "E-Mail"]}
ROWS = [["Name", "Geburtsdatum", "E-Mail"], ["Kim Muster", "1.1.1970", "kim@example.org"]]


@pytest.fixture
def organizer(make: Factories) -> Organizer:
    return make.organizer()


@pytest.fixture
def core(session: Session, organizer: Organizer) -> StaffList:
    return staff.create(session, organizer.id, "Kernverwaltung", actor=SYSTEM, now=NOW)


def taken(
    session: Session, make: Factories, core: StaffList, *drafts: EmployeeDraft, hours: int = 0
) -> StaffChange | None:
    """Take a file with these people over."""
    moment = make.now + timedelta(hours=hours)
    upload = staff_uploads.begin(session, core, "liste.csv", READING, ROWS, actor=SYSTEM, now=moment)
    return staff_changes.take(session, upload, drafts, seal=None, keeps_missing=False, actor=SYSTEM, now=moment)


def drafts_of(session: Session, core: StaffList) -> list[EmployeeDraft]:
    return [one.draft for one in staff_changes.known(session, core)]


def test_a_file_is_taken_over_as_a_difference(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, KIM, TONI)
    (kim,) = session.scalars(select(Employee).where(Employee.name == "Kim Muster"))
    moved = EmployeeDraft("Kim Muster", "kim@example.org", department="Amt 9")

    change = taken(session, make, core, moved, ROBIN, hours=1)

    assert change is not None
    assert (change.added, change.changed, change.gone) == (1, 1, 1)
    assert drafts_of(session, core) == [moved, ROBIN]
    assert session.get_one(Employee, kim.id).department == "Amt 9"
    assert session.scalars(select(StaffUpload)).all() == []


def test_R26_the_same_file_twice_changes_nothing(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, KIM, TONI)

    assert taken(session, make, core, TONI, KIM, hours=1) is None
    assert len(staff_changes.history(session, core)) == 1


def test_R25_a_take_over_that_fails_leaves_nothing_half(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, KIM)
    session.commit()
    people = [EmployeeDraft(f"Kim {n}", f"kim{n}@example.org") for n in range(1_000)]
    people[900] = EmployeeDraft("Kim 900", "kim900@example.org", salutation="refused")

    with pytest.raises(IntegrityError), session.begin_nested():
        taken(session, make, core, *people, hours=1)

    session.expire_all()
    assert drafts_of(session, core) == [KIM]
    assert len(staff_changes.history(session, core)) == 1


def test_a_list_that_changed_since_it_was_shown_is_not_overwritten(
    session: Session, make: Factories, core: StaffList
) -> None:
    upload = staff_uploads.begin(session, core, "liste.csv", READING, ROWS, actor=SYSTEM, now=make.now)
    seen = staff_changes.compare(session, core, [KIM]).seal
    staff_changes.add_person(session, core, ROBIN, actor=SYSTEM, now=make.now)

    with pytest.raises(Outdated, match=r"staff\.changed_meanwhile"):
        staff_changes.take(session, upload, [KIM], seal=seen, keeps_missing=False, actor=SYSTEM, now=make.now)

    assert drafts_of(session, core) == [ROBIN]


def test_people_missing_in_the_file_may_stay(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, KIM)
    upload = staff_uploads.begin(session, core, "neu.csv", READING, ROWS, actor=SYSTEM, now=make.now)

    staff_changes.take(session, upload, [ROBIN], seal=None, keeps_missing=True, actor=SYSTEM, now=make.now)

    assert drafts_of(session, core) == [KIM, ROBIN]


def test_a_take_over_is_undone_with_the_same_numbers(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, KIM, TONI)
    before = staff_changes.known(session, core)
    change = taken(
        session, make, core, EmployeeDraft("Kim Muster", "neu@example.org", department="Amt 1"), ROBIN, hours=1
    )
    assert change is not None

    staff_changes.undo(session, change, actor=SYSTEM, now=make.now)

    assert sorted(staff_changes.known(session, core), key=lambda one: one.id) == before
    assert (change.before, staff_changes.can_undo(session, change)) == (None, False)


def test_what_was_used_or_changed_again_can_not_be_undone(
    session: Session, make: Factories, core: StaffList, organizer: Organizer
) -> None:
    first = taken(session, make, core, KIM)
    second = taken(session, make, core, KIM, ROBIN, hours=1)
    assert first is not None
    assert second is not None
    assert [staff_changes.can_undo(session, one) for one in (first, second)] == [False, True]

    (kim,) = session.scalars(select(Employee).where(Employee.name == "Kim Muster"))
    later, draft = make.now + timedelta(hours=2), InviteeDraft(kim.name, kim.email)
    made = invitations.invite(session, make.event(organizer), draft, tokens=Tokens((SECRET,)), actor=SYSTEM, now=later)
    made.employee_id = kim.id
    session.flush()

    with pytest.raises(RuleBroken, match=r"staff\.used"):
        staff_changes.undo(session, second, actor=SYSTEM, now=later)
    staff.sweep(session, now=later)
    session.expire_all()
    assert second.before is None


def test_an_undone_change_gives_invitations_their_people_back(
    session: Session, make: Factories, core: StaffList, organizer: Organizer
) -> None:
    taken(session, make, core, KIM)
    (kim,) = session.scalars(select(Employee))
    made = invitations.invite(
        session,
        make.event(organizer),
        InviteeDraft(kim.name, kim.email),
        tokens=Tokens((SECRET,)),
        actor=SYSTEM,
        now=make.now,
    )
    made.employee_id, number = kim.id, kim.id
    change = taken(session, make, core, ROBIN, hours=1)
    assert change is not None

    staff_changes.undo(session, change, actor=SYSTEM, now=make.now)

    session.refresh(made)
    assert made.employee_id == number


def test_columns_that_are_not_needed_are_gone_once_columns_are_chosen(
    session: Session, make: Factories, core: StaffList
) -> None:
    upload = staff_uploads.begin(session, core, "liste.csv", READING, ROWS, actor=SYSTEM, now=make.now)

    staff_uploads.choose(session, upload, {0: Field.NAME, 2: Field.EMAIL}, {"name": "Name"}, actor=SYSTEM)

    assert staff_uploads.rows_of(upload) == [["Name", "E-Mail"], ["Kim Muster", "kim@example.org"]]
    assert (upload.reading["dropped"], core.mapping) == (["Geburtsdatum"], {"name": "Name"})
    with pytest.raises(RuleBroken, match=r"staff\.columns_chosen"):
        staff_uploads.choose(session, upload, {0: Field.NAME, 1: Field.EMAIL}, {}, actor=SYSTEM)


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({0: Field.EMAIL}, "no_name_column"),
        ({0: Field.NAME}, "no_way_column"),
        ({0: Field.NAME, 1: Field.EMAIL, 2: Field.EMAIL}, "column_twice"),
    ],
)
def test_columns_must_name_people_and_a_way_to_them(chosen: dict[int, Field], code: str) -> None:
    with pytest.raises(InvalidValue, match=rf"staff\.{code}"):
        staff_uploads.check(chosen)


def test_files_that_nobody_takes_over_are_thrown_away_after_a_day(
    session: Session, make: Factories, core: StaffList
) -> None:
    staff_uploads.begin(session, core, "liste.csv", READING, ROWS, actor=SYSTEM, now=make.now)

    assert staff.sweep(session, now=make.now + timedelta(hours=23)) == 0
    assert staff.sweep(session, now=make.now + timedelta(hours=25)) == 1


def test_segments_count_and_people_agree(
    session: Session, make: Factories, core: StaffList, organizer: Organizer
) -> None:
    company = staff.create(session, organizer.id, "Stadtwerke", actor=SYSTEM, now=NOW)
    taken(session, make, core, KIM, TONI)
    taken(session, make, company, KIM, ROBIN)

    found = staff.segments(session, organizer.id)

    assert found.lists == [(core.id, "Kernverwaltung", 2), (company.id, "Stadtwerke", 2)]
    assert (found.departments, found.sites) == ([("Amt 1", 3), ("Amt 2", 1)], [("Rathaus", 2)])
    assert (found.with_mailbox, found.without) == (3, 1)
    for audience, count in (
        (Audience(), 3),
        (Audience(lists=(core.id,)), 2),
        (Audience(departments=("Amt 1",)), 2),
        (Audience(sites=("Rathaus",), reach=Reach.MAIL), 1),
        (Audience(reach=Reach.LETTER), 1),
    ):
        assert len({one.identity for one in staff.people(session, organizer.id, audience)}) == count


def test_people_are_entered_changed_and_taken_off_by_hand(session: Session, make: Factories, core: StaffList) -> None:
    staff_changes.add_person(session, core, KIM, actor=SYSTEM, now=make.now)
    with pytest.raises(InvalidValue, match=r"staff\.twice"):
        staff_changes.add_person(session, core, EmployeeDraft("Kim", "KIM@example.org"), actor=SYSTEM, now=make.now)
    (kim,) = session.scalars(select(Employee))

    staff_changes.change_person(session, kim, ROBIN, actor=SYSTEM, now=make.now)
    assert drafts_of(session, core) == [ROBIN]
    staff_changes.remove_person(session, kim, actor=SYSTEM, now=make.now)

    assert drafts_of(session, core) == []
    assert [change.file_name for change in staff_changes.history(session, core)] == ["", "", ""]


def test_S33_lists_people_and_files_are_looked_up_through_their_owner(
    session: Session, make: Factories, core: StaffList
) -> None:
    taken(session, make, core, KIM)
    (kim,) = session.scalars(select(Employee))
    other = make.organizer()
    theirs = staff.create(session, other.id, "Andere", actor=SYSTEM, now=NOW)

    with pytest.raises(NotFound):
        staff.get(session, other.id, core.id, actor=make.planner(other))
    with pytest.raises(NotFound):
        staff.person(session, theirs, kim.id)
    with pytest.raises(NotAllowed):
        staff.create(session, core.organizer_id, "Fremd", actor=make.planner(other), now=NOW)


def test_names_of_lists_are_unique(session: Session, core: StaffList) -> None:
    with pytest.raises(InvalidValue, match=r"staff\.list_name_taken"):
        staff.create(session, core.organizer_id, " KERNVERWALTUNG ", actor=SYSTEM, now=NOW)


def test_the_search_finds_names_with_umlauts(session: Session, make: Factories, core: StaffList) -> None:
    taken(session, make, core, EmployeeDraft("Änne Groß", "a@example.org"), KIM)

    assert [one.name for one in staff.search(session, core, "änne").people] == ["Änne Groß"]
    assert staff.search(session, core, "100%").found == 0


def test_the_invented_list_has_everything_to_try_out(session: Session, make: Factories, organizer: Organizer) -> None:
    made = demo_staff.fill(session, organizer, now=make.now, count=60)

    found = staff.segments(session, organizer.id)
    assert (found.all, found.without, len(found.departments), len(found.sites)) == (60, 12, 12, 5)
    assert "erfunden" in made.name
    assert all(
        one.email.endswith("@example.org") for one in staff.people(session, organizer.id, Audience()) if one.email
    )
