"""Entries that calendars have stumbled over, and what readers should understand of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from zoneinfo import ZoneInfo

from eventapp.domain.calendar import CalendarEntry, CalendarFeed, EntryStatus, Invitation, Mailbox, Method
from tests.adapters.parsers.in_process import Reading

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")
DUBLIN = ZoneInfo("Europe/Dublin")
SYDNEY = ZoneInfo("Australia/Sydney")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
CREATED = datetime(2026, 1, 5, 8, tzinfo=UTC)
MODIFIED = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
SENT = datetime(2026, 2, 4, 7, tzinfo=UTC)
ORGANIZER = Mailbox('Gleichstellungsstelle, "GB"', "assembly+7@example.org")
ATTENDEE = Mailbox("Dr. Zoë Müller; X", "zoe.mueller@example.org")


def entry(**changes: object) -> CalendarEntry:
    """A plain assembly in June; ``changes`` say what matters to the test."""
    plain: dict[str, object] = {
        "uid": "5f0c1c5e-assembly@example.org",
        "summary": "Personalversammlung",
        "starts": datetime(2026, 6, 10, 9, tzinfo=BERLIN),
        "ends": datetime(2026, 6, 10, 12, 30, tzinfo=BERLIN),
        "sequence": 0,
        "created_at": CREATED,
        "modified_at": MODIFIED,
        "description": "Tagesordnung\nBericht",
        "location": "Großer Saal, Rathaus",
        "geo": (52.518611, 13.408333),
        "url": "https://example.org/versammlung",
        "categories": ("Versammlung", "intern, wichtig"),
    }
    return CalendarEntry(**(plain | changes))  # type: ignore[arg-type]


def feed(*entries: CalendarEntry, **changes: object) -> CalendarFeed:
    """A feed of ``entries``, or of one plain entry."""
    plain: dict[str, object] = {
        "name": "Versammlungen",
        "description": "Alle Termine",
        "source_url": "https://example.org/feed.ics",
        "page_url": "https://example.org/",
        "entries": entries or (entry(),),
        "modified_at": MODIFIED,
    }
    return CalendarFeed(**(plain | changes))  # type: ignore[arg-type]


def invitation(
    method: Method, which: CalendarEntry | None = None, organizer: Mailbox = ORGANIZER, attendee: Mailbox = ATTENDEE
) -> Invitation:
    """A message about ``which``, from and to the same people unless others are named."""
    return Invitation(which or entry(), method, organizer, None if method is Method.PUBLISH else attendee, SENT)


@dataclass(frozen=True)
class Text:
    """What is put in, and what of it is to arrive; the latter is the same unless said."""

    given: str
    line: str = ""
    block: str = ""

    @property
    def as_line(self) -> str:
        return self.line or self.given

    @property
    def as_block(self) -> str:
        return self.block or self.given


TEXTS = {
    "plain": Text("Personalversammlung"),
    "umlauts": Text("Frauenversammlung für Ärztinnen, Österreich & Straße ŁŹ"),
    "emoji": Text("Fest 🎉 mit 👩‍👩‍👧 und 🏳️‍🌈 – 日本語 עברית"),
    "quotes": Text('„Gleich" \'heißt\' »gleich« "jetzt" `x`'),
    "separators": Text("a,b;c:d\\e, \\; \\, x=y |^n ^' %0A"),
    "backslash-n": Text("C:\\neu\\Nord und \\\\server"),
    "80-octet words": Text("Ä" * 40 + " " + "x" * 80 + " " + "🎉" * 20),
    "colon and numbers": Text("TOP 1: 12:30 – BEGIN:VEVENT END:VCALENDAR DTSTART:19700101"),
    "markup": Text("<b>fett</b> &amp; <script>alert(1)</script> <![CDATA[x]]> <!-- <?y?>"),
    "decomposed": Text("Za\u0308hlung", "Zählung", "Zählung"),
    "control": Text(
        "vor\x00 nach\x07 Zeile\u2028 \x85Ende\ufeff \ud800!", "vor nach Zeile Ende !", "vor nach Zeile Ende !"
    ),
    "line ends": Text("eins\rzwei\r\ndrei\n\nvier\tfünf", "eins zwei drei vier fünf", "eins\nzwei\ndrei\n\nvier\tfünf"),
    "injection": Text(
        "x\r\nATTENDEE:mailto:a@b.example", "x ATTENDEE:mailto:a@b.example", "x\nATTENDEE:mailto:a@b.example"
    ),
    "edges": Text('\\;,:"^Anfang und Ende^":,;\\'),
    "codes": Text("=?utf-8?q?=C3=84?= %s {0} $HOME \\u0041 ${x} #{y} %%"),
    "directions": Text(
        "a\u202egpj.exe \u200fשלום\u200e \u2066b\u2069", "agpj.exe \u200fשלום\u200e b", "agpj.exe \u200fשלום\u200e b"
    ),
}
PAGES = "\n".join(
    f"{n}. Punkt: Bericht, Aussprache; Beschluss über „Ä{n}“ – " + "Wort " * 12 for n in range(1, 121)
).strip()

TIMES: dict[str, tuple[datetime | date, datetime | date]] = {
    "summer": (datetime(2026, 6, 10, 9, tzinfo=BERLIN), datetime(2026, 6, 10, 12, 30, tzinfo=BERLIN)),
    "winter": (datetime(2026, 11, 11, 9, tzinfo=BERLIN), datetime(2026, 11, 11, 11, tzinfo=BERLIN)),
    "whole day": (date(2026, 6, 10), date(2026, 6, 11)),
    "whole days": (date(2026, 3, 28), date(2026, 3, 31)),
    "clock goes forward": (datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)),
    "after it went forward": (datetime(2026, 3, 29, 3, tzinfo=BERLIN), datetime(2026, 3, 29, 9, tzinfo=BERLIN)),
    "clock goes back": (datetime(2026, 10, 25, 1, tzinfo=BERLIN), datetime(2026, 10, 25, 9, tzinfo=BERLIN)),
    "first of the doubled": (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 4, tzinfo=BERLIN)),
    "second of the doubled": (
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
        datetime(2026, 10, 25, 4, tzinfo=BERLIN),
    ),
    "within the doubled": (
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BERLIN),
    ),
    "until within the doubled": (
        datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    ),
    "day that is short": (date(2026, 3, 29), date(2026, 3, 30)),
    "day that is long": (date(2026, 10, 25), date(2026, 10, 26)),
    "leap day": (date(2028, 2, 29), date(2028, 3, 1)),
    "several days": (datetime(2026, 6, 10, 18, tzinfo=BERLIN), datetime(2026, 6, 13, 2, tzinfo=BERLIN)),
    "over New Year": (datetime(2026, 12, 31, 20, tzinfo=BERLIN), datetime(2027, 1, 1, 1, tzinfo=BERLIN)),
    "far winter": (datetime(2049, 1, 20, 9, tzinfo=BERLIN), datetime(2049, 1, 20, 10, tzinfo=BERLIN)),
    "far summer": (datetime(2049, 7, 20, 9, tzinfo=BERLIN), datetime(2049, 7, 20, 10, tzinfo=BERLIN)),
    "New York": (datetime(2026, 3, 8, 9, tzinfo=NEW_YORK), datetime(2026, 3, 8, 11, tzinfo=NEW_YORK)),
    "Kolkata": (datetime(2026, 3, 29, 9, tzinfo=KOLKATA), datetime(2026, 3, 29, 11, 45, tzinfo=KOLKATA)),
    "Dublin": (datetime(2026, 10, 24, 22, tzinfo=DUBLIN), datetime(2026, 10, 25, 3, tzinfo=DUBLIN)),
    "Sydney": (datetime(2026, 10, 4, 1, 30, tzinfo=SYDNEY), datetime(2026, 10, 4, 4, tzinfo=SYDNEY)),
    "Lord Howe": (datetime(2026, 4, 5, 1, tzinfo=LORD_HOWE), datetime(2026, 4, 5, 3, tzinfo=LORD_HOWE)),
    "across zones": (datetime(2026, 7, 1, 9, tzinfo=BERLIN), datetime(2026, 7, 1, 9, tzinfo=NEW_YORK)),
    "UTC": (datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC)),
}
STATES = {"planned": (EntryStatus.CONFIRMED, 0), "moved": (EntryStatus.TENTATIVE, 3), "off": (EntryStatus.CANCELLED, 4)}


@dataclass(frozen=True)
class Case:
    """An entry, and what each reader should make of it."""

    name: str
    entry: CalendarEntry
    expected: Reading

    @property
    def time(self) -> str:
        return self.name.split("/")[1]


def cases() -> Iterator[Case]:
    """Every text at every time twice: as planned, and moved or called off in turn."""
    for (row, time), (column, name) in product(enumerate(TIMES), enumerate(TEXTS)):
        for state in ("planned", ("moved", "off")[(row + column) % 2]):
            yield _case(name, time, state)


def _case(name: str, time: str, state: str) -> Case:
    key, text = f"{name}/{time}/{state}", TEXTS[name]
    status, sequence = STATES[state]
    starts, ends = TIMES[time]
    long = name == "plain" and state == "planned"
    made = entry(
        uid=f"{len(key)}-{key}@example.org",
        summary=text.given,
        description=PAGES if long else text.given,
        location=text.given,
        starts=starts,
        ends=ends,
        status=status,
        sequence=sequence,
    )
    expected: Reading = {
        "uid": made.uid,
        "summary": text.as_line,
        "description": PAGES if long else text.as_block,
        "location": text.as_line,
        "status": status.value,
        "sequence": sequence,
        "start": moment(starts),
        "end": moment(ends),
        "organizer": "",
        "attendee": "",
    }
    return Case(key, made, expected)


def moment(value: datetime | date) -> str | int:
    """A day as ``20260610``; an instant in seconds since 1970."""
    return int(value.timestamp()) if isinstance(value, datetime) else f"{value:%Y%m%d}"
