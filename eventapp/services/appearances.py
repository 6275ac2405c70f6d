"""A speaker's own appearances: entries that hold her time, and follow what is announced of the items she is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.calendar import CalendarEntry, CalendarFeed, EntryStatus
from eventapp.domain.editions import Edition, ItemCard, item_schedule_key
from eventapp.domain.errors import NotFound
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose, Tokens, digest_of
from eventapp.models import AnnouncedEdition, Event, Speaker, SpeakerLink
from eventapp.services import audit, calendar, revised
from eventapp.services.wording import N_, words

_NOWHERE = Links("")
_TICK = timedelta(seconds=1)  # what calendars count in


@dataclass(frozen=True, slots=True)
class Appearance:
    """One item that a speaker is in, or was. ``sequence`` and ``modified_at`` are those of her own entry.

    ``item`` and ``edition`` are the last ones that name her.
    """

    speaker_id: int
    edition: Edition
    item: ItemCard
    created_at: datetime
    modified_at: datetime
    sequence: int = 0
    is_off: bool = False


# Reading


def find_speaker(session: Session, token: str) -> Speaker:
    """Whose address ``/s/<token>`` is. Raises NotFound."""
    query = select(Speaker).join(SpeakerLink, SpeakerLink.speaker_id == Speaker.id)
    speaker = session.scalar(query.where(SpeakerLink.digest == digest_of(token)))
    if speaker is None:
        raise NotFound("speakers.unknown_link")
    return speaker


def address(session: Session, speaker: Speaker, links: Links, tokens: Tokens) -> str | None:
    """Her own address; None while she has none, or where the key that made it is gone."""
    row = session.scalar(select(SpeakerLink).where(SpeakerLink.speaker_id == speaker.id))
    token = tokens.recall(Purpose.SPEAKER, row.secret) if row else None
    return links.speaker(token) if token else None


def all_of(session: Session, speaker: Speaker) -> list[Appearance]:
    """Everything that was announced of her, by start."""
    query = select(AnnouncedEdition).join(Event).where(Event.organizer_id == speaker.organizer_id)
    rows = session.scalars(query.order_by(AnnouncedEdition.event_id, AnnouncedEdition.number))
    histories: dict[int, list[Edition]] = {}
    for row in rows:
        histories.setdefault(row.event_id, []).append(row.content)
    found = [one for history in histories.values() for one in appearances(history, speaker.id)]
    return sorted(found, key=lambda one: (one.item.starts.instant(one.edition.tz), one.item.number))


def appearances(history: Sequence[Edition], speaker_id: int) -> Iterable[Appearance]:
    """What the editions of one event, the oldest first, make of her appearances.

    Her SEQUENCE grows when the item's time, place or status changes, when she leaves the item and when she comes
    back; her LAST-MODIFIED with whatever her entry says.
    """
    known: dict[str, Appearance] = {}
    for edition in history:
        for item in (*edition.items, *edition.withdrawn):
            old = known.get(item.uid)
            new = _stage(edition, item, speaker_id, old)
            if new is not None:
                known[item.uid] = _succeed(old, new) if old else new
    return known.values()


def entry(one: Appearance, links: Links, language: Language = Language.GERMAN) -> CalendarEntry:
    """Her own entry. It takes her time, and bears a UID of its own beside the one of those who only listen."""
    _ = words(language)
    base = calendar.item_entry(one.edition, one.item, links, language)
    summary = _(N_("Ihr Beitrag: {title}")).replace("{title}", calendar.item_title(one.item, language))
    is_off = one.is_off or base.status is EntryStatus.CANCELLED
    return replace(
        base,
        uid=f"{one.item.uid}-{one.speaker_id}",
        summary=calendar.called_off(summary, language) if is_off else summary,
        description=f"{base.description}\n\n{calendar.contact_of(one.edition, language)}",
        sequence=one.sequence,
        created_at=one.created_at,
        modified_at=one.modified_at,
        status=EntryStatus.CANCELLED if is_off else base.status,
        busy=True,
    )


def feed(shown: Sequence[Appearance], links: Links, language: Language, *, source_url: str) -> CalendarFeed:
    """All her appearances as calendars read them at ``source_url``. Raises NotFound while there are none."""
    if not shown:
        raise NotFound("feeds.empty")
    _ = words(language)
    entries = tuple(entry(one, links, language) for one in shown)
    return CalendarFeed(
        name=_(N_("Ihre Beiträge")),
        description=_(N_("Ihre Beiträge in Versammlungen, wie sie angekündigt sind.")),
        source_url=source_url,
        page_url=links.base + "/",
        entries=entries,
        modified_at=max(one.modified_at for one in entries),
        zone=shown[-1].edition.zone,
    )


# Changing


def renew_link(session: Session, speaker: Speaker, *, tokens: Tokens, actor: Actor, now: datetime) -> None:
    """Give her an address of her own. The one before ends at once."""
    _end(session, speaker, actor)
    session.add(SpeakerLink(speaker_id=speaker.id, secret=tokens.new(Purpose.SPEAKER), made_at=now, made_by=actor.name))
    audit.record(session, actor, "speaker.link_renewed", speaker, now=now)
    session.flush()


def revoke_link(session: Session, speaker: Speaker, *, actor: Actor, now: datetime) -> None:
    """Take her address away."""
    _end(session, speaker, actor)
    audit.record(session, actor, "speaker.link_revoked", speaker, now=now)


def _end(session: Session, speaker: Speaker, actor: Actor) -> None:
    revised.require_planner(actor, speaker.organizer_id)
    session.refresh(speaker, with_for_update=True)  # two who press at once make one link after the other
    session.execute(delete(SpeakerLink).where(SpeakerLink.speaker_id == speaker.id))


# From edition to edition


def _stage(edition: Edition, item: ItemCard, speaker_id: int, old: Appearance | None) -> Appearance | None:
    """Where she stands with ``edition``; None where she never stood in the item."""
    now = edition.announced_at
    if not item.is_withdrawn and any(person.speaker_id == speaker_id for person in item.people):
        return Appearance(speaker_id, edition, item, now, now)
    return replace(old, is_off=True, modified_at=now) if old else None


def _succeed(old: Appearance, new: Appearance) -> Appearance:
    """``new`` with the numbers and moments that follow from ``old`` (RFC 5546, section 2.1.4)."""
    sequence = old.sequence + (_schedule(old) != _schedule(new))
    modified_at = max(new.modified_at, old.modified_at + _TICK)
    new = replace(new, created_at=old.created_at, sequence=sequence, modified_at=modified_at)
    same = all(_said(old, language) == _said(new, language) for language in Language)
    return replace(new, modified_at=old.modified_at) if same else new


def _schedule(one: Appearance) -> tuple[object, ...]:
    return (one.is_off, *item_schedule_key(one.edition, one.item))


def _said(one: Appearance, language: Language) -> CalendarEntry:
    return replace(entry(one, _NOWHERE, language), modified_at=one.created_at)
