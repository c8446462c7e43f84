"""What real releases were seen to ask, in compact form, and how a prediction is held against it.

A row is a world (files, variables, command, entries, server), a release, and what was seen: the
questions to the keyring in order, and the requests with their statuses.
"""

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from keydex.documents import explained
from keydex.environment import Environment
from keydex.survey import survey
from tests.memory import HOME, PROJECT, Memory

FOLDER = Path(__file__).parent
TOOLS = Path("/world/tools")
SHIMS = Path("/world/shims")
PACKAGE = "custompkg"
PYTHON = "/usr/bin/python3.11"
PASSWORD = re.compile(r"((?:://|^)[^/@:]*):[^/@]+@")

Question = tuple[str | None, ...]
Json = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One recording."""

    world: Json
    version: str
    calls: list[Json]
    requests: list[list[Any]]

    @property
    def name(self) -> str:
        return f"{self.world['tool']} {self.version} {self.world['case']}"


def rows(tool: str) -> Iterator[Row]:
    """Yield what was recorded of a tool, where it could be had."""
    path = FOLDER / f"{tool}.json.xz"
    yield from read(path) if path.is_file() else ()


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a file."""
    found = json.loads(lzma.decompress(path.read_bytes()))
    for world, version, calls, requests in found["rows"]:
        yield Row(
            found["worlds"][world], version, found["calls"][calls], found["requests"][requests]
        )


def environment(row: Row) -> Environment:
    """Build the world of a row in memory, with a stand-in for that release of the tool."""
    memory = Memory()
    for name, text in row.world["files"].items():
        place = HOME / name[2:] if name.startswith("~/") else PROJECT / name
        memory.files[place] = b"" if text.startswith("@wheel:") else filled(text).encode()
        if mode := row.world.get("modes", {}).get(name):
            memory.modes[place] = int(mode, 8)
    _install(memory, row.world["tool"], row.version, importable=row.world["importable"])
    if row.world["on_path"]:
        memory.programs[SHIMS / "keyring"] = ""
    found = {
        "PATH": f"{SHIMS}:{TOOLS / 'bin'}:/usr/bin:/bin",
        "HOME": str(HOME),
        "XDG_CONFIG_HOME": str(HOME / ".config"),
        "XDG_DATA_HOME": str(HOME / ".local/share"),
        **variables(row.world, PROJECT, HOME),
    }
    folder = PROJECT if row.world["cwd"] == "." else PROJECT / row.world["cwd"]
    return Environment(folder, HOME, found, "linux", memory)


def variables(world: Json, project: Path, home: Path, python: str = PYTHON) -> dict[str, str]:
    """Return the variables of a world; `@project` and `@home` in them stand for its folders."""
    return {
        name: filled(value, python).replace("@project", str(project)).replace("@home", str(home))
        for name, value in world["variables"].items()
    }


def filled(text: str, python: str = PYTHON) -> str:
    """Name an interpreter where a file or a variable is to hold nothing but its path."""
    return python if text == "@python" else text


def _install(memory: Memory, tool: str, version: str, *, importable: bool) -> None:
    """Put a release in place: uv as a program, a Python tool as the metadata of a venv."""
    if tool == "uv":
        memory.programs[TOOLS / "bin/uv"] = f"uv {version} (0000000 2025-01-01)\n"
        return
    packages = TOOLS / "lib/python3.11/site-packages"
    memory.files[TOOLS / "pyvenv.cfg"] = b"home = /usr/bin\ninclude-system-site-packages = false\n"
    memory.programs[TOOLS / "bin/python"] = ""
    memory.files[TOOLS / f"bin/{tool}"] = f"#!{TOOLS}/bin/python\n".encode()
    memory.modes[TOOLS / f"bin/{tool}"] = 0o755
    releases = {tool: version} | ({"keyring": "25.7.0"} if importable else {})
    for name, release in releases.items():
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {release}\n"
        memory.files[packages / f"{name}-{release}.dist-info/METADATA"] = metadata.encode()
        memory.files[packages / name / "__init__.py"] = b""


def predicted(row: Row) -> Json:
    """Return what keydex says of the tool in this world."""
    found = survey(environment(row), row.world["command"], package=PACKAGE)
    document = explained(found)
    assert len(document["tools"]) == 1
    tool: Json = document["tools"][0]
    assert tool["version"] == row.version
    return tool


def difference(row: Row, tool: Json) -> str | None:
    """Say how a prediction differs from what was seen; None where it does not."""
    for index in tool["indexes"]:
        if bool(index["lookups"]) == bool(index["no_lookup"]):
            return f"{index['url']} has questions and a reason for silence, or neither"
        if "@" in urlsplit(index["url"]).netloc:
            return f"{index['url']} has userinfo"
    seen, flat = compared(row, tool)
    if seen == flat:
        return None
    said = [_said(row, index) for index in tool["indexes"]]
    probes = _probes(tool)
    told = f"seen {seen}, said {flat}"
    if len([one for one in said if one]) < 2 or not set(probes) <= set(seen) <= set(flat):
        return told
    if not seen:
        return told
    return None if _is_cut_short(row, tool["indexes"], said, seen) else told


def requested(row: Row, url: str) -> list[int]:
    """Return what was answered to the requests below a URL, in order."""
    path = urlsplit(url).path.rstrip("/")
    return [
        request[3]
        for request in row.requests
        if request[1].partition(":")[0] == url.partition(":")[0].lower()
        and _netloc(request[1]) == _netloc(url)
        and urlsplit(request[1]).path.startswith(path)
    ]


def compared(row: Row, tool: Json) -> tuple[list[Question], list[Question]]:
    """Return the questions that were seen, and those that were to be expected."""
    said = [each for index in tool["indexes"] for each in _said(row, index)]
    return _seen(row), _distinct((*_probes(tool), *said))


def _probes(tool: Json) -> list[Question]:
    return _distinct(_question(each) for each in tool.get("probes", ()))


def _is_cut_short(
    row: Row, indexes: list[Json], said: list[list[Question]], seen: list[Question]
) -> bool:
    """Say whether what was seen is what was said, but for indexes that were not reached.

    Each index is asked whole or not at all, in the order that was said.
    """
    times = Counter(each for one in said for each in one)
    order: list[Question] = []
    for index, one in zip(indexes, said, strict=True):
        own = [each for each in one if times[each] == 1]
        got = [each for each in seen if each in own]
        shared = any(times[each] > 1 and each in seen for each in one)
        if got not in ([], own) or (
            own and not got and not shared and requested(row, index["url"])
        ):
            return False
        order += got
    return [each for each in seen if each in order] == order


def _seen(row: Row) -> list[Question]:
    """Return the distinct questions, without those that no configuration foretells.

    That is about a file that only the index page names, and about where a redirect leads.
    """
    locked = "".join(text for name, text in row.world["files"].items() if name.endswith(".lock"))
    elsewhere = {
        _netloc(rule[name])
        for rule in row.world["server"]
        for name in ("files_at", "redirect_to")
        if rule.get(name)
    }
    kept: list[Question] = []
    about_file = False
    for call in row.calls:
        question = _question(call)
        service = question[question.index("get") + 1] if question[0] == "run" else question[1]
        assert service is not None
        if ".whl" in service and service.partition("#")[0] not in locked:
            about_file = True
        elif not (about_file and "://" not in service):
            about_file = False
            if not any(
                each and (each in elsewhere or _netloc(each) in elsewhere) for each in question
            ):
                kept.append(
                    tuple(each and each.replace("/otherpkg/", "/custompkg/") for each in question)
                )
        else:
            about_file = False
    return _distinct(kept)


def _said(row: Row, index: Json) -> list[Question]:
    """Return the questions that were to be expected with the entries and statuses of the row."""
    locked = any(name.endswith(".lock") for name in row.world["files"])
    netloc = _netloc(index["url"])
    statuses = {request[3] for request in row.requests if _netloc(request[1]) == netloc}
    if not locked:
        statuses = set(requested(row, index["url"])) or statuses
    needed: dict[str, set[int | None]] = {
        "before-request": {None},
        "on-401": {401},
        "on-refusal": {401, 403, 404},
    }
    said: list[Question] = []
    found: set[str | None] = set()  # What is found ends a search: to resolve, or to download.
    for lookup in index["lookups"]:
        if lookup.get("about") == "file" and not locked:
            continue
        if lookup.get("phase") in found or not needed[lookup["when"]] & {None, *statuses}:
            continue
        said.append(_question(lookup))
        if (user := _user(row, lookup)) is not None:
            found.add(lookup.get("phase"))
            if then := lookup.get("then"):
                said.append((then, lookup["service"], user))
    return _distinct(said)


def _user(row: Row, lookup: Json) -> str | None:
    """Return whose entry answers a question; None where there is none."""
    anyone = lookup["username"] is None and lookup["api"] != "get_password"
    for service, user, _ in row.world["entries"]:
        if _masked(service) == lookup["service"] and (anyone or user == lookup["username"]):
            return str(user)
    return None


def _question(call: Json) -> Question:
    if call.get("argv") is not None:
        return ("run", *map(_masked, call["argv"]))
    return (call["api"], _masked(call["service"]), call["username"])


def _masked(service: str) -> str:
    """Return a service as it may be shown; that of some tools holds a password."""
    return PASSWORD.sub(r"\1:****@", service)


def _netloc(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    return host if parts.port in {None, 80, 443} else f"{host}:{parts.port}"


def _distinct(questions: Any) -> list[Question]:
    return list(dict.fromkeys(questions))
