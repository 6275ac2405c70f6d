"""What may stand in a value or a parameter (RFC 5545, sections 3.2, 3.3 and 3.8; RFC 7986)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Document, Property
from eventapp.adapters.ical_check.moments import is_duration

book: RuleBook[Document] = RuleBook()
_TEXT = "RFC 5545, section 3.3.11"
_ONE_TEXT = {
    *("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "UID", "RELATED-TO", "NAME", "TZNAME"),
    *("X-WR-CALNAME", "X-WR-CALDESC", "STYLED-DESCRIPTION"),
}
_SEVERAL_TEXTS = {"CATEGORIES", "RESOURCES", "LOCATION-TYPE"}
_STYLED = {"STYLED-DESCRIPTION"}  # markup is what it is for (RFC 9073, section 6.5)
_URIS = {
    "URL",
    "SOURCE",
    "TZURL",
    "CONFERENCE",
    "IMAGE",
    "ATTACH",
    "ORGANIZER",
    "ATTENDEE",
    "CALENDAR-ADDRESS",
    "X-APPLE-STRUCTURED-LOCATION",
}
_HTML = re.compile(
    r"</?(?:p|br|b|i|u|a|div|span|ul|ol|li|strong|em|h[1-6]|table|img|html|body)\b[^<>]*>|&(?:amp|lt|gt|quot|nbsp|[aouAOU]uml|szlig|#\d+);"
)
_MOJIBAKE = re.compile("Ã[\x80-\xbf„Ÿ–œ¤¶¼]|â€|Â[\xa0-\xbf]|\ufffd")
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_WORDS = {
    "STATUS": {"TENTATIVE", "CONFIRMED", "CANCELLED", "NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "DRAFT", "FINAL"},
    "TRANSP": {"OPAQUE", "TRANSPARENT"},
    "CLASS": {"PUBLIC", "PRIVATE", "CONFIDENTIAL"},
    "X-MICROSOFT-CDO-BUSYSTATUS": {"FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE"},
}
_PARAMETER_WORDS = {
    "PARTSTAT": {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"},
    "ROLE": {"CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"},
    "RSVP": {"TRUE", "FALSE"},
    "CUTYPE": {"INDIVIDUAL", "GROUP", "RESOURCE", "ROOM", "UNKNOWN"},
    "RELTYPE": {"PARENT", "CHILD", "SIBLING"},
}
_COLOR_NAMES = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
    slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
    yellowgreen
"""
COLORS = frozenset(_COLOR_NAMES.split())  # CSS Color Module Level 3, section 4.3


def unescaped(value: str) -> str:
    """A TEXT value as its reader sees it."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" and found[1] else found[1], value)


def _texts(document: Document) -> Iterator[Property]:
    return (item for item in document.properties if item.name in _ONE_TEXT | _SEVERAL_TEXTS)


@book.rule("V11", _TEXT)
def _known_escapes(document: Document) -> Complaints:
    for item in _texts(document):
        unknown = [found[0] for found in _ESCAPE.finditer(item.value) if found[1] not in set("\\;,nN")]
        if unknown:
            yield item.line, f"{item.name} escapes what TEXT doesn't: {unknown[0]}"


@book.rule("V13", "RFC 5545, section 3.8.7.4")
def _sequence(document: Document) -> Complaints:
    for item in document.properties:
        if item.name == "SEQUENCE" and not re.fullmatch(r"[0-9]{1,10}", item.value):
            yield item.line, "SEQUENCE is no whole number from 0"


@book.rule("V14", "RFC 3986, section 2")
def _ascii_uris(document: Document) -> Complaints:
    for item in document.properties:
        is_link = item.name in _URIS and item.parameter("VALUE").upper() != "BINARY"
        if is_link and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+", item.value):
            yield item.line, f"{item.name} is no URI in plain ASCII"


@book.rule("V15", "RFC 5545, section 3.2; RFC 6868", guess=True)
def _parameter_texts(document: Document) -> Complaints:
    for item in document.properties:
        for name, values in item.parameters:
            if any("\\" in value and re.search(r"\\[\\,;n\"]", value) for value in values):
                yield item.line, f"{name} uses the escapes of TEXT, which parameters don't have"


@book.rule("V16", "RFC 5545, section 3.8.1")
def _words(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in _WORDS and item.value not in _WORDS[item.name]:
            yield item.line, f"{item.name} can't be {item.value}"
        if item.name == "GEO" and not _is_place(item.value):
            yield item.line, "GEO is not latitude;longitude"
        for name, values in item.parameters:
            allowed = _PARAMETER_WORDS.get(name.upper(), set(values))
            if wrong := [value for value in values if value not in allowed]:
                yield item.line, f"{name} can't be {wrong[0]}"
            if name.upper() == "FEATURE" and any("," in value for value in values):
                yield item.line, "FEATURE quotes several words as one"


def _is_place(value: str) -> bool:
    number = r"[+-]?[0-9]+(?:\.[0-9]+)?"
    found = re.fullmatch(rf"({number});({number})", value)
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


@book.rule("V17", "RFC 5545, section 3.3.6")
def _durations(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in {"DURATION", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"} and not is_duration(item.value):
            yield item.line, f"{item.name} is no duration"


@book.rule("V18", "RFC 7986, sections 5.7 and 5.9")
def _feed_values(document: Document) -> Complaints:
    for item in document.properties:
        if item.name == "REFRESH-INTERVAL" and item.parameter("VALUE") != "DURATION":
            yield item.line, "REFRESH-INTERVAL needs VALUE=DURATION"
        if item.name == "COLOR" and item.value.lower() not in COLORS:
            yield item.line, "COLOR is no CSS3 name"


@book.rule("V20", "RFC 5545, section 3.3.3")
def _addresses(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in {"ORGANIZER", "ATTENDEE", "CALENDAR-ADDRESS"} and not re.fullmatch(
            r"(?i:mailto):[^@\s]+@[^@\s]+", item.value
        ):
            yield item.line, f"{item.name} is no mail address"


@book.rule("V21", "Outlook cuts after 255 characters")
def _headlines(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in {"SUMMARY", "LOCATION"}:
            text = unescaped(item.value)
            if len(text) > 255 or "\n" in text:
                yield item.line, f"{item.name} should be one line of at most 255 characters"


@book.rule("V22", "Unicode Standard Annex 15")
def _composed(document: Document) -> Complaints:
    for item in _texts(document):
        if not unicodedata.is_normalized("NFC", item.value):
            yield item.line, f"{item.name} is not in NFC"


@book.rule("V23", "X-ALT-DESC is read by few")
def _plain_too(document: Document) -> Complaints:
    for event in document.events:
        if (rich := event.first("X-ALT-DESC")) and not event.all("DESCRIPTION"):
            yield rich.line, "X-ALT-DESC stands without DESCRIPTION"


@book.rule("V24", "RFC 5545, section 3.6.6")
def _alarms(document: Document) -> Complaints:
    for component in document.components:
        is_shown = component.name == "VALARM" and component.value("ACTION") == "DISPLAY"
        if is_shown and not (component.all("DESCRIPTION") and component.all("TRIGGER")):
            yield component.line, "a VALARM that is displayed needs DESCRIPTION and TRIGGER"


@book.rule("V25", "libical 3.0 can't read RELATED-TO as a URI")
def _relations(document: Document) -> Complaints:
    for item in document.properties:
        if item.name == "RELATED-TO" and item.parameter("VALUE").upper() == "URI":
            yield item.line, "RELATED-TO should be the other's UID as text"


@book.rule("V41", _TEXT, guess=True)
def _small_breaks(document: Document) -> Complaints:
    for item in _texts(document):
        if any(found[1] == "N" for found in _ESCAPE.finditer(item.value)):
            yield item.line, f"{item.name} breaks its line by \\N, which some readers take for the letter"


@book.rule("V26", _TEXT)
def _needed_escapes(document: Document) -> Complaints:
    for item in document.properties:
        bare = _ESCAPE.sub("", item.value)
        if (item.name in _ONE_TEXT and re.search("[,;]", bare)) or (item.name in _SEVERAL_TEXTS and ";" in bare):
            yield item.line, f"{item.name} holds a comma or semicolon without its backslash"


@book.rule("V27", "iOS and macOS")
def _apple_place(document: Document) -> Complaints:
    for item in document.properties:
        if item.name == "X-APPLE-STRUCTURED-LOCATION":
            place = item.value.removeprefix("geo:").replace(",", ";")
            if item.parameter("VALUE") != "URI" or not item.parameter("X-TITLE") or not _is_place(place):
                yield item.line, "X-APPLE-STRUCTURED-LOCATION needs VALUE=URI, X-TITLE and geo:lat,lon"


@book.rule("V28", "Radicale refuses pictures within the file")
def _no_binary(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in {"IMAGE", "ATTACH"} and item.parameter("VALUE").upper() == "BINARY":
            yield item.line, f"{item.name} should be a link"


@book.rule("V29", _TEXT, guess=True)
def _no_markup(document: Document) -> Complaints:
    for item in _texts(document):
        if item.name not in _STYLED and (found := _HTML.search(item.value)):
            yield item.line, f"{item.name} holds markup that readers show as it is: {found[0][:40]}"


@book.rule("V30", "RFC 5545, section 3.1.4", guess=True)
def _no_mojibake(document: Document) -> Complaints:
    for item in _texts(document):
        if _MOJIBAKE.search(item.value):
            yield item.line, f"{item.name} looks like text that was decoded wrongly"


@book.rule("V31", _TEXT, guess=True)
def _escaped_once(document: Document) -> Complaints:
    for item in _texts(document):
        if re.search(r"\\\\(?:\\[,;]|n(?![a-zäöü]))", item.value):
            yield item.line, f"{item.name} looks as if it had been escaped twice"


@book.rule("V32", "RFC 7986, sections 5.1 and 5.7")
def _both_names(document: Document) -> Complaints:
    for new, old in (("NAME", "X-WR-CALNAME"), ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")):
        if document.calendar.value(new) != document.calendar.value(old):
            yield document.calendar.line, f"{new} and {old} should stand together and be equal"


@book.rule("V40", "readers unescape it differently", guess=True)
def _plain_name(document: Document) -> Complaints:
    for item in document.calendar.properties:
        is_said = item.parameter("VALUE").upper() == "TEXT"
        if item.name in {"X-WR-CALNAME", "X-WR-CALDESC"} and not is_said and re.search(r"[,;\\]", item.value):
            yield item.line, f"{item.name} holds a comma, semicolon or backslash without VALUE=TEXT"


@book.rule("V33", "libical reports an error")
def _no_empty_values(document: Document) -> Complaints:
    for item in document.properties:
        if not item.value:
            yield item.line, f"{item.name} is empty"


@book.rule("V34", "five of fifteen readers misread lower case")
def _upper_case(document: Document) -> Complaints:
    for item in document.properties:
        names = [item.spelling, *(name for name, _ in item.parameters)]
        if lower := [name for name in names if name != name.upper()]:
            yield item.line, f"{lower[0]} is not in upper case"


@book.rule("V38", "RFC 9073, sections 6.5 and 6.6; RFC 7986, section 5.11")
def _kinds_are_said(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in {"STYLED-DESCRIPTION", "STRUCTURED-DATA", "CONFERENCE"} and not item.parameter("VALUE"):
            yield item.line, f"{item.name} needs VALUE"


@book.rule("V36", "vdirsyncer takes it for the UID of every event")
def _calendar_without_uid(document: Document) -> Complaints:
    for item in document.calendar.all("UID"):
        yield item.line, "the calendar itself has a UID"
