"""The pages that the law asks for: shipped as data, and as the office has written them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cattrs.preconf.json import make_converter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound
from eventapp.domain.pages import FACTS, Facts, PageDraft, PageName, Statement
from eventapp.domain.texts import LocalText
from eventapp.models import Organizer, Page
from eventapp.services import revised

SHIPPED = Path(__file__).parents[1] / "data" / "pages"
_converter = make_converter()


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is shown. While it is the shipped one, its ``revision`` is 0 and nobody has written it."""

    name: PageName
    body: LocalText
    facts: Facts
    revision: int = 0
    written_at: datetime | None = None
    written_by: str = ""

    @property
    def is_shipped(self) -> bool:
        """Whether the office has not written it yet."""
        return self.revision == 0


# Reading


def get(session: Session, name: PageName) -> Shown:
    """A page as the office has written it; until then, as it is shipped."""
    row = _row(session, name)
    if row is None:
        return shipped(name)
    facts = _converter.structure(row.facts, FACTS[name])
    return Shown(name, row.body, facts, row.revision, row.updated_at, row.updated_by)


@cache
def shipped(name: PageName) -> Shown:
    """A page with the words and facts that come along with the program."""
    found = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
    return Shown(name, LocalText(**_stripped(found["body"])), _converter.structure(found.get("facts", {}), FACTS[name]))


def first_organizer(session: Session) -> Organizer | None:
    """Whose installation this is: the office that was entered first."""
    return session.scalars(select(Organizer).order_by(Organizer.id).limit(1)).first()


def count_organizers(session: Session) -> int:
    """How many offices these pages stand for."""
    return session.scalar(select(func.count()).select_from(Organizer)) or 0


def statement(session: Session) -> Statement:
    """The fields of the statement on accessibility, with the first office's contact where none is named."""
    facts = get(session, PageName.ACCESSIBILITY).facts
    assert isinstance(facts, Statement)  # noqa: S101  # as FACTS says
    return with_contact(session, facts)


def with_contact(session: Session, facts: Statement) -> Statement:
    """``facts`` with the first office's contact where they name none."""
    organizer = first_organizer(session)
    if organizer is None or facts.contact_name or facts.contact_email or facts.contact_phone:
        return facts
    return replace(
        facts,
        contact_name=organizer.contact_name or organizer.office,
        contact_email=organizer.contact_email or organizer.email,
        contact_phone=organizer.contact_phone or organizer.phone,
    )


def report_address(session: Session) -> str:
    """Where reports of barriers are mailed to; empty while there is no office."""
    organizer = first_organizer(session)
    return statement(session).report_email or (organizer.email if organizer else "")


def letterhead(organizer: Organizer | None) -> str:
    """An office's address in lines, for pages that must name it."""
    if organizer is None:
        return ""
    place = f"{organizer.postcode} {organizer.city}".strip()
    ways = (organizer.phone, organizer.email, organizer.website)
    lines = (organizer.authority, organizer.office, organizer.street, place, *ways)
    return "\n".join(line for line in lines if line)


def may_edit(session: Session, actor: Actor) -> bool:
    """Whether the actor writes these pages: who runs the installation does, and the planners of its first office."""
    if actor.is_administrator or actor.is_system:
        return True
    first = session.scalar(select(Organizer.id).order_by(Organizer.id).limit(1)) if actor.plans_anywhere else None
    return first is not None and actor.plans_for(first)


def require_editor(session: Session, actor: Actor) -> None:
    """Raise NotFound unless the actor writes these pages."""
    if not may_edit(session, actor):
        raise NotFound("pages.unknown")


# Changing


def change(
    session: Session, name: PageName, draft: PageDraft, *, revision: int | None, actor: Actor, now: datetime
) -> Page:
    """Store a page. Raises Outdated for an older copy, NotFound for those who don't write these pages."""
    require_editor(session, actor)
    row = _row(session, name)
    if row is not None:
        revised.check_revision(row, revision)
    else:
        row = Page(name=name.value)
    row.body = draft.body
    row.facts = _converter.unstructure(draft.facts)
    revised.store(session, row, actor=actor, now=now)
    return row


def _row(session: Session, name: PageName) -> Page | None:
    return session.scalars(select(Page).where(Page.name == name.value)).first()


def _stripped(texts: dict[str, Any]) -> dict[str, str]:
    return {language: str(text).strip() for language, text in texts.items()}
