"""uv: what it reads, and what it asks a keyring, from 0.1.19 to 0.13.8."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keydex.environment import Environment
from keydex.model import (
    Access,
    Command,
    Configuration,
    Credential,
    Index,
    Installation,
    Lookup,
    Origin,
    Report,
    Role,
    Silence,
    Source,
    Version,
    Via,
    spelled,
)
from keydex.tools.uv import indexes, lock, publishing, releases, settings, urls
from keydex.tools.uv.arguments import Arguments, parsed
from keydex.tools.uv.asking import Asker, Outcome, Request
from keydex.tools.uv.indexes import Entry
from keydex.tools.uv.sources import Cache, Stores

NAME = "uv"
OLDEST = releases.OLDEST
NEWEST = releases.NEWEST
WATCHED = releases.WATCHED
BREAKPOINTS = releases.BREAKPOINTS
FROM = {"url": "url", "env": "variable", "netrc": "file", "store": "file"}


def usual(environment: Environment) -> Iterator[Command]:
    """Name the commands that are assumed when none is given: install, then publish."""
    has_project = environment.machine.is_file(environment.folder / "pyproject.toml")
    words = ("sync",) if has_project else ("pip", "install")
    yield Command(NAME, words, given=False)
    yield Command(NAME, ("publish",), given=False)


def read(
    environment: Environment, command: Command, installation: Installation, package: str
) -> Configuration:
    """Read uv's settings for a command, and say what it will ask for each index."""
    arguments = parsed(command.words)
    version = installation.version
    environment = replace(environment, folder=_folder(environment, arguments))
    start = _start(environment, arguments, version)
    found = settings.read(environment, arguments, version, start)
    access = _access(environment, arguments, found, version)
    gathered = indexes.gathered(environment, arguments, found, version)
    seeds = gathered.known if version >= releases.SEEDS_ALL else gathered.asked
    if version < releases.SEEDS_URLS and version != releases.STORES_URL_LOGINS:
        seeds = seeds if releases.STORES_URL_LOGINS <= version < releases.NEEDS_USERNAME else ()
    cache = Cache.seeded(environment, seeds, version)
    asker = Asker(environment, version, access, cache, Stores(environment, version))
    if arguments.command[:1] == ("publish",):
        reports = tuple(_publish_reports(asker, arguments, found, gathered.known, package))
    else:
        locked = lock.read(environment, arguments, found)
        reports = tuple(
            _report(asker, entry, arguments, package, locked, given=command.given)
            for entry in gathered.asked
        )
    reports = tuple(_explained(each, found, access, version) for each in reports)
    return Configuration(
        installation, command, found.project, access, reports, found.problems, found.ignored
    )


def _folder(environment: Environment, arguments: Arguments) -> Path:
    """Return the folder that uv changes to before anything else."""
    chosen = arguments.last("directory") or environment.variables.get("UV_WORKING_DIRECTORY")
    return _absolute(environment.folder, chosen) if chosen else environment.folder


def _start(environment: Environment, arguments: Arguments, version: Version) -> Path:
    """Return where uv starts to look for the project."""
    if chosen := arguments.last("project") or environment.variables.get("UV_PROJECT"):
        path = _absolute(environment.folder, chosen)
        is_file = path.name == "pyproject.toml" and environment.machine.is_file(path)
        return path.parent if is_file else path
    runs = arguments.command == ("run",) and arguments.words
    if runs and version >= releases.RUN_FOLLOWS_FILE:
        path = _absolute(environment.folder, arguments.words[0])
        if environment.machine.is_file(path):
            return path.parent
    return environment.folder


def _absolute(folder: Path, words: str) -> Path:
    """Join and resolve `..` without looking at links."""
    parts: list[str] = []
    for part in (folder / words).parts:
        if part == "..":
            parts = parts[:-1] or parts
        else:
            parts.append(part)
    return Path(*parts)


def _access(
    environment: Environment, arguments: Arguments, found: settings.Settings, version: Version
) -> Access:
    """Find the keyring command that uv runs: the first on PATH, if the provider is set."""
    provider, reason = _provider(environment, arguments, found)
    if version < OLDEST:
        return Access(Via.NONE, f"uv {spelled(version)} asks no keyring")
    if provider != "subprocess":
        return Access(Via.NONE, reason)
    executable = environment.which("keyring")
    if executable is None:
        return Access(Via.NONE, 'uv runs "keyring" and PATH has none')
    return Access(Via.SUBPROCESS, reason, executable)


def _provider(
    environment: Environment, arguments: Arguments, found: settings.Settings
) -> tuple[str, str]:
    """Return the provider that counts, and what sets it."""
    if value := arguments.last("keyring-provider"):
        return value, f"--keyring-provider {value}"
    if value := environment.variables.get("UV_KEYRING_PROVIDER"):
        return value, f"UV_KEYRING_PROVIDER={value}"
    keys = [("pip", "keyring-provider")] if arguments.command[:1] == ("pip",) else []
    for key in [*keys, ("keyring-provider",)]:
        if setting := found.first(*key):
            value, origin = setting
            place = origin.path.name if origin.path else ""
            return str(value), f"{origin.key} in {place}"
    return "disabled", "keyring-provider is not set"


def _policy(asker: Asker, entry: Entry, arguments: Arguments) -> str:
    """Return the `authenticate` that counts for an index, by release."""
    since = releases.HAS_POLICY
    if arguments.command[:1] == ("pip",):
        since = releases.PIP_HAS_POLICY
    if entry.explicit:
        since = releases.EXPLICIT_HAS_POLICY
    return entry.authenticate if entry.matched and asker.version >= since else "auto"


def _report(
    asker: Asker,
    entry: Entry,
    arguments: Arguments,
    package: str,
    locked: lock.Lock | None,
    *,
    given: bool,
) -> Report:
    """Say what uv asks for one index: for its pages, and for the files of the lock."""
    policy = _policy(asker, entry, arguments)
    pages = bare = urls.normalised(entry.url)
    if not entry.find_links:
        pages = urls.page(entry.url, package)
    login = Credential(entry.username or "", entry.password) if entry.password else None
    source = Source("url", entry.origin or Origin(), login)
    request = Request(pages, entry.username, entry.password, source)
    matched = entry if entry.matched else None
    outcome = asker.outcome(request, matched, policy)
    lookups = list(asker.lookups(outcome, asker.index_service(entry, package), policy))
    only_files = locked is not None and locked.fits and given
    if locked is not None:
        files = [each for url, found in locked.files.items() if _same(url, bare) for each in found]
        results = [_file(asker, entry, policy, each) for each in files]
        asked = list(dict.fromkeys(each for _, found in results for each in found))
        if only_files and not outcome.settled_by:
            outcome = next((each for each, _ in results), Outcome(silence=_locked()))
            lookups = asked
        else:
            lookups += [each for each in asked if each.about]
    return _made(entry, outcome, tuple(lookups), policy)


def _same(url: str, other: str) -> bool:
    return urls.normalised(url).rstrip("/") == other.rstrip("/")


def _file(asker: Asker, entry: Entry, policy: str, url: str) -> tuple[Outcome, tuple[Lookup, ...]]:
    """Follow the download of a locked file: below the index root it counts as the index."""
    plus = asker.version >= releases.PLUS_SIMPLE_ROOT
    whole = asker.version >= releases.WHOLE_SEGMENTS
    root = urls.root(entry.url, plus_simple=plus)
    inside = asker.version >= releases.ASKS_FOR_INDEX and entry.matched
    inside = inside and urls.covers(root, url, by_segment=whole)
    covered = urls.covers(root, url, by_segment=whole)
    request = Request(urls.normalised(url))
    outcome = asker.outcome(request, entry if inside else None, policy if covered else "auto")
    if inside:
        return outcome, tuple(asker.lookups(outcome, asker.index_service(entry, ""), policy))
    found = asker.lookups(outcome, request.url, policy if covered else "auto", about="file")
    return outcome, tuple(found)


def _locked() -> Silence:
    return Silence("locked", "All comes from uv.lock; this index is not asked.")


def _publish_reports(
    asker: Asker,
    arguments: Arguments,
    found: settings.Settings,
    known: tuple[Entry, ...],
    package: str,
) -> Iterator[Report]:
    """Say what an upload asks, and the check for what is there already."""
    if asker.version < releases.PUBLISHES:
        return
    target = publishing.target(asker.environment, arguments, found, known)
    outcome, lookups = publishing.upload(asker, target)
    made = _made(target.upload, outcome, lookups, "auto")
    index = replace(made.index, role=Role.PUBLISH, username=outcome.username)
    yield replace(made, index=index, silence=made.silence or publishing.silence())
    if target.check and urls.is_remote(target.check.url):
        yield _report(asker, target.check, arguments, package, None, given=True)


def _made(entry: Entry, outcome: Outcome, lookups: tuple[Lookup, ...], policy: str) -> Report:
    """Put the report of one index together."""
    origins = (entry.origin,) if entry.origin else ()
    kind = outcome.username_from.kind if outcome.username_from else None
    index = Index(
        NAME,
        entry.name,
        entry.url,
        entry.role,
        origins,
        username=outcome.username,
        username_from=FROM.get(kind or "") if outcome.username is not None else None,
        password=entry.password,
        settings={"authenticate": policy},
    )
    return Report(index, lookups, outcome.silence, outcome.settled_by)


def _explained(
    report: Report, found: settings.Settings, access: Access, version: Version
) -> Report:
    """Give a report without questions its reason."""
    if report.lookups:
        return replace(report, silence=None)
    return replace(report, silence=_silence(report, found, access, version))


def _silence(report: Report, found: settings.Settings, access: Access, version: Version) -> Silence:
    """Say why nothing is asked: the first reason that applies."""
    if report.settled_by:
        return Silence("settled", f"A credential comes {_place(report.settled_by)}.")
    if version < OLDEST:
        return Silence("unsupported-version", f"{access.reason}.", "uv self update")
    if report.silence and report.silence.code in {"unsupported-version", "locked"}:
        return report.silence
    if found.ignored:
        where = found.ignored
        reason = f"uv ignores [tool.uv] of {where.path.name}: {where.key}: {where.reason}."
        return Silence("settings-ignored", reason, f"mend line {where.line} of {where.path.name}")
    if access.via is Via.NONE:
        missing = access.reason.startswith("uv runs")
        code = "no-keyring" if missing else "provider-disabled"
        reason = f"{access.reason}." if missing else f"uv asks no keyring: {access.reason}."
        fix = "uv tool install keyring" if missing else 'set keyring-provider = "subprocess"'
        return Silence(code, reason, fix)
    if report.silence:
        return report.silence
    if not report.index.origins:
        return Silence("no-username", "PyPI is public, and its URL has no username.")
    name = report.index.name or urls.netloc(report.index.url)
    reason = f"uv asks no keyring for {name}: its URL has no username."
    return Silence("no-username", reason, "put a username into the URL")


def _place(source: Source) -> str:
    """Say where a credential is from, in words."""
    origin = source.origin
    if origin.variable or origin.flag:
        return f"from {origin.variable or origin.flag}"
    line = f":{origin.line}" if origin.line else ""
    return f"from {origin.path.name if origin.path else 'the URL'}{line}"
