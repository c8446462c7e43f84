"""The keyring commands that the tools run, and the stores behind them."""

from collections.abc import Iterator

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from keydex.findings import Finding
from keydex.looks import Look, Looks
from keydex.model import Access, Via, spelled
from keydex.survey import Survey
from keydex.ui.findings import TONES, Findings, of_feed, severity, told
from keydex.ui.texts import listed, place, safe
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.words import OF_SEVERITY

MOST = 3  # Findings; f shows them all.


class Keyrings(Vertical):
    """Which keyring each tool reaches, and what it keeps its entries in."""

    facts = getters.query_one(Facts)

    def compose(self) -> ComposeResult:
        """Lay out heading and facts."""
        yield Ends("keyring", rule=True)
        yield Facts(label=8)

    def show(self, survey: Survey, looks: Looks, found: Findings) -> None:
        """Show the keyrings of a survey, and the worst that is not about a single index."""
        wrong = of_feed(found, "")[:MOST]
        self.facts.facts = (*_facts(survey, looks), *map(_wrong, wrong))


def _wrong(finding: Finding) -> Fact:
    sign, tone = OF_SEVERITY[severity(finding)], TONES[severity(finding)]
    return Fact(sign, told(finding, finding.message), note=finding.code, tone=tone)


def _facts(survey: Survey, looks: Looks) -> Iterator[Fact]:
    users: dict[Access, list[str]] = {}
    reasons: dict[Access, str] = {}
    for one in survey.configurations:
        users.setdefault(one.access, []).append(one.installation.tool)
        reasons.setdefault(one.access, one.access.reason)
    for access, tools in users.items():
        look = looks.get(access)
        if access.via is Via.NONE:
            yield Fact("command", f"none: {safe(reasons[access])}", note=listed(tools))
            continue
        yield Fact("command", command(survey, access, look), note=_users(access, tools))
        yield Fact("store", _store(look))


def command(survey: Survey, access: Access, look: Look | None) -> str:
    """Name the keyring command, or the Python whose package is imported; with its release."""
    path = access.executable or access.interpreter
    if path is None:
        return safe(access.reason)
    named = place(path, survey.project, survey.environment)
    version = f" {spelled(look.store.version)}" if look and look.store else ""
    return f"import keyring{version} in {named}" if access.interpreter else f"{named}{version}"


def _users(access: Access, tools: list[str]) -> str:
    verb = "run" if access.via is Via.SUBPROCESS else "use"
    return f"{listed(tools)} {verb if len(tools) > 1 else verb + 's'} it"


def _store(look: Look | None) -> str:
    if look is None:
        return "looking …"
    if look.store is None:
        return safe(look.reason)
    return f"{safe(str(look.store))}{'; asking may prompt' if look.prompts else ''}"
