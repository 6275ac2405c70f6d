"""Where the templates lie, and mails made of them. Texts go in as values, never as templates (TRUST S-04)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class MailBody:
    """The three parts that a mail's occasion gives it."""

    subject: str
    text: str
    html: str


def folder() -> Path:
    """Beside the package in a checkout, within it in a wheel."""
    packed = _PACKAGE / "templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"


def mail_body(occasion: str, mail: object, translate: Callable[[str], str]) -> MailBody:
    """The parts of a mail for ``occasion``, a folder in ``templates/mail``. A gap that nothing fills is an error."""
    templates = _mails()
    parts = (f"{occasion}/{part}" for part in ("subject.txt", "body.txt", "body.html"))
    subject, text, html = (templates.get_template(part).render(mail=mail, _=translate) for part in parts)
    return MailBody(subject.strip(), text, html)


@cache
def _mails() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder() / "mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
