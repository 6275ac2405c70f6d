"""Inviting from the terminal: what the pages do, for scripts."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import click

from eventapp.cli import instance, reasons
from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import Audience, Channel, MailingDraft, MailingKind, MailingState
from eventapp.domain.placeholders import fill
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.jobs import print_letters
from eventapp.models.database import Database
from eventapp.services import (
    attendance,
    audit,
    deliveries,
    dispatch,
    editions,
    events,
    mailing_texts,
    mailings,
    operation,
    organizers,
    outbox,
    senders,
)

_KINDS = {kind.value.replace("_", "-"): kind for kind in MailingKind}
_LOOK_SECONDS = 0.5


@click.command()
@click.argument("name", metavar="EVENT")
@click.option("--kind", type=click.Choice(sorted(_KINDS)), default="invitation", show_default=True)
@click.option("--department", "departments", multiple=True, help="Only this department; may be repeated")
@click.option("--information", is_flag=True, help="The entry alone: calendars are not asked for an answer")
@click.option("--yes", is_flag=True, help="Send without asking")
@click.option("--wait", is_flag=True, help="Show progress until everything due has left")
def invite(name: str, kind: str, departments: tuple[str, ...], information: bool, yes: bool, wait: bool) -> None:
    """Send the invitation, or another mailing, in the suggested words. A worker (`eventapp work`) sends it."""
    found, wish = instance.settings(), _KINDS[kind]
    database = instance.database(found)
    with database.reading() as session:
        event = events.by_name(session, name, actor=SYSTEM)
        edition = editions.latest(session, event)
        if edition is None:
            raise RuleBroken("invitations.not_announced")
        plan = attendance.plan_of(session, event)
        is_counted, gaps = plan.mode == "count", mailing_texts.values(edition, Language.GERMAN, plan.closes)
    subject, text = mailing_texts.suggested(wish, edition)
    draft = MailingDraft(
        wish,
        subject,
        text,
        has_calendar=wish.brings_calendar,
        asks_for_answer=not (information or is_counted or wish is MailingKind.SAVE_THE_DATE),
        audience=Audience(departments=departments),
    )
    with database.writing() as session:
        event = events.by_name(session, name, actor=SYSTEM)
        mailing = mailings.create(session, event, draft, actor=SYSTEM, now=datetime.now(UTC))
        seen = mailings.outlook(session, mailing, tokens=instance.tokens(found))
        click.echo(fill(subject.de, gaps))
        click.echo(f"{seen.reached.mails} mails, {seen.reached.letters} letters, {seen.reached.new} new")
        if not yes:
            click.confirm(f"Send to {seen.reached.all}?", abort=True)
        mailings.start(
            session,
            mailing,
            tokens=instance.tokens(found),
            host=found.host,
            fingerprint=seen.fingerprint,
            actor=SYSTEM,
            now=datetime.now(UTC),
        )
        number = mailing.id
    click.echo(f"Started mailing {number}.")
    if wait:
        _wait(database, number)


def _wait(database: Database, number: int) -> None:
    """Show how far the mailing is, until something has become of each mail."""
    with click.progressbar(length=1, label="Sending") as bar:
        while True:
            with database.reading() as session:
                mailing = mailings.by_id(session, number)
                now = outbox.progress(session, mailing, Channel.MAIL)
                is_halted = mailing.state != MailingState.RUNNING
                is_stuck = not senders.has_worker(session, now=datetime.now(UTC))
                is_halted = is_halted or operation.is_held(session, mailing.event.organizer_id)
            bar.length = max(now.all, 1)
            bar.update(now.all - now.waiting - bar.pos)
            if now.is_finished or is_halted:
                break
            if is_stuck:
                bar.label = "Sending (no worker is running: eventapp work)"
            time.sleep(_LOOK_SECONDS)
    click.echo(f"{now.sent} sent, {now.failed} failed, {now.uncertain} perhaps twice")
    if now.failed:
        raise SystemExit(1)


@click.command()
@click.argument("name", metavar="EVENT")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF file")
@click.option("--mailing", "number", type=int, help="Number of the mailing; the latest invitation without it")
def letters(name: str, output: Path, number: int | None) -> None:
    """Write the letters of a mailing, sorted for internal mail, with a separator sheet before each department.

    More than 250 letters make several files: FILE-01.pdf, FILE-02.pdf and so on.
    """
    found = instance.settings()
    database = instance.database(found)
    with database.reading() as session:
        event = events.by_name(session, name, actor=SYSTEM)
        started = [one for one in mailings.all_of(session, event) if mailings.is_started(one)]
        chosen = [one for one in started if one.id == number or (number is None and one.kind == MailingKind.INVITATION)]
        if not chosen:
            raise click.ClickException("There is no such mailing. `eventapp invite EVENT` starts one.")
        today = WallClock.of(datetime.now(UTC), event.tz)
        series = print_letters.series(session, chosen[0], instance.office(found), today=today)
        contents = print_letters.contents(series)
        if not contents:
            raise click.ClickException("Nobody of this mailing gets a letter.")
        mailing_id = chosen[0].id
    with database.writing() as session:  # before anything leaves: what is not in the log is not handed out
        count = sum(booklet.letters for booklet in contents)
        mailing = mailings.by_id(session, mailing_id)
        audit.record(session, SYSTEM, "mailing.exported", mailing, now=datetime.now(UTC), letters=count)
    for booklet, pdf in zip(contents, print_letters.pdfs(series), strict=True):
        name = output.name if len(contents) == 1 else f"{output.stem}-{booklet.number:02}{output.suffix}"
        instance.write_private_bytes(output.with_name(name), pdf)
        click.echo(f"Wrote {output.with_name(name)}: {booklet.letters} letters")


@click.group("outbox")
def outbox_() -> None:
    """What waits to be sent, and what could not be."""


@outbox_.command()
def status() -> None:
    """How many mails and letters are where; the mail server, the worker. Exit 1 where something is stuck."""
    moment = datetime.now(UTC)
    found = instance.settings()
    with instance.database(found).reading() as session:
        now = outbox.progress(session)
        oldest, failure = outbox.oldest_due(session, now=moment), senders.relay_failure(session)
        has_worker = senders.has_worker(session, now=moment)
        held = operation.hold(session, actor=SYSTEM, now=moment)
        slugs = {one.id: one.slug for one in organizers.all_of(session, actor=SYSTEM)}
    if held:
        click.echo(f"mail is held since {held.since:%Y-%m-%d %H:%M} UTC: restored from {held.restored_from}")
        click.echo(f"{held.waiting} mails leave with `eventapp outbox release`")
        for one in held.offices:
            click.echo(f"  {one.waiting} with `--organizer {slugs[one.id]}`: {one.name}")
        if held.own is not None:
            click.echo(f"  {held.own} with `--own`: about accounts and barriers, to speakers, tests")
    click.echo(f"waiting {now.waiting}, sent {now.sent}, failed {now.failed}, stopped {now.stopped}")
    click.echo(f"perhaps twice {now.uncertain}, came back {now.bounced}")
    click.echo(f"worker: {'running' if has_worker else 'none was seen within the last minute'}")
    if failure:
        click.echo(f"mail server: {reasons.of_relay(found, failure[0])}, since {failure[1]:%Y-%m-%d %H:%M} UTC")
    if oldest is not None and (moment - oldest).total_seconds() > 60:
        click.echo(f"! the oldest mail has been due since {oldest:%Y-%m-%d %H:%M} UTC")
        raise SystemExit(1)


@outbox_.command("release")
@click.option("--organizer", "slug", help="Slug of the organizer whose mail leaves; all without it")
@click.option("--own", is_flag=True, help="The installation's own mail alone: about accounts, to speakers, tests")
def release(slug: str | None, own: bool) -> None:
    """Let mails leave again after a restore: all of them, or those of one office."""
    if slug and own:
        raise click.UsageError("Name an organizer, or --own, not both.")
    with instance.database(instance.settings()).writing() as session:
        moment = datetime.now(UTC)
        office = organizers.by_slug(session, slug).id if slug else None
        wanted = None if office is None and not own else [office] if office else []
        if operation.hold_of(session, wanted, with_own=not office, now=moment) is None:
            click.echo("Mail is not held.")
            return
        if office:
            count = operation.release_organizer(session, office, actor=SYSTEM, now=moment)
        else:
            do = operation.release_own if own else operation.release_all
            count = do(session, actor=SYSTEM, now=moment)
    click.echo(f"Mail is released. Leaving now: {count}.")


@outbox_.command()
def retry() -> None:
    """Let everything that failed leave once more."""
    with instance.database(instance.settings()).writing() as session:
        moment = datetime.now(UTC)
        count = sum(
            deliveries.retry(session, mailing, actor=SYSTEM, now=moment)
            for mailing in mailings.with_failures(session)
            if dispatch.may_leave(session, mailing, now=moment)
        )
    click.echo(f"{count} are tried again.")
