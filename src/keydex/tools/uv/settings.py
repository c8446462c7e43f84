"""Which settings files uv reads for a command, in the order in which they win."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import takewhile
from pathlib import Path
from typing import Any

from keydex.config import texts, toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, Origin, Problem, Version, dotted
from keydex.nouns import dataclass
from keydex.secret import bare
from keydex.tools.uv import releases, schema, workspace
from keydex.tools.uv.arguments import Arguments

SCRIPT = re.compile(r"^# /// script\s*$\n((?:^#(?:| .*)$\n)+)^# ///\s*$", re.MULTILINE)
# Keys that uv accepts in pyproject.toml only (crates/uv-settings/src/lib.rs, validate_uv_toml).
PROJECT_ONLY = ("sources", "workspace", "conflicts", "managed", "package", "dev-dependencies")
# `--isolated` still turns the files off there; elsewhere it is ignored with a warning.
ISOLATED = frozenset({"pip", "build", "publish", "venv"})


@dataclass(frozen=True, slots=True)
class Layer:
    """One file's settings: the table, and where it stands in the document."""

    document: toml.Document
    table: Mapping[str, Any]
    prefix: Key = ()
    offset: int = 0
    """Lines above the document in its file: the TOML of a script stands in comments."""

    def origin(self, *key: str | int) -> Origin:
        """Say where a setting stands."""
        path = self.prefix + key
        line = self.document.line(path)
        return Origin(self.document.path, line and line + self.offset, dotted(path))


@dataclass(frozen=True, slots=True)
class Settings:
    """The layers that count, the strongest first, and what can't be read."""

    project: Path
    layers: tuple[Layer, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: Problem | None = None
    stop: Problem | None = None
    """What uv stops at, before it asks anything: a uv.toml that it does not accept."""
    is_of_script: bool = False
    """Whether the command works on a script with dependencies of its own, not on the project."""
    members: tuple[toml.Document, ...] = field(default=())
    """The pyproject.toml of the project, or of each member of the workspace; the root first."""

    def first(self, *key: str) -> tuple[Any, Origin] | None:
        """Return the strongest value of a setting, and where it stands."""
        for layer in self.layers:
            value: Any = layer.table
            for part in key:
                value = value.get(part) if isinstance(value, Mapping) else None
            if value is not None:
                return value, layer.origin(*key)
        return None

    def all(self, *key: str, leaf: str | None = None) -> Iterator[tuple[Any, Origin]]:
        """Yield the items of an array from every layer, the strongest first.

        Their places are those of the items, or of their value called `leaf`.
        """
        for layer in self.layers:
            value: Any = layer.table
            for part in key:
                value = value.get(part) if isinstance(value, Mapping) else None
            for position, item in enumerate(value or ()):
                yield item, layer.origin(*key, position, *([leaf] if leaf else []))


class _Reader:
    """Reads files one after another and keeps what can't be read."""

    def __init__(self, environment: Environment, version: Version) -> None:
        self.environment = environment
        self.version = version
        self.problems: list[Problem] = []
        self.ignored: Problem | None = None
        self.stop: Problem | None = None

    def document(self, path: Path) -> toml.Document | None:
        """Read a file; one that can't be read is a problem, and counts as missing."""
        try:
            return toml.read(self.environment, path)
        except ConfigError as error:
            problem = Problem(path, error.reason, error.line, error.key)
            if problem not in self.problems:
                self.problems.append(problem)
            return None

    def uv_toml(self, path: Path) -> Layer | None:
        """Read a uv.toml; uv stops at one that it does not accept."""
        known = len(self.problems)
        document = self.document(path)
        layer = Layer(document, self._counting(document.data)) if document else None
        table = document.data if document else {}
        refusal = schema.refusal(table, self.version)
        if layer and not refusal:
            only = [name for name in PROJECT_ONLY if name in layer.table]
            refusal = ((only[0],), "uv accepts this key in pyproject.toml only") if only else None
        if layer and refusal:
            self.problems.append(_problem(layer, *refusal))
        self.stop = next(iter(self.problems[known:]), self.stop)
        return layer if not refusal else None

    def chosen(self, path: Path) -> Layer | None:
        """Read the file that is named; uv stops where it is missing (`from_file`)."""
        if not self.environment.machine.is_file(path):
            self._stops(Problem(path, "there is no such file"))
        return self.uv_toml(path)

    def _counting(self, table: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out what is not read yet at the top."""
        if self.version >= releases.TOP_LEVEL_SETTINGS:
            return table
        return {key: each for key, each in table.items() if key not in schema.TOP_LEVEL}

    def script(self, path: Path) -> Layer | None:
        """Read the inline metadata of a script (PEP 723); uv stops at what it does not accept."""
        text = texts.lenient(self.environment, path).replace("\r\n", "\n")
        block = SCRIPT.search(text)
        if not block:
            return None
        content = "".join(line[2:] if line[1:2] == " " else line[1:] for line in _lines(block))
        above = text.count("\n", 0, block.start()) + 1
        try:
            document = toml.Document(path, content, toml.parsed(content, path))
        except ConfigError as error:
            self._stops(Problem(path, error.reason, above + (error.line or 1)))
            return None
        table = _table(document.data, "tool", "uv")
        layer = Layer(document, table or {}, ("tool", "uv"), above)
        if refusal := schema.refusal(layer.table, self.version):
            self._stops(_problem(layer, *refusal))
            return None
        return layer if table is not None else None

    def _stops(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.stop = problem

    def pyproject(self, path: Path) -> Layer | None:
        """Read [tool.uv]; uv warns of one that it does not accept, and looks further up."""
        document = self.document(path)
        table = _table(document.data, "tool", "uv") if document else None
        needs = releases.NEEDS_PROJECT <= self.version < releases.READS_ANY_PROJECT
        if document is None or table is None or (needs and "project" not in document.data):
            return None
        layer = Layer(document, self._counting(table), ("tool", "uv"))
        if refusal := schema.refusal(table, self.version):
            self.ignored = self.ignored or _problem(layer, *refusal)
            return None
        return layer


def read(
    environment: Environment, arguments: Arguments, version: Version, folder: Path
) -> Settings:
    """Read the settings files of one command (crates/uv/src/lib.rs, run)."""
    reader = _Reader(environment, version)
    project, members = workspace.discovered(reader.document, environment, folder)
    layers: list[Layer | None] = []
    script = _script(environment, arguments)
    if script:
        layers.append(reader.script(script))
    layers += _files(reader, environment, arguments, project)
    found = tuple(layer for layer in layers if layer)
    is_of_script = bool(arguments.last("script")) or (
        script is not None and SCRIPT.search(texts.lenient(environment, script)) is not None
    )
    return Settings(
        project,
        found,
        tuple(reader.problems),
        reader.ignored,
        reader.stop,
        is_of_script=is_of_script,
        members=members,
    )


def _files(
    reader: _Reader, environment: Environment, arguments: Arguments, project: Path
) -> Iterator[Layer | None]:
    """Yield the files that count, the strongest first."""
    first = arguments.command[0] if arguments.command else ""
    chosen = arguments.last("config-file") or environment.variables.get("UV_CONFIG_FILE")
    off = "no-config" in arguments.flags or environment.flag("UV_NO_CONFIG")
    if reader.version < releases.PROJECT_FILES:
        return
    if chosen:
        yield reader.chosen(environment.folder / chosen)
    elif not off and not ("isolated" in arguments.flags and first in ISOLATED):
        if first not in {"tool", "self"}:
            yield _nearest(reader, project)
        yield reader.uv_toml(user_file(environment))
        no_system = environment.flag("UV_NO_SYSTEM_CONFIG")
        if reader.version >= releases.SYSTEM_FILE and not (
            no_system and reader.version >= releases.NO_SYSTEM_FILE
        ):
            yield _system(reader, environment)


def _nearest(reader: _Reader, folder: Path) -> Layer | None:
    """Walk up to the first folder with settings; its uv.toml hides its pyproject.toml."""
    for each in (folder, *folder.parents):
        stops = len(reader.problems)
        layer = reader.uv_toml(each / "uv.toml")
        if layer or len(reader.problems) > stops:
            return layer
        if layer := reader.pyproject(each / "pyproject.toml"):
            return layer
    return None


def own_file(environment: Environment, arguments: Arguments) -> Path | None:
    """Name the file in which a person can set something for a command; None where files are off."""
    if chosen := arguments.last("config-file") or environment.variables.get("UV_CONFIG_FILE"):
        return environment.folder / chosen
    off = "no-config" in arguments.flags or environment.flag("UV_NO_CONFIG")
    return None if off or "isolated" in arguments.flags else user_file(environment)


def user_file(environment: Environment) -> Path:
    """Name a person's own uv.toml (crates/uv-dirs)."""
    if environment.platform == "win32":
        roaming = environment.variables.get("APPDATA", "")
        base = Path(roaming) if roaming else environment.home / "AppData/Roaming"
        return base / "uv" / "uv.toml"
    return environment.user_config("uv", "uv.toml")


def _system(reader: _Reader, environment: Environment) -> Layer | None:
    """Read the machine's uv.toml: the first that exists."""
    if environment.platform == "win32":
        drive = environment.variables.get("SYSTEMDRIVE", "C:")
        return reader.uv_toml(Path(f"{drive}/ProgramData/uv/uv.toml"))
    folders = environment.variables.get("XDG_CONFIG_DIRS", "") or "/etc/xdg"
    words = folders.split(":")
    if reader.version < releases.SKIPS_EMPTY_FOLDER:
        words = list(takewhile(bool, words))
    for folder in [*words, "/etc"]:
        path = Path(folder) / "uv" / "uv.toml"
        if folder and environment.machine.is_file(path):
            return reader.uv_toml(path)
    return None


def _script(environment: Environment, arguments: Arguments) -> Path | None:
    """Name the script that is run, if it is a file."""
    name = arguments.last("script")
    if not name and arguments.command == ("run",) and arguments.words:
        name = arguments.words[0] if arguments.words[0].endswith(".py") else None
    path = environment.folder / name if name else None
    return path if path and environment.machine.is_file(path) else None


def _lines(block: re.Match[str]) -> list[str]:
    return block.group(1).splitlines(keepends=True)


def _table(found: Mapping[str, Any], *key: str) -> Mapping[str, Any] | None:
    """Return a table of a document, if it is one."""
    value: Any = found
    for part in key:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else None


def _problem(layer: Layer, key: Key, reason: str) -> Problem:
    """Say where a setting stands that uv does not accept."""
    where = layer.origin(*key)
    return Problem(layer.document.path, reason, where.line, where.key and bare(where.key))
