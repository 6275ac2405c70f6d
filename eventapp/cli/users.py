"""Accounts, from the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from eventapp.adapters.addresses import exact_address
from eventapp.cli import instance
from eventapp.cli.operation import show_link
from eventapp.domain.actor import Role
from eventapp.models import Account
from eventapp.services import accounts, organizers


@click.group()
def user() -> None:
    """Accounts of those who plan."""


@user.command("add")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--organizer", "slugs", multiple=True, help="Slug of an organizer she plans for; may be repeated")
@click.option("--administrator", is_flag=True, help="May run the installation")
def add(email: str, name: str, slugs: tuple[str, ...], administrator: bool) -> None:
    """Make an account and print the one-time link for its password."""
    found = instance.settings()
    moment = datetime.now(UTC)
    with instance.database(found).writing() as session:
        roles = [(organizers.by_slug(session, slug), Role.PLANNER) for slug in slugs]
        address = exact_address(email)
        account = accounts.create(session, address, name, now=moment, roles=roles, is_administrator=administrator)
        token = accounts.make_link(session, account, now=moment)
    show_link(found, token)


@user.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new one-time link; earlier ones end."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        account = _account(session, email)
        if not account.is_active:
            raise click.ClickException(f"{email} is disabled. `eventapp user enable` comes first.")
        token = accounts.make_link(session, account, now=datetime.now(UTC))
    show_link(found, token)


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take an account out of use; its sessions end at once."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        accounts.disable(session, _account(session, email))
    click.echo(f"{email} is disabled.")


@user.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Take an account into use again, with the password it had."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        accounts.enable(session, _account(session, email))
    click.echo(f"{email} is enabled.")


def _account(session: Session, email: str) -> Account:
    account = accounts.by_email(session, email)
    if account is None:
        raise click.ClickException(f"There is no account {email}.")
    return account


@user.command("list")
def list_users() -> None:
    """All accounts with their organizers."""
    found = instance.settings()
    with instance.database(found).reading() as session:
        for account in accounts.all_accounts(session):
            planned = ", ".join(membership.organizer.slug for membership in account.memberships)
            marks = [] if account.is_active else ["disabled"]
            marks += ["administrator"] if account.is_administrator else []
            click.echo("\t".join((account.email, account.name, planned, " ".join(marks))))
