"""Plugins that are there, and do not answer what a tool asks."""

import shlex
from collections.abc import Iterator
from functools import partial

from keydex import naming
from keydex.findings import Finding, Fix, Severity, advice, edit
from keydex.hosts import plugins
from keydex.hosts.plugins import Plugin
from keydex.model import Lookup
from keydex.rules.case import Case, Where, about, called
from keydex.rules.plugins.fitting import answering, installed, is_missed, is_served
from keydex.rules.table import WARNING, Needs, Rule
from keydex.secret import pieces
from keydex.survey import PORTS

# Usernames of other plugins' documentation, which hardly anybody stores a password for.
BORROWED = frozenset({"__token__", "bearer"})


def unfit(case: Case) -> Iterator[Finding]:
    """Find a plugin that is there and does not answer what a tool asks."""
    for where, found, asked in installed(case):
        configuration, report = where
        if not asked or is_served(report) or answering(found, asked):
            continue
        plugin, first = found[0], asked[0]
        fits = any(plugins.answers(plugin, each.service, plugin.username) for each in asked)
        tool, missed = configuration.installation.tool, is_missed(report)
        if fits and (first.username in BORROWED or missed):
            message = (
                f"{plugin.package} answers {plugin.username} only, and {tool} asks it "
                f"for {first.username}."
            )
            severity = Severity.WARNING if missed else Severity.NOTE
            yield about(where, message, _username(case, where, plugin), severity=severity)
        elif not fits and (plugins.wanted(report.host, first.username) or missed):
            message = f"{plugin.package} answers {plugin.limits}, and not {first.service}."
            yield about(where, message, advice(_spelled(plugin, first)))


def wants_url(case: Case) -> Iterator[Finding]:
    """Find that a tool asks bare hosts only, which no plugin answers."""
    for where, found, asked in installed(case):
        configuration, report = where
        if asked or is_served(report) or not plugins.wanted(report.host, report.index.username):
            continue
        tool, service = configuration.installation.tool, report.lookups[0].service
        message = f"{tool} asks for {service} only, and {found[0].package} wants a URL."
        summary = f"Declare it as an index, its host in lower case: then {tool} asks for its URL."
        yield about(where, message, advice(summary))


def _username(case: Case, where: Where, plugin: Plugin) -> Fix:
    """Write the username that a plugin answers to."""
    _, report = where
    username = plugin.username or ""
    summary = f"Put {username} into the URL."
    if any(each.path for each in report.index.origins):
        plan = partial(naming.planned, case.survey, (report,), username)
        return edit(summary, plan, f"keydex username {shlex.quote(called(report))} {username}")
    return advice(summary)


def _spelled(plugin: Plugin, lookup: Lookup) -> str:
    """Say how a URL is to be written so that a plugin answers, where that can be."""
    parts = pieces(lookup.service)
    plain = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    is_same = parts.port in {None, PORTS.get(parts.scheme)}
    if is_same and plugins.answers(plugin, plain, lookup.username, lookup.api):
        return f"Write it as {plain}."
    return f"Get a token and store it: {plugin.package} has none for this URL."


ROWS = (
    Rule(
        "KD031",
        "plugin-unfit",
        WARNING,
        "a plugin is there, but does not answer this URL, port or username",
        unfit,
        heeds=Needs.KEYRINGS,
    ),
    Rule(
        "KD032",
        "plugin-wants-url",
        WARNING,
        "a tool asks for bare hosts only, which no plugin answers",
        wants_url,
    ),
)
