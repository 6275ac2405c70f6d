"""The words of mails that tell one person what became of her seat, or what is stored about her."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from eventapp.domain.attendance import NoticeKind
from eventapp.domain.editions import Edition
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.models import Invitation
from eventapp.services import messages, wording
from eventapp.services.messages import MailText
from eventapp.services.wording import N_, words

_SUBJECTS = {
    NoticeKind.OFFERED: N_("Ein Platz ist frei: {title} am {day}"),
    NoticeKind.LAPSED: N_("Der freie Platz ist weitergegeben: {title} am {day}"),
    NoticeKind.WAITING: N_("Sie stehen auf der Warteliste: {title} am {day}"),
    NoticeKind.FULL: N_("Alle Plätze sind vergeben: {title} am {day}"),
    NoticeKind.MOVED: N_("Ihr neuer Termin: {title} am {day}"),
}
_SAID = {
    NoticeKind.OFFERED: (
        N_(
            "Sie stehen auf der Warteliste, und jetzt ist ein Platz im Saal frei geworden. Wir halten ihn für Sie frei."
        ),
        N_("Antworten Sie bis dahin nicht, dann geht der Platz an die nächste Person auf der Liste."),
    ),
    NoticeKind.LAPSED: (
        N_("Wir hatten einen Platz im Saal für Sie frei gehalten. Die Zeit für Ihre Antwort ist vorbei."),
        N_("Der Platz ging an die nächste Person auf der Liste. Sie können sich auf Ihrer Seite wieder eintragen."),
    ),
    NoticeKind.WAITING: (
        N_("Ihr Kalender hat uns geschrieben, dass Sie kommen. Im Saal ist gerade kein Platz mehr frei."),
        N_("Sie stehen jetzt auf der Warteliste. Sobald ein Platz frei wird, bekommen Sie eine E-Mail."),
    ),
    NoticeKind.FULL: (
        N_("Ihr Kalender hat uns geschrieben, dass Sie kommen. Leider sind alle Plätze im Saal vergeben."),
        N_("Eine Warteliste gibt es nicht. Bitte löschen Sie den Termin in Ihrem Kalender."),
    ),
    NoticeKind.MOVED: (
        N_("Sie haben einen anderen Termin dieser Versammlung gewählt. Hier steht der neue."),
        N_("Den früheren Termin nimmt eine eigene Nachricht aus Ihrem Kalender, wenn er dort steht."),
    ),
}
_HINTS = {
    NoticeKind.OFFERED: N_("Bitte sagen Sie bis {until} auf Ihrer Seite, ob Sie kommen."),
    NoticeKind.LAPSED: N_("Wenn Sie weiter kommen möchten, antworten Sie bitte neu."),
    NoticeKind.WAITING: N_("Sie müssen nichts tun. Auf Ihrer Seite können Sie die Antwort ändern."),
    NoticeKind.FULL: N_("Wenn Sie Fragen haben, melden Sie sich bitte."),
    NoticeKind.MOVED: N_("Auf Ihrer Seite laden Sie den neuen Termin für Ihren Kalender herunter."),
}

_NOTICE = N_(
    "Wozu wir diese Angaben verarbeiten, auf welcher Grundlage, wer sie sieht, wie lange wir sie speichern, welche "
    "Rechte Sie haben und wo Sie sich beschweren können, steht im Hinweis zum Datenschutz:"
)
_NO_NOTICE = N_(
    "Wozu wir solche Angaben verarbeiten, wer sie sieht, welche Rechte Sie haben und wo Sie sich beschweren können, "
    "steht hier. Den Hinweis zu dieser Versammlung schicken wir Ihnen gern."
)


def text(kind: NoticeKind, invitation: Invitation, edition: Edition, links: Links, *, own_url: str) -> MailText:
    """The words of a notice about her seat, in her language."""
    language = Language(invitation.language)
    _ = words(language)
    until = moment(invitation.offer_until, edition, language) if invitation.offer_until else ""
    made = messages.notice_text(
        edition,
        links,
        subject=about(_SUBJECTS[kind], edition, language),
        paragraphs=tuple(_(said) for said in _SAID[kind]),
        hint=_(_HINTS[kind]).replace("{until}", until),
        salutation=messages.greeting(invitation.name, invitation.salutation, language),
        language=language,
        own_url=own_url,
    )
    return replace(made, entry_url=f"{own_url}.ics") if kind is NoticeKind.MOVED and own_url else made


def farewell(invitation: Invitation, left: Edition, links: Links) -> MailText:
    """The words of the mail that takes the entry of the part which she left from her calendar."""
    language = Language(invitation.language)
    _ = words(language)
    made = messages.notice_text(
        left,
        links,
        subject=about(N_("Dieser Termin entfällt für Sie: {title} am {day}"), left, language),
        paragraphs=(_(N_("Sie haben einen anderen Termin dieser Versammlung gewählt. Zu diesem kommen Sie nicht.")),),
        hint=_(N_("Mit der Kalendernachricht dieser E-Mail nehmen Sie den Termin aus Ihrem Kalender.")),
        salutation=messages.greeting(invitation.name, invitation.salutation, language),
        language=language,
    )
    return replace(made, page_url="")


def copy_text(
    invitation: Invitation,
    edition: Edition,
    links: Links,
    rows: tuple[tuple[str, str], ...],
    *,
    own_url: str,
    file_url: str = "",
) -> MailText:
    """The words of the copy of what is stored about her: a line each, and where to get it as a file."""
    language = Language(invitation.language)
    _ = words(language)
    return messages.notice_text(
        edition,
        links,
        subject=about(N_("Ihre gespeicherten Angaben: {title} am {day}"), edition, language),
        paragraphs=(
            _(N_("Sie haben um eine Kopie der Angaben gebeten, die wir zu dieser Einladung über Sie speichern:")),
            *(f"{name}: {value}" for name, value in rows),
            _(_NOTICE) if own_url else _(_NO_NOTICE),
            links.notice(own_url),
            *(
                [_(N_("Dieselben Angaben als Datei für andere Programme, sieben Tage lang:")), file_url]
                * bool(file_url)
            ),
        ),
        hint=_(N_("Auf Ihrer Seite können Sie Angaben berichtigen und löschen.")),
        salutation=messages.greeting(invitation.name, invitation.salutation, language),
        language=language,
        own_url=own_url,
    )


def moment(instant: datetime, edition: Edition, language: Language) -> str:
    """``Freitag, 8. November 2024, 12:00 Uhr``: an instant as the clock on the wall shows it."""
    local = instant.astimezone(edition.tz)
    return f"{wording.day(local.date(), language)}, {wording.hour(local, language)}"


def about(pattern: str, edition: Edition, language: Language) -> str:
    """``pattern`` in her language, with the event's title and day."""
    day = wording.day(edition.starts.day, language, weekday=False)
    title = edition.title.best(language)
    return words(language)(pattern).replace("{day}", day).replace("{title}", title)
