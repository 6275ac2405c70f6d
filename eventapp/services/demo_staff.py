"""An invented staff list: names in many scripts and forms, all under example.org. Nobody in it exists."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.staff import EmployeeDraft, Field
from eventapp.models import Organizer, StaffList
from eventapp.services import staff, staff_changes, staff_uploads

LIST_NAME = "Kernverwaltung (Beispiel, erfunden)"
_DEPARTMENTS = (
    "Amt für Soziales", "Bürgeramt", "Feuerwehr", "Gesundheitsamt", "Grünflächen und Friedhöfe", "Jugendamt",
    "Kämmerei", "Kulturbüro", "Ordnungsamt", "Personal und Organisation", "Schulverwaltungsamt", "Stadtbibliothek",
)  # fmt: skip
_SITES = ("Rathaus", "Haus der Technik", "Betriebshof Nord", "Stadthaus", "Kulturforum")
_FIRST = (
    "Ayşe", "Željka", "Małgorzata", "Олена", "Ελένη", "فاطمة", "Nguyễn Thị", "İpek", "Zoë", "Renée", "Siân", "Jördis",
    "Anna-Lena", "Karin", "Kim", "Sam", "Toni", "Mareike", "Ingeborg", "Łucja", "Chloé", "Björk", "Ida", "Noa", "李",
    "Nuria", "Søren", "Robin", "Håkon", "Sofía", "Maja", "Elif", "Dilara", "Ruth", "Heike", "Uta", "Jan", "Miriam",
)  # fmt: skip
_LAST = (
    "Yılmaz", "Müller-Lüdenscheidt", "Kowalczyk", "Ковальчук", "Παπαδοπούλου", "الحسن", "Mai", "Öztürk", "van den Berg",
    "d'Angelo", "O'Connor", "Groß", "Strauß", "von der Heide", "Łukaszewska", "Dvořáková", "Šimić", "Nagy", "Šarūnaitė",
    "Beispiel", "Muster", "Exempel", "Ó Briain", "Næss", "Åkesson", "Ţepeş", "Iñárritu", "娜", "Đurić", "Weiß",
    "Schmidt",
)  # fmt: skip


def fill(session: Session, organizer: Organizer, *, now: datetime, count: int = 300) -> StaffList:
    """Make the list: a fifth without a mailbox, twelve departments, five sites. The same people each time."""
    chance = random.Random(2027)  # noqa: S311 - an example, no secret
    made = staff.create(session, organizer.id, LIST_NAME, actor=SYSTEM, now=now)
    drafts = [_person(number, chance) for number in range(1, count + 1)]
    staff_changes.apply(session, made, new=drafts, file_name="personalliste-beispiel.csv", actor=SYSTEM, now=now)
    made.taken_at, made.taken_by = now, SYSTEM.name
    session.flush()
    _begun(session, made, now)
    return made


def _begun(session: Session, staff_list: StaffList, now: datetime) -> None:
    """Three files on their way, one at each step: columns to choose, rows to put right, changes to take over."""
    head = ["Nachname", "Vorname", "Geschlecht", "Geburtsdatum", "E-Mail", "Amt"]
    reading = {"kind": "csv", "encoding": "UTF-8", "delimiter": ";", "others": [], "header": 0, "headings": head}
    good = ["Beispiel", "Toni", "", "", "toni.beispiel@example.org", "Bürgeramt"]
    bad = [["Muster", "Noa", "", "", "noa.muster@", "Bürgeramt"], ["", "", "", "", "niemand@example.org", ""]]
    steps = (("spalten", [good], False), ("pruefen", [good, *bad, good], True), ("uebernehmen", [good], True))
    for number, (name, rows, is_chosen) in enumerate(steps, 1):
        actor = replace(SYSTEM, name=f"Beispiel {number}")
        file_name = f"beispiel-{name}.csv"
        upload = staff_uploads.begin(session, staff_list, file_name, reading, [head, *rows], actor=actor, now=now)
        if is_chosen:
            staff_uploads.choose(session, upload, _COLUMNS, {}, actor=actor)


_COLUMNS = {0: Field.LAST_NAME, 1: Field.FIRST_NAME, 4: Field.EMAIL, 5: Field.DEPARTMENT}


def _person(number: int, chance: random.Random) -> EmployeeDraft:
    department, site = chance.choice(_DEPARTMENTS), chance.choice(_SITES)
    has_mailbox = number % 5 != 0
    return EmployeeDraft(
        name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        email=f"person{number}@example.org" if has_mailbox else "",
        salutation=chance.choice(("neutral", "neutral", "frau")),
        language="en" if number % 20 == 0 else "de",
        department=department,
        site=site,
        post="" if has_mailbox else f"{site}\nZimmer {100 + number}",
    )
