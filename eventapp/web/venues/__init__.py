"""Halls."""
