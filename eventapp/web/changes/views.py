"""The change assistant: what was announced beside what is now, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from eventapp.domain.editions import Change
from eventapp.domain.mailings import MailingDraft
from eventapp.domain.texts import Language, LocalText
from eventapp.jobs import release_mails, speaker_mails
from eventapp.models import Mailing
from eventapp.request import get_actor, get_language, get_office, get_session, get_tokens, now
from eventapp.services import attention, changes, mailing_texts, mailings, operation
from eventapp.services.changes import Affected, ChangeOutlook, Group
from eventapp.services.wording import words
from eventapp.web.access import confirmed, planner
from eventapp.web.changes.forms import ChangeForm
from eventapp.web.editions.show import Difference, difference
from eventapp.web.mailings import checks, show
from eventapp.web.planning import workspace
from eventapp.web.planning.workspace import Workspace
from eventapp.web.saving import save

bp = Blueprint("changes", __name__, url_prefix="/planning/events/<int:event_id>/changes")


_NOT_CARRIED = frozenset({"csrf_token", "back", "send", "edition"})


@bp.route("/", methods=["GET", "POST"])
@planner
@confirmed
def index(event_id: int) -> ResponseReturnValue:
    """What changed, whom it concerns, and one button that tells them."""
    space = workspace.enter(event_id, "announce")
    found = changes.outlook(get_session(), space.event)
    if found is None:
        return workspace.show("changes/nothing.html", space)
    form = ChangeForm(request.form)
    form.offer([(one.group, _label(one)) for one in found.affected if not _waits(one, space)])
    if request.method == "GET":
        form.suggest(*_suggested(found), [one.group for one in found.affected if one.is_suggested])
    elif form.validate() and (draft := form.draft(found.kind)):
        if "back" in request.form:
            return _page(space, found, form)
        if "send" not in request.form or request.form.get("edition") != str(found.current.number):
            return _last_look(space, found, draft, form)
        made: list[Mailing] = []

        def change() -> None:
            made.extend(_send(space, found, draft, form.groups.data or []))

        if save(form, change):
            flash(_said(space, made), "success")
            if made:
                return redirect(url_for("mailings.detail", event_id=event_id, mailing_id=made[0].id), 303)
            return redirect(url_for("editions.announce", event_id=event_id), 303)
        space = workspace.enter(event_id, "announce")
    return _page(space, found, form)


def _is_held(space: Workspace) -> bool:
    return operation.is_held(get_session(), space.event.organizer_id)


def _said(space: Workspace, made: Sequence[Mailing]) -> str:
    """What has become of it: under way, or waiting for somebody."""
    if made and space.event.organizer.needs_release:
        return str(_("Um die Freigabe ist gebeten. Danach kann die Sendung hinausgehen."))
    if _is_held(space):
        return str(_("Die Sendung ist bereitgestellt. Sie geht ab, sobald der Versand freigegeben ist."))
    return str(_("Die Änderung ist unterwegs."))


def _waits(one: Affected, space: Workspace) -> bool:
    """Mails to speakers leave at once, so they are none of a change that must be released first."""
    return one.group is Group.SPEAKERS and space.event.organizer.needs_release


def _send(space: Workspace, found: ChangeOutlook, draft: MailingDraft, ticked: Sequence[str]) -> list[Mailing]:
    """The mailing, started at once unless a second person must release it, and the mails to speakers."""
    session, actor, moment = get_session(), get_actor(), now()
    groups = [Group(value) for value in ticked]
    made = []
    circle = changes.audience_of(groups)
    if circle is not None:
        wish = replace(_as_before(space, draft), audience=circle)
        mailing = mailings.create(session, space.event, wish, actor=actor, now=moment)
        if space.event.organizer.needs_release:
            mailings.propose(session, mailing, actor=actor, now=moment)
            release_mails.ask(session, mailing, get_office(), language=get_language(), now=moment)
        else:
            host = get_office().host
            mailings.start(session, mailing, tokens=get_tokens(), host=host, fingerprint=None, actor=actor, now=moment)
        made.append(mailing)
    if Group.SPEAKERS in groups:
        for speaker in changes.speakers_of(session, found.current, found.before):
            speaker_mails.queue(session, speaker, found.current, get_office(), draft, actor=actor, now=moment)
    return made


def _as_before(space: Workspace, draft: MailingDraft) -> MailingDraft:
    """The wish for the mailing: calendars are asked for an answer if they were by the last one."""
    return replace(draft, asks_for_answer=mailings.asked_last(get_session(), space.event))


def _last_look(space: Workspace, found: ChangeOutlook, draft: MailingDraft, form: ChangeForm) -> str:
    """What goes to how many, before anything leaves. Nothing is stored yet: the page carries what was written."""
    groups = [Group(value) for value in form.groups.data or []]
    reached = changes.reached(get_session(), space.event, found, groups)
    speakers = next((one.count for one in found.affected if one.group in groups and one.group is Group.SPEAKERS), 0)
    return workspace.show(
        "changes/check.html",
        space,
        form=form,
        found=found,
        carried=[(name, text) for name, text in request.form.items(multi=True) if name not in _NOT_CARRIED],
        reached=reached,
        speakers=speakers,
        what=show.reached_words(reached) if reached.all else "",
        send_words=show.button_words(draft.kind, reached.all + speakers, is_held=_is_held(space)),
        example=checks.sample_text(_as_before(space, draft), found.current, None, space.event),
        name=show.kind_name(found.kind),
        say=words(Language.GERMAN),
        needs_release=space.event.organizer.needs_release,
    )


def _page(space: Workspace, found: ChangeOutlook, form: ChangeForm) -> ResponseReturnValue:
    language = get_language()
    page = workspace.show(
        "changes/index.html",
        space,
        form=form,
        found=found,
        differences=[difference(change, language) for change in found.changes],
        name=show.kind_name(found.kind),
        why={one.group.value: _why(one, found) for one in found.affected},
        needs_release=space.event.organizer.needs_release,
        waiting=attention.of(get_session(), [space.event])[space.event.id],
    )
    return page, 422 if form.has_errors else 200


def _suggested(found: ChangeOutlook) -> tuple[LocalText, LocalText]:
    """The words to begin with: beneath the first sentence what has changed, old and new."""
    subject, text = mailing_texts.suggested(found.kind, found.current)
    if found.current.is_cancelled:
        return subject, text
    forms = {}
    for language in found.current.languages:
        if text.has(language):
            with force_locale(language.interface):
                lines = [_line(difference(change, language)) for change in found.changes if _is_of_event(change)]
            forms[language.value] = "\n\n".join(part for part in (text.best(language), "\n".join(lines)) if part)
    return subject, LocalText(**forms)


def _is_of_event(change: Change) -> bool:
    """What is said in words; the program stands beneath in full."""
    return change.matters_to_calendars and change.item is None


def _line(row: Difference) -> str:
    return f"- {row.label}: {row.after or '–'} ({_('bisher')}: {row.before or '–'})"


def _label(one: Affected) -> str:
    names = {
        Group.YES: _("Haben zugesagt"),
        Group.OPEN: _("Haben noch nicht geantwortet"),
        Group.NO: _("Haben abgesagt"),
        Group.OTHER: _("Haben geantwortet, nur gezählt oder weitergegeben"),
        Group.LETTER: _("Ohne Postfach, per Brief"),
        Group.SPEAKERS: _("Vortragende"),
    }
    people = ngettext("%(num)s Person", "%(num)s Personen", one.count)
    return str(_("%(name)s: %(people)s", name=names[one.group], people=people))


def _why(one: Affected, found: ChangeOutlook) -> str:
    if not found.matters:
        return str(_("Nicht nötig: Zeit und Ort bleiben, wie sie sind."))
    if found.current.is_cancelled:
        return str(_("Bekommen die Absage, und der Termin verschwindet aus dem Kalender."))
    texts = {
        Group.YES: _("Bekommen die Änderung, und der Kalendereintrag ändert sich."),
        Group.OTHER: _("Bekommen die Änderung, und der Kalendereintrag ändert sich."),
        Group.OPEN: _("Bekommen die Änderung und werden noch einmal um Antwort gebeten."),
        Group.NO: _("An einem anderen Tag können sie vielleicht kommen.")
        if one.is_suggested
        else _("Nicht nötig: Sie kommen nicht, und der Tag bleibt derselbe."),
        Group.LETTER: _("Bekommen einen neuen Brief, den Sie ausdrucken."),
        Group.SPEAKERS: _("Bekommen eine E-Mail mit dem Link zum eigenen Auftritt."),
    }
    return str(texts[one.group])
