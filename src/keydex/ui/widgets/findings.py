"""Everything that is wrong, and all there is to say of the finding under the cursor."""

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from keydex.findings import Finding
from keydex.survey import Survey
from keydex.ui import findings
from keydex.ui.widgets.finding import Whole
from keydex.ui.widgets.finding_table import FindingTable


class FindingList(Vertical):
    """The list and, below it, one finding in full; or that nothing is wrong."""

    legend = getters.query_one("#counts", Static)
    table = getters.query_one(FindingTable)
    whole = getters.query_one(Whole)

    def on_mount(self) -> None:
        """Start without a survey."""
        self._survey: Survey | None = None

    def compose(self) -> ComposeResult:
        """Lay out counts, list and finding."""
        yield Static(id="counts", markup=False)
        yield FindingTable()
        yield Whole()

    @property
    def finding(self) -> Finding | None:
        """Return the finding under the cursor."""
        return self.table.finding

    def show(self, survey: Survey, found: findings.Findings) -> None:
        """Show what is wrong with a survey."""
        self._survey = survey
        nothing = f"Nothing is wrong.\n\n{findings.looked_at(survey)}"
        self.legend.update(f"{findings.counts(found)}." if found else nothing)
        self.table.show(found)
        self.table.display = self.whole.display = bool(found)
        self._tell()

    @on(FindingTable.Highlighted)
    def _tell(self) -> None:
        if self._survey and self.finding:
            self.whole.show(self._survey, self.finding)
