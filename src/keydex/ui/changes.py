"""What changes something: what must be known before, the dialog, what is looked at anew after.

Dialogs are loaded when they are opened: together they are half of what there is to load.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial

from textual.screen import ModalScreen

from keydex.findings import Finding, Kind
from keydex.model import Configuration, Report
from keydex.survey import Survey
from keydex.ui.desk import Desk, about
from keydex.ui.jobs import Job
from keydex.ui.looks import may_prompt
from keydex.ui.session import Session

Workflow = Callable[[Job], AsyncIterator[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A dialog whose result is how much it has changed, and the workflows around it."""

    dialog: Callable[[Session, Survey], ModalScreen[int]] = field(repr=False)
    after: Workflow = field(repr=False)
    before: Workflow | None = field(default=None, repr=False)
    writes: bool = True
    """Whether what the dialog counts was written."""


def storing(desk: Desk, feed: str) -> Change:
    """Store a credential, then read the files, ask and test that index again."""
    from keydex.ui.screens.store import StoreCredential

    return Change(partial(StoreCredential, feed=feed), _proving(desk, feed), _knowing(desk, feed))


def deleting(desk: Desk, feed: str, opened: tuple[str, str | None] | None = None) -> Change:
    """Delete entries, then ask about that index again."""

    def dialog(session: Session, survey: Survey) -> ModalScreen[int]:
        from keydex.ui.screens.delete import DeleteEntries

        return DeleteEntries(session, survey, desk.stocks, feed, opened)

    return Change(dialog, partial(desk.ask, wanted=about(feed)), _knowing(desk, feed))


def rotating(desk: Desk, feed: str) -> Change:
    """Give all that holds the same secret a new one, or end what was left unfinished."""

    def dialog(session: Session, survey: Survey) -> ModalScreen[int]:
        from keydex.ui.screens.rotate import RotateSecret
        from keydex.ui.screens.unfinished import EndRotation, is_unfinished

        journal = session.journal(session.environment)
        if is_unfinished(journal):
            return EndRotation(session, journal)
        return RotateSecret(session, survey, journal, feed)

    before = partial(desk.ask, wanted=about(None), every=True)
    return Change(dialog, _proving(desk, None), before)


def naming(desk: Desk, feed: str) -> Change:
    """Write the username into the files, then read them again."""
    from keydex.ui.screens.username import WriteUsername

    return Change(partial(WriteUsername, feed=feed), _reading(desk))


def migrating(desk: Desk) -> Change:
    """Move what stands in plain text, then look at everything again."""

    def dialog(session: Session, _: Survey) -> ModalScreen[int]:
        from keydex.ui.screens.migrate import MoveSecrets

        return MoveSecrets(session, desk.words)

    return Change(dialog, desk.read)


def undoing(desk: Desk) -> Change:
    """Undo what was written to files last, then read them again."""
    from keydex.ui.screens.undo import UndoWrite

    return Change(partial(UndoWrite, written=desk.written), _reading(desk))


def mending(desk: Desk, finding: Finding) -> Change:
    """Mend a finding, then look again at what that touches.

    After a command everything may be different; after an edit, answers to the same questions count.
    """
    from keydex.ui.screens import mend

    fix, dialog = finding.fix, partial(mend.dialog, finding)
    if fix.kind is Kind.STORE:
        return Change(dialog, _proving(desk, fix.feed), _knowing(desk, fix.feed))
    after = desk.read if fix.kind is Kind.COMMAND or fix.moves else _reading(desk)
    return Change(dialog, after, writes=fix.kind is not Kind.COMMAND)


def _knowing(desk: Desk, feed: str) -> Workflow:
    """Find out every answer there is about a feed now."""
    return partial(desk.ask, wanted=about(feed), every=True)


def _proving(desk: Desk, feed: str | None) -> Workflow:
    """Look whether what was stored, in a keyring or a file, is found and accepted."""

    def is_asked_once(one: Configuration, report: Report) -> bool:
        return feed in {None, report.feed} and may_prompt(one, desk.looks)

    async def workflow(job: Job) -> AsyncIterator[str]:
        for each in (
            desk.read(job, desk.survey),
            desk.ask(job, is_asked_once),
            desk.test(job, about(feed)),
        ):
            async for what in each:
                yield what

    return workflow


def _reading(desk: Desk) -> Workflow:
    """Read the files again, and keep what is known of the same questions."""
    return lambda job: desk.read(job, desk.survey)
