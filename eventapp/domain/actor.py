"""Who acts, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for one organizer. Each is held per organizer, and none includes another."""

    PLANNER = "planner"
    APPROVER = "approver"
    NEEDS = "needs"
    DOOR = "door"
    MULTIPLIER = "multiplier"
    PRESS = "press"
    READER = "reader"


RELEASING = frozenset({Role.PLANNER, Role.APPROVER})
"""Who lets mail go."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts: an account with its roles per organizer, the system itself, or nobody known.

    An administrator runs the installation and sees no people's data by that alone. ``departments`` are those that a
    multiplier looks after, each with its organizer.
    """

    name: str
    account_id: int | None = None
    roles: frozenset[tuple[int, Role]] = frozenset()
    is_administrator: bool = False
    is_system: bool = False
    departments: frozenset[tuple[int, str]] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether somebody is signed in, or the system acts."""
        return self.is_system or self.account_id is not None

    @property
    def organizer_ids(self) -> frozenset[int]:
        """The organizers in which the actor has any role."""
        return frozenset(organizer_id for organizer_id, _ in self.roles)

    @property
    def planned_ids(self) -> frozenset[int]:
        """The organizers that the actor plans for."""
        return frozenset(organizer_id for organizer_id, role in self.roles if role is Role.PLANNER)

    @property
    def plans_anywhere(self) -> bool:
        """Whether the actor plans for any organizer."""
        return any(role is Role.PLANNER for _, role in self.roles)

    def has(self, role: Role, organizer_id: int) -> bool:
        """Whether the actor has a role for this organizer. The system has all."""
        return self.is_system or (organizer_id, role) in self.roles

    def has_anywhere(self, roles: frozenset[Role]) -> bool:
        """Whether the actor has one of the roles for any organizer."""
        return any(role in roles for _, role in self.roles)

    def sees_needs_of(self, organizer_id: int) -> bool:
        """Whether the actor serves those who need something at this organizer's assemblies."""
        return self.is_system or (organizer_id, Role.NEEDS) in self.roles

    def departments_of(self, organizer_id: int) -> frozenset[str]:
        """The departments that the actor looks after for this organizer."""
        if (organizer_id, Role.MULTIPLIER) not in self.roles:
            return frozenset()
        return frozenset(name for owner, name in self.departments if owner == organizer_id)

    def plans_for(self, organizer_id: int) -> bool:
        """Whether the actor may plan the assemblies of this organizer."""
        return self.is_system or (organizer_id, Role.PLANNER) in self.roles


NOBODY = Actor(name="")
SYSTEM = Actor(name="System", is_system=True)
