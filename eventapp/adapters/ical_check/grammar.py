"""Content lines and components (RFC 5545, sections 3.1 and 3.4), read leniently from raw bytes.

Independent of the library that writes the files. Whatever is odd is kept, so that a rule can name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from eventapp.adapters.ical_check.finding import Complaints, RuleBook

MOST_BYTES = 20_000_000
MOST_LINES = 400_000
DEEPEST = 8
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER_NAME = re.compile(r"([A-Za-z0-9-]+)=")
_PARAMETER_VALUE = re.compile(r'"([^"]*)"|([^",;:]*)')
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")


class TooLarge(ValueError):
    """The file goes beyond what is looked at. Its text says which bound."""


@dataclass(frozen=True, slots=True)
class Property:
    """One content line. Parameters keep their order, their quotes are gone; ``value`` is still escaped."""

    line: int
    spelling: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    value: str

    @property
    def name(self) -> str:
        """The name in upper case."""
        return self.spelling.upper()

    def parameter(self, name: str) -> str:
        """The first value of a parameter; empty if there is none."""
        return next((values[0] for key, values in self.parameters if key.upper() == name and values), "")


@dataclass(slots=True)
class Component:
    """BEGIN to END. ``line`` is that of BEGIN."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The properties called ``name``."""
        return [item for item in self.properties if item.name == name]

    def first(self, name: str) -> Property | None:
        """The first property called ``name``."""
        return next((item for item in self.properties if item.name == name), None)

    def value(self, name: str) -> str:
        """The raw value of the first property called ``name``; empty if there is none."""
        found = self.first(name)
        return found.value if found else ""

    def named(self, name: str) -> list[Component]:
        """The children called ``name``."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> Iterator[Component]:
        """This component and all below."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Document:
    """A file, taken apart. ``malformed`` and ``unbalanced`` hold what the grammar could not place."""

    data: bytes
    physical: list[bytes]
    roots: list[Component] = field(default_factory=list)
    malformed: list[tuple[int, str]] = field(default_factory=list)
    unbalanced: list[tuple[int, str]] = field(default_factory=list)

    @property
    def calendar(self) -> Component:
        """The first VCALENDAR; an empty one if there is none."""
        return next((root for root in self.roots if root.name == "VCALENDAR"), Component("VCALENDAR", 0))

    @property
    def events(self) -> list[Component]:
        """The VEVENTs of the calendar."""
        return self.calendar.named("VEVENT")

    @property
    def method(self) -> str:
        """METHOD, empty for a file that isn't a message."""
        return self.calendar.value("METHOD")

    @property
    def components(self) -> Iterator[Component]:
        """Every component of the file."""
        for root in self.roots:
            yield from root.walk()

    @property
    def properties(self) -> Iterator[Property]:
        """Every property of the file."""
        for component in self.components:
            yield from component.properties


def parse(data: bytes) -> Document:
    """``data`` taken apart. Raises TooLarge."""
    if len(data) > MOST_BYTES:
        raise TooLarge(f"the file is larger than {MOST_BYTES} octets")
    if data.count(b"\n") > MOST_LINES:
        raise TooLarge(f"the file has more than {MOST_LINES} lines")
    physical = data.split(b"\n")
    if physical[-1] == b"":
        physical.pop()
    document = Document(data, physical)
    _build(document)
    return document


def _unfolded(physical: list[bytes]) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first physical line (RFC 5545, section 3.1)."""
    number, parts = 0, list[bytes]()
    for count, raw in enumerate(physical, 1):
        line = raw.removesuffix(b"\r")
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield number, b"".join(parts).decode("utf-8", "surrogateescape")
        number, parts = count, [line.removeprefix(b"\xef\xbb\xbf") if count == 1 else line]
    if parts:
        yield number, b"".join(parts).decode("utf-8", "surrogateescape")


def _build(document: Document) -> None:
    stack: list[Component] = []
    for number, text in _unfolded(document.physical):
        item = _property(number, text, document.malformed) if text.strip() else None
        if item is None:
            continue
        if item.name == "BEGIN":
            _begin(document, stack, item)
        elif item.name == "END":
            _end(document, stack, item)
        elif stack:
            stack[-1].properties.append(item)
        else:
            document.unbalanced.append((number, f"{item.name} stands outside of any component"))
    document.unbalanced.extend((open_.line, f"{open_.name} is never closed") for open_ in stack)


def _begin(document: Document, stack: list[Component], item: Property) -> None:
    if len(stack) >= DEEPEST:
        raise TooLarge(f"components are nested deeper than {DEEPEST}")
    component = Component(item.value.upper(), item.line)
    (stack[-1].children if stack else document.roots).append(component)
    stack.append(component)


def _end(document: Document, stack: list[Component], item: Property) -> None:
    if stack and stack[-1].name == item.value.upper():
        stack.pop()
    else:
        document.unbalanced.append((item.line, f"END:{item.value} closes nothing that is open"))


def _property(number: int, text: str, malformed: list[tuple[int, str]]) -> Property | None:
    found = _NAME.match(text)
    if not found:
        malformed.append((number, "the line doesn't begin with a property name"))
        return None
    place, parameters = found.end(), list[tuple[str, tuple[str, ...]]]()
    while place < len(text) and text[place] == ";":
        parameter = _parameter(text, place + 1)
        if parameter is None:
            malformed.append((number, "a parameter is malformed"))
            return None
        name, values, place = parameter
        parameters.append((name, values))
    if place >= len(text) or text[place] != ":":
        malformed.append((number, "the line has no colon where its value should begin"))
        return None
    return Property(number, found[0], tuple(parameters), text[place + 1 :])


def _parameter(text: str, start: int) -> tuple[str, tuple[str, ...], int] | None:
    found = _PARAMETER_NAME.match(text, start)
    if not found:
        return None
    values, place = list[str](), found.end()
    while True:
        value = _PARAMETER_VALUE.match(text, place)
        if value is None:
            return None
        values.append(value[1] if value[1] is not None else value[2])
        place = value.end()
        if text[place : place + 1] != ",":
            return found[1], tuple(values), place
        place += 1


book: RuleBook[Document] = RuleBook()
_LINES = "RFC 5545, section 3.1"
_SINGLE = {"CN", "LABEL", "ALTREP", "DIR", "SENT-BY", "LANGUAGE", "X-TITLE", "X-ADDRESS"}


@book.rule("P01", "RFC 5545, section 3.1.4")
def _utf8(document: Document) -> Complaints:
    unfolded = re.sub(rb"\r?\n[ \t]", b"", document.data)
    try:
        unfolded.decode("utf-8")
    except UnicodeDecodeError as error:
        yield document.data.count(b"\n", 0, error.start) + 1, "the text is not UTF-8"


@book.rule("P02", _LINES)
def _byte_order_mark(document: Document) -> Complaints:
    if document.data.startswith(b"\xef\xbb\xbf"):
        yield 1, "the file begins with a byte order mark"


@book.rule("P03", _LINES)
def _line_feeds(document: Document) -> Complaints:
    bare = [n for n, line in enumerate(document.physical, 1) if not line.endswith(b"\r")]
    last = len(document.physical)
    if bare and bare != [last]:
        yield bare[0], f"{len(bare)} lines end in LF instead of CRLF"


@book.rule("P04", _LINES)
def _long_lines(document: Document) -> Complaints:
    for number, line in enumerate(document.physical, 1):
        if (length := len(line.removesuffix(b"\r"))) > 75:
            yield number, f"the line has {length} octets, 75 are allowed"


@book.rule("P05", _LINES)
def _split_letters(document: Document) -> Complaints:
    for number, line in enumerate(document.physical[1:], 2):
        if line[:1] in (b" ", b"\t") and len(line) > 1 and 0x80 <= line[1] <= 0xBF:
            yield number, "the fold splits a letter"


@book.rule("P06", _LINES)
def _control_characters(document: Document) -> Complaints:
    for number, line in enumerate(document.physical, 1):
        if found := _CONTROL.search(line):
            yield number, f"the line holds the control character {found[0].hex()}"


@book.rule("P07", _LINES)
def _last_line(document: Document) -> Complaints:
    for number, line in enumerate(document.physical, 1):
        if b"\r" in line.removesuffix(b"\r"):
            yield number, "a CR stands alone"
    if not document.data.endswith(b"\n"):
        yield len(document.physical), "the last line doesn't end in CRLF"


@book.rule("P08", _LINES)
def _empty_lines(document: Document) -> Complaints:
    for number, line in enumerate(document.physical, 1):
        if not line.strip():
            yield number, "the line is empty"


@book.rule("P09", "RFC 5545, section 3.1; RFC 6868")
def _malformed(document: Document) -> Complaints:
    yield from document.malformed
    for item in document.properties:
        for name, values in item.parameters:
            if any("^" in re.sub(r"\^[n'^]", "", value) for value in values):
                yield item.line, f"{name} holds a ^ that RFC 6868 doesn't know"
            if name.upper() in _SINGLE and len(values) > 1:
                yield item.line, f"{name} has several values: one with a comma in it needs quotes"
