"""Whose names stand on badges and signs, where it isn't those of the program."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice

from eventapp.domain.prints import BadgePerson, Piece
from eventapp.web.fields import Lines, OneOfField, add_error, required
from eventapp.web.forms import BaseForm

MOST_PEOPLE = 500


class NamesForm(BaseForm):
    """Names typed or pasted, a person a line. Nothing of it is stored."""

    names = Lines(_("Namen"), [required(_("Geben Sie mindestens einen Namen ein."))], most=60_000)
    piece = OneOfField(
        _("Was Sie drucken"),
        choices=[
            SelectChoice(Piece.BADGES_90X54.value, _("Namensschilder 90 × 54 mm")),
            SelectChoice(Piece.BADGES_80X50.value, _("Namensschilder 80 × 50 mm")),
            SelectChoice(Piece.SIGNS.value, _("Tischschilder")),
        ],
        default=Piece.BADGES_90X54.value,
    )

    def people(self) -> tuple[BadgePerson, ...]:
        """The people; none, with a sentence at the field, where a line is no person or there are too many."""
        lines = [line for line in self.names.text.split("\n") if line.strip()]
        if len(lines) > MOST_PEOPLE:
            add_error(self.names, str(_("Höchstens 500 Namen auf einmal.")))
            return ()
        people = [BadgePerson(*_parts(line)) for line in lines]
        if nameless := [number for number, person in enumerate(people, 1) if not person.name]:
            message = str(_("In Zeile {number} fehlt der Name vor dem ersten Semikolon."))
            add_error(self.names, message.format(number=nameless[0]))
            return ()
        return tuple(people)


def _parts(line: str) -> tuple[str, str, str]:
    """Name, function and department; whatever follows belongs to the department."""
    name, _mark, rest = line.partition(";")
    function, _mark, department = rest.partition(";")
    return name.strip(), function.strip(), department.strip()
