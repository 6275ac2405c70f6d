"""An invited person whose calendar answers, and a mail server that takes what is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.messages import MailOffice
from eventapp.domain.tokens import Tokens
from eventapp.models import Invitation
from eventapp.services import invitations
from tests.adapters.imap_servers import free_port
from tests.adapters.replies import ADDRESS, UID
from tests.conftest import NOW, SECRET
from tests.factories import Factories
from tests.jobs.sink import Sink

TOKENS = Tokens((SECRET,))
OFFICE = MailOffice(Links("https://versammlung.example.org"), "versammlung.example.org", TOKENS)


@pytest.fixture
def invited(session: Session, make: Factories) -> Invitation:
    """Whom the answers in ``tests.adapters.replies`` come from: she was told the second change."""
    event = make.event()
    event.uid = UID
    make.announced(event)
    draft = InviteeDraft("Zoë Müller", ADDRESS.upper())
    one = invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    one.sent_sequence, one.sent_at = 2, NOW
    session.commit()
    return one


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server on loopback that takes everything, unless it is told not to."""
    found = Sink()
    controller = Controller(found, hostname="127.0.0.1", port=free_port())
    controller.start()
    found.port = controller.port
    try:
        yield found
    finally:
        controller.stop()
