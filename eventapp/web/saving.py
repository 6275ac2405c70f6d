"""What every page that stores something does with a refusal: nothing is lost, and the sentence stands at its field."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.request import get_session, get_settings
from eventapp.web.forms import BaseForm, RevisedForm


def save(form: BaseForm, change: Callable[[], object], stored: Callable[[], RevisedForm] | None = None) -> bool:
    """Do ``change`` and commit. On a refusal roll back, explain, and answer False.

    ``stored`` fills a form from the copy that somebody else stored meanwhile, for comparison.
    """
    session = get_session()
    try:
        change()
    except (InvalidValue, RuleBroken, NotFound) as error:
        session.rollback()
        zone = ZoneInfo(get_settings().zone)
        form.explain(error, zone_clock=lambda moment: moment.astimezone(zone))
        if isinstance(error, Outdated) and stored is not None and isinstance(form, RevisedForm):
            form.meet(stored())
        return False
    session.commit()
    return True
