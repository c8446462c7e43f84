"""The pipeline, spelled once: what is configured, what each tool asks, gathered into feeds."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from keydex import hosts, versions
from keydex.environment import Drafted, Environment
from keydex.errors import ConfigError, UsageError
from keydex.model import (
    Configuration,
    Edit,
    Index,
    Problem,
    Report,
    Role,
    Version,
)
from keydex.nouns import dataclass
from keydex.secret import Secret, bare, masked, pieces, userinfo
from keydex.tools import TOOLS, Tool, recognised

PORTS = {"http": 80, "https": 443}
PACKAGE = "PACKAGE"


@dataclass(frozen=True)
class Survey:
    """What each tool does for the commands in question, one configuration a tool."""

    environment: Environment
    configurations: tuple[Configuration, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the files that can't be read, each once."""
        found = (each for one in self.configurations for each in one.problems)
        return tuple(dict.fromkeys(found))

    @property
    def project(self) -> Path:
        """Return the folder that is the project: the first tool's that knows one."""
        folders = (each.project for each in self.configurations)
        return next(folders, self.environment.folder)

    def reports(self) -> Iterator[tuple[Configuration, Report]]:
        """Yield each index of each tool."""
        for configuration in self.configurations:
            for report in configuration.reports:
                yield configuration, report

    def feeds(self) -> dict[str, list[tuple[Configuration, Report]]]:
        """Return what the tools do about each place, in the order of first mention."""
        return self._feeds

    @cached_property
    def _feeds(self) -> dict[str, list[tuple[Configuration, Report]]]:
        found: dict[str, list[tuple[Configuration, Report]]] = {}
        for configuration, report in self.reports():
            found.setdefault(report.feed, []).append((configuration, report))
        return found

    def asking(self, service: str, username: str) -> frozenset[str]:
        """Return the feeds about which some tool asks for an entry of these names."""
        asked = self._asked.get(service, {})
        return frozenset(asked.get(username, set()) | asked.get(None, set()))

    @cached_property
    def _asked(self) -> dict[str, dict[str | None, set[str]]]:
        found: dict[str, dict[str | None, set[str]]] = {}
        for _, report in self.reports():
            for each in report.lookups:
                users = found.setdefault(each.service, {})
                users.setdefault(each.username, set()).add(report.feed)
        return found

    def only(self, feeds: Iterable[str]) -> "Survey":
        """Return the part that is about some feeds."""
        kept = set(feeds)
        return self.mapped(lambda _, report: report if report.feed in kept else None)

    def mapped(self, change: Callable[[Configuration, Report], Report | None]) -> "Survey":
        """Return a survey of changed reports; those changed to None are left out."""
        configurations = tuple(
            replace(
                each,
                reports=tuple(
                    new for old in each.reports if (new := change(each, old)) is not None
                ),
            )
            for each in self.configurations
        )
        return replace(self, configurations=configurations)


def survey(
    environment: Environment,
    words: Sequence[str] = (),
    *,
    tools: Sequence[str] = (),
    package: str = PACKAGE,
) -> Survey:
    """Say what each tool does for a command, or for its usual ones where none is given.

    Raises UsageError where the command is not one of a tool, or a tool is not known.
    """
    if words:
        environment, command = recognised(environment, tuple(words))
        tool = TOOLS[command.tool]
        installation = versions.find(environment, command, tool.NEWEST)
        found = tool.read(environment.looking(), command, installation, package)
        return Survey(environment, (_sealed(found),))
    if unknown := [name for name in tools if name not in TOOLS]:
        raise UsageError(f"keydex knows no tool {bare(unknown[0])}", f"it knows {', '.join(TOOLS)}")
    chosen = [tool for name, tool in TOOLS.items() if not tools or name in tools]
    used: list[Configuration] = []
    looking = environment.looking()
    for tool in chosen:
        known = frozenset(each for one in used for each in one.problems)
        if usual := _usual(looking, tool, package, known):
            used.append(_sealed(usual))
    return Survey(environment, tuple(used))


def again(survey: Survey, environment: Environment, *, keeps: bool = False) -> Survey:
    """Survey the same commands of the same tools in another environment.

    `keeps` is for uploads that nobody configures there any more.
    """
    looking = environment.looking()
    found = (_again(each, looking, keeps=keeps) for each in survey.configurations)
    return Survey(environment, tuple(_sealed(each) for each in found if each))


def changed(
    survey: Survey, edits: Iterable[Edit], variables: Iterable[tuple[str, str]] = ()
) -> Survey:
    """Return what the tools will do once files are changed and variables are set."""
    environment, machine = survey.environment, survey.environment.machine
    planned = {machine.resolve(each.path): each for each in edits}
    contents = {path: each.after for path, each in planned.items()}
    private = frozenset(path for path, each in planned.items() if each.is_private)
    known = {**environment.variables, **dict(variables)}
    then = replace(environment, machine=Drafted(machine, contents, private), variables=known)
    return again(survey, then, keeps=True)


def _again(
    configuration: Configuration, environment: Environment, *, keeps: bool
) -> Configuration | None:
    command, installation = configuration.command, configuration.installation
    tool = TOOLS[installation.tool]
    if command.given:
        return tool.read(environment, command, installation, PACKAGE)
    return _usual(environment, tool, PACKAGE, kept=configuration.reports if keeps else ())


def _usual(
    environment: Environment,
    tool: Tool,
    package: str,
    known: frozenset[Problem] = frozenset(),
    kept: Sequence[Report] = (),
) -> Configuration | None:
    """Read what the usual commands of a tool use; None where it is not in use here.

    `known` are problems that were told of another tool: a file that both read makes neither used.
    `kept` are uploads that count even where nobody configured them.
    """
    installations = versions.installed(environment, tool.NAME, tool.NEWEST, environment.folder)
    installation = (*installations, versions.assumed(tool.NAME, tool.NEWEST))[0]
    merged: Configuration | None = None
    for command in tool.usual(environment):
        found = tool.read(environment, command, installation, package)
        if merged is None:
            merged = found
            continue
        more = [each for each in found.reports if _is_new(each, merged.reports, kept)]
        problems = tuple(dict.fromkeys((*merged.problems, *found.problems)))
        merged = replace(merged, reports=(*merged.reports, *more), problems=problems)
    is_configured = merged and (
        not known.issuperset(merged.problems) or any(each.index.origins for each in merged.reports)
    )
    return merged if is_configured or installations or kept else None


def _is_new(report: Report, known: Iterable[Report], kept: Iterable[Report]) -> bool:
    """Say whether a further usual command adds this index: not an upload nobody configured."""
    index = report.index
    if index.role is Role.PUBLISH and not index.origins and not _is_among(index, kept):
        return False
    return not _is_among(index, known)


def _is_among(index: Index, known: Iterable[Report]) -> bool:
    return any(each.index.url == index.url and each.index.role is index.role for each in known)


def _sealed(configuration: Configuration) -> Configuration:
    """Add to each report its feed, its kind of host, and what of it is secret."""
    reports = tuple(
        replace(
            report,
            feed=feed(report.index.url),
            host=host.kind if (host := hosts.kind(report.index.url)) else None,
            secrets=secrets(report.index, [each.service for each in report.lookups]),
        )
        for report in configuration.reports
    )
    return replace(configuration, reports=reports)


def secrets(index: Index, services: Iterable[str]) -> tuple[Secret, ...]:
    """Name what is secret in an index, and in the logins that services keep."""
    found = list(hosts.secrets(index))
    for service in services:
        _, username, password = userinfo(service)
        if username:
            found += hosts.secrets(replace(index, username=username, username_from="url"))
        if password:
            written = service.rpartition("@")[0].split(":", 2)[2]
            found += [password, Secret(written)]
    return tuple(dict.fromkeys(found))


def feed(url: str) -> str:
    """Return the URL of the place: host in lower case, no default port, no trailing slash."""
    try:
        parts = urlsplit(url)
    except ValueError:  # It has a bracket too few.
        return url
    host = parts.hostname or ""
    netloc = f"[{host}]" if ":" in host else host
    try:
        port = parts.port
    except ValueError:
        port = None
    if port not in {None, PORTS.get(parts.scheme)}:
        netloc = f"{netloc}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{netloc}{parts.path.rstrip('/')}{query}"


def _called(survey: Survey, feed: str) -> str:
    """Name a feed as a person may: by its name where it has one."""
    names = [report.index.name for _, report in survey.feeds()[feed] if report.index.name]
    return f"{names[0]} ({feed})" if names else feed


def word(survey: Survey, feed: str) -> str:
    """Write a feed as it is typed in a command: by its name where it has one."""
    reports = [report for _, report in survey.feeds()[feed]]
    name = next((each.index.name for each in reports if each.index.name), feed)
    return masked(shlex.quote(name), tuple(each for one in reports for each in one.secrets))


def basis(tool: Tool, version: Version) -> str:
    """Say whether a release was watched: itself, or one on either side with the same rules."""
    before = [each for each in tool.WATCHED if each <= version]
    after = [each for each in tool.WATCHED if each >= version]
    if not before or not after:
        return "assumed"
    changed = any(before[-1] < each <= after[0] for each in tool.BREAKPOINTS)
    return "assumed" if changed else "recorded"


def chosen(survey: Survey, words: Sequence[str]) -> tuple[str, ...]:
    """Return the feeds that names, URLs or hosts mean; all where none is named.

    Raises UsageError where a word means none or several, ConfigError where it means none and a
    file can't be read.
    """
    if not words:
        return tuple(survey.feeds())
    return tuple(dict.fromkeys(_meant(survey, word) for word in words))


def _typed(word: str) -> tuple[Secret, ...]:
    """Return what is secret in a URL that a person typed, by its kind of host."""
    url = bare(word) if "://" in word else f"https://{bare(word)}"
    try:
        return hosts.secrets(Index("", None, url, Role.EXTRA))
    except ValueError:  # It has a bracket too few.
        return ()


def _meant(survey: Survey, word: str) -> str:
    """Return the one feed that a name, URL or host means."""
    feeds = survey.feeds()
    by_name = [name for name, found in feeds.items() if any(r.index.name == word for _, r in found)]
    typed = [word] if "://" in word else [f"{scheme}://{word}" for scheme in PORTS]
    urls = {feed(userinfo(each)[0]) for each in typed}
    by_url = [name for name in feeds if name in urls]
    by_host = [
        name for name in feeds if word.lower() in {pieces(name).netloc, pieces(name).hostname}
    ]
    fits = by_name or by_url or by_host
    if len(fits) == 1:
        return fits[0]
    secrets = tuple(secret for _, report in survey.reports() for secret in report.secrets)
    names = ", ".join(masked(_called(survey, each), secrets) for each in fits or feeds)
    shown = masked(bare(word), (*secrets, *_typed(word)))
    if fits:
        raise UsageError(f"{shown} means several indexes: {names}", "name one by its URL")
    for problem in survey.problems:
        raise ConfigError(problem.reason, problem.path, problem.line, problem.key)
    raise UsageError(f'no index is called "{shown}"', f"there is {names}" if names else "")
