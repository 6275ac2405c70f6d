"""Many people at once, who are invited and say the same."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.models import Event, Invitation
from tests.conftest import NOW

_numbers = count(1)


def invite(session: Session, event: Event, many: int, department: str = "", **values: Any) -> None:
    """``many`` people of one department who say the same."""
    rows = [
        {
            "event_id": event.id,
            "assembly_id": event.id,
            "name": "Kim Beispiel",
            "email": f"kim-{number}@example.org",
            "address_key": f"kim-{number}@example.org",
            "department": department,
            "seed": str(number),
            "digest": f"{number:064}",
            "changed_at": NOW,
            "created_at": NOW,
            **values,
        }
        for number in (next(_numbers) for _ in range(many))
    ]
    if rows:
        session.execute(insert(Invitation), rows)
    session.flush()


def yes(**values: Any) -> dict[str, Any]:
    """What is stored of a yes."""
    return {"partstat": "ACCEPTED", "answered_at": NOW, "way": "hall", "seat": "held", **values}


NO: dict[str, Any] = {"partstat": "DECLINED", "answered_at": NOW}
