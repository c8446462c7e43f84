"""Show what a machine without a keyring is to have: names and snippets, never a value."""

from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import RadioSet

from keydex.survey import Survey
from keydex.ui.commands import DIALOG
from keydex.ui.texts import safe
from keydex.ui.threads import in_thread
from keydex.ui.widgets.box import Pick
from keydex.ui.widgets.dialog import Dialog
from keydex.ui.widgets.ends import Ends
from keydex.ui.widgets.facts import Fact, Facts
from keydex.ui.widgets.key_line import KeyLine
from keydex.ui.widgets.told import Told
from keydex.words import NO_INDEX
from keydex.workflows import exporting

TITLES = {"docker": "Docker", "github": "GitHub", "gitlab": "GitLab"}
COPY: list[BindingType] = [
    Binding("y", "copy", "Copy", tooltip="Copy the snippets; no secret is in them")
]


class ExportNames(ModalScreen[None]):
    """The dialog: a target, the names of each tool, and the snippets."""

    BINDINGS = [*COPY, *DIALOG]

    targets = getters.query_one(RadioSet)
    names = getters.query_one(Facts)
    snippets = getters.query_one(Told)

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self._survey = survey
        self._text = ""

    def compose(self) -> ComposeResult:
        """Lay out targets, names and snippets."""
        with Dialog():
            yield Ends("For a machine without a keyring", rule=True)
            with RadioSet(compact=True):
                for target, title in TITLES.items():
                    yield Pick(title, value=target == next(iter(TITLES)), named=target)
            yield Facts()
            yield Told()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first."""
        self._show(next(iter(TITLES)))

    @on(RadioSet.Changed)
    def _choose(self, event: RadioSet.Changed) -> None:
        self._show(event.pressed.id or "")

    @work(group="plan", exclusive=True)
    async def _show(self, target: str) -> None:
        """Plan it, which reads files alone, and show it."""
        self.snippets.start("looking what each tool takes …")
        feeds, is_job = tuple(self._survey.feeds()), target == "gitlab"
        plan = partial(exporting.planned, self._survey, feeds, with_job_token=is_job)
        found = await in_thread(plan)
        self.snippets.start()
        self.names.facts = tuple(
            Fact(f"{each.command.tool}", safe(f"{each.index}: {each.names}")) for each in found.ways
        ) + tuple(
            Fact(tool, safe(f"{index}: – {reason}")) for tool, index, reason in found.unserved
        )
        if not self.names.facts:
            self.snippets.add(NO_INDEX)
        texts = []
        for each in exporting.SNIPPETS[target](found):
            texts += [*map(safe, each.lines), ""]
        self.snippets.lines += tuple(
            (line, "tone--quiet" if line.startswith("# ") else "tone--known") for line in texts
        )
        self._text = "\n".join(texts).rstrip("\n")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy where there is something."""
        return bool(self._text) if action == "copy" else True

    def action_copy(self) -> None:
        """Copy the snippets; they are on the screen already."""
        self.app.copy_to_clipboard(self._text)
        self.notify("the snippets", title="Copied", markup=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss()
