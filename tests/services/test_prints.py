"""What poster, badges and the intranet say of an announced event, and the address for internal mail."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from eventapp.domain.errors import RuleBroken
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.prints import BadgePerson, Badges, Piece, Poster, TableSigns
from eventapp.domain.program import ItemFunction
from eventapp.domain.texts import Language, LocalText
from eventapp.services import letters, prints
from tests.conftest import NOW
from tests.factories import Factories

LINKS = Links("https://versammlung.example.org")


def test_poster_says_the_program_in_a_line_and_leads_to_the_event(make: Factories) -> None:
    event = make.event(title=LocalText("Versammlung", "Assembly"), theme=LocalText("Zeit & KI"))
    talker = make.speaker(event.organizer, "Rika Redner")
    make.item(event, "Willkommen", 15, function=ItemFunction.WELCOME)
    make.item(event, "Über Zeit", 45, talker, function=ItemFunction.KEYNOTE)
    make.item(event, "", 15, function=ItemFunction.BREAK)
    make.item(event, "Gespräch", 30, function=ItemFunction.TALK_ROUND)
    edition = make.announced(event)

    poster = prints.make(edition, LINKS, Piece.POSTER_A3, Language.ENGLISH)

    assert isinstance(poster, Poster)
    assert (poster.title, poster.theme, poster.sheet) == ("Assembly", "Zeit & KI", "a3")
    assert poster.page_url == LINKS.event(edition.key)
    assert prints.teaser(edition) == "Vortrag: Rika Redner · Talk-Runde"


def test_badges_and_signs_are_for_those_in_the_program_or_those_named(make: Factories) -> None:
    event = make.event()
    rika = make.speaker(event.organizer, "Rika Redner")
    make.item(event, "Eins", 15, rika)
    make.item(event, "Zwei", 15, rika)
    edition = make.announced(event)

    found = prints.make(edition, LINKS, Piece.SIGNS)
    named = prints.make(edition, LINKS, Piece.BADGES_80X50, people=[BadgePerson("Kim Gast")])

    assert isinstance(found, TableSigns)
    assert [person.name for person in found.people] == ["Rika Redner"]
    assert isinstance(named, Badges)
    assert (named.people, named.sheet.width) == ((BadgePerson("Kim Gast"),), 80)


def test_signs_of_nobody_are_refused_but_the_trial_sheet_needs_none(make: Factories) -> None:
    edition = make.announced(make.event())

    with pytest.raises(RuleBroken, match=r"prints\.nobody"):
        prints.make(edition, LINKS, Piece.SIGNS)
    assert isinstance(prints.make(edition, LINKS, Piece.TRIAL_90X54), Badges)


def test_intranet_gets_text_and_html_in_which_nothing_is_markup(make: Factories) -> None:
    event = make.event(theme=LocalText("<b>Zeit</b> & KI"))
    edition = make.announced(event)

    notice = prints.notice(edition, LINKS)

    title, when, place, link = notice.text.split("\n")
    assert title == "Versammlung: <b>Zeit</b> & KI"
    assert when.startswith("Freitag, 12. November 2027, 09:00–12:30")
    assert place == "Ort wird noch bekannt gegeben"
    assert link == f"Programm und Kalendereintrag: {LINKS.event(edition.key)}"
    assert "&lt;b&gt;Zeit&lt;/b&gt; &amp; KI" in notice.html
    assert f'<a href="{LINKS.event(edition.key)}">' in notice.html


def test_what_was_called_off_says_so_first(make: Factories, session: Session) -> None:
    event = make.event()
    make.item(event, "Gespräch", 30, function=ItemFunction.TALK_ROUND)
    make.announced(event)
    edition = make.announced(event, Status.CANCELLED, NOW)

    poster = prints.make(edition, LINKS, Piece.POSTER_A4)

    assert isinstance(poster, Poster)
    assert (poster.status, poster.teaser) == ("Abgesagt", "")
    assert prints.notice(edition, LINKS).text.startswith("Abgesagt: Versammlung")
    assert letters.series(edition, LINKS, [], written_on=NOW.date()).program == ()


def test_address_for_internal_mail_has_six_lines_and_loses_none() -> None:
    address = letters.internal_address("Kim  Muster", "Amt 9", "Amt 9\nRathaus\n\nTurm\nEbene 3\nRaum 12\nFach 7")

    assert address.lines == ("Kim Muster", "Amt 9", "Rathaus", "Turm", "Ebene 3", "Raum 12, Fach 7")
    assert letters.internal_address("Kim", "", "").lines == ("Kim",)


def test_a_series_says_what_the_single_letter_says_unless_told_otherwise(make: Factories) -> None:
    edition = make.announced(make.event())
    single = letters.invitation(edition, LINKS, written_on=NOW.date())

    series = letters.series(edition, LINKS, [], written_on=NOW.date())
    own = letters.series(
        edition, LINKS, [], written_on=NOW.date(), subject_line="Erinnerung", paragraphs=("Noch Plätze.",)
    )

    assert (series.subject, series.paragraphs, series.notes) == (single.subject, single.paragraphs, single.notes)
    assert (own.subject, own.paragraphs) == ("Erinnerung", ("Noch Plätze.",))
    assert series.code_url == "https://versammlung.example.org/code"
