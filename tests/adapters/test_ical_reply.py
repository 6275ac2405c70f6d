"""Answers from the mailbox: those of well-known programs are understood, all else is refused, and at once."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.adapters.ical_check import check
from eventapp.adapters.ical_reply import decline_counter, read_reply
from eventapp.domain.calendar import Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat, Reply, ReplyMethod, takes
from tests.adapters.entries import TEXTS, TIMES, entry, invitation
from tests.adapters.replies import ADDRESS, GOOD, PROGRAMS, UID, crlf, mailed, outlook, outlook_counter, plain
from tests.adapters.test_ical import named

MOST_SECONDS = 2.0
STAMP = datetime(2026, 3, 3, 8, tzinfo=UTC)
ANSWER = Reply(ReplyMethod.REPLY, UID, ADDRESS, PartStat.ACCEPTED, 2, STAMP, sender=ADDRESS)
COMMENTS = {
    "Exchange": "Ich komme, aber später.\nGruß",
    "Exchange Online": "Ich bringe Äpfel mit, gern.",
    "Google with a note": "Komme: später; it's late",
}


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DECLINED"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_an_answer_of_a_known_program(program: str, partstat: str) -> None:
    found = read_reply(PROGRAMS[program](partstat))

    assert found == replace(ANSWER, partstat=PartStat(partstat), comment=COMMENTS.get(program, ""))
    assert takes(found, UID, ADDRESS, 2, None).taken


@pytest.mark.parametrize("program", PROGRAMS)
def test_line_feeds_alone_do_no_harm(program: str) -> None:
    assert read_reply(PROGRAMS[program]("DECLINED").replace(b"\r\n", b"\n")).partstat is PartStat.DECLINED


def test_a_file_without_a_mail() -> None:
    bare = replace(ANSWER, sequence=0, sender="")

    assert read_reply(plain()) == bare
    assert read_reply(b"\xef\xbb\xbf" + plain()) == bare
    assert read_reply(plain("SEQUENCE:7", "COMMENT:a", "COMMENT:b\\;")) == replace(bare, sequence=7, comment="a\nb;")


@pytest.mark.parametrize(
    "attendee",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:ZOE.MUELLER@EXAMPLE.ORG",
        "attendee;partstat=accepted:mailto:zoe.mueller@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe%2Emueller%40example.org",
        'ATTENDEE;PARTSTAT="ACCEPTED";CN="x:y;z,":mailto:zoe.mueller@example.org ',
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe.muel\n\tler@example.org",
        "ATTENDEE;EMAIL=zoe.mueller@example.org;PARTSTAT=ACCEPTED:urn:uuid:5f0c1c5e",
        'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:office@example.org":mailto:zoe.mueller@example.org',
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe.mueller@example.org?subject=x",
    ],
)
def test_spellings_of_an_address(attendee: str) -> None:
    assert read_reply(plain(attendee=attendee)) == replace(ANSWER, sequence=0, sender="")


def test_an_address_with_an_umlaut_domain() -> None:
    found = read_reply(plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@bücher.example"))

    assert found.attendee == "zoe@xn--bcher-kva.example"


def test_a_delegation() -> None:
    found = read_reply(
        plain(
            attendee='ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Ida@example.org":mailto:zoe.mueller@example.org'
        )
    )

    assert (found.partstat, found.delegated_to) == (PartStat.DELEGATED, "ida@example.org")


def test_an_answer_to_one_instance_says_so() -> None:
    found = read_reply(plain("RECURRENCE-ID;TZID=Europe/Berlin:20260610T090000"))

    assert found.recurrence == "20260610T090000"


def test_a_proposal_and_a_request_for_the_entry() -> None:
    asked = "ATTENDEE;PARTSTAT=TENTATIVE:mailto:zoe.mueller@example.org"
    counter = plain("DTSTART:20260611T070000Z", "SEQUENCE:2", "COMMENT:lieber am 11.", method="COUNTER", attendee=asked)
    refresh = plain(method="REFRESH", attendee="ATTENDEE:mailto:zoe.mueller@example.org")

    assert read_reply(counter) == replace(
        ANSWER, method=ReplyMethod.COUNTER, partstat=PartStat.TENTATIVE, comment="lieber am 11.", sender=""
    )
    assert read_reply(refresh) == replace(
        ANSWER, method=ReplyMethod.REFRESH, partstat=PartStat.NEEDS_ACTION, sequence=0, sender=""
    )


def test_a_new_time_proposed_in_outlook() -> None:
    assert read_reply(outlook_counter()) == replace(
        ANSWER, method=ReplyMethod.COUNTER, partstat=PartStat.TENTATIVE, comment="Geht es am Nachmittag?"
    )


def test_the_rest_of_the_file_is_ignored() -> None:
    rubbish = ("SUMMARY:a", "SUMMARY:b", "DTSTART:never", "STATUS:WUNDERBAR", "RRULE:FREQ=SECONDLY", "no colon", "X;=:")

    assert read_reply(plain(*rubbish)) == replace(ANSWER, sequence=0, sender="")


def test_a_calendar_in_an_attached_mail_is_no_answer() -> None:
    forwarded = crlf(
        "From: Eve <eve@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        "--x\nContent-Type: message/rfc822\n\n" + outlook("ACCEPTED").decode().replace("\r\n", "\n") + "\n--x--"
    )

    with pytest.raises(InvalidValue, match=r"reply\.no_calendar"):
        read_reply(forwarded)


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        (b"From: zoe@example.org", "zoe@example.org"),
        (b'From: "a@b.example" <Zoe@example.org>', "zoe@example.org"),
        (b"From: a@example.org, b@example.org", ""),
        (b"From: a@example.org\r\nFrom: b@example.org", ""),
        (b"From: nobody", ""),
        (b"From:", ""),
        (b"X-From: a@example.org", ""),
        (b"From: " + b"(" * 3_000, ""),
        (b"From: \xff\xfe <zoe@example.org>", "zoe@example.org"),
    ],
)
def test_the_sender(header: bytes, sender: str) -> None:
    mail = outlook("ACCEPTED")
    start = mail.index(b"From:")

    changed = mail[:start] + header + mail[mail.index(b"\r\n", start) :]

    assert read_reply(changed).sender == sender


CALENDAR = plain()
NEST = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5_000))
HOSTILE = {
    "nothing": (b"", "no_calendar"),
    "rubbish": (bytes(range(256)) * 20, "no_calendar"),
    "a mail without a calendar": (b"From: a@example.org\r\nSubject: Abwesend\r\n\r\nIch bin nicht da.", "no_calendar"),
    "only the beginning": (b"BEGIN:VCALENDAR", "method"),
    "an invitation": (plain(method="REQUEST"), "method"),
    "no method": (CALENDAR.replace(b"METHOD:REPLY\r\n", b""), "method"),
    "another method in the type": (mailed(CALENDAR, "text/calendar; method=CANCEL"), "method"),
    "two calendars": (CALENDAR * 2, "unreadable"),
    "no event": (b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", "events"),
    "two events": (plain("END:VEVENT", "BEGIN:VEVENT"), "events"),
    "a task": (CALENDAR.replace(b"VEVENT", b"VTODO"), "events"),
    "nobody": (plain(attendee=""), "attendees"),
    "two people": (plain(GOOD), "attendees"),
    "no address": (plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:zoe"), "attendee"),
    "two addresses in one": (plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example,c@d.example"), "attendee"),
    "a line break in the address": (plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:a%0D%0A@b.example"), "attendee"),
    "broken escapes": (plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:%ff%fe@b.example"), "attendee"),
    "no answer": (plain(attendee="ATTENDEE:mailto:zoe.mueller@example.org"), "partstat"),
    "not yet": (plain(attendee=GOOD.replace("ACCEPTED", "NEEDS-ACTION")), "partstat"),
    "an unknown answer": (plain(attendee=GOOD.replace("ACCEPTED", "MAYBE")), "partstat"),
    "a task's answer": (plain(attendee=GOOD.replace("ACCEPTED", "COMPLETED")), "partstat"),
    "no uid": (CALENDAR.replace(f"UID:{UID}\r\n".encode(), b""), "uid"),
    "two uids": (plain("UID:another"), "uid"),
    "a long uid": (CALENDAR.replace(UID.encode(), b"x" * 2_000), "uid"),
    "a control character in the uid": (CALENDAR.replace(UID.encode(), b"x\x07y"), "uid"),
    "no UTF-8 in the uid": (CALENDAR.replace(UID.encode(), b"\xff\xfe"), "uid"),
    "a negative sequence": (plain("SEQUENCE:-1"), "sequence"),
    "an endless sequence": (plain("SEQUENCE:" + "9" * 5_000), "sequence"),
    "another script's digits": (plain("SEQUENCE:٣"), "sequence"),
    "two sequences": (plain("SEQUENCE:1", "SEQUENCE:2"), "sequence"),
    "no stamp": (CALENDAR.replace(b"DTSTAMP:20260303T080000Z\r\n", b""), "dtstamp"),
    "a local stamp": (CALENDAR.replace(b"080000Z", b"080000"), "dtstamp"),
    "an impossible stamp": (CALENDAR.replace(b"20260303", b"20260231"), "dtstamp"),
    "two stamps": (plain("DTSTAMP:20270303T080000Z"), "dtstamp"),
    "a large mail": (b"x" * 10_000_001, "too_large"),
    "a large calendar": (plain("X:" + "x" * 300_000), "too_large"),
    "many lines": (plain(*["X:y"] * 6_000), "too_large"),
    "a large calendar in a mail": (mailed(plain("X:" + "x" * 300_000)), "too_large"),
    "deep components": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 1_000, "too_large"),
    "deep parts": (NEST, "too_large"),
    "parts by bare carriage returns": (NEST.replace(b"\r\n", b"\r"), "too_large"),
    "deep mails": (b"Content-Type: message/rfc822\r\n\r\n" * 5_000, "too_large"),
    "a long header": (b"Subject: " + b"x" * 300_000 + b"\r\n\r\n", "too_large"),
    "many headers": (b"X: y\r\n" * 100_000 + b"\r\n", "too_large"),
    "a type of quotes": (b'Content-Type: text/calendar; a="' + b'\\";' * 50_000 + b"\r\n\r\n", "too_large"),
    "a folded type of quotes": (b"Content-Type: text/calendar" + b';\r\n a="' * 50_000 + b"\r\n\r\n", "too_large"),
    "an unknown encoding": (
        mailed(CALENDAR).replace(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode"),
        "mail",
    ),
    "an unknown charset": (mailed(CALENDAR, "text/calendar; method=REPLY; charset=utf-7"), "unreadable"),
    "UTF-16": (mailed(CALENDAR.decode().encode("utf-16"), "text/calendar; method=REPLY; charset=utf-8"), "unreadable"),
    "no base64": (
        mailed(CALENDAR)[: mailed(CALENDAR).index(b"\r\n\r\n")] + b"\r\n\r\n!!!!",
        "unreadable",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_are_refused_at_once(name: str) -> None:
    data, code = HOSTILE[name]
    begun = time.monotonic()

    with pytest.raises(InvalidValue) as caught:
        read_reply(data)

    assert caught.value.code == f"reply.{code}"
    assert time.monotonic() - begun < MOST_SECONDS


@pytest.mark.parametrize(
    "noise",
    [b"\r\n" * 20_000, b"--x\r\n" * 1_900, b"=" * 900_000, b"Content-Type: text/plain\r\n\r\n" * 10_000],
    ids=["empty lines", "boundaries", "equals signs", "types"],
)
def test_long_mails_are_read_at_once(noise: bytes) -> None:
    mail = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\n" + noise + b"\r\n--y\r\n"
        b"Content-Type: text/calendar\r\n\r\n" + CALENDAR + b"\r\n--y--\r\n"
    )
    begun = time.monotonic()

    assert read_reply(mail).attendee == ADDRESS
    assert time.monotonic() - begun < 2 * MOST_SECONDS


@pytest.mark.parametrize("noise", [b"\r\n" * 60_000, b"--x\r\n" * 2_100, b"=" * 1_000_001])
def test_longer_mails_are_not_taken_apart(noise: bytes) -> None:
    begun = time.monotonic()

    with pytest.raises(InvalidValue, match="too_large"):
        read_reply(b"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n" + noise + CALENDAR + b"\r\n--y--\r\n")

    assert time.monotonic() - begun < 1


def test_a_comment_is_clean_and_short() -> None:
    found = read_reply(plain("COMMENT:vor\u2028\u202enach\\n" + "x" * 5_000))

    assert found.comment.startswith("vornach\nx")
    assert len(found.comment) == 2_000


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.integers(0, 4_000), st.integers(0, 60), st.sampled_from(sorted(PROGRAMS)))
def test_broken_mails_are_read_or_refused(noise: bytes, place: int, cut: int, program: str) -> None:
    mail = PROGRAMS[program]("ACCEPTED")
    place %= len(mail)

    try:
        found = read_reply(mail[:place] + noise + mail[place + cut :])
    except InvalidValue as error:
        assert error.code.startswith("reply.")  # noqa: PT017 - either outcome is right
    else:
        assert found.attendee == found.attendee.lower()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_random_octets_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidValue):
        read_reply(data)


COUNTER = Reply(ReplyMethod.COUNTER, UID, ADDRESS, PartStat.TENTATIVE, 2, STAMP)


def test_a_proposal_is_declined() -> None:
    data = decline_counter(invitation(Method.REQUEST, entry(sequence=3)), COUNTER, "Der Saal ist vergeben; leider.")

    assert named(data, "METHOD", "UID", "SEQUENCE", "ORGANIZER", "ATTENDEE", "COMMENT", "DTSTAMP") == [
        "METHOD:DECLINECOUNTER",
        f"UID:{UID}",
        "DTSTAMP:20260204T070000Z",
        "SEQUENCE:2",
        "ORGANIZER;CN=\"Gleichstellungsstelle, ^'GB^'\":mailto:assembly+7@example.org",
        'ATTENDEE;CN="Dr. Zoë Müller; X":mailto:zoe.mueller@example.org',
        "COMMENT;LANGUAGE=de:Der Saal ist vergeben\\; leider.",
    ]
    assert check(data) == []
    assert data == decline_counter(
        invitation(Method.REQUEST, entry(sequence=3)), COUNTER, "Der Saal ist vergeben; leider."
    )


@pytest.mark.parametrize("when", TIMES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_refusal_of_a_proposal_is_sound(text: str, when: str) -> None:
    starts, ends = TIMES[when]
    asked = invitation(Method.REQUEST, entry(starts=starts, ends=ends, summary=TEXTS[text].given))

    data = decline_counter(asked, COUNTER, TEXTS[text].given)

    assert [found for found in check(data) if not found.guess] == []


@pytest.mark.parametrize(
    ("counter", "code"),
    [
        (replace(COUNTER, method=ReplyMethod.REPLY), r"reply\.method"),
        (replace(COUNTER, attendee="eve@example.org"), r"reply\.attendee"),
        (replace(COUNTER, uid="another"), r"reply\.attendee"),
    ],
)
def test_only_a_proposal_of_the_invited_person_is_answered(counter: Reply, code: str) -> None:
    with pytest.raises(InvalidValue, match=code):
        decline_counter(invitation(Method.REQUEST), counter)


def test_only_a_request_can_be_countered() -> None:
    with pytest.raises(InvalidValue, match=r"mail\.method"):
        decline_counter(invitation(Method.CANCEL), COUNTER)
