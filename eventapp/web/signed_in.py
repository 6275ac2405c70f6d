"""Who is signed in to this browser: how it begins, how it ends, and when she last proved that it is her."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import flash, g, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.models import Account
from eventapp.request import ACCOUNT, ADMINISTERS, FACTOR, get_settings, now
from eventapp.web.browser_sessions import ServerSession

CONFIRMED = "confirmed"
_GRACE = 3  # a form that was opened in time may take three times as long to be filled in


def begin(account: Account, factor: str) -> None:
    """Sign ``account`` in under a new number (S-26). ``factor`` is what she showed beside a password, or nothing.

    Who may administer the installation is signed out sooner when she is idle.
    """
    fresh()
    browser[ACCOUNT] = account.id
    browser[FACTOR] = factor
    if account.is_administrator:
        browser[ADMINISTERS] = True
    confirm()


def begin_elsewhere(account: Account, factor: str, proved_at: datetime | None) -> None:
    """Sign in whom a provider has sent. When she proved herself there may be long ago, or unknown."""
    begin(account, factor)
    browser.pop(CONFIRMED)
    if proved_at is not None:
        browser[CONFIRMED] = min(proved_at, now()).isoformat()


def fresh() -> None:
    """End what was, and go on under a new number; the language stays. A page made now bears a token of the new one."""
    held = cast(ServerSession, browser)
    kept = {"lang": held["lang"]} if "lang" in held else {}
    held.clear()
    held.renew()
    held.update(kept)
    g.pop("csrf_token", None)


def end() -> None:
    """Sign out, here and on the server."""
    held = cast(ServerSession, browser)
    held.clear()
    held.renew()


def confirm() -> None:
    """Remember that she proved herself just now."""
    browser[CONFIRMED] = now().isoformat()


def is_confirmed(*, at_most: timedelta) -> bool:
    """Whether she proved herself within ``at_most``."""
    proved = browser.get(CONFIRMED)
    return proved is not None and timedelta() <= now() - datetime.fromisoformat(proved) <= at_most


def ask_again() -> ResponseReturnValue | None:
    """The way to the page that asks for the password again, where that is due (S-29); else None.

    What was typed into a form is not lost: the page with the form asks first, and its sending has more time.
    """
    limit = timedelta(minutes=get_settings().confirm_minutes)
    if is_confirmed(at_most=limit * (1 if request.method == "GET" else _GRACE)):
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else page_before()
    if request.method != "GET":
        flash(
            _("Ausgeführt ist noch nichts. Bestätigen Sie erst, dass Sie es sind, und senden Sie dann noch einmal."),
            "info",
        )
    return redirect(url_for("account.confirm", next=wanted), 303)


def page_before() -> str:
    """The page that the form stood on; what answers a form alone can't be asked for."""
    parts = urlsplit(request.referrer or "")
    return parts.path if parts.netloc in get_settings().hosts else ""


def ask_for_factor() -> ResponseReturnValue | None:
    """The way to setting up a second factor, where the installation asks for one and she has none yet (S-31)."""
    if get_settings().second_factor == "required" and not browser.get(FACTOR):
        return redirect(url_for("account.second_factor"), 303)
    return None
