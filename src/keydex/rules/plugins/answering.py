"""Plugins that answer before what is stored, or that ask a person."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.asking import found
from keydex.findings import Finding, Fix, advice, typed
from keydex.hosts import kind
from keydex.hosts.plugins import Plugin
from keydex.model import Verdict, Via
from keydex.rules import installs
from keydex.rules.case import Case, Where, about, by_feed, called
from keydex.rules.plugins.fitting import answering, installed, is_served
from keydex.rules.table import NOTE, Needs, Rule
from keydex.tools.pip.releases import ASKS_WITHOUT_USERNAME as HIDES_PROMPTS

REFUSED = frozenset({Verdict.REFUSED, Verdict.FORBIDDEN})
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def refuses_set(case: Case) -> Iterator[Finding]:
    """Find that what an index refuses comes from a plugin, so that storing does not help."""
    known = {where[1].feed: wheres for wheres in by_feed(case) for where in wheres}
    for (configuration, report), present, _ in installed(case):
        first = known[report.feed][0]
        where = (
            configuration,
            replace(report, index=replace(report.index, name=first[1].index.name)),
        )
        hit = found(report)
        if hit is None or report.probe is None or report.probe.verdict not in REFUSED:
            continue
        plugin = answering(present, (hit[0],))
        if plugin and hit[1].username == plugin.username:
            host = kind(report.index.url)
            login = f": {host.login}" if host and host.login else ""
            message = (
                f"{called(first[1])} refuses what {plugin.package} gets; a stored password "
                "would not be asked for."
            )
            summary = f"Sign in again{login}, or ask the owner of the index for access."
            yield about(where, message, advice(summary), origin=first[1].index.origins[0])


def asks(case: Case) -> Iterator[Finding]:
    """Find a plugin that may want a person to sign in where nobody sees it ask."""
    seen = set()
    for where, present, asked in installed(case):
        plugin, reason, tool = (
            answering(present, asked),
            _unseen(case, where),
            where[0].installation,
        )
        if plugin is None or not (plugin.opens_browser and reason) or is_served(where[1]):
            continue
        is_quiet = bool(plugin.quieted_by) and case.environment.flag(plugin.quieted_by)
        if not is_quiet and (plugin.package, tool.tool) not in seen:
            seen.add((plugin.package, tool.tool))
            message = f"{plugin.package} may ask for a sign-in, and {reason}."
            yield about(where, message, _quieted(case, plugin))


def _unseen(case: Case, where: Where) -> str:
    """Say why nobody sees a plugin ask; empty where somebody may."""
    installation, access = where[0].installation, where[0].access
    variables = case.environment.variables
    if case.environment.flag("CI"):
        return "in CI there is nobody to do so"
    if access.via is Via.SUBPROCESS and installation.tool == "pip":
        return "pip shows nothing of it" if installation.version >= HIDES_PROMPTS else ""
    if "SSH_CONNECTION" in variables and not any(map(variables.get, DISPLAYS)):
        return "this shell has no display"
    return ""


def _quieted(case: Case, plugin: Plugin) -> Fix:
    """Keep a plugin from asking; a person signs in where there is a browser."""
    if not plugin.quieted_by:
        return advice("Sign in beforehand, in a shell with a browser.")
    command = installs.variable(case.environment, plugin.quieted_by, "true")
    return typed(command, "Let it fail rather than ask, and sign in where there is a browser.")


ROWS = (
    Rule(
        "KD033",
        "plugin-refuses-set",
        NOTE,
        "an index refuses what a plugin gets, and a stored password would not be asked for",
        refuses_set,
        Needs.INDEXES,
    ),
    Rule(
        "KD034",
        "plugin-asks",
        NOTE,
        "a plugin may want a person to sign in where nobody sees it ask",
        asks,
    ),
)
