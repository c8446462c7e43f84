"""The way from uv to a keyring: the `keyring` command on PATH, where the provider is set."""

from keydex.environment import Environment
from keydex.model import Access, Version, Via, spelled
from keydex.tools.uv import releases
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.settings import Settings

NO_COMMAND = 'uv runs "keyring" and PATH has none'


def found(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> Access:
    """Find the keyring command that uv runs: the first on PATH, if the provider is set."""
    provider, reason = _provider(environment, arguments, settings)
    if version < releases.OLDEST:
        return Access(Via.NONE, f"uv {spelled(version)} asks no keyring")
    if provider != "subprocess":
        return Access(Via.NONE, reason)
    executable = environment.which("keyring")
    if executable is None:
        return Access(Via.NONE, NO_COMMAND)
    return Access(Via.SUBPROCESS, reason, executable)


def _provider(
    environment: Environment, arguments: Arguments, settings: Settings
) -> tuple[str, str]:
    """Return the provider that counts, and what sets it."""
    if value := arguments.last("keyring-provider"):
        return value, f"--keyring-provider {value}"
    if value := environment.variables.get("UV_KEYRING_PROVIDER"):
        return value, f"UV_KEYRING_PROVIDER={value}"
    keys = [("pip", "keyring-provider")] if arguments.command[:1] == ("pip",) else []
    for key in [*keys, ("keyring-provider",)]:
        if setting := settings.first(*key):
            value, origin = setting
            place = origin.path.name if origin.path else ""
            return str(value), f"{origin.key} in {place}"
    return "disabled", "keyring-provider is not set"
