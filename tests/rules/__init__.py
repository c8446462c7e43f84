"""Rules: what is wrong, and what mends it."""
