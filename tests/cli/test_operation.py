"""Setting up an instance, and looking after it."""

from __future__ import annotations

import errno
import os
import re
import socket
import sqlite3
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from eventapp.models.database import Database
from eventapp.services import operation
from tests.cli.conftest import INIT, Terminal
from tests.conftest import NOW
from tests.factories import Factories

SECRET = "an ordinary secret of more than 32 characters"
PUBLIC = "https://versammlung.example.org"


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_init_sets_up_an_instance_for_its_owner_alone(terminal: Terminal) -> None:
    said = terminal.run(*INIT)

    assert said.code == 0, said.everything
    settings = terminal.instance / "eventapp.toml"
    secret = re.search(r'secret_key = "([^"]+)"', settings.read_text(encoding="utf-8"))
    assert secret is not None
    assert len(secret[1]) >= 43
    assert (_mode(settings), _mode(terminal.instance)) == (0o600, 0o700)
    assert secret[1] not in said.everything
    assert len(re.findall(r"http://127\.0\.0\.1:8000/sign-in/link/[\w-]{43}\b", said.out)) == 1


def test_init_again_changes_nothing_and_gives_no_second_link(office: Terminal) -> None:
    settings = office.instance / "eventapp.toml"
    before = settings.read_bytes()

    said = office.run(*INIT)

    assert said.code == 0
    assert "There are accounts already" in said.out
    assert "/sign-in/link/" not in said.out
    assert settings.read_bytes() == before


def test_two_instances_have_different_secrets(terminal: Terminal) -> None:
    for folder in ("one", "two"):
        assert terminal.run(*INIT, instance=str(terminal.folder / folder)).code == 0

    one, two = ((terminal.folder / folder / "eventapp.toml").read_text("utf-8") for folder in ("one", "two"))
    assert one != two


def test_init_works_on_postgresql_named_by_the_environment(terminal: Terminal, served_postgres: str) -> None:
    said = terminal.run(*INIT, database_url=served_postgres)

    assert said.code == 0, said.everything
    assert "kim@example.org" in terminal.run("user", "list", database_url=served_postgres).out
    assert not (terminal.instance / "eventapp.sqlite").exists()


def test_init_with_all_settings_in_the_environment_needs_no_file(terminal: Terminal) -> None:
    said = terminal.run(*INIT[:1], *INIT[3:], secret_key=SECRET, public_url=PUBLIC)

    assert said.code == 0, said.everything
    assert f"{PUBLIC}/sign-in/link/" in said.out
    assert not (terminal.instance / "eventapp.toml").exists()


def test_init_writes_nothing_for_an_address_that_is_not_safe(terminal: Terminal) -> None:
    said = terminal.run("init", "--public-url", "http://versammlung.example.org")

    assert said.code == 2
    assert "without https" in said.error
    assert not terminal.instance.exists()


def test_init_does_not_pass_over_another_address(office: Terminal) -> None:
    said = office.run("init", "--public-url", "https://anders.example.org")

    assert said.code == 1
    assert "http://127.0.0.1:8000 already" in said.error


def test_init_without_anybody_to_ask_names_what_is_missing_and_writes_nothing(terminal: Terminal) -> None:
    nothing = terminal.run("init")
    little = terminal.run(*INIT[:5])

    assert (nothing.code, little.code) == (1, 1)
    assert "Add --public-url" in nothing.error
    assert "Add --name --office --authority; nothing was written" in little.error
    assert not terminal.instance.exists()


def test_init_leaves_no_half_written_settings_on_a_full_disk(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.fdopen", _full)
        said = terminal.run(*INIT)

    assert (said.code, "eventapp.toml: No space left on device" in said.error) == (1, True)
    assert not (terminal.instance / "eventapp.toml").exists()

    (terminal.instance / "eventapp.toml").touch()  # as an earlier program left it
    assert terminal.run(*INIT).code == 0


def _full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_init_says_what_its_settings_lack(terminal: Terminal) -> None:
    terminal.instance.mkdir()
    (terminal.instance / "eventapp.toml").write_text('zone = "Europe/Berlin"\n', encoding="utf-8")

    said = terminal.run(*INIT)

    assert (said.code, "holds no secret_key" in said.error) == (1, True)


def test_no_command_makes_a_database_by_the_way(office: Terminal) -> None:
    elsewhere = office.folder / "elsewhere.sqlite"

    for words in (("user", "list"), ("doctor",), ("serve",), ("backup", str(office.folder / "a.zip"))):
        said = office.run(*words, database_url=f"sqlite:///{elsewhere}")
        assert (said.code, f"There is no database {elsewhere}" in said.everything) == (1, True), words

    assert not elsewhere.exists()


def test_a_damaged_database_is_one_sentence(office: Terminal) -> None:
    damaged = office.folder / "damaged.sqlite"
    damaged.write_text("no database " * 100, encoding="utf-8")
    damaged.chmod(0o600)

    for words in (("user", "list"), ("doctor",), ("serve",), ("work", "--once"), ("backup", "a.zip"), ("init",)):
        said = office.run(*words, database_url=f"sqlite:///{damaged}")
        assert (said.code, "file is not a database" in said.everything) == (1, True), words


def test_doctor_names_what_others_own_or_read(office: Terminal) -> None:
    database = office.instance / "eventapp.sqlite"
    assert _mode(database) == 0o600
    database.chmod(0o644)
    office.instance.chmod(0o755)

    said = office.run("doctor")

    assert said.code == 1
    assert f"{database} can be read by others than its owner: chmod 600" in said.out
    assert f"{office.instance} is open to others than its owner: chmod 700" in said.out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_doctor_names_a_database_that_root_has_made(office: Terminal) -> None:
    database = office.instance / "eventapp.sqlite"
    os.chown(office.instance, 65534, -1)
    os.chown(office.instance / "eventapp.toml", 65534, -1)

    said = office.run("doctor")

    assert (said.code, f"{database} belongs to root" in said.out) == (1, True)


def test_doctor_asks_the_mail_server_and_sends_nothing(office: Terminal) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = str(nobody.getsockname()[1])

        said = office.run("doctor", smtp_host="127.0.0.1", smtp_port=port)

    assert (said.code, f"! Mail server: 127.0.0.1:{port} refuses the connection." in said.out) == (1, True)


def test_doctor_says_that_nobody_can_run_the_installation(office: Terminal) -> None:
    with sqlite3.connect(office.instance / "eventapp.sqlite") as connection:
        connection.execute("update account set is_administrator = false")
    connection.close()

    said = office.run("doctor")

    assert (said.code, "no account that may run the installation" in said.out) == (1, True)


def test_doctor_names_variables_that_nothing_reads(office: Terminal) -> None:
    assert "EVENTAPP_SMTP_HSOT is no setting" in office.run("doctor", smtp_hsot="mail.example.org").out


def test_init_refuses_what_is_no_mail_address(terminal: Terminal) -> None:
    words = [word if word != "kim@example.org" else "kim" for word in INIT]

    said = terminal.run(*words)

    assert (said.code, "'kim' is no mail address" in said.error, "Traceback" in said.error) == (1, True, False)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "EVENTAPP_SECRET_KEY is missing"),
        ({"secret_key": "short"}, "EVENTAPP_SECRET_KEY is missing or shorter"),
        ({"secret_key": SECRET}, "EVENTAPP_PUBLIC_URL is missing"),
        ({"secret_key": SECRET, "public_url": "http://a.example.org"}, "without https"),
        ({"secret_key": SECRET, "public_url": "https://a.example.org/path"}, "scheme, host and port only"),
        ({"secret_key": SECRET, "public_url": "https://a.example.org:99999"}, "EVENTAPP_PUBLIC_URL"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "debug": "1"}, "EVENTAPP_DEBUG is on"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "trusted_proxies": "-1"}, "EVENTAPP_TRUSTED_PROXIES"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "trusted_proxies": "two"}, "whole number"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "idle_minutes": "0"}, "EVENTAPP_IDLE_MINUTES"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "zone": "Mars/Base"}, "EVENTAPP_ZONE"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "log_requests": "maybe"}, "take on or off"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "database_url": "foo"}, "EVENTAPP_DATABASE_URL can't be read"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "database_url": "mysql://a:geheim@b/c"}, "begins with mysql://"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "database_url": "postgres://a@b/c"}, "or postgresql://"),
        ({"secret_key": SECRET, "public_url": PUBLIC, "database_url": "sqlite://a.sqlite"}, "sqlite:////path"),
    ],
)
def test_nothing_starts_with_unsafe_settings(terminal: Terminal, settings: dict[str, str], sentence: str) -> None:
    said = terminal.run("serve", **settings)

    assert said.code == 2
    assert sentence in said.error
    assert "Traceback" not in said.error
    assert "geheim" not in said.error


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("secret_key = ", "can't be read"),
        ("sekret_key = 'x'", "settings that don't exist: sekret_key"),
        ("trusted_proxies = 'two'", "EVENTAPP_TRUSTED_PROXIES"),
        ("secret_key = 5", "EVENTAPP_SECRET_KEY"),
    ],
)
def test_a_settings_file_with_a_fault_is_named(terminal: Terminal, line: str, sentence: str) -> None:
    terminal.instance.mkdir()
    (terminal.instance / "eventapp.toml").write_text(line, encoding="utf-8")

    said = terminal.run("serve")

    assert (said.code, "Traceback" in said.error) == (2, False)
    assert sentence in said.error


def test_serve_refuses_a_database_that_is_empty_or_newer(office: Terminal) -> None:
    empty = f"sqlite:///{office.folder / 'empty.sqlite'}"
    (office.folder / "empty.sqlite").touch()
    assert "is empty. Run `eventapp init` first" in office.run("serve", database_url=empty).error

    _write_revision(office, "9999")

    for word in ("serve", "doctor"):
        said = office.run(word)
        assert (said.code, "a newer version wrote it" in said.everything) == (1, True)
        assert "eventapp init" not in said.everything


def test_init_refuses_a_database_of_a_newer_program(office: Terminal) -> None:
    _write_revision(office, "9999")

    said = office.run("init")

    assert (said.code, "Traceback" in said.error) == (1, False)
    assert "a newer version wrote it" in said.error


def _write_revision(office: Terminal, revision: str) -> None:
    with sqlite3.connect(office.instance / "eventapp.sqlite") as connection:
        connection.execute("update alembic_version set version_num = ?", (revision,))
    connection.close()


def test_doctor_shows_each_setting_with_its_source_and_no_secret(office: Terminal) -> None:
    secret = re.findall(r'secret_key = "(.+)"', (office.instance / "eventapp.toml").read_text("utf-8"))[0]

    said = office.run("doctor", idle_minutes="20")

    lines = {line.split()[0]: line for line in said.out.splitlines()}
    assert said.code == 0, said.everything
    assert lines["public_url"].endswith("eventapp.toml")
    assert lines["idle_minutes"].split() == ["idle_minutes", "20", "environment"]
    assert lines["absolute_hours"].endswith("default")
    assert lines["instance"].endswith("environment")
    assert "(set)" in lines["secret_key"]
    assert secret not in said.everything
    assert "Everything is in order." in said.out


def test_the_environment_comes_before_the_file(office: Terminal) -> None:
    said = office.run("doctor", public_url=PUBLIC)

    assert re.search(rf"public_url +{PUBLIC} +environment", said.out)


def test_doctor_hides_the_password_of_a_database_that_is_out_of_reach(office: Terminal) -> None:
    said = office.run("doctor", database_url="postgresql://kim:geheimnis@127.0.0.1:1/nowhere")

    assert said.code == 1
    assert "! The database postgresql://kim:***@127.0.0.1:1/nowhere can't be used" in said.out
    assert "geheimnis" not in said.everything
    assert "Traceback" not in said.error


def test_doctor_says_what_is_wrong(office: Terminal) -> None:
    (office.instance / "eventapp.toml").chmod(0o644)
    assert "chmod 600" in office.run("doctor").out
    assert office.run("doctor").code == 1

    nowhere = office.run("doctor", instance=str(office.folder / "nowhere"))
    assert (nowhere.code, "does not exist" in nowhere.out) == (1, True)


def test_a_database_out_of_reach_is_one_sentence(office: Terminal) -> None:
    said = office.run("user", "list", database_url="postgresql://kim:geheimnis@127.0.0.1:1/nowhere")

    assert (said.code, "Traceback" in said.error, "geheimnis" in said.error) == (1, False, False)
    assert "the database can't be used" in said.error


def test_R27_mail_is_released_for_one_office_the_installation_or_all(office: Terminal) -> None:
    database = Database(f"sqlite:///{office.instance / 'eventapp.sqlite'}")
    with database.writing() as session:
        make = Factories(session, NOW)
        make.organizer("frauenbuero", office="Frauenbüro")
        operation.hold_mail(session, "a.zip", now=NOW)
    database.engine.dispose()

    status = office.run("outbox", "status").out
    assert "0 with `--organizer frauenbuero`: Frauenbüro, Stadt Musterstadt" in status
    assert "0 with `--own`" in status
    assert office.run("outbox", "release", "--organizer", "frauenbuero").out == "Mail is released. Leaving now: 0.\n"
    assert office.run("outbox", "release", "--organizer", "frauenbuero").out == "Mail is not held.\n"
    assert office.run("outbox", "release", "--organizer", "nobody").code == 1
    assert office.run("outbox", "release", "--own", "--organizer", "frauenbuero").code == 2
    assert office.run("outbox", "release", "--own").code == 0
    assert office.run("outbox", "release", "--own").out == "Mail is not held.\n"
    assert "--own" not in office.run("outbox", "status").out
    assert office.run("outbox", "release").out == "Mail is released. Leaving now: 0.\n"
    assert "held" not in office.run("outbox", "status").out
