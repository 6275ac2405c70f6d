"""What somebody is shown once, to be kept: recovery codes, and the key of a code app."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import render_template
from flask_babel import gettext as _

from eventapp.models import Account
from eventapp.request import get_settings

_GROUP = 4


def in_groups(secret: str) -> str:
    """A key as it is typed: in groups of four signs. One that would stand alone at the end joins the group before."""
    starts = range(0, max(len(secret) - 1, 1), _GROUP)
    ends = [*starts[1:], len(secret)]
    return " ".join(secret[start:end] for start, end in zip(starts, ends, strict=True))


def shown_once(codes: Sequence[str], made: str, account: Account) -> str:
    """The page with new recovery codes. ``made`` is what they came with: generator, passkey, or nothing."""
    url = _file_url(codes, account)
    return render_template("accounts/recovery_codes.html", codes=codes, made=made, account=account, file_url=url)


def _file_url(codes: Sequence[str], account: Account) -> str:
    """The codes as a text file within its own address (RFC 2397): it is stored nowhere and asked of nobody."""
    title = _("Ersatzcodes für %(email)s bei %(host)s", email=account.email, host=get_settings().host)
    hint = _("Jeder Code gilt einmal.")
    text = "\r\n".join((str(title), str(hint), "", *codes, ""))
    return f"data:text/plain;charset=utf-8,{quote(text)}"
