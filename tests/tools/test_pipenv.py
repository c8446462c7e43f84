"""What pipenv asks, by release, source and command; and why it asks nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.model import Command, Configuration, Installation, Origin, Report, Role, Version, Via
from keydex.tools import pipenv
from keydex.tools.pipenv import releases
from tests.memory import HOME, PROJECT, world

NEWEST = pipenv.NEWEST
URL = "https://pkgs.example/simple/"
MINE = "https://bob@pkgs.example/simple"
HOST = "pkgs.example"
SUBPROCESS = {"PIPENV_KEYRING_PROVIDER": "subprocess"}
PIP_SUBPROCESS = {"PIP_KEYRING_PROVIDER": "subprocess"}
CONF = {"~/.config/pip/pip.conf": "[global]\nkeyring-provider = subprocess\n"}


def pipfile(*urls: str, more: str = "") -> str:
    tables = (f'[[source]]\nname = "s{n}"\nurl = "{url}"\n' for n, url in enumerate(urls))
    return "".join(tables) + more


def read(
    files: dict[str, str],
    variables: dict[str, str] | None = None,
    *,
    words: str = "lock",
    version: Version = NEWEST,
    folder: str = ".",
) -> Configuration:
    known = {"PATH": "/shims", "HOME": str(HOME), **(variables or {})}
    environment = world(files, known, programs={"/shims/keyring": ""}, folder=folder)
    return told(environment, words, version)


def told(environment: Environment, words: str, version: Version = NEWEST) -> Configuration:
    installation = Installation("pipenv", version, "metadata")
    command = Command("pipenv", tuple(words.split()))
    return pipenv.read(environment, command, installation, "PACKAGE")


def only(found: Configuration) -> Report:
    (report,) = found.reports
    return report


def asked(report: Report) -> list[tuple[str, str | None]]:
    return [(each.service, each.username) for each in report.lookups]


@pytest.mark.parametrize(
    ("version", "variables", "expected"),
    [
        ((2023, 4, 20), PIP_SUBPROCESS, [(URL, "bob"), (HOST, "bob")]),
        ((2026, 2, 2), SUBPROCESS, "no-input"),
        ((2026, 2, 2), {}, "no-input"),
        ((2026, 4, 0), SUBPROCESS, [(URL, "bob"), (HOST, "bob")]),
        ((2026, 5, 2), PIP_SUBPROCESS, [(URL, "bob"), (HOST, "bob")]),
        ((2026, 6, 0), SUBPROCESS, "no-username"),
        ((2026, 7, 1), SUBPROCESS, "no-username"),
        ((2026, 8, 0), SUBPROCESS, [(URL, None), (HOST, None)]),
        (NEWEST, SUBPROCESS, [(URL, None), (HOST, None)]),
        (NEWEST, {"PIPENV_KEYRING_PROVIDER": "disabled"}, "provider-disabled"),
        (NEWEST, {}, "no-input"),
        ((2023, 2, 18), PIP_SUBPROCESS, "unsupported-version"),
        ((2020, 1, 1), PIP_SUBPROCESS, "unsupported-version"),
        ((2025, 0, 4), {"PIP_KEYRING_PROVIDER": "none-such"}, "provider-disabled"),
    ],
)
def test_questions_by_release(
    version: Version, variables: dict[str, str], expected: object
) -> None:
    report = only(read({"Pipfile": pipfile(MINE)}, variables, version=version))
    assert (report.silence.code if report.silence else asked(report)) == expected
    assert (report.index.username, report.index.username_from) == ("bob", "url")
    assert report.index.url == "https://pkgs.example/simple"


@pytest.mark.parametrize(
    ("words", "version", "code"),
    [
        ("lock", (2025, 0, 4), None),
        ("sync", (2025, 0, 4), None),
        ("install", NEWEST, None),
        ("sync", NEWEST, "no-input"),
    ],
)
def test_a_setting_of_pip_counts_while_a_lock_is_made(
    words: str, version: Version, code: str | None
) -> None:
    report = only(read({"Pipfile": pipfile(MINE), **CONF}, words=words, version=version))
    assert (report.silence and report.silence.code) == code


@pytest.mark.parametrize(
    ("words", "count"),
    [("lock", 1), ("install x", 1), ("update", 1), ("sync", 1), ("graph", 0), ("--version", 0)],
)
def test_commands_that_ask(words: str, count: int) -> None:
    assert len(read({"Pipfile": pipfile(MINE)}, words=words).reports) == count


@pytest.mark.parametrize(
    ("folder", "variables", "version", "expected"),
    [
        (".", {}, NEWEST, PROJECT),
        ("a/b/c/d", {}, NEWEST, PROJECT),
        ("a/b/c/d", {}, (2023, 12, 1), None),
        ("a/b", {}, (2023, 12, 1), PROJECT),
        ("a", {"PIPENV_NO_INHERIT": "1"}, NEWEST, None),
        ("a/b", {"PIPENV_MAX_DEPTH": "2"}, NEWEST, None),
        ("a", {"PIPENV_MAX_DEPTH": "2"}, NEWEST, PROJECT),
        ("a", {"PIPENV_MAX_DEPTH": "True"}, NEWEST, None),
        (".", {"PIPENV_MAX_DEPTH": "yes"}, NEWEST, PROJECT),
        (".", {"PIPENV_MAX_DEPTH": "0"}, NEWEST, PROJECT),
        ("a", {"PIPENV_MAX_DEPTH": "no"}, NEWEST, None),
        ("a", {"PIPENV_PIPFILE": "../Pipfile"}, NEWEST, PROJECT / "a/.."),
    ],
)
def test_the_project_is_where_the_pipfile_is(
    folder: str, variables: dict[str, str], version: Version, expected: Path | None
) -> None:
    files = {"Pipfile": pipfile(MINE), "a/../Pipfile": pipfile(MINE)}
    found = read(files, variables, folder=folder, version=version)
    assert found.project == (PROJECT / folder if expected is None else expected)
    assert bool(found.reports[0].index.origins) == (expected is not None)


def test_sources_stand_in_their_order_with_their_lines() -> None:
    two = pipfile(MINE, "https://other.example/simple")
    found = read({"Pipfile": two}, SUBPROCESS).reports
    assert [(each.index.name, each.index.role) for each in found] == [
        ("s0", Role.DEFAULT),
        ("s1", Role.EXTRA),
    ]
    assert [each.index.origins for each in found] == [
        (Origin(PROJECT / "Pipfile", line, f"source[{number}].url"),)
        for number, line in enumerate((3, 6))
    ]


@pytest.mark.parametrize(
    ("url", "value", "version", "expected"),
    [
        ("https://${WHO}@h.example/s", "bob", NEWEST, ("bob", None)),
        ("https://$WHO@h.example/s", "bob", (2025, 0, 4), ("bob", None)),
        ("https://${WHO}@h.example/s", "a@b", NEWEST, ("a@b", None)),
        ("https://'${WHO}'@h.example/s", "bob", NEWEST, ("bob", None)),
        ("https://${NOBODY}@h.example/s", "bob", NEWEST, ("${NOBODY}", None)),
        ("https://bob:${WHO}@h.example/s", "a:b", NEWEST, ("bob", "a:b")),
    ],
)
def test_variables_are_filled_in(
    url: str, value: str, version: Version, expected: tuple[str, str | None]
) -> None:
    index = only(read({"Pipfile": pipfile(url)}, {"WHO": value}, version=version)).index
    assert (index.username, index.password and index.password.reveal()) == expected


def test_a_password_ends_the_search_and_since_2026_6_is_sent_first() -> None:
    files = {"Pipfile": pipfile(MINE.replace("bob", "bob:pw"))}
    old = only(read(files, SUBPROCESS, version=(2026, 5, 2)))
    assert old.settled_by and old.settled_by.origin == old.index.origins[0]
    assert old.silence and old.silence.reason == (
        "The URL holds a username and a password (Pipfile:3)."
    )
    new = only(read(files, SUBPROCESS))
    assert new.sent_first and new.sent_first.credential
    assert new.sent_first.credential.password.reveal() == "pw"
    assert asked(new) == [(URL, None), (HOST, None)]


def test_the_first_login_of_a_host_is_sent_to_all_of_it() -> None:
    two = pipfile(MINE.replace("bob", "bob:pw"), "https://eve:other@pkgs.example/more")
    sent = [each.sent_first for each in read({"Pipfile": two}, SUBPROCESS).reports]
    assert [each and each.credential and each.credential.username for each in sent] == ["bob"] * 2
    first_without = pipfile(MINE, "https://eve:other@pkgs.example/more")
    assert not any(each.sent_first for each in read({"Pipfile": first_without}).reports)


def test_a_lock_names_the_sources_of_what_is_installed() -> None:
    lock = '{"_meta": {"sources": [{"name": "l",\n "url": "https://eve@lock.example/s"}]}}'
    files = {"Pipfile": pipfile(MINE), "Pipfile.lock": lock}
    report = only(read(files, SUBPROCESS, words="sync"))
    assert report.index.url == "https://lock.example/s"
    assert report.index.origins == (Origin(PROJECT / "Pipfile.lock", 2),)
    assert only(read(files, SUBPROCESS)).index.name == "s0"


@pytest.mark.parametrize("lock", ["{", "{}", '{"_meta": {"sources": 1}}', '{"_meta": 3}', "[]"])
def test_a_lock_without_sources_leaves_those_of_the_pipfile(lock: str) -> None:
    files = {"Pipfile": pipfile(MINE), "Pipfile.lock": lock}
    assert only(read(files, SUBPROCESS, words="sync")).index.name == "s0"


@pytest.mark.parametrize(
    ("files", "variables", "words", "url", "origin"),
    [
        ({}, {}, "lock", "https://pypi.org/simple", None),
        ({"~/.config/pip/pip.conf": f"[global]\nindex-url = {MINE}\n"}, {}, "lock", MINE, 2),
        ({}, {"PIP_INDEX_URL": MINE}, "lock", "https://pypi.org/simple", None),
        ({}, {"PIPENV_PYPI_MIRROR": MINE}, "lock", MINE, "PIPENV_PYPI_MIRROR"),
        ({}, {}, f"lock --pypi-mirror {MINE}", MINE, "--pypi-mirror"),
    ],
)
def test_a_pipfile_without_sources(
    files: dict[str, str], variables: dict[str, str], words: str, url: str, origin: object
) -> None:
    found = read({"Pipfile": "[packages]\n", **files}, variables, words=words)
    index = only(found).index
    assert index.url == url.replace("bob@", "")
    places = [each.line or each.variable or each.flag for each in index.origins]
    assert places == ([] if origin is None else [origin])


def test_a_mirror_stands_for_pypi_only() -> None:
    two = pipfile("https://pypi.org/simple", MINE)
    found = read({"Pipfile": two}, {"PIPENV_PYPI_MIRROR": "https://m.example/s"}).reports
    assert [each.index.url for each in found] == [
        "https://m.example/s",
        "https://pkgs.example/simple",
    ]


def test_an_index_of_the_command_comes_last() -> None:
    found = read({"Pipfile": pipfile(MINE)}, SUBPROCESS, words="install x -i https://x.example/s")
    assert [each.index.url for each in found.reports][1:] == ["https://x.example/s"]
    assert found.reports[1].index.origins == (Origin(flag="--index"),)


def test_an_index_of_pips_own_settings_is_not_asked() -> None:
    conf = {"~/.config/pip/pip.conf": "[global]\nextra-index-url = https://e.example/s\n"}
    assert len(read({"Pipfile": pipfile(MINE), **conf}, SUBPROCESS).reports) == 1


@pytest.mark.parametrize(
    ("more", "code"), [("", "settings-ignored"), ("verify_ssl = false\n", "no-input")]
)
def test_an_index_without_tls_must_be_named_unverified(more: str, code: str) -> None:
    report = only(read({"Pipfile": pipfile("http://h.example/s", more=more)}))
    assert report.silence and report.silence.code == code


@pytest.mark.parametrize(
    ("files", "variables", "place"),
    [
        ({".venv/lib/python3.11/site-packages/keyring/__init__.py": ""}, {}, ".venv"),
        ({"e/lib/python3.11/site-packages/keyring/__init__.py": ""}, {"VIRTUAL_ENV": "e"}, "e"),
        ({"e/Lib/site-packages/keyring/__init__.py": ""}, {"VIRTUAL_ENV": "e"}, "e"),
    ],
)
def test_import_is_from_the_environment_of_the_project(
    files: dict[str, str], variables: dict[str, str], place: str
) -> None:
    provider = {"PIPENV_KEYRING_PROVIDER": "import"}
    absolute = {name: str(PROJECT / each) for name, each in variables.items()}
    found = read({"Pipfile": pipfile(MINE), **files}, {**provider, **absolute})
    assert found.access.via is Via.IMPORT
    assert found.access.interpreter == PROJECT / place / "bin/python"
    assert found.access.origin == Origin(variable="PIPENV_KEYRING_PROVIDER")


def test_without_an_environment_there_is_nothing_to_import() -> None:
    found = read({"Pipfile": pipfile(MINE)}, {"PIPENV_KEYRING_PROVIDER": "import"})
    assert found.access.via is Via.NONE
    assert only(found).silence
    assert found.access.reason.startswith("pipenv ")


def test_on_windows_the_interpreter_is_below_scripts() -> None:
    files = {"Pipfile": pipfile(MINE), ".venv/Lib/site-packages/keyring/__init__.py": ""}
    environment = world(files, {"PIPENV_KEYRING_PROVIDER": "import"}, platform="win32")
    found = told(environment, "lock")
    assert found.access.interpreter == PROJECT / ".venv/Scripts/python.exe"


@pytest.mark.parametrize(
    ("files", "words", "place"),
    [
        ({"Pipfile": "[[source"}, "lock", "Pipfile:1"),
    ],
)
def test_a_file_that_can_not_be_read_is_named(
    files: dict[str, str], words: str, place: str
) -> None:
    found = read(files, SUBPROCESS, words=words)
    assert [each.path.name for each in found.problems] == [place.partition(":")[0]]
    assert found.reports[0].silence
    assert found.reports[0].silence.code == "settings-ignored"
    assert place in found.reports[0].silence.reason


def test_an_old_release_stops_at_a_lock_that_is_no_json() -> None:
    files = {"Pipfile": pipfile(MINE), "Pipfile.lock": "{"}
    found = read(files, SUBPROCESS, words="sync", version=(2026, 7, 1))
    assert [each.path.name for each in found.problems] == ["Pipfile.lock"]
    silence = only(found).silence
    assert silence and silence.code == "settings-ignored"


def test_a_pipfile_that_is_named_must_be_there() -> None:
    found = read({}, {"PIPENV_PIPFILE": "gone"})
    assert [each.reason for each in found.problems] == ["there is no such file"]


@pytest.mark.parametrize(
    "text", ["source = 3\n", "[[source]]\nurl = 1\n", "[[source]]\nname = 2\n"]
)
def test_what_has_the_wrong_type_is_no_source(text: str) -> None:
    assert only(read({"Pipfile": text}, SUBPROCESS)).index.url == "https://pypi.org/simple"


def test_an_index_without_a_username_is_told_so() -> None:
    files = {"Pipfile": pipfile("https://pkgs.example/simple")}
    silence = only(read(files, SUBPROCESS, version=(2026, 4, 0))).silence
    assert silence and silence.reason == (
        "pipenv asks no keyring: the URL has no username (Pipfile:3)."
    )


def test_it_is_in_use_where_there_is_a_pipfile() -> None:
    environment = world({"Pipfile": pipfile(MINE)})
    assert [each.words for each in pipenv.usual(environment)] == [("install",)]
    assert not list(pipenv.usual(replace(environment, folder=Path("/elsewhere"))))


def test_each_release_has_a_pip() -> None:
    found = [releases.pip(each) for each in (*pipenv.WATCHED, NEWEST)]
    assert found == sorted(found)
    assert releases.pip((2025, 0, 4)) == (25, 1, 1)
