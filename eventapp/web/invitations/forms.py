"""For whom a letter or a mail is made."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice

from eventapp.adapters.addresses import exact_address
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.letters import PostalAddress
from eventapp.domain.texts import Language
from eventapp.web.fields import Address, Line, Lines, OneOfField, add_error, language_field, required, salutation_field
from eventapp.web.forms import BaseForm

MOST_ADDRESS_LINES = 6


class RecipientForm(BaseForm):
    """A name, and how she is greeted. Nothing of it is stored."""

    name = Line(_("Name"))
    salutation = salutation_field()
    language = language_field()

    @property
    def wish(self) -> Language:
        """The language as a value."""
        return Language(self.language.data)


class LetterForm(RecipientForm):
    """A letter to one person, or to nobody yet."""

    address = Lines(_("Anschrift"), most=600)

    def postal_address(self) -> PostalAddress | None:
        """The address; None with a sentence at the field if it has too many lines."""
        lines = tuple(line for line in (raw.strip() for raw in self.address.text.split("\n")) if line)
        if len(lines) > MOST_ADDRESS_LINES:
            add_error(self.address, str(_("Im Fenster ist Platz für sechs Zeilen.")))
            return None
        return PostalAddress(lines)


class MailForm(RecipientForm):
    """A mail to one person."""

    email = Address(_("E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])
    asks_for_answer = OneOfField(
        _("Was soll der Kalender tun?"),
        choices=[
            SelectChoice("request", _("Um eine Antwort bitten (Zusagen und Ablehnen)")),
            SelectChoice("publish", _("Nur den Termin zum Speichern mitgeben")),
        ],
        default="request",
    )


class InviteForm(RecipientForm):
    """One more person on the list."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen ein."))])
    email = Address(_("E-Mail-Adresse"), [required(_("Geben Sie die E-Mail-Adresse ein."))])

    def draft(self) -> InviteeDraft:
        """The wish as a value."""
        return InviteeDraft(self.name.text, exact_address(self.email.text), self.salutation.data, self.wish)


class ExportForm(BaseForm):
    """In which form her calendar message is wanted."""

    message = OneOfField(
        _("Nachricht"),
        choices=[
            SelectChoice("due", _("Einladung mit Bitte um Antwort")),
            SelectChoice("publish", _("Nur zur Kenntnis, ohne Bitte um Antwort")),
        ],
        default="due",
    )
    form = OneOfField(
        _("Format"),
        choices=[
            SelectChoice("eml", _("E-Mail (.eml), zum Verschicken")),
            SelectChoice("ics", _("Kalenderdatei (.ics)")),
            SelectChoice("mime", _("Kalenderteil für ein anderes Mailprogramm (.mime)")),
        ],
        default="eml",
    )
