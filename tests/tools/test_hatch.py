"""What hatch asks, by release and configuration."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.model import Command, Configuration, Installation, Report, Version
from keydex.tools import hatch
from tests.memory import PROJECT, world

URL = "https://h.example/up/"
PYPI = "https://upload.pypi.org/legacy/"
INSTALLED = Installation("hatch", hatch.NEWEST, "metadata", importable=True)
CONFIG = "~/.config/hatch/config.toml"
CACHE = "~/.cache/hatch/publish/index/previous_working_users.json"
CORP = f"[publish.index.repos.corp]\nurl = '{URL}'\n"
BOB = f"{CORP}user = 'bob'\n"
NAMED = f"[projects]\nlib = '{PROJECT}/lib'\n"
FIXED, AWARE = "mode = 'project'\nproject = 'lib'\n", "mode = 'aware'\nproject = 'lib'\n"
PYPIRC = f"[corp]\nrepository = {URL}\nusername = pat\n"

Asked = tuple[str, str, str | None, str | None]


def read(  # noqa: PLR0913 - what a world is made of.
    words: str,
    version: Version = hatch.NEWEST,
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    *,
    folder: str = ".",
    platform: str = "linux",
    installed: Installation = INSTALLED,
) -> Configuration:
    environment = world(files, variables, folder=folder, platform=platform)
    command = Command("hatch", tuple(words.split()))
    return hatch.read(environment, command, replace(installed, version=version), "custompkg")


def only(found: Configuration) -> Report:
    (report,) = found.reports
    assert bool(report.lookups) is not bool(report.silence)
    return report


def asked(found: Configuration) -> list[Asked]:
    return [(e.api, e.service, e.username, e.then) for e in only(found).lookups]


def password(service: str, username: str) -> list[Asked]:
    return [("get_password", service, username, None)]


@pytest.mark.parametrize(
    ("version", "words", "expected"),
    [
        ((1, 7, 0), "-r corp -u bob", password("corp", "bob")),
        ((1, 16, 2), "-r corp -u bob", password("corp", "bob")),
        ((1, 16, 3), "-r corp -u bob", password(URL, "bob")),
        ((1, 18, 2), "-u bob", password(PYPI, "bob")),
        ((1, 16, 2), "-u bob", password("main", "bob")),
        ((1, 16, 2), "-nubob -r https://o/", password("https://o/", "bob")),
        ((1, 7, 0), "-r corp", []),
        ((1, 8, 0), "-r corp", [("get_credential", "corp", None, "get_password")]),
        ((1, 9, 7), "-r corp -a pw", [("get_credential", "corp", None, None)]),
        ((1, 9, 7), "", [("get_credential", "main", None, "get_password")]),
        ((1, 10, 0), "-r corp", []),
        ((1, 18, 2), "-r test --user=bob", password("https://test.pypi.org/legacy/", "bob")),
        ((1, 18, 2), "-r unknown -u bob", password("unknown", "bob")),
    ],
)
def test_lookups_by_release(version: Version, words: str, expected: list[Asked]) -> None:
    assert asked(read(f"publish {words} dist", version, {CONFIG: CORP})) == expected


@pytest.mark.parametrize(
    ("version", "files", "words", "username", "where"),
    [
        ((1, 18, 2), {CONFIG: BOB}, "-r corp", "bob", "key"),
        ((1, 18, 2), {CONFIG: BOB}, "-r corp -u ann", "ann", "variable"),
        ((1, 18, 2), {CONFIG: f"{CORP}[publish.index]\nuser = 'all'\n"}, "-r corp", "all", "key"),
        ((1, 18, 2), {CONFIG: "[publish.index]\nuser = 'all'\n"}, f"-r {URL}", None, None),
        ((1, 18, 2), {CONFIG: CORP, "~/.pypirc": PYPIRC}, "-r corp", "pat", "file"),
        ((1, 9, 7), {CONFIG: CORP, "~/.pypirc": PYPIRC}, "-r corp", None, None),
        ((1, 18, 2), {"~/.pypirc": PYPIRC}, f"-r {URL}", "pat", "file"),
        ((1, 18, 2), {CONFIG: CORP, CACHE: '{"corp": "last"}'}, "-r corp", "last", "file"),
        ((1, 7, 0), {CONFIG: CORP, CACHE: '{"corp": "last"}'}, "-r corp", "last", "file"),
        ((1, 18, 2), {CONFIG: CORP, CACHE: '["corp"]'}, "-r corp", None, None),
        ((1, 18, 2), {CONFIG: CORP, CACHE: '{"corp": 3}'}, "-r corp", None, None),
        ((1, 18, 2), {CONFIG: CORP, CACHE: ""}, "-r corp", None, None),
        (
            (1, 18, 2),
            {CONFIG: CORP, CACHE: '{"corp": "c"}', "~/.pypirc": PYPIRC},
            "-r corp",
            "pat",
            "file",
        ),
    ],
)
def test_where_the_username_comes_from(
    version: Version, files: dict[str, str], words: str, username: str | None, where: str | None
) -> None:
    index = only(read(f"publish {words}", version, files)).index
    assert (index.username, index.username_from) == (username, where)


@pytest.mark.parametrize(
    ("files", "variables", "words", "kind"),
    [
        ({CONFIG: BOB}, {}, "-r corp -a pw", "env"),
        ({CONFIG: BOB}, {"HATCH_INDEX_AUTH": "pw"}, "-r corp", "env"),
        ({CONFIG: f"{BOB}auth = 'pw'\n"}, {}, "-r corp", "config"),
        ({CONFIG: CORP, "~/.pypirc": f"{PYPIRC}password = pw\n"}, {}, "-r corp -a other", "config"),
    ],
)
def test_a_password_ends_the_search(
    files: dict[str, str], variables: dict[str, str], words: str, kind: str
) -> None:
    report = only(read(f"publish {words}", files=files, variables=variables))
    assert report.settled_by and report.settled_by.kind == kind
    assert report.silence and report.silence.code == "settled"


@pytest.mark.parametrize(("version", "settles"), [((1, 9, 7), False), ((1, 10, 0), True)])
def test_an_empty_password_counts_since_the_release_that_reads_pypirc(
    version: Version, settles: bool
) -> None:
    report = only(read("publish -r corp", version, {CONFIG: f"{BOB}auth = ''\n"}))
    assert bool(report.settled_by) is settles


def test_an_empty_username_of_a_repository_hides_the_default_one() -> None:
    config = f"{CORP}user = ''\n[publish.index]\nuser = 'all'\n"
    assert only(read("publish -r corp", files={CONFIG: config})).index.username is None


def test_a_password_of_the_file_counts_only_where_its_username_is_looked_for() -> None:
    files = {CONFIG: CORP, "~/.pypirc": f"{PYPIRC}password = pw\n"}
    assert asked(read("publish -r corp -u ann", files=files)) == password(URL, "ann")


@pytest.mark.parametrize(
    ("variables", "files", "expected"),
    [
        ({"HATCH_INDEX_REPO": "corp", "HATCH_INDEX_USER": "u"}, {CONFIG: CORP}, (URL, "u")),
        ({"HATCH_INDEX_REPO": "", "HATCH_INDEX_USER": "u"}, {CONFIG: CORP}, (PYPI, "u")),
        (
            {"HATCH_CONFIG": "my.toml"},
            {"my.toml": f"{BOB}[publish.index]\nrepo = 'corp'\n"},
            (URL, "bob"),
        ),
        (
            {"XDG_CONFIG_HOME": "/x"},
            {"/x/hatch/config.toml": f"[publish.index]\nrepo='corp'\n{BOB}"},
            (URL, "bob"),
        ),
        (
            {},
            {
                CONFIG: f"[publish.index.repos]\ncorp = '{URL}'\n[publish.index]\nrepo = 'corp'\n"
                "user = 'a'\n"
            },
            (URL, "a"),
        ),
        (
            {},
            {CONFIG: "[publish.index.repos.main]\nurl = 'https://no/'\nuser = 'm'\n"},
            (PYPI, "m"),
        ),
        (
            {"HATCH_CACHE_DIR": "c"},
            {"c/publish/index/previous_working_users.json": '{"main": "l"}'},
            (PYPI, "l"),
        ),
        (
            {"D": "/d"},
            {
                CONFIG: "[dirs]\ncache = '${D}/$E'\n",
                "/d/$E/publish/index/previous_working_users.json": '{"main": "l"}',
            },
            (PYPI, "l"),
        ),
        (
            {},
            {
                CONFIG: "[dirs]\ncache = '~/c'\n",
                "~/c/publish/index/previous_working_users.json": '{"main": "l"}',
            },
            (PYPI, "l"),
        ),
    ],
)
def test_where_settings_come_from(
    variables: dict[str, str], files: dict[str, str], expected: tuple[str, str]
) -> None:
    found = read("publish", files=files, variables=variables)
    assert asked(found) == password(*expected)


@pytest.mark.parametrize(
    ("platform", "variables", "config", "cache"),
    [
        ("darwin", {}, "~/Library/Application Support/hatch", "~/Library/Caches/hatch"),
        ("win32", {}, "~/AppData/Local/hatch", "~/AppData/Local/hatch/Cache"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/hatch", "/l/hatch/Cache"),
    ],
)
def test_a_person_has_folders_on_every_platform(
    platform: str, variables: dict[str, str], config: str, cache: str
) -> None:
    files = {
        f"{config}/config.toml": CORP,
        f"{cache}/publish/index/previous_working_users.json": '{"corp": "last"}',
    }
    found = read("publish -r corp", files=files, variables=variables, platform=platform)
    assert asked(found) == password(URL, "last")


@pytest.mark.parametrize(
    ("words", "files", "line"),
    [
        ("publish", {CONFIG: "[publish\n"}, 1),
        ("--config gone.toml publish", {}, None),
        ("publish", {"~/.pypirc": "[corp\n"}, 1),
        ("publish", {"~/.pypirc": "[main]\nusername = a%b\n"}, 2),
        ("publish", {CACHE: "{"}, 1),
        ("publish -r corp", {CONFIG: "[publish.index.repos.corp]\nuser = 'a'\n"}, 1),
        ("publish", {CONFIG: "[publish.index.repos.main]\nuser = 'a'\n"}, 1),
        ("publish -r https://o/", {"~/.pypirc": "[corp\n"}, 1),
        ("publish -u bob", {CONFIG: "[publish.index.repos]\nother = 3\n"}, 2),
    ],
)
def test_a_file_that_stops_hatch_is_a_problem(
    words: str, files: dict[str, str], line: int | None
) -> None:
    found = read(words, files=files)
    assert [each.line for each in found.problems] == [line]
    silence = only(found).silence
    assert silence and silence.code == "settings-ignored"


@pytest.mark.parametrize(
    "config",
    [
        "publish = 3\n",
        "[publish]\nindex = []\n",
        "[publish.index]\nrepos = 3\nuser = 4\nrepo = []\n",
        "[dirs]\ncache = 3\nproject = 7\n",
    ],
)
def test_settings_of_the_wrong_type_are_as_good_as_none(config: str) -> None:
    assert asked(read("publish -u bob", files={CONFIG: config})) == password(PYPI, "bob")


@pytest.mark.parametrize(
    ("words", "files", "folder", "project"),
    [
        ("publish", {"pyproject.toml": ""}, "a/b", PROJECT),
        ("publish", {"setup.py": "", "a/x": ""}, "a", PROJECT),
        ("publish", {}, "a", PROJECT / "a"),
        ("-p lib publish", {CONFIG: "[projects]\nlib = '/src/lib'\n"}, ".", Path("/src/lib")),
        (
            "-p lib publish",
            {CONFIG: "[projects.lib]\nlocation = '~/lib'\n"},
            ".",
            PROJECT / "~/lib",
        ),
        (
            "-p lib publish",
            {CONFIG: "[dirs]\nproject = ['', '/n', '/src']\n", "/src/lib/x": ""},
            ".",
            Path("/src/lib"),
        ),
        ("-p lib publish", {CONFIG: NAMED, "lib/pyproject.toml": ""}, ".", PROJECT / "lib"),
        ("-p lib publish", {CONFIG: NAMED, "pyproject.toml": ""}, ".", PROJECT),
        ("publish", {CONFIG: f"{FIXED}{NAMED}", "pyproject.toml": ""}, ".", PROJECT),
        ("publish", {CONFIG: f"{FIXED}{NAMED}", "/x/setup.py": ""}, "/x", PROJECT / "lib"),
        ("publish", {CONFIG: FIXED, "pyproject.toml": ""}, "a", PROJECT),
        ("publish", {CONFIG: f"{AWARE}{NAMED}", "pyproject.toml": ""}, "a", PROJECT),
        ("publish", {CONFIG: f"{AWARE}{NAMED}"}, "/x", PROJECT / "lib"),
    ],
)
def test_the_project(words: str, files: dict[str, str], folder: str, project: Path) -> None:
    assert read(words, files=files, folder=folder).project == project


@pytest.mark.parametrize(
    "config", ["", "[dirs]\nproject = []\n", "[dirs]\nproject = 7\n", "[projects.lib]\n"]
)
def test_hatch_stops_at_a_project_that_it_does_not_know(config: str) -> None:
    found = read("-p lib publish -u bob", files={CONFIG: config})
    assert [each.reason for each in found.problems] == ["it has no project lib"]
    silence = only(found).silence
    assert silence and silence.reason == "hatch stops: it has no project lib (config.toml)."


DISABLED = "[tool.hatch.publish.index]\ndisable = true\n"


@pytest.mark.parametrize(
    ("words", "files", "line"),
    [
        ("-n", {"pyproject.toml": DISABLED}, 2),
        ("-n", {"hatch.toml": "[publish.index]\ndisable = true\n"}, 2),
        ("-n", {CONFIG: "[publish.index]\ndisable = true\n"}, 2),
        (
            "-n",
            {
                CONFIG: "[publish.index]\ndisable = true\n",
                "pyproject.toml": "[tool.hatch.publish.index]\ndisable = false\n",
            },
            None,
        ),
        ("-n --yes", {"pyproject.toml": DISABLED}, None),
        ("", {"pyproject.toml": DISABLED}, None),
        ("-n", {"pyproject.toml": "[x"}, None),
    ],
)
def test_a_disabled_publisher_waits_for_a_yes(
    words: str, files: dict[str, str], line: int | None
) -> None:
    report = only(read(f"publish {words} -u bob", files={"pyproject.toml": ""} | files))
    assert (report.silence.code if report.silence else None) == ("no-input" if line else None)
    if report.silence and report.silence.origin:
        assert report.silence.origin.line == line


@pytest.mark.parametrize(
    "words",
    ["", "build", "--version", "publish -h", "publish -p other", "env run -- publish"],
)
def test_other_commands_ask_nothing(words: str) -> None:
    assert read(words).reports == ()


def test_options_may_stand_before_the_command() -> None:
    found = read("-q -e prod --data-dir d publish -n -r https://bob:pw@h/up -u ann a.whl")
    assert asked(found) == password("https://bob:pw@h/up", "ann")
    index = only(found).index
    assert (index.name, index.url) == (None, "https://h/up")


@pytest.mark.parametrize(
    ("installed", "version", "code"),
    [
        (INSTALLED, (1, 2), "unsupported-version"),
        (replace(INSTALLED, importable=False), (1, 18, 2), "no-keyring"),
    ],
)
def test_what_stands_between_hatch_and_a_keyring(
    installed: Installation, version: Version, code: str
) -> None:
    silence = only(read("publish -u bob", version, installed=installed)).silence
    assert silence and silence.code == code


@pytest.mark.parametrize(
    ("files", "variables", "expected"),
    [
        ({}, {}, [()]),
        ({CONFIG: CORP}, {}, [(), ("--repo", "corp")]),
        ({CONFIG: CORP}, {"HATCH_INDEX_REPO": "corp"}, [()]),
        ({CONFIG: "[x"}, {}, [()]),
    ],
)
def test_the_usual_commands(
    files: dict[str, str], variables: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    found = list(hatch.usual(world(files, variables)))
    assert [each.words[1:] for each in found] == expected
    assert not any(each.given for each in found)


def test_a_repository_is_declared_by_its_url() -> None:
    index = only(read("publish -r corp", files={CONFIG: BOB})).index
    (origin,) = index.origins
    assert (origin.line, origin.key) == (2, "publish.index.repos.corp.url")
    assert only(read("publish")).index.origins == ()


def test_no_secret_is_written_out() -> None:
    found = read("publish -r corp", files={CONFIG: f"{BOB}auth = 'hunter2'\n"})
    assert "hunter2" not in repr((found.reports, found.problems))
