"""What an invited person sends from her own pages."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.domain.attendance import TICKED, Answer, NeedKind, Way
from eventapp.domain.rsvp import PartStat
from eventapp.models import AttendancePlan, Invitation
from eventapp.services import own_data
from eventapp.web.fields import ChoicesField, Line, Lines, OneOfField, language_field, required, salutation_field
from eventapp.web.forms import BaseForm

WISHES = {
    "hall": Answer(PartStat.ACCEPTED, Way.HALL),
    "online": Answer(PartStat.ACCEPTED, Way.ONLINE),
    "no": Answer(PartStat.DECLINED),
}


class AnswerForm(BaseForm):
    """Whether she comes; where an assembly has several parts, also to which."""

    part = OneOfField(_("Zu welchem Termin?"), coerce=str)
    answer = OneOfField(_("Kommen Sie?"), [required(_("Bitte wählen Sie, ob Sie kommen."))], coerce=str)

    def offer(self, plan: AttendancePlan, parts: Sequence[tuple[int, str]]) -> None:
        """Fill the choices. ``parts`` are ids with their words; none where there is no choice."""
        hall = _("Ich komme in den Saal") if plan.online_url else _("Ich komme")
        self.answer.choices = [
            SelectChoice("hall", hall),
            *([SelectChoice("online", _("Ich nehme online teil"))] if plan.online_url else []),
            SelectChoice("no", _("Ich komme nicht")),
        ]
        if parts:
            self.part.choices = [SelectChoice(str(number), words) for number, words in parts]
        else:
            del self.part

    def show(self, invitation: Invitation) -> None:
        """Choose what is stored."""
        if "part" in self:
            self.part.data = str(invitation.event_id)
        known = {(wish.partstat.value, wish.stored_way): name for name, wish in WISHES.items()}
        self.answer.data = known.get((invitation.partstat or "", invitation.way))

    @property
    def wish(self) -> Answer:
        """The answer as a value."""
        return WISHES[self.answer.data]

    @property
    def part_id(self) -> int | None:
        """The part that she chose; None where there is no choice."""
        return int(self.part.data) if "part" in self and self.part.data else None


class NeedsForm(BaseForm):
    """What she needs. Each field is free to be left empty; all empty takes everything back."""

    ticked = ChoicesField(
        _("Barrierefreiheit"),
        choices=[],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    other = Lines(_("Anderes, in Ihren Worten"), most=1_000)
    childcare = Line(_("Kinderbetreuung: Anzahl und Alter der Kinder"))
    menu = OneOfField(_("Essen"), coerce=str)

    def offer(self, plan: AttendancePlan, asked: Sequence[NeedKind], *, no_answer: str) -> None:
        """Keep the fields that are asked for, with their choices."""
        names = {kind: own_data.NEEDS[kind] for kind in TICKED if kind in asked}
        self.ticked.choices = [SelectChoice(kind.value, _(name)) for kind, name in names.items()]
        if not names:
            del self.ticked
        for kind in (NeedKind.OTHER, NeedKind.CHILDCARE, NeedKind.MENU):
            if kind not in asked:
                del self[kind.value]
        if NeedKind.MENU in asked:
            self.menu.choices = [*(SelectChoice(dish, dish) for dish in plan.menu), SelectChoice("", no_answer)]
            self.menu.data = self.menu.data or ""

    def show(self, stored: dict[NeedKind, str]) -> None:
        """Fill in what is stored."""
        if "ticked" in self:
            self.ticked.data = [kind.value for kind in TICKED if kind in stored]
        for kind in (NeedKind.OTHER, NeedKind.CHILDCARE, NeedKind.MENU):
            if kind.value in self:
                self[kind.value].data = stored.get(kind, "")

    def wishes(self) -> dict[NeedKind, str]:
        """What she needs, with her words."""
        found = {NeedKind(kind): "" for kind in (self.ticked.data or ())} if "ticked" in self else {}
        if "other" in self and self.other.text:
            found[NeedKind.OTHER] = self.other.text
        if "childcare" in self and self.childcare.text:
            found[NeedKind.CHILDCARE] = self.childcare.text
        if "menu" in self and self.menu.data:
            found[NeedKind.MENU] = self.menu.data
        return found


class CorrectionForm(BaseForm):
    """How she is called and addressed."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen ein."))])
    salutation = salutation_field()
    language = language_field()

    def show(self, invitation: Invitation) -> None:
        """Fill in what is stored."""
        self.name.data, self.salutation.data = invitation.name, invitation.salutation
        self.language.data = invitation.language


class CodeForm(BaseForm):
    """The code of a letter."""

    code = Line(_("Code"), [required(_("Geben Sie den Code aus dem Brief ein."))], most=60)
