"""Why each rule is there, for whoever holds the file.

A client is named where a parser was seen to stumble or a public issue says so, else none: of 119 faults in a trial,
15 parsers passed over 56. What nobody has measured is called believed.
"""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Reason
from eventapp.adapters.ical_check.reasons_files import FILES
from eventapp.adapters.ical_check.reasons_messages import MESSAGES
from eventapp.adapters.ical_check.reasons_values import VALUES

REASONS = {**FILES, **VALUES, **MESSAGES}


def reason(code: str) -> Reason:
    """What stands behind the rule ``code``. Raises KeyError for a code that no rule bears."""
    return REASONS[code]
