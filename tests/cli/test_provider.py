"""What is set about a provider: contradictions are refused (R-34), and the doctor says what is wrong, no secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.providers import ADMINISTRATOR, Grant, granted, parse_roles
from tests.conftest import SECRET
from tests.web.provider import hostile

from .conftest import Terminal

RIGHT: dict[str, Any] = {
    "oidc_issuer": "https://id.example.org/realms/stadt",
    "oidc_client_id": "eventapp",
    "oidc_client_secret": "geheimnis",
    "oidc_roles": "it=administrator",
}


def checked(**changes: object) -> None:
    Settings(Path(), "sqlite://", "https://v.example.org", SECRET, **{**RIGHT, **changes}).check()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"oidc_issuer": ""}, "OIDC_ISSUER"),
        ({"oidc_client_id": ""}, "OIDC_CLIENT_ID"),
        ({"oidc_client_secret": ""}, "OIDC_CLIENT_SECRET"),
        ({"oidc_roles": ""}, "OIDC_ROLES"),
        ({**dict.fromkeys(RIGHT, ""), "oidc_name": "Stadtkonto"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "http://id.example.org"}, "https"),
        ({"oidc_issuer": "https://id.example.org/?a"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "https://["}, "OIDC_ISSUER"),
        ({"oidc_groups_claim": ""}, "OIDC_GROUPS_CLAIM"),
        ({"oidc_roles": "it"}, "OIDC_ROLES"),
        ({"oidc_roles": "it=boss"}, "OIDC_ROLES"),
        ({"oidc_roles": "it=office:boss"}, "OIDC_ROLES"),
        ({"oidc_roles": "it=office:multiplier"}, "OIDC_ROLES"),
        ({"oidc_roles": "it=office:planner:Jugendamt"}, "OIDC_ROLES"),
        ({"oidc_second_factor": "mfa"}, "OIDC_SECOND_FACTOR"),
    ],
)
def test_R34_settings_that_contradict_themselves_are_refused(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(UnsafeSettings, match=word) as refused:
        checked(**changes)

    assert "geheimnis" not in str(refused.value)


def test_R34_right_settings_are_taken() -> None:
    checked()
    checked(oidc_issuer="http://127.0.0.1:8080")


def test_groups_give_roles_together() -> None:
    roles = parse_roles("a=x:planner, a=x:needs, cn=b=x:multiplier:Jugendamt Mitte, it=administrator,")

    assert granted(["a"], roles) == {Grant("x", "planner"), Grant("x", "needs")}
    assert granted(["cn=b", "it", "z"], roles) == {Grant("x", "multiplier", "Jugendamt Mitte"), ADMINISTRATOR}
    assert granted([], roles) == frozenset()


def test_R34_the_doctor_looks_at_the_provider(office: Terminal) -> None:
    known = {"oidc_client_id": "eventapp", "oidc_client_secret": "geheimnis", "oidc_roles": "a=nowhere:planner"}
    with hostile.running() as liar:
        said = office.run("doctor", oidc_issuer=liar.issuer, **known)
        liar.published["issuer"] = "https://evil.example"
        lied = office.run("doctor", oidc_issuer=liar.issuer, **known)

    assert said.code == 1
    assert "names the organizer nowhere" in said.out
    assert "can't be used" not in said.out
    assert "geheimnis" not in said.everything
    assert "can't be used: it calls itself otherwise" in lied.out
