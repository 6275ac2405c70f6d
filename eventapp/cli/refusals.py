"""What was refused, in a sentence for who works in the terminal."""

from __future__ import annotations

from eventapp.domain.errors import DomainError

_SENTENCES = {
    "spreadsheet.bomb": "This file is larger than what is read. Save the table as CSV.",
    "spreadsheet.empty": "There is nothing in this file.",
    "spreadsheet.encoding": "The characters of this file can't be read. Save it as CSV in UTF-8.",
    "spreadsheet.password": "This file is protected by a password. Save it without one.",
    "spreadsheet.quote": "A quotation mark is opened about row {line} and never closed.",
    "spreadsheet.too_large": "This file is too large: {megabytes} MB at most.",
    "spreadsheet.too_long": "This table has too many rows: {most} at most.",
    "spreadsheet.too_wide": "This table has too many columns: {most} at most.",
    "spreadsheet.unreadable": "This is no table that can be read. Use CSV, XLSX or ODS.",
    "staff.changed_meanwhile": "The list changed in the same moment; nothing was stored. Run it again.",
    "staff.column_twice": "Two columns mean the same. Give them other headings, or choose on the page.",
    "staff.no_name_column": "No column with names was found. Is there a row with headings such as Name and E-Mail?",
    "staff.no_way_column": "No column with addresses, departments, sites or post was found: nobody could be reached.",
    "staff.unknown_list": "There is no staff list called {name!r}.",
    "accounts.department_missing": "A multiplier needs a department: --department, named as in the staff list.",
    "accounts.department_unused": "Only multipliers are bound to a department. Leave --department out.",
    "accounts.department_long": "The name of a department has {most} characters at most.",
    "accounts.last_administrator": "Nobody would run the installation any more. Make another administrator first: "
    "`eventapp user add EMAIL --administrator`.",
    "accounts.no_such_role": "This account has no such role. `eventapp user list` shows which it has.",
    "invitations.not_announced": "This event was not announced yet. `eventapp event announce` does it.",
    "mailings.nobody": "There is nobody whom this mailing could go to.",
    "mailings.not_released": "This organizer wants a second person's release: see the planning pages.",
    "mailings.unfit": "This kind of mailing does not fit what is announced.",
    "accounts.email_taken": "There is an account {email} already. `eventapp user link` prints a new link for it.",
    "organizers.unknown": "There is no organizer {slug}. `eventapp user list` shows the slugs.",
    "mail.address": "{value!r} is no mail address. Give exactly one, such as name@example.org.",
    "backup.bomb": "This file of {packed} MB unpacks to {megabytes} MB; nothing was restored. See --any-size.",
    "backup.damaged": "This backup is damaged ({name}); nothing was restored.",
    "backup.erased_key": "{count} erasures in {file} were noted under a secret_key that is not here, so they can't be "
    "repeated; nothing was restored. Put it into EVENTAPP_OLD_SECRET_KEYS, or the file elsewhere.",
    "backup.format": "This backup was written by a newer version of the program ({version}). Install that one first.",
    "backup.has_settings": "There is {file} already. Move it away, or leave --passphrase-file out to keep it.",
    "backup.newer": "This backup is of a newer version of the program (form {revision}). Install that one first.",
    "backup.no_room": "{place} has {free} MB free, and this backup takes up to {needed} MB; nothing was restored.",
    "backup.no_secrets": "There are no secrets in this backup. Leave --passphrase-file out.",
    "backup.not_empty": "{what} is not empty. A backup is restored into an empty place only.",
    "backup.passphrase": "The secrets in this backup can't be read with this passphrase.",
    "backup.passphrase_short": "The passphrase needs {least} characters or more.",
    "backup.row_too_large": "A row of the table {table} holds more text than could be restored; nothing was written.",
    "backup.sealed": "The secrets of this backup are in it, encrypted: name their passphrase with --passphrase-file. "
    "Where it is lost, --without-secrets restores all else under a new secret_key, and personal links end.",
    "backup.too_many": "There are too many files in the instance folder ({count} entries); nothing was written.",
    "backup.unreadable": "{file} is no backup of this program.",
    "events.unknown": "There is no such event. `eventapp event list` shows all with their slugs.",
    "editions.never_announced": "This event was not announced yet; there is nothing to export.",
    "editions.nothing_changed": "Nothing has changed since the last announcement.",
    "invitations.never_sent": "Nothing went to this person yet, so there is nothing to take back.",
    "invitations.wrong_method": "There is no such message now: the event or the invitation is called off.",
}


class _Gaps(dict[str, object]):
    """What a sentence names and the error doesn't know."""

    def __missing__(self, name: str) -> str:
        return "?"


def sentence(error: DomainError) -> str:
    """What was refused and what helps; without words for it, the code and what is known."""
    if error.code in _SENTENCES:
        return _SENTENCES[error.code].format_map(_Gaps(error.context))
    details = ", ".join(f"{name}: {value}" for name, value in error.context.items())
    return f"refused ({error.code}{'; ' + details if details else ''})"
