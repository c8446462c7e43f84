"""Plugins that an index needs and its keyring lacks."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.findings import Finding, Severity
from keydex.hosts import kind, plugins
from keydex.model import Report, Via
from keydex.rings import shown
from keydex.rules import installs
from keydex.rules.case import Case, about
from keydex.rules.plugins.fitting import is_missed, lacked
from keydex.rules.table import WARNING, Rule


def missing(case: Case) -> Iterator[Finding]:
    """Find an index whose keyring lacks the plugin that gets its tokens."""
    seen = set()
    for where in case.private():
        configuration, report = where
        plugin, key = lacked(case, where), (configuration.access, report.host)
        others = (each.packages for each in case.others)
        is_behind = any(plugins.of_kind(report.host, each) for each in others)
        is_command = configuration.access.via is Via.SUBPROCESS
        if plugin is None or key in seen or (is_behind and is_command):
            continue
        seen.add(key)
        ring = case.rings[configuration.access]
        name = shown(case.environment, ring.executable or ring.prefix)
        message = f"{name} lacks the {_title(report)} plugin, {_because(report)}."
        fix = installs.mended(case, configuration, ring, (plugin.package,), plugin.package)
        severity = Severity.ERROR if is_missed(report) else Severity.WARNING
        finding = about(where, message, fix, severity=severity)
        tools = (each.installation.tool for each, _ in case.asking()[configuration.access])
        yield replace(finding, tool=" ".join(dict.fromkeys(tools)))


def _title(report: Report) -> str:
    host = kind(report.index.url)
    return host.title if host else ""


def _because(report: Report) -> str:
    """Say why nothing but a plugin serves an index."""
    if report.host == "azure":
        return "which answers VssSessionToken where no token is stored"
    return "and tokens of that host live for hours"


ROWS = (
    Rule(
        "KD030",
        "plugin-missing",
        WARNING,
        "a keyring lacks the plugin that gets the tokens of an index",
        missing,
    ),
)
