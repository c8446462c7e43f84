"""Which dialog mends a finding."""

from textual.screen import ModalScreen

from keydex.findings import Finding, Kind
from keydex.survey import Survey
from keydex.ui.screens.advice import Advice
from keydex.ui.screens.edit import WriteFix
from keydex.ui.screens.run import RunCommand
from keydex.ui.screens.store import StoreCredential
from keydex.ui.screens.unlock import UnlockStore
from keydex.ui.screens.username import WriteUsername
from keydex.ui.session import Session


def dialog(finding: Finding, session: Session, survey: Survey) -> ModalScreen[int]:
    """Open what shows the fix of a finding, and applies it; its result is what was changed."""
    fix = finding.fix
    if fix.edits or fix.copies:
        return WriteFix(session, survey, finding)
    if fix.kind is Kind.STORE:
        return StoreCredential(session, survey, fix.feed)
    if fix.asks_username:
        return WriteUsername(session, survey, fix.feed)
    if fix.unlocks:
        return UnlockStore(session, finding, fix.unlocks)
    if fix.argv:
        return RunCommand(session, survey, finding)
    return Advice(finding)
