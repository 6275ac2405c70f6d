"""How much may come in: so many at once, and then one more in a while (S-57).

What is counted is a name such as "barrier|192.0.2.1". Only the hash of it is stored, and for two days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.services import counting


@dataclass(frozen=True, slots=True)
class Allowance:
    """``at_once`` may come together; each of them is free again after ``every``."""

    at_once: int
    every: timedelta


def take(session: Session, name: str, allowance: Allowance, *, now: datetime) -> timedelta:
    """Use one of the allowance. Answers nothing, or how long until the next one is free; then none was used.

    Generic cell rate algorithm: the row keeps the moment when all that was used will be free again.
    """
    row = counting.locked(session, f"flood|{name}", now=now)
    all_free = max(row.last_at, now)
    wait = all_free - now - (allowance.at_once - 1) * allowance.every
    if wait > timedelta():
        return wait
    row.last_at = all_free + allowance.every
    row.count += 1
    session.flush()
    return timedelta()
