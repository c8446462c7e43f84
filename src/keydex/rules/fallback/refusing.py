"""Packages that a private index keeps back while a public one has them."""

from collections.abc import Iterator
from itertools import chain

from keydex.findings import Finding, Fix, advice, store
from keydex.model import Fallback
from keydex.rules.case import Case, Where, about, by_feed
from keydex.rules.fallback.mixing import shown
from keydex.secret import pieces

SHOWN = 3  # Names of packages in one sentence.
ABSENT = 404


def public_name(case: Case) -> Iterator[Finding]:
    """Find packages that a tool would take from a public index, since the private one refuses."""
    found: dict[tuple[str, str, int, str], list[Fallback]] = {}
    for each in case.fallbacks:
        found.setdefault((each.tool, each.feed, each.status, each.source), []).append(each)
    for where in chain(*by_feed(case)):
        for (tool, feed, status, source), strays in found.items():
            if (where[0].installation.tool, where[1].feed) == (tool, feed):
                names = _listed([each.package for each in strays])
                why = "does not have it" if status == ABSENT else "refuses"
                message = (
                    f"{names} would come from {pieces(source).netloc}, "
                    f"not from {shown(where[1])}, which {why} ({status})."
                )
                yield about(where, message, _fix(where, strays[0]))


def _listed(names: list[str]) -> str:
    if len(names) > SHOWN:
        names = [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _fix(where: Where, stray: Fallback) -> Fix:
    """Let the tool in; until then nothing should be installed."""
    report = where[1]
    cut = f" {stray.unasked} more packages were not asked about." if stray.unasked else ""
    if report.lookups and stray.status != ABSENT:
        text = "Store a password or token that it takes; install nothing before."
        return store(report.feed, f"{text}{cut}")
    return advice(f"Mend the login for {shown(report)} first; install nothing before.{cut}")
