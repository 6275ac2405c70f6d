"""Fields that take what people write: text that is clean, choices from a list, and sentences of ours where it isn't."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from wtforms import (
    Field,
    Form,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from eventapp.adapters.addresses import exact_address
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import Language, clean, forbidden_characters, one_line

_ = lazy_gettext

LINE = 200
PARAGRAPH = 1_000
TEXT = 10_000


def add_error(field: Field, message: str) -> None:
    """Put a sentence at a field."""
    field.errors = [*field.errors, message]


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
        length = len(getattr(field, "text", field.data) or "")
        if length > self.max:
            message = _("Höchstens %(most)s Zeichen; es sind %(length)s.")
            raise StopValidation(str(message) % {"most": self.max, "length": length})


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


class Filled(InputRequired):
    """Refuses what holds nothing that can be seen: blanks, soft hyphens and their like."""

    def __call__(self, form: Form, field: Field) -> None:
        typed = field.raw_data[0] if field.raw_data else ""
        if not isinstance(typed, str) or not _is_seen(typed):
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
        """What was typed, on one line and in NFC; empty where nothing of it can be seen."""
        return one_line(self.data or "") if _is_seen(self.data or "") else ""


class Lines(TextAreaField):
    """Several lines of plain text. A blank line parts paragraphs."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), most: int = TEXT, **settings: Any) -> None:
        super().__init__(label, [*(validators or [Optional()]), AtMost(most), PlainText()], **settings)

    @property
    def text(self) -> str:
        """What was typed, with LF line ends and in NFC; empty where nothing of it can be seen."""
        return clean(self.data or "") if _is_seen(self.data or "") else ""


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


class Password(PasswordField):
    """A password: taken as it is typed, every sign of it."""

    def __init__(self, label: Any, message: Any, most: int = PARAGRAPH, **settings: Any) -> None:
        super().__init__(label, [required(message), AtMost(most)], **settings)


class _Listed:
    """A choice that refuses what isn't offered in words of ours."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what isn't in the list."""
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(str(_("Bitte wählen Sie einen Eintrag aus der Liste."))) from None


class ChoiceField(_Listed, SelectField):
    """One of many, in a list that opens."""


class ChoicesField(_Listed, SelectMultipleField):
    """Any number of many."""


class OneOfField(_Listed, RadioField):
    """One of a few, all in view."""


def salutation_field() -> OneOfField:
    """How somebody is greeted (PRN-4). The neutral form is the default; nothing is guessed from a name (GEN-4)."""
    choices = [
        SelectChoice("neutral", _("Guten Tag Vorname Nachname")),
        SelectChoice("frau", _("Sehr geehrte Frau …")),
        SelectChoice("herr", _("Sehr geehrter Herr …")),
    ]
    return OneOfField(_("Anrede"), choices=choices, default="neutral")


def language_field() -> OneOfField:
    """In which language somebody is written to."""
    choices = [
        SelectChoice(Language.GERMAN.value, _("Deutsch")),
        SelectChoice(Language.ENGLISH.value, _("Englisch")),
    ]
    return OneOfField(_("Sprache"), choices=choices, default=Language.GERMAN.value)
