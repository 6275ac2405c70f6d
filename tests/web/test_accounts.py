"""One's own account and those of others: second factor, proving anew, sessions, invitations, roles."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import Role
from eventapp.models import Account, AuditEntry, BrowserSession, Delivery, Membership, Organizer
from eventapp.services import audit, guessing
from tests.factories import PASSWORD, Factories
from tests.pages import Browser
from tests.web.world import World, another, cookie, enter


def code_of(secret: str, *, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=seconds))


def set_up(browser: Browser) -> tuple[str, list[str]]:
    """Set up a generator as a person does: its secret, and the recovery codes that she was shown."""
    page = browser.get("/account/second-factor")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert secret is not None
    key = secret[1].replace(" ", "")
    shown = browser.post("/account/second-factor", {"code": code_of(key)}, expect=200)
    return key, re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", shown.text)


@pytest.fixture
def owner(browser: Browser, session: Session, make: Factories) -> Account:
    """Somebody with a password and a generator, who is signed out."""
    account = make.account(make.organizer())
    session.commit()
    enter(browser, session, account)
    return account


def test_S31_with_a_generator_the_password_alone_signs_nobody_in(browser: Browser, owner: Account) -> None:
    secret, _codes = set_up(browser)
    browser.post("/sign-out")

    browser.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    browser.get("/planning/", expect=303)
    browser.post("/sign-in/second", {"code": "000000"}, expect=422)
    browser.get("/planning/", expect=303)
    browser.post("/sign-in/second", {"code": code_of(secret, seconds=30)})

    browser.get("/planning/")


def test_S31_a_code_is_good_for_once(app: Flask, browser: Browser, session: Session, owner: Account) -> None:
    secret, _codes = set_up(browser)
    browser.post("/sign-out")
    code = code_of(secret, seconds=30)
    for visitor, answer in ((browser, 303), (another(app, session), 422)):
        visitor.post("/sign-in", {"email": owner.email, "password": PASSWORD})
        visitor.post("/sign-in/second", {"code": code}, expect=answer)


def test_S31_a_recovery_code_is_good_for_once(app: Flask, browser: Browser, session: Session, owner: Account) -> None:
    _secret, codes = set_up(browser)
    assert len(set(codes)) == 10
    browser.post("/sign-out")
    for visitor, answer in ((browser, 303), (another(app, session), 422)):
        visitor.post("/sign-in", {"email": owner.email, "password": PASSWORD})
        visitor.post("/sign-in/second", {"code": codes[3].upper().replace("-", " ")}, expect=answer)
    assert "Unbenutzt sind noch: 9." in browser.get("/planning/").text


def test_S21_a_right_password_does_not_forgive_wrong_codes(browser: Browser, owner: Account) -> None:
    set_up(browser)
    browser.post("/sign-out")
    for _turn in range(5):
        browser.post("/sign-in", {"email": owner.email, "password": PASSWORD})
        browser.post("/sign-in/second", {"code": "123456"}, expect=422)

    browser.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    assert "zu viele Versuche" in browser.post("/sign-in/second", {"code": "123456"}, expect=422).text


def test_S31_many_wrong_codes_close_the_generator_until_there_is_a_new_password(
    browser: Browser, session: Session, owner: Account
) -> None:
    secret, codes = set_up(browser)
    browser.post("/sign-out")
    owner.wrong_codes, owner.wrong_code_at = guessing.MOST_CODES - 1, datetime.now(UTC) - timedelta(hours=1)
    session.commit()
    browser.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    browser.post("/sign-in/second", {"code": "123456"}, expect=422)

    said = browser.post("/sign-in/second", {"code": code_of(secret, seconds=30)}, expect=422).text
    assert "nur noch ein Ersatzcode" in said
    link = _link(session)
    browser.post(link, {"password": "ein ganz neuer langer Satz", "again": "ein ganz neuer langer Satz"})
    browser.post("/sign-in/second", {"code": code_of(secret, seconds=30)})
    browser.get("/planning/")
    browser.post("/sign-out")
    session.expire_all()
    owner.wrong_codes = guessing.MOST_CODES
    session.commit()
    browser.post("/sign-in", {"email": owner.email, "password": "ein ganz neuer langer Satz"})
    browser.post("/sign-in/second", {"code": codes[0]})

    browser.get("/planning/")


def test_S31_a_new_password_does_not_skip_the_second_factor(browser: Browser, session: Session, owner: Account) -> None:
    set_up(browser)
    browser.post("/sign-out")
    browser.post("/sign-in/forgotten", {"email": owner.email}, expect=200)
    link = _link(session)
    browser.post(link, {"password": "ein ganz neuer langer Satz", "again": "ein ganz neuer langer Satz"})

    browser.get("/planning/", expect=303)
    assert "Zweiter Schritt" in browser.get("/sign-in/second").text


def _link(session: Session) -> str:
    """The path of the last link that was mailed."""
    content = session.scalars(select(Delivery.content).order_by(Delivery.id.desc())).first()
    assert content is not None
    text = content.decode().replace("=\r\n", "")
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/link/[\w-]+)", text)
    assert found is not None, text
    return found[1]


def test_S22_a_forgotten_password_is_answered_alike_for_all(browser: Browser, session: Session, owner: Account) -> None:
    browser.post("/sign-out")
    known = browser.post("/sign-in/forgotten", {"email": owner.email}, expect=200).text
    strange = browser.post("/sign-in/forgotten", {"email": "niemand@example.org"}, expect=200).text

    nonce = re.compile(r'nonce="[^"]+"')
    assert nonce.sub("", known.replace(owner.email, "X")) == nonce.sub("", strange.replace("niemand@example.org", "X"))
    assert len(session.scalars(select(Delivery)).all()) == 1
    browser.post("/sign-in/forgotten", {"email": owner.email}, expect=200)
    assert len(session.scalars(select(Delivery)).all()) == 1  # a mailbox can't be filled from outside


def test_S29_what_matters_asks_for_the_password_again(browser: Browser, session: Session, make: Factories) -> None:
    boss = make.account(make.organizer(), is_administrator=True)
    enter(browser, session, boss)
    browser.get("/planning/accounts/new")
    held = session.scalars(select(BrowserSession).where(BrowserSession.account_id == boss.id)).one()
    held.data = {"confirmed": (datetime.now(UTC) - timedelta(minutes=11)).isoformat()}
    session.commit()

    asked = browser.get("/planning/accounts/new", expect=303)
    assert asked.location == "/account/confirm?next=/planning/accounts/new"
    browser.post("/account/confirm", {"password": "falsch und lang genug"}, expect=422)
    browser.get("/planning/accounts/new", expect=303)
    led = browser.post("/account/confirm?next=/planning/accounts/new", {"password": PASSWORD})

    assert led.location == "/planning/accounts/new"
    browser.get("/planning/accounts/new")


def test_S53_the_way_back_stays_on_this_site(browser: Browser, owner: Account) -> None:
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        led = browser.post("/account/confirm", {"password": PASSWORD, "next": target})
        assert led.location == "/planning/"


def test_S27_signing_out_elsewhere_ends_that_session_alone(
    app: Flask, browser: Browser, session: Session, owner: Account
) -> None:
    other, third = another(app, session), another(app, session)
    for visitor in (other, third):
        enter(visitor, session, owner)
    page = browser.get("/account").text
    numbers = re.findall(r'name="session" value="([0-9a-f]{64})"', page)
    assert len(numbers) == 2
    session.execute(
        update(BrowserSession)
        .where(BrowserSession.id_hash == numbers[1])
        .values(seen_at=datetime.now(UTC) - timedelta(hours=1))
    )
    session.commit()
    assert numbers[1] not in browser.get("/account").text, "it has run out"
    session.execute(update(BrowserSession).values(seen_at=datetime.now(UTC)))
    session.commit()

    browser.post("/account/sessions/end", {"session": numbers[0]})
    assert sorted(visitor.open("/planning/").status_code for visitor in (other, third)) == [200, 303]
    browser.post("/account/sessions/end", {"session": "others"})
    assert [visitor.open("/planning/").status_code for visitor in (other, third)] == [303, 303]
    browser.get("/planning/")


def test_S27_nobody_ends_the_sessions_of_others(
    app: Flask, browser: Browser, session: Session, make: Factories, owner: Account
) -> None:
    other = another(app, session)
    enter(other, session, make.account(make.organizer(), password=None))
    number = session.scalars(select(BrowserSession.id_hash).where(BrowserSession.account_id.not_in([owner.id]))).one()

    browser.post("/account/sessions/end", {"session": number}, expect=404)
    browser.post("/account/sessions/end", {"session": "others"})

    assert other.open("/planning/").status_code == 200


def test_S27_a_new_password_ends_all_other_sessions(
    app: Flask, browser: Browser, session: Session, owner: Account
) -> None:
    other = another(app, session)
    enter(other, session, owner)
    before = cookie(browser)
    new = "ein ganz neuer langer Satz"

    browser.post("/account/password", {"current": "falsch und lang genug", "password": new, "again": new}, expect=422)
    browser.post("/account/password", {"current": PASSWORD, "password": new, "again": new})

    assert other.open("/planning/").status_code == 303
    assert cookie(browser) != before
    browser.get("/planning/")


def test_a_new_password_is_told_all_that_is_wrong_in_the_order_of_the_page(
    browser: Browser, session: Session, owner: Account
) -> None:
    for typed, said in (
        (("", "kurz", "anders"), ["bisheriges Kennwort ein", "mindestens 12", "sind verschieden"]),
        (("falsch", "aaaaaaaaaaaaaaaa", ""), ["leicht erraten", "noch einmal ein"]),
    ):
        values = dict(zip(("current", "password", "again"), typed, strict=True))
        page = browser.post("/account/password", values, expect=422).text
        errors = re.findall(r'<li><a class="error-summary__link" href="#\w+">(.+?)</a></li>', page)
        assert [words in error for words, error in zip(said, errors, strict=True)] == [True] * len(said)

    refused = select(AuditEntry).where(AuditEntry.act == "account.proof_refused")
    assert session.scalars(refused).all() == []  # the old one was not tried
    new = {"password": "ein ganz neuer langer Satz", "again": "ein ganz neuer langer Satz"}
    browser.post("/account/password", {**new, "current": "falsch und lang genug"}, expect=422)
    assert len(session.scalars(refused).all()) == 1


def test_S23_the_old_password_is_no_new_one(browser: Browser, owner: Account) -> None:
    same = {"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}

    assert "Das ist Ihr bisheriges Kennwort." in browser.post("/account/password", same, expect=422).text


def test_S31_recovery_codes_are_printed_or_saved_without_being_stored(browser: Browser, owner: Account) -> None:
    page = browser.get("/account/second-factor").text
    groups = (re.findall(r"<code>([A-Z2-7 ]+)</code>", page)[0]).split()
    assert {len(group) for group in groups[:-1]} == {4}
    assert len(groups[-1]) > 1

    shown = browser.post("/account/second-factor", {"code": code_of("".join(groups))}, expect=200).text

    codes = re.findall(r"<code>([a-z2-9-]{11})</code>", shown)
    (address,) = re.findall(r'href="(data:text/plain[^"]+)" download', shown)
    lines = unquote(address.partition(",")[2]).splitlines()
    assert owner.email in lines[0]
    assert lines[3:] == codes
    assert "data-print" in shown
    assert re.search(r'role="status".*Die Code-App ist eingerichtet', shown, re.DOTALL)


def test_whoever_reads_her_recovery_codes_can_sign_out_there(browser: Browser, owner: Account) -> None:
    (secret,) = re.findall(r"<code>([A-Z2-7 ]+)</code>", browser.get("/account/second-factor").text)
    shown = browser.post("/account/second-factor", {"code": code_of(secret.replace(" ", ""))}, expect=200).text
    (token, *_more) = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', shown)

    assert browser.open("/sign-out", method="POST", data={"csrf_token": token}).status_code == 303
    browser.get("/planning/", expect=303)


def test_who_lost_both_proofs_is_told_whom_to_ask(browser: Browser, owner: Account) -> None:
    set_up(browser)
    browser.post("/sign-out")
    browser.post("/sign-in", {"email": owner.email, "password": PASSWORD})
    assert "Weder App noch Ersatzcode?" in browser.get("/sign-in/second").text

    said = browser.post("/sign-in/second", {"code": "000000"}, expect=422).text

    assert "den die App gerade zeigt, oder einen Ersatzcode" in said


def test_S29_being_asked_again_says_why_and_leads_back(browser: Browser, owner: Account) -> None:
    def way_back(referrer: str, target: str = "/planning/accounts/new") -> str:
        address = f"/account/confirm?next={target}"
        page = browser.get(address, headers={"Referer": f"http://127.0.0.1:8000{referrer}"}).text
        assert "Für diesen Schritt fragen wir noch einmal nach Ihrem Kennwort." in page
        (back,) = re.findall(r'<a href="([^"]+)">Zurück</a>', page)
        return str(back)

    assert way_back("/planning/accounts") == "/planning/accounts"
    assert way_back("/planning/accounts/new") == "/planning/"
    assert way_back("/account/confirm") == "/planning/"
    assert way_back(".evil.example/x") == "/planning/"
    page = browser.post("/account/confirm", {"password": "falsch", "back": "/planning/accounts"}, expect=422).text
    assert '<a href="/planning/accounts">Zurück</a>' in page
    page = browser.post("/account/confirm", {"password": "falsch", "back": "//evil.example"}, expect=422).text
    assert '<a href="/planning/">Zurück</a>' in page


def test_S31_an_installation_may_demand_a_second_factor(
    app: Flask, browser: Browser, session: Session, owner: Account
) -> None:
    settings = app.extensions["eventapp.settings"]
    object.__setattr__(settings, "second_factor", "required")

    led = browser.get("/planning/", expect=303)
    assert led.location == "/account/second-factor"
    set_up(browser)

    browser.get("/planning/")


@pytest.mark.parametrize("demand", ["offered", "required"])
def test_S31_whoever_is_in_by_the_password_alone_does_not_come_to_have_the_factor(
    app: Flask, browser: Browser, session: Session, owner: Account, demand: str
) -> None:
    object.__setattr__(app.extensions["eventapp.settings"], "second_factor", demand)
    thief = another(app, session)
    enter(thief, session, owner)
    (offered,) = re.findall(r"<code>([A-Z2-7 ]+)</code>", thief.get("/account/second-factor").text)
    token, before = thief.token(), cookie(browser)

    set_up(browser)

    assert cookie(browser) != before
    browser.get("/account")
    session.expire_all()
    seed = owner.totp_seed
    for path in ("/account", "/account/second-factor", "/account/recovery-codes", "/account/passkeys/new"):
        assert thief.get(path, expect=303).location == f"/sign-in?next={path}"
    own_code = {"csrf_token": token, "code": code_of(offered.replace(" ", ""))}
    thief.open("/account/second-factor", method="POST", data=own_code)
    session.expire_all()
    assert owner.totp_seed == seed


@pytest.mark.one_database
def test_S31_a_session_that_lives_on_without_the_factor_is_nobodys(
    browser: Browser, session: Session, owner: Account
) -> None:
    owner.totp_seed, owner.totp_digest = "a seed from elsewhere", "0" * 64
    session.commit()

    assert browser.get("/account", expect=303).location.startswith("/sign-in")
    assert browser.get("/planning/", expect=303).location.startswith("/sign-in")


def test_an_administrator_invites_somebody_who_chooses_her_password(
    app: Flask, browser: Browser, session: Session, make: Factories
) -> None:
    organizer = make.organizer()
    enter(browser, session, make.account(organizer, is_administrator=True))

    wish = {"name": "Robin Beispiel", "email": "robin@example.org", "organizer": organizer.id, "role": "reader"}
    browser.post("/planning/accounts/new", {**wish, "email": "keine"}, expect=422)
    browser.post("/planning/accounts/new", wish)
    link = _link(session)
    guest = another(app, session)
    guest.post(link, {"password": "ein ganz neuer langer Satz", "again": "ein ganz neuer langer Satz"})
    guest.post("/sign-out")
    guest.post("/sign-in", {"email": "robin@example.org", "password": "ein ganz neuer langer Satz"})

    robin = session.scalars(select(Account).where(Account.email == "robin@example.org")).one()
    assert [(held.organizer_id, held.role) for held in robin.memberships] == [(organizer.id, Role.READER)]
    acts = session.scalars(
        select(AuditEntry.act)
        .order_by(AuditEntry.id)
        .where(AuditEntry.thing_kind == "account", AuditEntry.thing_id == robin.id)
    ).all()
    assert acts == [
        "account.added",
        "account.role_given",
        "account.link_made",
        "account.password_set",
        "account.signed_in",
        "account.signed_out",
        "account.signed_in",
    ]
    assert audit.check(session).fault == ""


def test_roles_are_given_and_taken_and_accounts_closed(
    app: Flask, browser: Browser, session: Session, make: Factories
) -> None:
    organizer = make.organizer()
    enter(browser, session, make.account(organizer, is_administrator=True))
    robin = make.account(organizer, password=None)
    guest = enter(another(app, session), session, robin)
    url = f"/planning/accounts/{robin.id}"

    browser.post(url, {"organizer": organizer.id, "role": "multiplier"}, expect=422)
    browser.post(url, {"organizer": organizer.id, "role": "multiplier", "department": "Jugendamt"})
    assert {held.role for held in robin.memberships} == {"planner", "multiplier"}
    planned = next(held.id for held in robin.memberships if held.role == "planner")
    asked = browser.get(f"{url}/roles/{planned}/remove").text
    assert f"Rolle Planung entziehen: {robin.name}" in asked
    assert {held.role for held in robin.memberships} == {"planner", "multiplier"}
    browser.post(f"{url}/roles/{planned}/remove")
    assert guest.open(f"/planning/organizers/{organizer.id}").status_code == 404
    browser.get(f"{url}/disable")
    browser.post(f"{url}/disable")
    assert guest.open("/planning/").status_code == 303
    browser.post(f"{url}/enable")
    browser.post(f"{url}/link")
    browser.post(f"{url}/reset")


@pytest.fixture
def boss(browser: Browser, session: Session, make: Factories) -> Account:
    """Who runs the installation, signed in. The first office is there."""
    account = make.account(make.organizer(), password=None, is_administrator=True)
    enter(browser, session, account)
    return account


ELSEWHERE = {"issuer": "https://id.example.org", "subject": "1"}


def account_with(make: Factories, *offices: Organizer, **values: object) -> Account:
    """An account without a password, with ``values`` of its own."""
    account = make.account(*offices, password=None)
    for name, value in values.items():
        setattr(account, name, value)
    return account


def only_role(account: Account) -> str:
    """The address of the account's one role."""
    (held,) = account.memberships
    return f"/planning/accounts/{account.id}/roles/{held.id}"


def test_taking_the_last_planner_away_says_so_first(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    office = make.organizer()
    kim, locked = account_with(make, office), account_with(make, office, is_active=False)
    session.commit()
    assert "plant niemand mehr für diese Stelle" in browser.get(f"{only_role(kim)}/remove").text
    assert "plant niemand mehr" not in browser.get(f"{only_role(locked)}/remove").text

    make.account(office, password=None)
    session.commit()

    assert "plant niemand mehr" not in browser.get(f"{only_role(kim)}/remove").text


def test_no_role_is_chosen_beforehand_and_none_is_given_twice(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    (held,) = boss.memberships
    robin = make.account(held.organizer, password=None)
    session.commit()
    url = f"/planning/accounts/{robin.id}"
    assert browser.form(url)["role"] == ""
    assert browser.form("/planning/accounts/new")["role"] == ""

    none = browser.post(url, {"organizer": held.organizer_id, "role": ""}, expect=422).text
    again = browser.post(url, {"organizer": held.organizer_id, "role": "planner"}, expect=422).text

    assert 'href="#role">Rolle: Wählen Sie eine Rolle.' in none
    assert 'href="#role">Rolle: Diese Rolle hat die Person schon.' in again
    assert len(robin.memberships) == 1


def test_a_department_that_no_staff_list_names_is_refused(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    office, without = make.organizer(), make.organizer()
    make.employee(office, department="Jugendamt")
    robin = make.account(password=None)
    session.commit()
    url = f"/planning/accounts/{robin.id}"
    role = {"organizer": office.id, "role": "multiplier"}
    assert '<option value="Jugendamt">' in browser.get(url).text

    page = browser.post(url, {**role, "department": "Jugentamt"}, expect=422).text
    assert "Diese Dienststelle steht in keiner Personalliste." in page
    browser.post(url, {**role, "department": " jugendamt"})
    browser.post(url, {**role, "organizer": without.id, "department": "Irgendeine"})

    assert [held.department for held in robin.memberships] == ["Jugendamt", "Irgendeine"]


def test_name_and_department_are_changed_and_the_address_stays(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    office = make.organizer()
    for name, department in (("Kim", "Jugendamt"), ("Robin", "Kämmerei")):
        make.employee(office, name, department=department)
    robin = account_with(make, email="robin@example.org", name="Robin Alt")
    robin.memberships.append(Membership(organizer=office, role=Role.MULTIPLIER, department="Jugendamt"))
    session.commit()
    url, role = f"/planning/accounts/{robin.id}", only_role(robin)

    browser.post(f"{url}/name", {"name": "", "email": "neu@example.org"}, expect=422)
    browser.post(f"{url}/name", {"name": "Robin Neu", "email": "neu@example.org"})
    assert browser.form(role)["department"] == "Jugendamt"
    browser.post(role, {"department": "Kämerei"}, expect=422)
    browser.post(role, {"department": "Kämmerei"})

    assert (robin.name, robin.email) == ("Robin Neu", "robin@example.org")
    assert [held.department for held in robin.memberships] == ["Kämmerei"]
    acts = select(AuditEntry.act).where(AuditEntry.thing_kind == "account", AuditEntry.thing_id == robin.id)
    assert session.scalars(acts.order_by(AuditEntry.id)).all()[1:] == ["account.changed", "account.changed"]


def test_a_role_without_a_department_has_none_to_change(browser: Browser, boss: Account) -> None:
    assert browser.get(only_role(boss), expect=303).location == f"/planning/accounts/{boss.id}"


def test_what_would_be_refused_is_not_offered_and_says_why(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    locked = account_with(make, is_active=False)
    elsewhere = account_with(make, **ELSEWHERE)
    session.commit()
    for account, step, why in (
        (locked, "link", "Dieses Konto ist gesperrt"),
        (elsewhere, "link", "meldet sich bei einem Anmeldedienst an"),
        (elsewhere, "name", "gibt der Anmeldedienst vor"),
        (boss, "disable", "Das eigene Konto können Sie nicht sperren"),
        (boss, "reset", "Den eigenen zweiten Nachweis"),
    ):
        url = f"/planning/accounts/{account.id}"
        page = browser.get(f"{url}/{step}").text

        assert f'href="{url}/{step}"' not in browser.get(url).text
        assert why in page
        assert '<form class="form"' not in page
        browser.post(f"{url}/{step}", {"name": "Neu"}, expect=422)


def test_who_was_invited_and_chose_no_password_is_told_apart(
    browser: Browser, session: Session, make: Factories, boss: Account
) -> None:
    boss.password_hash = make.account().password_hash
    awaited = make.account(password=None)
    account_with(make, **ELSEWHERE)
    account_with(make, is_active=False)
    session.commit()

    page = browser.get("/planning/accounts").text

    assert page.count("Eingeladen, Kennwort noch nicht gewählt") == 1
    assert f'href="/planning/accounts/{awaited.id}/link"' in page


def test_S32_accounts_are_for_administrators_alone(planner: Browser, ours: World) -> None:
    for path in ("", "/new", f"/{ours.account.id}", f"/{ours.account.id}/disable"):
        planner.get(f"/planning/accounts{path}", expect=404)


def test_S28_a_proof_of_the_future_is_none(browser: Browser, session: Session, make: Factories) -> None:
    boss = make.account(make.organizer(), is_administrator=True)
    enter(browser, session, boss)

    with time_machine.travel(datetime.now(UTC) - timedelta(hours=2), tick=True):
        browser.get("/planning/accounts/new", expect=303)
