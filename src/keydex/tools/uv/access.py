"""The way from uv to a keyring: the `keyring` command on PATH, where the provider is set."""

from keydex.environment import Environment
from keydex.model import Access, Origin, Version, Via, spelled
from keydex.tools.uv import releases
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.settings import Settings

NO_COMMAND = 'uv runs "keyring" and PATH has none'


def found(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> Access:
    """Find the keyring command that uv runs: the first on PATH, if the provider is set."""
    provider, origin, reason = _provider(environment, arguments, settings)
    if version < releases.OLDEST:
        return Access(Via.NONE, f"uv {spelled(version)} asks no keyring")
    if provider != "subprocess":
        return Access(Via.NONE, reason, provider=provider, origin=origin)
    executable = environment.which("keyring")
    if executable is None:
        wanted = Via.SUBPROCESS
        return Access(Via.NONE, NO_COMMAND, provider=provider, origin=origin, wanted=wanted)
    return Access(Via.SUBPROCESS, reason, executable, provider=provider, origin=origin)


def _provider(
    environment: Environment, arguments: Arguments, settings: Settings
) -> tuple[str, Origin | None, str]:
    """Return the provider that counts, what sets it, and that in words."""
    if value := arguments.last("keyring-provider"):
        flag = "--keyring-provider"
        return value, Origin(flag=flag), f"{flag} {value}"
    if value := environment.variables.get("UV_KEYRING_PROVIDER"):
        variable = "UV_KEYRING_PROVIDER"
        return value, Origin(variable=variable), f"{variable}={value}"
    keys = [("pip", "keyring-provider")] if arguments.command[:1] == ("pip",) else []
    for key in [*keys, ("keyring-provider",)]:
        if setting := settings.first(*key):
            value, origin = setting
            place = origin.path.name if origin.path else ""
            return str(value), origin, f"{origin.key} in {place}"
    return "disabled", None, "keyring-provider is not set"
