"""A file on its way into a staff list: its rows wait here until they are taken over, a day at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.staff import Columns, Field
from eventapp.domain.texts import one_line
from eventapp.models import StaffList, StaffUpload
from eventapp.services import revised, staff

_NAMES = {Field.NAME, Field.LAST_NAME, Field.FIRST_NAME}
_MOST_POST = 6

Rows = Sequence[Sequence[str]]


def get(session: Session, staff_list: StaffList, upload_id: int) -> StaffUpload:
    """One file of a list. Raises NotFound."""
    found = session.get(StaffUpload, upload_id)
    if found is None or found.list_id != staff_list.id:
        raise NotFound("staff.unknown_upload", id=upload_id)
    return found


def waiting(session: Session, staff_list: StaffList) -> Sequence[StaffUpload]:
    """The files of a list that were begun and neither taken over nor thrown away, newest first."""
    query = select(StaffUpload).where(StaffUpload.list_id == staff_list.id).options(defer(StaffUpload.rows))
    return session.scalars(query.order_by(StaffUpload.id.desc())).all()


def rows_of(upload: StaffUpload) -> list[list[str]]:
    """The rows that wait. Once columns are chosen, those alone are in them."""
    found: list[list[str]] = staff.unpacked(upload.rows)
    return found


def columns_of(upload: StaffUpload) -> Columns:
    """Which column of the rows means what; empty before columns are chosen."""
    return {int(column): Field(field) for column, field in (upload.mapping or {}).items()}


def begin(
    session: Session,
    staff_list: StaffList,
    file_name: str,
    reading: Mapping[str, Any],
    rows: Rows,
    *,
    actor: Actor,
    now: datetime,
) -> StaffUpload:
    """Keep the rows of a file. ``reading`` says how it was read, and holds ``header`` and ``headings``.

    What the same person left waiting for this list is thrown away.
    """
    revised.require_planner(actor, staff_list.organizer_id)
    mine = (StaffUpload.list_id == staff_list.id, StaffUpload.made_by == actor.name)
    session.execute(delete(StaffUpload).where(*mine))
    made = StaffUpload(
        list_id=staff_list.id,
        file_name=one_line(file_name)[:200],
        reading=dict(reading),
        mapping=None,
        rows=staff.packed(rows),
        corrections={},
        made_at=now,
        made_by=actor.name,
    )
    session.add(made)
    session.flush()
    return made


def check(chosen: Columns) -> None:
    """Raise InvalidValue unless a name and a way to reach people are chosen, and no field twice."""
    times = Counter(chosen.values())
    if twice := next((field for field, often in times.items() if often > 1 and field is not Field.POST), None):
        raise InvalidValue("staff.column_twice", what=twice.value)
    if not _NAMES & set(times):
        raise InvalidValue("staff.no_name_column")
    if times[Field.POST] > _MOST_POST:
        raise InvalidValue("staff.too_many_post_columns", most=_MOST_POST)
    if not {Field.EMAIL, Field.DEPARTMENT, Field.POST, Field.SITE} & set(times):
        raise InvalidValue("staff.no_way_column")


def set_header(
    session: Session, upload: StaffUpload, header: int | None, headings: Sequence[str], *, actor: Actor
) -> None:
    """Say that the names of the columns stand in another row, counted from 0, or nowhere."""
    revised.require_planner(actor, upload.staff_list.organizer_id)
    session.refresh(upload, with_for_update=True)
    if upload.mapping is not None:
        raise RuleBroken("staff.columns_chosen")
    upload.reading = {**upload.reading, "header": header, "headings": list(headings)}
    session.flush()


def choose(
    session: Session, upload: StaffUpload, chosen: Columns, remembered: Mapping[str, str], *, actor: Actor
) -> None:
    """Say what the columns mean. All others are dropped here and now, and what stood above the headings, too.

    Raises InvalidValue as ``check`` does, RuleBroken("staff.columns_chosen") where that was done before.
    """
    staff_list = upload.staff_list
    revised.require_planner(actor, staff_list.organizer_id)
    session.refresh(upload, with_for_update=True)
    if upload.mapping is not None:
        raise RuleBroken("staff.columns_chosen")
    check(chosen)
    columns = sorted(chosen)
    header = upload.reading.get("header")
    rows = [
        [row[column] if column < len(row) else "" for column in columns] if header is None or number >= header else []
        for number, row in enumerate(rows_of(upload))
    ]
    headings = upload.reading["headings"]
    upload.reading = {
        **upload.reading,
        "headings": [headings[column] for column in columns],
        "dropped": [heading for column, heading in enumerate(headings) if column not in chosen],
    }
    upload.mapping = {str(place): chosen[column].value for place, column in enumerate(columns)}
    upload.rows = staff.packed(rows)
    staff_list.mapping = dict(remembered)
    session.flush()


def correct(session: Session, upload: StaffUpload, typed: Mapping[int, Mapping[str, str]], *, actor: Actor) -> None:
    """Keep what was typed over rows, by their number; ``{"skip": "1"}`` leaves one out, an empty mapping undoes it."""
    revised.require_planner(actor, upload.staff_list.organizer_id)
    session.refresh(upload, with_for_update=True)
    kept = dict(upload.corrections)
    for number, values in typed.items():
        if not values:
            kept.pop(str(number), None)
        elif "skip" in values:
            kept[str(number)] = {"skip": "1"}
        else:
            kept[str(number)] = {**kept.get(str(number), {}), **values}
            kept[str(number)].pop("skip", None)
    upload.corrections = kept
    session.flush()


def discard(session: Session, upload: StaffUpload, *, actor: Actor) -> None:
    """Throw a file away."""
    revised.require_planner(actor, upload.staff_list.organizer_id)
    session.delete(upload)
    session.flush()
