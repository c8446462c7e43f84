"""Set what a tool was seen to ask beside what was predicted."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from keydex.model import (
    Api,
    Configuration,
    Index,
    Lookup,
    Report,
    Role,
    Seen,
    State,
    Via,
    When,
)
from keydex.nouns import dataclass
from keydex.secret import Secret, bare, pieces, userinfo
from keydex.survey import PACKAGE
from keydex.survey import secrets as hidden

FOUND_EARLIER = "an earlier question was answered"
NOT_REFUSED = "no refusal led to it: the index was not asked, or let the tool in"
NOT_REACHED = "the command did not come to this index"
FILES = (".whl", ".tar.gz", ".zip", ".metadata")


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question that was predicted and not asked, and why."""

    lookup: Lookup
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was seen and was not predicted, or could not be, and what was not asked.

    `elsewhere` are questions about a file that only the page of an index names.
    """

    predicted: tuple[Lookup, ...]
    unexpected: tuple[Seen, ...] = ()
    elsewhere: tuple[Seen, ...] = ()
    not_asked: tuple[Unasked, ...] = ()


def compared(configuration: Configuration, seen: Sequence[Seen]) -> Comparison:
    """Compare what a command was seen to ask with what its configuration foretells."""
    lookups = tuple(
        dict.fromkeys(
            (
                *configuration.probes,
                *(each for one in configuration.reports for each in one.lookups),
            )
        )
    )
    known = (*lookups, *_then(lookups, seen))
    others = [each for each in seen if not any(_is_same(one, each.lookup) for one in known)]
    about_files = tuple(_about_files(configuration, others))
    unasked = [each for one in configuration.reports for each in _unasked(one, seen)]
    return Comparison(
        lookups,
        tuple(each for each in others if each not in about_files),
        about_files,
        tuple(dict.fromkeys(unasked)),
    )


def secrets(seen: Sequence[Seen]) -> tuple[Secret, ...]:
    """Name what is secret in the services that were asked for, predicted or not."""
    found: list[Secret] = []
    for each in seen:
        service, user = each.lookup.service, each.lookup.username
        index = Index("", None, bare(service), Role.EXTRA, username=user, username_from="url")
        with suppress(ValueError):  # It has a bracket too few.
            found += hidden(index, [service])
        _, _, password = userinfo(service)
        found += [password] if password else []
    return tuple(dict.fromkeys(found))


def _then(lookups: Sequence[Lookup], seen: Sequence[Seen]) -> Iterator[Lookup]:
    """Yield what is asked next, with the username that was found (twine)."""
    for lookup in lookups:
        for each in seen:
            follows = lookup.then and each.lookup.service == lookup.service
            if follows and each.lookup.api == lookup.then:
                yield replace(lookup, api=Api(lookup.then or ""), username=each.lookup.username)


def _is_same(predicted: Lookup, seen: Lookup) -> bool:
    """Say whether a question is the one that was predicted, for whichever package."""
    if predicted.via is not seen.via:
        return False
    if predicted.via is Via.SUBPROCESS:
        told, said = predicted.argv or (), seen.argv or ()
        return len(told) == len(said) and all(map(_fits, told, said))
    same = predicted.api is seen.api and predicted.username == seen.username
    return same and _fits(predicted.service, seen.service)


def _fits(predicted: str, seen: str) -> bool:
    if PACKAGE not in predicted:
        return predicted == seen
    return re.fullmatch(re.escape(predicted).replace(PACKAGE, "[^/]+"), seen) is not None


def _about_files(configuration: Configuration, others: Sequence[Seen]) -> Iterator[Seen]:
    """Yield questions about files, and about the hosts of such files that no index has."""
    hosts = {pieces(each.index.url).netloc for each in configuration.reports}
    at: set[str] = set()
    for each in others:
        place = pieces(each.lookup.service)
        if place.scheme and place.path.endswith(FILES):
            at |= {place.netloc, f"{place.scheme}://{place.netloc}"}
            yield each
        elif each.lookup.service in at and place.netloc not in hosts:
            yield each


def _unasked(report: Report, seen: Sequence[Seen]) -> Iterator[Unasked]:
    """Yield the questions about one index that were not asked, each with its reason."""
    was_asked = was_found = False
    for lookup in report.lookups:
        hits = [each for each in seen if _is_same(lookup, each.lookup)]
        if hits:
            was_asked = True
            was_found = was_found or any(each.state is State.FOUND for each in hits)
        elif was_found:
            yield Unasked(lookup, FOUND_EARLIER)
        elif lookup.when is not When.BEFORE and not was_asked:
            yield Unasked(lookup, NOT_REFUSED)
        else:
            yield Unasked(lookup, NOT_REACHED)
