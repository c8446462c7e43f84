"""Stores that keep entries badly: in plain text, without a lock, or none that is long."""

from collections.abc import Iterator

from keydex.config import keyringrc
from keydex.findings import Finding, Fix, advice, run, typed
from keydex.hosts.pastes import LONGEST_OF_WINDOWS
from keydex.rings.installing import can_take, out_of
from keydex.rules.case import Case
from keydex.rules.stores.reached import Reached, reached

PLAIN = "keyrings.alt.file.PlaintextKeyring"
WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
LOSING = {"keyrings.alt": "keyrings.alt.", "keyrings.cryptfile": "keyrings.cryptfile."}
"""Packages that write their file without a lock, and how the names of their backends begin."""
LONG = frozenset({"aws", "azure", "google"})
"""Kinds of index whose tokens are JWTs."""


def plain(case: Case) -> Iterator[Finding]:
    """Find a store that everyone can read who can read the file."""
    for one in reached(case):
        if one.store.backends[:1] == (PLAIN,):
            message = f"keyring keeps passwords in plain text: {one.name} has keyrings.alt."
            yield one.finding(message, _without(case, one, ["keyrings.alt"]))


def loses(case: Case) -> Iterator[Finding]:
    """Find a backend whose file two writers ruin, and that may ask on the terminal."""
    for one in reached(case):
        if one.store.backends[:1] == (PLAIN,):
            continue
        there = [name for name in LOSING if name in one.ring.packages]
        asked = [name for name in there if _is_asked(one, LOSING[name])]
        for name in asked[:1]:
            message = (
                f"{name} beside {one.name} loses entries when two programs write, "
                "and may ask for a password on the terminal."
            )
            yield one.finding(message, _without(case, one, there))


def too_small(case: Case) -> Iterator[Finding]:
    """Find a store that does not take tokens as long as those of the host."""
    for one in reached(case):
        is_long = any(each.host in LONG for each in one.reports)
        if one.store.backends[:1] == (WINDOWS,) and is_long:
            message = (
                f"Windows Credential Locker takes {LONGEST_OF_WINDOWS} characters; "
                "tokens here may be longer."
            )
            yield one.finding(message, advice("Store a shorter token, such as a personal one."))


def _is_asked(one: Reached, module: str) -> bool:
    """Say whether a package is asked, as far as is known: what is installed is chained."""
    backends = one.store.backends
    return not backends or any(each.startswith(module) for each in backends)


def _without(case: Case, one: Reached, packages: list[str]) -> Fix:
    """Return what takes packages out; one that is chosen by name is let go first."""
    names = " and ".join(packages)
    if not can_take(one.ring, case.survey.project):
        return advice(f"Take {names} away from {one.name}, with what installed it there.")
    summary = f"Take {names} out of its environment."
    fix = run(out_of(case.environment, one.ring, packages), summary)
    choice = keyringrc.chosen(case.environment)
    if choice is None or not choice.backend.startswith(tuple(LOSING.values())):
        return fix
    if choice.origin.variable:
        return typed(f"unset {choice.origin.variable} && {fix.command}", fix.summary)
    return advice(f"Take default-keyring out of {choice.origin.path}, then: {fix.command}")
