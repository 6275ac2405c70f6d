"""Answers, seats, parts and needs, as the planners and the role for needs see them."""
