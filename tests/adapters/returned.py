"""Mails that came back in the shape that well-known servers give them.

Written from the standards and from what is documented of each server, not recorded. All names are invented.
"""

from __future__ import annotations

from collections.abc import Callable

WHO = "zoe.mueller@example.org"


def _crlf(text: str) -> bytes:
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n"


def _head(sender: str, subject: str, more: str, content_type: str) -> str:
    return (
        f"Return-Path: <>\nDate: Sun, 22 Nov 2026 10:00:00 +0100\nFrom: {sender}\nTo: gleichstellung@example.org\n"
        f"Subject: {subject}\nMessage-ID: <report.1@mx.example.org>\n{more}MIME-Version: 1.0\n"
        f"Content-Type: {content_type}\n\n"
    )


def report(
    message_id: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = f"smtp; 550 5.1.1 <{WHO}>: Recipient address rejected: User unknown",
    copy: str = "message/rfc822",
    more: str = "Auto-Submitted: auto-replied\n",
    subject: str = "Undelivered Mail Returned to Sender",
) -> bytes:
    """Postfix: three parts, the last one our mail or its headers."""
    return _crlf(
        _head(
            "MAILER-DAEMON@mx.example.org (Mail Delivery System)",
            subject,
            more,
            'multipart/report; report-type=delivery-status; boundary="b1"',
        )
        + f"""This is a MIME-encapsulated message.

--b1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org.

--b1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4F2A81234
Arrival-Date: Sun, 22 Nov 2026 09:59:58 +0100 (CET)

Final-Recipient: rfc822; {WHO}
Original-Recipient: rfc822;{WHO}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: {words}

--b1
Content-Description: Undelivered Message
Content-Type: {copy}

From: gleichstellung@example.org
To: {WHO}
Subject: =?utf-8?Q?Einladung?=
Message-ID: {message_id}
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
--b1--
"""
    )


def postfix_headers_only(message_id: str) -> bytes:
    return report(message_id, copy="text/rfc822-headers")


def exchange(message_id: str) -> bytes:
    """Exchange and Microsoft 365: an HTML part first, codes of its own, one line folded."""
    return _crlf(
        _head(
            "<postmaster@example.org>",
            "Unzustellbar: Einladung",
            f"In-Reply-To: {message_id}\nX-MS-Exchange-Message-Is-Ndr:\n",
            'multipart/report; report-type=delivery-status;\n\tboundary="b2"',
        )
        + f"""--b2
Content-Type: multipart/alternative; differences=Content-Type; boundary="b3"

--b3
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Fehler bei der Nachrichten=C3=BCbermittlung
--b3--

--b2
Content-Type: message/delivery-status

Reporting-MTA: dns;VI1PR00MB0001.example.org
Received-From-MTA: dns;mail.example.org

Final-Recipient: rfc822;Zoe.Mueller@Example.org
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
 {WHO} not found by SMTP address lookup
X-Display-Name: Zoe

--b2
Content-Type: message/rfc822

Received: from mail.example.org by VI1PR00MB0001.example.org
Message-ID: {message_id}
Subject: Einladung

Guten Tag
--b2--
"""
    )


def gmail(message_id: str) -> bytes:
    """Gmail: marked as an automatic answer, with a picture beside its text."""
    return _crlf(
        _head(
            "Mail Delivery Subsystem <mailer-daemon@googlemail.example.org>",
            "Delivery Status Notification (Failure)",
            f"Auto-Submitted: auto-replied\nReferences: {message_id}\nIn-Reply-To: {message_id}\n"
            f"X-Failed-Recipients: {WHO}\n",
            'multipart/report; boundary="b4"; report-type=delivery-status',
        )
        + f"""--b4
Content-Type: multipart/related; boundary="b5"

--b5
Content-Type: text/html; charset="UTF-8"

<p>Die Adresse wurde nicht gefunden.</p>
--b5
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b5--
--b4
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example.org
X-Original-Message-ID: {message_id}

Final-Recipient: rfc822; {WHO}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.example.org. (192.0.2.7, the server for the domain.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 550 5.1.1 a640c23a62f3a-b7654-4321si123 - gsmtp
Last-Attempt-Date: Sun, 22 Nov 2026 01:00:00 -0800 (PST)

--b4
Content-Type: message/rfc822

Message-ID: {message_id}

Guten Tag
--b4--
"""
    )


def exim_text(message_id: str) -> bytes:
    """Exim as it was for twenty years: one text with our mail beneath."""
    return _crlf(
        _head(
            "Mail Delivery System <Mailer-Daemon@mail.example.org>",
            "Mail delivery failed: returning message to sender",
            f"X-Failed-Recipients: {WHO}\nAuto-Submitted: auto-replied\n",
            "text/plain; charset=utf-8",
        )
        + f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {WHO}
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

Return-path: <gleichstellung@example.org>
Received: from [192.0.2.9] (helo=localhost)
Message-ID: {message_id}
Subject: Einladung

Guten Tag
"""
    )


def qmail(message_id: str) -> bytes:
    return _crlf(
        _head("MAILER-DAEMON@mail.example.org", "failure notice", "", "text/plain")
        + f"""Hi. This is the qmail-send program at mail.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{WHO}>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.1.1 <{WHO}>: user unknown
Giving up on 192.0.2.25.

--- Below this line is a copy of the message.

Return-Path: <gleichstellung@example.org>
Message-ID: {message_id}
Subject: Einladung

Guten Tag
"""
    )


def global_report(message_id: str) -> bytes:
    """A report in UTF-8 (RFC 6533)."""
    plain = report(message_id, copy="message/global-headers")
    return plain.replace(b"message/delivery-status", b"message/global-delivery-status").replace(
        b"rfc822; zoe.mueller", b"utf-8; zoe.mueller"
    )


def without_copy(message_id: str) -> bytes:
    """A server that returns nothing of our mail, but refers to it."""
    whole = report("", more=f"In-Reply-To: {message_id}\n")
    return whole.replace(b"Message-ID: \r\n", b"")


def given_up(message_id: str) -> bytes:
    """After days of delays: the code is that of the last delay, but nobody tries any more."""
    return report(message_id, status="4.4.1", words="X-Postfix; connect to mail.example.org: Connection timed out")


FORMS: dict[str, Callable[[str], bytes]] = {
    "Postfix": report,
    "Postfix, headers only": postfix_headers_only,
    "Exchange": exchange,
    "Gmail": gmail,
    "Exim": exim_text,
    "qmail": qmail,
    "RFC 6533": global_report,
    "without a copy": without_copy,
    "given up": given_up,
}


def delayed(message_id: str) -> bytes:
    return report(
        message_id, action="delayed", status="4.4.1", words="smtp; 451 4.4.1 try again", subject="Delayed Mail"
    )


def on_leave(message_id: str) -> bytes:
    """A person's mailbox answers by itself."""
    return _crlf(
        _head(
            f"Zoe <{WHO}>",
            "Automatische Antwort: Einladung",
            f"Auto-Submitted: auto-replied\nIn-Reply-To: {message_id}\nReferences: {message_id}\n",
            "text/plain; charset=utf-8",
        )
        + "Ich bin bis zum 5.1.2027 nicht im Dienst, Durchwahl 550. In dringenden Fällen: vertretung@example.org\n"
    )


def read_receipt(message_id: str) -> bytes:
    """She opened it: a report, but none about delivery (RFC 8098)."""
    return (
        report(message_id)
        .replace(b"report-type=delivery-status", b"report-type=disposition-notification")
        .replace(b"message/delivery-status", b"message/disposition-notification")
        .replace(b"Action: failed", b"Disposition: manual-action/MDN-sent-manually; displayed")
    )
