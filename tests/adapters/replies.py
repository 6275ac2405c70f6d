"""Answers to invitations in the shape that well-known programs give them.

Written from the standards and from what is documented of each program, not recorded: header lines, MIME structure,
transfer encoding, case, parameters and folding differ as they differ in the field.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable

UID = "5f0c1c5e-assembly@example.org"
ADDRESS = "zoe.mueller@example.org"
WORDS = {
    "ACCEPTED": ("Zugesagt", "Accepted"),
    "TENTATIVE": ("Mit Vorbehalt", "Tentative"),
    "DECLINED": ("Abgelehnt", "Declined"),
}


def crlf(text: str) -> bytes:
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n"


def head(subject: str, content_type: str, encoding: str = "") -> str:
    more = f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""
    return (
        "Received: from mx.example.org by mail.example.org; Tue, 3 Mar 2026 08:00:00 +0000\n"
        "Date: Tue, 3 Mar 2026 09:00:00 +0100\nMessage-ID: <1@example.org>\n"
        f'From: =?utf-8?Q?Zo=C3=AB_M=C3=BCller?= <Zoe.Mueller@Example.ORG>\nTo: "GB" <assembly+7@example.org>\n'
        f"Subject: {subject}\nMIME-Version: 1.0\nContent-Type: {content_type}\n{more}\n"
    )


def base64_lines(data: bytes) -> str:
    return base64.encodebytes(data).decode()


def quoted_lines(data: bytes) -> str:
    return quopri.encodestring(data.replace(b"\r\n", b"\n")).decode()


def outlook(partstat: str) -> bytes:
    """Outlook classic: one part, base64, its zone beside, X-MICROSOFT properties, upper-case MAILTO."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REPLY
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={partstat}:MAILTO:zoe.mueller@example.org
CLASS:PUBLIC
CREATED:20260303T080000Z
DESCRIPTION:\\n
DTEND;TZID="W. Europe Standard Time":20260610T123000
DTSTAMP:20260303T080000Z
DTSTART;TZID="W. Europe Standard Time":20260610T090000
LAST-MODIFIED:20260303T080000Z
LOCATION:Rathaus
PRIORITY:5
SEQUENCE:2
SUMMARY;LANGUAGE=de:{WORDS[partstat][0]}: Personalversammlung
TRANSP:OPAQUE
UID:{UID}
X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN"><HTML></HTML>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-IMPORTANCE:1
X-MICROSOFT-DISALLOW-COUNTER:FALSE
X-MS-OLK-AUTOSTARTCHECK:FALSE
END:VEVENT
END:VCALENDAR
""")
    subject = f"{WORDS[partstat][0]}: Personalversammlung"
    return crlf(head(subject, 'text/calendar; method=REPLY; charset="utf-8"', "base64") + base64_lines(calendar))


def exchange(partstat: str) -> bytes:
    """Exchange and Outlook on the web: an alternative, a COMMENT, X-MICROSOFT-CDO-*, the organizer's name in CN."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={partstat};CN="Müller, Zoë":mailto:Zoe.Mueller@ex
 ample.org
COMMENT;LANGUAGE=de-DE:Ich komme\\, aber später.\\nGruß
UID:{UID}
SUMMARY;LANGUAGE=de-DE:{WORDS[partstat][0]}: Personalversammlung
DTSTART;TZID=W. Europe Standard Time:20260610T090000
DTEND;TZID=W. Europe Standard Time:20260610T123000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20260303T080000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
LOCATION;LANGUAGE=de-DE:Rathaus
X-MICROSOFT-CDO-APPT-SEQUENCE:2
X-MICROSOFT-CDO-OWNERAPPTID:0
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-INSTTYPE:0
X-MICROSOFT-DONOTFORWARDMEETING:FALSE
END:VEVENT
END:VCALENDAR
""")
    body = f"""--_000_AB_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Ich komme, aber sp=E4ter.

--_000_AB_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

{base64_lines(calendar)}
--_000_AB_--
"""
    subject = f"{WORDS[partstat][0]}: Personalversammlung"
    return crlf(head(subject, 'multipart/alternative;\n\tboundary="_000_AB_"') + body)


def exchange_online(partstat: str) -> bytes:
    """Exchange Online: one part, quoted-printable, no ORGANIZER (nextcloud/server#58904), a zone that isn't there.

    The comment ends with a line break.
    """
    calendar = crlf(f"""
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT={partstat};CN=Müller Zoë:mailto:zoe.mueller@example.org
COMMENT;LANGUAGE=de-DE:Ich bringe Äpfel mit\\, gern.\\n
UID:{UID}
SUMMARY;LANGUAGE=de-DE:{WORDS[partstat][0]}: Personalversammlung
DTSTART;TZID=W. Europe Standard Time:20260610T090000
DTEND;TZID=W. Europe Standard Time:20260610T123000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20260303T080000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
LOCATION;LANGUAGE=de-DE:Rathaus
X-MICROSOFT-CDO-APPT-SEQUENCE:2
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-ISRESPONSEREQUESTED:TRUE
END:VEVENT
END:VCALENDAR
""")
    subject = f"{WORDS[partstat][0]}: Personalversammlung"
    content_type = 'text/calendar; charset="utf-8"; method=REPLY'
    return crlf(head(subject, content_type, "quoted-printable") + quoted_lines(calendar))


def google(partstat: str, note: str = "") -> bytes:
    """Google: mixed around an alternative, the calendar twice, X-NUM-GUESTS, a folded ATTENDEE.

    What she writes beside her answer is a parameter, X-RESPONSE-COMMENT.
    """
    calendar = crlf(f"""
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20260610T070000Z
DTEND:20260610T103000Z
DTSTAMP:20260303T080000Z
ORGANIZER;CN="Gleichstellungsstelle":mailto:assembly+7@example.org
UID:{UID}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN=zoe.
 mueller@example.org;X-NUM-GUESTS=0{note}:mailto:zoe.mueller@example.org
X-GOOGLE-CONFERENCE:https://meet.google.com/abc
CREATED:20260204T070000Z
DESCRIPTION:
LAST-MODIFIED:20260303T080000Z
LOCATION:Rathaus
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Personalversammlung
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
""")
    body = f"""--00000000000012
Content-Type: multipart/alternative; boundary="00000000000034"

--00000000000034
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

{base64_lines("Zoë hat zugesagt.".encode())}
--00000000000034
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<html><body>Zo=C3=AB</body></html>

--00000000000034
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: quoted-printable

{quoted_lines(calendar)}
--00000000000034--

--00000000000012
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{base64_lines(calendar)}
--00000000000012--
"""
    subject = f"{WORDS[partstat][1]}: Personalversammlung @ Wed Jun 10, 2026 9am - 12:30pm"
    return crlf(head(subject, 'multipart/mixed; boundary="00000000000012"') + body)


def apple(partstat: str) -> bytes:
    """Apple: 7bit, EMAIL beside a value that may be no mail address, the calendar as an inline file."""
    calendar = f"""BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 15.3//EN
METHOD:REPLY
BEGIN:VEVENT
CREATED:20260204T070000Z
UID:{UID}
DTEND;TZID=Europe/Berlin:20260610T123000
ATTENDEE;CN="Zo? M?ller";CUTYPE=INDIVIDUAL;EMAIL="zoe.mueller@example.org";P
 ARTSTAT={partstat};ROLE=REQ-PARTICIPANT:/aMjk5/principal/
TRANSP:OPAQUE
SUMMARY:Personalversammlung
DTSTART;TZID=Europe/Berlin:20260610T090000
DTSTAMP:20260303T080000Z
ORGANIZER;CN="Gleichstellungsstelle";EMAIL="assembly+7@example.org":mailto:a
 ssembly+7@example.org
SEQUENCE:2
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
END:VEVENT
END:VCALENDAR
"""
    body = f"""--Apple-Mail-1
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

Zoe hat geantwortet.
--Apple-Mail-1
Content-Disposition: attachment; filename*0="Personal"; filename*1="versammlung.ics"
Content-Type: text/calendar; x-unix-mode=0644; name="x.ics"; method=REPLY;
\tcharset=utf-8
Content-Transfer-Encoding: 7bit

{calendar}
--Apple-Mail-1--
"""
    return crlf(head(f"{WORDS[partstat][1]}: Personalversammlung", "multipart/mixed; boundary=Apple-Mail-1") + body)


def thunderbird(partstat: str) -> bytes:
    """Thunderbird: mixed, alternative, 8bit calendar, the attendee's parameters kept, RSVP left in."""
    calendar = f"""BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20260204T070000Z
LAST-MODIFIED:20260303T080000Z
DTSTAMP:20260303T080000Z
UID:{UID}
SUMMARY:Personalversammlung
ORGANIZER;CN=Gleichstellungsstelle:mailto:assembly+7@example.org
ATTENDEE;RSVP=TRUE;CN="Dr. Zoë Müller; X";PARTSTAT={partstat};CUTYPE=INDIVID
 UAL;ROLE=REQ-PARTICIPANT:mailto:zoe.mueller@example.org
DTSTART;TZID=Europe/Berlin:20260610T090000
DTEND;TZID=Europe/Berlin:20260610T123000
SEQUENCE:2
X-MOZ-RECEIVED-SEQUENCE:2
X-MOZ-RECEIVED-DTSTAMP:20260204T070000Z
END:VEVENT
END:VCALENDAR
"""
    body = f"""This is a multi-part message in MIME format.
--------------ABC
Content-Type: multipart/alternative;
 boundary="------------DEF"

--------------DEF
Content-type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8BIT

Zoë hat geantwortet.

--------------DEF
Content-type: text/calendar; method=REPLY; charset=UTF-8
Content-Transfer-Encoding: 8BIT

{calendar}
--------------DEF--
--------------ABC--
"""
    return crlf(
        head(f"{WORDS[partstat][0]}: Personalversammlung", 'multipart/mixed; boundary="------------ABC"') + body
    )


def nextcloud(partstat: str) -> bytes:
    """Nextcloud (sabre/vobject): REQUEST-STATUS, SCHEDULE-STATUS, lower case in the type, a named calendar part."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sabre//Sabre VObject 4.5.6//EN
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
UID:{UID}
DTSTAMP:20260303T080000Z
SEQUENCE:2
DTSTART;TZID=Europe/Berlin:20260610T090000
DTEND;TZID=Europe/Berlin:20260610T123000
SUMMARY:Personalversammlung
ORGANIZER;CN=Gleichstellungsstelle:mailto:assembly+7@example.org
ATTENDEE;PARTSTAT={partstat};CN=Zoë Müller;SCHEDULE-STATUS=1.2:mailto:zoe.mueller
 @example.org
REQUEST-STATUS:2.0;Success
END:VEVENT
END:VCALENDAR
""")
    body = f"""--b1_x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Zo=C3=AB

--b1_x
Content-Type: text/calendar; method=reply; name=event.ics
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=event.ics

{base64_lines(calendar)}
--b1_x--
"""
    return crlf(head("Re: Personalversammlung", "multipart/mixed; boundary=b1_x") + body)


def google_with_a_note(partstat: str) -> bytes:
    """Google, with a note that looks like the end of the parameters, and HTML in it, as it is sent."""
    return google(partstat, ';X-RESPONSE-COMMENT="Komme: sp\n äter\\; it&#39\\;s late"')


def zimbra(partstat: str) -> bytes:
    """Zimbra: an alternative whose calendar comes last and has a name, its DTSTAMP far down, no zone for its TZID."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
PRODID:Zimbra-Calendar-Provider
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{UID}
SUMMARY:{WORDS[partstat][1]}: Personalversammlung
ATTENDEE;CN=Zoë Müller;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat}:mailto:zoe.mu
 eller@example.org
ORGANIZER:mailto:assembly+7@example.org
DTSTART;TZID="Europe/Berlin":20260610T090000
DTEND;TZID="Europe/Berlin":20260610T123000
STATUS:CONFIRMED
CLASS:PUBLIC
TRANSP:OPAQUE
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
LAST-MODIFIED:20260303T080000Z
DTSTAMP:20260303T080000Z
SEQUENCE:2
END:VEVENT
END:VCALENDAR
""")
    body = f"""------=_Part_1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 7bit

<html><body>Zoe hat geantwortet.</body></html>
------=_Part_1
Content-Type: text/calendar; charset=utf-8; method=REPLY; name=meeting.ics
Content-Transfer-Encoding: quoted-printable

{quoted_lines(calendar)}
------=_Part_1--
"""
    return crlf(head(f"{WORDS[partstat][1]}: x", 'multipart/alternative; \n\tboundary="----=_Part_1"') + body)


def notes(partstat: str) -> bytes:
    """Notes and Domino: the component in the type, folds between parameters, X-LOTUS properties, a CN with slashes."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
X-LOTUS-CHARSET:UTF-8
VERSION:2.0
PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0//EN_C
METHOD:REPLY
BEGIN:VTIMEZONE
TZID:W. Europe
BEGIN:STANDARD
DTSTART:19501029T020000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19500326T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID="W. Europe":20260610T090000
DTEND;TZID="W. Europe":20260610T123000
TRANSP:OPAQUE
DTSTAMP:20260303T080000Z
SEQUENCE:2
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat}
 ;CN="Zoe Mueller/Amt/Stadt"
 :mailto:zoe.mueller@example.org
CLASS:PUBLIC
SUMMARY:{WORDS[partstat][0]}: Personalversammlung
ORGANIZER;CN="assembly+7@example.org":mailto:assembly+7@example.org
UID:{UID}
X-LOTUS-UPDATE-SEQ:1
X-LOTUS-UPDATE-WISL:$S:1;$L:1;$B:1;$R:1;$E:1;$W:1;$O:1;$M:1
X-LOTUS-NOTESVERSION:2
X-LOTUS-NOTICETYPE:A
X-LOTUS-APPTTYPE:3
END:VEVENT
END:VCALENDAR
""")
    body = f"""--=_alternative 0029
Content-Type: text/plain; charset="US-ASCII"


--=_alternative 0029
Content-Type: text/calendar; method=REPLY; charset="utf-8"; component=VEVENT
Content-Transfer-Encoding: base64

{base64_lines(calendar)}
--=_alternative 0029--
"""
    return crlf(head("Accepted", 'multipart/alternative; boundary="=_alternative 0029"') + body)


def outlook_counter() -> bytes:
    """Outlook's "propose a new time": COUNTER, the old time in properties of its own, a word about why."""
    calendar = crlf(f"""
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:COUNTER
BEGIN:VEVENT
ATTENDEE;CN="Müller, Zoë";PARTSTAT=TENTATIVE:MAILTO:zoe.mueller@example.org
COMMENT:Geht es am Nachmittag?\\n
DTEND:20260610T150000Z
DTSTAMP:20260303T080000Z
DTSTART:20260610T120000Z
SEQUENCE:2
SUMMARY;LANGUAGE=de:Vorschlag für neue Besprechungszeit: Personalversammlung
UID:{UID}
X-MS-OLK-ORIGINALEND:20260610T103000Z
X-MS-OLK-ORIGINALSTART:20260610T070000Z
END:VEVENT
END:VCALENDAR
""")
    return mailed(calendar, 'text/calendar; method=COUNTER; charset="utf-8"')


PROGRAMS: dict[str, Callable[[str], bytes]] = {
    "Outlook": outlook,
    "Exchange": exchange,
    "Exchange Online": exchange_online,
    "Google": google,
    "Google with a note": google_with_a_note,
    "Apple": apple,
    "Thunderbird": thunderbird,
    "Nextcloud": nextcloud,
    "Notes": notes,
    "Zimbra": zimbra,
}


GOOD = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe.mueller@example.org"


def plain(*lines: str, method: str = "REPLY", attendee: str = GOOD) -> bytes:
    """A bare calendar file with a small answer and ``lines`` beside."""
    inside = "".join(f"{line}\n" for line in (attendee, *lines) if line)
    return crlf(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{UID}\n"
        f"DTSTAMP:20260303T080000Z\nORGANIZER:mailto:assembly+7@example.org\n{inside}END:VEVENT\nEND:VCALENDAR"
    )


def mailed(calendar: bytes, content_type: str = "text/calendar; method=REPLY; charset=UTF-8") -> bytes:
    """``calendar`` as the only part of a mail."""
    return crlf(head("Antwort", content_type, "base64") + base64_lines(calendar))
