"""How an audience is stored."""

from __future__ import annotations

from typing import Any

from cattrs.preconf.json import make_converter
from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator

from eventapp.domain.mailings import Audience

_converter = make_converter()


class AudienceJson(TypeDecorator[Audience]):
    """An audience as JSON. Fields that are added later need a default, so that old ones stay readable."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Audience | None, dialect: Dialect) -> Any:
        return None if value is None else _converter.unstructure(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Audience | None:
        return None if value is None else _converter.structure(value, Audience)
