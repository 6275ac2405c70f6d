"""What the linter takes a file for: a calendar, a mail, a part for another mail, or none of them."""

from __future__ import annotations

import pytest

from eventapp.adapters import ical
from eventapp.adapters.ical_check import calendar_in, check, check_mail, looks_like_mail
from eventapp.adapters.mime import calendar_part
from eventapp.domain.calendar import Method
from eventapp.domain.messages import CalendarPart
from tests.adapters.entries import invitation
from tests.adapters.test_ical_check import EVENT, MAIL, REQUEST, in_base64, swapped


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL, Method.PUBLISH])
def test_a_part_for_another_mail_is_judged_without_sender_and_recipient(method: Method) -> None:
    part = calendar_part(CalendarPart(ical.invitation_file(invitation(method)), method.value))

    assert looks_like_mail(part)
    assert check_mail(part) == []


def test_a_part_for_another_mail_is_still_judged_as_a_part() -> None:
    part = calendar_part(CalendarPart(swapped(REQUEST, b"SEQUENCE:0", b"SEQUENCE:-1"), "REQUEST"))

    assert [finding.code for finding in check_mail(swapped(part, b"REQUEST", b"CANCEL"))] == ["M02", "V13"]


@pytest.mark.parametrize("header", [b"From: kim@example.org\r\n", b"To: kim@example.org\r\n"])
def test_a_calendar_alone_with_sender_or_recipient_is_a_mail(header: bytes) -> None:
    part = calendar_part(CalendarPart(REQUEST, "REQUEST"))

    assert {finding.code for finding in check_mail(header + part)} == {"M04", "M08"}


@pytest.mark.parametrize("content", [b"", b"<!doctype html>\r\n", b"BEGIN:VCARD\r\nEND:VCARD\r\n", bytes(range(256))])
def test_what_is_no_calendar_has_this_one_fault(content: bytes) -> None:
    in_mail = swapped(MAIL, in_base64(calendar_in(MAIL)), in_base64(content))

    assert [finding.code for finding in check(content)] == ["S00"]
    assert [finding.code for finding in check_mail(in_mail)] == ["S00"]


def test_a_misspelt_beginning_is_found_with_its_line() -> None:
    found = check(swapped(EVENT, b"BEGIN:VCALENDAR", b"BEGIN:VCALENDER"))

    assert [(finding.line, finding.code) for finding in found if finding.line < 2] == [
        (0, "S01"),
        (1, "S12"),
        (1, "S14"),
    ]
