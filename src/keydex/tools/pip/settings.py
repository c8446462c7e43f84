"""The settings that count for a command of pip: from files, variables and the command line."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from keydex.config import ini
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Installation, Origin, Problem, Version
from keydex.nouns import dataclass
from keydex.tools.pip import releases
from keydex.tools.pip.arguments import READS_FILES, SAME, Arguments

LISTS = frozenset({"constraint", "extra-index-url", "find-links", "requirement", "trusted-host"})
SINGLE = frozenset({"index-url", "keyring-provider", "no-index", "no-input"})
FILES = frozenset({"constraint", "requirement"})
NOWHERE = frozenset({"/dev/null", "nul"})
TRUE = frozenset({"y", "yes", "t", "true", "on", "1"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One value, and where it comes from."""

    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts: the values of each option, and the files that can't be read."""

    values: Mapping[str, tuple[Setting, ...]]
    problems: tuple[Problem, ...]

    def all(self, name: str) -> tuple[Setting, ...]:
        """Return every value of an option."""
        return self.values.get(name, ())

    def last(self, name: str) -> Setting | None:
        """Return the value of an option that has one."""
        return self.all(name)[-1] if self.all(name) else None

    def flag(self, name: str) -> Setting | None:
        """Return a flag where it is set to something true."""
        found = self.last(name)
        return found if found and found.value.lower() in TRUE | {name} else None


def read(environment: Environment, arguments: Arguments, installation: Installation) -> Settings:
    """Read files, then variables, then the command line: each replaces what came before.

    Only the command line adds to the lists.
    """
    files, problems = _files_read(environment, arguments, installation)
    values: dict[str, tuple[Setting, ...]] = {}
    for section in ("global", arguments.command):
        values |= {
            name: found for (where, name), found in files.items() if where == section and found
        }
    if not arguments.is_isolated:
        for variable, value in environment.variables.items():
            name = _normal(variable.removeprefix("PIP_"))
            if value and variable.startswith("PIP_") and name in LISTS | SINGLE:
                words = value.split() if name in LISTS else [value]
                values[name] = tuple(Setting(word, Origin(variable=variable)) for word in words)
    if arguments.command not in READS_FILES:
        values = {name: each for name, each in values.items() if name not in FILES}
    for name, value in arguments.options:
        added = Setting(value, Origin(flag=f"--{name}"))
        values[name] = (*values.get(name, ()), added) if name in LISTS else (added,)
    return Settings(values, problems)


def _normal(key: str) -> str:
    """Write a key as pip does, one spelling for each option (`_normalize_name`)."""
    name = key.lower().replace("_", "-").removeprefix("--")
    return SAME.get(name, name)


Values = dict[tuple[str, str], tuple[Setting, ...]]
"""By section and option; nothing is what an empty value says."""


def _files_read(
    environment: Environment, arguments: Arguments, installation: Installation
) -> tuple[Values, tuple[Problem, ...]]:
    """Return what the strongest file says, and what can't be read."""
    version = installation.version
    keeps_empty = not releases.EMPTY_IS_SKIPPED <= version < releases.EMPTY_RESETS
    values: Values = {}
    problems = []
    for path in _paths(environment, arguments, installation):
        try:
            found = dict(_file_read(environment, path, version))
        except ConfigError as error:
            problems.append(Problem(error.path, error.reason, error.line, error.key))
            continue
        values |= {key: each for key, each in found.items() if each or keeps_empty}
    return values, tuple(problems)


def _file_read(
    environment: Environment, path: Path, version: Version
) -> Iterator[tuple[tuple[str, str], tuple[Setting, ...]]]:
    document = ini.read(environment, path)
    entries = document.entries if document else ()
    seen: set[tuple[str, str]] = set()
    for each in entries:
        name, spelled = _normal(each.key), each.key.replace("_", "-")
        if (each.section, spelled) in seen and version >= releases.ONE_SPELLING:
            reason = f"{spelled} is there in two spellings"
            raise ConfigError(reason, path, each.line, f"{each.section}.{each.key}")
        seen.add((each.section, spelled))
        if document and name in LISTS | SINGLE:
            yield (each.section, name), tuple(_of_entry(document, each, name))


def _of_entry(document: ini.Document, entry: ini.Entry, name: str) -> Iterator[Setting]:
    """Yield the value of an entry, or each word of a list with the line that it is in."""
    key = f"{entry.section}.{entry.key}"
    if name in SINGLE and entry.value:
        yield Setting(entry.value, Origin(document.path, entry.line, key))
    for word in entry.value.split() if name in LISTS else ():
        line = document.line(entry.section, entry.key, word)
        yield Setting(word, Origin(document.path, line, key))


def _paths(
    environment: Environment, arguments: Arguments, installation: Installation
) -> Iterator[Path]:
    """Name the files, the weakest first: global, user, site, PIP_CONFIG_FILE."""
    chosen = environment.variables.get("PIP_CONFIG_FILE")
    if chosen is not None and chosen in NOWHERE:
        return
    name = "pip.ini" if environment.platform == "win32" else "pip.conf"
    folders = list(_global_folders(environment, installation))
    own = environment.folder / chosen if chosen else None
    if not arguments.is_isolated and not (own and environment.machine.is_file(own)):
        folders += _user_folders(environment, installation.version)
    if installation.prefix:
        folders.append(installation.prefix)
    yield from (folder / name for folder in folders)
    if own:
        yield own


def own_file(
    environment: Environment, arguments: Arguments, installation: Installation
) -> Path | None:
    """Name the file in which a person can set something for a command; None where none is read."""
    chosen = environment.variables.get("PIP_CONFIG_FILE")
    if (chosen is not None and chosen in NOWHERE) or arguments.is_isolated:
        return None
    if chosen and environment.machine.is_file(environment.folder / chosen):
        return environment.folder / chosen
    name = "pip.ini" if environment.platform == "win32" else "pip.conf"
    return [*_user_folders(environment, installation.version)][-1] / name


def _global_folders(environment: Environment, installation: Installation) -> Iterator[Path]:
    variables, version = environment.variables, installation.version
    if environment.platform == "win32":
        yield Path(variables.get("ALLUSERSPROFILE", "C:/ProgramData")) / "pip"
        return
    if environment.platform != "darwin":
        listed = _listed(environment, "XDG_CONFIG_DIRS", version)
        yield from (each / "pip" for each in listed or (Path("/etc/xdg"),))
        yield Path("/etc")
        return
    if listed := _mac_listed(environment, "XDG_DATA_DIRS", version):
        yield from (each / "pip" for each in listed)
        return
    parts = installation.prefix.parts if installation.prefix else ()
    if "Cellar" in parts and version >= releases.HOMEBREW_FILE:
        yield Path(*parts[: parts.index("Cellar")]) / "share/pip"
    yield Path("/Library/Application Support/pip")


def _user_folders(environment: Environment, version: Version) -> Iterator[Path]:
    """Name the old folder, then the new one, which wins."""
    home, variables = environment.home, environment.variables
    if environment.platform == "win32":
        yield home / "pip"
        yield Path(variables.get("APPDATA", home / "AppData/Roaming")) / "pip"
        return
    yield home / ".pip"
    if environment.platform != "darwin":
        chosen = _listed(environment, "XDG_CONFIG_HOME", version)
        yield (chosen[0] if chosen else home / ".config") / "pip"
        return
    library = home / "Library/Application Support/pip"
    if releases.MAC_PREFERENCES <= version < releases.MAC_PREFERENCES_LEFT:
        library = home / "Library/Preferences/pip"
    if chosen := _mac_listed(environment, "XDG_DATA_HOME", version):
        library = chosen[0] / "pip"
    yield library if environment.machine.is_folder(library) else home / ".config/pip"


def _listed(environment: Environment, name: str, version: Version) -> tuple[Path, ...]:
    """Return the folders that a variable of XDG names."""
    words = environment.variables.get(name, "").split(":")
    if version >= releases.XDG_IS_ABSOLUTE:
        words = [word for word in words if word.startswith("/")]
    return tuple(environment.folder / word for word in words if word)


def _mac_listed(environment: Environment, name: str, version: Version) -> tuple[Path, ...]:
    return _listed(environment, name, version) if version >= releases.MAC_XDG else ()
