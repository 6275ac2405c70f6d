"""Reasons of the rules about messages, mails and updates."""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Reason

MESSAGES = {
    "I02": Reason("A message speaks about one entry: send one for each UID."),
    "I03": Reason("PUBLISH tells and doesn't ask: it names its one ORGANIZER, and nobody as ATTENDEE."),
    "I04": Reason(
        "An invitation names who invites, who is invited, to what and in which version; to call off is a CANCEL."
    ),
    "I05": Reason(
        "A cancellation repeats ORGANIZER, ATTENDEE and SEQUENCE, by which the entry is found, and rings no alarm."
    ),
    "I06": Reason("An answer is one person's: one ATTENDEE with PARTSTAT, and the ORGANIZER to whom it goes."),
    "I11": Reason(
        "Who downloads or subscribes would read the addresses of others: leave people out of files for everyone."
    ),
    "I12": Reason("Each invited person would read who else is: send everyone a message of their own."),
    "I13": Reason(
        "Without RSVP=TRUE no buttons to answer appear; leave it out only where no answer is wanted.", ("Gmail",)
    ),
    "I14": Reason(
        "The sender was shown as Unknown Organizer: let the mailbox that sends be the ORGANIZER.", ("Gmail",)
    ),
    "M01": Reason(
        "Without METHOD in the calendar a mail was shown as a message that isn't supported: say what it wants."
    ),
    "M02": Reason(
        "The content type repeats METHOD letter by letter, else the mail is bounced or shown without buttons.",
        ("Exchange", "Tuta", "Thunderbird"),
    ),
    "M03": Reason(
        "Without charset=UTF-8 the invitation may not be recognised: add it to the content type.", ("Thunderbird",)
    ),
    "M04": Reason(
        "Only the first part is searched for an invitation: put text, HTML and calendar into one multipart/alternative "
        "and that first.",
        ("Outlook", "Apple Mail", "Gmail"),
    ),
    "M05": Reason(
        "Servers on the way may recode what is 8bit, so send letters beyond ASCII as base64 or quoted-printable."
    ),
    "M06": Reason(
        "Readers are believed to open one or the other, so part and attached file hold the same bytes, as invite.ics."
    ),
    "M07": Reason(
        "With these headers no bar to answer appeared: send the calendar part bare, as the last alternative.",
        ("Thunderbird",),
    ),
    "M08": Reason(
        "Only an ATTENDEE can answer, and the ORGANIZER gets the answer: send from this address to that one.",
        ("Gmail",),
    ),
    "M09": Reason("As one of the bodies it is shown as raw lines: attach it as a file.", ("Outlook",)),
    "U01": Reason(
        "With another UID it is a second entry and the first one stays: keep the UID, whatever else changes."
    ),
    "U02": Reason(
        "Without a greater SEQUENCE the change counts as known or outdated and is passed over: add one.",
        ("Google Calendar", "Tuta"),
    ),
    "U03": Reason("A smaller SEQUENCE means older news, which is passed over: never count back.", ("Google Calendar",)),
    "U04": Reason(
        "Updates that don't look newer are passed over: let both stamps grow with every change.", ("Google Calendar",)
    ),
    "U05": Reason("An entry belongs to its ORGANIZER, and changes from another address need not be believed: keep it."),
    "U06": Reason(
        "What vanishes from a file stays with readers who imported it: keep it as STATUS:CANCELLED for 30 days."
    ),
    "U07": Reason(
        "A new stamp counts as a change; one subscriber wrote 189,000 of them a day: stamp the last change, not now.",
        ("Nextcloud",),
    ),
    "U08": Reason(
        "Zone and RECURRENCE-ID are parts of an entry's name and time, and readers match by them: keep both."
    ),
}
