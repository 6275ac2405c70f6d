"""Printed matter of an event."""
