"""Who acts, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for one organizer. More roles fit beside it; each is held per organizer."""

    PLANNER = "planner"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts: an account with its roles per organizer, the system itself, or nobody known.

    An administrator runs the installation and sees no people's data by that alone.
    """

    name: str
    account_id: int | None = None
    roles: frozenset[tuple[int, Role]] = frozenset()
    is_administrator: bool = False
    is_system: bool = False

    @property
    def is_known(self) -> bool:
        """Whether somebody is signed in, or the system acts."""
        return self.is_system or self.account_id is not None

    @property
    def organizer_ids(self) -> frozenset[int]:
        """The organizers in which the actor has any role."""
        return frozenset(organizer_id for organizer_id, _ in self.roles)

    def plans_for(self, organizer_id: int) -> bool:
        """Whether the actor may plan the assemblies of this organizer."""
        return self.is_system or (organizer_id, Role.PLANNER) in self.roles


NOBODY = Actor(name="")
SYSTEM = Actor(name="System", is_system=True)
