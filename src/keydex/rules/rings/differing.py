"""Keyrings that stand in front of others: a venv's, another than pip's, keydex's own."""

import shlex
from collections.abc import Iterator

from keydex.findings import Finding, Fix, Severity, typed
from keydex.hosts import kind, plugins
from keydex.model import Configuration, Report, Via
from keydex.rings import Ring, shown
from keydex.rings.installing import UV
from keydex.rules import installs
from keydex.rules.case import Case, Where, about
from keydex.rules.plugins.fitting import lacked
from keydex.rules.rings.declared import declared
from keydex.rules.table import ERROR, NOTE, WARNING, Rule

NO_PLUGINS = frozenset({"secretstorage"})  # It comes along with keyring.


def hidden(case: Case) -> Iterator[Finding]:
    """Find a keyring without the plugin that an index needs, before one that has it."""
    seen = set()
    for where in case.private():
        configuration, report = where
        ring, other = case.rings.get(configuration.access), _behind(case, where)
        if ring is None or other is None or (configuration.access, report.host) in seen:
            continue
        seen.add((configuration.access, report.host))
        host = kind(report.index.url)
        tool, plugin = configuration.installation.tool, host.title if host else report.host
        reached = shown(case.environment, ring.executable)
        behind = shown(case.environment, other.executable)
        message = (
            f"{tool} runs {reached}, which lacks the {plugin} plugin and hides {behind}, "
            "which has it."
        )
        yield about(where, message, _uncovered(case, ring, other))


def differing(case: Case) -> Iterator[Finding]:
    """Find that pip passes over the keyring of another tool, and reaches one unlike it."""
    asking = case.asking()
    for access in asking:
        passed = [each for each in asking if each.executable and each.executable == access.passed]
        if access.via is not Via.SUBPROCESS or not passed:
            continue
        own, other = case.rings[passed[0]], case.rings[access]
        wheres = (*asking[passed[0]], *asking[access])
        more = sorted(_backends(own) ^ _backends(other))
        if not more or None in {own.prefix, other.prefix} or any(_behind(case, w) for w in wheres):
            continue
        names = [shown(case.environment, each.executable) for each in (own, other)]
        which = "the first" if more[0] in own.packages else "the second"
        first = ", ".join(case.tools(passed[0]))
        message = f"{first} runs {names[0]}, pip {names[1]}; only {which} has {more[0]}."
        yield Finding(message, _uncovered(case, own, other), tool=f"{first} pip")


def keydex_in_venv(case: Case) -> Iterator[Finding]:
    """Find that keydex was installed into an environment, and brought its keyring there."""
    environment, project = case.environment, case.survey.project
    for access, wheres in case.asking().items():
        ring = case.rings.get(access)
        if ring is None or ring.owner != "venv" or ring.bringers != {"keydex"}:
            continue
        if declared(environment, project, "keyring"):
            continue
        others = [each for each in case.others if each.on_path and each.prefix != ring.prefix]
        name = shown(environment, ring.executable or ring.prefix)
        tools = list(dict.fromkeys(each.installation.tool for each, _ in wheres))
        verb = "takes" if len(tools) == 1 else "take"
        message = f"{name} came along with keydex, and {' and '.join(tools)} {verb} it"
        message += f" before {shown(environment, others[0].executable)}." if others else "."
        severity = Severity.WARNING if others else Severity.NOTE
        fix = _taken_out(case, ring)
        yield Finding(message, fix, severity=severity, tool=" ".join(tools))


def _behind(case: Case, where: Where) -> Ring | None:
    """Return a keyring that has what the one that is reached lacks."""
    configuration, report = where
    ring = case.rings.get(configuration.access)
    if ring is None or ring.executable is None or lacked(case, where) is None:
        return None
    fits = (each for each in case.others if _is_other(configuration, report, ring, each))
    return next(fits, None)


def _is_other(configuration: Configuration, report: Report, ring: Ring, other: Ring) -> bool:
    """Say whether a tool could run another keyring, and that has the plugin for an index."""
    scripts = configuration.installation.scripts
    beside = scripts and other.executable and other.executable.is_relative_to(scripts)
    has_it = bool(plugins.of_kind(report.host, other.packages))
    return has_it and not beside and other.prefix != ring.prefix


def _uncovered(case: Case, ring: Ring, other: Ring) -> Fix:
    """Make another keyring the one that is reached."""
    name = shown(case.environment, other.executable)
    active = case.environment.variables.get("VIRTUAL_ENV")
    rest = (each for each in case.others if each.on_path and each.prefix != ring.prefix)
    if active and str(ring.prefix) == active and next(rest, None) == other:
        return typed("deactivate", f"Leave the environment: what comes next is {name}.")
    folder = (other.executable or case.environment.home).parent
    return typed(installs.exported(case.environment, folder), f"Put {name} first on PATH.")


def _backends(ring: Ring) -> frozenset[str]:
    return frozenset(ring.packages) - NO_PLUGINS


def _taken_out(case: Case, ring: Ring) -> Fix:
    """Install keydex as a tool, with its keyring, and take both out of the environment.

    Nothing of it asks an index of the project: it may be the one that refuses.
    """
    environment, project = case.environment, case.survey.project
    brings = ("keydex", "--with-executables-from", "keyring")
    steps = [shlex.join(("uv", "tool", "install", *UV, *brings))]
    options = declared(environment, project, "keydex")
    steps += [f"uv remove --frozen {each} keydex".replace("  ", " ") for each in options]
    inside = shown(environment, ring.prefix)
    prefix = str(ring.prefix) if inside.startswith("~") else inside
    steps.append(shlex.join(("uv", "pip", "uninstall", "--python", prefix, "keydex", "keyring")))
    if environment.platform != "win32":
        steps.append("hash -r")  # The shell remembers where keydex was.
    summary = "Keep keydex and its keyring as a tool, outside of the environment."
    return typed(installs.joined(environment, steps), summary)


ROWS = (
    Rule(
        "KD022",
        "keyring-hidden",
        ERROR,
        "a keyring without the plugin that an index needs hides one that has it",
        hidden,
    ),
    Rule(
        "KD023",
        "keyrings-differ",
        WARNING,
        "pip passes over the keyring that another tool runs, and reaches one unlike it",
        differing,
    ),
    Rule(
        "KD027",
        "keydex-brings-keyring",
        NOTE,
        "keydex is installed in an environment, and its keyring is the one that tools take",
        keydex_in_venv,
    ),
)
