"""All that one tool does about one feed."""

from collections.abc import Iterator

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from keydex import words
from keydex.asking import found
from keydex.looks import Look, Looks
from keydex.model import Configuration, Report, spelled
from keydex.secret import masked
from keydex.survey import Survey, basis
from keydex.tools import TOOLS
from keydex.ui.meanings import WHEN, finds, meaning
from keydex.ui.parts import phase_of
from keydex.ui.texts import origin, safe
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.keyrings import command
from keydex.words import Sign


class Panel(Vertical):
    """One tool: what it finds, what the index says, when it asks, and why it asks so."""

    heading = getters.query_one(Ends)
    facts = getters.query_one(Facts)

    def compose(self) -> ComposeResult:
        """Lay out heading and facts."""
        yield Ends(rule=True)
        yield Facts(label=8)

    def show(self, survey: Survey, one: Configuration, report: Report, looks: Looks) -> None:
        """Show what a tool does about an index."""
        installation = one.installation
        phase = f", to {each}" if (each := phase_of(report)) else ""
        self.heading.left = f"{installation.tool} {spelled(installation.version)}{phase}"
        self.facts.facts = tuple(_facts(survey, one, report, looks))


def _facts(survey: Survey, one: Configuration, report: Report, looks: Looks) -> Iterator[Fact]:
    """Yield what is known of a tool and a feed."""
    yield Fact("finds", _finds(report))
    yield Fact("index", _index(one, report))
    if report.lookups:
        yield Fact("asks", WHEN[report.lookups[0].when])
        yield from _sent(survey, report)
        look = looks.get(one.access, Look())
        yield Fact("runs", command(survey, one.access, look))
    yield Fact("username", _username(survey, report))
    yield Fact("on by" if report.lookups else "off by", safe(one.access.reason))
    yield Fact("known", _known(one))


def _sent(survey: Survey, report: Report) -> Iterator[Fact]:
    """Yield what is sent beside what the keyring has."""
    for name, sentence in words.SENT.items():
        if source := getattr(report, name):
            where = origin(source.origin, survey.project, survey.environment)
            yield Fact("sends", sentence.format(where).removeprefix("sends "))


def _finds(report: Report) -> str:
    if report.silence:
        sign = Sign.STORED if report.settled_by else Sign.SILENT
        return f"{sign}: {safe(masked(report.silence.reason, report.secrets))}"
    if not report.answers:
        return str(Sign.NOT_ASKED)
    glyph = (Sign.STORED if found(report) else Sign.MISSING).value[0]
    return f"{glyph} {finds(report)}"


def _index(one: Configuration, report: Report) -> str:
    if report.probe is None:
        return str(Sign.NOT_ASKED)
    return f"{words.of_probe(report.probe).value[0]} {meaning(one, report)}"


def _username(survey: Survey, report: Report) -> str:
    index = report.index
    if index.username is None:
        return "none"
    user = safe(masked(index.username, report.secrets))
    places = [origin(each, survey.project, survey.environment) for each in index.origins]
    source = {"url": "in the URL"}.get(index.username_from or "", index.username_from or "")
    return ", ".join((user, source, *places[:1])) if source else user


def _known(one: Configuration) -> str:
    version = spelled(one.installation.version)
    watched = basis(TOOLS[one.installation.tool], one.installation.version) == "recorded"
    known = f"recorded with {version}" if watched else f"rules of {version} are assumed"
    assumed = "; not installed here" if one.installation.source == "assumed" else ""
    return f"{known}{assumed}"
