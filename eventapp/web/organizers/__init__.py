"""Letterhead, contact and signature."""
