"""Why pixi asks nothing, and what mends it."""

from keydex.model import Access, Report, Silence, Version, Via, spelled
from keydex.tools import uploading
from keydex.tools.pixi import releases
from keydex.tools.pixi.settings import NO_COMMAND

PROVIDE = "pixi config set --global pypi-config.keyring-provider subprocess"


def said(report: Report, access: Access, version: Version) -> Silence | None:
    """Say why nothing is asked for an index; None where something is."""
    if report.lookups:
        return None
    if source := report.settled_by:
        return Silence("settled", f"A credential comes from {uploading.place(source.origin)}.")
    if version < releases.OLDEST:
        reason = f"pixi {spelled(version)} asks no keyring."
        return Silence("unsupported-version", reason, "pixi self-update")
    if access.via is not Via.NONE:
        return _no_username(report)
    if access.reason == NO_COMMAND:
        return Silence("no-keyring", f"{access.reason}.", "pixi global install keyring")
    reason = f"pixi asks no keyring: {access.reason}."
    return Silence("provider-disabled", reason, PROVIDE, access.origin)


def _no_username(report: Report) -> Silence:
    origins = report.index.origins
    if not origins:
        return Silence("no-username", "PyPI is public, and its URL has no username.")
    where = uploading.place(origins[0])
    reason = f"pixi asks no keyring: the URL has no username ({where})."
    return Silence("no-username", reason, "put a username into the URL")
