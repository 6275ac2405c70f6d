"""Accounts, from the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from eventapp.cli import instance
from eventapp.cli.operation import show_link
from eventapp.domain.actor import Role
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
        account = accounts.create(session, email, name, now=moment, roles=roles, is_administrator=administrator)
        token = accounts.make_link(session, account, now=moment)
    show_link(found, token)


@user.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new one-time link; earlier ones end."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        account = accounts.by_email(session, email)
        if account is None:
            raise click.ClickException(f"There is no account {email}.")
        token = accounts.make_link(session, account, now=datetime.now(UTC))
    show_link(found, token)


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take an account out of use; its sessions end at once."""
    found = instance.settings()
    with instance.database(found).writing() as session:
        account = accounts.by_email(session, email)
        if account is None:
            raise click.ClickException(f"There is no account {email}.")
        accounts.disable(session, account)
    click.echo(f"{email} is disabled.")


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
