"""Reasons of the rules about octets, lines and structure."""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Reason

_RUBY = "icalendar for Ruby"

FILES = {
    "P00": Reason("What goes beyond the bounds of this check is left out of it, so check a smaller piece."),
    "P01": Reason("Calendars are UTF-8: letters in another charset arrive as others, so save the file as UTF-8."),
    "P02": Reason("The first line has to begin with BEGIN:VCALENDAR, so save the file without a byte order mark."),
    "P03": Reason("Lines end in CR and LF; fifteen of fifteen parsers read bare LF in silence, a strict one need not."),
    "P04": Reason("Longer lines are folded: CR, LF and a blank after at most 75 octets, never within a letter."),
    "P05": Reason(
        "A fold within a letter broke twelve of fifteen parsers: count octets, but cut between letters.",
        ("Google Calendar",),
    ),
    "P06": Reason(
        "Only the tab is allowed; at U+2028 one reader loses the whole text, so take such characters out.",
        ("node-ical",),
    ),
    "P07": Reason("Every line, the last one too, ends in CR and LF together."),
    "P08": Reason("The grammar knows no empty line: take it out, and write an empty line within a text as \\n."),
    "P09": Reason(
        "A line is NAME;PARAMETER=value:value, and a parameter with a comma, semicolon or colon stands in quotes; "
        "a malformed line may cost the whole file.",
        ("Google Calendar",),
    ),
    "S00": Reason(
        "A calendar begins with BEGIN:VCALENDAR in UTF-8: look whether a page to sign in, a contact or an empty file "
        "was saved in its place."
    ),
    "S01": Reason("Put all entries into a single VCALENDAR: readers may take only one of several.", ("Outlook",)),
    "S02": Reason("VERSION:2.0 tells the reader how to read the rest, so it stands at the top."),
    "S03": Reason("PRODID names the program that wrote the file; it is required and stands at the top."),
    "S04": Reason("GREGORIAN is the only scale the standard defines and the default, so leave CALSCALE out."),
    "S05": Reason(
        "METHOD says what a message wants; write one of the eight of iTIP, in upper case, or none in a file."
    ),
    "S06": Reason("Without a UID an update can't be told from a new entry: give each entry one and keep it for ever."),
    "S07": Reason("DTSTAMP orders the versions of an entry, so it is required and in UTC, ending in Z."),
    "S08": Reason("Without DTSTART the entry has no place in a calendar."),
    "S09": Reason(
        "Without an end readers invent one of no length or of an hour, or fail: write DTEND or DURATION, never both.",
        ("ts-ics",),
    ),
    "S10": Reason(
        "DTEND is the first moment after the entry, so it is later than DTSTART, for a whole day the next day, and a "
        "DURATION is longer than nothing."
    ),
    "S11": Reason("The standard allows this property once, and which of two a reader takes is open: keep one."),
    "S12": Reason("Every BEGIN needs its END, properly nested, and no property stands outside.", ("Thunderbird",)),
    "S13": Reason(
        "A calendar needs at least one component: keep the last entry in a feed; parsers take an empty one in silence."
    ),
    "S14": Reason("Readers ignore components they don't know, so what stands within is lost; own ones begin with X-."),
    "S15": Reason("Write both DTSTART and DTEND as days or both as times: the standard allows no mixture."),
    "S16": Reason(
        "The calendar's own properties stand above its components; with METHOD below the entry, a cancellation was "
        "announced but the entry kept.",
        ("Gmail",),
    ),
    "S18": Reason("RFC 9073 requires UID and PARTICIPANT-TYPE, which tell people and their parts from each other."),
    "S19": Reason("RFC 9073 requires a UID, by which an update finds the place or resource again."),
    "S20": Reason("Who reads in one pass needs the zone first: put VTIMEZONE above the entries.", (_RUBY,)),
    "S21": Reason("A task needs UID and DTSTAMP, by which updates find it, and ends by DUE or DURATION, never both."),
    "S22": Reason("DUE is later than DTSTART and of its kind: both days or both times."),
    "S23": Reason(
        "The state of a task is said once: a STATUS of tasks, COMPLETED only with it, percent from 0 to 100."
    ),
    "S24": Reason(
        "UID and RECURRENCE-ID name an entry or one day of a series, and which of two with one name a reader keeps is "
        "open: give each its own."
    ),
}
