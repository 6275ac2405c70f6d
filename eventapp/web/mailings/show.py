"""Mailings as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.mailings import Answered, Audience, Channel, DeliveryState, MailingKind, MailingState, Reach
from eventapp.domain.texts import Language
from eventapp.jobs import workers
from eventapp.models import Delivery, Mailing
from eventapp.request import get_session, get_settings, now
from eventapp.services import mailing_texts, operation, outbox, senders
from eventapp.services.audience import Reached
from eventapp.services.outbox import Progress

_UNSENT = timedelta(seconds=40)  # a worker that lives takes what is due within a second
_PER_SECOND = 10  # what a relay of a town hall takes without a limit set; an estimate, and called one


@dataclass(frozen=True, slots=True)
class Row:
    """One mailing in the list."""

    mailing: Mailing
    name: str
    state: tuple[str, str]
    progress: Progress


def row(mailing: Mailing) -> Row:
    """``mailing`` with where it is."""
    progress = outbox.progress(get_session(), mailing)
    letters = outbox.progress(get_session(), mailing, Channel.LETTER)
    return Row(mailing, name_of(mailing), state_of(mailing, progress, letters), progress)


def name_of(mailing: Mailing) -> str:
    """``Einladung`` · ``Erinnerung`` · …"""
    return kind_name(MailingKind(mailing.kind))


def kind_name(kind: MailingKind) -> str:
    """The kind in the language of the page."""
    return str(_(mailing_texts.KINDS[kind]))


def state_of(mailing: Mailing, progress: Progress, letters: Progress | None = None) -> tuple[str, str]:
    """Kind of badge and words. ``letters`` is the part of ``progress`` that is on paper."""
    if mailing.state == MailingState.RUNNING and progress.is_finished:
        return ("confirmed", _("Verschickt"))
    if mailing.state == MailingState.RUNNING and letters is not None and progress.waiting == letters.waiting:
        return ("tentative", _("Briefe noch zu drucken"))
    return {
        MailingState.DRAFT: ("draft", _("Entwurf")),
        MailingState.PROPOSED: ("tentative", _("Wartet auf Freigabe")),
        MailingState.APPROVED: ("confirmed", _("Freigegeben")),
        MailingState.RUNNING: ("changed", _("Wird verschickt")),
        MailingState.PAUSED: ("tentative", _("Angehalten")),
        MailingState.STOPPED: ("cancelled", _("Beendet, nicht alle verschickt")),
    }[MailingState(mailing.state)]


def reached_words(reached: Reached) -> str:
    """``1.800 E-Mails und 240 Briefe``."""
    mails = ngettext("%(num)s E-Mail", "%(num)s E-Mails", reached.mails)
    letters = ngettext("%(num)s Brief", "%(num)s Briefe", reached.letters)
    if reached.mails and reached.letters:
        return str(_("%(mails)s und %(letters)s", mails=mails, letters=letters))
    return str(letters if reached.letters else mails)


def left_words(mails: int, letters: int) -> str:
    """``1 E-Mail und 60 Briefe``."""
    return reached_words(Reached(mails, letters, 0))


def said_words(mailing: Mailing, mails: Progress) -> str:
    """What is read aloud while the page is open: it changes when something happens, not with each mail."""
    if mailing.state == MailingState.PAUSED:
        return str(_("Der Versand ist angehalten."))
    if mailing.state == MailingState.RUNNING and mails.waiting:
        quarter = 25 * (4 * (mails.all - mails.waiting) // mails.all)
        return str(_("Versand läuft, %(percent)s Prozent.", percent=quarter))
    if mails.all and mailing.state == MailingState.RUNNING:
        return str(_("Fertig: %(sent)s von %(all)s E-Mails sind verschickt.", sent=mails.sent, all=mails.all))
    return ""


def duration_words(mails: int) -> str:
    """How long it takes until the last mail has left: ``etwa 25 Min.``."""
    per_minute = get_settings().smtp_per_minute or _PER_SECOND * 60
    minutes = -(-mails // per_minute)
    if minutes < 2:
        return str(_("weniger als 2 Min."))
    if minutes < 120:
        return str(_("etwa %(minutes)s Min.", minutes=minutes))
    return str(_("etwa %(hours)s Std.", hours=round(minutes / 60)))


def button_words(kind: MailingKind, count: int) -> str:
    """What the button does: ``1.800 Einladungen senden``."""
    words_of: dict[MailingKind, str] = {
        MailingKind.SAVE_THE_DATE: ngettext(
            "%(num)s Terminvormerkung senden", "%(num)s Terminvormerkungen senden", count
        ),
        MailingKind.INVITATION: ngettext("%(num)s Einladung senden", "%(num)s Einladungen senden", count),
        MailingKind.REMINDER: ngettext("%(num)s Erinnerung senden", "%(num)s Erinnerungen senden", count),
        MailingKind.CHANGE: ngettext("%(num)s Änderung senden", "%(num)s Änderungen senden", count),
        MailingKind.CALL_OFF: ngettext("%(num)s Absage senden", "%(num)s Absagen senden", count),
        MailingKind.THANKS: ngettext("%(num)s Dank senden", "%(num)s Mal Dank senden", count),
    }
    return words_of[kind]


def audience_words(audience: Audience, lists: dict[int, str]) -> list[str]:
    """For whom, as a list of what narrows it."""
    found = []
    if audience.lists:
        found.append(", ".join(lists.get(number, "–") for number in audience.lists))
    if audience.departments:
        found.append(", ".join(audience.departments))
    if audience.sites:
        found.append(", ".join(audience.sites))
    if audience.reach is not Reach.ALL:
        found.append(_("nur per E-Mail") if audience.reach is Reach.MAIL else _("nur ohne Postfach"))
    answers = {
        Answered.OPEN: _("ohne Antwort"),
        Answered.YES: _("zugesagt"),
        Answered.NO: _("abgesagt"),
        Answered.OTHER: _("mit anderer Antwort"),
    }
    if audience.answers:
        found.append(", ".join(answers[answer] for answer in audience.answers))
    return found


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the sending itself, besides the numbers."""

    kind: str
    text: str


def trouble(*organizer_ids: int) -> Status | None:
    """Why nothing of these organizers leaves although something should, if so (R-32)."""
    session, moment = get_session(), now()
    if operation.is_held(session, *organizer_ids):
        return Status("warning", held_words())
    oldest = outbox.oldest_due(session, now=moment)
    if oldest is None:
        return None
    if failure := senders.relay_failure(session):
        return Status(
            "warning",
            _("Der Mailserver nimmt gerade nichts an (%(reason)s). Wir versuchen es weiter.", reason=failure[0]),
        )
    if moment - oldest > _UNSENT and all(workers.is_gone(name) for name in senders.seen(session, now=moment)):
        return Status(
            "danger",
            _("Der Versand läuft nicht. Bitte wenden Sie sich an die Technik: „eventapp work“ ist nicht gestartet."),
        )
    return None


def held_words() -> str:
    """Why mails wait after a restore."""
    return str(_("Der Versand ruht, bis er freigegeben wird: Die Daten stammen aus einer Sicherung."))


def delivery_state(delivery: Delivery) -> tuple[str, str]:
    """Where one mail or letter is."""
    if delivery.bounced_at:
        return ("cancelled", _("Zurückgekommen"))
    is_letter = delivery.channel == Channel.LETTER
    states = {
        DeliveryState.READY: ("draft", _("Zu drucken") if is_letter else _("Wartet")),
        DeliveryState.CLAIMED: ("draft", _("Wartet")),
        DeliveryState.SENDING: ("changed", _("Wird verschickt")),
        DeliveryState.SENT: ("confirmed", _("Gedruckt") if is_letter else _("Verschickt")),
        DeliveryState.FAILED: ("cancelled", _("Nicht zustellbar")),
        DeliveryState.STOPPED: ("draft", _("Nicht verschickt")),
    }
    if delivery.state == DeliveryState.READY and delivery.tries:
        return ("changed", _("Wird noch einmal versucht"))
    return states[DeliveryState(delivery.state)]


def reason_words(reason: str) -> str:
    """Why something could not be delivered: our own reasons in words, a server's as it said them."""
    ours = {
        "mail.address": _("Diese E-Mail-Adresse ist nicht vollständig. Schreiben Sie sie so: name@example.org."),
        "mail.header": _("Name oder Betreff enthalten Zeichen, die in einer E-Mail nicht erlaubt sind."),
        "mail.unmakeable": _("Aus den Angaben zu dieser Person ließ sich keine E-Mail machen."),
    }
    return str(ours.get(reason, reason) or _("unbekannt"))


def languages_of(found: Sequence[Language]) -> str:
    """``Deutsch`` · ``Deutsch und Englisch``."""
    return str(_("Deutsch und Englisch") if Language.ENGLISH in found else _("Deutsch"))
