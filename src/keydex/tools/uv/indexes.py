"""Which indexes uv uses for a command, in the order in which it asks them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from keydex.config import requirements, toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Key, Origin, Problem, Role, Version, dotted
from keydex.nouns import dataclass
from keydex.secret import Secret
from keydex.tools.uv import releases, urls, workspace
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.settings import Settings

PYPI = "https://pypi.org/simple"
# Commands that reach no index, whatever is configured.
OFFLINE = frozenset(
    {"auth", "cache", "generate-shell-completion", "help", "init", "self", "version"}
)
PROJECT = frozenset({"add", "audit", "build", "export", "lock", "remove", "run", "sync", "tree"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One index as it is configured; `matched` says whether uv knows requests below it as its."""

    url: str
    origin: Origin | None = None
    name: str | None = None
    username: str | None = None
    password: Secret | None = None
    default: bool = False
    explicit: bool = False
    find_links: bool = False
    authenticate: str = "auto"
    ignores: tuple[int, ...] = ()
    """The statuses after which uv asks the next index, besides those that it always ignores."""
    publish_url: str | None = None
    matched: bool = True
    required: bool = False
    """Whether a requirements file names it."""
    written: str = ""
    """The username as it stands in the URL, percent-encoded."""

    @property
    def role(self) -> Role:
        """Say what uv uses it for."""
        if self.find_links:
            return Role.FIND_LINKS
        if self.explicit:
            return Role.EXPLICIT
        return Role.DEFAULT if self.default else Role.EXTRA


def known_url(bare: str, version: Version, *, required: bool = False) -> str:
    """Return the URL by which uv knows an index: in some releases without its last slash."""
    url = urls.normalised(bare)
    since = releases.DROPS_EVERY_SLASH if required else releases.DROPS_SLASH
    drops = since <= version < releases.KEEPS_SLASH and bool(urls.segments(bare))
    return url.removesuffix("/") if drops else url


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of one command: those it asks, in order, and all whose logins it knows."""

    asked: tuple[Entry, ...]
    known: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    stop: Problem | None = None
    """What uv stops at, before it asks anything."""


def entry(url: str, origin: Origin | None, **kind: Any) -> Entry:
    """Make an entry of a URL as it is written."""
    bare, username, password = urls.split(url)
    written = url.partition("://")[2].partition("/")[0].rpartition("@")[0].partition(":")[0]
    return Entry(bare, origin, username=username, password=password, written=written, **kind)


def gathered(
    environment: Environment, arguments: Arguments, settings: Settings, version: Version
) -> Indexes:
    """Gather what the command line, the environment and the files say (spec of `Combine`)."""
    first = arguments.command[0] if arguments.command else ""
    if first in OFFLINE or (first == "python"):
        return Indexes((), ())
    found, links, no_index = _configured(environment, arguments, settings, pip=first == "pip")
    links = [] if first == "publish" else links
    problems: list[Problem] = []
    stop = _doubled(settings, version) if first in PROJECT else None
    if first == "pip":
        for option in _required(environment, arguments, problems):
            origin = Origin(option.path, option.line, f"--{option.name}")
            if option.name == "no-index":
                no_index = True
            elif option.name == "find-links":
                links.append(entry(option.value, origin, find_links=True, required=True))
            elif option.name in {"index-url", "extra-index-url"}:
                default = option.name == "index-url"
                stop = stop or (_second(option, found) if default else None)
                found.append(entry(option.value, origin, default=default, required=True))
    asked = effective(found, no_index=no_index)
    seeds = _seeds(found, settings, version, is_project=first in PROJECT)
    allowed = {*asked, *links}
    seeds = [replace(each, matched=each.matched and each in allowed) for each in seeds]
    known = remote([*seeds, *links], version)
    pins = dict(_pins(arguments, settings))
    members = list(_of_members(pins, settings, asked))
    used = [each for each in asked if not each.explicit or each.name in pins.values()]
    asks_all = releases.ADD_ASKS_ALL <= version < releases.ADD_PINS
    pinned = first == "add" and not asks_all
    if pinned and (only := _only(environment, arguments, settings)):
        used = [each for each in used if each.name == only]
    order = remote([*links, *members, *used], version)
    known += members if version >= releases.SEEDS_HIDDEN else ()
    problems += [stop] if stop else []
    return Indexes(tuple(order), tuple(known), tuple(problems), stop)


def _second(option: requirements.Option, found: list[Entry]) -> Problem | None:
    """Find an index-url that is not the first of its file (crates/uv-requirements-txt, 0.13.8)."""
    places = [each.origin.path for each in found if each.default and each.origin]
    reason = "a second --index-url in one file"
    return Problem(option.path, reason, option.line) if option.path in places else None


def _doubled(settings: Settings, version: Version) -> Problem | None:
    """Find two indexes of a project that have one name, or are both the default.

    crates/uv-workspace/src/pyproject.rs, deserialize_index_vec.
    """
    for document in settings.members:
        names: set[str] = set()
        is_default = False
        for each in _declared(document):
            origin = each.origin or Origin()
            line, key = origin.line, origin.key
            if each.name in names and version >= releases.NAMES_ONCE:
                return Problem(document.path, f"two indexes are called {each.name}", line, key)
            if each.default and is_default and version >= releases.ONE_DEFAULT:
                return Problem(document.path, "two indexes are the default", line, key)
            names |= {each.name} if each.name else set()
            is_default = is_default or each.default
    return None


def _seeds(
    found: list[Entry], settings: Settings, version: Version, *, is_project: bool
) -> list[Entry]:
    """Return the indexes whose logins uv knows: in older releases only some of the hidden ones.

    Those of the project count although no settings are read (store_credentials_from_target).
    """
    documents = settings.members[:1] if version >= releases.SEEDS_HIDDEN and is_project else ()
    own = [each for document in documents for each in _declared(document)]
    if version >= releases.SEEDS_ALL:
        return [*found, *(replace(each, matched=False) for each in own)]
    return [*own, *effective(found, no_index=False)]


def _configured(
    environment: Environment, arguments: Arguments, settings: Settings, *, pip: bool
) -> tuple[list[Entry], list[Entry], bool]:
    """Return the indexes, the find-links and whether indexes are off, the strongest first."""
    prefixes: list[tuple[str, ...]] = [("pip",), ()] if pip else [()]
    given = list(_given(environment, arguments, "default-index", "UV_DEFAULT_INDEX"))
    found = [replace(each, default=True) for each in given]
    found += _given(environment, arguments, "index", "UV_INDEX")
    extra = list(_given(environment, arguments, "extra-index-url", "UV_EXTRA_INDEX_URL"))
    url = list(_given(environment, arguments, "index-url", "UV_INDEX_URL"))[-1:]
    chosen = [replace(each, default=True) for each in url]
    own = [_table_entry(each, origin) for each, origin in settings.all("index", leaf="url")]
    more: list[Entry] = []
    fallback: list[Entry] = []
    for prefix in prefixes:
        more += [entry(each, at) for each, at in settings.all(*prefix, "extra-index-url")]
        if not fallback and (value := settings.first(*prefix, "index-url")):
            fallback = [entry(value[0], value[1], default=True)]
    if pip:
        found += [*extra, *chosen, *own, *more, *fallback]
    else:
        found += [*own, *extra, *more, *(chosen or fallback)]
    links = list(_given(environment, arguments, "find-links", "UV_FIND_LINKS", ","))
    for prefix in prefixes:
        links += [entry(each, at) for each, at in settings.all(*prefix, "find-links")]
    off = "no-index" in arguments.flags or any(
        bool(settings.first(*prefix, "no-index")) and settings.first(*prefix, "no-index")[0]  # type: ignore[index]
        for prefix in prefixes
    )
    return found, [replace(each, find_links=True) for each in links], off


def _given(
    environment: Environment, arguments: Arguments, flag: str, variable: str, by: str | None = None
) -> Iterator[Entry]:
    """Yield what a flag says, or where it is not there its variable; each may hold several."""
    if arguments.command == ("publish",):
        return  # It knows no options of indexes; its --index names one.
    values = arguments.options.get(flag)
    origin = Origin(flag=f"--{flag}") if values else Origin(variable=variable)
    for value in values or (environment.variables.get(variable, ""),):
        for word in [value] if flag == "default-index" else value.split(by):
            if word.strip():
                yield named(word.strip(), origin, names="index" in flag and "url" not in flag)


def named(word: str, origin: Origin, *, names: bool = True) -> Entry:
    """Read `URL` or, where names may stand, `name=URL`."""
    name, separator, url = word.partition("=")
    if names and separator and ":" not in name:
        return entry(url, origin, name=name)
    return entry(word, origin)


def _table_entry(table: dict[str, Any], origin: Origin) -> Entry:
    """Make an entry of one [[index]]; the schema has seen that it has a URL."""
    ignored = table.get("ignore-error-codes")
    return entry(
        table["url"],
        origin,
        name=table.get("name"),
        default=table.get("default", False),
        explicit=table.get("explicit", False),
        authenticate=table.get("authenticate", "auto"),
        ignores=tuple(ignored) if isinstance(ignored, list) else (),
        publish_url=table.get("publish-url"),
    )


def _required(
    environment: Environment, arguments: Arguments, problems: list[Problem]
) -> Iterator[requirements.Option]:
    """Yield the index options of the requirements files that a `uv pip` command reads.

    What can't be read is added to `problems`.
    """
    files = list(arguments.options.get("requirements", ()))
    files += arguments.options.get("constraints", ())
    if arguments.command[1:] in {("compile",), ("sync",)}:
        files = [*arguments.words, *files]
    for name in files:
        path = environment.folder / name
        if name.endswith(".toml") or "://" in name or not environment.machine.is_file(path):
            continue
        try:
            yield from requirements.options(environment, path, expand=_expander(environment))
        except ConfigError as error:
            problems.append(Problem(error.path, error.reason, error.line, error.key))


def _expander(environment: Environment) -> Any:
    """Expand `${VAR}`; PROJECT_ROOT is the current folder where it is not set."""

    def expand(name: str) -> str | None:
        root = str(environment.folder) if name == "PROJECT_ROOT" else None
        return environment.variables.get(name, root)

    return expand


def remote(entries: Iterable[Entry], version: Version) -> list[Entry]:
    """Keep those that a request is sent for.

    In a requirements file any spelling of the scheme will do (crates/uv-requirements-txt, 0.13.8).
    """
    exact = version >= releases.EXACT_SCHEME
    return [
        replace(each, matched=each.matched and _covers_pages(each))
        for each in entries
        if urls.is_remote(each.url if exact and not each.required else each.url.lower())
    ]


def _covers_pages(entry: Entry) -> bool:
    """Say whether the pages of an index lie below its root, by which uv knows them."""
    page = urls.normalised(entry.url) if entry.find_links else urls.page(entry.url, "x")
    return urls.covers(urls.root(entry.url, plus_simple=True), page, by_segment=False)


def effective(entries: list[Entry], *, no_index: bool) -> list[Entry]:
    """Drop what a stronger entry hides, and put the default last.

    The first entry of a name wins; of several defaults the first; without one it is PyPI
    (crates/uv-distribution-types/src/index_url.rs, IndexLocations).
    """
    if no_index:
        return []
    kept: list[Entry] = []
    names: set[str] = set()
    for each in entries:
        if each.name is None or each.name not in names:
            kept.append(each)
            names |= {each.name} if each.name else set()
    default = next((each for each in kept if each.default), Entry(PYPI, default=True))
    others: list[Entry] = []
    for each in kept:
        if not each.default and each.url not in {seen.url for seen in others if not seen.explicit}:
            others.append(each)
    return [*others, default]


def _only(environment: Environment, arguments: Arguments, settings: Settings) -> str | None:
    """Name the index to which all that `uv add` adds is pinned: the only one that is given.

    crates/uv/src/commands/project/add.rs (#7747, 0.4.23). What the project needs already comes
    from the others.
    """
    given = list(_given(environment, arguments, "default-index", "UV_DEFAULT_INDEX"))
    given += _given(environment, arguments, "index", "UV_INDEX")
    needs = [
        value
        for document in settings.members
        for value in (
            workspace.section(document, "project").get("dependencies"),
            *workspace.section(document, "project", "optional-dependencies").values(),
            *workspace.section(document, "dependency-groups").values(),
            workspace.section(document, "tool", "uv").get("dev-dependencies"),
        )
    ]
    return given[0].name if len(given) == 1 and not any(needs) else None


def _pins(arguments: Arguments, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the packages that are pinned to an index, and the name of that index."""
    if "no-sources" in arguments.flags or not _reads_sources(arguments):
        return
    for document in reversed(settings.members):
        for package, source in workspace.section(document, "tool", "uv", "sources").items():
            for each in source if isinstance(source, list) else [source]:
                if isinstance(each, dict) and isinstance(each.get("index"), str):
                    yield package, each["index"]


def _reads_sources(arguments: Arguments) -> bool:
    """Say whether the command resolves the project itself."""
    first = arguments.command[0] if arguments.command else ""
    if first != "pip":
        return first in PROJECT
    words = (*arguments.words, *arguments.options.get("requirements", ()))
    local = any(word.endswith(".toml") or word.startswith((".", "/")) for word in words)
    return local or bool(arguments.options.get("editable"))


def _of_members(pins: dict[str, str], settings: Settings, asked: list[Entry]) -> Iterator[Entry]:
    """Yield the indexes that only a member of the workspace declares, where a package needs one.

    uv asks about the package there, as if no index were configured (0.7.0 to 0.13.8).
    """
    names = {each.name for each in asked}
    for document in settings.members[1:]:
        for each in _declared(document):
            if each.name is not None and each.name not in names and each.name in pins.values():
                names.add(each.name)
                yield replace(each, matched=False, default=False)


def _declared(document: toml.Document) -> Iterator[Entry]:
    """Yield the indexes of a pyproject.toml."""
    found = workspace.section(document, "tool", "uv").get("index", [])
    for position, table in enumerate(found if isinstance(found, list) else []):
        if isinstance(table, dict) and isinstance(table.get("url"), str):
            yield _table_entry(table, _member_origin(document, position))


def _member_origin(document: toml.Document, position: int) -> Origin:
    key: Key = ("tool", "uv", "index", position)
    return Origin(document.path, document.line((*key, "url")), dotted((*key, "url")))
