"""Why pipenv asks nothing, in its own terms, and what mends it."""

from dataclasses import replace

from keydex.environment import Environment
from keydex.model import Access, Origin, Report, Silence, Version, spelled
from keydex.tools.pip.silences import place
from keydex.tools.pipenv import releases

OWN = "PIPENV_KEYRING_PROVIDER"


def access(found: Access, environment: Environment, version: Version) -> Access:
    """Return pip's way to a keyring as pipenv's; its own variable stands for pip's."""
    origin, reason = found.origin, _of_pipenv(found.reason)
    if version >= releases.HAS_PROVIDER and environment.variables.get(OWN):
        origin = Origin(variable=OWN)
        reason = reason.replace("PIP_KEYRING_PROVIDER", OWN)
    return replace(found, origin=origin, reason=reason)


def said(silence: Silence, report: Report, access: Access, version: Version) -> Silence:
    """Say in pipenv's terms why its pip asks nothing."""
    where = place(report.index.origins[0]) if report.index.origins else "the default"
    if version < releases.OLDEST:
        reason = f"pipenv {spelled(version)} asks no keyring."
        return Silence("unsupported-version", reason, "pip install --upgrade pipenv")
    if silence.code == "no-username":
        return _no_username(silence, report, where, version)
    if silence.code == "settled" and report.settled_by and report.settled_by.kind == "url":
        reason = f"The URL holds a username and a password ({where})."
        return replace(silence, reason=reason)
    fix = f"set {OWN if version >= releases.HAS_PROVIDER else 'PIP_KEYRING_PROVIDER'}=subprocess"
    code = silence.code
    if code == "no-input":
        reason = "pipenv asks no keyring: its pip may ask nobody, and no keyring-provider is named."
        return Silence(code, reason, fix)
    if code == "provider-disabled":
        reason = f"pipenv asks no keyring: {_of_pipenv(access.reason)}."
        return Silence(code, reason, fix, silence.origin)
    return replace(silence, reason=_of_pipenv(silence.reason))


def _no_username(silence: Silence, report: Report, where: str, version: Version) -> Silence:
    """Say that pip has no username: none is there, or pipenv takes it away (2026.6 and 2026.7)."""
    if report.index.username is None:
        reason = f"pipenv asks no keyring: the URL has no username ({where})."
        return replace(silence, reason=reason, fix="put a username into the URL")
    reason = f"pipenv {spelled(version)} takes the username out of the URL ({where}), "
    reason += "and its pip asks nothing without one."
    return replace(silence, reason=reason, fix="pip install --upgrade pipenv")


def _of_pipenv(text: str) -> str:
    """Name pipenv where a sentence begins with its pip."""
    return f"pipenv {text[4:]}" if text.startswith("pip ") else text
