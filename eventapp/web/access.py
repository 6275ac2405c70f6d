"""Who may ask for an address. Every view names it; one that doesn't is refused to everybody."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from eventapp.domain.actor import RELEASING, Role
from eventapp.domain.errors import NotFound
from eventapp.request import ACCOUNT, get_actor
from eventapp.web import signed_in as signed_in_browser
from eventapp.web.browser_sessions import ServerSessions

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

View = TypeVar("View", bound=Callable[..., object])


# Where a second factor is set up can't ask for one.
_ONES_OWN = ("account.", "sessions.", "passkeys.", "provider.confirm")


EVERY_STEP = ("*",)


class Access(StrEnum):
    """Who may ask. A member has one of the roles that the view names, for any organizer."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    MEMBER = "member"
    OFFICE = "planner, administrator"
    RELEASER = "planner, approver, administrator"
    ADMINISTRATOR = "administrator"


def access(level: Access, roles: frozenset[Role] = frozenset(Role)) -> Callable[[View], View]:
    """Name who may ask for the view below. Which objects she then sees is decided by the services."""

    def mark(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        view.roles = roles  # type: ignore[attr-defined]
        return view

    return mark


def allowed(*roles: Role) -> Callable[[View], View]:
    """Name the roles that may ask for the view below, each for the organizers she has it for."""
    return access(Access.MEMBER, frozenset(roles))


everybody = access(Access.EVERYBODY)
signed_in = access(Access.SIGNED_IN)
planner = allowed(Role.PLANNER)
reader = allowed(Role.PLANNER, Role.READER)
approver = allowed(Role.PLANNER, Role.APPROVER)
guest = allowed(Role.PLANNER, Role.APPROVER, Role.READER, Role.PRESS)
office = access(Access.OFFICE)
releaser = access(Access.RELEASER)
administrator = access(Access.ADMINISTRATOR)


def confirmed(view: View) -> View:
    """Say of the view below that who asks for it has proved anew, a short while ago, that it is her (S-29)."""
    view.confirmed = EVERY_STEP  # type: ignore[attr-defined]
    return view


def confirmed_for(*steps: str) -> Callable[[View], View]:
    """The same, for some of the steps that are the last part of the view's address."""

    def mark(view: View) -> View:
        view.confirmed = steps  # type: ignore[attr-defined]
        return view

    return mark


def stores_nothing(view: View) -> View:
    """Say of the view below that it only looks, though it is sent a form: it locks nothing."""
    view.stores_nothing = True  # type: ignore[attr-defined]
    return view


def takes_files(most_bytes: int) -> Callable[[View], View]:
    """Name how much may be sent to the view below; all others take what a form needs."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def limit_sizes(app: Flask) -> None:
    """Refuse what is too large before it is read. Only who is signed in may send more than a form."""

    @app.before_request
    def _limit_size() -> None:
        most = getattr(app.view_functions.get(request.endpoint or ""), "most_bytes", None)
        if most is not None and get_actor().is_known:
            request.max_content_length = most


def most_bytes(app: Flask, environ: WSGIEnvironment) -> int:
    """How much a request may send, before the application looks at it. This reads the session of who claims one.

    What nobody sends who is signed in is a form; files are taken at their own addresses alone.
    """
    form: int = app.config["MAX_CONTENT_LENGTH"]
    path = environ["PATH_INFO"].encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        endpoint, _arguments = app.url_map.bind("").match(path, environ["REQUEST_METHOD"])
    except HTTPException:
        return form
    most: int = getattr(app.view_functions.get(endpoint), "most_bytes", form)
    return most if most > form and _is_signed_in(app, environ) else form


def _is_signed_in(app: Flask, environ: WSGIEnvironment) -> bool:
    sessions = cast(ServerSessions, app.session_interface)
    with suppress(OperationalError):  # the application has a page for it
        return ACCOUNT in sessions.open_session(app, app.request_class(environ))
    return False


def level_of(endpoint: str) -> Access | None:
    """Who may ask for an endpoint; None for one that names nobody."""
    return getattr(current_app.view_functions[endpoint], "access", None)


def roles_of(endpoint: str) -> frozenset[Role]:
    """The roles that may ask for an endpoint of members."""
    found: frozenset[Role] = getattr(current_app.view_functions.get(endpoint), "roles", frozenset())
    return found


def confirmed_steps(endpoint: str) -> tuple[str, ...]:
    """The steps of an endpoint before which she proves anew that it is her; EVERY_STEP; none."""
    found: tuple[str, ...] = getattr(current_app.view_functions.get(endpoint), "confirmed", ())
    return found


def install(app: Flask) -> None:
    """Ask before each request."""

    @app.before_request
    def _look() -> None:
        # A view that is sent a form tells by the method, and HEAD sends none. The server leaves the body out.
        if request.method == "HEAD":
            request.method = "GET"

    @app.before_request
    def _guard() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        level = level_of(request.endpoint)
        if level is None:
            raise NotFound("access.unnamed")
        if level is Access.EVERYBODY:
            return None
        if not get_actor().is_known:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("sessions.sign_in", next=wanted), 303)
        return _admit(level, request.endpoint)


def _admit(level: Access, endpoint: str) -> ResponseReturnValue | None:
    """Let somebody in who is signed in, or lead her to what is asked of her first."""
    actor = get_actor()
    if level is Access.ADMINISTRATOR and not actor.is_administrator:
        raise NotFound("access.not_yours")
    if level is Access.OFFICE and not (actor.is_administrator or actor.plans_anywhere):
        raise NotFound("access.not_yours")
    if level is Access.RELEASER and not (actor.is_administrator or actor.has_anywhere(RELEASING)):
        raise NotFound("access.not_yours")
    if level is Access.MEMBER and not actor.has_anywhere(roles_of(endpoint)):
        raise NotFound("access.not_yours")
    if not endpoint.startswith(_ONES_OWN) and (ask := signed_in_browser.ask_for_factor()):
        return ask
    steps = confirmed_steps(endpoint)
    is_asked = steps == EVERY_STEP or request.path.rpartition("/")[2] in steps
    return signed_in_browser.ask_again() if is_asked else None
