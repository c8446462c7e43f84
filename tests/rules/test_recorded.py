"""Whatever keeps a tool out of a private index, the doctor names a cause: over recorded worlds."""

from dataclasses import replace

import pytest

from keydex.asking import Means, answered, credential
from keydex.examining import on_disk
from keydex.findings import Severity
from keydex.model import Configuration, Probe, Report, Role, Verdict
from keydex.rules import Case, found
from keydex.survey import survey
from tests.entries import Entries
from tests.recorded import Row, environment, rows
from tests.rules.cases import TODAY
from tests.samples import Connected

NEWEST = {"uv": "0.13.8", "pip": "26.3"}


def case_of(row: Row) -> Case:
    """Read the world of a row, with nothing in its keyring and indexes that want a credential."""
    one = survey(environment(row), row.world["command"])
    for each in answered(one, Means(connect=Connected(Entries()))):
        one = each

    def refused(_: Configuration, report: Report) -> Report:
        if report.index.role is Role.PUBLISH or not report.index.origins:
            return report
        is_spared = report.silence is not None and report.silence.code == "locked"
        sends = credential(report) is not None or report.settled_by or is_spared
        verdict = Verdict.ACCEPTED if sends else Verdict.MISSING
        return replace(report, probe=Probe(verdict, "so says the test", 401, 401))

    case = on_disk(one, today=TODAY)
    return replace(case, survey=one.mapped(refused))


@pytest.mark.parametrize("tool", NEWEST)
def test_a_tool_that_is_kept_out_is_always_told_why(tool: str) -> None:
    untold, count = [], 0
    for row in rows(tool):
        if row.version != NEWEST[tool]:
            continue
        case = case_of(row)
        told = [each for each in found(case) if each.severity is not Severity.NOTE]
        feeds = {each.feed for each in told}
        for one, report in case.private():
            code = report.silence and report.silence.code
            # Where the command contradicts itself, the tool says so and stops.
            if code == "settings-ignored" and not one.problems:
                continue
            if report.probe and report.probe.verdict is Verdict.MISSING:
                count += 1
                if report.feed not in feeds and "" not in feeds:
                    untold.append(f"{row.name}: {report.feed} {code}")
    assert count > 40
    assert untold == []
