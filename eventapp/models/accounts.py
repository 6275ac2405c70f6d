"""Accounts of those who plan, their roles, and where they are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.actor import Actor, Role
from eventapp.models.base import Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.organizers import Organizer


class Account(Base):
    """Somebody who may sign in. ``email`` is stored folded to lower case; without a hash nobody can sign in yet.

    ``totp_seed`` and ``totp_digest`` make her code generator's secret together with the program's key; ``totp_step`` is
    the last time step that was used (RFC 6238, section 5.2). ``wrong_codes`` counts those typed after the right
    password since she last signed in, the last one ``wrong_code_at``; ``codes_lifted_at`` is when a new password last
    let a few more be tried. ``issuer`` and ``subject`` name her at the provider that she signs in with (OpenID Connect
    Core 1.0, section 5.7).
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Instant]
    totp_seed: Mapped[str] = mapped_column(String(30), default="")
    totp_digest: Mapped[str] = mapped_column(String(64), default="")
    totp_step: Mapped[int] = mapped_column(default=0)
    wrong_codes: Mapped[int] = mapped_column(default=0)
    wrong_code_at: Mapped[Instant | None]
    codes_lifted_at: Mapped[Instant | None]
    issuer: Mapped[str | None] = mapped_column(String(300))
    subject: Mapped[str | None] = mapped_column(String(255))
    passkeys: Mapped[list[Passkey]] = relationship(back_populates="account", cascade="all, delete-orphan")
    memberships: Mapped[list[Membership]] = relationship(back_populates="account", cascade="all, delete-orphan")

    @property
    def has_second_factor(self) -> bool:
        """Whether she proves herself by more than a password."""
        return bool(self.totp_seed) or bool(self.passkeys)

    def as_actor(self) -> Actor:
        """The account as the one who acts."""
        roles = frozenset((membership.organizer_id, Role(membership.role)) for membership in self.memberships)
        departments = frozenset((row.organizer_id, row.department) for row in self.memberships if row.department)
        return Actor(self.name, self.id, roles, self.is_administrator, departments=departments)


class Membership(Base):
    """A role of an account for an organizer. ``department`` bounds what a multiplier sees; empty for other roles."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "organizer_id", "role", "department"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    department: Mapped[str] = mapped_column(String(200), default="")
    account: Mapped[Account] = relationship(back_populates="memberships")
    organizer: Mapped[Organizer] = relationship()


class PasswordLink(Base):
    """A one-time link with which an account sets its password. Only the hash of its token is stored."""

    __tablename__ = "password_link"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Instant]
    account: Mapped[Account] = relationship()


class BrowserSession(Base):
    """A browser that somebody uses. The cookie bears a random id, the row only its hash.

    ``agent`` names browser and system, for her to know it again.
    """

    __tablename__ = "browser_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant] = mapped_column(index=True)
    agent: Mapped[str] = mapped_column(String(80), default="")


class Passkey(Base):
    """A key that an account signs in with (Web Authentication Level 2). ``name`` is her own word for it."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    account: Mapped[Account] = relationship(back_populates="passkeys")


class RecoveryCode(Base):
    """One of the codes that stand in for a lost second factor, each for once. Only its hash is stored."""

    __tablename__ = "recovery_code"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))


class FamiliarNetwork(Base):
    """That an account signed in from a network. Only the hash of the network is stored."""

    __tablename__ = "familiar_network"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    network_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[Instant]


class SignInFailure(Base):
    """How often something was tried under a name, and when last: sign-ins, codes, reports. Of the name, only the hash.

    ``email_hash`` is called after its first use, the address at a sign-in (``services/counting.py``).
    """

    __tablename__ = "sign_in_failure"

    email_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Instant]
