"""Entries that a tool asks for and does not find."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keydex.asking import found
from keydex.findings import Finding, Fix, Kind, Severity, advice, store
from keydex.model import Credential, Lookup, Report, State, Verdict
from keydex.nouns import dataclass
from keydex.rules.case import (
    Case,
    Where,
    about,
    by_feed,
    called,
    is_itself,
    is_upload,
    wants_login,
    who,
)
from keydex.rules.kinds import is_unfit
from keydex.rules.plugins.fitting import lacked, minted, misnamed
from keydex.rules.stores.absent import is_turned_off
from keydex.words import is_asked

GETS_IN = frozenset({Verdict.OPEN, Verdict.ACCEPTED})
KEPT_OUT = frozenset({Verdict.REFUSED, Verdict.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Hit:
    """What a tool finds: the question that is answered, and the answer."""

    where: Where
    lookup: Lookup
    credential: Credential

    @property
    def tool(self) -> str:
        """Name the tool."""
        return self.where[0].installation.tool


def nothing_stored(case: Case) -> Iterator[Finding]:
    """Find a private index for which tools ask the keyring and find nothing."""
    if is_turned_off(case.environment):
        return
    for wheres in by_feed(case):
        lacking = [each for each in wheres if _lacks(each[1], None) and not _is_told(case, each)]
        if lacking and not any(found(report) for _, report in wheres):
            yield _nothing(lacking, None)
        for each in wheres:
            if (found(each[1]) or _only_files(each[1])) and _lacks(each[1], "file"):
                yield _nothing([each], "file")


def elsewhere(case: Case) -> Iterator[Finding]:
    """Find an entry that one tool finds and another does not ask for."""
    for wheres in by_feed(case):
        hits = (Hit(each, *hit) for each in wheres if (hit := found(each[1])))
        if first := next(hits, None):
            yield from (_elsewhere(case, first, each) for each in wheres if _lacks(each[1], None))


def _is_told(case: Case, where: Where) -> bool:
    """Say whether another rule has the cause: a plugin is missing, or the username is wrong."""
    return bool(lacked(case, where)) or is_unfit(where[1]) or misnamed(case, where) is not None


def _lacks(report: Report, about: str | None) -> bool:
    """Say whether a tool asks for an index, or its files, and all answers are that none is there.

    The files may be anyone's, so that only the word of the index counts for them.
    """
    if report.sources or not is_asked(report):
        return False
    if is_itself(report):
        return False
    if report.probe and report.probe.verdict in GETS_IN:
        return False
    if about and not _speaks_of_files(report):
        return False
    pairs = zip(report.lookups, report.answers, strict=False)
    states = {answer.state for lookup, answer in pairs if lookup.about == about}
    return states == {State.MISSING}


def _only_files(report: Report) -> bool:
    """Say whether a tool asks for nothing but the files of a lock."""
    return bool(report.lookups) and all(each.about == "file" for each in report.lookups)


def _speaks_of_files(report: Report) -> bool:
    """Say whether the index wants a credential for its files, or for all that the tool asks it."""
    said = report.probe
    if said is None:
        return False
    return said.about == "file" or (_only_files(report) and said.verdict is Verdict.MISSING)


def _nothing(lacking: Sequence[Where], about_what: str | None) -> Finding:
    """Say that nothing is stored; an upload may be CI's, and an index open: a note."""
    tools = dict.fromkeys(configuration.installation.tool for configuration, _ in lacking)
    lookups = [each for _, report in lacking for each in report.lookups]
    count = len({each.service for each in lookups if each.about == about_what})
    report = lacking[0][1]
    what = f"the files of {called(report)}" if about_what else called(report)
    finds = "finds" if len(tools) == 1 else "find"
    names = "1 name" if count == 1 else f"{count} names"
    message = f"{who(tools, 'asks')} {names} for {what} and {finds} nothing."
    is_wanted = any(wants_login(each) for _, each in lacking) and not is_upload(report)
    severity = None if is_wanted else Severity.NOTE
    fix = store(report.feed, "Store a password or token for it.")
    finding = about(lacking[0], message, fix, severity=severity)
    return replace(finding, tool=" ".join(tools))


def _elsewhere(case: Case, hit: Hit, where: Where) -> Finding:
    """Say which entry is there, and why the other tool misses it."""
    tool, report = where[0].installation.tool, where[1]
    message = (
        f"{hit.tool} finds an entry for {called(report)} that {tool} does not ask for: "
        f"{_difference(hit, where)}."
    )
    finding = about(where, message, _fix(case, hit, where))
    return replace(finding, secrets=(*hit.where[1].secrets, *report.secrets))


def _difference(hit: Hit, where: Where) -> str:
    """Say what is different about the entry, or of the question."""
    if hit.where[0].access != where[0].access:
        return "it is in another keyring"
    service = hit.lookup.service
    services = {each.service for each in where[1].lookups}
    if service in services:
        return f"it is stored for {hit.credential.username}"
    if service.rstrip("/") in {each.rstrip("/") for each in services}:
        return "it ends in /" if service.endswith("/") else "it has no / at its end"
    return f"it is stored under {service}"


def _fix(case: Case, hit: Hit, where: Where) -> Fix:
    """Copy the entry, unless it was made for the moment, the index refuses it, or it won't fit."""
    tool, report = where[0].installation.tool, where[1]
    access = hit.where[0].access
    if minted(case, access, hit.lookup, hit.credential):
        return advice(f"Write the URL for {tool} as for {hit.tool}; a plugin answers to that one.")
    ring, probe = case.rings.get(access), hit.where[1].probe
    fits = any(each.username in {None, hit.credential.username} for each in report.lookups)
    is_good = probe is None or probe.verdict not in KEPT_OUT
    if fits and is_good and ring and ring.prefix:
        summary = f"Copy {hit.tool}'s entry to a name that {tool} asks for."
        return Fix(Kind.STORE, summary, feed=report.feed, copies=True)
    return store(report.feed, f"Store a password or token where {tool} asks, too.")
