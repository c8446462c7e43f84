"""The JSON documents that scripts rely on; nothing secret is in them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from keydex.errors import KeydexError
from keydex.findings import Finding
from keydex.model import (
    Access,
    Answer,
    Configuration,
    Lookup,
    Origin,
    Problem,
    Report,
    Source,
    spelled,
)
from keydex.secret import Secret, masked
from keydex.survey import Survey, basis
from keydex.tools import TOOLS
from keydex.words import Sign, of_report

Json = dict[str, Any]


def explained(survey: Survey, *, status: bool = False) -> Json:
    """Return the document of `explain`, or with answers that of `status`."""
    document: Json = {
        "schema": "keydex.status/1" if status else "keydex.explain/1",
        "project": str(survey.project),
        "tools": [tool(each, survey.project) for each in survey.configurations],
    }
    if survey.problems:
        document["problems"] = [problem(each, survey.project) for each in survey.problems]
    return document


def listed(survey: Survey) -> Json:
    """Return the document of `list`: every index of every tool."""
    indexes = [
        {"tool": one.installation.tool, **_index(report, survey.project), "host": report.host}
        for one, report in survey.reports()
    ]
    document: Json = {"schema": "keydex.list/1", "indexes": indexes}
    if survey.problems:
        document["problems"] = [problem(each, survey.project) for each in survey.problems]
    return document


def tool(configuration: Configuration, project: Path) -> Json:
    """Describe one tool and what it asks for each index."""
    installation = configuration.installation
    described: Json = {
        "tool": installation.tool,
        "version": spelled(installation.version),
        "version_from": installation.source,
        "basis": basis(TOOLS[installation.tool], installation.version),
        "executable": _path(installation.executable),
        "keyring": access(configuration.access),
        "indexes": [report(each, project) for each in configuration.reports],
    }
    if configuration.probes:
        described["probes"] = [lookup(each, ()) for each in configuration.probes]
    return described


def access(one: Access) -> Json:
    """Describe the way to a keyring."""
    described: Json = {"via": str(one.via), "executable": _path(one.executable)}
    if one.interpreter:
        described["interpreter"] = str(one.interpreter)
    return {**described, "reason": one.reason}


def report(one: Report, project: Path) -> Json:
    """Describe what one tool asks for one index."""
    described = _index(one, project)
    described["settled_by"] = source(one.settled_by, project)
    for name in ("sent_first", "overridden_by", "falls_back"):
        if found := getattr(one, name):
            described[name] = source(found, project)
    answers: Iterable[Answer | None] = one.answers or (None,) * len(one.lookups)
    described["lookups"] = [
        lookup(each, one.secrets, answer) for each, answer in zip(one.lookups, answers, strict=True)
    ]
    silence, is_public = one.silence, of_report(one) is Sign.PUBLIC
    described["no_lookup"] = silence and {
        "code": silence.code,
        "reason": masked(silence.reason, one.secrets),
        "fix": (not is_public and masked(silence.fix, one.secrets)) or None,
    }
    return described


def _index(one: Report, project: Path) -> Json:
    index = one.index
    described: Json = {
        "name": index.name,
        "feed": masked(one.feed, one.secrets),
        "url": masked(index.url, one.secrets),
        "role": str(index.role),
        "declared_in": [origin(each, project) for each in index.origins],
        "username": index.username and masked(index.username, one.secrets),
        "username_from": index.username_from,
    }
    return described | ({"masked": True} if one.secrets else {})


def lookup(one: Lookup, secrets: tuple[Secret, ...], answer: Answer | None = None) -> Json:
    """Describe one question, and what came of it."""
    described: Json = {
        "service": masked(one.service, secrets),
        "username": masked(one.username, secrets) if one.username else one.username,
        "via": str(one.via),
        "api": str(one.api),
    }
    if one.argv is not None:
        described["argv"] = [masked(each, secrets) for each in one.argv]
    described["when"] = str(one.when)
    for name in ("about", "phase", "then"):
        if found := getattr(one, name):
            described[name] = found
    if masked(f"{one.service} {one.username}", secrets) != f"{one.service} {one.username}":
        described["masked"] = True
    if answer is not None:
        described["answer"] = str(answer.state)
        if answer.reason:
            described["reason"] = answer.reason
    return described


def source(one: Source | None, project: Path) -> Json | None:
    """Describe a source of credentials, never what it holds."""
    if one is None:
        return None
    return {"source": one.kind, **origin(one.origin, project)}


def origin(one: Origin, project: Path) -> Json:
    """Describe where something is declared; files of the project by their place in it."""
    if one.variable:
        return {"variable": one.variable}
    if one.flag:
        return {"flag": one.flag}
    described: Json = {"file": place(one.path, project), "line": one.line}
    return described | ({"key": one.key} if one.key else {})


def place(path: Path | None, project: Path) -> str | None:
    """Name a file as short as is clear: below the project by its place there."""
    if path is not None and path.is_relative_to(project):
        return str(path.relative_to(project))
    return _path(path)


def problem(one: Problem, project: Path) -> Json:
    """Describe why a file can't be read."""
    return {
        "file": place(one.path, project),
        "line": one.line,
        "key": one.key,
        "reason": one.reason,
    }


def examined(findings: Iterable[Finding], survey: Survey) -> Json:
    """Return the document of `doctor`."""
    project = survey.project
    document: Json = {
        "schema": "keydex.doctor/1",
        "findings": [finding(each, project) for each in findings],
    }
    if survey.problems:
        document["problems"] = [problem(each, project) for each in survey.problems]
    return document


def finding(one: Finding, project: Path) -> Json:
    """Describe what is wrong, and what mends it."""

    def shown(text: str) -> str:
        return masked(text, one.secrets)

    fix = {"kind": str(one.fix.kind), "summary": shown(one.fix.summary)}
    return {
        "code": one.code,
        "name": one.name,
        "severity": str(one.severity),
        "index": one.index and shown(one.index),
        "tool": one.tool,
        "message": shown(one.message),
        "origin": origin(one.origin, project) if one.origin else None,
        "fix": fix | {"command": shown(one.fix.command) or None},
    }


def trouble(one: KeydexError | None) -> Json:
    """Describe what ended a command, beside what it had done by then."""
    if one is None:
        return {}
    return {"error": {"exit": one.exit, "message": one.message, "hint": one.hint}}


def _path(path: Path | None) -> str | None:
    return str(path) if path else None
