"""The second half of the pipeline: what the keyrings hold, and what the indexes say of it."""

from keydex.asking.indexes import tested
from keydex.asking.keyrings import (
    GETS_IN,
    KEEPS_OUT,
    answered,
    credential,
    found,
    is_unknown,
    lacks,
    silences,
)
from keydex.asking.means import Connect, Describe, Enumerate, Means, contents, keyring

__all__ = [
    "GETS_IN",
    "KEEPS_OUT",
    "Connect",
    "Describe",
    "Enumerate",
    "Means",
    "answered",
    "contents",
    "credential",
    "found",
    "is_unknown",
    "keyring",
    "lacks",
    "silences",
    "tested",
]
