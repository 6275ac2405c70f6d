"""Lists, people and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import HiddenField, SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp.adapters import spreadsheet, staff_headings, staff_list
from eventapp.adapters.spreadsheet import Sheet
from eventapp.domain.errors import InvalidValue
from eventapp.domain.staff import Columns, EmployeeDraft, Fault, Field
from eventapp.models import Employee
from eventapp.web.fields import (
    Address,
    ChoiceField,
    Line,
    Lines,
    OneOfField,
    add_error,
    language_field,
    required,
    salutation_field,
)
from eventapp.web.forms import BaseForm
from eventapp.web.messages import explain
from eventapp.web.typed import WholeNumberField

_UNUSED = ""
FIELDS = {
    Field.NAME: _("Name"),
    Field.TITLE: _("Titel"),
    Field.FIRST_NAME: _("Vorname"),
    Field.LAST_NAME: _("Nachname"),
    Field.EMAIL: _("Dienstliche E-Mail-Adresse"),
    Field.SALUTATION: _("Anrede"),
    Field.LANGUAGE: _("Sprache"),
    Field.DEPARTMENT: _("Dienststelle"),
    Field.SITE: _("Standort"),
    Field.POST: _("Hauspost"),
}
"""What a column may mean, in words."""


class ListForm(BaseForm):
    """The name of a list."""

    name = Line(_("Name der Liste"), [required(_("Geben Sie der Liste einen Namen."))], most=100)


class PersonForm(BaseForm):
    """One person, by hand."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen ein."))])
    email = Address(_("Dienstliche E-Mail-Adresse"))
    salutation = salutation_field()
    language = language_field()
    department = Line(_("Dienststelle"))
    site = Line(_("Standort"))
    post = Lines(_("Hauspost oder Anschrift"), most=1_000)

    def fill(self, employee: Employee) -> None:
        """Show what is stored."""
        for name in staff_list.EDITABLE:
            self[name].data = getattr(employee, name)

    def draft(self) -> EmployeeDraft | None:
        """The wish as a value; None where something is to be put right."""
        email, fault = staff_list.read_address(self.email.text)
        if fault:
            add_error(self.email, gettext("An diese Adresse kann nichts verschickt werden. Bitte prüfen Sie sie."))
            return None
        try:
            return EmployeeDraft(
                self.name.text,
                email,
                self.salutation.data,
                self.language.data,
                self.department.text,
                self.site.text,
                self.post.text,
            )
        except InvalidValue as error:
            self.explain(error)
            return None


class FileForm(BaseForm):
    """A file."""

    file = FileField(_("Datei"), [FileRequired(_("Wählen Sie eine Datei aus."))])

    sheet: Sheet | None = None
    """What the file holds."""
    fault: InvalidValue | None = None
    """Why it can't be read."""

    @classmethod
    def sent(cls) -> FileForm:
        """What was sent: a file is taken for the file alone, never for a text."""
        if request.method != "POST":
            return cls(None)
        files = MultiDict([("file", file) for file in request.files.getlist("file")])
        return cls(CombinedMultiDict([request.form, files]))

    def read(self) -> None:
        """Take the file apart. This may take a second, so it is done while nothing is locked."""
        if self.file.data:
            try:
                self.sheet = spreadsheet.read(self.file.data.read(spreadsheet.MOST_BYTES + 1))
            except InvalidValue as error:
                self.fault = error

    def validate_file(self, _field: FileField) -> None:
        """A table that can be read."""
        if self.fault is not None:
            raise ValidationError(explain(self.fault))


class ColumnsForm(BaseForm):
    """What each column means. ``columns_form`` makes one for a file."""

    header = WholeNumberField(_("Spaltennamen stehen in Zeile"), [Optional()], least=1, most=40)

    def chosen(self) -> dict[int, Field]:
        """The columns that were given a meaning."""
        return {
            int(name.removeprefix("column_")): Field(field.data)
            for name, field in self._fields.items()
            if name.startswith("column_") and field.data
        }


def columns_form(headings: Sequence[str], suggested: Columns) -> ColumnsForm:
    """The form for columns with these headings. A column that says the gender can't be chosen."""
    choices = [SelectChoice(_UNUSED, _("nicht speichern")), *(SelectChoice(one.value, FIELDS[one]) for one in Field)]
    fields = {
        f"column_{column}": ChoiceField(heading, choices=choices, default=_UNUSED)
        for column, heading in enumerate(headings)
        if not staff_headings.is_gender(heading)
    }
    made = type("ColumnsOfFile", (ColumnsForm,), fields)
    data = {f"column_{column}": field.value for column, field in suggested.items()}
    return cast(ColumnsForm, made(request.form if request.method == "POST" else None, data=data))


class TakeForm(BaseForm):
    """Taking a file over."""

    seal = HiddenField()
    missing = OneOfField(
        _("Wer nicht in der Datei steht"),
        choices=[SelectChoice("remove", _("von der Liste nehmen")), SelectChoice("keep", _("auf der Liste lassen"))],
        validators=[required(_("Wählen Sie, was mit den Personen geschieht, die nicht in der Datei stehen."))],
    )


def typed_over(stored: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
    """What was typed over rows, told from what stood there: the changed fields, or that the row is left out."""
    found: dict[int, dict[str, str]] = {}
    for number, values in stored.items():
        if request.form.get(f"row-{number}-skip"):
            found[number] = {staff_list.SKIP: "1"}
            continue
        changed = {
            name: text.replace("\r\n", "\n")[:2_000]
            for name in staff_list.EDITABLE
            if (text := request.form.get(f"row-{number}-{name}")) is not None
            and text.replace("\r\n", "\n") != values.get(name, "")
        }
        if request.form.get(f"row-{number}-without"):
            changed["email"] = ""
        if changed:
            found[number] = changed
    return found


def fields_to_show(faults: Sequence[Fault], names: Sequence[str]) -> list[str]:
    """The fields of a bad row that are offered: name and address, and those with a fault, in our order."""
    wanted = {"name", "email", *names}
    if Fault.SAME_PERSON in faults:
        wanted |= {"department", "post"}
    return [name for name in staff_list.EDITABLE if name in wanted]
