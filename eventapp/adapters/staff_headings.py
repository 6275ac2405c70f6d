"""What the columns of a staff list mean: headings as offices spell them, German and English.

Suggested is only what inviting needs. Gender, birth, pay, private contact are never suggested; gender can't be chosen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from eventapp.domain.staff import Columns, EmployeeDraft, Field
from eventapp.domain.texts import one_line

HEADER_WITHIN = 40
_SAMPLE = 200

_SPELLINGS: dict[Field, str] = {
    Field.EMAIL: "email emailadresse mail mailadresse epost eposta smtp smtpadresse dienstmail dienstlicheemail "
    "dienstlicheemailadresse emaildienstlich emaildienst maildienstlich emailadressedienstlich emailgeschaeftlich "
    "primaryemail primarysmtpaddress workemail emailaddress businessemail mailbox postfachemail internetadresse "
    "elektronischeadresse emailarbeit mitarbeiteremail emailkontakt kontaktemail",
    Field.FIRST_NAME: "vorname vornamen vname vorn rufname firstname givenname givennames forename rufvorname vornam",
    Field.LAST_NAME: "nachname nachnamen familienname zuname lastname surname familyname nname nachn namefamilie sn "
    "hausname",
    Field.NAME: "name namen vollername vollstaendigername vorundnachname vornameundnachname vornamenachname "
    "vornamename nachnamevorname namevorname familiennamevorname person beschaeftigte beschaeftigter "
    "beschaeftigtee mitarbeiter mitarbeiterin mitarbeiterinnen mitarbeitende mitarbeitername anzeigename "
    "displayname fullname employee employeename bedienstete bediensteter personenname kontaktname",
    Field.TITLE: "titel akademischertitel akadtitel akadgrad akademischergrad title namenszusatz titelnamenszusatz "
    "namensvorsatz",
    Field.SALUTATION: "anrede anredeform anr briefanrede salutation",
    Field.LANGUAGE: "sprache korrespondenzsprache language lang bevorzugtesprache kommunikationssprache",
    Field.DEPARTMENT: "amt aemter dienststelle dienststellen organisationseinheit orgeinheit orge oe org organisation "
    "fachbereich fb abteilung abt department dept dezernat referat dienststellenname amtsbezeichnung aemtername "
    "orgeinheitkurz orgeinheittext oetext oebezeichnung organisationseinheitname einheit bereich geschaeftsbereich "
    "gb fachamt fachdienst institut eigenbetrieb betrieb unit division organisationalunit orgunit team "
    "bezeichnungorganisationseinheit organisationseinheitbezeichnung amtfachbereich fachbereichamt "
    "dienststelleamt amtdienststelle organisationsbereich stabsstelle orgbezeichnung kostenstellentext",
    Field.SITE: "standort standorte dienstort arbeitsort liegenschaft site location dienstgebaeude arbeitsstaette "
    "einsatzort dienstsitz office buerostandort standortbezeichnung verwaltungsgebaeude objekt werk",
    Field.POST: "hauspost postfach hauspostadresse hauspostfach fach fachnummer gebaeude haus raum raumnr raumnummer "
    "zimmer zimmernr zimmernummer zi buero bueronr room roomnumber building strasse strasseundhausnummer "
    "dienstanschrift dienstadresse anschriftdienstlich postanschrift postleitzahl plz plzort ort postort anschrift "
    "street zipcode postcode city hausnummer hausnr etage stockwerk mailstop internalmail botenstelle leitzeichen "
    "organisationszeichen dienstlicheanschrift adresse",
}
_KNOWN = {word: field for field, words in _SPELLINGS.items() for word in words.split()}
_PARTS = (  # what a heading begins with or ends in, where it is none of the above
    (Field.EMAIL, re.compile(r"^(e?mail|dienstlichee?mail)(?!.*(datum|fertig))|e?mail(adresse)?\d?$")),
    (Field.FIRST_NAME, re.compile(r"^vorname|vorname$")),
    (Field.LAST_NAME, re.compile(r"^(nachname|familienname)|(nachname|familienname)$")),
    (
        Field.DEPARTMENT,
        re.compile(r"^(amt|dienststelle|organisationseinheit|orgeinheit|fachbereich|abteilung)[a-z]{0,14}$"),
    ),
    (Field.SITE, re.compile(r"^(standort|dienstort)|standort$")),
    (Field.POST, re.compile(r"^(raum|zimmer|gebaeude|hauspost)")),
)
_NEVER = re.compile(
    r"priv|geburt|birth|^geb(dat|am|datum)?$|^alter$|^age$|personalnr|personalnummer|^pers(onal)?(nr|nummer|id)|^pnr$|"
    r"^persnr|employee(id|number)|besoldung|entgelt|^eg$|gehalt|lohn|verguetung|tarif|stufe$|gruppe$|salary|grade|"
    r"konfession|religion|familienstand|kinder|schwerbehind|gdb|behinderung|staatsang|national|iban|konto|steuer|"
    r"sozialvers|svnr|krank|urlaub|handy|mobil|telefon|telefax|^tel|^fax|phone|eintritt|austritt|befristet|arbeitszeit|"
    r"teilzeit|wochenstunden|kennung|login|passwor|gewerkschaft|vorgesetzt|geburtsname|maidenname|wohn|"
    r"notiz|bemerk|kommentar|^id$|^nr$|^lfdnr$|^nummer$"
)
_GENDER = re.compile(r"geschlecht|gender|^sex$|^mw$|^wm$|^mwd$|^wmd$|^gesch$|^gschl$")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


@lru_cache(maxsize=2_000)
def folded(heading: str) -> str:
    """A heading as it is compared: letters and digits alone, umlauts written out."""
    plain = heading.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    plain = plain.replace("a\u0308", "ae").replace("o\u0308", "oe").replace("u\u0308", "ue")
    plain = re.sub(r"\((?:pflicht|optional|in)\)|[/:*_](?:in|innen)\b", "", plain)
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if sign.isascii() and sign.isalnum())


def is_gender(heading: str) -> bool:
    """Whether a column says what is never stored, so that it can't be chosen either."""
    return bool(_GENDER.search(folded(heading)))


def is_never_needed(heading: str) -> bool:
    """Whether a column holds what inviting has no use for: private contact, birth, pay and their like."""
    return bool(_NEVER.search(folded(heading)))


def meaning(heading: str) -> Field | None:
    """What a heading most likely stands for; None for what is not needed, or not known."""
    word = folded(heading)
    if not word or is_gender(heading):
        return None
    if word in _KNOWN:
        return _KNOWN[word]
    if _NEVER.search(word):
        return None
    return next((field for field, pattern in _PARTS if pattern.search(word)), None)


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the row with the headings: the first one with most known words. None where there is none."""
    best, best_score = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        cells = [cell for cell in row if cell.strip()]
        if any(_ADDRESS.fullmatch(cell.strip()) for cell in cells):
            break
        score = len({field for cell in cells if len(cell) <= 60 and (field := meaning(cell))})
        score = score * 10 + sum(bool(_NEVER.search(folded(cell)) or is_gender(cell)) for cell in cells)
        if score > best_score and len(cells) > 1:
            best, best_score = index, score
    return best if best_score >= 10 else None


def headings(rows: Sequence[Sequence[str]], header: int | None) -> list[str]:
    """A heading for each column; those without one are called as spreadsheets do: A, B, …"""
    width = max((len(row) for row in rows), default=0)
    given = list(rows[header]) if header is not None else []
    given += [""] * (width - len(given))
    return [one_line(cell)[:100] or letter(column) for column, cell in enumerate(given)]


def letter(column: int) -> str:
    """The letters of a column, counted from 0: A, B, … AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def suggest(names: Sequence[str], body: Sequence[Sequence[str]], remembered: Mapping[str, str]) -> dict[int, Field]:
    """What each column most likely means: as it was chosen last time, else by its heading, else by what it holds.

    Where all columns of last time are there again, the others were left out knowingly.
    """
    known = {heading: Field(field.partition(" ")[0]) for field, heading in remembered.items()}
    found = _given(names, lambda name: known.get(name), {})
    if not known or not set(known) <= set(names):
        found = _without_doubles(_with_addresses(_given(names, meaning, found), body))
    return dict(sorted(found.items()))


def _given(names: Sequence[str], field_of: Callable[[str], Field | None], before: Columns) -> dict[int, Field]:
    """``before`` with the fields of further columns; each but the post stands once, and none for the gender."""
    found = dict(before)
    for column, name in enumerate(names):
        field = field_of(name)
        if column in found or field is None or is_gender(name):
            continue
        if field is Field.POST or field not in found.values():
            found[column] = field
    return found


def _with_addresses(found: dict[int, Field], body: Sequence[Sequence[str]]) -> dict[int, Field]:
    """The column with addresses, where no heading told of it."""
    sample = body[:_SAMPLE]
    if Field.EMAIL not in found.values():
        width = max((len(row) for row in sample), default=0)
        counts = {
            column: sum(1 for row in sample if column < len(row) and _ADDRESS.fullmatch(row[column].strip()))
            for column in range(width)
            if column not in found
        }
        column = max(counts, key=lambda one: counts[one], default=None)
        if column is not None and counts[column] * 2 > len(sample):
            found[column] = Field.EMAIL
    return found


def _without_doubles(found: dict[int, Field]) -> dict[int, Field]:
    """``Name`` beside ``Vorname`` is the family name; beside both, it is one too many."""
    words = set(found.values())
    if Field.NAME in words and Field.FIRST_NAME in words:
        column = next(column for column, field in found.items() if field is Field.NAME)
        if Field.LAST_NAME in words:
            del found[column]
        else:
            found[column] = Field.LAST_NAME
    return found


def to_remember(chosen: Columns, names: Sequence[str]) -> dict[str, str]:
    """What is kept for the next file: our field to the heading; further columns of one field are numbered."""
    kept: dict[str, str] = {}
    for column, field in sorted(chosen.items()):
        times = sum(1 for name in kept if name.partition(" ")[0] == field.value)
        kept[field.value if not times else f"{field.value} {times + 1}"] = names[column]
    return kept


def export_rows(people: Iterable[EmployeeDraft]) -> Iterator[list[str]]:
    """People as rows of a file, beneath headings that are understood when it comes back."""
    yield ["Name", "E-Mail", "Anrede", "Sprache", "Dienststelle", "Standort", "Hauspost"]
    words = {"frau": "Frau", "herr": "Herr"}
    for one in people:
        salutation = words.get(one.salutation, "")
        yield [one.name, one.email, salutation, one.language, one.department, one.site, one.post]
