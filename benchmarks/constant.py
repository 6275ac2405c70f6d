"""The least that Flask can do: answers of a constant length, to compare with."""

from __future__ import annotations

import os

from flask import Flask

SIZES = "BENCHMARK_SIZES"


def app() -> Flask:
    """An application with one page a length."""
    bare = Flask("constant", static_folder=None)
    for size in {int(size) for size in os.environ[SIZES].split(",")}:
        _add(bare, size)
    return bare


def _add(bare: Flask, size: int) -> None:
    content = "x" * size

    def constant() -> str:
        return content

    bare.add_url_rule(f"/{size}", f"constant-{size}", constant)
