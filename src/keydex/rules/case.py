"""What a rule looks at: all that is known of a project, its tools and its keyrings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime

from keydex import hosts
from keydex.environment import Environment
from keydex.findings import Finding, Fix, Severity
from keydex.hosts.mirrors import is_open
from keydex.looks import Look
from keydex.model import Access, Configuration, Fallback, Origin, Report, Role, Verdict
from keydex.nouns import dataclass
from keydex.rings import Ring
from keydex.survey import Survey
from keydex.words import is_asked

Where = tuple[Configuration, Report]


@dataclass(frozen=True, slots=True)
class Case:
    """A survey with the answers and probes that there are, and the keyrings of its tools.

    `rings` and `others` come from the disk alone. `looks` is empty where nothing may be started.
    `round_trips` holds what became of a throwaway entry: empty where it came back and is gone.
    """

    survey: Survey
    rings: Mapping[Access, Ring] = field(default_factory=dict)
    """The keyring that each tool reaches."""
    others: tuple[Ring, ...] = ()
    """Every keyring command on this machine, those on PATH first, in its order."""
    looks: Mapping[Access, Look] = field(default_factory=dict)
    murmurs: Mapping[Access, str] = field(default_factory=dict)
    """What is wrong with what a keyring command prints where there is no entry."""
    round_trips: Mapping[Access, str] = field(default_factory=dict)
    fallbacks: tuple[Fallback, ...] = ()
    """The packages that would come from a public index, since a private one refuses."""
    today: date = date.min
    now: datetime | None = None
    """The moment, in UTC, where more than the day is known."""

    @property
    def environment(self) -> Environment:
        """Return the world that the tools run in."""
        return self.survey.environment

    def private(self) -> Iterator[Where]:
        """Yield each index that is not built in and for which a tool may need a credential."""
        for configuration, report in self.survey.reports():
            if report.index.origins and (is_asked(report) or not _is_open(report)):
                yield configuration, report

    def asking(self) -> dict[Access, list[Where]]:
        """Return the ways on which keyrings are asked about private indexes, and those indexes."""
        found: dict[Access, list[Where]] = {}
        for configuration, report in self.private():
            if report.lookups:
                found.setdefault(configuration.access, []).append((configuration, report))
        return found

    def tools(self, access: Access) -> tuple[str, ...]:
        """Name the tools that reach a keyring."""
        return tuple(
            each.installation.tool for each in self.survey.configurations if each.access == access
        )


REFUSES = frozenset({Verdict.MISSING, Verdict.REFUSED, Verdict.FORBIDDEN})


def _is_open(report: Report) -> bool:
    """Say whether anybody may read an index: as is known, or as it says itself."""
    says_so = report.probe is not None and report.probe.verdict is Verdict.OPEN
    return report.host in hosts.PUBLIC or says_so or is_open(report.index.url)


def is_itself(report: Report) -> bool:
    """Say whether the token stands as the username, so that no keyring is needed."""
    host = hosts.kind(report.index.url)
    return bool(host and host.who is hosts.Who.ITSELF and report.index.username)


def wants_login(report: Report) -> bool:
    """Say whether something tells that an index is not for everybody.

    It is a username, a policy, its kind, or what it says itself. A token that stands as the
    username needs no keyring.
    """
    index, host = report.index, hosts.kind(report.index.url)
    is_known = host is not None and host.username is not None and "username" not in host.unverified
    if is_itself(report):
        return False
    says_so = report.probe is not None and report.probe.verdict in REFUSES
    always = index.settings.get("authenticate") == "always"
    return says_so or index.username is not None or always or is_known


def called(report: Report) -> str:
    """Name an index as a person does in a command: by its name, else by its URL."""
    return report.index.name or report.feed


def by_feed(case: Case) -> Iterator[list[Where]]:
    """Yield what all tools do about each private index, by the name that any of them has for it."""
    found: dict[str, list[Where]] = {}
    for where in case.private():
        found.setdefault(where[1].feed, []).append(where)
    for wheres in found.values():
        name = next((report.index.name for _, report in wheres if report.index.name), None)
        yield [
            (each, replace(report, index=replace(report.index, name=report.index.name or name)))
            for each, report in wheres
        ]


def about(
    where: Where,
    message: str,
    fix: Fix,
    *,
    origin: Origin | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Make a finding about an index and a tool; its place is where the index is declared."""
    configuration, report = where
    first = report.index.origins[0] if report.index.origins else None
    return Finding(
        message,
        fix,
        severity=severity,
        feed=report.feed,
        index=report.index.name or report.feed,
        tool=configuration.installation.tool,
        origin=origin or first,
        secrets=report.secrets,
    )


def merged(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Join findings that say the same of several tools into one that names them all."""
    found: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        key = each.code, each.message, each.feed, each.origin, each.fix
        known = found.get(key)
        names = dict.fromkeys(f"{known.tool if known else ''} {each.tool or ''}".split())
        found[key] = replace(known or each, tool=" ".join(names) or None)
    yield from found.values()


def who(tools: Iterable[str], verb: str) -> str:
    """Say that tools do something, by the verb that one of them has: `uv and pip run`."""
    names = list(dict.fromkeys(tools))
    if len(names) == 1:
        return f"{names[0]} {verb}"
    return f"{', '.join(names[:-1])} and {names[-1]} {verb.removesuffix('s')}"


def is_upload(report: Report) -> bool:
    """Say whether a report is about publishing."""
    return report.index.role is Role.PUBLISH
