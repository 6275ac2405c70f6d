"""Sessions on the server: the cookie is a random number, so that signing out ends them for good."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from werkzeug.datastructures import CallbackDict

from eventapp.config import Settings
from eventapp.models import BrowserSession
from eventapp.models.database import Database
from eventapp.request import ACCOUNT, ADMINISTERS
from eventapp.services.accounts import hash_token

_ID_BYTES = 32
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_SEEN_EVERY = timedelta(minutes=1)
_NOBODYS_LIFETIME = timedelta(hours=2)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What one browser is remembered by. ``renew`` gives it another number: the planted one is worth nothing."""

    def __init__(self, data: dict[str, Any] | None = None, session_id: str | None = None) -> None:
        super().__init__(data, on_update=_mark_modified)
        self.id = session_id
        self.ended: list[str] = []
        self.is_due = False
        self.modified = False

    def renew(self) -> None:
        """Take a new number, as at each change of who is signed in."""
        if self.id:
            self.ended.append(self.id)
        self.id = None
        self.modified = True


def agent_of(user_agent: str) -> str:
    """Browser and system in two words, such as "Firefox, Windows"; nothing else is kept of what the browser says."""
    found = (next((name for mark, name in known if mark in user_agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))


def _mark_modified(session: CallbackDict[str, Any]) -> None:
    session.modified = True  # type: ignore[attr-defined]


class ServerSessions(SessionInterface):
    """Keeps sessions in the table ``browser_session``."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._admin_idle = min(self._idle, timedelta(minutes=settings.admin_idle_minutes))
        self._absolute = timedelta(hours=settings.absolute_hours)
        self._secure = settings.is_https
        self.cookie = "__Host-eventapp" if settings.is_https else "eventapp"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The session that the request's cookie names, unless it has run out or never was."""
        session_id = request.cookies.get(self.cookie)
        if not session_id or len(session_id) > 100:
            return ServerSession()
        moment = datetime.now(UTC)
        with self._database.reading() as rows:
            row = rows.get(BrowserSession, hash_token(session_id))
            if row is None or not self.is_alive(row, moment):
                return ServerSession()
            session = ServerSession(dict(row.data), session_id)
            session.is_due = moment - row.seen_at >= _SEEN_EVERY
            if row.account_id is not None:
                dict.__setitem__(session, ACCOUNT, row.account_id)
            return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed, and that the browser was seen; nothing where the database is away."""
        if not isinstance(session, ServerSession) or response.status_code == 503:
            return
        if session.ended or session.modified or (session.is_due and session.id):
            self._store(session, response)

    def _store(self, session: ServerSession, response: Response) -> None:
        moment = datetime.now(UTC)
        with self._database.writing() as rows:
            if session.ended:
                ended = [hash_token(session_id) for session_id in session.ended]
                rows.execute(delete(BrowserSession).where(BrowserSession.id_hash.in_(ended)))
            if not session:
                if session.id:
                    rows.execute(delete(BrowserSession).where(BrowserSession.id_hash == hash_token(session.id)))
                response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="Lax")
                return
            is_new = session.id is None
            if is_new:
                self._sweep(rows, moment)
            session.id = session.id or secrets.token_urlsafe(_ID_BYTES)
            row = rows.get(BrowserSession, hash_token(session.id), with_for_update=True)
            if row is None and not is_new:
                return  # ended meanwhile by signing out elsewhere: it must not come to life again
            row = row or BrowserSession(id_hash=hash_token(session.id), created_at=moment)
            row.data = {key: value for key, value in session.items() if key != ACCOUNT}
            row.account_id = session.get(ACCOUNT)
            row.agent = agent_of(request.user_agent.string) if row.account_id else ""
            row.seen_at = moment
            rows.add(row)
        if is_new:
            response.set_cookie(self.cookie, session.id, path="/", secure=self._secure, httponly=True, samesite="Lax")

    def is_alive(self, row: BrowserSession, moment: datetime) -> bool:
        """Whether it still opens pages: neither idle for too long nor too old (S-28)."""
        if row.account_id is None:
            return moment - row.created_at < _NOBODYS_LIFETIME
        idle = self._admin_idle if row.data.get(ADMINISTERS) else self._idle
        return moment - row.seen_at < idle and moment - row.created_at < self._absolute

    def _sweep(self, rows: Any, moment: datetime) -> None:
        oldest = moment - max(self._idle, _NOBODYS_LIFETIME)
        rows.execute(delete(BrowserSession).where(BrowserSession.seen_at < oldest))
