"""Run the real command under a watched keyring, and set what it asks beside what was predicted."""

from keydex.workflows.tracing.comparing import Comparison, Unasked, compared, secrets
from keydex.workflows.tracing.running import Traced, dry, followed, traced

__all__ = ["Comparison", "Traced", "Unasked", "compared", "dry", "followed", "secrets", "traced"]
