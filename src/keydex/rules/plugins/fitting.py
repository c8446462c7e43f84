"""Which plugins are there for an index, and whether they answer what is asked about it."""

from collections.abc import Iterator

from keydex.asking import found
from keydex.hosts import plugins
from keydex.hosts.plugins import Plugin
from keydex.model import Lookup, Report, State, Verdict
from keydex.rules.case import Case, Where

FINE = frozenset({Verdict.ACCEPTED, Verdict.OPEN})


def lacked(case: Case, where: Where) -> Plugin | None:
    """Return the plugin that an index hardly does without and its keyring lacks."""
    configuration, report = where
    ring = case.rings.get(configuration.access)
    plugin = plugins.wanted(report.host, report.index.username)
    if plugin is None or ring is None or ring.prefix is None or is_served(report):
        return None
    return None if plugins.of_kind(report.host, ring.packages) else plugin


def installed(case: Case) -> Iterator[tuple[Where, tuple[Plugin, ...], tuple[Lookup, ...]]]:
    """Yield each index for which its keyring has plugins, and the questions that are URLs."""
    for where in case.private():
        configuration, report = where
        ring = case.rings.get(configuration.access)
        found = plugins.of_kind(report.host, ring.packages) if ring else ()
        if found and report.lookups:
            yield where, found, tuple(each for each in report.lookups if "://" in each.service)


def answering(found: tuple[Plugin, ...], asked: tuple[Lookup, ...]) -> Plugin | None:
    """Return the first plugin that answers one of some questions."""
    return next(
        (
            plugin
            for plugin in found
            for each in asked
            if plugins.answers(plugin, each.service, each.username, each.api)
        ),
        None,
    )


def is_served(report: Report) -> bool:
    """Say whether a tool gets in all the same, or asks nothing."""
    is_fine = report.probe is not None and report.probe.verdict in FINE
    return not report.lookups or is_fine or found(report) is not None


def is_missed(report: Report) -> bool:
    """Say whether the keyring was asked, and has nothing."""
    return bool(report.answers) and all(each.state is State.MISSING for each in report.answers)
