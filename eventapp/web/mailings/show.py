"""Mailings as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.mailings import Answered, Audience, Channel, DeliveryState, MailingKind, MailingState, Reach
from eventapp.domain.texts import Language
from eventapp.jobs import workers
from eventapp.models import Delivery, Mailing
from eventapp.request import get_session, get_settings, now
from eventapp.services import mailing_texts, operation, outbox, senders
from eventapp.services.audience import Reached, Recipient
from eventapp.services.outbox import Progress

_UNSENT = timedelta(seconds=40)  # a worker that lives takes what is due within a second
_NO_CONNECTION = frozenset(
    {"ConnectionRefusedError", "ConnectionResetError", "ConnectionAbortedError", "BrokenPipeError", "TimeoutError"}
    | {"gaierror", "UnicodeError", "OSError", "SMTPServerDisconnected"}
)
_NO_SECURE_CONNECTION = frozenset({"SSLError", "SSLCertVerificationError"})
_PER_SECOND = 10  # what a relay of a town hall takes without a limit set; an estimate, and called one


@dataclass(frozen=True, slots=True)
class Row:
    """One mailing in the list."""

    mailing: Mailing
    name: str
    state: tuple[str, str]
    progress: Progress


def row(mailing: Mailing, *, is_held: bool = False) -> Row:
    """``mailing`` with where it is; ``is_held`` while its office's mail is."""
    progress = outbox.progress(get_session(), mailing)
    letters = outbox.progress(get_session(), mailing, Channel.LETTER)
    return Row(mailing, name_of(mailing), state_of(mailing, progress, letters, is_held=is_held), progress)


def name_of(mailing: Mailing) -> str:
    """``Einladung`` · ``Erinnerung`` · …"""
    return kind_name(MailingKind(mailing.kind))


def kind_name(kind: MailingKind) -> str:
    """The kind in the language of the page."""
    return str(_(mailing_texts.KINDS[kind]))


def state_of(
    mailing: Mailing, progress: Progress, letters: Progress | None = None, *, is_held: bool = False
) -> tuple[str, str]:
    """Kind of badge and words. ``letters`` is the part of ``progress`` that is on paper."""
    if mailing.state == MailingState.RUNNING and progress.is_finished:
        return ("confirmed", _("Verschickt"))
    if mailing.state == MailingState.RUNNING and letters is not None and progress.waiting == letters.waiting:
        return ("tentative", _("Briefe noch zu drucken"))
    if mailing.state == MailingState.RUNNING and is_held:
        return ("tentative", _("Wartet auf Freigabe des Versands"))
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


def started_words(reached: Reached, *, is_held: bool) -> str:
    """What has happened by the start."""
    what = reached_words(reached)
    if is_held and reached.mails:
        return str(_("Bereitgestellt: %(what)s. E-Mails gehen ab, sobald der Versand freigegeben ist.", what=what))
    return str(_("%(what)s sind unterwegs. Sie können diese Seite verlassen.", what=what))


def left_words(mails: int, letters: int) -> str:
    """``1 E-Mail und 60 Briefe``."""
    return reached_words(Reached(mails, letters, 0))


def said_words(mailing: Mailing, mails: Progress, *, is_held: bool = False) -> str:
    """What is read aloud while the page is open: it changes when something happens, not with each mail."""
    if is_held and mailing.state == MailingState.RUNNING and mails.waiting:
        return str(_("Wartet auf Freigabe des Versands"))
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


def button_words(kind: MailingKind, count: int, *, is_held: bool = False) -> str:
    """What the button does: ``1.800 Einladungen senden``, or put them there while the office's mail is held."""
    if is_held:
        return str(_("%(what)s bereitstellen", what=counted(kind, count)))
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


def counted(kind: MailingKind, count: int) -> str:
    """How many of what: ``181 Erinnerungen``."""
    words_of: dict[MailingKind, str] = {
        MailingKind.SAVE_THE_DATE: ngettext("%(num)s Terminvormerkung", "%(num)s Terminvormerkungen", count),
        MailingKind.INVITATION: ngettext("%(num)s Einladung", "%(num)s Einladungen", count),
        MailingKind.REMINDER: ngettext("%(num)s Erinnerung", "%(num)s Erinnerungen", count),
        MailingKind.CHANGE: ngettext("%(num)s Änderung", "%(num)s Änderungen", count),
        MailingKind.CALL_OFF: ngettext("%(num)s Absage", "%(num)s Absagen", count),
        MailingKind.THANKS: ngettext("%(num)s Dank", "%(num)s Mal Dank", count),
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
    """What is known of the sending itself, besides the numbers; ``way`` is label and address of what helps."""

    kind: str
    text: str
    way: tuple[str, str] | None = None


def trouble(*organizer_ids: int) -> Status | None:
    """Why nothing of these organizers leaves although something should, if so (R-32)."""
    session, moment = get_session(), now()
    if operation.is_held(session, *organizer_ids):
        return held_status()
    oldest = outbox.oldest_due(session, now=moment)
    if oldest is None:
        return None
    if failure := senders.relay_failure(session):
        return Status(
            "warning",
            _(
                "Der Mailserver nimmt gerade nichts an (%(reason)s). Wir versuchen es weiter.",
                reason=reason_words(failure[0]),
            ),
        )
    if moment - oldest > _UNSENT and all(workers.is_gone(name) for name in senders.seen(session, now=moment)):
        return Status(
            "danger",
            _("Der Versand läuft nicht. Bitte wenden Sie sich an die Technik: „eventapp work“ ist nicht gestartet."),
        )
    return None


def held_status() -> Status:
    """That mails wait after a restore, and where they are released."""
    return Status("warning", held_words(), (_("Versand prüfen und freigeben"), url_for("operation.mail")))


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
    if reason in _NO_CONNECTION:
        return str(_("keine Verbindung"))
    if reason in _NO_SECURE_CONNECTION:
        return str(_("keine gesicherte Verbindung"))
    if reason == "SMTPNotSupportedError":
        return str(_("keine gesicherte Verbindung oder keine Anmeldung möglich"))
    return str(ours.get(reason, reason) or _("unbekannt"))


def languages_of(found: Sequence[Language]) -> str:
    """``Deutsch`` · ``Deutsch und Englisch``."""
    return str(_("Deutsch und Englisch") if Language.ENGLISH in found else _("Deutsch"))


def spoken_by(recipients: Sequence[Recipient]) -> list[tuple[str, str]]:
    """Tag and name of each language that somebody of them reads, where there is more than one."""
    names = {"de": _("Deutsch"), "en": _("Englisch")}
    found = {one.language for one in recipients}
    return [(tag, name) for tag, name in names.items() if tag in found] if len(found) > 1 else []
