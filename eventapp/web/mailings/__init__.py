"""Mailings: one text to many, shown before it leaves and watched while it does."""
