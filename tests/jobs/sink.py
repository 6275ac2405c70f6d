"""What a mail server received."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Sink:
    """``answer`` is what it says to DATA; only a 250 takes the mail."""

    port: int = 0
    answer: str = "250 OK"
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.mails.append((envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return self.answer
