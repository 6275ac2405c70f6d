"""The terminal's door: commands for administrators and scripts."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import OperationalError

from eventapp.cli import calendars, demo, events, instance, operation, users, worker
from eventapp.config import UnsafeSettings
from eventapp.domain.errors import DomainError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventapp")
def commands() -> None:
    """Plan the yearly staff assembly, announce it, and hand everyone a calendar entry that is right."""


for command in (
    demo.demo,
    operation.init,
    operation.serve,
    operation.doctor,
    worker.work,
    users.user,
    events.event,
    calendars.ics,
):
    commands.add_command(command)


_SENTENCES = {
    "mail.address": "{value!r} is no mail address. Give exactly one, such as name@example.org.",
    "events.unknown": "There is no such event. `eventapp event list` shows all with their slugs.",
    "editions.never_announced": "This event was not announced yet; there is nothing to export.",
    "editions.nothing_changed": "Nothing has changed since the last announcement.",
    "invitations.never_sent": "Nothing went to this person yet, so there is nothing to take back.",
    "invitations.wrong_method": "There is no such message now: the event or the invitation is called off.",
}


class _Gaps(dict[str, object]):
    """What a sentence names and the error doesn't know."""

    def __missing__(self, name: str) -> str:
        return "?"


def main() -> None:
    """The entry point: a refusal is one clear sentence, not a trace."""
    try:
        commands()
    except UnsafeSettings as error:
        click.echo(f"eventapp: {error}", err=True)
        sys.exit(2)
    except DomainError as error:
        if error.code in _SENTENCES:
            click.echo(f"eventapp: {_SENTENCES[error.code].format_map(_Gaps(error.context))}", err=True)
            sys.exit(1)
        details = ", ".join(f"{name}: {value}" for name, value in error.context.items())
        click.echo(f"eventapp: refused ({error.code}{'; ' + details if details else ''})", err=True)
        sys.exit(1)
    except OperationalError as error:
        click.echo(f"eventapp: the database can't be used: {instance.reason(error)}", err=True)
        sys.exit(1)
