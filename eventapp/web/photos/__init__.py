"""Consents to photographs, for planners."""
