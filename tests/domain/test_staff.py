"""What a new file changes in a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.staff import EmployeeDraft, Known, difference, differing

KIM = EmployeeDraft("Kim Muster", "kim@example.org", department="Amt 1")
TONI = EmployeeDraft("Toni Muster", department="Amt 2", post="Haus A\nZimmer 3")


def known(*drafts: EmployeeDraft) -> list[Known]:
    return [Known(number, draft.identity, draft) for number, draft in enumerate(drafts, 1)]


def test_the_same_file_changes_nothing() -> None:
    found = difference(known(KIM, TONI), [TONI, KIM])

    assert (found.is_empty, found.same) == (True, 2)


def test_new_changed_and_gone_are_told_apart() -> None:
    robin = EmployeeDraft("Robin Muster", "robin@example.org")
    moved = EmployeeDraft("Kim Muster", "KIM@example.org", department="Amt 9")

    found = difference(known(KIM, TONI), [moved, robin])

    assert (found.new, [(old.draft, new) for old, new in found.changed]) == ([robin], [(KIM, moved)])
    assert [one.draft for one in found.gone] == [TONI]
    assert differing(KIM, moved) == [("email", "kim@example.org", "KIM@example.org"), ("department", "Amt 1", "Amt 9")]


def test_a_new_address_is_a_change_of_the_same_person() -> None:
    with_mailbox = EmployeeDraft("Toni Muster", "toni@example.org", department="Amt 2")

    found = difference(known(KIM, TONI), [KIM, with_mailbox])

    assert ([(old.draft, new) for old, new in found.changed], found.new, found.gone) == ([(TONI, with_mailbox)], [], [])


def test_two_of_the_same_name_are_not_taken_for_each_other() -> None:
    before = [EmployeeDraft("Kim Muster", f"kim{n}@example.org") for n in range(2)]
    after = [EmployeeDraft("Kim Muster", f"muster{n}@example.org") for n in range(2)]

    found = difference(known(*before), after)

    assert (len(found.new), len(found.changed), len(found.gone)) == (2, 0, 2)


def test_a_file_that_misses_more_than_a_fifth_may_be_the_wrong_one() -> None:
    people = [EmployeeDraft(f"Kim {n}", f"kim{n}@example.org") for n in range(10)]

    assert not difference(known(*people), people[2:]).loses_many
    assert difference(known(*people), people[3:]).loses_many


_PEOPLE = st.lists(
    st.builds(EmployeeDraft, st.sampled_from(["Kim", "Toni"]), st.sampled_from(["", "a@b.de", "c@d.de"]),
              department=st.sampled_from(["", "1", "2"])),
    unique_by=lambda draft: draft.identity,
)  # fmt: skip


@given(_PEOPLE, _PEOPLE)
def test_a_difference_leads_from_one_to_the_other(before: list[EmployeeDraft], after: list[EmployeeDraft]) -> None:
    found = difference(known(*before), after)

    left = {one.identity: one.draft for one in known(*before)}
    for gone in found.gone:
        del left[gone.identity]
    for old, _new in found.changed:
        del left[old.identity]
    reached = [*left.values(), *(new for _old, new in found.changed), *found.new]
    assert sorted(map(repr, reached)) == sorted(map(repr, after))
