"""The request in hand: its database session, who acts, what time it is, in which language. The one reader of Flask's
context below the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request
from flask import session as browser
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.links import Links
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Tokens
from eventapp.models import Account

if TYPE_CHECKING:
    from eventapp.config import Settings
    from eventapp.models.database import Database

ACCOUNT = "account"
FACTOR = "factor"
ADMINISTERS = "administers"
FOR_EVERYBODY = ("/events/", "/feeds/")
PERSONAL = ("/i/", "/s/")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def get_settings() -> Settings:
    """The settings of the running program."""
    return cast("Settings", current_app.extensions["eventapp.settings"])


def get_database() -> Database:
    """The database of the running program."""
    return cast("Database", current_app.extensions["eventapp.database"])


def get_links() -> Links:
    """Absolute addresses, from the configured public address."""
    return Links(get_settings().public_url)


def get_tokens() -> Tokens:
    """What makes personal addresses."""
    settings = get_settings()
    return Tokens((settings.secret_key, *settings.old_secret_keys))


def get_office() -> MailOffice:
    """What mails are made with."""
    return MailOffice(get_links(), get_settings().host, get_tokens())


def get_session() -> Session:
    """This request's database session: a writing one only where the method, and the view, may change something."""
    if "db_session" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        looks = request.method in _SAFE_METHODS or getattr(view, "stores_nothing", False)
        g.db_session = get_database().open(write=not looks)
    return cast(Session, g.db_session)


def close_session() -> None:
    """End this request's database session; what was not committed is rolled back."""
    opened = g.pop("db_session", None)
    if opened is not None:
        opened.close()


def get_actor() -> Actor:
    """Who acts: the account that is signed in, or nobody."""
    if "actor" not in g:
        g.actor = _load_actor()
    return cast(Actor, g.actor)


def _load_actor() -> Actor:
    """The actor, read in a session of its own: nothing may be locked before a body is read to its end.

    Who came in by a password alone is nobody as soon as the account has a second factor (S-31).
    """
    account_id = browser.get(ACCOUNT)
    if not account_id:
        return NOBODY
    with get_database().reading() as session:
        account = session.get(Account, account_id)
        if account is None or not account.is_active:
            return NOBODY
        is_proved = bool(browser.get(FACTOR)) or not account.has_second_factor
        return account.as_actor() if is_proved else NOBODY


def now() -> datetime:
    """The instant, in UTC. Read once a request, so that all it stores bears the same time."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast(datetime, g.now)


def get_language() -> Language:
    """The language that the reader wishes: by the address, else by her session, else by her browser.

    What is FOR_EVERYBODY is the same for all who ask, so it never looks at a session.
    """
    if "language" not in g:
        g.language = _wished_language()
    return cast(Language, g.language)


def _wished_language() -> Language:
    kept = None if request.path.startswith(FOR_EVERYBODY) else browser.get("lang")
    for wish in (request.args.get("lang"), kept):
        if wish in set(Language):
            return Language(wish)
    return negotiated(request.headers.get("Accept-Language", ""))


def negotiated(accept_language: str) -> Language:
    """German, unless the browser prefers English to it (RFC 9110, section 12.5.4)."""
    weights: dict[str, float] = {}
    for part in accept_language.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        main = tag.partition("-")[0].casefold()
        try:
            weights.setdefault(main, float(weight) if weight else 1.0)
        except ValueError:
            continue
    english = weights.get("en", 0.0)
    return Language.ENGLISH if english > weights.get("de", 0.0) else Language.GERMAN
