"""Why pdm asks nothing for an index, in a sentence, and what mends it."""

from keydex.environment import Environment
from keydex.model import (
    Access,
    Installation,
    Origin,
    Problem,
    Silence,
    Source,
    Version,
    Via,
    spelled,
)
from keydex.tools.pdm import releases
from keydex.tools.pdm.releases import Unearth
from keydex.tools.pdm.settings import Setting

UPGRADE = "pdm self update"


def access(environment: Environment, installation: Installation, unearth: Version) -> Access:
    """Return the way to a keyring: the package, else the command (`get_keyring_provider`)."""
    if installation.importable:
        reason = "pdm's Python has the keyring package"
        return Access(Via.IMPORT, reason, interpreter=installation.interpreter)
    if unearth < Unearth.ASKS_TWICE:
        reason = f"pdm {spelled(installation.version)} imports keyring, and its Python has none"
        return Access(Via.NONE, reason, wanted=Via.IMPORT)
    if found := environment.which("keyring"):
        return Access(Via.SUBPROCESS, "pdm's Python has no keyring package", found)
    reason = 'pdm imports keyring or runs "keyring", and there is neither'
    return Access(Via.NONE, reason, wanted=Via.IMPORT)


def stopped(problem: Problem) -> Silence:
    """Say that pdm stops at a file before it asks anything."""
    origin = Origin(problem.path, problem.line, problem.key)
    reason = f"pdm stops: {problem.reason} ({place(origin)})."
    return Silence("settings-ignored", reason, f"mend {place(origin)}", origin)


def general(installation: Installation, access: Access) -> Silence | None:
    """Say why nothing is asked for any index."""
    if installation.version < releases.OLDEST:
        reason = f"pdm {spelled(installation.version)} asks no keyring."
        return Silence("unsupported-version", reason, UPGRADE)
    if access.via is Via.NONE:
        return Silence("no-keyring", f"{access.reason}.", "pdm self add keyring")
    if access.via is Via.IMPORT and (off := installation.keyring_off):
        reason = f"The keyring of pdm's Python holds nothing: {off} names that backend."
        return Silence("no-keyring", reason, f"take the backend out of {off}")
    return None


def settled(source: Source) -> Silence:
    """Say which credential ends the search."""
    where = place(source.origin)
    if source.kind == "netrc":
        return Silence("settled", f"{where} answers before any keyring.", f"clear {where}")
    if source.kind == "url":
        reason = f"The URL holds a username and a password ({where})."
        return Silence("settled", reason, "take the password out of the URL")
    reason = f"pdm has a password already ({where})."
    return Silence("settled", reason, "take the password away", source.origin)


def left_to_uv(setting: Setting) -> Silence:
    """Say that pdm leaves an index to uv."""
    said = place(setting.origin)
    reason = f"pdm leaves this to uv, which asks by its own rules (use_uv, {said})."
    return Silence("provider-disabled", reason, "turn use_uv off", setting.origin)


def needs_person(version: Version) -> Silence:
    """Say that the keyring is only asked together with a person."""
    reason = f"pdm {spelled(version)} asks a keyring for uploads only where it may prompt."
    return Silence("no-input", reason, UPGRADE)


def no_username() -> Silence:
    """Say that the keyring command is not run without a username."""
    reason = "pdm runs the keyring command only with a username, and has none."
    return Silence("no-username", reason, "set a username for the index")


def place(origin: Origin) -> str:
    """Name the place of a setting in a few words."""
    if origin.path:
        return f"{origin.path.name}:{origin.line}" if origin.line else origin.path.name
    return origin.variable or origin.flag or "the default"
