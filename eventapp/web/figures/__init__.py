"""The figures of an event, for planners and for multipliers."""
