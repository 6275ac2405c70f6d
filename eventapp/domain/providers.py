"""Providers of identities (OpenID Connect): whom one names, and which of its groups may do what here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eventapp.domain.actor import Role
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import one_line

_ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """What a group gives: a role for the organizer with this slug; both empty for running the installation."""

    organizer: str = ""
    role: str = ""
    department: str = ""

    @property
    def is_administrator(self) -> bool:
        """Whether it is about the installation."""
        return not self.organizer


ADMINISTRATOR = Grant()


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider names, checked. ``subject`` is what it never gives to somebody else (Core 1.0, section 5.7).

    ``methods`` are how she proved herself there (``amr``, ``acr``), ``proved_at`` when; None if it doesn't tell.
    """

    issuer: str
    subject: str
    name: str
    email: str
    groups: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    proved_at: datetime | None = None
    is_email_refused: bool = False


def parse_roles(text: str) -> Mapping[str, frozenset[Grant]]:
    """``group=organizer:role`` and ``group=administrator``, separated by commas; a multiplier has a department, too.

    The last "=" counts, so that a group may have some in its name. Raises InvalidValue("providers.roles", entry=…).
    """
    found: dict[str, frozenset[Grant]] = {}
    for entry in filter(None, (piece.strip() for piece in text.split(","))):
        group, equals, target = (part.strip() for part in entry.rpartition("="))
        if not group or not equals:
            raise InvalidValue("providers.roles", entry=entry)
        found[group] = found.get(group, frozenset()) | {_grant(target, entry)}
    return found


def _grant(target: str, entry: str) -> Grant:
    if target == _ADMINISTRATOR:
        return ADMINISTRATOR
    organizer, _colon, rest = target.partition(":")
    role, _colon, department = rest.partition(":")
    is_right = role in set(Role) and bool(department) == (role == Role.MULTIPLIER)
    if not organizer or not is_right:
        raise InvalidValue("providers.roles", entry=entry)
    return Grant(organizer, role, one_line(department))


def granted(groups: Iterable[str], roles: Mapping[str, frozenset[Grant]]) -> frozenset[Grant]:
    """What these groups may do together."""
    return frozenset().union(*(roles.get(group, frozenset()) for group in groups))


def mentioned(roles: Mapping[str, frozenset[Grant]]) -> frozenset[Grant]:
    """All that any group may do."""
    return frozenset().union(*roles.values())
