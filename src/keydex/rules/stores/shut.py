"""Stores that are there and give no answer, or not what they were given."""

from collections.abc import Iterator

from keydex.config import keyringrc
from keydex.findings import Finding, Fix, Severity, advice, typed, unlock
from keydex.keyrings.batch import objection
from keydex.keyrings.replies import WANTS_TERMINAL
from keydex.model import Lookup, Report, State
from keydex.rules import recipes
from keydex.rules.case import Case, called
from keydex.rules.stores.absent import is_turned_off, let_go
from keydex.rules.stores.reached import Reached, reached

SILENT = (State.FAILED, State.TIMED_OUT)
HANGS = "Look for a prompt that waits for you; else run `keyring get SERVICE USERNAME` and see."
FAILS = "Run `keyring get SERVICE USERNAME` in a terminal: it says more of what it raises."
LOOK = "Run `python -m keyring diagnose` with the Python of that keyring, and see."
UNSEEN = "can't look at the keyring's backend: "
REFUSED = "NotImplementedError"  # A plugin that only reads: it makes its tokens by itself.
FORGETS = "Choose another backend with PYTHON_KEYRING_BACKEND, or in keyringrc.cfg."


def locked(case: Case) -> Iterator[Finding]:
    """Find a store that is locked, or that was never made."""
    for one in reached(case):
        said = next(one.answers(State.LOCKED), None)
        if one.is_absent or not (said or one.store.locked or one.store.unlockable):
            continue
        on_desktop = _has_desktop(case)
        message = _locked(one, said.reason if said else "")
        severity = Severity.WARNING if on_desktop else None
        yield one.finding(message, _key(case, one), severity=severity)


def silent(case: Case) -> Iterator[Finding]:
    """Find a keyring that gives no answer, for a reason that no other rule names."""
    for one in reached(case):
        if is_turned_off(case.environment) or one.is_absent:
            continue
        is_unseen = bool(one.look.reason) and one.look.store is None
        failed = list(_failed(one))
        reason = next((each for _, each in failed), "")
        if is_unseen:
            reason = one.look.reason.removeprefix(UNSEEN)
        if reason:
            fix = _hint(case, one, is_unseen=is_unseen)
            yield one.finding(f"{one.name} gives no answer{_about(one, failed)}: {reason}.", fix)


def forgets(case: Case) -> Iterator[Finding]:
    """Find a keyring that does not give back what it was given."""
    for one in reached(case):
        said = case.round_trips.get(one.access)
        is_told = one.is_absent or one.store.locked or one.store.unlockable
        if said and REFUSED not in said and not is_told and not is_turned_off(case.environment):
            yield one.finding(f"keyring does not keep what it is given: {said}.", advice(FORGETS))


def _hint(case: Case, one: Reached, *, is_unseen: bool) -> Fix:
    """Return what brings a person nearer to the cause."""
    choice = keyringrc.chosen(case.environment)
    if is_unseen and choice:
        return let_go(case.environment, choice)
    if is_unseen:
        return advice(LOOK)
    return advice(HANGS if any(one.answers(State.TIMED_OUT)) else FAILS)


def _locked(one: Reached, reason: str) -> str:
    if reason == WANTS_TERMINAL.reason:
        return "keyring's store is locked: its backend asks for a password on the terminal."
    if one.store.is_unmade:
        return "keyring's Secret Service has no store yet, and can't make one without a password."
    return "keyring's store is locked, so it gives no answer."


def _key(case: Case, one: Reached) -> Fix:
    """Return what unlocks it."""
    if one.store.unlockable:
        summary = "Hand keydex the password of that store; choose one where there is none yet."
        return unlock(one.access, recipes.UNLOCK, summary, makes=one.store.is_unmade)
    if case.environment.platform == "darwin":
        return typed("security unlock-keychain", "Unlock your login keychain.")
    return advice("Unlock it in your desktop session, or with the program that made it.")


def _has_desktop(case: Case) -> bool:
    """Say whether a person may be asked for the password in a window."""
    variables = case.environment.variables
    windows = {"DISPLAY", "WAYLAND_DISPLAY"}.intersection(variables)
    if case.environment.platform == "linux":
        return bool(windows)
    return "SSH_CONNECTION" not in variables


def _about(one: Reached, failed: list[tuple[Report, str]]) -> str:
    """Say about which indexes a keyring gives no answer, where it gives one about others."""
    if not any(one.answers(State.FOUND, State.MISSING)):
        return ""
    names = dict.fromkeys(called(report) for report, _ in failed)
    return f" about {' and '.join(names)}" if names else ""


def _failed(one: Reached) -> Iterator[tuple[Report, str]]:
    """Yield which questions failed, and why, but for what a release of keyring never could."""
    for report in one.reports:
        for lookup, answer in zip(report.lookups, report.answers, strict=False):
            if answer.state in SILENT and not _is_known(one, lookup):
                yield report, answer.reason


def _is_known(one: Reached, lookup: Lookup) -> bool:
    """Say whether the release of the keyring alone explains the failure."""
    version = one.store.version or one.ring.version
    return one.access.executable is not None and objection(lookup, version) is not None
