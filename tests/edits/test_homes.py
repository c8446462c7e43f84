"""In files of a home folder as people write them a login changes, and every other byte stays."""

import re

import pytest

from keydex import naming
from keydex.config import ini, netrc
from keydex.edits import ini_insert, ini_removed, netrc_added, undo
from keydex.errors import ConfigError
from keydex.examining import on_disk
from keydex.findings import Finding
from keydex.model import Credential, Edit
from keydex.rules import Needs, found
from keydex.rules.leaks import netrc as of_netrc
from keydex.secret import Secret
from keydex.survey import Survey, survey
from tests.edits.homes import NETRC, PIP, PYPIRC, REFUSED
from tests.inputs.claims import TODAY
from tests.memory import HOME, world
from tests.rules.cases import uv

FEED, UPLOAD = "https://a.example/simple", "https://a.example/upload"
PLACES = {"pip": "~/.config/pip/pip.conf", "twine": "~/.pypirc", "uv": "~/.netrc"}
# What is active, in whatever line; comments stay as they are.
ACTIVE = re.compile(r"(?m)^(?!\s*[#;])(.*)//bob:s3cret-7f3a@a\.example")
PASSWORD = re.compile(r"(?m)^\s*password *[:=] *s3cret-7f3a(\r?\n|\Z)")
USERNAME = re.compile(r"(?m)^(\s*username *[:=] *)bob")
LOGIN = re.compile(
    r'(?m)^machine a\.example\s+(login|user)\s+"?bob"?(\s+account \w+)?'
    r'\s+password\s+"?s3cret-7f3a"?'
    r"(\s+account work)?( # work)?(\r?\n|\Z)"
)


def surveyed(text: str, tool: str) -> Survey:
    """Survey a home with one file, for a tool that reaches a keyring."""
    variables = {
        "PATH": "/shims:/tools",
        "HOME": str(HOME),
        "PIP_KEYRING_PROVIDER": "subprocess",
    }
    files = {PLACES[tool]: text, "pyproject.toml": uv("https://bob@a.example/simple/")}
    programs = dict.fromkeys(("/shims/keyring", "/shims/pip", "/tools/twine", "/tools/uv"), "")
    return survey(world(files, variables, programs=programs), tools=(tool,))


def findings(one: Survey, feed: str) -> list[Finding]:
    """Return what can be moved, which is not what a comment or another command has."""
    case = on_disk(one, today=TODAY.date())
    return [
        each for each in found(case, Needs.FILES, {"KD001"}) if each.fix.edits and each.feed == feed
    ]


def written(edit: Edit, before: str) -> str:
    """Return what an edit makes of a file, and claim that it leads back."""
    assert edit.before.decode() == before
    assert undo(edit).after.decode() == before
    return edit.after.decode()


@pytest.mark.parametrize("name", PIP)
def test_a_pip_conf(name: str) -> None:
    text = PIP[name]
    one = surveyed(text, "pip")
    (finding,) = findings(one, FEED)
    assert finding.fix.edits
    (moved,) = finding.fix.edits()
    (named,) = naming.plan(one, FEED, "ann").changes
    # Another section is another index, which this command does not read.
    rest, mark, other = text.partition("[download]")
    assert written(moved, text) == ACTIVE.sub(r"\1//bob@a.example", rest) + mark + other
    assert written(named, text) == ACTIVE.sub(r"\1//ann:s3cret-7f3a@a.example", rest) + mark + other


@pytest.mark.parametrize("name", PYPIRC)
def test_a_pypirc(name: str) -> None:
    text = PYPIRC[name]
    one = surveyed(text, "twine")
    (finding,) = findings(one, UPLOAD)
    assert finding.fix.edits
    (moved,) = finding.fix.edits()
    (named,) = naming.plan(one, UPLOAD, "ann").changes
    assert written(moved, text) == PASSWORD.sub("", text, count=1)
    assert written(named, text) == USERNAME.sub(r"\1ann", text, count=1)


INI = {**PIP, **{f".pypirc {name}": text for name, text in PYPIRC.items()}}


@pytest.mark.parametrize("name", INI)
def test_a_key_is_put_in_and_taken_out(name: str) -> None:
    text = INI[name]
    document = ini.document(text, HOME / ".pypirc")
    for section in document.sections:
        added = written(ini_insert(document, section, "realm-x", "y", ""), text)
        (line,) = re.findall(r"\r?\n[ \t]*realm-x = y", added)
        assert added.replace(line, "") == text
        again = ini.document(added, HOME / ".pypirc")
        assert written(ini_removed(again, section, "realm-x", ""), added) == text
    if "[DEFAULT]" in text:
        with pytest.raises(ConfigError, match="without a risk"):
            ini_insert(document, "new", "realm-x", "y", "")
    else:
        added = written(ini_insert(document, "new", "realm-x", "y", ""), text)
        assert re.sub(r"\r?\n", "", added.removeprefix(text)) == "[new]realm-x = y"


@pytest.mark.parametrize("name", NETRC)
def test_a_netrc(name: str) -> None:
    text = NETRC[name]
    case = on_disk(surveyed(text, "uv"), today=TODAY.date())
    (finding,) = of_netrc.found(case, {FEED})
    assert finding.fix.edits
    (moved,) = finding.fix.edits()
    assert LOGIN.search(text)
    assert written(moved, text) == LOGIN.sub("", text, count=1)
    new = Credential("eve", Secret("pw-1"))
    added = netrc_added(HOME / ".netrc", text.encode(), "c.example", new, "")
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"machine c.example login eve password pw-1{end}"
    left, right = written(added, text).split(line)
    assert left.removesuffix(end) + right == text or left + right == text
    (login,) = (
        each
        for each in netrc.parsed(added.after.decode(), HOME / ".netrc")
        if each.machine == "c.example"
    )
    assert (login.login, login.password) == ("eve", Secret("pw-1"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_tool_can_not_read_is_told_and_left(name: str) -> None:
    place, text, reason = REFUSED[name]
    if place == PLACES["uv"]:
        new = Credential("eve", Secret("pw-1"))
        with pytest.raises(ConfigError) as told:
            netrc_added(HOME / ".netrc", text.encode(), "c.example", new, "")
        assert told.value.reason == reason
        return
    (tool,) = (tool for tool, path in PLACES.items() if path == place)
    one = surveyed(text, tool)
    assert [each.reason for each in one.problems] == [reason]
    assert not [each for feed in one.feeds() for each in findings(one, feed)]
