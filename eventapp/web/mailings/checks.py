"""What the pages of a mailing show: the last look before it leaves, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.adapters.ical import invitation_file
from eventapp.adapters.ical_check import check
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.editions import Edition
from eventapp.domain.errors import DomainError, RuleBroken
from eventapp.domain.mailings import Channel, MailingDraft, MailingKind, MailingState
from eventapp.domain.placeholders import PERSONAL, Placeholder, uses
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.jobs import print_letters
from eventapp.models import Account, Event, Mailing
from eventapp.request import get_actor, get_language, get_links, get_office, get_session, get_tokens, now
from eventapp.services import (
    attendance,
    calendar,
    dispatch,
    mailing_texts,
    mailings,
    messages,
    operation,
    outbox,
    releases,
    staff,
)
from eventapp.services.audience import Recipient
from eventapp.services.mailings import Outlook
from eventapp.services.messages import MailText
from eventapp.services.wording import words
from eventapp.web.mailings import readers, show
from eventapp.web.planning.workspace import Workspace


def announced(space: Workspace) -> Edition:
    """What is announced. Raises RuleBroken("invitations.not_announced")."""
    if space.standing.current is None:
        raise RuleBroken("invitations.not_announced")
    return space.standing.current


def usual_calendar(space: Workspace, kind: MailingKind) -> str:
    """What calendars usually get: a question where answers are wanted by name, else the entry alone."""
    if not kind.brings_calendar:
        return "none"
    plan = attendance.plan_of(get_session(), space.event)
    return "publish" if kind is MailingKind.SAVE_THE_DATE or plan.mode == "count" else "request"


def last_look(space: Workspace, mailing: Mailing) -> dict[str, Any]:
    """Who, what and when; one mail as it will look; what was checked; the button with its number."""
    session = get_session()
    announced(space)
    seen = mailings.outlook(session, mailing, tokens=get_tokens())
    lists = {number: name for number, name, _count in staff.segments(session, space.event.organizer_id).lists}
    shown = readers.shown(space, seen)
    first = next((one for one in shown if one.channel is Channel.MAIL), None)
    letter = next((one for one in shown if one.channel is Channel.LETTER), None)
    texts = [text for text in (mailing.subject, mailing.text) if text.has(Language.ENGLISH)]
    account = session.get(Account, get_actor().account_id) if get_actor().account_id else None
    is_held = bool(seen.reached.mails) and operation.is_held(session, space.event.organizer_id)
    second = releases.second_persons(session, mailing) if space.event.organizer.needs_release else ()
    return {
        "mailing": mailing,
        "name": show.name_of(mailing),
        "state": show.state_of(mailing, outbox.Progress()),
        "outlook": seen,
        "reached": show.reached_words(seen.reached),
        "duration": show.duration_words(seen.reached.mails),
        "narrowed": show.audience_words(mailing.audience, lists),
        "languages": show.languages_of([Language.GERMAN, *([Language.ENGLISH] if len(texts) == 2 else [])]),
        "is_held": is_held,
        "send_words": show.button_words(MailingKind(mailing.kind), seen.reached.all, is_held=is_held),
        "what": show.counted(MailingKind(mailing.kind), seen.reached.all),
        "example": sample_text(mailing, seen.edition, first, space.event),
        "example_of": first,
        "say": words(language_of(mailing, first)),
        "letter_of": letter,
        "looks": len(shown),
        "checks": _checks(mailing, seen),
        "calendar": calendar.entry(seen.edition, get_links(), get_language()) if mailing.has_calendar else None,
        "needs_release": space.event.organizer.needs_release,
        "added": mailings.added_since(mailing, seen) if space.event.organizer.needs_release else 0,
        "may_approve": mailings.may_approve(mailing, get_actor()),
        "second_persons": [one.name for one in second if one.id != get_actor().account_id],
        "own_email": account.email if account else "",
        "fits": mailing_texts.fits(MailingKind(mailing.kind), seen.edition, is_over=seen.edition.is_over(now())),
    }


def sample_text(mailing: Mailing | MailingDraft, edition: Edition, reader: Recipient | None, event: Event) -> MailText:
    """The mail in words, as one person will read it; to somebody invented where there is none."""
    language = language_of(mailing, reader)
    name = reader.name if reader else _("Kim Beispiel")
    link = get_links().invitation("…")
    personal = dict.fromkeys(PERSONAL, "…") | {
        Placeholder.NAME: name,
        Placeholder.DEPARTMENT: reader.department if reader else "",
        Placeholder.LINK: link,
    }
    return mailing_texts.mail_text(
        mailing,
        edition,
        get_links(),
        language,
        closes=attendance.plan_of(get_session(), event).closes,
        personal=personal,
        salutation=messages.greeting(name, reader.salutation if reader else "neutral", language),
    )


def language_of(mailing: Mailing | MailingDraft, reader: Recipient | None) -> Language:
    """In which language a reader gets it."""
    return mailing_texts.spoken(mailing, Language(reader.language) if reader else Language.GERMAN)


def progress_of(mailing: Mailing) -> dict[str, Any]:
    """How far a started mailing is."""
    session = get_session()
    found = outbox.progress(session, mailing)
    mails = outbox.progress(session, mailing, Channel.MAIL)
    letters = outbox.progress(session, mailing, Channel.LETTER)
    is_held = bool(mails.waiting) and operation.is_held(session, mailing.event.organizer_id)
    booklets = []
    if letters.all:
        today = WallClock.of(now(), mailing.event.tz)
        booklets = print_letters.contents(print_letters.series(session, mailing, get_office(), today=today))
    return {
        "mailing": mailing,
        "name": show.name_of(mailing),
        "state": show.state_of(mailing, found, letters, is_held=is_held),
        "progress": found,
        "mails": mails,
        "letters": letters,
        "remaining": show.duration_words(mails.waiting) if mails.waiting and not is_held else "",
        "failures": [(show.reason_words(reason), count) for reason, count in outbox.failures(session, mailing)],
        "uncertain": [(one.recipient, one.sent_at) for one in outbox.uncertain(session, mailing)[:50]],
        "booklets": booklets,
        "may_leave": dispatch.may_leave(session, mailing, now=now()),
        "left": show.left_words(mails.waiting, letters.waiting),
        "said": show.said_words(mailing, mails, is_held=is_held),
        "trouble": show.trouble(mailing.event.organizer_id) if mailing.state == MailingState.RUNNING else None,
        "is_live": mailing.state == MailingState.RUNNING and mails.waiting > 0 and not is_held,
        "as_of": WallClock.of(now(), mailing.event.tz).local,
    }


def _checks(mailing: Mailing, seen: Outlook) -> list[tuple[str, str]]:
    """What was tried before the button is offered, in words; each with the kind of its badge."""
    found = [_placeholder_check(mailing, seen.recipients), *_reader_checks(mailing, seen.recipients)]
    if mailing.has_calendar:
        found.append(_calendar_check(mailing, seen.edition))
    if mailing.tested_at is None:
        found.append(("info", _("Es ging noch keine Test-E-Mail hinaus.")))
    else:
        found.append(("success", _("Eine Test-E-Mail ging hinaus.")))
    return found


def _placeholder_check(mailing: Mailing, found: Sequence[Recipient]) -> tuple[str, str]:
    used = any(uses(mailing.text.best(language), Placeholder.DEPARTMENT) for language in Language)
    without = sum(1 for one in found if not one.department) if used else 0
    if without:
        words_ = ngettext(
            "%(num)s Person hat keine Dienststelle. Bei ihr bleibt die Stelle im Text leer.",
            "%(num)s Personen haben keine Dienststelle. Bei ihnen bleibt die Stelle im Text leer.",
            without,
        )
        return ("warning", words_)
    return ("success", _("Alle Platzhalter im Text lassen sich füllen."))


def _reader_checks(mailing: Mailing, found: Sequence[Recipient]) -> list[tuple[str, str]]:
    """Who is not reached as she should be."""
    made = []
    nowhere = sum(1 for one in found if not (one.email or one.department or one.site or one.post))
    if nowhere:
        words_ = ngettext(
            "%(num)s Person hat weder E-Mail noch Dienststelle noch Hauspost: Ihr Brief kommt nicht an.",
            "%(num)s Personen haben weder E-Mail noch Dienststelle noch Hauspost: Ihre Briefe kommen nicht an.",
            nowhere,
        )
        made.append(("warning", words_))
    other = sum(1 for one in found if mailing_texts.spoken(mailing, Language(one.language)) != one.language)
    if other:
        words_ = ngettext(
            "%(num)s Person liest sonst Englisch und bekommt diese Sendung auf Deutsch.",
            "%(num)s Personen lesen sonst Englisch und bekommen diese Sendung auf Deutsch.",
            other,
        )
        made.append(("info", words_))
    return made


def _calendar_check(mailing: Mailing, edition: Edition) -> tuple[str, str]:
    is_question = mailing.asks_for_answer and not edition.is_cancelled
    method = Method.REQUEST if is_question else Method.PUBLISH
    reader = Mailbox("Kim Beispiel", "kim.beispiel@example.org") if is_question else None
    try:
        entry = calendar.entry(edition, get_links(), Language.GERMAN)
        told = CalendarMessage(entry, method, messages.organizer_mailbox(edition), reader, now())
        faults = check(invitation_file(told))
    except DomainError:
        return ("danger", _("Aus den Angaben lässt sich kein Kalendereintrag machen."))
    if faults:
        return ("danger", _("Der Kalendereintrag hat Fehler: %(count)s.", count=len(faults)))
    return ("success", _("Der Kalendereintrag ist geprüft und ohne Fehler."))
