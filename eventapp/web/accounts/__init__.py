"""Accounts: what everybody does with her own, and what administrators do with all."""
