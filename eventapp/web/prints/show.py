"""What each piece is called on the page, what it is for, and how it looks in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from eventapp.domain.editions import Edition
from eventapp.domain.prints import Piece
from eventapp.domain.texts import Language
from eventapp.services import prints


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a piece, to look at. Width and height in pixels keep its place while it is being made."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece on the page. ``files`` are labels and addresses; none where there is nobody to name."""

    name: str
    purpose: str
    format: str
    pictures: Sequence[Picture]
    files: Sequence[tuple[str, str]]


_SIZES = {True: (595, 842), False: (842, 595)}  # upright, across: A4 at 72 dots per inch


def language_name(language: Language) -> str:
    """``Deutsch``."""
    names = {Language.GERMAN: _("Deutsch"), Language.ENGLISH: _("Englisch"), Language.EASY: _("Leichte Sprache")}
    return str(names[language])


def pieces(event_id: int, edition: Edition, language: Language) -> list[Shown]:
    """All pieces, in the order in which they are needed."""
    has_people = bool(prints.speakers_of(edition, language))

    def picture(piece: Piece, alt: str, *, upright: bool = True, page: int = 1) -> Picture:
        wish = {"language": language.value, "edition": str(edition.number)}
        url = url_for("prints.picture", event_id=event_id, piece=piece.value, page=page)
        return Picture(f"{url}{'&' if '?' in url else '?'}{urlencode(wish)}", alt, *_SIZES[upright])

    def file(piece: Piece, label: str) -> tuple[str, str]:
        return label, url_for("prints.file", event_id=event_id, piece=piece.value, language=language.value)

    named = _("Für alle, die im Programm stehen.")
    return [
        Shown(
            _("Plakat"),
            _("Zum Aushängen. Thema, Tag und Ort sind aus drei Metern zu lesen, der QR-Code öffnet das Programm."),
            _("A3 oder A4, eine Seite"),
            [picture(Piece.POSTER_A4, _("Plakat: groß das Thema, darunter Tag, Uhrzeit, Ort und QR-Code"))],
            [
                file(Piece.POSTER_A3, _("Plakat in A3 herunterladen (PDF)")),
                file(Piece.POSTER_A4, _("Plakat in A4 herunterladen (PDF)")),
            ],
        ),
        Shown(
            _("Faltblatt"),
            _("Zum Auslegen und Mitnehmen, mit Programm, Ort und Kontakt. Beidseitig drucken, über die kurze Kante."),
            _("A4 quer, zweimal gefalzt auf DIN lang"),
            [
                picture(Piece.FLYER, _("Faltblatt außen: Titel, Rückseite mit Kontakt, Einklappseite"), upright=False),
                picture(Piece.FLYER, _("Faltblatt innen: Programm, Zeit und Ort"), upright=False, page=2),
            ],
            [file(Piece.FLYER, _("Faltblatt herunterladen (PDF)"))],
        ),
        Shown(
            _("Programmblatt"),
            _("Zum Auslegen im Saal oder als Anlage. Gefalzt hat es Thema und Zeit auf der Vorderseite."),
            _("A4, gefalzt A5"),
            [picture(Piece.PROGRAM, _("Programmblatt: oben Thema und Zeit, unten das Programm"))],
            [file(Piece.PROGRAM, _("Programmblatt herunterladen (PDF)"))],
        ),
        Shown(
            _("Tischschilder"),
            _("Für Podium und Tische: der Name steht auf beiden Seiten.") + " " + named,
            _("A4 quer, einmal gefalzt, je Person ein Blatt"),
            [picture(Piece.SIGNS, _("Tischschild: groß ein Name, auf dem Kopf noch einmal"), upright=False)]
            * has_people,
            [file(Piece.SIGNS, _("Tischschilder herunterladen (PDF)"))] * has_people,
        ),
        Shown(
            _("Namensschilder"),
            _("Groß der Vorname, klein Funktion und Dienststelle.") + " " + named,
            _("A4, zehn Schilder je Blatt, 90 × 54 mm oder 80 × 50 mm"),
            [picture(Piece.BADGES_90X54, _("Blatt mit zehn Namensschildern, groß die Vornamen"))] * has_people,
            [
                file(Piece.BADGES_90X54, _("Namensschilder 90 × 54 mm herunterladen (PDF)")),
                file(Piece.BADGES_80X50, _("Namensschilder 80 × 50 mm herunterladen (PDF)")),
            ]
            * has_people
            + [
                file(Piece.TRIAL_90X54, _("Probeblatt 90 × 54 mm herunterladen (PDF)")),
                file(Piece.TRIAL_80X50, _("Probeblatt 80 × 50 mm herunterladen (PDF)")),
            ],
        ),
    ]


def file_name(piece: Piece, edition: Edition, language: Language) -> str:
    """``Plakat A3 Versammlung … 2024``."""
    names = {
        Piece.PROGRAM: _("Programmblatt"),
        Piece.POSTER_A3: _("Plakat A3"),
        Piece.POSTER_A4: _("Plakat A4"),
        Piece.FLYER: _("Faltblatt"),
        Piece.SIGNS: _("Tischschilder"),
        Piece.BADGES_80X50: _("Namensschilder 80x50"),
        Piece.BADGES_90X54: _("Namensschilder 90x54"),
        Piece.TRIAL_80X50: _("Probeblatt 80x50"),
        Piece.TRIAL_90X54: _("Probeblatt 90x54"),
    }
    return f"{names[piece]} {edition.title.best(language)} {edition.starts.day.year}"
