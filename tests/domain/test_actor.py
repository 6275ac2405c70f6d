"""Who acts, and for whom."""

from __future__ import annotations

from eventapp.domain.actor import NOBODY, SYSTEM, Actor, Role


def test_a_planner_plans_for_her_organizers_alone() -> None:
    planner = Actor("Kim Muster", 7, frozenset({(1, Role.PLANNER), (2, Role.PLANNER)}))

    assert [planner.plans_for(organizer_id) for organizer_id in (1, 2, 3)] == [True, True, False]
    assert planner.organizer_ids == {1, 2}
    assert planner.is_known


def test_an_administrator_plans_for_nobody_by_that_alone() -> None:
    administrator = Actor("Ada Admin", 8, is_administrator=True)

    assert not administrator.plans_for(1)
    assert administrator.organizer_ids == frozenset()


def test_nobody_may_nothing_and_the_system_may_plan() -> None:
    assert not NOBODY.is_known
    assert not NOBODY.plans_for(1)
    assert SYSTEM.is_known
    assert SYSTEM.plans_for(1)
