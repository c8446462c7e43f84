"""Ask the index, store the password, read it back, and only then take it out of the files."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.asking import Means, tested
from keydex.errors import ConfigError, KeydexError
from keydex.model import (
    Access,
    Answer,
    Configuration,
    Credential,
    Lookup,
    Report,
    Role,
    State,
    Step,
    Verdict,
)
from keydex.survey import Survey
from keydex.workflows import storing, writing
from keydex.workflows.moving.plans import Move

WHOLE = "Take the whole login out of the URL; then store it with keydex set."
STAYS = "What was stored stays in the keyring; look at the file and run it again."


def verified(move: Move, means: Means) -> None:
    """Ask the index whether each tool that gets in now will get in with the entry, too.

    pip first sends the username with an empty password, and asks no keyring where that is answered
    with 403. Raises KeydexError; an index that can't be reached keeps nothing from being moved.
    """
    feeds = [plan.feed for plan in move.plans]
    known = _refused(tested(move.before.only(feeds), means))
    for key, reason in _refused(tested(_as_found(move).only(feeds), means)).items():
        if key not in known:
            raise KeydexError(f"nothing is moved, as {key[0]} would not get in: {reason}", WHOLE)


def _refused(survey: Survey) -> dict[tuple[str, str, Role], str]:
    """Name the tools and indexes that are refused, each with the reason."""
    return {
        (configuration.installation.tool, report.feed, report.index.role): reason
        for configuration, report in survey.reports()
        if (reason := _refusal(report))
    }


def _refusal(report: Report) -> str:
    """Say why a tool would not get in; empty where it would."""
    said = report.probe
    is_kept_out = said and said.verdict in {*storing.REFUSALS, Verdict.MISSING}
    return said.reason if said and is_kept_out else ""


def _as_found(move: Move) -> Survey:
    """Return what the tools will find once the entries are stored."""
    entries = [entry for plan in move.plans for entry in plan.entries]

    def answer(lookup: Lookup, access: Access) -> Answer:
        for entry in entries:
            is_asked = lookup.username in {None, entry.username}
            if is_asked and (entry.access, entry.service) == (access, lookup.service):
                return Answer(State.FOUND, Credential(entry.username, move.secret))
        return Answer(State.MISSING)

    def filled(configuration: Configuration, report: Report) -> Report:
        said = (answer(each, configuration.access) for each in report.lookups)
        return replace(report, answers=tuple(said))

    return move.survey.mapped(filled)


def dry(move: Move) -> Iterator[Step]:
    """Say what would be stored and written."""
    for plan in move.plans:
        yield from storing.dry(plan)
    yield from writing.dry(move.changes)


def moved(move: Move, means: Means) -> Iterator[Step]:
    """Ask the index, store the password, read it back, and only then take it out of the files.

    Raises KeydexError where a tool would not get in any more, KeyringError where it can't be
    stored, and then no file is changed; ConfigError where a file can't be changed.
    """
    verified(move, means)
    for plan in move.plans:
        yield from storing.stored(move.survey, plan, move.secret, means)
    try:
        yield from writing.written(move.changes, means, move.before.environment)
    except ConfigError as error:
        raise ConfigError(error.reason, error.path, error.line, error.key, STAYS) from None
