"""One finding in full: what is the case, where, and what mends it."""

from collections.abc import Iterator
from functools import partial

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from keydex.errors import KeydexError
from keydex.findings import Finding, Kind
from keydex.model import Edit
from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.findings import page, place, told
from keydex.ui.mends import cost, summary
from keydex.ui.threads import in_thread
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.told import Told


class Whole(VerticalScroll):
    """The finding under the cursor; the diff of an edit is planned beside the event loop."""

    heading = getters.query_one(Ends)
    message = getters.query_one(Static)
    facts = getters.query_one(Facts)
    diff = getters.query_one(Told)

    def on_mount(self) -> None:
        """Start without a finding."""
        self._finding: Finding | None = None

    def compose(self) -> ComposeResult:
        """Lay out heading, sentence, facts and diff."""
        yield Ends(rule=True)
        yield Static(markup=False)
        yield Facts(label=8)
        yield Told()

    def show(self, survey: Survey, finding: Finding) -> None:
        """Show a finding."""
        if finding is self._finding:
            return
        self._finding = finding
        self.heading.left = f"{finding.code} {finding.name}"
        self.heading.right = place(finding, survey)
        self.message.update(told(finding, finding.message))
        self.facts.facts = tuple(_facts(survey, finding))
        self.diff.start()
        self.scroll_home(animate=False)
        if finding.fix.edits:
            self._plan()

    @work(group="diff", exclusive=True)
    async def _plan(self) -> None:
        """Show what would be changed."""
        if self._finding is None:
            return
        from keydex.workflows import fixing

        try:
            changes = await in_thread(partial(fixing.planned, self._finding.fix))
            lines = await in_thread(partial(diff, self._finding, changes))
        except KeydexError as error:
            self.diff.refuse(error)
        else:
            self.diff.diff(lines)


def diff(finding: Finding, changes: tuple[Edit, ...]) -> tuple[str, ...]:
    """Return the lines of what changes mean, without a secret."""
    from keydex import edits

    shown = "".join(map(edits.diff, changes))
    return tuple(masked(shown, finding.secrets).splitlines())


def _facts(survey: Survey, finding: Finding) -> Iterator[Fact]:
    fix, origin = finding.fix, finding.origin
    if origin and origin.key:
        yield Fact("setting", told(finding, origin.key))
    label = "ask" if fix.kind is Kind.NONE else "mend"
    yield Fact(label, summary(finding), note=cost(survey, fix))
    if fix.command:
        yield Fact("command", told(finding, fix.command))
    if page(finding):
        yield Fact("tokens", page(finding), note="o opens it")
