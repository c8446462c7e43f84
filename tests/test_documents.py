"""The documents that scripts rely on."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keydex import documents
from keydex.cli import printing
from keydex.model import (
    Answer,
    Api,
    Credential,
    Lookup,
    Origin,
    Problem,
    Source,
    State,
    Via,
)
from keydex.secret import Secret
from keydex.survey import survey
from tests.entries import Entries
from tests.samples import FEED, URL, USER, asked, pyproject, sample

PROJECT = Path("/world/proj")


def test_the_document_of_explain() -> None:
    document = documents.explained(survey(sample()))
    assert (document["schema"], document["project"]) == ("keydex.explain/1", str(PROJECT))
    uv, pip = document["tools"]
    assert list(uv) == [
        "tool",
        "version",
        "version_from",
        "basis",
        "executable",
        "keyring",
        "indexes",
    ]
    assert (uv["version"], uv["version_from"]) == ("0.13.8", "executable")
    assert (pip["version"], pip["version_from"]) == ("26.3", "assumed")
    assert uv["keyring"] == {
        "via": "subprocess",
        "executable": "/shims/keyring",
        "reason": "tool.uv.keyring-provider in pyproject.toml",
    }
    index = uv["indexes"][0]
    assert index["feed"] == FEED
    assert index["lookups"][0] == {
        "service": URL,
        "username": USER,
        "via": "subprocess",
        "api": "get",
        "argv": ["get", URL, USER],
        "when": "before-request",
    }
    assert index["no_lookup"] is None
    assert "problems" not in document
    assert json.loads(json.dumps(document)) == document


def test_the_document_of_status_has_answers_and_no_secret() -> None:
    one = asked(Entries({(URL, USER): "canary"}))
    text = json.dumps(documents.explained(one, status=True))
    assert "canary" not in text
    lookups = json.loads(text)["tools"][0]["indexes"][0]["lookups"]
    assert [each["answer"] for each in lookups] == ["found", "not-asked"]
    assert lookups[1]["reason"] == "not reached"


def test_what_settles_the_search_is_told_with_its_place() -> None:
    files = {
        "pyproject.toml": pyproject("https://pkgs.example/team/simple/"),
        "~/.netrc": "machine pkgs.example login ann password canary\n",
    }
    document = documents.explained(survey(sample(files)))
    uv = document["tools"][0]["indexes"][0]
    assert uv["settled_by"] == {"source": "netrc", "file": "/world/home/.netrc", "line": 1}
    assert uv["no_lookup"]["code"] == "settled"
    pip = document["tools"][1]["indexes"][0]
    assert pip["sent_first"] == uv["settled_by"] or pip["settled_by"] == uv["settled_by"]
    assert "canary" not in json.dumps(document)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sent_first", "first sends what ~/.netrc:1 says; a refusal leads to the questions"),
        ("overridden_by", "sends what ~/.netrc:1 says, whatever is found"),
        ("falls_back", "sends what ~/.netrc:1 says where nothing is found"),
    ],
)
def test_a_login_beside_the_keyring_is_told_with_its_place_and_its_rank(
    name: str, sentence: str
) -> None:
    login = Credential(USER, Secret("canary"))
    changed: dict[str, Any] = {name: Source("netrc", Origin(Path("~/.netrc"), 1), login)}
    one = survey(sample()).mapped(lambda _, report: replace(report, **changed))
    document = documents.explained(one)
    index = document["tools"][0]["indexes"][0]
    assert index[name] == {"source": "netrc", "file": "~/.netrc", "line": 1}
    assert f"    · {sentence}" in list(printing.explained(document))
    assert "canary" not in json.dumps(document)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin(variable="UV_INDEX"), {"variable": "UV_INDEX"}),
        (Origin(flag="--index"), {"flag": "--index"}),
        (Origin(PROJECT / "a/b", 3, "k"), {"file": "a/b", "line": 3, "key": "k"}),
        (Origin(Path("/etc/pip.conf"), 1), {"file": "/etc/pip.conf", "line": 1}),
    ],
)
def test_a_place_is_a_file_a_variable_or_a_flag(
    origin: Origin, expected: dict[str, object]
) -> None:
    assert documents.origin(origin, PROJECT) == expected


def test_no_source_is_null() -> None:
    assert documents.source(None, PROJECT) is None
    assert documents.source(Source("env", Origin(variable="X")), PROJECT) == {
        "source": "env",
        "variable": "X",
    }


def test_what_is_there_only_sometimes_is_left_out() -> None:
    plain = Lookup("s", None, Via.IMPORT, Api.GET_CREDENTIAL)
    assert documents.lookup(plain, ()) == {
        "service": "s",
        "username": None,
        "via": "import",
        "api": "get_credential",
        "when": "before-request",
    }
    more = replace(plain, about="file", phase="resolve", then="get_password")
    found = documents.lookup(more, (), Answer(State.FAILED, reason="why"))
    assert (
        found.items()
        >= {
            "about": "file",
            "phase": "resolve",
            "then": "get_password",
            "answer": "failed",
            "reason": "why",
        }.items()
    )


def test_a_secret_in_a_service_is_masked() -> None:
    lookup = Lookup(
        "https://h/tok/", "tok", Via.SUBPROCESS, Api.GET, ("get", "https://h/tok/", "tok")
    )
    assert documents.lookup(lookup, (Secret("tok"),)) == {
        "service": "https://h/****/",
        "username": "****",
        "via": "subprocess",
        "api": "get",
        "argv": ["get", "https://h/****/", "****"],
        "when": "before-request",
        "masked": True,
    }


def test_a_problem_names_file_line_and_key() -> None:
    problem = Problem(PROJECT / "uv.toml", "why", 2, "index-url")
    assert documents.problem(problem, PROJECT) == {
        "file": "uv.toml",
        "line": 2,
        "key": "index-url",
        "reason": "why",
    }


def test_an_index_that_refuses_nobody_needs_no_mending() -> None:
    unset = pyproject().replace("keyring-provider = 'subprocess'\n", "")
    uv, _ = documents.explained(survey(sample({"pyproject.toml": unset})))["tools"]
    fixes = {each["url"]: each["no_lookup"]["fix"] for each in uv["indexes"]}
    mend = 'set keyring-provider = "subprocess"'
    assert fixes == {URL: mend, "https://pypi.org/simple": None}
