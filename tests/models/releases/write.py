"""Write the data of a release as SQL, with the model case in them: ``python -m tests.models.releases.write``.

Once a release, before its tag. Files of earlier releases are never changed.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from eventapp.domain.tokens import Tokens
from eventapp.models.database import Database
from eventapp.services import demo, kinds
from tests.conftest import NOW


def main() -> None:
    """Fill an SQLite and dump it beside this file, named after the newest migration."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "release.sqlite"
        database = Database(f"sqlite:///{file}")
        database.upgrade()
        with database.writing() as session:
            kinds.install_shipped(session, now=NOW)
            demo.fill(session, now=NOW)
            tokens = Tokens(("only for the data of a release",))
            demo.furnish(session, tokens=tokens, now=NOW, people=24)
        database.engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            lines = "\n".join(connection.iterdump()) + "\n"
    Path(__file__).with_name(f"{database.newest_revision()}.sql").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
