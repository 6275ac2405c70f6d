"""Passkeys: a second factor, and a way in without a password."""
