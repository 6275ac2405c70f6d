"""How fast, how small, how soon: measured on the machine at hand, never tested against a clock.

``python -m benchmarks`` prints what it measured beside what it aims at. Nothing leaves the loopback.
"""
