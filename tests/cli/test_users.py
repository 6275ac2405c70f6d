"""Accounts from the terminal."""

from __future__ import annotations

import re

from tests.cli.conftest import Terminal

LINK = re.compile(r"/sign-in/link/[\w-]{43}")


def test_an_account_is_added_linked_disabled_and_enabled(office: Terminal) -> None:
    added = office.run("user", "add", "Rika@Example.org", "--name", "Rika", "--organizer", "gleichstellungsstelle")
    linked = office.run("user", "link", "rika@example.org")
    disabled = office.run("user", "disable", "rika@example.org")
    refused = office.run("user", "link", "rika@example.org")
    listed = office.run("user", "list")
    enabled = office.run("user", "enable", "rika@example.org")

    assert [said.code for said in (added, linked, disabled, refused, listed, enabled)] == [0, 0, 0, 1, 0, 0]
    links = [LINK.findall(said.out) for said in (added, linked)]
    assert [len(found) for found in links] == [1, 1]
    assert links[0] != links[1]
    assert "is disabled" in refused.error
    assert listed.out.splitlines() == [
        "kim@example.org\tKim Muster\tgleichstellungsstelle\tadministrator",
        "rika@example.org\tRika\tgleichstellungsstelle\tdisabled",
    ]


def test_what_can_not_be_is_refused_in_a_sentence(office: Terminal) -> None:
    taken = office.run("user", "add", "KIM@example.org", "--name", "Kim")
    nobody = office.run("user", "link", "nobody@example.org")
    nowhere = office.run("user", "add", "a@example.org", "--name", "A", "--organizer", "nowhere")

    assert [said.code for said in (taken, nobody, nowhere)] == [1, 1, 1]
    assert "There is an account KIM@example.org already" in taken.error
    assert "There is no account nobody@example.org." in nobody.error
    assert "There is no organizer nowhere" in nowhere.error
    assert "a@example.org" not in office.run("user", "list").out


def test_roles_are_given_shown_and_taken_away(office: Terminal) -> None:
    where = ("--organizer", "gleichstellungsstelle")
    office.run(
        "user", "add", "mia@example.org", "--name", "Mia", *where, "--role", "multiplier", "--department", "Amt 5"
    )
    again = office.run("user", "grant", "mia@example.org", *where, "--role", "multiplier", "--department", " Amt  5")
    needs = office.run("user", "grant", "mia@example.org", *where, "--role", "needs")
    listed = office.run("user", "list").out.splitlines()[1]
    taken = office.run("user", "revoke", "mia@example.org", *where, "--role", "multiplier", "--department", "Amt 5")
    never = office.run("user", "revoke", "mia@example.org", *where)

    assert [said.code for said in (again, needs, taken, never)] == [0, 0, 0, 1]
    assert "already" in again.out
    assert listed == (
        "mia@example.org\tMia\tgleichstellungsstelle: multiplier of Amt 5, gleichstellungsstelle: needs\t"
    )
    assert office.run("user", "list").out.splitlines()[1] == "mia@example.org\tMia\tgleichstellungsstelle: needs\t"
    assert "This account has no such role." in never.error


def test_a_multiplier_needs_a_department_and_nobody_else_has_one(office: Terminal) -> None:
    where = ("--organizer", "gleichstellungsstelle")
    without = office.run("user", "add", "mia@example.org", "--name", "Mia", *where, "--role", "multiplier")
    planner = office.run("user", "grant", "kim@example.org", *where, "--department", "Amt 5")

    assert (without.code, planner.code) == (1, 1)
    assert "A multiplier needs a department" in without.error
    assert "Only multipliers" in planner.error
    assert "mia@example.org" not in office.run("user", "list").out


def test_who_ends_the_last_account_that_runs_the_installation_is_told(office: Terminal) -> None:
    said = office.run("user", "disable", "kim@example.org")

    assert (said.code, "Nobody runs the installation now" in said.out) == (0, True)
