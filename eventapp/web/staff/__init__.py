"""The staff list."""
