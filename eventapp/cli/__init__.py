"""The terminal's door: commands for administrators and scripts."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click
from click.exceptions import NoSuchCommand
from sqlalchemy.exc import SQLAlchemyError

from eventapp.cli import reasons, refusals
from eventapp.config import UnsafeSettings
from eventapp.domain.errors import DomainError

_PLACES = {
    "audit": "audit:audit",
    "backup": "backup:make",
    "demo": "demo:demo",
    "doctor": "doctor:doctor",
    "event": "events:event",
    "forget": "forgetting:forget",
    "ics": "calendars:ics",
    "init": "operation:init",
    "invite": "mailings:invite",
    "letters": "mailings:letters",
    "outbox": "mailings:outbox_",
    "restore": "restore:restore",
    "serve": "operation:serve",
    "staff": "staff:commands",
    "user": "users:user",
    "work": "worker:work",
}
"""Each command with the module and the name that it has there."""


class _Commands(click.Group):
    """Loads a command when it is asked for: loading them all takes longer than most of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _PLACES:
            return None
        module, name = _PLACES[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:  # knows none that it could suggest
            raise NoSuchCommand(error.command_name, possibilities=_PLACES, ctx=ctx) from error


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventapp")
def commands() -> None:
    """Plan the yearly staff assembly, announce it, and hand everyone a calendar entry that is right."""


def _refuse(sentence: str, code: int = 1) -> NoReturn:
    """End with a sentence, in the form that click gives its own."""
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(code)


def main() -> None:
    """The entry point: a refusal is one clear sentence, not a trace."""
    try:
        commands()
    except UnsafeSettings as error:
        _refuse(str(error), code=2)
    except DomainError as error:
        _refuse(refusals.sentence(error))
    except SQLAlchemyError as error:
        _refuse(f"the database can't be used: {reasons.of_database(error)}")
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _refuse(f"{place}{error.strerror or error}")
