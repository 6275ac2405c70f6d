"""For machines: health and robots."""
