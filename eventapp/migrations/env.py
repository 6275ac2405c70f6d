"""Alembic's entry: runs on the connection it is handed."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from eventapp.models import Base


def render_item(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what the database stores, so that old migrations need no code of ours."""
    if kind == "type" and isinstance(value, TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
