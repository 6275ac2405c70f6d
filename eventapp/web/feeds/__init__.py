"""Feeds of organizers."""
