"""What a rule looks at: all that is known of a project, its tools and its keyrings."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date

from keydex.environment import Environment
from keydex.findings import Finding, Fix, Severity
from keydex.looks import Look
from keydex.model import Access, Configuration, Origin, Report, Role
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
    today: date = date.min

    @property
    def environment(self) -> Environment:
        """Return the world that the tools run in."""
        return self.survey.environment

    def private(self) -> Iterator[Where]:
        """Yield each index that is not built in and for which a tool may need a credential."""
        for configuration, report in self.survey.reports():
            if report.index.origins and (is_asked(report) or report.host not in PUBLIC_KINDS):
                yield configuration, report

    def tools(self, access: Access) -> tuple[str, ...]:
        """Name the tools that reach a keyring."""
        return tuple(
            each.installation.tool for each in self.survey.configurations if each.access == access
        )


PUBLIC_KINDS = frozenset({"pypi", "testpypi"})


def called(report: Report) -> str:
    """Name an index as a person does in a command: by its name, else by its URL."""
    return report.index.name or report.feed


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


def is_upload(report: Report) -> bool:
    """Say whether a report is about publishing."""
    return report.index.role is Role.PUBLISH
