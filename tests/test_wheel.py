"""What is installed from a wheel is whole: pages, letters, fonts, texts and tables are in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

_TRY = """
import eventapp, json, sys
from pathlib import Path
from eventapp import config
from eventapp.app import create_app
from eventapp.models.database import Database
from datetime import UTC, datetime
from eventapp.services import demo, kinds

assert "site" in eventapp.__file__, eventapp.__file__
settings = config.load({}, instance=Path(sys.argv[1]), overrides={
    "public_url": "http://127.0.0.1:8000", "secret_key": "only for tests, and long enough to pass"})
database = Database(settings.database_url)
database.upgrade()
with database.writing() as session:
    kinds.install_shipped(session, now=datetime.now(UTC))
    demo.fill(session, now=datetime.now(UTC))
client = create_app(settings, database).test_client()
base = "http://127.0.0.1:8000"
paths = (
    "/", "/static/bridge.css", "/events/frauen-und-ki-2024?lang=en", "/events/frauen-und-ki-2024.ics",
    "/events/frauen-und-ki-2024/program.pdf",
)
answers = {path: client.get(path, base_url=base) for path in paths}
assert all(answer.status_code == 200 for answer in answers.values()), answers
assert "Good to know" in answers["/events/frauen-und-ki-2024?lang=en"].text
assert answers["/events/frauen-und-ki-2024/program.pdf"].data.startswith(b"%PDF")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built as a release is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_wheel_holds_what_is_no_python(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    for name in (
        "eventapp/templates/base.html",
        "eventapp/templates/letters/invitation.typ",
        "eventapp/templates/mail/invitation/body.html",
        "eventapp/static/vendor/kern/kern.min.css",
        "eventapp/fonts/fira-sans/FiraSans-Regular.ttf",
        "eventapp/translations/en/LC_MESSAGES/messages.mo",
        "eventapp/migrations/versions/0001_first_tables.py",
        "eventapp/data/kinds.toml",
        "eventapp/data/passwords.txt",
    ):
        assert name in names


def test_program_works_from_a_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    site, instance = tmp_path / "site", tmp_path / "instance"
    instance.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")}

    done = subprocess.run(
        [sys.executable, "-c", _TRY, str(instance)],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
