"""What is held after a restore, as its page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.actor import Actor, Role
from eventapp.domain.texts import Language
from eventapp.request import get_actor, get_language, get_session
from eventapp.services import mailings, operation, releases, wording
from eventapp.services.operation import HeldOrganizer, Hold
from eventapp.web.mailings.show import name_of

_MADE_AT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """One office, or the installation, and the button that lets its mail leave; ``label`` is empty where she may not.

    ``running`` are the mailings that still have something to send: name, and the address where she may halt them.
    """

    key: str
    name: str
    waiting: int
    label: str
    running: list[tuple[str, str]]
    releasers: list[str]


def backup_words(restored_from: str, zone: ZoneInfo, language: Language) -> str:
    """``Sicherung vom 22. November 2026``; the file's name where it bears no date."""
    try:
        if found := _MADE_AT.search(restored_from):
            made = datetime.strptime(found[1], "%Y-%m-%d %H:%M").replace(tzinfo=UTC).astimezone(zone)
            day = wording.day(made.date(), language, weekday=False)
            return str(_("Sicherung vom %(day)s, %(time)s", day=day, time=wording.hour(made, language)))
        if found := _DAY.search(restored_from):
            year, month, number = (int(part) for part in found.groups())
            return str(_("Sicherung vom %(day)s", day=wording.day(date(year, month, number), language, weekday=False)))
    except ValueError:
        pass  # digits that are no day
    return restored_from


def parts_of(held: Hold) -> list[Part]:
    """What is held, office by office, then the installation's own."""
    actor = get_actor()
    names = [one.office for one in held.offices]
    found = [_office(one, actor, is_alone=names.count(one.office) == 1) for one in held.offices]
    if held.own is not None:
        name = str(_("E-Mails der Installation"))
        found.append(Part("own", name, held.own, _label(name, held.own), [], []))
    return found


def all_words(count: int) -> str:
    """The button for all that is held."""
    return _label(str(_("Alles zusammen")), count)


def _office(one: HeldOrganizer, actor: Actor, *, is_alone: bool) -> Part:
    may = operation.may_release(one.id, actor, needs_release=one.needs_release)
    label = _label(one.office if is_alone else one.name, one.waiting) if may else ""
    running = []
    if one.id in operation.seen_ids(actor):
        for mailing in operation.under_way(get_session(), one.id):
            edition = mailings.edition_of(get_session(), mailing)
            words = edition.theme.best(get_language()) or edition.title.best(get_language())
            url = url_for("mailings.detail", event_id=mailing.event_id, mailing_id=mailing.id)
            title = str(_("%(kind)s: %(title)s", kind=name_of(mailing), title=words))
            running.append((title, url if actor.plans_for(one.id) else ""))
    people = [] if may else releases.releasers(get_session(), one.id, roles=(Role.APPROVER,))
    return Part(str(one.id), one.name, one.waiting, label, running, [account.name for account in people])


def _label(name: str, count: int) -> str:
    if not count:
        return str(_("%(office)s: Versand freigeben", office=name))
    mails = ngettext("%(num)s E-Mail", "%(num)s E-Mails", count)
    return str(_("%(office)s: %(mails)s jetzt absenden", office=name, mails=mails))
