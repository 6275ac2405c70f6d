"""Every page there is, by name: its address in the demo. Event 1 is the public one of 2024, event 2 the next one."""

from __future__ import annotations

PUBLIC = {
    "start": "/",
    "event": "/events/frauen-und-ki-2024",
    "event in easy language": "/events/frauen-und-ki-2024?lang=de-simple",
    "program to print": "/events/frauen-und-ki-2024/program",
    "sign in": "/sign-in",
    "not there": "/nothing-here",
}
PLANNING = {
    "what is next": "/planning/",
    "new event": "/planning/organizers/1/events/new",
    "overview": "/planning/events/2/",
    "details": "/planning/events/2/details",
    "program": "/planning/events/2/program/",
    "new item": "/planning/events/2/program/new",
    "item": "/planning/events/2/program/6",
    "remove item": "/planning/events/2/program/6/remove",
    "people": "/planning/events/2/people",
    "venue": "/planning/events/2/venue",
    "announce": "/planning/events/2/announce",
    "preview": "/planning/events/2/preview",
    "edition": "/planning/events/2/editions/1",
    "differences": "/planning/events/2/editions/1/1",
    "call off": "/planning/events/2/call-off",
    "remove event": "/planning/events/2/remove",
    "invitation": "/planning/events/2/invitation/",
    "people of an office": "/planning/organizers/1/speakers",
    "new person": "/planning/organizers/1/speakers/new",
    "person": "/planning/speakers/1",
    "remove person": "/planning/speakers/1/remove",
    "halls": "/planning/organizers/1/venues",
    "new hall": "/planning/organizers/1/venues/new",
    "hall": "/planning/venues/1",
    "remove hall": "/planning/venues/1/remove",
    "calendars": "/planning/organizers/1/calendars",
    "remove calendar": "/planning/organizers/1/calendars/1/remove",
    "kinds": "/planning/organizers/1/kinds/",
    "kind": "/planning/organizers/1/kinds/1",
    "sender": "/planning/organizers/1",
    "not there for planners": "/planning/events/99/",
}
WITH_ERRORS = {
    "sign in": "/sign-in",
    "new event": "/planning/organizers/1/events/new",
    "details": "/planning/events/2/details",
    "new item": "/planning/events/2/program/new",
    "new person": "/planning/organizers/1/speakers/new",
    "hall": "/planning/venues/1",
    "calendars": "/planning/organizers/1/calendars",
    "sender": "/planning/organizers/1",
    "call off": "/planning/events/2/call-off",
}
"""Forms that are sent empty."""
FILES = {
    "editions.picture",
    "events.entry",
    "events.feed",
    "events.item",
    "events.variant",
    "events.picture",
    "events.program_pdf",
    "operation.live",
    "operation.ready",
    "operation.robots",
    "speakers.picture",
    "start.theme",
}
"""What is no page."""
BY_LINK = {"sessions.set_password"}
"""Pages behind a secret link; a test makes one."""
