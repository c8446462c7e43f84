"""The second half of the pipeline: what the keyrings hold, and what the indexes say of it."""

from keydex.asking.indexes import tested
from keydex.asking.keyrings import UNKNOWN, answered, credential, found, silences
from keydex.asking.means import Connect, Describe, Enumerate, Means, contents, keyring

__all__ = [
    "UNKNOWN",
    "Connect",
    "Describe",
    "Enumerate",
    "Means",
    "answered",
    "contents",
    "credential",
    "found",
    "keyring",
    "silences",
    "tested",
]
