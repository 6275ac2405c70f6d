"""The face on its own: our templates with sample values, served under the content security policy of the real pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, flash, redirect, render_template, request
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from werkzeug.serving import make_server
from wtforms import (
    BooleanField,
    FileField,
    Form,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from tests.chromium import chromium

__all__ = ["chromium"]

ROOT = Path(__file__).parents[2]
NONCE = "c2FtcGxl"
POLICY = (
    f"default-src 'none'; script-src 'nonce-{NONCE}' 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)


class LocalTitle(Form):  # type: ignore[misc, unused-ignore]
    de = StringField("Deutsch", [InputRequired("Geben Sie einen Titel ein."), Length(max=200)])
    en = StringField("Englisch")
    easy = StringField("Leichte Sprache", [Length(max=20, message="Der Titel in Leichter Sprache ist zu lang.")])


class LocalText(Form):  # type: ignore[misc, unused-ignore]
    de = TextAreaField("Deutsch")
    en = TextAreaField("Englisch")
    easy = TextAreaField("Leichte Sprache")


class SampleForm(FlaskForm):  # type: ignore[misc, unused-ignore]
    title = FormField(LocalTitle)
    text = FormField(LocalText)
    name = StringField("Name", [InputRequired("Geben Sie einen Namen ein.")])
    nickname = StringField("Zusatz")
    email = StringField("E-Mail-Adresse", [InputRequired("Geben Sie eine E-Mail-Adresse ein.")])
    password = PasswordField("Passwort", [InputRequired("Geben Sie ein Passwort ein.")])
    day = StringField("Tag", [InputRequired("Geben Sie einen Tag ein.")])
    start = StringField("Beginn", [InputRequired("Geben Sie eine Uhrzeit ein.")])
    minutes = IntegerField("Dauer", [InputRequired("Geben Sie eine Dauer ein.")])
    room = SelectField("Raum", choices=[SelectChoice("1", "Großer Saal"), SelectChoice("2", "Kleiner Saal")])
    news = BooleanField("Auch das Programm anzeigen")
    format = RadioField(
        "Teilnahme",
        [InputRequired("Wählen Sie eine Form der Teilnahme.")],
        choices=[SelectChoice("hall", "Vor Ort"), SelectChoice("online", "Mit Bild und Ton aus der Ferne")],
    )
    needs = SelectMultipleField(
        "Unterstützung",
        choices=[SelectChoice("dgs", "Gebärdensprache"), SelectChoice("loop", "Induktionsschleife")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField("Hinweis")
    photo = FileField("Foto")


def people(*rows: tuple[str, str, str]) -> list[SimpleNamespace]:
    return [SimpleNamespace(name=name, function=function, role=role, photo_url="") for name, function, role in rows]


def item(time: str, minutes: int, function: str, title: str = "", **more: Any) -> SimpleNamespace:
    values = {"text_html": "", "people": [], "is_break": False, "anchor": "", "ics_url": "", "state": "", **more}
    return SimpleNamespace(time=time, minutes=minutes, function=function, title=title, **values)


PROGRAM = [
    item("09:00", 15, "Begrüßung", people=people(("Thomas Kufen", "Oberbürgermeister", ""))),
    item(
        "09:15",
        60,
        "Vortrag",
        "KI, inspire me – wie wir künstliche Intelligenz selbstbewusst nutzen",
        people=people(("Henriette Frädrich", "Autorin und Moderatorin", "")),
        text_html=Markup(
            "<p>Was kann künstliche Intelligenz heute, was nicht, und was heißt das für unsere Arbeit?</p>"
        ),
        anchor="punkt-2",
        ics_url="#punkt-2",
    ),
    item("10:15", 30, "Pause", is_break=True),
    item(
        "10:45",
        75,
        "Talk-Runde",
        "Zwischen Chance und Verzerrung",
        people=people(
            ("Prof. Dr. Barbara Schwarze", "Kompetenzzentrum Technik-Diversity-Chancengleichheit", ""),
            ("Kerstin Łukasz-Şahin", "Fachbereich Digitale Verwaltung", ""),
            ("Barbara Wolf", "Gleichstellungsbeauftragte", "Moderation"),
        ),
        state="changed",
    ),
    item("12:00", 30, "Bericht der Gleichstellungsbeauftragten", people=people(("Barbara Wolf", "", ""))),
    item("12:30", 0, "Ende", is_break=True),
]
BLOCKS = [
    SimpleNamespace(
        start=int(i.time[:2]) * 60 + int(i.time[3:]),
        minutes=i.minutes,
        title=i.title,
        function=i.function,
        time=i.time,
        is_break=i.is_break,
        has_clash=i.time == "12:00",
        anchor="",
        lane=0,
        lanes=1,
    )
    for i in PROGRAM
    if i.minutes
]
CHOICES = [
    SimpleNamespace(label="Kalenderdatei", url="#datei", hint="Öffnet sich in Outlook, Apple Kalender und anderen"),
    SimpleNamespace(label="Google Kalender", url="#google", hint="In einem neuen Eintrag bei Google"),
    SimpleNamespace(label="Outlook im Browser", url="#outlook", hint="Für dienstliche und private Konten"),
    SimpleNamespace(label="Abonnieren", url="#abo", hint="Änderungen kommen von selbst nach"),
]
PLACES = [
    SimpleNamespace(label=label, url="#", state=state, is_current=label == "Programm")
    for label, state in [
        ("Überblick", ""),
        ("Angaben", "vollständig"),
        ("Programm", "6 Punkte, bis 12:30 Uhr"),
        ("Personen", "2 ohne Foto"),
        ("Ort", "Lichtburg, Essen"),
        ("Ankündigen", "seitdem 2 Änderungen"),
    ]
]
SAMPLE = {
    "program": PROGRAM,
    "blocks": BLOCKS,
    "choices": CHOICES,
    "workspace_navigation": PLACES,
    "workspace_title": "Frauen und KI",
    "workspace_when": "Freitag, 8. November 2024, 09:00 Uhr",
    "workspace_status": ("changed", "Angekündigt, seitdem geändert"),
    "footer_links": [("Impressum", "#"), ("Datenschutz", "#"), ("Barrierefreiheit", "#"), ("Leichte Sprache", "#")],
    "language_links": [("de", "Deutsch", "#", True), ("en", "English", "#", False)],
    "current_locale": "de",
    "site_name": "Gleichstellungsstelle der Stadt Essen",
    "status": 404,
    "heading": "Diese Seite gibt es nicht",
    "sentence": "Vielleicht wurde die Versammlung gelöscht. Bitte prüfen Sie die Adresse.",
    "error_id": "7f3a-22c1",
    "csp_nonce": NONCE,
    "planner": SimpleNamespace(name="Barbara Wolf", is_administrator=False),
}


@pytest.fixture(scope="session")
def face() -> Flask:
    """A small application around our templates: no database, sample values, real policy."""
    app = Flask(__name__, static_folder=str(ROOT / "eventapp" / "static"))
    app.config.update(SECRET_KEY="sample", TESTING=True)
    app.jinja_options = {"extensions": ["jinja2.ext.i18n"]}
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).with_name("templates"))]
    )
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["asset"] = lambda name: f"/static/{name}"
    CSRFProtect(app)

    for endpoint in ("start.index", "sessions.sign_in", "sessions.sign_out", "planning.index", "account.show"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "", methods=["GET", "POST"])

    order = list(range(len(PROGRAM)))

    @app.route("/sample/<name>", methods=["GET", "POST"])
    def sample(name: str) -> str:
        form = SampleForm()
        if "errors" in request.args:
            form.process(data={"title": {"easy": "Ein sehr langer Titel in Leichter Sprache"}, "format": None})
            form.validate()
        if "flash" in request.args:
            flash("Der Programmpunkt ist eingetragen.", "success")
        actor = SAMPLE["planner"] if name in ("program.html", "overview.html", "form.html") else None
        program = [PROGRAM[place] for place in order]
        return render_template(name, form=form, actor=actor, **{**SAMPLE, "program": program, "order": order})

    @app.post("/move/<int:number>")
    def move(number: int) -> Response:
        place = order.index(number)
        order.remove(number)
        if position := request.form.get("position"):
            order.insert(int(position) - 1, number)
        else:
            order.insert(place + (1 if request.form["direction"] == "down" else -1), number)
        return redirect("/sample/program.html", 303)  # type: ignore[return-value]

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


@pytest.fixture(scope="session")
def address(face: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, face, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
