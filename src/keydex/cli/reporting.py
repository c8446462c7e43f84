"""`doctor --report`: what support needs to know, put together by an allow-list.

Nothing is taken as it is found: no value of a variable but those listed here, no line of a file, no
username unless asked for, and never a secret.
"""

import argparse
import platform
import re
import sys
from collections.abc import Iterator
from typing import Any

from keydex import __version__, documents
from keydex.cli import commands, printing
from keydex.findings import Finding
from keydex.hosts import HOSTS
from keydex.model import Access, Report, spelled
from keydex.rules import Case
from keydex.secret import masked, userinfo

Json = dict[str, Any]
# Variables whose value is a choice of a few words.
CHOICES = (
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_INPUT",
    "PYTHON_KEYRING_BACKEND",
    "UV_INDEX_STRATEGY",
    "UV_KEYRING_PROVIDER",
    "UV_NO_CONFIG",
    "UV_OFFLINE",
)
# Variables of which only matters whether they are there.
PRESENT = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "NETRC",
    "PIP_CONFIG_FILE",
    "PIP_EXTRA_INDEX_URL",
    "PIP_INDEX_URL",
    "SSH_CONNECTION",
    "UV_CONFIG_FILE",
    "UV_DEFAULT_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_INDEX",
    "UV_INDEX_URL",
    "VIRTUAL_ENV",
    "WAYLAND_DISPLAY",
    "WSL_DISTRO_NAME",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
)


def report(options: argparse.Namespace, case: Case, found: tuple[Finding, ...]) -> int:
    """Print the report; it is no verdict, so the exit code is 0 whatever was found."""
    document = _blanked(described(case, found), _hidden(case, usernames=options.usernames))
    commands.show(options, document, _lines)
    return 0


def described(case: Case, found: tuple[Finding, ...]) -> Json:
    """Describe tools, keyrings, settings, indexes and findings."""
    survey = case.survey
    variables = case.environment.variables
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "schema": "keydex.report/1",
        "keydex": __version__,
        "python": python,
        "platform": f"{case.environment.platform} {platform.release()}",
        "variables": {name: variables[name] for name in CHOICES if name in variables},
        "set": [name for name in PRESENT if variables.get(name)],
        "tools": [
            {
                **documents.tool(each, survey.project),
                "indexes": [_index(report) for report in each.reports],
            }
            for each in survey.configurations
        ],
        "keyrings": [_keyring(case, access) for access in case.rings],
        "findings": [documents.finding(each, survey.project) for each in found],
        "problems": [documents.problem(each, survey.project) for each in survey.problems],
    }


def _index(report: Report) -> Json:
    """Describe an index: of its origins only how many there are, of a username whether it is."""
    index = report.index
    return {
        "name": index.name,
        "url": masked(userinfo(index.url)[0], report.secrets),
        "role": str(index.role),
        "host": report.host,
        "username_from": index.username_from,
        "questions": len(report.lookups),
        "answers": [str(answer.state) for answer in report.answers],
        "no_lookup": report.silence and report.silence.code,
        "settled_by": report.settled_by and report.settled_by.kind,
        "verdict": report.probe and str(report.probe.verdict),
    }


def _keyring(case: Case, access: Access) -> Json:
    ring, look = case.rings[access], case.looks.get(access)
    store = look.store if look else None
    return {
        "tools": list(case.tools(access)),
        "executable": str(ring.executable or ring.interpreter or ""),
        "version": spelled(ring.version),
        "owner": ring.owner,
        "packages": {name: spelled(version) for name, version in ring.packages.items()},
        "backends": list(store.backends) if store else [],
        "locked": store.locked if store else None,
        "reason": look.reason if look else "",
    }


def _hidden(case: Case, *, usernames: bool) -> dict[str, str]:
    """Name what is replaced wherever it stands as a word: the home folder, people's usernames."""
    hidden = {str(case.environment.home): "~"}
    fixed = {host.username for host in HOSTS}
    for _, report in case.survey.reports():
        names = {lookup.username for lookup in report.lookups} | {report.index.username}
        hidden |= {name: "<user>" for name in names - fixed if name and not usernames}
    return hidden


def _blanked(value: Any, hidden: dict[str, str]) -> Any:
    """Replace in every text of a document what is hidden."""
    if isinstance(value, dict):
        return {name: _blanked(each, hidden) for name, each in value.items()}
    if isinstance(value, list):
        return [_blanked(each, hidden) for each in value]
    if isinstance(value, str):
        for name, instead in hidden.items():
            value = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", instead, value)
    return value


def _lines(document: Json) -> Iterator[str]:
    """Print the report as text that fits into an issue."""
    yield from map(printing.safe, _written(document))


def _written(document: Json) -> Iterator[str]:
    yield f"keydex {document['keydex']}, Python {document['python']}, {document['platform']}"
    for name, value in document["variables"].items():
        yield f"{name}={value}"
    if document["set"]:
        yield f"set: {', '.join(document['set'])}"
    for tool in document["tools"]:
        yield ""
        keyring = tool["keyring"]
        yield f"{tool['tool']} {tool['version']} ({tool['basis']})  {tool['executable'] or ''}"
        yield f"  keyring: {keyring['via']} {keyring['executable'] or ''}: {keyring['reason']}"
        yield from printing.aligned([_row(each) for each in tool["indexes"]])
    for ring in document["keyrings"]:
        yield ""
        packages = [f"{name} {version}" for name, version in ring["packages"].items()]
        yield f"keyring {ring['version']}  {ring['executable']}  {ring['owner']}".rstrip()
        yield f"  of {', '.join(ring['tools'])}; with {', '.join(packages) or 'no plugins'}"
        locked = {True: ", locked", False: ", open", None: ""}[ring["locked"]]
        yield f"  {', '.join(ring['backends']) or ring['reason'] or 'not looked at'}{locked}"
    for finding in document["findings"]:
        yield ""
        about = [finding["code"], finding["name"], finding["index"], finding["tool"]]
        yield "  ".join(each for each in about if each)
        yield f"  {finding['message']}"
        yield f"  → {finding['fix']['summary']}"
    yield from printing.problems(document)


def _row(index: Json) -> tuple[str, ...]:
    """Print one index."""
    answers = ", ".join(index["answers"]) or index["no_lookup"] or f"{index['questions']} questions"
    name, source = index["name"] or "", index["username_from"] or "no username"
    return name, index["url"], index["role"], source, answers, index["verdict"] or ""
