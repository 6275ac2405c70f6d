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
    assert "accounts.email_taken" in taken.error
    assert "There is no account nobody@example.org." in nobody.error
    assert "organizers.unknown; slug: nowhere" in nowhere.error
    assert "a@example.org" not in office.run("user", "list").out
