"""The words for the codes of domain errors, and the page's answer to each kind of failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from babel.dates import format_time
from flask_babel import lazy_gettext

from eventapp.domain.errors import DomainError

_ = lazy_gettext

_TEXTS: dict[str, Any] = {
    "accounts.department_long": _("Der Name der Dienststelle darf höchstens %(most)s Zeichen haben."),
    "accounts.department_missing": _("Geben Sie die Dienststelle an, deren Zahlen gezeigt werden."),
    "accounts.department_unknown": _("Diese Dienststelle steht in keiner Personalliste."),
    "accounts.department_unused": _("Eine Dienststelle hat nur die Rolle, die deren Zahlen sieht."),
    "accounts.email_taken": _("Für diese E-Mail-Adresse gibt es schon ein Konto."),
    "accounts.link": _("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen geben."),
    "accounts.no_such_role": _("Dieses Konto hat diese Rolle nicht."),
    "accounts.link_led_elsewhere": _(
        "Dieses Konto hat kein Kennwort, für das ein Link gelten könnte: Die Person meldet sich bei einem "
        "Anmeldedienst an."
    ),
    "accounts.link_locked": _("Dieses Konto ist gesperrt. Öffnen Sie es zuerst wieder, dann geht auch ein neuer Link."),
    "accounts.named_there": _("Den Namen dieses Kontos gibt der Anmeldedienst vor. Lassen Sie ihn dort ändern."),
    "accounts.no_such_session": _("Dort sind Sie schon abgemeldet."),
    "accounts.password_wrong": _("Das ist nicht Ihr Kennwort. Bitte geben Sie es noch einmal ein."),
    "accounts.role_held": _("Diese Rolle hat die Person schon."),
    "accounts.last_administrator": _("Mindestens ein Konto muss die Installation verwalten können."),
    "accounts.not_oneself": _(
        "Das eigene Konto können Sie nicht sperren. Bitten Sie eine andere Person darum, die die Installation "
        "verwaltet."
    ),
    "accounts.not_ones_own_factor": _(
        "Den eigenen zweiten Nachweis ändern Sie unter „Ihr Konto“. Zurücksetzen kann ihn nur eine andere Person, die "
        "die Installation verwaltet."
    ),
    "accounts.password_common": _("Dieses Kennwort lässt sich leicht erraten. Bitte wählen Sie ein anderes."),
    "accounts.password_same": _("Das ist Ihr bisheriges Kennwort. Bitte wählen Sie ein anderes."),
    "accounts.password_length": _("Das Kennwort braucht mindestens %(least)s und höchstens %(most)s Zeichen."),
    "actor.no_department": _(
        "Ihr Konto ist für keine Dienststelle eingetragen. Bitte wenden Sie sich an die Stelle, die einlädt."
    ),
    "actor.not_an_administrator": _("Das darf nur, wer die Installation verwaltet."),
    "actor.not_a_planner": _("Ihr Konto darf hier nicht planen."),
    "attendance.at_once": _("Gerade wurde diese Antwort schon geändert. Bitte laden Sie die Seite neu."),
    "attendance.called_off": _("Diese Versammlung findet nicht statt."),
    "attendance.closed": _("Die Frist für Antworten ist vorbei. Bitte sprechen Sie die einladende Stelle an."),
    "attendance.closes_after_end": _("Die Frist liegt nach dem Ende der Versammlung. Bitte prüfen Sie das Datum."),
    "attendance.counted": _("Diese Antwort ist schon gezählt. Weil kein Name dabei steht, bleibt sie, wie sie ist."),
    "attendance.full": _("Alle Plätze im Saal sind vergeben. Ihre bisherige Antwort bleibt."),
    "attendance.menu": _("Höchstens %(most)s Gerichte, jedes mit höchstens %(length)s Zeichen."),
    "attendance.menu_twice": _("Ein Gericht steht zweimal in der Liste."),
    "attendance.mode_fixed": _(
        "Es gibt schon Antworten. Ob Namen bei den Antworten stehen, lässt sich deshalb nicht mehr ändern."
    ),
    "attendance.needs_days": _("Geben Sie eine Zahl zwischen 0 und 365 ein."),
    "attendance.not_online": _("Diese Versammlung wird nicht übertragen."),
    "attendance.offer_hours": _("Geben Sie eine Zahl zwischen 1 und 336 ein."),
    "attendance.online_url": _("Die Adresse beginnt mit https:// und enthält keine Leerzeichen."),
    "attendance.seats": _("Geben Sie eine Zahl zwischen 0 und %(most)s ein."),
    "attendance.wheelchair_places": _("Es können nicht mehr Rollstuhlplätze als Plätze sein."),
    "attendance.withdrawn": _("Diese Einladung gilt nicht mehr."),
    "needs.not_coming": _("Angaben zum Bedarf nehmen wir von allen entgegen, die sicher kommen."),
    "second_factor.code": _(
        "Dieser Code gilt nicht. Bitte geben Sie den ein, den die App gerade zeigt. Jeder Code gilt nur einmal."
    ),
    "second_factor.code_or_recovery": _(
        "Dieser Code gilt nicht. Geben Sie den Code ein, den die App gerade zeigt, oder einen Ersatzcode, den Sie noch "
        "nicht benutzt haben. Jeder Code gilt nur einmal."
    ),
    "second_factor.recovery_code": _(
        "Dieser Ersatzcode gilt nicht. Geben Sie einen ein, den Sie noch nicht benutzt haben. Jeder gilt nur einmal."
    ),
    "second_factor.closed": _(
        "Es gab zu viele falsche Codes, darum gilt hier nur noch ein Ersatzcode. Codes der App gelten wieder, "
        "sobald Sie ein neues Kennwort gewählt haben. Den Link dazu haben wir Ihnen geschickt."
    ),
    "passkeys.name_long": _("Der Name darf höchstens %(most)s Zeichen haben."),
    "passkeys.name_missing": _("Geben Sie dem Passkey einen Namen."),
    "passkeys.refused": _("Der Passkey ließ sich nicht prüfen. Bitte versuchen Sie es noch einmal."),
    "passkeys.too_many": _("Mehr als %(most)s Passkeys sind nicht vorgesehen. Entfernen Sie zuerst einen anderen."),
    "providers.linked": _("Ihr Konto ist schon mit jemand anderem dort verbunden. Trennen Sie zuerst die Verbindung."),
    "providers.only_way": _("Sie haben hier kein Kennwort und kämen sonst nicht mehr hinein."),
    "providers.taken": _("Mit dieser Person ist hier schon ein anderes Konto verbunden."),
    "second_factor.last": _(
        "Beim Anmelden wird ein zweiter Nachweis verlangt, und dies ist Ihr letzter. "
        "Richten Sie zuerst einen anderen ein."
    ),
    "second_factor.none": _("Es ist keine Code-App eingerichtet."),
    "audit.too_many": _(
        "Das sind mehr als %(most)s Einträge, zu viele für eine Datei. Bitte grenzen Sie mit „Vom“ und „Bis zum“ ein."
    ),
    "barriers.too_many": _(
        "Gerade kommen sehr viele Meldungen. Ihr Text steht noch hier: Senden Sie ihn bitte in %(minutes)s Min. noch "
        "einmal, oder sprechen Sie uns direkt an."
    ),
    "busy.read_at_once": _("Gerade wird ein Kalender mit diesem Namen eingelesen. Bitte versuchen Sie es noch einmal."),
    "busy.too_many_calendars": _(
        "Mehr als %(most)s Kalender sind nicht vorgesehen. Bitte löschen Sie zuerst einen, den Sie nicht mehr brauchen."
    ),
    "calendar_file.date": _("In Zeile %(line)s steht ein Datum, das wir nicht lesen können, oder es fehlt eines."),
    "calendar_file.encoding": _("Diese Datei ist nicht als UTF-8 gespeichert. Bitte exportieren Sie den Kalender neu."),
    "calendar_file.not_a_calendar": _(
        "Diese Datei ist kein Kalender, den wir lesen können. Bitte exportieren Sie ihn als Datei mit der Endung .ics."
    ),
    "calendar_file.rule": _("Ein Termin wiederholt sich nach einer Regel, die wir nicht lesen können: %(rule)s"),
    "calendar_file.too_deep": _("Diese Datei ist tiefer verschachtelt, als es Kalender sind."),
    "calendar_file.too_large": _("Diese Datei ist zu groß. Bitte exportieren Sie einen kürzeren Zeitraum."),
    "calendar_file.too_many": _(
        "Diese Datei enthält zu viele Einträge. Bitte exportieren Sie einen kürzeren Zeitraum."
    ),
    "calendar_file.too_many_times": _(
        "Aus dieser Datei ergeben sich mehr Termine, als wir lesen. Bitte exportieren Sie einen kürzeren Zeitraum."
    ),
    "calendar_file.zone": _("Die Zeitzone „%(zone)s“ in dieser Datei kennen wir nicht."),
    "editions.called_off_already": _("Diese Versammlung ist schon abgesagt."),
    "editions.draft_status": _("Wählen Sie, ob der Termin vorläufig oder verbindlich ist."),
    "editions.never_announced": _(
        "Diese Versammlung wurde noch nicht angekündigt. Sie kann gelöscht statt abgesagt werden."
    ),
    "editions.nothing_changed": _("Seit der letzten Ankündigung hat sich nichts geändert."),
    "editions.outdated": _(
        "Seit Sie diese Seite geöffnet haben, wurde etwas geändert. Bitte sehen Sie sich den neuen Stand an."
    ),
    "events.announced": _("Diese Versammlung ist angekündigt. Sie kann abgesagt, aber nicht gelöscht werden."),
    "events.doors_after_start": _("Der Einlass liegt nach dem Beginn. Bitte prüfen Sie die Uhrzeit."),
    "events.foreign_part": _("Bitte wählen Sie einen Eintrag aus der Liste."),
    "events.slug": _(
        "Die Adresse darf nur kleine Buchstaben, Ziffern und Bindestriche enthalten, zum Beispiel versammlung-2027."
    ),
    "events.slug_taken": _("Die Adresse „%(slug)s“ gehört schon zu einer anderen Versammlung."),
    "events.title_missing": _("Geben Sie einen Titel ein."),
    "events.too_long": _("Das Ende liegt mehr als %(days)s Tage nach dem Beginn. Bitte prüfen Sie das Datum."),
    "calendar.year": _("Das Jahr muss zwischen 1971 und 2199 liegen."),
    "mail.address": _("Diese E-Mail-Adresse ist nicht vollständig. Schreiben Sie sie so: name@example.org."),
    "mail.header": _("Name oder Betreff enthalten Zeichen, die in einer E-Mail nicht erlaubt sind."),
    "films.too_large": _("Diese Datei ist zu groß. Höchstens %(most)s MB sind möglich."),
    "films.unreadable": _("Diese Datei ist kein Film, den Browser zeigen. Bitte verwenden Sie MP4 oder WebM."),
    "invitations.invited_already": _("Diese Person ist eingeladen."),
    "invitations.listed": _(
        "Diese Person steht auf der Liste der Eingeladenen. Laden Sie die Nachricht dort herunter."
    ),
    "invitations.never_sent": _("Diese Person hat noch keine Nachricht bekommen. Es ist nichts zu tun."),
    "invitations.name_missing": _("Geben Sie den Namen ein."),
    "invitations.sent": _(
        "An diese Person ging schon eine Einladung. Laden Sie sie aus, damit ihr Kalender es erfährt."
    ),
    "invitations.twice": _("Diese E-Mail-Adresse steht schon auf der Liste."),
    "invitations.withdrawn_already": _("Diese Person ist schon ausgeladen."),
    "invitations.wrong_method": _(
        "Dazu gibt es im Augenblick keine Nachricht: Der Termin oder die Einladung ist abgesagt."
    ),
    "invitations.not_announced": _(
        "Kündigen Sie die Versammlung zuerst an. Briefe und E-Mails enthalten, was angekündigt ist."
    ),
    "mailings.nobody": _("Es ist niemand da, an den diese Sendung gehen könnte."),
    "mailings.not_paused": _("Der Versand ist nicht angehalten."),
    "mailings.not_proposed": _("Für diese Sendung ist keine Freigabe erbeten."),
    "mailings.not_released": _("Diese Sendung braucht zuerst die Freigabe einer zweiten Person."),
    "mailings.not_running": _("Diese Sendung ist nicht unterwegs."),
    "mailings.outdated": _(
        "Seit Sie diese Seite geöffnet haben, hat sich etwas geändert. Bitte sehen Sie sich den neuen Stand an."
    ),
    "mailings.own_release": _(
        "Freigeben muss eine andere Person: Sie haben an dieser Sendung mitgeschrieben oder um die Freigabe gebeten."
    ),
    "mailings.personal_subject": _(
        "Im Betreff geht {%(name)s} nicht: Er ist für alle gleich. Schreiben Sie es in den Text."
    ),
    "mailings.placeholder": _("Den Platzhalter {%(name)s} gibt es nicht. Die Liste steht unter dem Text."),
    "mailings.readers_added": _(
        "Seit der Freigabe sind Personen dazugekommen: %(count)s. Bitten Sie noch einmal um Freigabe, auch für sie."
    ),
    "mailings.release_outdated": _(
        "Nach der Freigabe wurde etwas Neues angekündigt. Prüfen Sie den Text, und bitten Sie noch einmal um Freigabe."
    ),
    "mailings.started_already": _("Diese Sendung ist schon unterwegs."),
    "mailings.not_failed": _("Diese Sendung ist angekommen oder wartet noch. Es gibt nichts zu korrigieren."),
    "mailings.same_address": _("Das ist dieselbe Adresse. Bitte schreiben Sie die neue."),
    "mailings.test_address": _("Eine Test-E-Mail geht nur an Ihre eigene Adresse: %(email)s."),
    "mailings.unfit": _("Diese Sendung passt nicht zum Stand der Versammlung. Bitte prüfen Sie, was angekündigt ist."),
    "operation.second_person": _(
        "%(office)s verlangt für den Versand eine zweite Person. Freigeben kann, wer für diese Stelle Sendungen "
        "freigibt oder die Installation verwaltet."
    ),
    "organizers.no_releaser": _(
        "Zuerst braucht mindestens eine Person außer Ihnen ein Konto, mit dem sie Sendungen dieser Stelle freigeben "
        "kann."
    ),
    "organizers.release_stays": _(
        "Setzen Sie den Haken wieder: Ausschalten kann das nur, wer für diese Stelle auch Sendungen freigibt oder die "
        "Installation verwaltet."
    ),
    "kinds.unknown": _("Bitte wählen Sie eine Art aus der Liste."),
    "pictures.too_large": _(
        "Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf höchstens %(most)s Millionen."
    ),
    "pictures.unreadable": _(
        "Diese Datei ist kein Bild, das wir lesen können. Bitte verwenden Sie JPEG, PNG oder WebP."
    ),
    "letters.too_long": _("Das Dokument hätte mehr als %(pages)s Seiten. Bitte kürzen Sie die Texte."),
    "prints.nobody": _("Im Programm steht noch niemand. Tragen Sie Personen ein, oder geben Sie Namen an."),
    "prints.not_announced": _("Kündigen Sie die Versammlung zuerst an. Drucksachen zeigen, was angekündigt ist."),
    "program.minutes": _("Die Dauer liegt zwischen 1 und %(most)s Minuten."),
    "program.people": _("Jede Person kann je Programmpunkt nur einmal eingetragen sein."),
    "program.title_missing": _("Geben Sie einen Titel ein."),
    "program.too_many": _("Mehr als %(most)s Programmpunkte sind nicht vorgesehen."),
    "photos.unknown": _("Diese Einwilligung gibt es nicht mehr."),
    "retention.days": _("Geben Sie eine Zahl zwischen 0 und %(most)s ein."),
    "retention.reason_long": _("Der Grund darf höchstens %(most)s Zeichen haben."),
    "retention.office_reason_missing": _("Geben Sie den Grund an, aus dem Sie von der Vorgabe abweichen."),
    "retention.reason_thin": _("Geben Sie den Grund in mindestens %(least)s Buchstaben an."),
    "retention.needs_given": _(
        "Zu dieser Versammlung sind schon Angaben gespeichert. Die Frist lässt sich nur noch verkürzen: "
        "Geben Sie höchstens %(most)s ein."
    ),
    "retention.needs_given_office": _(
        "Zu einer Versammlung sind schon Angaben mit dieser Frist gespeichert. Bis sie gelöscht sind, lässt sich die "
        "Frist nur verkürzen: Geben Sie höchstens %(most)s ein."
    ),
    "retention.reason_missing": _("Geben Sie den Grund an, aus dem diese Versammlung abweicht."),
    "revised.outdated": _(
        "%(by)s hat um %(at)s Uhr gespeichert, während Sie schrieben. Ihre Eingaben stehen noch hier. "
        "Vergleichen Sie unten und speichern Sie dann noch einmal."
    ),
    "spreadsheet.bomb": _("Diese Datei ist größer, als wir lesen können. Speichern Sie die Tabelle als CSV."),
    "spreadsheet.busy": _("Gerade wird eine andere Datei gelesen. Bitte versuchen Sie es gleich noch einmal."),
    "spreadsheet.empty": _("In dieser Datei steht nichts."),
    "spreadsheet.encoding": _("Die Schrift dieser Datei können wir nicht lesen. Speichern Sie sie als CSV in UTF-8."),
    "spreadsheet.password": _("Diese Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort."),
    "spreadsheet.quote": _(
        "Etwa in Zeile %(line)s beginnt ein Text mit einem Anführungszeichen und hört nicht auf. Bitte korrigieren Sie "
        "die Zeile, oder speichern Sie die Tabelle als XLSX oder ODS."
    ),
    "spreadsheet.too_large": _("Diese Datei ist zu groß. Höchstens %(megabytes)s MB sind möglich."),
    "spreadsheet.too_long": _("Diese Tabelle hat zu viele Zeilen. Höchstens %(most)s sind möglich."),
    "spreadsheet.too_wide": _("Diese Tabelle hat zu viele Spalten. Höchstens %(most)s sind möglich."),
    "spreadsheet.unreadable": _(
        "Diese Datei ist keine Tabelle, die wir lesen können. Bitte verwenden Sie CSV, XLSX oder ODS."
    ),
    "staff.changed_meanwhile": _(
        "Seit Sie diese Seite geöffnet haben, hat sich die Liste oder die Datei geändert. Bitte sehen Sie sich den "
        "neuen Stand an."
    ),
    "staff.column_twice": _("Nur für die Hauspost dürfen Sie mehrere Spalten wählen. Eine Angabe ist doppelt gewählt."),
    "staff.columns_chosen": _("Die Spalten dieser Datei sind schon zugeordnet."),
    "staff.list_name_missing": _("Geben Sie der Liste einen Namen."),
    "staff.list_name_taken": _("Eine Liste mit dem Namen „%(name)s“ gibt es schon."),
    "staff.name_missing": _("Geben Sie den Namen ein."),
    "staff.no_name_column": _("Wählen Sie die Spalte mit dem Namen."),
    "staff.no_way_column": _(
        "Wählen Sie mindestens eine Spalte mit E-Mail-Adresse, Dienststelle, Standort oder Hauspost. Sonst erreicht "
        "die Personen keine Einladung."
    ),
    "staff.too_many_lists": _("Mehr als %(most)s Listen sind nicht vorgesehen."),
    "staff.too_many_post_columns": _("Für die Hauspost sind höchstens %(most)s Spalten möglich."),
    "staff.twice": _("Diese Person steht schon auf der Liste."),
    "staff.used": _(
        "Das geht nicht mehr: Seitdem wurde aus der Liste eingeladen, oder sie wurde noch einmal geändert."
    ),
    "speakers.in_program": _("%(name)s steht in einem Programm und kann deshalb nicht gelöscht werden."),
    "times.end_before_start": _("Das Ende liegt nicht nach dem Beginn. Bitte prüfen Sie die Uhrzeit."),
    "times.not_doubled": _("Diese Uhrzeit gibt es an diesem Tag nur einmal."),
    "times.skipped": _(
        "Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhr wird vorgestellt. Bitte wählen Sie eine andere."
    ),
    "times.unknown_zone": _("Diese Zeitzone kennen wir nicht."),
    "venues.half_a_position": _("Geben Sie Breite und Länge an oder keines von beiden."),
    "venues.in_use": _("An diesem Ort ist eine Versammlung geplant. Er kann deshalb nicht gelöscht werden."),
    "venues.more_wheelchairs_than_places": _("Es können nicht mehr Rollstuhlplätze als Plätze sein."),
    "venues.unknown": _("Bitte wählen Sie einen Ort aus der Liste."),
}


def explain(error: DomainError, zone_clock: Callable[[datetime], datetime] | None = None) -> str:
    """The sentence for an error. Its context fills the gaps."""
    context = {name: _shown(value, zone_clock) for name, value in error.context.items()}
    if "by" in context and not context["by"]:
        context["by"] = str(_("Jemand"))
    text = _TEXTS.get(error.code)
    return str(text) % context if text is not None else str(_("Das ist im Augenblick nicht möglich."))


def _shown(value: object, zone_clock: Callable[[datetime], datetime] | None) -> object:
    if isinstance(value, datetime):
        return format_time(zone_clock(value) if zone_clock else value, "HH:mm")
    return value
