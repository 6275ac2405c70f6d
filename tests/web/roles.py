"""The table of docs/roles.md: every address, and who may ask for it. ``python -m tests.web.roles`` writes it anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from eventapp.domain.actor import Role
from eventapp.web.access import EVERY_STEP, Access, confirmed_steps, level_of, roles_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "roles.md"
_ROW = re.compile(r"^\| `(?P<rule>/[^`]*)` \| (?P<who>[^|]+?) \| (?P<again>[^|]*?) \| (?P<what>[^|]*) \|$")
_AGAIN = "asks again"
_AREAS = (
    ("For everybody", ("/",)),
    ("One's own account", ("/account", "/sign-out")),
    ("Planning: an event", ("/planning/events/",)),
    ("Planning: an office", ("/planning/organizers/", "/planning/venues/", "/planning/speakers/")),
    ("Planning: everything else", ("/planning/",)),
)


@dataclass(frozen=True, slots=True)
class Right:
    """Who may ask for one address: a level, or the roles of ``member``; and where the password is asked for again."""

    who: str
    again: str

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may ask; none for levels that aren't about roles."""
        named = self.who.split(", ")
        return frozenset(Role(name) for name in named if name in set(Role))


def documented() -> dict[str, Right]:
    """What the document says, address by address."""
    rows = (_ROW.match(line) for line in DOCUMENT.read_text(encoding="utf-8").splitlines())
    return {row["rule"]: Right(row["who"], row["again"]) for row in rows if row}


def real(app: Flask) -> dict[str, Right]:
    """What the program does."""
    with app.app_context():
        return {rule.rule: _right(app, rule.endpoint) for rule in app.url_map.iter_rules()}


def _right(app: Flask, endpoint: str) -> Right:
    level, roles = level_of(endpoint), roles_of(endpoint)
    who = level.value if level else "nobody"
    if level is Access.MEMBER:
        who = ", ".join(role for role in Role if role in roles)
    steps = confirmed_steps(endpoint)
    return Right(who, _AGAIN if steps == EVERY_STEP else f"{_AGAIN} before: {', '.join(steps)}" if steps else "")


def written(app: Flask) -> str:
    """The document's tables, with what each page is for."""
    rights = real(app)
    told = {rule.rule: (app.view_functions[rule.endpoint].__doc__ or "") for rule in app.url_map.iter_rules()}
    areas: dict[str, list[str]] = {title: [] for title, _ in _AREAS}
    for rule in sorted(rights):
        title = max(
            (area for area in _AREAS if rule.startswith(area[1])),
            key=lambda area: max(len(start) for start in area[1] if rule.startswith(start)),
        )[0]
        right, what = rights[rule], " ".join(told[rule].split("\n\n")[0].split()).replace("|", "/")
        areas[title].append(f"| `{rule}` | {right.who} | {right.again} | {what} |")
    head = "| address | who | | what |\n| --- | --- | --- | --- |\n"
    return "\n".join(f"## {title}\n\n{head}" + "\n".join(rows) + "\n" for title, rows in areas.items())


def main() -> None:
    """Write the tables of the document anew; its introduction stays."""
    from eventapp.app import create_app
    from eventapp.config import Settings
    from eventapp.models.database import Database

    url = "sqlite://"
    settings = Settings(Path(), url, "http://127.0.0.1:8000", "only for the table of rights, never served")
    head = DOCUMENT.read_text(encoding="utf-8").partition("\n## ")[0]
    DOCUMENT.write_text(f"{head.rstrip()}\n\n{written(create_app(settings, Database(url)))}", encoding="utf-8")


if __name__ == "__main__":
    main()
