"""What is asked of an IMAP server once the password is right (IMAP4rev1, RFC 3501; MOVE, RFC 6851; UIDPLUS, RFC 4315).

On the bare commands where imap-tools would do harm to mails that aren't ours: its ``flag`` and ``delete`` end with
EXPUNGE, which destroys whatever people have marked as deleted, and its ``move`` trusts the capabilities from before the
sign-in, when servers don't tell of MOVE yet.
"""

from __future__ import annotations

import imaplib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from eventapp.adapters.ical_reply import MOST_BYTES
from eventapp.adapters.mailbox import TAKEN_FOLDER, MailboxUnavailable

if TYPE_CHECKING:
    from imap_tools import MailBox, MailBoxUnencrypted

KEYWORD = "$EventappSeen"
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_BODY = re.compile(rb"\bBODY\[\](?:<0>)? ")
_SHORT_BODY = re.compile(rb'\bBODY\[\](?:<0>)? "((?:[^"\\]|\\.)*)"')
_NAMESPACE = re.compile(rb'\(\("([^"\\]*)"')


def library() -> ModuleType:
    """imap-tools, which is an extra. Raises MailboxUnavailable("mailbox.no_library")."""
    try:
        import imap_tools
    except ImportError as error:
        raise MailboxUnavailable("mailbox.no_library", extra="imap") from error
    return imap_tools


class OpenFolder:
    """A folder, open for writing. UIDs count only together with ``validity``, the number of their numbering.

    ``keeps_keywords`` is whether the server remembers KEYWORD. Raises imaplib's and imap-tools' errors and what comes
    of answers that are no IMAP: ValueError, LookupError, TypeError.
    """

    def __init__(self, box: MailBox | MailBoxUnencrypted, folder: str) -> None:
        """Raises MailboxUnavailable("mailbox.folder"), too: if there is none, it can't be written, or it is our own."""
        self.box = box
        self._capabilities = b" ".join(box.client.capability()[1]).decode("ascii", "replace").upper().split()
        self._taken = self._prefix() + TAKEN_FOLDER
        self._taken_exists = False
        if folder == self._taken:
            raise MailboxUnavailable("mailbox.folder", folder=folder, reason="")
        try:
            box.folder.set(folder)
        except (imaplib.IMAP4.readonly, library().MailboxFolderSelectError) as error:
            raise MailboxUnavailable("mailbox.folder", folder=folder, reason="") from error
        permanent = self._told("PERMANENTFLAGS").strip("()").split()
        self.keeps_keywords = "\\*" in permanent or KEYWORD in permanent
        self.validity = self._told("UIDVALIDITY")

    def search(self) -> list[int]:
        """The UIDs of all that waits, in the order of arrival. What was left is among them unless keywords are kept."""
        criteria = f"UNDELETED UNKEYWORD {KEYWORD}" if self.keeps_keywords else "UNDELETED"
        lines = [line for line in self._uid("SEARCH", criteria) if isinstance(line, bytes)]
        return sorted({int(number) for number in b" ".join(lines).split()})

    def facts(self, uids: list[int]) -> dict[int, tuple[datetime, int]]:
        """When each arrived, in UTC, and how many octets it has; in the order of ``uids``, without what went away."""
        found: dict[int, tuple[datetime, int]] = {}
        answers = self._uid("FETCH", ",".join(map(str, uids)), "(RFC822.SIZE INTERNALDATE)") if uids else []
        for answer in answers:
            line = answer if isinstance(answer, bytes) else b""
            uid, size, date = _UID.search(line), _SIZE.search(line), _DATE.search(line)
            if uid and size and date:  # a server may tell of changed flags in between
                arrived = parsedate_to_datetime(date[1].decode("ascii"))
                found[int(uid[1])] = (arrived.astimezone(UTC), int(size[1]))
        return {uid: found[uid] for uid in uids if uid in found}

    def content(self, uid: int) -> bytes | None:
        """The mail's octets, no more than MOST_BYTES + 1, whatever its size was said to be. It isn't marked as read.

        None if it went away or the server won't hand it out now: such a mail waits for the next round.
        """
        try:
            answers = self._uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
        except Refusal:
            return None
        for answer in answers:
            if isinstance(answer, tuple) and _BODY.search(answer[0]):
                return bytes(answer[1])
            if isinstance(answer, bytes) and _BODY.search(answer):
                short = _SHORT_BODY.search(answer)
                return re.sub(rb"\\(.)", rb"\1", short[1]) if short else b""
        return None

    def take(self, uid: int) -> None:
        """Move the mail, as read, to a folder of its own, which the first one makes."""
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        self._make_folder()
        if "MOVE" in self._capabilities:
            self._uid("MOVE", str(uid), f'"{self._taken}"')
            return
        self._uid("COPY", str(uid), f'"{self._taken}"')
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._capabilities:
            self._uid("EXPUNGE", str(uid))

    def leave(self, uid: int) -> bool:
        """Whether the server has noted that the mail isn't ours."""
        if self.keeps_keywords:
            try:
                self._uid("STORE", str(uid), "+FLAGS.SILENT", f"({KEYWORD})")
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:  # servers allow a folder only so many keywords
                return False
        return self.keeps_keywords

    def _make_folder(self) -> None:
        folders = self.box.folder
        if not self._taken_exists and not folders.exists(self._taken):
            folders.create(self._taken)
            folders.subscribe(self._taken, True)
        self._taken_exists = True

    def _prefix(self) -> str:
        """What the names of the user's own folders begin with, its delimiter at the end (RFC 2342): often INBOX."""
        if "NAMESPACE" not in self._capabilities:
            return ""
        found = _NAMESPACE.match(self.box.client.namespace()[1][0])
        return found[1].decode("ascii") if found else ""

    def _told(self, name: str) -> str:
        """What the server said of the open folder; empty if it said nothing."""
        answers = self.box.client.response(name)[1]
        return answers[-1].decode("ascii") if answers and answers[-1] else ""

    def _uid(self, command: str, *words: str) -> list[Any]:
        """The answers to a command on UIDs: lines, or pairs of a line and a literal. Raises Refusal."""
        status, answers = self.box.client.uid(command, *words)
        if status != "OK":
            raise Refusal(f"{command}: {status} {answers!r:.200}")
        return list(answers)


class Refusal(imaplib.IMAP4.error):
    """The server said no."""
