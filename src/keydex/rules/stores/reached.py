"""The keyrings that private indexes have questions to, each once."""

from collections.abc import Iterator

from keydex.findings import Finding, Fix, Severity
from keydex.keyrings import Store
from keydex.keyrings.replies import FAIL, NO_BACKEND
from keydex.looks import Look
from keydex.model import Access, Answer, Configuration, Origin, Report, State, Verdict
from keydex.nouns import dataclass
from keydex.rings import Ring, shown
from keydex.rules.case import REFUSES, Case, Where, is_itself


@dataclass(frozen=True, slots=True)
class Reached:
    """A keyring, the tools that reach it, and what they ask it for."""

    access: Access
    ring: Ring
    name: str
    """Its command, else its Python, as a person writes the path."""
    look: Look
    wheres: tuple[Where, ...]

    @property
    def configuration(self) -> Configuration:
        """Return what the first of its tools does."""
        return self.wheres[0][0]

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return the indexes that it is asked about."""
        return tuple(report for _, report in self.wheres)

    @property
    def store(self) -> Store:
        """Return what stands behind it, as far as that is known."""
        return self.look.store or Store()

    @property
    def is_absent(self) -> bool:
        """Say whether keyring finds no backend that works."""
        return self.store.backends == (FAIL,) or any(
            answer.reason == NO_BACKEND.reason for answer in self.answers()
        )

    def answers(self, *states: State) -> Iterator[Answer]:
        """Yield what it said, or only what came to one of some states."""
        for report in self.reports:
            for answer in report.answers:
                if not states or answer.state in states:
                    yield answer

    def finding(
        self,
        message: str,
        fix: Fix,
        *,
        origin: Origin | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """Make a finding about it, which names its tools."""
        tools = dict.fromkeys(each.installation.tool for each, _ in self.wheres)
        secrets = dict.fromkeys(each for report in self.reports for each in report.secrets)
        return Finding(
            message,
            fix,
            severity=severity,
            tool=" ".join(tools),
            origin=origin,
            secrets=tuple(secrets),
        )


def reached(case: Case) -> Iterator[Reached]:
    """Yield each keyring to which a private index has questions, or would have were it on."""
    found: dict[Access, list[Where]] = {}
    for configuration, report in case.private():
        if configuration.access in case.rings and wants(report):
            found.setdefault(configuration.access, []).append((configuration, report))
    for access, wheres in found.items():
        ring = case.rings[access]
        name = shown(case.environment, ring.executable or ring.interpreter)
        yield Reached(access, ring, name, case.looks.get(access, Look()), tuple(wheres))


def wants(report: Report) -> bool:
    """Say whether a tool needs what its keyring holds; in doubt it does not."""
    is_off = report.silence is not None and report.silence.code == "no-keyring"
    if report.settled_by or is_itself(report) or not (report.lookups or is_off):
        return False
    verdict = report.probe.verdict if report.probe else None
    if verdict is Verdict.OPEN:
        return False
    if verdict in REFUSES:
        return True
    if verdict is Verdict.ACCEPTED or report.sent_first:
        return any(answer.state is State.FOUND for answer in report.answers)
    return report.index.username is not None or report.host is not None
