"""A browser for tests that looks at every page it fetches: one h1, a title, labels, unique ids, nothing foreign."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.models import Account
from tests.factories import PASSWORD

_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_LOADS = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}
_OWN = {"127.0.0.1:8000", ""}


class _Page(HTMLParser):
    """What the checks need to know of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.references: list[tuple[str, str]] = []
        self.controls: list[dict[str, str]] = []
        self.headings: list[int] = []
        self.images_without_alt: list[str] = []
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self.title = ""
        self._in_title = False
        self._label_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids[values["id"]] += 1
        self._note(tag, values)
        if tag == "html":
            self.language = values.get("lang", "")
        elif tag == "title":
            self._in_title = True
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        elif tag == "label":
            self.labels.add(values.get("for", ""))
        elif tag in {"input", "select", "textarea"} and values.get("type") not in _UNLABELLED:
            self.controls.append(values)
        elif tag == "img" and "alt" not in values:
            self.images_without_alt.append(values.get("src", ""))

    def _note(self, tag: str, values: dict[str, str]) -> None:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.references += [(name, target) for target in values.get(name, "").split()]
        if tag in _LOADS and _LOADS[tag] in values and values.get("rel") != "alternate":
            self.loads.append(values[_LOADS[tag]])
        self.inline += [name for name in values if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def check_page(html: str) -> None:
    """Raise AssertionError with all that is wrong about a page."""
    page = _Page()
    page.feed(html)
    faults = [
        *(["no language"] if page.language not in {"de", "en"} else []),
        *(["no title"] if not page.title.strip(" –\n") else []),
        *([f"{page.headings.count(1)} h1"] if page.headings.count(1) != 1 else []),
        *[f"heading level jumps to h{b} after h{a}" for a, b in pairwise(page.headings) if b > a + 1],
        *[f"id {name} {times} times" for name, times in page.ids.items() if times > 1],
        *[f"{name} names {target}, which is not there" for name, target in page.references if target not in page.ids],
        *[f"no label for {c.get('name')}" for c in page.controls if not _is_labelled(c, page.labels)],
        *[f"image without alt: {source}" for source in page.images_without_alt],
        *[f"loads from elsewhere: {url}" for url in page.loads if urlsplit(url).netloc not in _OWN],
        *[f"inline {name}" for name in page.inline],
    ]
    assert not faults, faults


def _is_labelled(control: dict[str, str], labels: set[str]) -> bool:
    return control.get("id", "") in labels or "aria-label" in control or "aria-labelledby" in control


class Browser:
    """Fetches and sends as a person's browser does, with cookies and the form's token, and checks each page."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._client = app.test_client()
        self._session = session
        self.base = app.extensions["eventapp.settings"].public_url
        self._tokens: dict[str, str] = {}

    def get(self, url: str, expect: int = 200, **settings: Any) -> TestResponse:
        """Fetch an address."""
        return self._checked(self._client.get(url, base_url=self.base, **settings), expect)

    def post(self, url: str, data: dict[str, Any] | None = None, expect: int = 303, **settings: Any) -> TestResponse:
        """Send a form with the token of its page."""
        values = {"csrf_token": self.token(), **(data or {})}
        response = self._client.post(url, data=values, base_url=self.base, **settings)
        self._session.expire_all()
        return self._checked(response, expect)

    def open(self, url: str, **settings: Any) -> TestResponse:
        """Any request, unchecked."""
        return self._client.open(url, base_url=self.base, **settings)

    def token(self) -> str:
        """The protection against forged requests, from the sign-in page or from one's own account.

        It holds as long as the session, so that it is asked for once a cookie.
        """
        cookie = self._cookie()
        if cookie is None or cookie not in self._tokens:
            token = self._fetched_token()
            cookie = self._cookie() or ""
            self._tokens = {cookie: token}
        return self._tokens[cookie]

    def _cookie(self) -> str | None:
        kept = (self._client.get_cookie(name) for name in ("eventapp", "__Host-eventapp"))
        return next((cookie.value for cookie in kept if cookie), None)

    def _fetched_token(self) -> str:
        for url in ("/account", "/sign-in"):
            page = self._client.get(url, base_url=self.base, follow_redirects=True)
            if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text):
                return found[1]
        raise AssertionError("no page with a token")

    def form(self, url: str, **changes: Any) -> dict[str, Any]:
        """What the first big form of a page would send, with ``changes``. Dashes in names are written ``__``."""
        values = form_values(self.get(url).text)
        values.update({name.replace("__", "-"): value for name, value in changes.items()})
        return values

    def sign_in(self, account: Account, password: str = PASSWORD) -> Browser:
        """Sign in as a person does."""
        self._session.commit()
        self.get("/sign-in")
        self.post("/sign-in", {"email": account.email, "password": password})
        return self

    def _checked(self, response: TestResponse, expect: int) -> TestResponse:
        assert response.status_code == expect, (response.status_code, response.text[:2000])
        if response.mimetype == "text/html" and response.status_code not in {301, 303, 308, 304}:
            check_page(response.text)
        return response


class _Form(HTMLParser):
    """The values of the page's form with class ``form``."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._inside = False
        self._select: str | None = None
        self._area: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "form" in values.get("class", "").split() and not self.values
        if not self._inside:
            return
        name = values.get("name", "")
        if tag == "input" and name:
            self._take(name, values, dict(attrs))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in values or self._select not in self.values):
            self.values[self._select] = values.get("value", "")
        elif tag == "textarea":
            self._area, self._text = name, ""

    def _take(self, name: str, values: dict[str, str], raw: dict[str, str | None]) -> None:
        kind = values.get("type", "text")
        if kind in {"radio", "checkbox"}:
            if "checked" in raw:
                self.values.setdefault(name, []).append(values.get("value", "on"))
        elif kind not in {"submit", "file"}:
            self.values[name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._inside:
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            self.values[self._area] = self._text.removeprefix("\n").removeprefix("\r\n")
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data


def form_values(html: str) -> dict[str, Any]:
    """What the page's form would send as it stands."""
    form = _Form()
    form.feed(html)
    return form.values
