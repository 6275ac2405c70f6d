"""What is remembered: tables. Every module is imported here, so that names in relationships are found."""

from eventapp.models.accounts import Account, BrowserSession, Membership, PasswordLink, SignInFailure
from eventapp.models.base import Base
from eventapp.models.editions import AnnouncedEdition, Publication
from eventapp.models.events import Event
from eventapp.models.kinds import Kind
from eventapp.models.organizers import Organizer
from eventapp.models.program import ItemSpeaker, ProgramItem
from eventapp.models.speakers import Picture, Speaker
from eventapp.models.venues import Venue

__all__ = [
    "Account",
    "AnnouncedEdition",
    "Base",
    "BrowserSession",
    "Event",
    "ItemSpeaker",
    "Kind",
    "Membership",
    "Organizer",
    "PasswordLink",
    "Picture",
    "ProgramItem",
    "Publication",
    "SignInFailure",
    "Speaker",
    "Venue",
]
