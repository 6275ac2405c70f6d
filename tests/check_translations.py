"""The texts: German in the sources, English in the catalogue. ``--update`` takes new texts into the catalogue.

A text is wrong where its translation is missing, out of date or loses a placeholder, and where the German breaks the
house's voice: formal, calm, neutral about persons, without words of the machine.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "eventapp" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HEADER = """\
# English beside the German of the sources. New texts come in by `make translations`; then fill the empty ones.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

SINGULAR = frozenset({"_", "N_", "gettext", "lazy_gettext", "translate"})
PLURAL = frozenset({"ngettext", "lazy_ngettext"})
TEMPLATES = ("*.html", "*.txt")

Text = str | tuple[str, str]
"""A message's id; singular and plural where it counts something."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


Found = dict[Text, list[Place]]


# Extraction


def extract(root: Path = ROOT) -> Found:
    """Every text that the program or a template asks the catalogue for, with its places."""
    found: Found = {}
    for path in sorted((root / "eventapp").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for line, text in python_texts(path.read_text("utf-8")):
            found.setdefault(text, []).append(Place(name, line))
    for path in sorted(path for pattern in TEMPLATES for path in (root / "templates").rglob(pattern)):
        name = path.relative_to(root).as_posix()
        for line, text in template_texts(path.read_bytes()):
            found.setdefault(text, []).append(Place(name, line))
    return found


def python_texts(source: str) -> Iterator[tuple[int, Text]]:
    """Line and text of each call. Read from the syntax tree: Babel's own reader misses calls within calls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SINGULAR and (text := _literal(node, 0)):
                yield node.lineno, text
            elif name in PLURAL and (one := _literal(node, 0)) and (many := _literal(node, 1)):
                yield node.lineno, (one, many)


def _literal(call: ast.Call, index: int) -> str:
    argument = call.args[index] if len(call.args) > index else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def template_texts(source: bytes) -> Iterator[tuple[int, Text]]:
    """Line and text of each call and each ``trans`` block."""
    options = {"trimmed": "true", "encoding": "utf-8", "silent": "false"}
    for line, _function, message, _comments in babel_extract(BytesIO(source), [*SINGULAR, *PLURAL], [], options):
        parts = [message] if isinstance(message, str) else [part for part in message or () if part]
        if len(parts) == 1:
            yield line, parts[0]
        elif len(parts) > 1:
            yield line, (parts[0], parts[1])


def dynamic_calls(root: Path = ROOT) -> list[str]:
    """Calls that no catalogue can serve, since their text is put together before it is looked up."""
    return [
        f"{path.relative_to(root).as_posix()}:{node.lineno}: put together before it is looked up"
        for path in sorted((root / "eventapp").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in SINGULAR | PLURAL
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


# The catalogue


def read(path: Path = CATALOGUE) -> Catalog:
    """The catalogue as stored."""
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def update(path: Path = CATALOGUE, root: Path = ROOT) -> None:
    """Take over new texts, drop those that are gone. What resembles an old text keeps its translation, marked fuzzy.

    No dates and no places are stored: the file changes where a text does.
    """
    template = Catalog(charset="utf-8")
    for text in extract(root):
        template.add(text)
    catalog = read(path)
    catalog.update(template)
    for message in catalog:
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    target = BytesIO()
    write_po(target, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + target.getvalue().decode("utf-8"), "utf-8")


def texts(message: Message) -> list[tuple[str, str]]:
    """Pairs of a source text and its translation; a plural has two."""
    if isinstance(message.id, str):
        return [(message.id, message.string if isinstance(message.string, str) else "")]
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return list(zip(message.id, [*strings, "", ""], strict=False))


# What may be wrong


def compare(found: Found, catalog: Catalog) -> list[str]:
    """What the catalogue lacks, what it has too much, and where a translation doesn't fit its text."""
    stored = {_key(message.id): message for message in catalog if message.id}
    faults = [f"{found[text][0]}: missing in the catalogue: {_key(text)}" for text in found if _key(text) not in stored]
    wanted = {_key(text) for text in found}
    for key, message in stored.items():
        if key not in wanted:
            faults.append(f"no longer used: {key}")
        elif message.fuzzy:
            faults.append(f"fuzzy, to be looked at: {key}")
        else:
            faults += [f"{fault}: {key}" for source, target in texts(message) for fault in misfits(source, target)]
    faults += [f"obsolete: {key}" for key in map(_key, catalog.obsolete)]
    return faults


def _key(text: object) -> str:
    return str(text if isinstance(text, str) else text[0])  # type: ignore[index]


_PERCENT = re.compile(r"%\((\w+)\)[sd]")
_BRACE = re.compile(r"\{(\w*)\}")


def placeholders(text: str) -> list[str]:
    """The names that are filled in, in order of the alphabet."""
    return sorted({f"%({name})" for name in _PERCENT.findall(text)} | {f"{{{name}}}" for name in _BRACE.findall(text)})


def misfits(source: str, target: str) -> list[str]:
    """What is wrong about a translation."""
    if not target.strip():
        return ["not translated"]
    faults = []
    if placeholders(source) != placeholders(target):
        faults.append(f"placeholders {placeholders(source)} became {placeholders(target)}")
    if _edges(source) != _edges(target):
        faults.append("white space at the ends differs")
    if _ends_open(source) != _ends_open(target):
        faults.append("one ends with a colon, the other doesn't")
    if "!" in target:
        faults.append("exclamation mark in the translation")
    if re.search("[„äöüß]", target.replace("Baden-Württemberg", "")):
        faults.append("German in the translation")
    return faults


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _ends_open(text: str) -> bool:
    return text.rstrip().endswith(":")


# The voice

_STARRED = r"(?![*:_·/(]-?[iI]n)"
"""Not followed by a form that names the others too: Teilnehmer*innen, Teilnehmer/-innen."""

_MASCULINE = {
    "Teilnehmer": "Teilnehmende",
    "Referent(?:en)?": "Vortragende",
    "Mitarbeiter": "Beschäftigte",
    "Arbeitnehmer": "Beschäftigte",
    "Ansprechpartner": "Ansprechperson, Kontakt",
    "Gesprächspartner": "im Gespräch",
    "Nutzer": "Konto, wer …",
    "Benutzer": "Konto, wer …",
    "Anwender": "wer …",
    "Besucher": "Gäste, Teilnehmende",
    "Zuhörer": "Publikum",
    "Kollegen?": "Beschäftigte",
    "Redner": "Vortragende",
    "Sprecher": "Vortragende",
    "Moderator(?:en)?": "Moderation",
    "Dolmetscher": "Dolmetschen",
    "Veranstalter": "Stelle, die einlädt",
    "Organisator(?:en)?": "Organisation",
    "Planer": "Planende",
    "Empfänger": "an wen, Adresse",
    "Leser": "wer liest",
    "Autor(?:en)?": "verfasst von",
    "Experten?": "Fachleute",
    "Fotograf(?:en)?": "Foto von",
    "Vertreter": "Vertretung",
    "Stellvertreter": "Stellvertretung",
    "Leiter": "Leitung",
    "Bürger": "Menschen in …",
    "Helfer": "Hilfe, Unterstützung",
    "Inhaber": "wem … gehört",
    "Administrator(?:en)?": "wer die Konten verwaltet",
    "Verwalter": "Verwaltung",
    "Unterzeichner": "wer unterschreibt",
    "Absender": "wer schickt",
}
_SYSTEM = {
    "Token": "Link",
    "Feed": "Abonnement",
    "VEVENT": "Kalendereintrag",
    "VCALENDAR": "Kalendereintrag",
    "ICS": "Kalenderdatei",
    "iCal(?:endar)?": "Kalenderdatei",
    "Event": "Versammlung, Veranstaltung",
    "Outbox": "Versand",
    "Slug": "lesbare Adresse",
    "URL": "Adresse, Link",
    "U?ID": "Kennung",
    "UTC": "eine Uhrzeit vor Ort",
    "Upload": "hochladen",
    "Download": "herunterladen",
    "Login|Logout|Log-in": "anmelden, abmelden",
    "Account": "Konto",
    "User": "Konto, wer …",
    "Passwort": "Kennwort",
    "Button": "Schaltfläche, besser ihr Wort",
    "Dashboard": "Überblick",
    "Workflow": "Ablauf",
    "Reminder": "Erinnerung",
    "Template": "Vorlage",
    "Default": "Voreinstellung",
    "Session": "Anmeldung",
    "Snapshot": "Fassung",
    "Release": "Fassung",
    "Fingerprint": "Stand",
    "Datensatz": "was es ist",
    "Datenbank": "was gespeichert ist",
    "Parameter": "Angabe",
    "String": "Text",
    "NULL|None": "leer",
    "Timeout": "zu lange offen",
    "Cache": "Speicher",
    "E?-?[Mm]ail-Client": "E-Mail-Programm",
    "Attendee": "wer eingeladen ist",
    "RSVP": "Antwort",
    "[Uu]ngültig\\w*": "was nicht passt, und wie es richtig ist",
    "[Ff]ehlerhaft\\w*": "was nicht passt, und wie es richtig ist",
}
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("!"), "exclamation mark"),
    (re.compile(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*|[Ee]uch|[Ee]uer|[Ee]ure\w*)\b"), "informal, write Sie"),
    (re.compile(r"%(?!\(\w+\)[sd])(?!%)"), "a bare percent sign breaks in templates, write it in words"),
    (re.compile("[\"'`]|\\.\\.\\."), "typewriter sign, write „…“ and …"),
    *((re.compile(rf"\b(?:{word})[ns]?\b{_STARRED}"), f"not neutral, write: {better}")
      for word, better in _MASCULINE.items()),
    *((re.compile(rf"\b(?:{word})s?\b"), f"word of the machine, write: {better}") for word, better in _SYSTEM.items()),
)  # fmt: skip

ALLOWED: dict[str, str] = {
    "Absender": "the office that writes, as on a letter; not a person",
}
"""Words that a rule would refuse, each with the reason why it may stand."""


def voice(found: Found) -> list[str]:
    """Where the German breaks the house's voice."""
    return [
        f"{places[0]}: “{match[0]}”, {reason}: {part}"
        for text, places in found.items()
        for part in ((text,) if isinstance(text, str) else text)
        for pattern, reason in _RULES
        for match in pattern.finditer(part)
        if match[0] not in ALLOWED and not _is_paired(match[0], part)
    ]


def _is_paired(word: str, text: str) -> bool:
    """Whether the feminine form stands beside it: Arbeitnehmerinnen und Arbeitnehmer."""
    stem = word.removesuffix("en").removesuffix("n").removesuffix("e")
    return bool(re.search(rf"\b{re.escape(stem)}in(?:nen)?\b", text))


# Words in templates that no catalogue knows

_NO_WORDS = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>", re.DOTALL)
_SAID = re.compile(r"""\b(?:aria-label|title|alt|placeholder)="([^"]*)\"""")
_WORD = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{2,}")


def bare_words(root: Path = ROOT) -> list[str]:
    """Words that stand in a template outside of the catalogue's reach."""
    faults = []
    for path in sorted((root / "templates").rglob("*.html")):
        rest = _NO_WORDS.sub(lambda match: "\n" * match[0].count("\n"), path.read_text("utf-8"))
        said = " ".join(_SAID.findall(rest))
        plain = re.sub(r"&\w+;", " ", _TAG.sub(" ", rest))
        faults += [
            f"{path.relative_to(root).as_posix()}: not in the catalogue: {word}"
            for word in dict.fromkeys(_WORD.findall(f"{plain} {said}"))
        ]
    return faults


# Together


def faults(root: Path = ROOT, path: Path = CATALOGUE) -> list[str]:
    """All that is wrong, one line a fault."""
    found = extract(root)
    return [*compare(found, read(path)), *dynamic_calls(root), *voice(found), *bare_words(root)]


def main(arguments: Iterable[str]) -> int:
    """Check, after an update if asked for."""
    if "--update" in list(arguments):
        update()
    wrong = faults()
    for fault in wrong:
        print(fault)  # noqa: T201 - this is a command
    if wrong:
        print(f"{len(wrong)} faults. New texts: make translations, then fill {CATALOGUE.relative_to(ROOT)}.")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
