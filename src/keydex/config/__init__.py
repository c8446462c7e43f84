"""Configuration files, read with errors that name file, line and key: one module a format."""
