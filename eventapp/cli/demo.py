"""The demo: an instance with the model case, served."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from eventapp import config
from eventapp.cli import instance, server
from eventapp.models.database import Database
from eventapp.services import accounts, editions, events, kinds
from eventapp.services import demo as model_case

_WORDS = [
    "amsel",
    "birke",
    "dachs",
    "eiche",
    "fichte",
    "ginster",
    "hafer",
    "igel",
    "kranich",
    "linde",
    "mohn",
    "nelke",
    "otter",
    "quelle",
    "reiher",
    "seerose",
]
_MARK = "demo.json"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="Port to listen at")
@click.option(
    "--instance",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("instance/demo"),
    show_default=True,
    help="Folder of the demo",
)
@click.option("--reset", is_flag=True, help="Begin anew: forget what was changed in the demo")
def demo(host: str, port: int, folder: Path, reset: bool) -> None:
    """Serve the assembly in the Lichtburg and next year's edition, to try everything out."""
    folder = folder.absolute()
    if reset:
        _forget(folder)
    public_url = f"http://{host}:{port}"
    if not (folder / "eventapp.toml").exists():
        instance.write_settings(folder, public_url)
    found = config.load(instance=folder, overrides={"public_url": public_url})
    found.check()
    database = Database(found.database_url)
    database.upgrade()
    sign_ins = _fill(database, folder)
    _announce(database, public_url, sign_ins)
    if "EVENTAPP_DATABASE_URL" not in os.environ:
        os.environ["EVENTAPP_DATABASE_URL"] = found.database_url
    database.engine.dispose()
    server.run(found, host, port, workers=1)


def _forget(folder: Path) -> None:
    """Delete a demo, and only a demo: the mark says that the folder is one."""
    if not folder.exists():
        return
    if not (folder / _MARK).is_file():
        raise click.ClickException(f"{folder} is no demo (it holds no {_MARK}); it is left as it is.")
    shutil.rmtree(folder)


def _fill(database: Database, folder: Path) -> dict[str, str]:
    mark = folder / _MARK
    moment = datetime.now(UTC)
    with database.writing() as session:
        kinds.install_shipped(session, now=moment)
        if not model_case.is_filled(session):
            sign_ins = {}
            for account in model_case.fill(session, now=moment).values():
                password = "-".join(secrets.choice(_WORDS) for _ in range(5)) + f"-{secrets.randbelow(9000) + 1000}"
                accounts.set_password(session, account, password)
                sign_ins[account.email] = password
            _write_private(mark, json.dumps(sign_ins, indent=2))
    if not mark.is_file():
        raise click.ClickException(f"{folder} holds data that are no demo. Choose another folder with --instance.")
    return dict(json.loads(mark.read_text(encoding="utf-8")))


def _write_private(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def _announce(database: Database, public_url: str, sign_ins: dict[str, str]) -> None:
    from eventapp.domain.actor import SYSTEM
    from eventapp.domain.links import Links

    links = Links(public_url)
    click.echo("eventapp demo. People and times are examples; the data lie in this folder alone.\n")
    click.echo(f"  Start page    {public_url}/")
    with database.reading() as session:
        for event in reversed(events.all_of(session, actor=SYSTEM)):
            edition = editions.latest(session, event)
            if edition is not None:
                click.echo(f"  {event.starts.day.year}          {links.event(edition.key)}")
    click.echo(f"  Planning      {public_url}/planning/\n")
    for email, password in sign_ins.items():
        click.echo(f"  Sign in as    {email}\n  Password      {password}\n")
    click.echo("End with Ctrl+C.")
