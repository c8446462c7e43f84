"""Tools that want a keyring and reach none."""

from collections.abc import Iterator, Sequence

from keydex.findings import Finding, Fix, Severity, typed
from keydex.hosts import plugins
from keydex.model import Access, Configuration, Report, Via
from keydex.rings import Ring, of_access, shown
from keydex.rings.installing import place
from keydex.rules import installs
from keydex.rules.case import REFUSES, Case, Where, is_itself, wants_login, who
from keydex.rules.table import ERROR, Needs, Rule

Without = tuple[Configuration, list[Where]]


def absent(case: Case) -> Iterator[Finding]:
    """Find a tool that wants a keyring where there is none at all."""
    for configuration, wheres in _without(case):
        access = configuration.access
        if access.wanted is Via.IMPORT:
            fix = _imported(case, configuration, ["keyring", *_plugins(wheres)])
            yield _finding(wheres, f"{access.reason}.", fix)
    if (wheres := _commandless(case)) and not case.others:
        message = f'{_who(wheres)} "keyring", and none is installed.'
        yield _finding(wheres, message, _installed(case, ["keyring", *_plugins(wheres)]))


def off_path(case: Case) -> Iterator[Finding]:
    """Find a keyring that is installed where no tool looks."""
    if (wheres := _commandless(case)) and case.others:
        best = min(case.others, key=lambda each: not _has(each, wheres))
        folder = (best.executable or case.environment.home).parent
        name = shown(case.environment, folder)
        message = f'{_who(wheres)} "keyring" and PATH has none; {name} has one.'
        lasting = "pipx ensurepath" if best.owner == "pipx" else "uv tool update-shell"
        summary = (
            f'Put {name} on PATH: for good {lasting}, in a Dockerfile ENV PATH="{folder}:$PATH".'
        )
        fix = typed(installs.exported(case.environment, folder), summary)
        yield _finding(wheres, message, fix)


def beside_pip(case: Case) -> Iterator[Finding]:
    """Find a keyring that pip passes over, where it is the only one."""
    for configuration, wheres in _without(case):
        passed, installation = configuration.access.passed, configuration.installation
        if passed is None:
            continue
        name = shown(case.environment, passed)
        message = f"pip passes over {name}, since it lies beside pip, and PATH has no other."
        if installation.importable:
            command = installs.provided(case, configuration, Via.IMPORT)
            fix = typed(command, "Let pip import the keyring that its own Python has.")
        else:
            packages = ["keyring", *_plugins(wheres)]
            past = Ring(passed)
            fix = installs.first(case, packages, "Install a keyring that pip runs.", past=past)
        yield _finding(wheres, message, fix)


def _without(case: Case) -> Iterator[Without]:
    """Yield the tools that look for a keyring in vain, and the indexes they need it for."""
    for configuration in case.survey.configurations:
        if configuration.access.via is not Via.NONE or configuration.access.wanted is Via.NONE:
            continue
        wheres = [
            (each, report)
            for each, report in case.private()
            if each is configuration and _is_without(report)
        ]
        if wheres:
            yield configuration, wheres


def _is_without(report: Report) -> bool:
    """Say whether an index lacks a keyring; a netrc may do in its place, unless it is refused."""
    if report.silence is None or report.silence.code != "no-keyring" or is_itself(report):
        return False
    return report.sent_first is None or (
        report.probe is not None and report.probe.verdict in REFUSES
    )


def _commandless(case: Case) -> list[Where]:
    """Return what concerns the tools that look for a command and find none."""
    found = []
    for configuration, wheres in _without(case):
        access = configuration.access
        if access.wanted is not Via.IMPORT and access.passed is None:
            found += wheres
    return found


def _who(wheres: Sequence[Where]) -> str:
    return who((each.installation.tool for each, _ in wheres), "runs")


def _plugins(wheres: Sequence[Where]) -> list[str]:
    """Name the plugins to install for some indexes."""
    found = (plugins.wanted(each.host, each.index.username) for _, each in wheres)
    return list(dict.fromkeys(each.package for each in found if each))


def _has(ring: Ring, wheres: Sequence[Where]) -> bool:
    return any(plugins.of_kind(each.host, ring.packages) for _, each in wheres)


def _installed(case: Case, packages: Sequence[str]) -> Fix:
    folder = place(case.environment)
    summary = f"Install keyring into {shown(case.environment, folder)}"
    if folder not in case.environment.search_path():
        summary += ", which is not on PATH yet"
    return installs.first(case, packages, f"{summary}.")


def _imported(case: Case, configuration: Configuration, packages: Sequence[str]) -> Fix:
    """Install keyring for pip's own Python."""
    access = Access(Via.IMPORT, "", interpreter=configuration.installation.interpreter)
    ring = of_access(case.environment, access) or Ring(None)
    return installs.mended(case, configuration, ring, packages, "keyring")


def _finding(wheres: Sequence[Where], message: str, fix: Fix) -> Finding:
    """Make a finding about tools; a default that leads nowhere is less than a choice that does."""
    origins = (each.access.origin for each, _ in wheres)
    origin = next((each for each in origins if each), None)
    tools = dict.fromkeys(each.installation.tool for each, _ in wheres)
    severity = Severity.WARNING if any(wants_login(each) for _, each in wheres) else Severity.NOTE
    severity = Severity.ERROR if origin else severity
    return Finding(message, fix, severity=severity, tool=" ".join(tools), origin=origin)


ROWS = (
    Rule(
        "KD020",
        "keyring-absent",
        ERROR,
        "a tool wants a keyring, and none is installed",
        absent,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD021",
        "keyring-off-path",
        ERROR,
        "a keyring is installed, but its folder is not on PATH",
        off_path,
    ),
    Rule(
        "KD028",
        "keyring-beside-pip",
        ERROR,
        "pip passes over the only keyring, since it lies beside pip",
        beside_pip,
    ),
)
