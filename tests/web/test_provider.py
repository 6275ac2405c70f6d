"""Signing in through a provider that is real, and one that lies in every way that a standard warns of (S-30)."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from joserfc.jwk import Key
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import erased
from eventapp.adapters.passkeys import Party, creation_options, made
from eventapp.config import Settings
from eventapp.domain.erasures import Kind
from eventapp.models import Account, AuditEntry, BrowserSession, Organizer
from eventapp.services import passkeys
from eventapp.services.passkeys import handle_of
from tests.conftest import SECRET, URL
from tests.factories import PASSWORD, Factories
from tests.pages import Browser
from tests.web.authenticator import Device
from tests.web.provider import hostile, real
from tests.web.provider.hostile import Hostile
from tests.web.provider.real import Person
from tests.web.world import another, enter

pytestmark = pytest.mark.one_database

BACK = "/sign-in/provider/back"
ROLES = "planners=frauenbuero:planner, deputies=frauenbuero:needs, it=administrator"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real.running(URL + BACK) as issuer:
        yield issuer


@pytest.fixture
def person(issuer: str) -> Iterator[Person]:
    with real.person(issuer) as found:
        yield found


@pytest.fixture
def liar() -> Iterator[Hostile]:
    with hostile.running() as found:
        yield found


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings that trust the provider that the test asks for."""
    names = request.fixturenames
    issuer = request.getfixturevalue("liar").issuer if "liar" in names else request.getfixturevalue("issuer")
    return Settings(
        tmp_path,
        "sqlite://",
        URL,
        SECRET,
        second_factor="offered",
        oidc_issuer=issuer,
        oidc_client_id="eventapp",
        oidc_client_secret=real.SECRET,
        oidc_name="Stadtkonto",
        oidc_roles=ROLES,
    )


@pytest.fixture
def office(make: Factories, session: Session) -> Organizer:
    found = make.organizer(slug="frauenbuero")
    session.commit()
    return found


def begun(browser: Browser, path: str = "/sign-in/provider", target: str = "") -> str:
    """The address at the provider that a button leads to."""
    page = browser.post(path, {"next": target}, expect=200).text
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def come(browser: Browser, person: Person, expect: int = 303, path: str = "/sign-in/provider") -> str:
    """Go to the real provider and back: the page, or where it leads."""
    answer = browser.get(person.goes(begun(browser, path), URL), expect=expect)
    return answer.location or answer.text


def is_in(browser: Browser) -> bool:
    return browser.open("/planning/").status_code == 200


def account_of(session: Session, subject: str) -> Account | None:
    session.expire_all()
    return session.scalar(select(Account).where(Account.subject == subject))


ROBIN = {"email": "robin@example.org", "name": "Robin Beispiel"}


# A real provider


def test_S30_somebody_of_a_group_comes_in_with_its_roles(
    browser: Browser, session: Session, office: Organizer, person: Person
) -> None:
    person.is_("7", **ROBIN, groups=["planners", "it", "choir"])
    browser.get("/sign-in")

    assert come(browser, person) == "/planning/"

    assert is_in(browser)
    robin = account_of(session, "7")
    assert robin is not None
    assert (robin.email, robin.name, robin.password_hash) == ("robin@example.org", "Robin Beispiel", None)
    assert robin.is_administrator
    assert [(held.organizer_id, held.role) for held in robin.memberships] == [(office.id, "planner")]
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts[-5:] == [
        "account.added", "account.linked", "account.role_given", "account.administration_given", "account.signed_in",
    ]  # fmt: skip


def test_S30_roles_follow_the_groups_at_each_sign_in(
    app: Flask, browser: Browser, session: Session, office: Organizer, make: Factories, person: Person
) -> None:
    make.account(is_administrator=True)
    person.is_("8", **ROBIN, groups=["planners", "it"])
    come(browser, person)
    other = another(app, session)

    person.is_("8", **{**ROBIN, "name": "Robin Anders"}, groups=["deputies"])
    come(other, person)

    robin = account_of(session, "8")
    assert robin is not None
    assert (robin.name, robin.is_administrator) == ("Robin Anders", False)
    assert [held.role for held in robin.memberships] == ["needs"]
    marks, _unread = erased.read(app.extensions["eventapp.settings"].instance / erased.NAME)
    assert [one.kind for one in marks] == [Kind.ROLE, Kind.ROLE], "no backup gives back what a group took away"
    person.is_("8", **ROBIN, groups=["choir"])
    assert "gehört zu keiner Gruppe" in come(another(app, session), person, expect=403)
    assert not is_in(other)
    assert account_of(session, "8") is not None
    assert robin.memberships == []


def test_S30_without_a_group_there_is_no_account(
    browser: Browser, session: Session, office: Organizer, person: Person
) -> None:
    person.is_("9", **ROBIN, groups=["choir"])

    assert "Ihr Konto bei Stadtkonto gehört zu keiner Gruppe" in come(browser, person, expect=403)

    assert not is_in(browser)
    assert account_of(session, "9") is None


def test_S30_an_address_links_nobody_to_an_account(
    browser: Browser, session: Session, office: Organizer, make: Factories, person: Person
) -> None:
    owner = make.account(office)
    person.is_("10", email=owner.email.upper(), name="Robin", groups=["planners"])

    assert "schon ein Konto mit Kennwort" in come(browser, person, expect=403)

    session.refresh(owner)
    assert owner.subject is None
    assert not is_in(browser)


def test_S30_an_account_is_linked_by_who_is_signed_in(
    app: Flask, browser: Browser, session: Session, office: Organizer, make: Factories, person: Person
) -> None:
    owner = make.account(make.organizer())
    enter(browser, session, owner)
    person.is_("11", **ROBIN, groups=["planners"])
    browser.get("/account/provider")

    assert come(browser, person, path="/account/provider") == "/account"
    assert "Stadtkonto" in browser.get("/account").text
    come(other := another(app, session), person)

    assert is_in(other)
    session.refresh(owner)
    assert (owner.subject, owner.email) == ("11", owner.email)
    assert len(owner.memberships) == 2  # one given here, one by the group
    third = another(app, session)
    enter(third, session, make.account(make.organizer()))
    assert "schon ein anderes Konto verbunden" in come(third, person, expect=409, path="/account/provider")
    browser.post("/account/provider/remove")
    session.refresh(owner)
    assert owner.subject is None


def test_S30_who_is_looked_after_by_the_provider_comes_in_through_it_alone(
    app: Flask, browser: Browser, session: Session, office: Organizer, person: Person
) -> None:
    person.is_("15", **ROBIN, groups=["planners"])
    come(browser, person)
    object.__setattr__(app.extensions["eventapp.settings"], "public_url", "http://localhost:8000")
    robin = account_of(session, "15")
    assert robin is not None
    device = Device("http://localhost:8000", "localhost", handle=handle_of(robin))
    options = creation_options(Party("localhost", device.origin), b"c" * 32, handle_of(robin), "a", "b", ())
    new = made(Party("localhost", device.origin), b"c" * 32, device.make(options))
    passkeys.add(session, robin, new, "Telefon", actor=robin.as_actor(), now=datetime.now(UTC))
    session.commit()
    visitor = another(app, session)
    wish = visitor.post("/sign-in/passkey/options", expect=200).get_json()

    visitor.post("/sign-in/passkey", {"answer": device.show(wish)})

    assert not is_in(visitor)


def test_S29_who_has_no_password_proves_herself_there_anew(
    app: Flask, browser: Browser, session: Session, office: Organizer, make: Factories, person: Person
) -> None:
    make.account(is_administrator=True)
    person.is_("12", **ROBIN, groups=["planners", "it"])
    come(browser, person)
    browser.get("/planning/accounts/new", expect=303)  # coming in says nothing of when she proved herself
    assert "Mit Stadtkonto bestätigen" in browser.get("/account/confirm").text
    url = begun(browser, "/account/confirm/provider", "/planning/accounts/new")
    assert parse_qs(urlsplit(url).query)["prompt"] == ["login"]

    led = browser.get(person.goes(url, URL), expect=303).location

    assert led == "/planning/accounts/new"
    browser.get("/planning/accounts/new")
    with real.person(person.issuer) as other:
        other.is_("13", **ROBIN, groups=["planners"])
        assert "jemand anderes angemeldet" in come(browser, other, expect=403, path="/account/confirm/provider")


def test_who_turns_back_there_is_told_so(browser: Browser, office: Organizer, person: Person) -> None:
    person.gives_up()

    assert "wurde abgebrochen" in come(browser, person, expect=400)


def test_S30_an_answer_is_taken_once_and_in_the_browser_that_asked(
    app: Flask, browser: Browser, session: Session, office: Organizer, person: Person
) -> None:
    person.is_("14", **ROBIN, groups=["planners"])
    answer = person.goes(begun(browser), URL)
    victim = another(app, session)
    begun(victim)

    victim.get(answer, expect=502)  # somebody else's answer signs nobody in (login CSRF)
    another(app, session).get(answer, expect=400)
    assert not is_in(victim)
    browser.get(answer, expect=303)
    browser.post("/sign-out")
    browser.get(answer, expect=400)

    assert not is_in(browser)


# A provider that lies


def lied_to(browser: Browser, liar: Hostile, path: str = "/sign-in/provider", **more: str) -> int:
    """The status of the way back; 303 is in."""
    asked = parse_qs(urlsplit(begun(browser, path)).query)
    liar.nonce = liar.nonce or asked["nonce"][0]
    answer = {"code": f"code{time.monotonic_ns()}", "state": asked["state"][0], **more}
    page = browser.open(BACK, query_string=answer)
    assert "Traceback" not in page.text
    return page.status_code


def test_S30_what_is_asked_is_bound_to_this_browser(browser: Browser, office: Organizer, liar: Hostile) -> None:
    first, second = (parse_qs(urlsplit(begun(browser)).query) for _ in range(2))

    assert first["code_challenge_method"] == ["S256"]
    assert first["response_type"] == ["code"]
    assert first["redirect_uri"] == [URL + BACK]
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 43
    assert lied_to(browser, liar) == 303
    assert liar.form["redirect_uri"] == [URL + BACK]
    assert len(liar.form["code_verifier"][0]) >= 43


Lie = Callable[[Hostile], object]
NOW = time.time


def claims(**told: object) -> Lie:
    return lambda liar: liar.claims.update(told)


def signed(key: Key, **header: object) -> Lie:
    return lambda liar: vars(liar).update(key=key, header=header)


def hashed(secret: Callable[[Hostile], bytes], algorithm: str = "HS256") -> Lie:
    return lambda liar: vars(liar).update(secret=secret(liar), header={"alg": algorithm})


def told(answer: object, status: int = 200) -> Lie:
    return lambda liar: vars(liar).update(token=lambda: (status, answer))


def keys(*some: object) -> Lie:
    return lambda liar: vars(liar).update(keys=some)


def published(**told: object) -> Lie:
    return lambda liar: liar.published.update(told)


LIES: dict[str, Lie] = {
    "wrong nonce": claims(nonce="another"),
    "no nonce": claims(nonce=None),
    "wrong audience": claims(aud="another program"),
    "no audience": claims(aud=None),
    "two audiences and no word for whom": claims(aud=["eventapp", "another program"]),
    "for another program": claims(azp="another program"),
    "other issuer": claims(iss="https://evil.example"),
    "expired": claims(exp=int(NOW()) - 3600),
    "no end": claims(exp=None),
    "an end that is no number": claims(exp="tomorrow"),
    "issued tomorrow": claims(iat=int(NOW()) + 86_400),
    "no subject": claims(sub=None),
    "an empty subject": claims(sub=""),
    "a subject that is no text": claims(sub=["7"]),
    "methods that are no list": claims(amr="mfa"),
    "an endless subject": claims(sub="7" * 300),
    "of another access token": claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "unsigned": hashed(lambda _liar: b"", "none"),
    "unsigned in other letters": hashed(lambda _liar: b"", "nOnE"),
    "RS256 without a signature": hashed(lambda _liar: b"", "RS256"),
    "HS256 with the public key": hashed(lambda _liar: hostile.rsa("first").as_pem(private=False)),
    "HS256 with the key as it is published": hashed(lambda liar: json.dumps(liar.keys[0]).encode()),
    "HS256 with the secret": hashed(lambda _liar: real.SECRET.encode()),
    "another key of the same name": signed(hostile.rsa("second"), kid="first"),
    "an unknown key": signed(hostile.rsa("second")),
    "its own key brought along": signed(hostile.rsa("second"), jwk=hostile.rsa("second").as_dict(private=False)),
    "no token": told({"access_token": "x", "token_type": "Bearer"}),
    "a token that is none": told({"access_token": "x", "id_token": "x"}),
    "a list": told([1]),
    "nonsense": told(b"\xff\x00<html>"),
    "a fault": told(b"no", 500),
    "deep nonsense": told(b"[" * 100_000),
    "a huge answer": told(b'{"a":"' + b"x" * 600_000 + b'"}'),
    "a way elsewhere": told(b"http://127.0.0.1:9/keys", 307),
    "huge keys": keys({"kty": "RSA", "n": "A" * 600_000}),
    "no keys": keys(),
    "keys that are none": keys("x", {"kty": "RSA", "kid": "first", "n": 7}),
}


def test_S30_no_lie_of_a_provider_lets_anybody_in(browser: Browser, office: Organizer, liar: Hostile) -> None:
    fresh = {name: getattr(liar, name) for name in ("key", "keys", "token", "secret")}
    answers = {}
    for name, lie in LIES.items():
        liar.nonce, liar.claims, liar.header = "", {}, {}
        vars(liar).update(fresh)
        browser._client.application.extensions.pop("eventapp.provider", None)
        lie(liar)
        answers[name] = lied_to(browser, liar)

    assert {name: status for name, status in answers.items() if status != 502} == {}
    assert not is_in(browser)


def test_S30_right_answers_come_in_other_forms_too(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    assert lied_to(browser, liar) == 303
    keys_asked = liar.asked.count("/keys")
    turned = hostile.rsa("second")
    liar.key, liar.keys = turned, [turned.as_dict(private=False)]
    rights: list[Lie] = [
        claims(aud=["eventapp"]),
        claims(aud=["eventapp", "other"], azp="eventapp"),
        signed(turned, alg="PS256"),
    ]
    for right in rights:
        liar.nonce, liar.claims, liar.header = "", {}, {}
        right(liar)
        assert lied_to(another(app, session), liar) == 303
    assert liar.asked.count("/keys") == keys_asked + 1  # a key that turns is fetched once
    curve = hostile.elliptic("third")
    liar.nonce, liar.header, liar.key = "", {"alg": "ES256"}, curve
    liar.keys = [{"kty": "unheard-of"}, curve.as_dict(private=False)]
    assert lied_to(another(app, session), liar) == 303
    assert liar.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    "lie",
    [
        published(issuer="https://evil.example"),
        published(token_endpoint="http://evil.example/token"),
        published(authorization_endpoint="javascript:alert(1)"),
        published(jwks_uri=None),
        published(code_challenge_methods_supported=["plain"]),
        published(filler="x" * 600_000),
    ],
    ids=["another issuer", "not encrypted", "a script", "no keys", "no S256", "huge"],
)
def test_S30_what_a_provider_publishes_is_checked(browser: Browser, office: Organizer, liar: Hostile, lie: Lie) -> None:
    lie(liar)

    page = browser.post("/sign-in/provider", expect=502).text

    assert "Stadtkonto ist gerade nicht erreichbar" in page
    assert "evil" not in page


def test_S30_answers_of_another_issuer_or_state_are_refused(
    app: Flask, session: Session, office: Organizer, liar: Hostile
) -> None:
    assert lied_to(another(app, session), liar, state="x") == 502
    assert lied_to(another(app, session), liar, iss="https://evil.example") == 502
    assert lied_to(another(app, session), liar, code="") == 502
    liar.published["authorization_response_iss_parameter_supported"] = True
    app.extensions.pop("eventapp.provider")
    assert lied_to(another(app, session), liar) == 502
    liar.nonce = ""
    assert lied_to(another(app, session), liar, iss=liar.issuer) == 303
    assert lied_to(another(app, session), liar, error="access_denied") == 400


def test_S30_a_code_that_was_used_is_refused(browser: Browser, office: Organizer, liar: Hostile) -> None:
    liar.used.add("old")

    assert lied_to(browser, liar, code="old") == 502


def test_S30_an_answer_that_comes_too_late_is_refused(browser: Browser, office: Organizer, liar: Hostile) -> None:
    asked = parse_qs(urlsplit(begun(browser)).query)

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=True):
        browser.get(f"{BACK}?code=x&state={asked['state'][0]}", expect=400)


def test_S29_a_provider_that_asks_nothing_anew_confirms_nothing(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    assert lied_to(browser, liar) == 303
    before = browser.get("/account/confirm").text
    assert "Mit Stadtkonto bestätigen" in before
    for moment in (None, "now", True, int(time.time()) - 600, int(time.time()) + 600, 1e300):
        liar.nonce, liar.claims["auth_time"] = "", moment
        assert lied_to(browser, liar, "/account/confirm/provider") == 502

    liar.nonce, liar.claims["auth_time"] = "", int(time.time())
    assert lied_to(browser, liar, "/account/confirm/provider") == 303


def test_S31_a_factor_of_the_provider_may_have_to_be_named(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    settings = app.extensions["eventapp.settings"]
    object.__setattr__(settings, "second_factor", "required")
    assert lied_to(browser, liar) == 303
    assert is_in(browser)  # trusted to have asked
    object.__setattr__(settings, "oidc_second_factor", ("mfa", "https://example.org/loa/high"))

    for said in ({}, {"amr": ["pwd"]}, {"acr": "low"}):
        liar.nonce, liar.claims = "", dict(said)
        visitor = another(app, session)
        assert lied_to(visitor, liar) == 303
        assert visitor.get("/planning/", expect=303).location == "/account/second-factor"
    for said in ({"amr": ["pwd", "mfa"]}, {"acr": "https://example.org/loa/high"}):
        liar.nonce, liar.claims = "", dict(said)
        visitor = another(app, session)
        assert lied_to(visitor, liar) == 303
        assert is_in(visitor)


def test_S30_claims_that_are_told_elsewhere_are_about_the_same_person(
    app: Flask, session: Session, office: Organizer, liar: Hostile
) -> None:
    liar.published["userinfo_endpoint"] = f"{liar.issuer}/userinfo"
    liar.claims.update(groups=None, email=None)
    liar.userinfo = {"sub": "8", "email": "robin@example.org", "groups": ["planners"]}
    assert lied_to(another(app, session), liar) == 502

    liar.nonce, liar.userinfo["sub"] = "", "7"
    assert lied_to(another(app, session), liar) == 303


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"email": None}, "keine bestätigte E-Mail-Adresse"),
        ({"email_verified": False}, "keine bestätigte E-Mail-Adresse"),
        ({"groups": None}, "keiner Gruppe"),
        ({"groups": "choir"}, "keiner Gruppe"),
        ({"groups": [{"planners": 1}, 7]}, "keiner Gruppe"),
    ],
)
def test_who_does_not_come_in_is_told_why(
    browser: Browser, office: Organizer, liar: Hostile, told: dict[str, object], sentence: str
) -> None:
    liar.claims.update(told)
    asked = parse_qs(urlsplit(begun(browser)).query)
    liar.nonce = asked["nonce"][0]

    assert sentence in browser.get(f"{BACK}?code=x&state={asked['state'][0]}", expect=403).text


def test_a_closed_account_stays_closed(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    lied_to(browser, liar)
    robin = account_of(session, "7")
    assert robin is not None
    robin.is_active = False
    session.commit()
    liar.nonce = ""

    assert lied_to(another(app, session), liar) == 403


def test_S30_the_last_who_runs_the_installation_keeps_it(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    liar.claims["groups"] = ["it"]
    lied_to(browser, liar)
    liar.nonce, liar.claims = "", {"groups": ["planners"]}
    lied_to(another(app, session), liar)

    robin = account_of(session, "7")
    assert robin is not None
    assert robin.is_administrator


def test_break_glass_the_password_works_while_the_provider_is_down(
    app: Flask, browser: Browser, session: Session, make: Factories, liar: Hostile
) -> None:
    boss = make.account(make.organizer(), is_administrator=True)
    session.commit()
    object.__setattr__(app.extensions["eventapp.settings"], "oidc_issuer", "http://127.0.0.1:9")

    assert "nicht erreichbar" in browser.post("/sign-in/provider", expect=502).text
    browser.post("/sign-in", {"email": boss.email, "password": PASSWORD})

    browser.get("/planning/accounts")


def test_S53_the_way_back_stays_on_this_site(browser: Browser, office: Organizer, liar: Hostile) -> None:
    asked = parse_qs(urlsplit(begun(browser, target="https://evil.example")).query)
    liar.nonce = asked["nonce"][0]

    assert browser.get(f"{BACK}?code=x&state={asked['state'][0]}", expect=303).location == "/planning/"


def test_S26_coming_in_gives_another_number(
    app: Flask, browser: Browser, session: Session, office: Organizer, liar: Hostile
) -> None:
    begun(browser)
    (before,) = session.scalars(select(BrowserSession.id_hash)).all()
    lied_to(browser, liar)

    session.expire_all()
    assert before not in session.scalars(select(BrowserSession.id_hash)).all()
