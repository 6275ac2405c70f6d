"""The base of all forms: what was typed is kept, what it means is read in one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from eventapp.adapters.addresses import exact_address
from eventapp.domain.errors import DomainError, InvalidValue
from eventapp.domain.texts import LocalText, clean, forbidden_characters, one_line
from eventapp.domain.times import ClockFault, WallClock, fault_of
from eventapp.web.messages import explain

_ = lazy_gettext

_LOOKED_AT = 100_000
LINE = 200
PARAGRAPH = 1_000
TEXT = 10_000


# What a text may hold


class PlainText:
    """Refuses control and direction characters, naming the first."""

    def __call__(self, form: Form, field: Field) -> None:
        found = forbidden_characters(field.data or "")
        if found:
            message = _("Der Text enthält ein unsichtbares Steuerzeichen (%(sign)s). Bitte entfernen Sie es.")
            raise StopValidation(str(message) % {"sign": found[0]})


class AtMost(Length):
    """Refuses what is too long once it is cleaned, and says by how much. Some letters are longer in NFC than typed."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)
        self.field_flags: dict[str, object] = {}  # no maxlength: browsers would cut what is pasted, in silence

    def __call__(self, form: Form, field: Field) -> None:
        length = len(field.text)
        if length > self.max:
            message = _("Höchstens %(most)s Zeichen; es sind %(length)s.")
            raise StopValidation(str(message) % {"most": self.max, "length": length})


class Filled(InputRequired):
    """Refuses what holds nothing that can be seen: blanks, soft hyphens and their like."""

    def __call__(self, form: Form, field: Field) -> None:
        typed = field.raw_data[0] if field.raw_data else ""
        if not isinstance(typed, str) or all(unicodedata.category(sign)[0] in "ZC" for sign in typed[:_LOOKED_AT]):
            field.errors = []
            raise StopValidation(str(self.message))


def required(message: Any) -> InputRequired:
    """A field that must be filled, with its sentence."""
    return Filled(message)


class Line(StringField):
    """One line of text, cleaned once it holds nothing forbidden."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), most: int = LINE, **settings: Any) -> None:
        super().__init__(label, [*(validators or [Optional()]), AtMost(most), PlainText()], **settings)

    @property
    def text(self) -> str:
        """What was typed, on one line and in NFC."""
        return one_line(self.data or "")


class Lines(TextAreaField):
    """Several lines of plain text. A blank line parts paragraphs."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), most: int = TEXT, **settings: Any) -> None:
        super().__init__(label, [*(validators or [Optional()]), AtMost(most), PlainText()], **settings)

    @property
    def text(self) -> str:
        """What was typed, with LF line ends and in NFC."""
        return clean(self.data or "")


class Address(Line):
    """Exactly one mail address. Whether anybody reads it is not asked of any server."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **settings: Any) -> None:
        super().__init__(label, validators, most=254, **settings)

    def post_validate(self, form: Form, validation_stopped: bool) -> None:
        """Refuse what isn't one address."""
        if validation_stopped or not self.text:
            return
        try:
            validate_email(self.text, check_deliverability=False)
            exact_address(self.text)  # what our mails can name
        except (EmailNotValidError, InvalidValue):
            message = _("Diese E-Mail-Adresse ist nicht vollständig. Schreiben Sie sie so: name@example.org.")
            raise ValidationError(str(message)) from None


# Days and times as people write them

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar january jan", "februar february feb", "märz maerz march mar mär", "april apr", "mai may",
         "juni june jun",
         "juli july jul", "august aug", "september sep sept", "oktober october okt oct", "november nov",
         "dezember december dez dec"), 1)
    for name in names.split()
}  # fmt: skip
_DAY_PATTERNS = (
    re.compile(r"(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<name>[a-zä]+)\.?\s+(?P<y>\d{4})"),
)
_TIME = re.compile(r"(?P<h>\d{1,2})(?:\s*[:.h]\s*(?P<m>\d{2}))?(?::00)?\s*(?:uhr|h)?", re.IGNORECASE)
_TIME_COMPACT = re.compile(r"(?P<h>\d{2})(?P<m>\d{2})(?:\s*uhr)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"^[a-zä]+\.?,?\s+(?=\d)", re.IGNORECASE)


def parse_day(text: str) -> date:
    """A day as written: TT.MM.JJJJ, T.M.JJ, ISO, ``8. November 2024``. Raises ValueError."""
    plain = _WEEKDAY.sub("", text.strip()).casefold()
    for pattern in _DAY_PATTERNS:
        if match := pattern.fullmatch(plain):
            parts = match.groupdict()
            month = _MONTHS.get(parts["name"], 0) if "name" in parts else int(parts["m"])
            year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
            day = date(year, month, int(parts["d"]))
            if not 1900 <= day.year <= 2199:
                raise ValueError(text)
            return day
    raise ValueError(text)


def parse_time(text: str) -> time:
    """A time of day as written: ``9``, ``9:30``, ``09.30 Uhr``, ``0930``. Raises ValueError."""
    plain = text.strip()
    match = _TIME_COMPACT.fullmatch(plain) or _TIME.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    return time(int(match["h"]), int(match["m"] or 0))


class _Typed(Field):
    """A text that means something else. Keeps what was typed when it can't be read."""

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not valuelist:
            return
        self.data = None
        text = valuelist[0].strip()
        if text:
            try:
                self.data = self.read(text)
            except ValueError:
                raise ValueError(str(self.unreadable)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.write(self.data) if self.data is not None else ""

    unreadable: Any = ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        raise NotImplementedError


class DayField(_Typed):
    """A day."""

    unreadable = _("Dieses Datum verstehen wir nicht. Schreiben Sie es so: 08.11.2027.")

    def read(self, text: str) -> date:
        return parse_day(text)

    def write(self, value: date) -> str:
        return value.strftime("%d.%m.%Y")


class TimeOfDayField(_Typed):
    """A time of day."""

    unreadable = _("Diese Uhrzeit verstehen wir nicht. Schreiben Sie sie so: 9:30.")

    def read(self, text: str) -> time:
        return parse_time(text)

    def write(self, value: time) -> str:
        return value.strftime("%H:%M")


class WholeNumberField(_Typed):
    """A whole number within bounds."""

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] = (),
        *,
        least: int = 0,
        most: int = 1_000_000,
        **settings: Any,
    ) -> None:
        super().__init__(label, validators or [Optional()], **settings)
        self._least, self._most = least, most
        message = _("Geben Sie eine ganze Zahl zwischen %(least)s und %(most)s ein.")
        self.unreadable = _Bounded(message, least, most)

    def read(self, text: str) -> int:
        if not re.fullmatch(r"\d{1,9}|\d{1,3}(\.\d{3}){1,2}", text):  # 1.200, but not 1.5
            raise ValueError(text)
        number = int(text.replace(".", ""))
        if not self._least <= number <= self._most:
            raise ValueError(text)
        return number

    def write(self, value: int) -> str:
        return str(value)


class _Bounded:
    def __init__(self, message: Any, least: int, most: int) -> None:
        self._message, self._bounds = message, {"least": least, "most": most}

    def __str__(self) -> str:
        return str(self._message) % self._bounds


class DegreesField(_Typed):
    """Degrees of latitude or longitude, with decimal point or comma."""

    def __init__(self, label: Any = None, *, most: float, **settings: Any) -> None:
        super().__init__(label, [Optional()], **settings)
        self._most = most
        self.unreadable = _("Geben Sie die Grad als Zahl an, zum Beispiel 51,4556.")

    def read(self, text: str) -> float:
        if not re.fullmatch(r"-?\d{1,3}([.,]\d{1,10})?", text):
            raise ValueError(text)
        degrees = float(text.replace(",", "."))
        if abs(degrees) > self._most:
            raise ValueError(text)
        return degrees

    def write(self, value: float) -> str:
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


# Groups of fields


class LocalLineForm(Form):
    """One line in three languages."""

    de = Line()
    en = Line()
    easy = Line()

    @property
    def text(self) -> LocalText:
        """The texts as one value."""
        return LocalText(self.de.text, self.en.text, self.easy.text)


class LocalLinesForm(Form):
    """A longer text in three languages."""

    de = Lines()
    en = Lines()
    easy = Lines()

    @property
    def text(self) -> LocalText:
        """The texts as one value."""
        return LocalText(self.de.text, self.en.text, self.easy.text)


class RequiredLocalLineForm(LocalLineForm):
    """One line that must be there in German."""

    de = Line(validators=[required(_("Geben Sie einen Titel ein."))])


class ClockForm(Form):
    """A day and a time of day. Asks which of both is meant where the hour comes twice."""

    day = DayField(_("Datum"))
    time = TimeOfDayField(_("Uhrzeit"))
    which = RadioField(
        _("Welche der beiden Uhrzeiten?"),
        choices=[
            SelectChoice("first", _("die erste, vor der Umstellung")),
            SelectChoice("second", _("die zweite, nach der Umstellung")),
        ],
        validators=[Optional()],
    )

    asks_which = False
    """Whether the page must offer the choice: the hour comes twice."""

    def clock(self, zone: ZoneInfo, day: date | None = None) -> WallClock | None:
        """The wall clock, or None with an error at the field that has to be looked at."""
        wanted = self.day.data or day
        if wanted is None or self.time.data is None:
            return None
        clock = WallClock.on(wanted, self.time.data)
        fault = fault_of(clock.local, zone)
        if fault is ClockFault.SKIPPED:
            add_error(self.time, explain(InvalidValue("times.skipped")))
            return None
        if fault is not ClockFault.DOUBLED:
            return clock
        self.asks_which = True
        if not self.which.data:
            message = _(
                "An diesem Tag wird die Uhr zurückgestellt, und diese Uhrzeit kommt zweimal. Welche meinen Sie?"
            )
            add_error(self.which, str(message))
            return None
        return WallClock(clock.local, second=self.which.data == "second")

    def show(self, clock: WallClock | None, zone: ZoneInfo) -> None:
        """Fill the fields from a value."""
        if clock is not None:
            self.day.data, self.time.data = clock.day, clock.time
            self.asks_which = fault_of(clock.local, zone) is ClockFault.DOUBLED
            self.which.data = ("second" if clock.second else "first") if self.asks_which else None


class RequiredClockForm(ClockForm):
    """A day and a time of day that must be there."""

    day = DayField(_("Datum"), [required(_("Geben Sie ein Datum ein."))])
    time = TimeOfDayField(_("Uhrzeit"), [required(_("Geben Sie eine Uhrzeit ein."))])


class LaterClockForm(ClockForm):
    """A time of day that must be there; the day is that of something else where it is left out."""

    time = TimeOfDayField(_("Uhrzeit"), [required(_("Geben Sie eine Uhrzeit ein."))])


def add_error(field: Field, message: str) -> None:
    """Put a sentence at a field."""
    field.errors = [*field.errors, message]


class BaseForm(FlaskForm):
    """A form whose errors, the domain's included, stand at their fields."""

    def explain(self, error: DomainError, **settings: Any) -> None:
        """Put the words for ``error`` at the field it names, else above the form."""
        target = self.find(str(error.context.get("field", "")))
        message = explain(error, **settings)
        if target is None:
            self.form_errors.append(message)
        else:
            add_error(target, message)

    def find(self, name: str) -> Field | None:
        """The field called ``name``; ``title-de`` is the field ``de`` within ``title``."""
        outer, _dash, inner = name.partition("-")
        field = self._fields.get(outer)
        if isinstance(field, FormField):
            fields = field.form._fields
            return fields.get(inner) or fields.get("time") or next(iter(fields.values()))
        return field

    @property
    def has_errors(self) -> bool:
        """Whether anything is to be put right, within groups too."""
        return bool(self.errors)


class RevisedForm(BaseForm):
    """A form over a row that somebody else may edit meanwhile: it bears the number of the copy it was filled from."""

    revision = HiddenField()

    @property
    def read_revision(self) -> int:
        """The copy's number; 0, which none has, if it was tampered with."""
        text = self.revision.data or ""
        return int(text) if re.fullmatch(r"\d{1,9}", text) else 0

    conflict: Sequence[tuple[str, str, str]] = ()
    """What somebody else stored meanwhile: label, her value, the value typed here."""

    def meet(self, stored: RevisedForm) -> None:
        """Show what ``stored`` has otherwise; the next attempt replaces that copy, knowingly."""
        self.conflict = [
            (label, theirs, mine)
            for (label, mine), (_label, theirs) in zip(_values(self), _values(stored), strict=False)
            if mine != theirs
        ]
        self.revision.data = stored.revision.data
        self.revision.raw_data = None


def _values(form: Form, prefix: str = "") -> list[tuple[str, str]]:
    """Label and shown value of each field, those within groups too."""
    found: list[tuple[str, str]] = []
    for field in form:
        label = " ".join(part for part in (prefix, str(field.label.text)) if part)
        if isinstance(field, FormField):
            found += _values(field.form, label)
        elif not isinstance(field, (HiddenField, FileField)):
            found.append((label, _shown(field)))
    return found


def _shown(field: Field) -> str:
    if isinstance(field, SelectMultipleField):
        return ", ".join(str(choice.label) for choice in field.iter_choices() if choice.value in (field.data or ()))
    if isinstance(field, (SelectField, RadioField)):
        chosen = [str(choice.label) for choice in field.iter_choices() if choice.selected]
        return chosen[0] if chosen else ""
    if isinstance(field, BooleanField):
        return str(_("Ja")) if field.data else str(_("Nein"))
    value = field._value() if hasattr(field, "_value") else field.data
    return "" if value is None else str(value)
