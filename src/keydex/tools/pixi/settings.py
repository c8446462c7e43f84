"""The config.toml files of pixi, and the way to a keyring that they choose."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Access, Key, Origin, Problem, Version, Via, dotted, spelled
from keydex.tools import uploading
from keydex.tools.pixi import releases
from keydex.tools.pixi.arguments import Arguments
from keydex.tools.uv.settings import Layer, Settings

PROVIDER: Key = ("pypi-config", "keyring-provider")
FLAG = "--pypi-keyring-provider"
PROVIDERS = frozenset({"disabled", "subprocess"})
NO_COMMAND = 'pixi runs "keyring" and PATH has none'


def read(
    environment: Environment, arguments: Arguments, version: Version, project: Path
) -> Settings:
    """Read the files that count, the strongest first; pixi goes on without one that is wrong."""
    layers: list[Layer] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(_files(environment, arguments, version, project)):
        try:
            layers += _layer(environment, path)
        except ConfigError as error:
            problems.append(uploading.problem(error))
    return Settings(project, tuple(layers), tuple(problems))


def _layer(environment: Environment, path: Path) -> Iterator[Layer]:
    document = toml.read(environment, path)
    if document is None:
        return
    provider = toml.value_at(document.data, PROVIDER)
    if provider is not None and str(provider) not in PROVIDERS:
        reason = "pixi knows disabled and subprocess only"
        raise ConfigError(reason, path, document.line(PROVIDER), dotted(PROVIDER))
    yield Layer(document, document.data)


def _files(
    environment: Environment, arguments: Arguments, version: Version, project: Path
) -> Iterator[Path]:
    """Yield the files, the strongest first (crates/pixi_config/src/lib.rs, load_with)."""
    yield project / ".pixi" / "config.toml"
    if version >= releases.CHOOSES_CONFIG:
        if "no-config" in arguments.options or environment.flag("PIXI_NO_CONFIG"):
            return
        variable = environment.variables.get("PIXI_CONFIG_FILE")
        if chosen := arguments.options.get("config-file", variable):
            yield environment.folder / chosen
            return
    yield home(environment) / "config.toml"
    if environment.platform == "win32":
        roaming = environment.variables.get("APPDATA") or environment.home / "AppData/Roaming"
        yield Path(roaming) / "pixi" / "config.toml"
        yield Path("C:/ProgramData/pixi/config.toml")
        return
    if environment.platform == "darwin":
        yield environment.home / "Library/Application Support/pixi/config.toml"
    if environment.platform != "darwin" or "XDG_CONFIG_HOME" in environment.variables:
        yield environment.user_config("pixi", "config.toml")
    yield Path("/etc/pixi/config.toml")


def home(environment: Environment) -> Path:
    """Name the folder that is pixi's own."""
    chosen = environment.variables.get("PIXI_HOME")
    return environment.folder / chosen if chosen else environment.home / ".pixi"


def own_file(environment: Environment, arguments: Arguments, version: Version) -> Path | None:
    """Name the file in which a person can set something: the strongest that is no project's."""
    files = _files(environment, arguments, version, environment.folder)
    return next(islice(files, 1, None), None)


def is_offline(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> bool:
    """Say whether pixi is told to send nothing."""
    if version < releases.GOES_OFFLINE:
        return False
    found = settings.first("offline")
    given = "offline" in arguments.options or environment.flag("PIXI_OFFLINE")
    return given or bool(found and found[0] is True)


def access(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> Access:
    """Find the keyring command that pixi runs: the first on PATH, if the provider is set."""
    provider, origin, reason = _provider(arguments, settings)
    if version < releases.OLDEST:
        return Access(Via.NONE, f"pixi {spelled(version)} asks no keyring")
    if provider != "subprocess":
        return Access(Via.NONE, reason, provider=provider, origin=origin)
    executable = environment.which("keyring")
    if executable is None:
        wanted = Via.SUBPROCESS
        return Access(Via.NONE, NO_COMMAND, provider=provider, origin=origin, wanted=wanted)
    return Access(Via.SUBPROCESS, reason, executable, provider=provider, origin=origin)


def _provider(arguments: Arguments, settings: Settings) -> tuple[str, Origin | None, str]:
    """Return the provider that counts, what sets it, and that in words; no variable does."""
    if value := arguments.options.get(FLAG[2:]):
        return value, Origin(flag=FLAG), f"{FLAG} {value}"
    if found := settings.first("pypi-config", "keyring-provider"):
        value, origin = found
        return str(value), origin, f"{origin.key} in {uploading.place(origin)}"
    return "disabled", None, "keyring-provider is not set"
