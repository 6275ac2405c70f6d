"""Write a new migration from what the models and an upgraded database differ in.

``python -m eventapp.migrations TITLE``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from eventapp.models.database import MIGRATIONS, Database, alembic_config


def main(title: str) -> None:
    """Compare on an SQLite of its own and write the next numbered file."""
    number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'compare.sqlite'}")
        database.upgrade()
        with database.engine.execution_options(write=True).begin() as connection:
            command.revision(alembic_config(connection), title, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("Say what the migration is for."))
