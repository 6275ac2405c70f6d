"""People who speak."""
