"""The audit log, from the terminal."""

from __future__ import annotations

import click

from eventapp.cli import instance
from eventapp.services import audit as log


@click.group()
def audit() -> None:
    """The audit log: who did what."""


@audit.command("verify")
@click.option("--noted", default="", help="A hash that was noted some day; it must still be in the chain")
def verify(noted: str) -> None:
    """Check that no entry was changed, removed or added. Ends with 1 if one was.

    Note the last hash now and then where nobody of the database's administrators can change it: then even a chain that
    was written anew as a whole would be found.
    """
    with instance.database(instance.settings()).reading() as session:
        found = log.check(session)
        is_kept = not noted or log.holds(session, noted.strip().lower())
    if found.fault:
        raise click.ClickException(f"The audit log was tampered with. {found.fault}")
    if not is_kept:
        raise click.ClickException("The chain is whole, but the noted hash is not in it: it was written anew, or cut.")
    click.echo(f"{found.count} entries, none changed. The last hash: {found.last_hash or 'none'}")
