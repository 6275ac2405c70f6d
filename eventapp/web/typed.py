"""Fields whose text means something else: days, times and numbers, in the spellings that people use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field
from wtforms.validators import Optional
from wtforms.widgets import TextInput

_ = lazy_gettext

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
