"""What is remembered: tables. Every module is imported here, so that names in relationships are found."""

from eventapp.models.accounts import Account, BrowserSession, Membership, PasswordLink, SignInFailure
from eventapp.models.base import Base
from eventapp.models.busy import BusyCalendar, BusyTime
from eventapp.models.editions import AnnouncedEdition, Publication
from eventapp.models.events import Event
from eventapp.models.invitations import Invitation, Rsvp
from eventapp.models.kinds import Kind
from eventapp.models.links import FeedKey, SpeakerLink
from eventapp.models.organizers import Organizer
from eventapp.models.outbox import OutgoingMail
from eventapp.models.program import ItemSpeaker, ProgramItem
from eventapp.models.speakers import Picture, Speaker
from eventapp.models.venues import Venue

__all__ = [
    "Account",
    "AnnouncedEdition",
    "Base",
    "BrowserSession",
    "BusyCalendar",
    "BusyTime",
    "Event",
    "FeedKey",
    "Invitation",
    "ItemSpeaker",
    "Kind",
    "Membership",
    "Organizer",
    "OutgoingMail",
    "PasswordLink",
    "Picture",
    "ProgramItem",
    "Publication",
    "Rsvp",
    "SignInFailure",
    "Speaker",
    "SpeakerLink",
    "Venue",
]
