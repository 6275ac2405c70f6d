"""Who may ask for an address. Every view names it; one that doesn't is refused to everybody."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp.domain.errors import NotAllowed, NotFound
from eventapp.request import get_actor

View = TypeVar("View", bound=Callable[..., object])


class Access(StrEnum):
    """Who may ask. A member has any role; which one it takes is decided by the services."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    PLANNER = "planner"
    MEMBER = "member"


def access(level: Access) -> Callable[[View], View]:
    """Name who may ask for the view below. Which objects she then sees is decided by the services."""

    def mark(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        return view

    return mark


everybody = access(Access.EVERYBODY)
signed_in = access(Access.SIGNED_IN)
planner = access(Access.PLANNER)
member = access(Access.MEMBER)


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


def level_of(endpoint: str) -> Access | None:
    """Who may ask for an endpoint; None for one that names nobody."""
    return getattr(current_app.view_functions[endpoint], "access", None)


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
        actor = get_actor()
        if not actor.is_known:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("sessions.sign_in", next=wanted), 303)
        if level is Access.PLANNER and not actor.plans_anywhere:
            raise NotAllowed("actor.not_a_planner")
        if level is Access.MEMBER and not actor.roles:
            raise NotAllowed("actor.not_a_planner")
        return None
