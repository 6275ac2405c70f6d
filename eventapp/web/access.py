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
    """Who may ask."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    PLANNER = "planner"


def access(level: Access) -> Callable[[View], View]:
    """Name who may ask for the view below. Which objects she then sees is decided by the services."""

    def mark(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        return view

    return mark


everybody = access(Access.EVERYBODY)
signed_in = access(Access.SIGNED_IN)
planner = access(Access.PLANNER)


def level_of(endpoint: str) -> Access | None:
    """Who may ask for an endpoint; None for one that names nobody."""
    return getattr(current_app.view_functions[endpoint], "access", None)


def install(app: Flask) -> None:
    """Ask before each request."""

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
        if level is Access.PLANNER and not actor.roles:
            raise NotAllowed("actor.not_a_planner")
        return None
