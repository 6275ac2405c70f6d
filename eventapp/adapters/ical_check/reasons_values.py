"""Reasons of the rules about values, parameters, times and zones."""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Reason

_ICAL_JS = "ical.js (Thunderbird)"
_RUBY = "icalendar for Ruby"

VALUES = {
    "V03": Reason("A time is either of a zone or in UTC: take away the Z or the TZID."),
    "V04": Reason(
        "Without zone or Z it is nine o'clock wherever the reader is: add a TZID with its VTIMEZONE, or a Z."
    ),
    "V05": Reason(
        "Without its VTIMEZONE the entry is off by an hour or refused: put the zone into the file.", ("Outlook",)
    ),
    "V06": Reason(
        "Private names, names of Windows or a leading slash gave wrong times in two or three of fifteen parsers: write "
        "the IANA name, such as Europe/Berlin."
    ),
    "V07": Reason("A zone is defined once in a file, and which of two counts is open: keep one."),
    "V08": Reason("A clock that changes needs both STANDARD and DAYLIGHT, else half of the year is an hour off."),
    "V09": Reason(
        "Who trusts the file's VTIMEZONE reads another time than who trusts the zone database: correct the offsets."
    ),
    "V10": Reason("Write 20241108 or 20241108T090000, and only dates and times that exist."),
    "V11": Reason("TEXT knows only \\\\ \\; \\, and \\n: a colon or quote stands as it is."),
    "V12": Reason("A day is written with VALUE=DATE and without a time, a time without VALUE=DATE."),
    "V13": Reason("SEQUENCE counts from 0 upward, and updates are told from old news by it."),
    "V14": Reason("Addresses of the web are ASCII and not escaped like text: percent-encode umlauts and blanks."),
    "V15": Reason("Parameters know no backslash: put them in quotes, write ^' for a quote and ^n for a new line."),
    "V16": Reason("The standard lists the words allowed here and how a place is written; write one of them."),
    "V17": Reason("A malformed duration may cost the whole file: write PT15M, P1D or P1W.", ("Home Assistant",)),
    "V18": Reason("REFRESH-INTERVAL requires VALUE=DURATION, and COLOR is a CSS3 name such as purple, not a number."),
    "V20": Reason("People are addressed as mailto:name@host, else no answer can reach them or be matched to them."),
    "V21": Reason(
        "Longer headlines are believed to be cut: use one line and DESCRIPTION for the rest.", ("Outlook (believed)",)
    ),
    "V22": Reason("The same letter in two forms looks alike but isn't equal: write texts in NFC."),
    "V23": Reason("X-ALT-DESC is one vendor's extension: give DESCRIPTION as well, for everyone else."),
    "V24": Reason("An alarm that is displayed needs to say when (TRIGGER) and what (DESCRIPTION)."),
    "V25": Reason(
        "As VALUE=URI the relation can't be read by some: write the other's UID as text.", ("libical 3.0", "ical 14")
    ),
    "V26": Reason(
        "A comma or semicolon separates values, so in a text it is written \\, or \\; lest it be cut.", ("vobject",)
    ),
    "V27": Reason("The map of iOS and macOS is believed to need all three.", ("Apple Calendar (believed)",)),
    "V28": Reason("A picture within the file was refused together with it: link to it.", ("Radicale",)),
    "V29": Reason("DESCRIPTION is plain text, and markup is shown as it is: use STYLED-DESCRIPTION beside it."),
    "V30": Reason("UTF-8 was read as another charset and stored again, which no parser notices: repair the source."),
    "V31": Reason("Readers show backslashes that nobody meant, and no parser notices: escape once, on writing."),
    "V32": Reason(
        "X-WR-CALNAME is the name that is shown and X-PUBLISHED-TTL how often Outlook asks: say both forms, and alike.",
        ("Apple Calendar", "Google Calendar", "Thunderbird", "Outlook"),
    ),
    "V33": Reason("An empty property says nothing and counts as an error for some: leave it out.", ("libical",)),
    "V34": Reason("Names may have any case by the standard, but five of fifteen parsers misread lower case."),
    "V35": Reason(
        "An onset counts in TZOFFSETFROM, the clock just before the change; if it is wrong, entries near a change of "
        "the clock move by an hour.",
        (_ICAL_JS, "vobject", "ts-ics"),
    ),
    "V36": Reason(
        "It is taken for the UID of every entry, so that a feed collapses into one: leave it out.", ("vdirsyncer",)
    ),
    "V37": Reason(
        "RDATE is ignored or not understood in a zone: say when its clock changes by RRULE.", ("Outlook", _RUBY)
    ),
    "V38": Reason("The standard requires VALUE here, because the value may be of several kinds."),
    "V39": Reason(
        "In the doubled hour of autumn eight of fifteen parsers took the second time, six the first: write it in UTC, "
        "and write none that spring skips."
    ),
    "V40": Reason(
        "With escapes some show backslashes, without them others cut at the comma: add VALUE=TEXT or avoid , ; and \\.",
        (_ICAL_JS, "icalendar for Python", "vobject"),
    ),
    "V41": Reason("Both \\n and \\N are allowed, but one reader misreads the capital: write \\n.", (_RUBY,)),
    "V42": Reason(
        "A rule is FREQ=WEEKLY or the like and parts such as INTERVAL=2, each once and within its range, else when the "
        "entry recurs is open."
    ),
    "V43": Reason(
        "The standard forbids these parts together: end by COUNT or by UNTIL, and use only parts that fit FREQ."
    ),
}
