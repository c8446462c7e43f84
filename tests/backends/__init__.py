"""Backends that keyring loads in the tests, by PYTHON_KEYRING_BACKEND and PYTHONPATH."""
