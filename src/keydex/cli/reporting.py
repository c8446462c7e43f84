"""`doctor --report`: what support needs to know, put together by an allow-list."""

import argparse

from keydex.findings import Finding
from keydex.rules import Case


def report(options: argparse.Namespace, case: Case, found: tuple[Finding, ...]) -> int:
    """Print the report and return the exit code."""
    raise NotImplementedError
