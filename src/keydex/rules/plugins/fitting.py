"""Which plugins are there for an index, and whether they answer what is asked about it."""

from collections.abc import Iterator

from keydex.asking import found
from keydex.hosts import plugins
from keydex.hosts.plugins import Plugin
from keydex.model import Access, Credential, Lookup, Report, State, Verdict
from keydex.rules.case import Case, Where

FINE = frozenset({Verdict.ACCEPTED, Verdict.OPEN})


def lacked(case: Case, where: Where) -> Plugin | None:
    """Return the plugin that an index hardly does without and its keyring lacks."""
    configuration, report = where
    ring = case.rings.get(configuration.access)
    plugin = plugins.wanted(report.host, report.index.username)
    if plugin is None or ring is None or ring.prefix is None or is_served(report):
        return None
    has_it = plugins.of_kind(report.host, ring.packages)
    return None if has_it or _is_stored(case, report) else plugin


def minted(case: Case, access: Access, lookup: Lookup, credential: Credential) -> bool:
    """Say whether a plugin made what a keyring answered, rather than keeping it."""
    ring = case.rings.get(access)
    return ring is not None and any(
        plugin.package in ring.packages
        and plugins.answers(plugin, lookup.service, credential.username)
        for plugin in plugins.PLUGINS
    )


def _is_stored(case: Case, report: Report) -> bool:
    """Say whether somebody stored a token for an index, under whatever name: no plugin then."""
    return any(
        answer.credential and not minted(case, configuration.access, lookup, answer.credential)
        for configuration, each in case.survey.reports()
        if each.feed == report.feed
        for lookup, answer in zip(each.lookups, each.answers, strict=False)
    )


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


def misnamed(case: Case, where: Where) -> Plugin | None:
    """Return a plugin that is there, and answers another username than the one it is asked for."""
    report, ring = where[1], case.rings.get(where[0].access)
    found = plugins.of_kind(report.host, ring.packages) if ring else ()
    asked = tuple(each for each in report.lookups if "://" in each.service)
    if not found or not asked or is_served(report) or answering(found, asked):
        return None
    fits = any(plugins.answers(found[0], each.service, found[0].username) for each in asked)
    return found[0] if fits and is_missed(report) else None


def is_served(report: Report) -> bool:
    """Say whether a tool gets in all the same, or asks nothing."""
    is_fine = report.probe is not None and report.probe.verdict in FINE
    return not report.lookups or is_fine or found(report) is not None


def is_missed(report: Report) -> bool:
    """Say whether the keyring was asked, and has nothing."""
    return bool(report.answers) and all(each.state is State.MISSING for each in report.answers)
