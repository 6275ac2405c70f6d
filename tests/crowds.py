"""Many people at once: who are invited and say the same, and whose works are done at the same moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.domain.errors import DomainError
from eventapp.models import Event, Invitation
from eventapp.models.database import Database
from tests.conftest import NOW

Work = Callable[[Session], object]
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


def at_once(database: Database, *works: Work) -> Counter[str]:
    """Do all in threads and transactions of their own; how often each end came."""
    ends: list[str] = []
    together = threading.Barrier(len(works))

    def run(work: Work) -> None:
        together.wait()
        try:
            with database.writing() as session:
                work(session)
            ends.append("done")
        except DomainError as error:
            ends.append(error.code)
        except Exception as error:
            ends.append(repr(error))

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return Counter(ends)
