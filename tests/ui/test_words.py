"""How things are written: numbers, lists, places, and what a state means."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.findings import Finding, Severity, advice
from keydex.model import Event, Origin, Probe, Role, Silence, Source, Verdict
from keydex.survey import survey
from keydex.ui import summaries
from keydex.ui.findings import cause
from keydex.ui.meanings import meaning
from keydex.ui.texts import counted, listed, origin, place, safe, turn
from tests.ui.worlds import AZURE, HOME, PROJECT, billing

CORE = f"https://{AZURE}"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd")],
)
def test_turns(number: int, text: str) -> None:
    assert turn(number) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [((), ""), (("uv",), "uv"), (("uv", "pip"), "uv and pip"), (("a", "b", "c"), "a, b and c")],
)
def test_lists(words: tuple[str, ...], text: str) -> None:
    assert listed(words) == text


def test_counts() -> None:
    assert [counted(n, "entry", "entries") for n in (0, 1, 2)] == [
        "0 entries",
        "1 entry",
        "2 entries",
    ]
    assert counted(2, "tool") == "2 tools"


def test_what_a_terminal_would_obey_is_spelled() -> None:
    assert safe("a\x1b[31m\u202eb") == r"a\x1b[31m\x202eb"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PROJECT / "pyproject.toml", "pyproject.toml"),
        (PROJECT, "~/src/billing-api"),
        (HOME / ".netrc", "~/.netrc"),
        (Path("/etc/pip.conf"), "/etc/pip.conf"),
    ],
)
def test_places(path: Path, text: str) -> None:
    assert place(path, PROJECT, billing()) == text


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Origin(HOME / ".netrc", 3), "~/.netrc:3"),
        (Origin(HOME / ".netrc"), "~/.netrc"),
        (Origin(variable="UV_INDEX"), "UV_INDEX"),
        (Origin(flag="--index"), "--index"),
        (Origin(), ""),
    ],
)
def test_origins(one: Origin, text: str) -> None:
    assert origin(one, PROJECT, billing()) == text


def test_what_was_done_is_summed_up() -> None:
    events = [Event("keyring", "a", 0.1), Event("keyring", "b", 0.25), Event("index", "c", None)]
    assert summaries.told(events, 0) == "2 keyring calls 0.3 s · 1 request · nothing written"
    assert summaries.told(events[:1], None) == "1 keyring call 0.1 s"
    assert summaries.told([], 2) == "2 written"


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("A credential comes from .netrc:1.", "401: a credential comes from .netrc:1"),
        ("~/.netrc:1 answers before any keyring.", "401: ~/.netrc:1 answers before any keyring"),
    ],
)
def test_a_refusal_names_the_credential_that_is_not_of_a_keyring(reason: str, text: str) -> None:
    (one, report), *_ = survey(billing()).feeds()[CORE]
    netrc = Source("netrc", Origin(HOME / ".netrc", 1))
    refused = Probe(Verdict.REFUSED, "401", 401)
    silent = replace(report, lookups=(), silence=Silence("settled", reason), settled_by=netrc)
    assert meaning(one, replace(silent, probe=refused)) == text
    accepted = replace(refused, verdict=Verdict.ACCEPTED, reason="200")
    assert meaning(one, replace(silent, probe=accepted)) == "200"


def test_a_cause_leaves_out_the_name_of_a_tool_only_where_it_is_about_no_other() -> None:
    one = Finding("uv finds nothing.", advice(""), "KD900", "", Severity.ERROR, CORE, tool="uv")
    assert cause((one,), CORE, "uv") == "finds nothing"
    both = replace(one, message="uv and pip find nothing.", tool="uv pip")
    assert [cause((both,), CORE, tool) for tool in ("uv", "pip", "twine")] == [
        "uv and pip find nothing",
        "uv and pip find nothing",
        "",
    ]


def test_an_upload_is_called_one() -> None:
    reports = survey(billing()).feeds()
    feed = reports[next(iter(reports))]
    assert summaries.name(feed) == "core"
    uploads = [
        (one, replace(each, index=replace(each.index, role=Role.PUBLISH))) for one, each in feed
    ]
    assert summaries.name(uploads) == "core (upload)"
