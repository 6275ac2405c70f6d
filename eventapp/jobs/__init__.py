"""What runs without a click, and what clicks and jobs make in the same way."""
