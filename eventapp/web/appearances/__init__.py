"""A speaker's own page and calendar."""
