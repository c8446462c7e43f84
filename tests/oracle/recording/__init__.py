"""Keyrings that take notes: the `keyring` command, and a backend for the keyring package."""
