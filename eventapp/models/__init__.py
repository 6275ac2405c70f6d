"""What is remembered: tables. Every module is imported here, so that names in relationships are found."""

from eventapp.models.accounts import (
    Account,
    BrowserSession,
    FamiliarNetwork,
    Membership,
    Passkey,
    PasswordLink,
    RecoveryCode,
    SignInFailure,
)
from eventapp.models.attendance import AttendancePlan, HeadCount, Need
from eventapp.models.audit import AuditEntry, AuditHead
from eventapp.models.base import Base
from eventapp.models.busy import BusyCalendar, BusyTime
from eventapp.models.consents import PhotoConsent
from eventapp.models.editions import AnnouncedEdition, Publication
from eventapp.models.employees import Employee, StaffChange, StaffList, StaffUpload
from eventapp.models.events import Event
from eventapp.models.invitations import Invitation, Rsvp
from eventapp.models.kinds import Kind
from eventapp.models.links import FeedKey, SpeakerLink
from eventapp.models.mailings import Mailing
from eventapp.models.operation import Operation
from eventapp.models.organizers import Organizer
from eventapp.models.outbox import Delivery, RelayState, Worker
from eventapp.models.pages import BarrierReport, Page, Video
from eventapp.models.program import ItemSpeaker, ProgramItem
from eventapp.models.retention import RetentionRule
from eventapp.models.speakers import Picture, Speaker
from eventapp.models.venues import Venue

__all__ = [
    "Account",
    "AnnouncedEdition",
    "AttendancePlan",
    "AuditEntry",
    "AuditHead",
    "BarrierReport",
    "Base",
    "BrowserSession",
    "BusyCalendar",
    "BusyTime",
    "Delivery",
    "Employee",
    "Event",
    "FamiliarNetwork",
    "FeedKey",
    "HeadCount",
    "Invitation",
    "ItemSpeaker",
    "Kind",
    "Mailing",
    "Membership",
    "Need",
    "Operation",
    "Organizer",
    "Page",
    "Passkey",
    "PasswordLink",
    "PhotoConsent",
    "Picture",
    "ProgramItem",
    "Publication",
    "RecoveryCode",
    "RelayState",
    "RetentionRule",
    "Rsvp",
    "SignInFailure",
    "Speaker",
    "SpeakerLink",
    "StaffChange",
    "StaffList",
    "StaffUpload",
    "Venue",
    "Video",
    "Worker",
]
