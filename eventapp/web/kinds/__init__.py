"""Kinds of assembly."""
