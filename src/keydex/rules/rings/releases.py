"""Keyring commands that are too old, broken, or print what is not asked for."""

from collections.abc import Iterator

from keydex.findings import Finding
from keydex.model import Api, Configuration, Version, Via, spelled
from keydex.rings import Ring, shown
from keydex.rules import installs
from keydex.rules.case import Case
from keydex.rules.table import ERROR, Needs, Rule

# What jaraco/keyring changed: `--mode creds` came with 25.2.0, which crashes on it (#681); a plain
# `get` fails in 25.4.0 (#694). Until 0.3.6 artifacts-keyring printed on standard output (its #73).
HAS_CREDS: Version = (25, 2, 0)
NO_CREDS: Version = (25, 2, 0)
NO_GET: Version = (25, 4, 0)
QUIET: Version = (0, 3, 6)
NEWER, SOUND = "keyring>=25.2.1", "keyring>=25.4.1"

Asked = tuple[Configuration, Ring, frozenset[Api]]


def old(case: Case) -> Iterator[Finding]:
    """Find a keyring that does not know the question that a tool asks."""
    for configuration, ring, apis in _asked(case):
        if Api.CREDS in apis and () < ring.version < HAS_CREDS:
            tool = configuration.installation
            name = shown(case.environment, ring.executable)
            message = (
                f"{tool.tool} {spelled(tool.version)} needs keyring 25.2.1; "
                f"{name} is {spelled(ring.version)}."
            )
            yield _renewed(case, configuration, ring, message, NEWER)


def broken(case: Case) -> Iterator[Finding]:
    """Find one of the two releases of keyring whose command is broken."""
    for configuration, ring, apis in _asked(case):
        if ring.version == NO_CREDS and Api.CREDS in apis:
            what = "keyring get --mode creds"
        elif ring.version == NO_GET and Api.GET in apis:
            what = "keyring get"
        else:
            continue
        name, tool = shown(case.environment, ring.executable), configuration.installation.tool
        message = f"{tool} runs {name} {spelled(ring.version)}, in which every {what} fails."
        yield _renewed(case, configuration, ring, message, SOUND)


def printing(case: Case) -> Iterator[Finding]:
    """Find a keyring that prints what a tool takes for a password."""
    for configuration, ring, _ in _asked(case):
        said = case.murmurs.get(configuration.access)
        plugin = ring.packages.get("artifacts-keyring")
        tool, name = configuration.installation.tool, shown(case.environment, ring.executable)
        if plugin and plugin < QUIET:
            message = (
                f"artifacts-keyring {spelled(plugin)} prints its sign-in code where {tool} reads "
                f"the password from {name}."
            )
            packages = (SOUND, "artifacts-keyring>=0.3.6")
            yield _renewed(case, configuration, ring, message, *packages)
        elif said:
            message = f"{name} {said}, and {tool} takes that for a password."
            yield _replaced(case, configuration, ring, message)


def _asked(case: Case) -> Iterator[Asked]:
    """Yield each tool that runs a keyring command, with what it asks."""
    for access, wheres in case.asking().items():
        if access.via is not Via.SUBPROCESS or access not in case.rings:
            continue
        found: dict[str, tuple[Configuration, set[Api]]] = {}
        for configuration, report in wheres:
            name = configuration.installation.tool
            apis = found.setdefault(name, (configuration, set()))[1]
            apis |= {each.api for each in report.lookups}
        for configuration, apis in found.values():
            yield configuration, case.rings[access], frozenset(apis)


def _renewed(
    case: Case, configuration: Configuration, ring: Ring, message: str, *packages: str
) -> Finding:
    fix = installs.mended(case, configuration, ring, packages, "a newer keyring")
    return Finding(message, fix, tool=configuration.installation.tool)


def _replaced(case: Case, configuration: Configuration, ring: Ring, message: str) -> Finding:
    """Put another keyring before one that is a person's own script, or beyond repair."""
    if ring.prefix:
        return _renewed(case, configuration, ring, message, SOUND)
    fix = installs.first(case, (SOUND,), "Install a keyring that is run before it.", past=ring)
    return Finding(message, fix, tool=configuration.installation.tool)


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
