"""The base of all forms: what was typed is kept, and every refusal stands at its field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

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
    SelectField,
    SelectMultipleField,
)

from eventapp.domain.errors import DomainError
from eventapp.web.fields import add_error
from eventapp.web.messages import explain

_ = lazy_gettext


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
