"""Variables for the login of an index that uv does not read as they are named."""

import re
from collections.abc import Iterator
from pathlib import Path

from keydex.config.toml import value_at
from keydex.environment import Environment
from keydex.findings import Finding, Fix, Severity, advice, edit, typed
from keydex.model import Configuration, Key, Origin, Report, undotted
from keydex.nouns import dataclass
from keydex.rules.case import Case, Where, about, called
from keydex.rules.planning import document, toml_set
from keydex.rules.table import WARNING, Rule
from keydex.tools.uv.sources import variable_of

NAMED = re.compile(r"(UV_INDEX|UV_HTTP_BASIC)_(.+)_(USERNAME|PASSWORD)", re.IGNORECASE)
CAN_BE_EXPORTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Given:
    """A variable that is set: its name, what it calls the index, and which part it holds."""

    name: str
    index: str
    part: str


def unread(case: Case) -> Iterator[Finding]:
    """Find a login for an index in a variable that uv does not read."""
    yield from misnamed(case)
    for configuration, named, given in _by_tool(case):
        unknown = [each for each in given if _plain(each.index) not in named]
        # Those of several names are rather for other projects.
        if len({each.index for each in unknown}) == 1:
            yield from _nameless(case, configuration, unknown)


def misnamed(case: Case) -> Iterator[Finding]:
    """Find a variable that is meant for an index, and is spelled otherwise."""
    for configuration, named, given in _by_tool(case):
        for each in given:
            reports = named.get(_plain(each.index), [])
            if len({report.index.name for report in reports}) == 1:
                yield from _misnamed(case.environment, (configuration, reports[0]), each)


def _by_tool(case: Case) -> Iterator[tuple[Configuration, dict[str, list[Report]], list[Given]]]:
    """Yield what uv does, its indexes by what is plain of their names, and the variables."""
    given = list(_given(case.environment))
    for configuration in case.survey.configurations if given else ():
        if configuration.installation.tool == "uv":
            named: dict[str, list[Report]] = {}
            for report in configuration.reports:
                if report.index.name:
                    named.setdefault(_plain(report.index.name), []).append(report)
            yield configuration, named, given


def _given(environment: Environment) -> Iterator[Given]:
    for name, value in environment.variables.items():
        if value and (found := NAMED.fullmatch(name)):
            yield Given(name, found[2], found[3].upper())


def _plain(name: str) -> str:
    """Return what is left of a name where its spelling does not count."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _misnamed(environment: Environment, where: Where, given: Given) -> Iterator[Finding]:
    configuration, report = where
    name = report.index.name or ""
    right = variable_of(name, given.part, configuration.installation.version)
    is_same = right.upper() == given.name.upper() and environment.platform == "win32"
    if right != given.name and not is_same and not environment.variables.get(right):
        message = f"uv does not read {given.name}: for {name} it reads {right}."
        fix, origin = _renamed(given.name, right), Origin(variable=given.name)
        yield about(where, message, fix, origin=origin)


def _renamed(wrong: str, right: str) -> Fix:
    """Give the value to the variable that is read; it is shown nowhere."""
    if CAN_BE_EXPORTED.fullmatch(wrong) and CAN_BE_EXPORTED.fullmatch(right):
        command = f'export {right}="${wrong}"; unset {wrong}'
        return typed(command, "Rename it in your shell, and where it is set.")
    return advice(f"Set {right} instead.")


def _nameless(case: Case, configuration: Configuration, unknown: list[Given]) -> Iterator[Finding]:
    """Find a variable for an index that has no name, if it is the only one without a login."""
    version, given = configuration.installation.version, unknown[0]
    wheres = [each for each in case.private() if each[0] is configuration and _has_no_login(each)]
    if len(wheres) != 1 or given.name != variable_of(given.index, given.part, version):
        return
    _, report = wheres[0]
    origin = report.index.origins[0]
    key = undotted(origin.key or "")
    if origin.path and origin.path.suffix == ".toml" and _is_only(case, origin.path, key, given):
        name = given.index.lower().replace("_", "-")
        message = f"uv does not read {given.name}: {called(report)} has no name."
        summary = f"Call it {name}, if it is meant."
        plan = toml_set(case.environment, origin.path, (*key[:-1], "name"), name, summary)
        fix = edit(summary, plan)
        yield about(wheres[0], message, fix, origin=origin, severity=Severity.NOTE)


def _has_no_login(where: Where) -> bool:
    _, report = where
    silence = report.silence.code if report.silence else ""
    return report.index.name is None and silence in {"no-username", "provider-disabled"}


def _is_only(case: Case, path: Path, key: Key, given: Given) -> bool:
    """Say whether it is an index of an array in which no other is called like the variable."""
    if key[-1:] != ("url",) or key[-3:-2] != ("index",):
        return False
    tables = value_at(document(case.environment, path).data, key[:-2])
    found = tables if isinstance(tables, list) else []
    names = [str(value_at(each, ("name",))) for each in found]
    return bool(names) and all(_plain(name) != _plain(given.index) for name in names)


ROWS = (
    Rule(
        "KD014",
        "username-variable-unread",
        WARNING,
        "a variable holds the login of an index, and uv reads another one",
        unread,
    ),
)
