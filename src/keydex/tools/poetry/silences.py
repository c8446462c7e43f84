"""Why poetry asks nothing for an index, in a sentence, and what mends it."""

from keydex.config.pypirc import Value
from keydex.model import Access, Index, Installation, Silence, Source, Via
from keydex.tools import uploading
from keydex.tools.poetry import releases
from keydex.tools.uploading import place


def access(installation: Installation, off: Value | None) -> Access:
    """Return the way to a keyring: the package beside poetry, if no setting turns it off."""
    found = uploading.access(installation)
    if off is None or found.via is Via.NONE:
        return found
    reason = f"keyring.enabled is off in {place(off.origin)}"
    return Access(Via.NONE, reason, provider="disabled", origin=off.origin, wanted=Via.IMPORT)


def general(installation: Installation, off: Value | None) -> Silence | None:
    """Say why nothing is asked for any index."""
    found = uploading.general(installation, releases.OLDEST)
    if found or off is None:
        return found
    where = place(off.origin)
    reason = f"poetry asks no keyring: keyring.enabled is off in {where}."
    return Silence("provider-disabled", reason, f"turn it on in {where}", off.origin)


def settled(source: Source, index: Index) -> Silence:
    """Say which login ends the search."""
    where = place(source.origin)
    if source.kind == "url":
        has = "a login" if index.password else "a username"
        reason = f"The URL holds {has}, for which poetry asks no keyring ({where})."
        return Silence("settled", reason, "take the login out of the URL", source.origin)
    reason = f"poetry has a password already, in {where}."
    return Silence("settled", reason, f"take the password out of {where}", source.origin)


def locked() -> Silence:
    """Say that no package comes from an index."""
    return Silence("locked", "All comes from poetry.lock; this index is not asked.")
