"""Files that a tool can't use, or of which it ignores all for one key."""

import difflib
from collections.abc import Iterator

from keydex.config import toml
from keydex.config.toml import value_at
from keydex.findings import Finding, Fix, Severity, advice, edit
from keydex.model import Configuration, Key, Origin, Problem, undotted
from keydex.rules.case import Case
from keydex.rules.planning import document, place, toml_renamed, toml_taken
from keydex.rules.table import ERROR, Rule
from keydex.tools.uv import schema

# What of [tool.uv] bears on indexes; a project without any of it has nothing to lose.
OF_INDEXES = frozenset(
    "index index-url extra-index-url find-links keyring-provider publish-url check-url pip".split()
)
UNKNOWN = "does not know this key"
WORDS = 25  # A message has no more.
LIKENESS = 0.85  # From 0 to 1: two letters of sixteen that change places.


def ignored(case: Case) -> Iterator[Finding]:
    """Find a place that makes a tool ignore all that stands beside it."""
    private = {configuration.installation.tool for configuration, _ in case.private()}
    for configuration in case.survey.configurations:
        problem, tool = configuration.ignored, configuration.installation.tool
        if problem is None:
            continue
        origin = Origin(problem.path, problem.line, problem.key)
        where = place(case.environment, origin)
        if tool == "uv" and _bears_on_indexes(case, configuration, problem):
            message = _short(f"uv ignores all of [tool.uv]: {where}: {_reason(problem)}")
            yield Finding(message, _mend(case, problem), tool=tool, origin=origin)
        elif tool != "uv" and tool in private:
            message = _short(f"{tool} ignores all of {where}: {_reason(problem)}")
            fix, severity = _mend(case, problem), Severity.WARNING
            yield Finding(message, fix, tool=tool, origin=origin, severity=severity)


def _bears_on_indexes(case: Case, configuration: Configuration, problem: Problem) -> bool:
    """Say whether what is ignored names an index or the keyring."""
    table = value_at(document(case.environment, problem.path).data, ("tool", "uv"))
    keys = set(table) if isinstance(table, dict) else set()
    return bool(OF_INDEXES & keys) or any("keyring" in key for key in keys)


def unreadable(case: Case) -> Iterator[Finding]:
    """Find a file that stops a tool."""
    for configuration in case.survey.configurations:
        for problem in configuration.problems:
            origin = Origin(problem.path, problem.line, problem.key)
            where = place(case.environment, origin)
            message = _short(f"{where} can't be used: {_reason(problem)}")
            tool = configuration.installation.tool
            yield Finding(message, _mend(case, problem), tool=tool, origin=origin)


def _reason(problem: Problem) -> str:
    """Say what is wrong, and with which key."""
    return f"{problem.key}: {problem.reason}" if problem.key else problem.reason


def _short(message: str) -> str:
    """Cut what is too long to be read at a glance; the place says the rest."""
    words = message.split()
    text = message if len(words) <= WORDS else f"{' '.join(words[:WORDS])} …"
    return text if text.endswith(".") else f"{text}."


def _mend(case: Case, problem: Problem) -> Fix:
    """Take an unknown key away; anything else is for a person."""
    where = place(case.environment, Origin(problem.path, problem.line))
    key: Key = undotted(problem.key or "")
    found = document(case.environment, problem.path)
    if UNKNOWN in problem.reason and key in found.places.statements:
        if right := _meant(found, key):
            summary = f"Call it {right} in {where}."
            plan = toml_renamed(case.environment, problem.path, key, right, summary)
            return edit(summary, plan)
        summary = f"Take {key[-1]} out of {where}."
        return edit(summary, toml_taken(case.environment, problem.path, key, summary))
    return advice(f"Mend {where} in an editor.")


def _meant(found: toml.Document, key: Key) -> str:
    """Return the key that a misspelled one is meant to be, where its value is a string."""
    table = value_at(found.data, key[:-1])
    known = [each for each in schema.KEYS if isinstance(table, dict) and each not in table]
    near = difflib.get_close_matches(str(key[-1]), known, 1, LIKENESS)
    return near[0] if near and isinstance(value_at(found.data, key), str) else ""


ROWS = (
    Rule(
        "KD053",
        "settings-ignored",
        ERROR,
        "one wrong key makes a tool ignore all settings of a file",
        ignored,
    ),
    Rule(
        "KD057",
        "file-unreadable",
        ERROR,
        "a configuration file can't be read, or is not accepted",
        unreadable,
    ),
)
