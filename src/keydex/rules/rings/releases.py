"""Keyring commands that are too old, broken, or print what is not asked for."""

from collections.abc import Iterator, Sequence

from keydex.findings import Finding, Fix
from keydex.model import Api, Configuration, Version, Via, spelled
from keydex.rings import Ring, shown
from keydex.rules import installs
from keydex.rules.case import Case, who
from keydex.rules.table import ERROR, Needs, Rule

# What jaraco/keyring changed: `--mode creds` came with 25.2.0, which crashes on it (#681); a plain
# `get` fails in 25.4.0 (#694). Until 0.3.6 artifacts-keyring printed on standard output (its #73).
HAS_CREDS: Version = (25, 2, 0)
BROKEN: dict[Version, tuple[Api, str]] = {
    (25, 2, 0): (Api.CREDS, "keyring get --mode creds"),
    (25, 4, 0): (Api.GET, "keyring get"),
}
QUIET: Version = (0, 3, 6)
NEWER, SOUND = "keyring>=25.2.1", "keyring>=25.4.1"

Asked = tuple[Ring, list[tuple[Configuration, set[Api]]]]


def old(case: Case) -> Iterator[Finding]:
    """Find a keyring that does not know the question that a tool asks."""
    for ring, asked in _asked(case):
        tools = [each for each, apis in asked if Api.CREDS in apis]
        if tools and () < ring.version < HAS_CREDS:
            found = (each.installation for each in tools)
            names = (f"{each.tool} {spelled(each.version)}" for each in found)
            name = shown(case.environment, ring.executable)
            message = f"{who(names, 'needs')} keyring 25.2.1; {name} is {spelled(ring.version)}."
            yield _renewed(case, tools, ring, message, NEWER)


def broken(case: Case) -> Iterator[Finding]:
    """Find one of the two releases of keyring whose command is broken."""
    for ring, asked in _asked(case):
        api, what = BROKEN.get(ring.version, (None, ""))
        if tools := [each for each, apis in asked if api in apis]:
            name = shown(case.environment, ring.executable)
            message = f"{_who(tools, 'runs')} {name} {spelled(ring.version)}, "
            yield _renewed(case, tools, ring, f"{message}in which every {what} fails.", SOUND)


def printing(case: Case) -> Iterator[Finding]:
    """Find a keyring that prints what a tool takes for a password."""
    for ring, asked in _asked(case):
        tools = [each for each, _ in asked]
        said = case.murmurs.get(tools[0].access)
        plugin, name = (
            ring.packages.get("artifacts-keyring"),
            shown(case.environment, ring.executable),
        )
        if plugin and plugin < QUIET:
            message = (
                f"artifacts-keyring {spelled(plugin)} prints its sign-in code where "
                f"{_who(tools, 'reads')} the password from {name}."
            )
            packages = (SOUND, "artifacts-keyring>=0.3.6")
            yield _renewed(case, tools, ring, message, *packages)
        elif said:
            message = f"{name} {said}, and {_who(tools, 'takes')} that for a password."
            yield _replaced(case, tools, ring, message)


def _asked(case: Case) -> Iterator[Asked]:
    """Yield each keyring command, and the tools that run it with what they ask."""
    for access, wheres in case.asking().items():
        if access.via is not Via.SUBPROCESS or access not in case.rings:
            continue
        found: dict[str, tuple[Configuration, set[Api]]] = {}
        for configuration, report in wheres:
            name = configuration.installation.tool
            apis = found.setdefault(name, (configuration, set()))[1]
            apis |= {each.api for each in report.lookups}
        yield case.rings[access], list(found.values())


def _who(tools: Sequence[Configuration], verb: str) -> str:
    return who((each.installation.tool for each in tools), verb)


def _renewed(
    case: Case, tools: Sequence[Configuration], ring: Ring, message: str, *packages: str
) -> Finding:
    fix = installs.mended(case, tools[0], ring, packages, "a newer keyring")
    return _finding(tools, message, fix)


def _replaced(case: Case, tools: Sequence[Configuration], ring: Ring, message: str) -> Finding:
    """Put another keyring before one that is a person's own script, or beyond repair."""
    if ring.prefix:
        return _renewed(case, tools, ring, message, SOUND)
    fix = installs.first(case, (SOUND,), "Install a keyring that is run before it.", past=ring)
    return _finding(tools, message, fix)


def _finding(tools: Sequence[Configuration], message: str, fix: Fix) -> Finding:
    return Finding(message, fix, tool=" ".join(each.installation.tool for each in tools))


ROWS = (
    Rule(
        "KD024",
        "keyring-old",
        ERROR,
        "a keyring is older than 25.2.1, and a tool asks it with --mode creds",
        old,
    ),
    Rule(
        "KD025",
        "keyring-broken",
        ERROR,
        "a keyring is 25.2.0 or 25.4.0, and fails at what a tool asks",
        broken,
    ),
    Rule(
        "KD026",
        "keyring-prints",
        ERROR,
        "a keyring prints something, or exits with 0, where it finds nothing",
        printing,
        Needs.KEYRINGS,
    ),
)
