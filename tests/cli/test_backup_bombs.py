"""Backups that somebody made to do harm, or that were damaged: refused in one sentence, at little cost (S-17, S-63)."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from gzip import GzipFile
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from eventapp.adapters import archive, videos
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.models import Picture, Video
from eventapp.services import films
from tests.cli.backups import file_of, now, opened, remade, rewritten, watched
from tests.cli.conftest import Terminal

pytestmark = pytest.mark.one_database
MOST_GROWTH = 250_000_000
MOST_SECONDS = 20
DRAWN: dict[str, Any] = {"organizer_id": 1, "content_type": "image/png", "width": 1, "height": 1, "created_at": now()}


def deep(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def refused(terminal: Terminal, file: Path) -> str:
    """Try to restore; what was said, in one line. Nothing may be left of it."""
    place = terminal.folder / "back"
    said = terminal.run("restore", str(file), "--instance", str(place))
    assert (said.code, said.error.count("\n")) == (1, 1), said.everything
    assert not place.exists()
    return said.error


def cost_of(terminal: Terminal, file: Path) -> tuple[str, int, float]:
    """The same in a process of its own: what was said, by how many bytes it grew, and how many seconds it took."""
    place = terminal.folder / "back"
    start = time.monotonic()
    done = watched(terminal, "restore", str(file), "--instance", str(place))
    assert (done.said.code, done.said.error.count("\n")) == (1, 1), done.said.everything
    assert not place.exists()
    return done.said.error, done.grown, time.monotonic() - start


def zeros(count: int) -> Iterator[bytes]:
    """So many megabytes of nothing."""
    return repeat(bytes(1_000_000), count)


def lists(megabytes: int) -> bytes:
    return b"[" + b"[]," * (megabytes * 333_333) + b"[]]"


def film(size: int) -> Iterable[bytes]:
    """A row of the table of films, in pieces."""
    told = {"id": 1, "digest": "d", "media_type": "video/mp4", "added_at": "2026-11-22T09:00:00+00:00", "content": ""}
    line = json.dumps(told, separators=(",", ":")).encode()
    return [line[:-2], *repeat(b"A" * 1_000_000, size), b'"}\n']


def test_S17_rows_of_a_million_pieces_are_never_made(filled: Terminal, whole: Path) -> None:
    row = [b'{"id":1,"note":[', *repeat(b"[]," * 300_000, 17), b"[]]}\n"]
    file = remade(whole, filled.folder / "bomb.zip", {"tables/speaker.jsonl": row})

    tracemalloc.start()
    try:
        assert "is damaged (speaker)" in refused(filled, file)
        grown = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert grown < 80_000_000


def test_S17_many_films_take_little_memory(filled: Terminal, whole: Path) -> None:
    counts = json.loads(zipfile.ZipFile(whole).read("manifest.json"))["tables"]
    rows = {"tables/video.jsonl": [*film(80), *film(20)]}
    file = remade(whole, filled.folder / "bomb.zip", rows, tables={**counts, "video": 1})

    said, grown, seconds = cost_of(filled, file)

    assert "is damaged (video)" in said
    assert (grown < MOST_GROWTH, seconds < MOST_SECONDS) == (True, True), (grown, seconds)


def test_S17_a_line_without_end_is_not_read_to_its_end(filled: Terminal, whole: Path) -> None:
    endless = [b'{"id":"', *zeros(110)]

    assert "is damaged (tables/speaker.jsonl)" in refused(
        filled, remade(whole, filled.folder / "bomb.zip", {"tables/speaker.jsonl": endless})
    )


def test_S17_what_unpacks_to_more_than_any_backup_of_ours_is_not_unpacked(
    filled: Terminal, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "FREE_OF_RATIO", 5_000_000)
    large = remade(whole, filled.folder / "large.zip", {"files/notes.txt": zeros(40)})

    said = refused(filled, large)

    assert "MB unpacks to 40 MB" in said
    assert "--any-size" in said
    back = filled.run("restore", str(large), "--any-size", "--instance", str(filled.folder / "mine"))
    assert back.code == 0, back.everything
    assert (filled.folder / "mine" / "notes.txt").stat().st_size == 40_000_000


def test_S17_a_list_of_millions_of_entries_is_not_read(tmp_path: Path) -> None:
    file, count = tmp_path / "list.zip", 200_000
    listed = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, *[0] * 7, 1, *[0] * 6) + b"x"
    with file.open("wb") as stream:
        stream.writelines(repeat(listed, count))
        stream.write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(listed) * count, 0))
        stream.write(struct.pack("<4sLQL", b"PK\6\7", 0, len(listed) * count, 1))
        stream.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0))
    assert len(zipfile.ZipFile(file).infolist()) == count

    tracemalloc.start()
    try:
        with pytest.raises(InvalidValue, match=r"backup\.unreadable"):
            archive.Reader(file)
        grown = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert grown < 10_000_000


def test_S17_what_is_no_zip_at_all_is_no_backup(filled: Terminal, whole: Path) -> None:
    kinds = {"empty": b"", "text": b"PK", "gzip": b"", "tar": b"", "bzip": b"BZh91AY&SY"}
    packed = BytesIO()
    with GzipFile(fileobj=packed, mode="wb") as stream:
        stream.writelines(zeros(100))
    tarred = BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = 100_000_000
        tar.addfile(info, BytesIO(bytes(100_000_000)))
    kinds["gzip"], kinds["tar"] = packed.getvalue(), tarred.getvalue()

    for kind, content in kinds.items():
        file = filled.folder / kind
        file.write_bytes(content)
        assert "is no backup of this program" in refused(filled, file), kind


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_S17_entries_are_packed_as_ours_are_or_not_read(filled: Terminal, whole: Path, method: int) -> None:
    file = filled.folder / "packed.zip"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, content, method if info.filename == "tables/event.jsonl" else None)

    assert "damaged (tables/event.jsonl)" in refused(filled, file)


def test_S63_nesting_without_end_is_damage(filled: Terminal, whole: Path) -> None:
    for name in ("settings.json", "tables/event.jsonl"):
        file = remade(whole, filled.folder / "deep.zip", {name: [deep(100_000)]})
        assert f"is damaged ({Path(name).stem}" in refused(filled, file), name
    with zipfile.ZipFile(filled.folder / "manifest.zip", "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("manifest.json", deep(1_000_000))
    assert "is no backup of this program" in refused(filled, filled.folder / "manifest.zip")


def test_R24_numbers_and_names_that_are_wrong_are_damage(filled: Terminal, whole: Path) -> None:
    def said(name: str, value: object) -> str:
        return refused(filled, rewritten(whole, filled.folder / "wrong.zip", None, **{name: value}))

    entries = json.loads(zipfile.ZipFile(whole).read("manifest.json"))["entries"]
    counts = json.loads(zipfile.ZipFile(whole).read("manifest.json"))["tables"]
    damaged, manifest = "damaged (", "damaged (manifest.json)"
    wrong: list[tuple[str, list[object], str]] = [
        ("tables", [None, [], "x", {"event": "1"}, {"event": 1.5}, {**counts, "event": 10**30}], damaged),
        ("tables", [{**counts, "event": -1}, {**counts, "event": counts["event"] - 1}], damaged),
        ("numbers", [None, [1], {"event": -1}, {"event": 10**30}], manifest),
        ("entries", [None, [], {"settings.json": 5}, {"x": {"sha256": 1}}], "is no backup"),
        ("made_at", [None, 5, "yesterday", [1]], manifest),
        ("revision", [None, 5, "9999", [1]], "newer version"),
    ]
    for name, values, words in wrong:
        for value in values:
            assert words in said(name, value), (name, value)
    larger = {**entries, "settings.json": {**entries["settings.json"], "bytes": 10**15}}
    assert "damaged (settings.json)" in said("entries", larger)
    assert "damaged (extra)" in refused(filled, rewritten(whole, filled.folder / "extra.zip", {"extra": b"x"}))
    without = {name: entry for name, entry in entries.items() if name != "tables/event.jsonl"}
    assert "damaged (tables/event.jsonl)" in said("entries", without)


def test_R24_tables_that_do_not_exist_are_damage(filled: Terminal, whole: Path) -> None:
    strange = remade(whole, filled.folder / "strange.zip", {"tables/strange.jsonl": [b"{}\n"]})
    counts = json.loads(zipfile.ZipFile(whole).read("manifest.json"))["tables"]
    counted = rewritten(strange, filled.folder / "counted.zip", tables={**counts, "strange": 1})

    assert "damaged (strange)" in refused(filled, counted)


@pytest.mark.parametrize(
    "name", ["../outside", "/outside", "a/../../outside", "C:\\outside", "..\\outside", "", "ERASED.jsonl/outside"]
)
def test_S18_no_name_leads_out_of_the_folder(filled: Terminal, whole: Path, name: str) -> None:
    file = remade(whole, filled.folder / "path.zip", {f"files/{name}": [b"x"]})

    assert "is damaged (files/" in refused(filled, file)
    assert not list(filled.folder.rglob("*outside*"))
    assert not Path("/outside").exists()


def test_settings_that_could_not_be_read_again_are_damage(filled: Terminal, whole: Path) -> None:
    wrong: list[object] = [
        {"zone": "../../etc/passwd"},
        {"zone": "Nowhere"},
        {"smtp_port": None},
        {"log_format": {"x": 1}},
        [],
    ]
    for settings in wrong:
        file = remade(whole, filled.folder / "set.zip", {"settings.json": [json.dumps(settings).encode()]})
        assert "damaged (settings.json)" in refused(filled, file), settings


def test_R24_wherever_a_backup_is_cut_or_changed_nothing_is_restored(filled: Terminal, whole: Path) -> None:
    content = whole.read_bytes()
    file = filled.folder / "cut.zip"
    for place in range(0, len(content), len(content) // 25):
        file.write_bytes(content[:place])
        assert "is no backup of this program" in refused(filled, file), place
    for place in range(7, len(content), len(content) // 40):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        # a sign that nothing hangs on, such as a date, may change; all else is refused, and nothing breaks
        with suppress(InvalidValue, RuleBroken), archive.Reader(file) as found:
            found.require_bounds()
            found.check()


def test_S17_a_costly_passphrase_is_not_tried() -> None:
    sealed = json.loads(archive.seal({"secret_key": "x" * 40}, "a passphrase of some length"))
    for cost in ({"n": 2**20}, {"n": 2**16, "p": 1000}, {"n": -1}, {"r": 2**30}, {"n": 10**400}):
        start = time.monotonic()
        with pytest.raises(InvalidValue, match="passphrase"):
            archive.unseal(json.dumps({**sealed, **cost}).encode(), "a passphrase of some length")
        assert time.monotonic() - start < 1


def test_a_disk_without_room_is_seen_before_anything_is_written(
    filled: Terminal, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(filled.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=3_000_000))

    assert "has 3 MB free, and this backup takes up to 2" in refused(filled, whole)


def test_what_fails_at_the_last_file_leaves_no_folder(filled: Terminal, whole: Path) -> None:
    name = f"files/inside/deeper/{'x' * 300}"
    file = remade(whole, filled.folder / "long.zip", {"files/inside/one.txt": [b"x"], name: [b"x"]})

    assert "Nothing was restored: File name too long" in refused(filled, file)


def test_R23_the_largest_film_comes_back_and_a_large_database_takes_little_memory(filled: Terminal) -> None:
    content = b"\0\0\0\x18ftypisom" + bytes(videos.MOST_BYTES - 12)
    assert videos.media_type(content) == videos.MP4
    digest = hashlib.sha256(content).hexdigest()
    with opened(file_of(filled)) as database, database.writing() as session:
        session.add(Video(digest=digest, media_type=videos.MP4, content=content, added_at=now()))
        for number in range(8):
            session.add(Picture(digest=f"{number}", content=bytes(2_000_000), **DRAWN))

    made = watched(filled, "backup", "film.zip")
    back = watched(filled, "restore", "film.zip", "--instance", "back")

    assert (made.said.code, back.said.code) == (0, 0), (made, back)
    with archive.Reader(filled.folder / "film.zip") as found:
        assert found.bytes_in("tables") > 100_000_000
    with opened(file_of(filled, "back")) as database, database.reading() as session:
        kept = films.current(session)
        assert kept is not None
        assert (kept.digest, hashlib.sha256(kept.content).hexdigest()) == (digest, digest)
    assert max(made.grown, back.grown) < MOST_GROWTH, (made.grown, back.grown)
