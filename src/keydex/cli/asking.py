"""`status` and `test`: what the keyrings hold, and what the indexes say of it."""

import argparse
import sys
from collections.abc import Collection, Iterator
from typing import Any

from keydex import documents, probe
from keydex.asking import GETS_IN, KEEPS_OUT, Means, answered, found, is_unknown, lacks, tested
from keydex.cli import commands, printing
from keydex.model import Access, Configuration, Probe, Report, State, Verdict
from keydex.secret import masked
from keydex.survey import Survey

Json = dict[str, Any]


def means_of(options: argparse.Namespace) -> Means:
    """Return how this run asks: a keyring that gave no answer in time is not asked again.

    Where somebody is at the terminal it is: a prompt may have been answered meanwhile.
    """
    silent: set[Access] = vars(options).setdefault("silent", set())
    is_attended = sys.stdin.isatty() and not options.no_input
    return Means(log=commands.log(options), silent=set() if is_attended else silent)


def status(options: argparse.Namespace) -> int:
    """Explain, and ask the keyring that the tool would ask; with --online the index too."""
    return status_of(options, commands.read(options, options.indexes))


def status_of(options: argparse.Namespace, one: Survey) -> int:
    """Ask and print what is there; returns the exit code."""
    means = means_of(options)
    one = asked(one, means)
    if getattr(options, "online", False):
        one = tested(one, means)
        document = documents.explained(one, status=True)
        document["results"] = results(one)["results"]
        commands.show(options, document, _with_results)
    else:
        commands.show(options, documents.explained(one, status=True), printing.explained)
    return code(one)


def _with_results(document: Json) -> Iterator[str]:
    yield from printing.explained(document)
    yield ""
    yield from printing.tested(document)


def asked(
    one: Survey, means: Means, *, every: bool = False, feeds: Collection[str] | None = None
) -> Survey:
    """Ask every keyring, about all feeds or some."""
    for each in answered(one, means, every=every, feeds=feeds):
        one = each
    return one


def test(options: argparse.Namespace) -> int:
    """Ask each index, without and with the credential that each tool would use."""
    means = means_of(options)
    survey = commands.read(options, options.indexes)
    probe.begin_loading()
    one = tested(asked(survey, means), means)
    commands.show(options, results(one), printing.tested)
    return code(one)


def code(one: Survey) -> int:
    """Return how it went: unreadable, unanswered, unreachable, wrong, in this order."""
    reports = [report for _, report in one.reports()]
    probes = [report.probe for report in reports if report.probe]
    if one.problems:
        return 3
    if any(is_unknown(answer) for report in reports for answer in report.answers):
        return 4
    lacking = [report for report in reports if lacks(report)]
    if lacking and all(_has_no_keyring(report) for report in lacking):
        return 4
    if any(each.verdict is Verdict.UNREACHABLE for each in probes):
        return 5
    return 1 if lacking or any(each.verdict in KEEPS_OUT for each in probes) else 0


def _has_no_keyring(report: Report) -> bool:
    return report.silence is not None and report.silence.code == "no-keyring"


def results(one: Survey) -> Json:
    """Return the document of `test`."""
    found: dict[tuple[object, ...], Json] = {}
    for configuration, report in one.reports():
        if probe := report.probe:
            index = report.index
            key = configuration.installation.tool, index.name, report.feed, index.role
            # Of two phases of a command the one that keeps the tool out counts.
            if key not in found or found[key]["verdict"] in GETS_IN:
                found[key] = _result(configuration, report, probe)
    rows = list(found.values())
    document: Json = {"schema": "keydex.test/1", "results": rows}
    if one.problems:
        document["problems"] = [documents.problem(each, one.project) for each in one.problems]
    return document


def _result(configuration: Configuration, report: Report, probe: Probe) -> Json:
    return {
        "index": report.index.name,
        "url": masked(report.index.url, report.secrets),
        "tool": configuration.installation.tool,
        "verdict": str(probe.verdict),
        "status": probe.status if probe.status is not None else probe.anonymous,
        "reason": probe.reason,
        "credential": _credential(report),
        "tried": list(_tried(report)),
    }


def _credential(report: Report) -> Json | None:
    """Say where the credential is from, never what it is."""
    hit = None if report.overridden_by or report.settled_by else found(report)
    if hit is None:
        if not report.sources:
            return None
        source = report.sources[0]
        user = source.credential.username if source.credential else None
        return {"source": source.kind, "username": user and masked(user, report.secrets)}
    return {
        "source": "keyring",
        "service": masked(hit[0].service, report.secrets),
        "username": masked(hit[1].username, report.secrets),
    }


def _tried(report: Report) -> Iterator[str]:
    """Yield the services that were asked, up to the one that answered."""
    for lookup, answer in zip(report.lookups, report.answers, strict=False):
        if answer.state is not State.NOT_ASKED:
            yield masked(lookup.service, report.secrets)
