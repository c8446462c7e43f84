"""How a dialog that mends a finding begins: what is the case, and what mends it."""

from keydex.findings import Finding, Kind
from keydex.ui.findings import subject, told
from keydex.ui.widgets.facts import Fact, Facts


def title(finding: Finding) -> str:
    """Head a dialog that mends a finding."""
    about = subject(finding)
    return f"Mend {finding.code} for {about}" if about else f"Mend {finding.code}"


def facts(finding: Finding, *notes: str) -> Facts:
    """Say what is the case, and what mends it."""
    fix = finding.fix
    found = [Fact("", told(finding, finding.message)), Fact("→", told(finding, fix.summary))]
    if fix.kind is Kind.COMMAND and fix.command and not fix.unlocks:
        found.append(Fact("$", told(finding, fix.command)))
    return Facts((*found, *(Fact("", each) for each in notes if each)), label=1)
