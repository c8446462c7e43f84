"""Keyrings as they are: stored to, asked, locked, hanging, and gone."""
