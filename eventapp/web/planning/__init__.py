"""The planners' rooms: what is next, and the workspace of an event."""
