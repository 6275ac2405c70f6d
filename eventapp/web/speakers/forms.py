"""A person who speaks."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import BooleanField, FormField
from wtforms.validators import ValidationError

from eventapp.adapters import pictures
from eventapp.adapters.pictures import Redrawn
from eventapp.domain.errors import InvalidValue
from eventapp.domain.people import SpeakerDraft
from eventapp.models import Speaker
from eventapp.web.fields import Address, Line, Lines, required
from eventapp.web.forms import RevisedForm
from eventapp.web.groups import LocalLineForm, LocalLinesForm
from eventapp.web.messages import explain


class SpeakerForm(RevisedForm):
    """All of a person. Nothing is mandatory but her name."""

    name = Line(_("Name"), [required(_("Geben Sie einen Namen ein."))])
    title = Line(_("Titel vor dem Namen"), most=60)
    function = FormField(LocalLineForm, _("Funktion"))
    organisation = Line(_("Organisation"))
    bio = FormField(LocalLinesForm, _("Kurzer Text zur Person"))
    picture = FileField(_("Foto"))
    no_picture = BooleanField(_("Foto entfernen"))
    picture_alt = FormField(LocalLineForm, _("Was auf dem Foto zu sehen ist"))
    contact_email = Address(_("E-Mail-Adresse"))
    contact_phone = Line(_("Telefon"), most=60)
    note = Lines(_("Interne Notiz"))

    drawn: Redrawn | None = None
    """The picture that was sent, drawn anew."""

    def validate_picture(self, field: FileField) -> None:
        """A picture that can be read. It is drawn here, while nothing is locked."""
        if field.data and field.data.filename:
            try:
                self.drawn = pictures.redraw(field.data.read())
            except InvalidValue as error:
                raise ValidationError(explain(error)) from None

    @classmethod
    def sent(cls) -> SpeakerForm:
        """What was sent: a file is taken for the picture alone, never for a text."""
        if request.method != "POST":
            return cls(None)
        files = MultiDict([("picture", file) for file in request.files.getlist("picture")])
        return cls(CombinedMultiDict([request.form, files]))

    def fill(self, speaker: Speaker) -> None:
        """Show what is stored."""
        for name in ("function", "bio", "picture_alt"):
            text, group = getattr(speaker, name), getattr(self, name)
            group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy
        for name in ("name", "title", "organisation", "contact_email", "contact_phone", "note"):
            getattr(self, name).data = getattr(speaker, name)
        self.revision.data = str(speaker.revision)

    def draft(self) -> SpeakerDraft:
        """The wish as a value."""
        return SpeakerDraft(
            name=self.name.text,
            title=self.title.text,
            function=self.function.form.text,
            organisation=self.organisation.text,
            bio=self.bio.form.text,
            picture_alt=self.picture_alt.form.text,
            contact_email=self.contact_email.text,
            contact_phone=self.contact_phone.text,
            note=self.note.text,
        )
