"""Accounts, from the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from eventapp.adapters.addresses import exact_address
from eventapp.cli import instance
from eventapp.cli.operation import show_link
from eventapp.domain.actor import SYSTEM, Role
from eventapp.models import Account, Membership
from eventapp.services import accounts, departures, organizers, second_factor


@click.group()
def user() -> None:
    """Accounts of those who plan."""


RUNS = "administrator"
_ROLE = click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.PLANNER.value,
    show_default=True,
    help="planner: plans assemblies. approver: releases mailings. needs: sees who needs what. multiplier: sees the "
    "figures of her department. reader, press, door: see what docs/roles.md says",
)
_DEPARTMENT = click.option(
    "--department", default="", help="For a multiplier: the department, as the staff list has it"
)


@user.command("add")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--organizer", "slugs", multiple=True, help="Slug of an organizer she acts for; may be repeated")
@_ROLE
@_DEPARTMENT
@click.option("--administrator", is_flag=True, help="May run the installation")
def add(email: str, name: str, slugs: tuple[str, ...], role: str, department: str, administrator: bool) -> None:
    """Make an account and print the one-time link for its password."""
    found = instance.settings()
    moment = datetime.now(UTC)
    with instance.database(found).writing() as session:
        offices = [organizers.by_slug(session, slug) for slug in slugs]
        address = exact_address(email)
        account = accounts.create(session, address, name, actor=SYSTEM, now=moment, is_administrator=administrator)
        for office in offices:
            accounts.grant(session, account, office, Role(role), department, actor=SYSTEM, now=datetime.now(UTC))
        token = accounts.make_link(session, account, actor=SYSTEM, now=moment)
    show_link(found, token)


@user.command("grant")
@click.argument("email")
@click.option("--organizer", "slug", required=True, help="Slug of the organizer")
@_ROLE
@_DEPARTMENT
def grant(email: str, slug: str, role: str, department: str) -> None:
    """Give an account one more role."""
    with instance.database(instance.settings()).writing() as session:
        office, account = organizers.by_slug(session, slug), _account(session, email)
        is_new = accounts.grant(session, account, office, Role(role), department, actor=SYSTEM, now=datetime.now(UTC))
    click.echo(f"{email} is {role} for {slug} now." if is_new else f"{email} is {role} for {slug} already.")


@user.command("revoke")
@click.argument("email")
@click.option("--organizer", "slug", required=True, help="Slug of the organizer")
@_ROLE
@_DEPARTMENT
def revoke(email: str, slug: str, role: str, department: str) -> None:
    """Take a role away from an account."""
    with instance.database(instance.settings()).writing() as session:
        office, account = organizers.by_slug(session, slug), _account(session, email)
        accounts.revoke(session, account, office, Role(role), department, actor=SYSTEM, now=datetime.now(UTC))
    click.echo(f"{email} is no longer {role} for {slug}.")


@user.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new one-time link; earlier ones end."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        account = _account(session, email)
        if not account.is_active:
            raise click.ClickException(f"{email} is disabled. `eventapp user enable` comes first.")
        token = accounts.make_link(session, account, actor=SYSTEM, now=datetime.now(UTC))
    show_link(found, token)


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take an account out of use; its sessions end at once."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        accounts.disable(session, _account(session, email), actor=SYSTEM, now=datetime.now(UTC))
        runs = any(one.is_active and one.is_administrator for one in accounts.all_accounts(session))
    click.echo(f"{email} is disabled.")
    if not runs:  # whoever has lost her account must be able to end it, the only one, too
        click.echo("! Nobody runs the installation now: `eventapp user add EMAIL --name NAME --administrator`.")


@user.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Take an account into use again, with the password it had."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        accounts.enable(session, _account(session, email), actor=SYSTEM, now=datetime.now(UTC))
    click.echo(f"{email} is enabled.")


@user.command("remove")
@click.argument("email")
def remove(email: str) -> None:
    """Delete an account for good, with its roles, sessions and second factors. The log keeps its number."""
    with instance.database(instance.settings()).writing() as session:
        account = _account(session, email)
        number = account.id
        departures.remove(session, account, actor=SYSTEM, now=datetime.now(UTC))
    click.echo(f"{email} is deleted. The log knows the account as number {number}.")


def told(account: Account) -> str:
    """An account on one line: address, name, roles, and what else is true of it."""
    planned = ", ".join(_role_words(membership) for membership in account.memberships)
    marks = [] if account.is_active else ["disabled"]
    marks += [RUNS] if account.is_administrator else []
    return "\t".join((account.email, account.name, planned, " ".join(marks)))


def _role_words(held: Membership) -> str:
    """ "office", "office: needs" or "office: multiplier of Jugendamt"."""
    if held.role == Role.PLANNER:
        return held.organizer.slug
    return f"{held.organizer.slug}: {held.role}" + (f" of {held.department}" if held.department else "")


def _account(session: Session, email: str) -> Account:
    account = accounts.by_email(session, email)
    if account is None:
        raise click.ClickException(f"There is no account {email}.")
    return account


@user.command("reset-factor")
@click.argument("email")
def reset_factor(email: str) -> None:
    """Take the second factor off an account whose owner has lost it. Make sure who asks."""
    with instance.database(instance.settings()).writing() as session:
        second_factor.reset(session, _account(session, email), actor=SYSTEM, now=datetime.now(UTC))
    click.echo(f"{email} signs in with the password alone, until a new second factor is set up.")


@user.command("list")
def list_users() -> None:
    """All accounts with their roles; who plans for an organizer has its slug alone there."""
    found = instance.settings()
    with instance.database(found).reading() as session:
        for account in accounts.all_accounts(session):
            click.echo(told(account))
