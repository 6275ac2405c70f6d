"""Providers of identities for tests: a real one, and one that lies."""
