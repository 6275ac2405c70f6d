"""What is written to the log: one line a record, as text or as JSON, with the request's number and nothing of persons.

No record forges another or reaches a terminal raw (S-14): control characters are written as escapes. Addresses of mails
are left out wherever they stand, and of what a database says only its first line is kept: the second names values.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

Format = Literal["text", "json"]
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The number of the request in hand; empty outside of one."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MAIL = re.compile(r"[^\s<>\"'(),;:=\[\]]{1,64}@[^\s<>\"'(),;:=\[\]]{1,255}")
_LONGEST = 2_000
_FIELDS = ("method", "path", "status", "milliseconds", "network")


class Lines(logging.Formatter):
    """A record as one line of text; a trace's lines follow, each set in, so that none looks like a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        parts = [_moment(record), record.levelname, record.name, plain(record.getMessage())]
        parts += [f"{name}={value}" for name, value in _fields(record).items()]
        trace = "".join(f"\n    {line}" for line in _trace(record))
        return " ".join(parts) + trace


class JsonLines(logging.Formatter):
    """A record as one JSON object: time, level, logger, message, request_id, and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. All that is not ASCII is an escape."""
        told: dict[str, object] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": plain(record.getMessage()),
            **_fields(record),
        }
        if trace := _trace(record):
            told["trace"] = trace
        return json.dumps(told)


def install(form: str) -> None:
    """Let everything that is logged by this process go to the standard error, in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])  # once a process
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its parts


def plain(text: str) -> str:
    """``text`` in one line, without control characters and mail addresses."""
    return _CONTROL.sub(_escape, _MAIL.sub("…@…", text[:_LONGEST]))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode()


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> dict[str, object]:
    known = {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
    told = {name: plain(value) if isinstance(value, str) else value for name, value in known.items()}
    number = getattr(record, "request_id", "") or REQUEST_ID.get()
    return {**({"request_id": number} if number else {}), **told}


def _trace(record: logging.LogRecord) -> list[str]:
    """Where it happened, and of what was said the first line: enough to find the fault."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    found, error, seen = list[str](), record.exc_info[1], set[int]()
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    for one in reversed(chain):
        for frame in traceback.extract_tb(one.__traceback__):
            found.append(f"{frame.filename}:{frame.lineno} {frame.name}")
        found.append(plain(f"{type(one).__name__}: {str(one).partition(chr(10))[0]}"))
    return found
