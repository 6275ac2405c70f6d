"""Announcing, comparing and calling off."""
