"""The way from pip to a keyring: which it is, by release, and why."""

from dataclasses import replace

from keydex.environment import Environment
from keydex.model import Access, Installation, Origin, Version, Via, spelled
from keydex.tools.pip import releases
from keydex.tools.pip.settings import Setting, Settings

PROVIDERS = frozenset({"auto", "disabled", "import", "subprocess"})


def provider(settings: Settings, version: Version) -> Setting:
    """Return the provider that counts; without an origin where it is the default."""
    chosen = settings.last("keyring-provider") if version >= releases.HAS_PROVIDER else None
    return chosen or Setting("auto", Origin())


def access(environment: Environment, chosen: Setting, installation: Installation) -> Access:
    """Return the way to a keyring: the package first, then the command.

    The rule is `get_keyring_provider` of network/auth.py.
    """
    found = _way(environment, chosen, installation)
    origin = None if chosen.origin == Origin() else chosen.origin
    return replace(found, provider=chosen.value, origin=origin)


def _way(environment: Environment, chosen: Setting, installation: Installation) -> Access:
    """Return the package that pip imports, or the command that it runs."""
    if chosen.value not in PROVIDERS:
        return Access(Via.NONE, f"pip knows no keyring-provider {chosen.value}")
    if chosen.value == "disabled":
        return Access(Via.NONE, said(chosen, "keyring-provider"))
    has_command = installation.version >= releases.RUNS_KEYRING and chosen.value != "import"
    if chosen.value != "subprocess" and installation.importable:
        reason = said(chosen, "keyring-provider")
        return Access(Via.IMPORT, reason, interpreter=installation.interpreter)
    if not has_command:
        reason = f"{_pip(installation)} imports keyring, and its Python has none"
        return Access(Via.NONE, reason, wanted=Via.IMPORT)
    return _command(environment, chosen, installation)


def _command(environment: Environment, chosen: Setting, installation: Installation) -> Access:
    """Return the keyring command that pip runs.

    The one beside pip is passed over: its path is compared as text, as in network/auth.py, and
    only then is PATH searched again.
    """
    found, own = environment.which("keyring"), installation.scripts
    missing, passed = 'pip runs "keyring" and PATH has none', None
    passes = installation.version >= releases.PASSES_OWN_SCRIPTS
    if found and own and passes and str(found).startswith(str(own)):
        passed = found
        missing = f"pip passes over {found}, which is beside pip, and PATH has no other"
        resolve = environment.machine.resolve
        folders = (each for each in environment.search_path() if resolve(each) != resolve(own))
        found = environment.which("keyring", tuple(folders))
    if found is None:
        return Access(Via.NONE, missing, wanted=Via.SUBPROCESS, passed=passed)
    return Access(Via.SUBPROCESS, said(chosen, "keyring-provider"), found, passed=passed)


def said(setting: Setting, key: str) -> str:
    """Say in a few words what a setting is, and where it comes from."""
    origin = setting.origin
    if origin.path:
        return f"{origin.key} = {setting.value} in {origin.path.name}"
    if origin.variable:
        return f"{origin.variable}={setting.value}"
    if origin.flag:
        return origin.flag if setting.value == key else f"{origin.flag} {setting.value}"
    return f"default ({setting.value})"


def _pip(installation: Installation) -> str:
    return f"pip {spelled(installation.version)}"
