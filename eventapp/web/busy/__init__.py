"""Other calendars, as times that are taken."""
