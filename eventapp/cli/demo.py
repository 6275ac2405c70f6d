"""The demo: an instance with the model case, served."""

from __future__ import annotations

import json
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from eventapp import config
from eventapp.cli import instance, server
from eventapp.domain.actor import SYSTEM
from eventapp.domain.links import Links
from eventapp.domain.tokens import Tokens
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
@click.option("--port", default=8000, show_default=True, type=server.PORT, help="Port to listen at")
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
    _require_demo(folder)
    server.require_free(host, port)  # before anything is reset: a demo may run there
    if reset:
        _forget(folder)
    public_url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    _claim(folder)
    if not (folder / "eventapp.toml").exists():
        instance.write_settings(folder, public_url, is_demo=True)
    found = config.load(instance=folder, overrides={"public_url": public_url})
    found.check()
    if (file := instance.database_file(found)) is None or file.exists():
        _refuse_other_data(Database(found.database_url), folder)
    database = instance.upgraded_database(found)
    tokens = instance.tokens(found)
    sign_ins = _fill(database, folder, tokens)
    _announce(database, public_url, sign_ins, tokens)
    database.engine.dispose()
    server.run(found, host, port, workers=1, with_worker=True)


def _require_demo(folder: Path) -> None:
    """Refuse a folder that holds other things than a demo."""
    if not (folder / _MARK).is_file() and folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} holds data that are no demo. Choose another folder with --instance.")


def _claim(folder: Path) -> None:
    """Mark a new folder as a demo's before anything else lies in it."""
    if not (folder / _MARK).is_file():
        instance.make_folder(folder)
        instance.write_private(folder / _MARK, "{}")


def _refuse_other_data(database: Database, folder: Path) -> None:
    """Touch no database that holds anything but this demo, such as one that the environment names."""
    if database.revision() is not None and not _sign_ins(folder):
        with database.reading() as session:
            if model_case.is_filled(session):
                raise click.ClickException(
                    f"The database {database.url.render_as_string()} holds data that are no demo. "
                    "Choose another one, or leave EVENTAPP_DATABASE_URL out."
                )


def _forget(folder: Path) -> None:
    """Delete a demo, and only a demo: the mark says that the folder is one."""
    if (folder / _MARK).is_file():
        shutil.rmtree(folder)


def _fill(database: Database, folder: Path, tokens: Tokens) -> dict[str, str]:
    moment = datetime.now(UTC)
    with database.writing() as session:
        kinds.install_shipped(session, now=moment)
        if not model_case.is_filled(session):
            sign_ins = {}
            for account in model_case.fill(session, now=moment).values():
                password = "-".join(secrets.choice(_WORDS) for _ in range(5)) + f"-{secrets.randbelow(9000) + 1000}"
                accounts.set_password(session, account, password, now=datetime.now(UTC))
                sign_ins[account.email] = password
            model_case.furnish(session, tokens=tokens, now=moment)
            instance.write_private(folder / _MARK, json.dumps(sign_ins, indent=2))
    return _sign_ins(folder)


def _sign_ins(folder: Path) -> dict[str, str]:
    return dict(json.loads((folder / _MARK).read_text(encoding="utf-8")))


def _announce(database: Database, public_url: str, sign_ins: dict[str, str], tokens: Tokens) -> None:
    links = Links(public_url)
    click.echo("eventapp demo. People and times are examples; the data lie in this folder alone.\n")
    click.echo(f"  Start page    {public_url}/")
    with database.reading() as session:
        for event in reversed(events.all_of(session, actor=SYSTEM)):
            edition = editions.latest(session, event)
            if edition is not None:
                click.echo(f"  {event.starts.day.year}          {links.event(edition.key)}")
        for name, url in model_case.addresses(session, links, tokens).items():
            click.echo(f"  {name:13} {url}")
    click.echo(f"  Planning      {public_url}/planning/\n")
    for email, password in sign_ins.items():
        click.echo(f"  Sign in as    {email}\n  Password      {password}\n")
    click.echo("End with Ctrl+C.")
