"""Adapters translate: domain values in, bytes out, or the way back. They see no rows and need no database."""
