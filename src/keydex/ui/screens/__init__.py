"""The screens: one main screen, and what opens over it."""
