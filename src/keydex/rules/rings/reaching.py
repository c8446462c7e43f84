"""Tools that want a keyring and reach none."""

from collections.abc import Iterator, Sequence

from keydex.findings import Finding, Fix, Severity, typed
from keydex.hosts import plugins
from keydex.model import Access, Configuration, Report, Via
from keydex.rings import Ring, of_access, shown
from keydex.rings.installing import place
from keydex.rules import installs
from keydex.rules.case import Case
from keydex.rules.table import ERROR, Rule

Without = tuple[Configuration, list[Report]]


def absent(case: Case) -> Iterator[Finding]:
    """Find a tool that wants a keyring where there is none at all."""
    for configuration, reports in _without(case):
        access = configuration.access
        packages = ["keyring", *_plugins(reports)]
        if access.wanted is Via.IMPORT:
            fix = _imported(case, configuration, packages)
            yield _finding(configuration, f"{access.reason}.", fix)
        elif access.passed is None and not case.others:
            tool = configuration.installation.tool
            message = f'{tool} runs "keyring", and none is installed.'
            yield _finding(configuration, message, _installed(case, packages))


def off_path(case: Case) -> Iterator[Finding]:
    """Find a keyring that is installed where no tool looks."""
    for configuration, reports in _without(case):
        access = configuration.access
        if access.wanted is Via.IMPORT or access.passed or not case.others:
            continue
        best = min(case.others, key=lambda each: not _has(each, reports))
        folder = (best.executable or case.environment.home).parent
        tool, name = configuration.installation.tool, shown(case.environment, folder)
        message = f'{tool} runs "keyring" and PATH has none; {name} has one.'
        lasting = "pipx ensurepath" if best.owner == "pipx" else "uv tool update-shell"
        summary = (
            f'Put {name} on PATH: for good {lasting}, in a Dockerfile ENV PATH="{folder}:$PATH".'
        )
        fix = typed(installs.exported(case.environment, folder), summary)
        yield _finding(configuration, message, fix)


def beside_pip(case: Case) -> Iterator[Finding]:
    """Find a keyring that pip passes over, where it is the only one."""
    for configuration, reports in _without(case):
        passed, installation = configuration.access.passed, configuration.installation
        if passed is None:
            continue
        name = shown(case.environment, passed)
        message = f"pip passes over {name}, since it lies beside pip, and PATH has no other."
        if installation.importable:
            command = installs.provided(case, configuration, Via.IMPORT)
            fix = typed(command, "Let pip import the keyring that its own Python has.")
        else:
            packages = ["keyring", *_plugins(reports)]
            past = Ring(passed)
            fix = installs.first(case, packages, "Install a keyring that pip runs.", past=past)
        yield _finding(configuration, message, fix)


def _without(case: Case) -> Iterator[Without]:
    """Yield the tools that look for a keyring in vain, and the indexes they need it for."""
    for configuration in case.survey.configurations:
        if configuration.access.via is not Via.NONE or configuration.access.wanted is Via.NONE:
            continue
        reports = [
            report
            for each, report in case.private()
            if each is configuration and report.silence and report.silence.code == "no-keyring"
        ]
        if reports:
            yield configuration, reports


def _plugins(reports: Sequence[Report]) -> list[str]:
    """Name the plugins to install for some indexes."""
    found = (plugins.wanted(each.host, each.index.username) for each in reports)
    return list(dict.fromkeys(each.package for each in found if each))


def _has(ring: Ring, reports: Sequence[Report]) -> bool:
    return any(plugins.of_kind(each.host, ring.packages) for each in reports)


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


def _finding(configuration: Configuration, message: str, fix: Fix) -> Finding:
    """Make a finding about a tool; a default that leads nowhere is less than a choice that does."""
    origin = configuration.access.origin
    severity = Severity.ERROR if origin else Severity.WARNING
    tool = configuration.installation.tool
    return Finding(message, fix, severity=severity, tool=tool, origin=origin)


ROWS = (
    Rule(
        "KD020",
        "keyring-absent",
        ERROR,
        "a tool wants a keyring, and none is installed",
        absent,
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
