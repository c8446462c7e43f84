"""What poetry reads, and what it asks a keyring, by release."""

from dataclasses import replace

import pytest

from keydex.model import (
    Api,
    Command,
    Configuration,
    Installation,
    Origin,
    Report,
    Role,
    Version,
    Via,
)
from keydex.secret import Secret
from keydex.tools import TOOLS, poetry
from tests.memory import HOME, PROJECT, world

NEWEST = (2, 5, 1)
INDEX = "https://pkgs.example/team/simple/"
BARE = "https://pkgs.example/team/simple"
PAGE = "https://pkgs.example/team/simple/custompkg/"
HOST = "pkgs.example"
OTHER = "https://other.example/simple"
UPLOAD = "https://up.example/legacy/"
BY_NAME = "poetry-repository-corp"
NOBODY = "__poetry_source_empty_username__"
TOKEN = "__token__"
AUTH = "~/.config/pypoetry/auth.toml"
CONFIG = "~/.config/pypoetry/config.toml"
REPOSITORY = f"[repositories.up]\nurl = '{UPLOAD}'\n"
ANN = "[http-basic.corp]\nusername = 'ann'\n"
HUSH = f"{ANN}password = 'hush'\n"
NETRC = {"~/.netrc": "machine pkgs.example login bob password hush\n"}
INSTALLED = Installation("poetry", NEWEST, "metadata", importable=True)
PROJECT_TABLE = "[tool.poetry]\nname = 'demo'\nversion = '0'\ndescription = ''\nauthors = []\n"
PYPI_ALONE = ["https://pypi.org/simple/"]

Question = tuple[str, str | None]


def source(url: str = INDEX, more: str = "", name: str = "corp") -> str:
    """Write a source of the project."""
    return f"[[tool.poetry.source]]\nname = '{name}'\nurl = '{url}'\n{more}\n"


def read(  # noqa: PLR0913 - what a world is made of.
    text: str = "",
    version: Version = NEWEST,
    words: str = "lock",
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    *,
    installed: Installation = INSTALLED,
    platform: str = "linux",
    folder: str = ".",
) -> Configuration:
    """Read what a release does for `poetry WORDS` in a project with those sources."""
    contents = {"pyproject.toml": PROJECT_TABLE + text} | (files or {})
    environment = world(contents, variables, platform=platform, folder=folder)
    installed = replace(installed, version=version)
    return poetry.read(environment, Command("poetry", tuple(words.split())), installed, "custompkg")


def of(configuration: Configuration, host: str = HOST) -> Report:
    """Return the first report of the index at a host."""
    return next(each for each in configuration.reports if f"{host}/" in f"{each.index.url}/")


def asked(report: Report) -> list[Question]:
    """Name what is looked up."""
    return [(each.service, each.username) for each in report.lookups]


def silent(report: Report) -> tuple[str, str]:
    """Return why nothing is asked."""
    assert report.silence
    assert not report.lookups
    assert len(report.silence.reason.split()) <= 25
    return report.silence.code, report.silence.reason


def urls(configuration: Configuration) -> list[str]:
    """Name the indexes in order."""
    return [each.index.url for each in configuration.reports]


def uploaded(
    version: Version = NEWEST,
    words: str = "publish -r up",
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    text: str = "",
) -> Report:
    """Return what a release asks for an upload."""
    (found,) = read(text, version, words, {CONFIG: REPOSITORY} | (files or {}), variables).reports
    return found


def test_poetry_is_in_the_table_and_every_breakpoint_is_a_release() -> None:
    assert "poetry" in TOOLS
    assert poetry.OLDEST in poetry.BREAKPOINTS
    assert poetry.WATCHED[-1] == poetry.NEWEST == NEWEST
    assert all(all(isinstance(part, int) for part in each) for each in poetry.BREAKPOINTS)


def test_the_usual_commands_are_an_install_and_each_upload() -> None:
    found = list(poetry.usual(world({CONFIG: REPOSITORY})))
    assert [each.words for each in found] == [("install",), ("publish", "-r", "up"), ("publish",)]
    assert not any(each.given for each in found)


@pytest.mark.parametrize(
    ("version", "questions"),
    [
        ((1, 2, 2), [(BARE, None), (HOST, None), (PAGE, None)]),
        ((2, 0, 1), [(BARE, None), (HOST, None), (PAGE, None)]),
        ((2, 1), [(BY_NAME, NOBODY), (BARE, None), (HOST, None), (PAGE, None)]),
        ((2, 4, 3), [(BY_NAME, NOBODY), (BARE, None), (HOST, None), (PAGE, None)]),
        ((2, 5), [(BY_NAME, NOBODY), (BARE, None), (HOST, None)]),
    ],
)
def test_without_a_username_each_release_asks_in_its_order(
    version: Version, questions: list[Question]
) -> None:
    assert asked(of(read(source(), version))) == questions


@pytest.mark.parametrize(
    ("version", "files", "variables", "questions"),
    [
        ((1, 4, 2), {AUTH: ANN}, {}, [(BY_NAME, "ann"), (BARE, "ann"), (HOST, "ann")]),
        ((1, 4, 2), {}, {"USERNAME": "ann"}, [(BARE, "ann"), (HOST, "ann")]),
        ((1, 4, 2), {AUTH: "[http-basic.corp]\n"}, {}, [(BARE, None), (HOST, None)]),
        ((1, 4, 2), {AUTH: ANN}, {"PASSWORD": "x"}, [(BY_NAME, "ann"), (BARE, "ann")]),
        (
            (1, 4, 2),
            {AUTH: "[http-basic.corp]\nusername = ''\n"},
            {},
            [(BY_NAME, ""), (BARE, ""), (HOST, "")],
        ),
        ((1, 5), {}, {"USERNAME": "ann"}, [(BY_NAME, "ann"), (BARE, "ann"), (HOST, "ann")]),
        ((1, 8, 5), {}, {"USERNAME": "ann", "PASSWORD": ""}, [(BY_NAME, "ann"), (BARE, "ann")]),
        ((1, 8, 5), {}, {"USERNAME": ""}, [(BARE, None), (HOST, None)]),
        ((2, 0), {}, {"PASSWORD": "x"}, [(BARE, None), (HOST, None)]),
        ((2, 0), {}, {"USERNAME": "", "PASSWORD": "x"}, [(BARE, None), (HOST, None)]),
        ((2, 0), {}, {"USERNAME": "ann"}, [(BY_NAME, "ann"), (BARE, "ann"), (HOST, "ann")]),
        ((2, 1), {}, {"USERNAME": "ann", "PASSWORD": ""}, [(BARE, "ann"), (HOST, "ann")]),
        ((2, 1), {}, {"USERNAME": ""}, [(BY_NAME, NOBODY), (BARE, None), (HOST, None)]),
        (NEWEST, {AUTH: ANN}, {"USERNAME": "eve"}, [(BY_NAME, "eve"), (BARE, "eve")]),
        (NEWEST, {AUTH: ANN, "poetry.toml": ANN.replace("ann", "eve")}, {}, [(BY_NAME, "eve")]),
        (NEWEST, {AUTH: "[http-basic.corp]\nusername = 3\n"}, {}, [(BY_NAME, NOBODY)]),
        (NEWEST, {AUTH: "http-basic = 3\n"}, {}, [(BY_NAME, NOBODY)]),
    ],
)
def test_the_username_is_taken_as_the_release_takes_it(
    version: Version,
    files: dict[str, str],
    variables: dict[str, str],
    questions: list[Question],
) -> None:
    named = {f"POETRY_HTTP_BASIC_CORP_{name}": value for name, value in variables.items()}
    found = asked(of(read(source(), version, files=files, variables=named)))
    assert found[: len(questions)] == questions


@pytest.mark.parametrize(
    ("version", "files", "variables", "kind", "username"),
    [
        ((1, 4, 2), {AUTH: HUSH}, {}, "config", "ann"),
        ((1, 4, 2), {}, {"USERNAME": "ann", "PASSWORD": "hush"}, "env", "ann"),
        ((1, 8, 5), {}, {"PASSWORD": "hush"}, "env", ""),
        ((2, 0), {AUTH: f"{ANN}password = ''\n"}, {}, "config", "ann"),
        (NEWEST, {}, {"PASSWORD": "hush"}, "env", ""),
        (NEWEST, {"poetry.toml": HUSH}, {}, "config", "ann"),
    ],
)
def test_a_password_ends_the_search(
    version: Version, files: dict[str, str], variables: dict[str, str], kind: str, username: str
) -> None:
    named = {f"POETRY_HTTP_BASIC_CORP_{name}": value for name, value in variables.items()}
    report = of(read(source(), version, files=files, variables=named))
    assert silent(report)[0] == "settled"
    assert report.settled_by
    assert report.settled_by.kind == kind
    assert report.settled_by.credential
    assert report.settled_by.credential.username == username


def test_a_setting_is_told_with_its_place() -> None:
    report = of(read(source(), files={AUTH: HUSH}))
    index, place = report.index, HOME / ".config/pypoetry/auth.toml"
    assert (index.username, index.username_from) == ("ann", "key")
    assert index.password == Secret("hush")
    assert index.username_at == Origin(place, 2, "http-basic.corp.username")
    assert index.origins == (Origin(PROJECT / "pyproject.toml", 8, "tool.poetry.source[0].url"),)
    assert report.silence
    assert report.silence.reason == "poetry has a password already, in auth.toml:3."
    assert report.silence.origin == Origin(place, 3, "http-basic.corp.password")


def test_a_username_is_to_be_written_where_poetry_writes_it() -> None:
    index = of(read(source())).index
    place = HOME / ".config/pypoetry/auth.toml"
    assert index.username_at == Origin(place, None, "http-basic.corp.username")
    assert of(read(), "pypi.org").index.username_at is None


@pytest.mark.parametrize(
    ("login", "username", "password", "has"),
    [("ann@", "ann", "", "a username"), ("ann:p%40ss@", "ann", "p@ss", "a login")],
)
def test_a_login_in_the_url_ends_the_search(
    login: str, username: str, password: str, has: str
) -> None:
    report = of(read(source(INDEX.replace("//", f"//{login}")), files={AUTH: ANN}))
    assert silent(report) == (
        "settled",
        f"The URL holds {has}, for which poetry asks no keyring (pyproject.toml:8).",
    )
    assert report.settled_by
    assert report.settled_by.kind == "url"
    assert report.settled_by.credential
    assert report.settled_by.credential.username == username
    assert report.settled_by.credential.password == Secret(password)
    assert (report.index.url, report.index.username_from) == (INDEX, "url")
    assert report.index.username_at is None


@pytest.mark.parametrize(
    ("name", "version", "files", "variable", "username"),
    [
        ("my-corp", NEWEST, {}, "POETRY_HTTP_BASIC_MY_CORP_USERNAME", "ann"),
        ("my.corp", (2, 3, 4), {}, "POETRY_HTTP_BASIC_MY_CORP_USERNAME", "ann"),
        ("my.corp", (2, 4), {}, "POETRY_HTTP_BASIC_MY_CORP_USERNAME", None),
        ("my.corp", (2, 4), {}, "POETRY_HTTP_BASIC_MY.CORP_USERNAME", "ann"),
        ("my.corp", (2, 3, 4), {AUTH: ANN.replace("corp", "my.corp")}, "", "ann"),
        ("my.corp", (2, 4), {AUTH: ANN.replace("corp", "my.corp")}, "", None),
        ("my.corp", (2, 4), {AUTH: ANN.replace("corp", "'my.corp'")}, "", "ann"),
    ],
)
def test_a_name_is_spelled_as_the_release_spells_it(
    name: str, version: Version, files: dict[str, str], variable: str, username: str | None
) -> None:
    found = read(source(name=name), version, files=files, variables={variable: "ann"})
    assert of(found).index.username == username
    assert asked(of(found))[0] == (f"poetry-repository-{name}", username or NOBODY)


SLASH = [(BY_NAME, NOBODY), (INDEX, None), (HOST, None)]


@pytest.mark.parametrize("version", [(1, 7, 1), (2, 4, 1), NEWEST])
def test_a_source_is_asked_for_by_another_url_to_download(version: Version) -> None:
    first, *_, second = read(source(), version, "install").reports
    assert first.index == second.index
    assert {each.phase for each in first.lookups} == {"resolve"}
    assert {each.phase for each in second.lookups} == {"download"}
    assert (BARE, None) in asked(first)
    assert [each for each in asked(second) if each[0] != BY_NAME] == SLASH[1:]


@pytest.mark.parametrize(
    ("words", "twice"),
    [
        ("install --no-root -n", True),
        ("sync", True),
        ("update", True),
        ("add flask", True),
        ("lock", False),
        ("remove flask", False),
        ("add flask --lock", False),
        ("update --dry-run", False),
    ],
)
def test_only_some_commands_download(words: str, twice: bool) -> None:
    assert len(read(source(), words=words).reports) == 1 + twice


@pytest.mark.parametrize(
    ("url", "variables"),
    [
        (BARE, {}),  # It is asked for by the same names.
        ("https://PKGS.example/team/simple/", {}),  # Files come from the host in lower case.
        (INDEX, {"POETRY_REPOSITORIES_UP_URL": UPLOAD}),  # It hides the sources.
    ],
)
def test_a_download_that_asks_nothing_more_is_left_out(url: str, variables: dict[str, str]) -> None:
    found = read(source(url), words="install", variables=variables)
    assert [each.phase for each in found.reports[0].lookups] == [None] * 3
    assert len(found.reports) == 1


def test_a_repository_of_the_same_name_keeps_its_url_to_download() -> None:
    files = {CONFIG: "[repositories.corp]\nurl = 'https://pkgs.example/mine/'\n"}
    first, second = read(source(), words="install", files=files).reports
    assert (BARE, None) in asked(first)
    assert ("https://pkgs.example/mine/", None) in asked(second)


@pytest.mark.parametrize(
    ("version", "near", "name"),
    [
        (NEWEST, "https://pkgs.example/team/simple/custompkg/", "near"),
        (NEWEST, "https://pkgs.example/team/sim/", "corp"),
        (NEWEST, "http://pkgs.example/team/simple/custompkg/", "near"),
        ((2, 4, 1), "https://pkgs.example/team/simple/c", "near"),
        ((2, 4, 1), "https://pkgs.example", "corp"),
        (NEWEST, "https://else.example/team/simple/custompkg/", "corp"),
        (NEWEST, "https://[::1/team/simple/custompkg/", "corp"),
        (NEWEST, "", "corp"),
    ],
)
def test_of_one_host_the_nearest_repository_counts(version: Version, near: str, name: str) -> None:
    files = {CONFIG: f"[repositories.near]\nurl = '{near}'\n[repositories]\nx = 3\n"}
    found = of(read(source(), version, files=files))
    assert asked(found)[0][0] == f"poetry-repository-{name}"


def test_a_login_for_https_is_not_sent_in_the_clear() -> None:
    files = {CONFIG: "[repositories.near]\nurl = 'https://pkgs.example/team/simple/custompkg/'\n"}
    found = of(read(source(INDEX.replace("https", "http")), files=files))
    assert asked(found)[0][0] == BY_NAME


PRIMARY = source(OTHER, name="other")


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        ((1, 7, 1), source(), [INDEX, *PYPI_ALONE]),
        ((1, 8), source(), [INDEX]),
        ((1, 4, 2), "", PYPI_ALONE),
        (NEWEST, "", PYPI_ALONE),
        ((1, 4, 2), source(more="secondary = true"), [*PYPI_ALONE, INDEX]),
        ((1, 4, 2), source(more="default = true"), [INDEX]),
        ((1, 4, 2), PRIMARY + source(more="default = true"), [INDEX, OTHER]),
        ((1, 5), source(more="priority = 'secondary'"), [*PYPI_ALONE, INDEX]),
        ((1, 8, 5), source(more="priority = 'default'"), [INDEX]),
        ((1, 8, 5), source(more="priority = 'secondary'"), [*PYPI_ALONE, INDEX]),
        (NEWEST, source(more="priority = 'supplemental'") + PRIMARY, [OTHER, INDEX]),
        (NEWEST, source(more="priority = 'supplemental'"), [*PYPI_ALONE, INDEX]),
        (NEWEST, source(more="priority = 'explicit'"), PYPI_ALONE),
        (NEWEST, source() + "[[tool.poetry.source]]\nname = 'pypi'\n", [INDEX, *PYPI_ALONE]),
        (NEWEST, source() + source(OTHER, name="CORP"), [INDEX]),
        (NEWEST, source("no-url"), []),
        (NEWEST, "source = 3\n", PYPI_ALONE),
        (NEWEST, "source = [3]\n", PYPI_ALONE),
    ],
)
def test_sources_are_asked_by_their_priority(
    version: Version, text: str, expected: list[str]
) -> None:
    found = read(text, version)
    assert urls(found) == expected
    assert not found.reports or found.reports[0].index.role is Role.DEFAULT
    assert found.choice.mixes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[tool.poetry.dependencies]\nflask = {version = '*', source = 'corp'}\n", "lock"),
        ("[tool.poetry.group.dev.dependencies]\nflask = [{source = 'Corp'}]\n", "lock"),
        ("", "add flask --source corp"),
    ],
)
def test_an_explicit_source_is_asked_where_a_package_names_it(text: str, words: str) -> None:
    found = read(text + source(more="priority = 'explicit'"), words=words)
    assert of(found).index.role is Role.EXPLICIT
    assert of(found).index.settings == {"priority": "explicit"}


def test_pypi_has_a_name_of_its_own() -> None:
    report = of(read(), "pypi.org")
    assert asked(report) == [
        ("poetry-repository-PyPI", NOBODY),
        ("https://pypi.org/simple/", None),
        ("pypi.org", None),
    ]
    assert report.index.origins == ()
    declared = of(read("[[tool.poetry.source]]\nname = 'pypi'\n"), "pypi.org").index.origins
    assert declared == (Origin(PROJECT / "pyproject.toml", 7, "tool.poetry.source[0].name"),)


def test_a_single_page_is_asked_for_as_it_is() -> None:
    page = "https://pkgs.example/index.html"
    found = of(read(source(page), (2, 4, 1)))
    assert asked(found) == [(BY_NAME, NOBODY), (page, None), (HOST, None)]


@pytest.mark.parametrize(
    ("version", "text", "reason"),
    [
        (NEWEST, source(more="username = 'ann'"), "a source may not have the key username"),
        ((2, 0), source(more="default = true"), "a source may not have the key default"),
        ((1, 4), source(more="priority = 'primary'"), "a source may not have the key priority"),
        (
            (2, 0),
            source(more="priority = 'secondary'"),
            "a source has a priority that poetry does not know",
        ),
        (NEWEST, "[[tool.poetry.source]]\nurl = 'https://x.example/'\n", "a source has no name"),
        (NEWEST, "[[tool.poetry.source]]\nname = 'corp'\n", "a source has no URL"),
        (NEWEST, source(name="PyPI"), "PyPI may have no URL of its own"),
    ],
)
def test_poetry_stops_at_a_source_that_is_wrong(version: Version, text: str, reason: str) -> None:
    found = read(PRIMARY + text, version)
    (problem,) = found.problems
    assert (problem.reason, problem.key) == (reason, "tool.poetry.source[1]")
    assert problem.line == 10
    code, said = silent(of(found, "other.example"))
    assert (code, said) == (
        "settings-ignored",
        f"poetry stops: {reason} (pyproject.toml:{problem.line}).",
    )
    assert not found.probes


@pytest.mark.parametrize("path", [AUTH, CONFIG, "poetry.toml"])
def test_poetry_stops_at_a_file_that_it_cant_read(path: str) -> None:
    found = read(source(), files={path: "[x\n"})
    assert silent(of(found))[0] == "settings-ignored"
    assert len(found.problems) == 1


def test_nothing_is_told_of_a_project_that_cant_be_read() -> None:
    found = read("[x\n")
    assert (found.reports, found.probes) == ((), ())
    assert found.problems[0].line == 6


LOCK = """[[package]]
name = "custompkg"
version = "1.5"
[package.source]
type = "legacy"
url = "https://pkgs.example/team/simple"
reference = "corp"
[[package]]
name = "gitpkg"
version = "1"
source = {type = "git", reference = "other"}
"""


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        ("install", ["other.example"]),
        ("sync", ["other.example"]),
        ("install --dry-run", [HOST, "other.example"]),
        ("update", []),
        ("lock", []),
    ],
)
def test_a_lock_says_which_sources_are_asked(words: str, spared: list[str]) -> None:
    found = read(source() + PRIMARY, words=words, files={"poetry.lock": LOCK})
    codes = {each: of(found, each).silence for each in (HOST, "other.example")}
    assert [host for host, silence in codes.items() if silence] == spared
    assert all(each.code == "locked" for each in codes.values() if each)


@pytest.mark.parametrize(
    ("lock", "release"),
    [
        ('[[package]]\nname = "custompkg"\nversion = "1.5"\n', "1.5"),
        ('[[package]]\nname = "flask"\nversion = "3"\n', "VERSION"),
    ],
)
def test_a_locked_package_of_pypi_is_asked_for_by_its_release(lock: str, release: str) -> None:
    found = read("", (2, 4, 1), "install", {"poetry.lock": lock})
    page = f"https://pypi.org/pypi/custompkg/{release}/json"
    assert asked(found.reports[0])[-1] == (page, None)


@pytest.mark.parametrize(("lock", "is_problem"), [("[x\n", True), ("package = 3\n", False)])
def test_a_lock_that_cant_be_read_says_nothing(lock: str, is_problem: bool) -> None:
    found = read(source(), words="update", files={"poetry.lock": lock})
    assert bool(found.problems) is is_problem
    assert asked(of(found))


@pytest.mark.parametrize(
    ("version", "value", "is_off"),
    [
        ((1, 7, 1), "false", False),
        ((1, 8), "false", True),
        ((2, 0, 1), "True", True),
        ((2, 1), "True", False),
        (NEWEST, "1", False),
        (NEWEST, "no", True),
    ],
)
def test_a_variable_turns_the_keyring_off(
    version: Version,
    value: str,
    is_off: bool,
) -> None:
    found = read(source(), version, variables={"POETRY_KEYRING_ENABLED": value})
    assert (found.access.via is Via.NONE) is is_off
    if is_off:
        assert silent(of(found)) == (
            "provider-disabled",
            "poetry asks no keyring: keyring.enabled is off in POETRY_KEYRING_ENABLED.",
        )
        assert not found.probes


@pytest.mark.parametrize(
    ("value", "is_off"),
    [("false", True), ("0", True), ("true", False), ("'false'", False), ("''", True)],
)
def test_a_file_turns_the_keyring_off(value: str, is_off: bool) -> None:
    found = read(source(), files={"poetry.toml": f"[keyring]\nenabled = {value}\n"})
    assert (found.access.via is Via.NONE) is is_off
    place = Origin(PROJECT / "poetry.toml", 2, "keyring.enabled")
    assert found.access.origin == (place if is_off else None)


@pytest.mark.parametrize(
    ("installed", "version", "code"),
    [
        (replace(INSTALLED, importable=False), NEWEST, "no-keyring"),
        (replace(INSTALLED, keyring_off="PYTHON_KEYRING_BACKEND"), NEWEST, "no-keyring"),
        (INSTALLED, (1, 1, 15), "unsupported-version"),
    ],
)
def test_without_a_keyring_nothing_is_asked(
    installed: Installation, version: Version, code: str
) -> None:
    off = {"POETRY_KEYRING_ENABLED": "false"} if not installed.importable else {}
    found = read(source(), version, installed=installed, variables=off)
    assert silent(of(found))[0] == code
    assert not found.probes


@pytest.mark.parametrize(
    ("words", "version", "is_checked"),
    [
        ("lock", (2, 0, 1), False),
        ("lock", (2, 1), True),
        ("install", NEWEST, True),
        ("remove flask", NEWEST, True),
        ("self show", NEWEST, True),
        ("show --latest", NEWEST, True),
        ("publish", NEWEST, True),
        ("publish -u ann -p hush", NEWEST, False),
        ("show", NEWEST, False),
        ("lock --help", NEWEST, False),
        ("build", NEWEST, False),
    ],
)
def test_the_keyring_is_tried_ahead(words: str, version: Version, is_checked: bool) -> None:
    files = {"~/.config/pypoetry/pyproject.toml": PROJECT_TABLE}
    found = read(source(), version, words, files)
    assert [(each.service, each.username, each.api) for each in found.probes] == (
        [("python-poetry-check", "python-poetry", Api.GET_PASSWORD)] if is_checked else []
    )


@pytest.mark.parametrize(
    ("words", "version", "count"),
    [
        ("--version", NEWEST, 0),
        ("lock -V", NEWEST, 0),
        ("lock --check", (1, 8, 5), 0),
        ("run poetry lock", NEWEST, 0),
        ("show -o", NEWEST, 1),
        ("show", NEWEST, 0),
        ("debug resolve flask", NEWEST, 1),
        ("debug info", NEWEST, 0),
        ("search flask", NEWEST, 1),
        ("search flask", (1, 8, 5), 0),
        ("config --list", NEWEST, 0),
        ("", NEWEST, 0),
    ],
)
def test_only_some_commands_ask(words: str, version: Version, count: int) -> None:
    assert len(read(source(), version, words).reports) == count


def test_a_search_reads_the_list_of_a_source() -> None:
    found = read(source() + "[[tool.poetry.source]]\nname = 'pypi'\n", (2, 4, 1), "search flask")
    assert urls(found) == [INDEX]
    assert asked(found.reports[0])[-1] == (f"{BARE}/", None)


@pytest.mark.parametrize(
    ("version", "words", "project"),
    [
        (NEWEST, "lock", "deep"),
        (NEWEST, "-C .. lock", "."),
        (NEWEST, "lock --directory=..", "."),
        (NEWEST, "-P .. lock", "."),
        (NEWEST, "-C ../deep --project .. lock", "."),
        ((1, 8, 5), "-C .. lock", "."),
        ((1, 8, 5), "-P .. lock", "deep"),
        ((1, 2, 2), "-C .. lock", "deep"),
        (NEWEST, "-C below lock", "deep/below"),
        ((2, 0, 1), "-C below lock", "deep"),
        ((2, 0, 1), "-P nowhere lock", "deep"),
        ((1, 8, 5), "-C below lock", "deep"),
        ((1, 8, 5), "-C ../other lock", "."),
        (NEWEST, "-P below lock", "deep"),
        (NEWEST, f"-C {PROJECT}/deep/below lock", "deep"),
        (NEWEST, "-C below/er lock", "deep/below/er"),
        ((1, 8, 5), "-C below/er lock", "deep"),
    ],
)
def test_the_nearest_pyproject_is_the_project(version: Version, words: str, project: str) -> None:
    files = {"deep/pyproject.toml": PROJECT_TABLE, "deep/below/er/x": "", "other/x": ""}
    assert read("", version, words, files, folder="deep").project == PROJECT / project


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("-C nowhere lock", NEWEST),
        ("-C nowhere lock", (2, 0, 1)),
        ("-P nowhere lock", NEWEST),
        ("-C . -P nowhere lock", NEWEST),
    ],
)
def test_poetry_stops_at_a_folder_that_is_not_there(words: str, version: Version) -> None:
    found = read(source(), version, words, {"deep/x": ""})
    assert (found.reports, found.probes) == ((), ())
    assert [(each.path, each.reason) for each in found.problems] == [
        (PROJECT / "nowhere", "there is no such folder")
    ]


@pytest.mark.parametrize(
    ("words", "version", "username"),
    [
        ("-C deep lock", NEWEST, "ann"),
        ("-C deep lock", (1, 8, 5), None),
        ("-P deep lock", NEWEST, None),
    ],
)
def test_a_relative_folder_of_settings_is_below_that_of_the_command(
    words: str, version: Version, username: str | None
) -> None:
    files = {"deep/pyproject.toml": PROJECT_TABLE + source(), "deep/conf/auth.toml": ANN}
    found = read("", version, words, files, variables={"POETRY_CONFIG_DIR": "conf"})
    assert of(found).index.username == username


@pytest.mark.parametrize(
    ("version", "text", "lacks"),
    [
        (NEWEST, "[tool.poetry]\nversion = '0'\n", "name"),
        (NEWEST, "[project]\nname = 'demo'\n[tool.poetry]\nx = 1\n", "version"),
        (NEWEST, "[project]\nname = 'demo'\n[tool.poetry]\nversion = '0'\n", None),
        (NEWEST, "[tool.poetry]\npackage-mode = false\n", None),
        (NEWEST, "[tool.other]\n", None),
        ((1, 8, 5), "[tool.poetry]\nname = 'demo'\nversion = '0'\n", "description"),
        ((1, 8, 5), "[tool.poetry]\npackage-mode = false\n", None),
        ((1, 8, 5), PROJECT_TABLE, None),
    ],
)
def test_poetry_stops_at_a_package_that_lacks_something(
    version: Version, text: str, lacks: str | None
) -> None:
    found = read("", version, files={"pyproject.toml": text})
    reasons = [each.reason for each in found.problems]
    assert reasons == ([f"the project has no {lacks}"] if lacks else [])
    assert not lacks or silent(found.reports[0])[0] == "settings-ignored"


@pytest.mark.parametrize(
    ("lines", "stops"), [("", True), ("dynamic = ['version']\n", True), ("version = '0'\n", False)]
)
def test_poetry_stops_at_a_project_of_another_tool_and_that_is_no_fault_of_it(
    lines: str, stops: bool
) -> None:
    found = read("", files={"pyproject.toml": f"[project]\nname = 'demo'\n{lines}"})
    (report,) = found.reports
    assert bool(report.silence and report.silence.code == "settings-ignored") is stops
    assert bool(report.lookups) is not stops and not found.problems


@pytest.mark.parametrize(
    ("version", "text", "is_project"),
    [
        (NEWEST, "[project]\nname = 'demo'\nversion = '0'\n", True),
        ((1, 8, 5), "[project]\nname = 'demo'\n", False),
        ((1, 8, 5), "[tool.poetry]\npackage-mode = false\n", True),
        ((1, 8, 5), "[tool.poetry]\nversion = '1'\n", False),
        (NEWEST, "[tool.other]\n", False),
        (NEWEST, "tool = 3\n", False),
    ],
)
def test_a_project_is_what_the_release_takes_for_one(
    version: Version,
    text: str,
    is_project: bool,
) -> None:
    assert bool(read(version=version, files={"pyproject.toml": text}).reports) is is_project


def test_poetry_itself_has_a_project_among_a_persons_settings() -> None:
    files = {"~/.config/pypoetry/pyproject.toml": PROJECT_TABLE + source(OTHER, name="other")}
    found = read(source(), words="self add keyrings.alt", files=files)
    assert found.project == HOME / ".config/pypoetry"
    assert urls(found) == [OTHER]


@pytest.mark.parametrize(
    ("platform", "version", "variables", "path"),
    [
        ("linux", NEWEST, {"POETRY_CONFIG_DIR": "conf"}, "conf/auth.toml"),
        ("linux", NEWEST, {"XDG_CONFIG_HOME": "/xdg"}, "/xdg/pypoetry/auth.toml"),
        ("darwin", NEWEST, {}, "~/Library/Application Support/pypoetry/auth.toml"),
        ("darwin", (1, 8, 5), {}, "~/Library/Application Support/pypoetry/auth.toml"),
        ("darwin", (1, 8, 5), {}, "~/Library/Preferences/pypoetry/auth.toml"),
        ("win32", NEWEST, {}, "~/AppData/Roaming/pypoetry/auth.toml"),
        ("win32", NEWEST, {"APPDATA": "/data"}, "/data/pypoetry/auth.toml"),
    ],
)
def test_a_persons_settings_are_where_the_platform_has_them(
    platform: str, version: Version, variables: dict[str, str], path: str
) -> None:
    found = read(source(), version, files={path: ANN}, variables=variables, platform=platform)
    assert of(found).index.username == "ann"


def test_on_a_mac_an_old_folder_is_left_in_time() -> None:
    files = {"~/Library/Preferences/pypoetry/auth.toml": ANN}
    assert of(read(source(), files=files, platform="darwin")).index.username is None


def test_netrc_replaces_what_is_found_up_to_2_3_2() -> None:
    before = of(read(source(), (2, 3, 2), files=NETRC))
    assert before.lookups
    assert before.overridden_by
    assert before.overridden_by.kind == "netrc"
    assert before.overridden_by.origin == Origin(HOME / ".netrc", 1)
    assert of(read(source(), (2, 3, 3), files=NETRC)).overridden_by is None
    assert of(read(source(OTHER), (2, 3, 2), files=NETRC), "other.example").overridden_by is None


@pytest.mark.parametrize(
    ("files", "falls_back"),
    [(NETRC, "netrc"), (NETRC | {AUTH: ANN}, ""), ({}, ""), (NETRC | {AUTH: HUSH}, "")],
)
def test_since_2_3_3_netrc_answers_where_nothing_is_found(
    files: dict[str, str], falls_back: str
) -> None:
    found = of(read(source(), files=files))
    assert (found.falls_back.kind if found.falls_back else "") == falls_back
    assert found.overridden_by is None


def test_an_upload_takes_netrc_where_it_lacks_a_password() -> None:
    netrc = {"~/.netrc": "machine up.example login bob password hush\n"}
    for files in (netrc, netrc | {AUTH: ANN.replace("corp", "up")}):
        report = uploaded(NEWEST, files=files)
        assert report.falls_back
        assert report.falls_back.origin == Origin(HOME / ".netrc", 1)


@pytest.mark.parametrize(("files", "is_sent"), [(NETRC, True), (NETRC | {AUTH: ANN}, False)])
def test_without_a_keyring_netrc_answers_where_there_is_no_username(
    files: dict[str, str],
    is_sent: bool,
) -> None:
    found = of(read(source(), files=files, variables={"POETRY_KEYRING_ENABLED": "0"}))
    assert silent(found)[0] == "provider-disabled"
    assert bool(found.settled_by) is is_sent


def test_a_netrc_that_is_wrong_is_told() -> None:
    assert read(source(), files={"~/.netrc": "machine\n"}).ignored


BY_UPLOAD = "poetry-repository-up"
UPLOADS = [(UPLOAD, None), ("up.example", None)]


@pytest.mark.parametrize(
    ("version", "files", "questions"),
    [
        ((2, 0, 1), {}, [(BY_UPLOAD, TOKEN), *UPLOADS]),
        ((2, 1), {}, [(BY_UPLOAD, TOKEN), (BY_UPLOAD, NOBODY), *UPLOADS]),
        (
            (1, 2, 2),
            {AUTH: ANN.replace("corp", "up")},
            [(BY_UPLOAD, TOKEN), (BY_UPLOAD, "ann"), (UPLOAD, "ann"), ("up.example", "ann")],
        ),
        (NEWEST, {AUTH: HUSH.replace("corp", "up")}, [(BY_UPLOAD, TOKEN)]),
    ],
)
def test_an_upload_asks_for_a_token_first(
    version: Version, files: dict[str, str], questions: list[Question]
) -> None:
    report = uploaded(version, files=files)
    assert asked(report) == questions
    assert report.index.role is Role.PUBLISH
    assert report.index.origins[0] == Origin(
        HOME / ".config/pypoetry/config.toml", 2, "repositories.up.url"
    )


def test_an_upload_to_pypi_has_a_name_in_lower_case() -> None:
    report = uploaded(words="publish --build")
    assert asked(report) == [
        ("poetry-repository-pypi", TOKEN),
        ("poetry-repository-pypi", NOBODY),
        ("https://upload.pypi.org/legacy/", None),
        ("upload.pypi.org", None),
    ]
    assert report.index.origins == ()


@pytest.mark.parametrize(
    ("words", "files", "variables", "kind", "username"),
    [
        ("publish -u ann -p hush", {}, {}, "env", "ann"),
        ("publish --username=ann --password=hush", {}, {}, "env", "ann"),
        ("publish", {}, {"POETRY_PYPI_TOKEN_PYPI": "hush"}, "env", TOKEN),
        ("publish -u ann", {AUTH: "[pypi-token]\npypi = 'hush'\n"}, {}, "config", TOKEN),
    ],
)
def test_a_token_or_a_login_of_the_command_ends_the_search_of_an_upload(
    words: str, files: dict[str, str], variables: dict[str, str], kind: str, username: str
) -> None:
    report = uploaded(words=words, files=files, variables=variables)
    assert silent(report)[0] == "settled"
    assert report.settled_by
    assert report.settled_by.kind == kind
    assert report.settled_by.credential
    assert report.settled_by.credential.username == username
    assert report.settled_by.credential.password == Secret("hush")


@pytest.mark.parametrize("words", ["publish -u ann", "publish -p hush"])
def test_half_a_login_counts_nothing(words: str) -> None:
    assert len(asked(uploaded(words=words))) == 4


def test_an_empty_token_counts_nothing() -> None:
    assert uploaded(words="publish", variables={"POETRY_PYPI_TOKEN_PYPI": ""}).lookups


def test_a_repository_that_only_a_variable_gives_a_url_is_asked_for_a_token() -> None:
    variables = {"POETRY_REPOSITORIES_UP2_URL": UPLOAD}
    assert asked(uploaded(words="publish -r up2", variables=variables)) == [
        ("poetry-repository-up2", TOKEN)
    ]


def test_a_variable_names_a_repository() -> None:
    variables = {"POETRY_REPOSITORIES_MY_UP_URL": UPLOAD}
    report = uploaded(words="publish -r my-up", variables=variables)
    assert asked(report)[-2:] == UPLOADS
    assert report.index.origins == (Origin(variable="POETRY_REPOSITORIES_MY_UP_URL"),)
    found = list(poetry.usual(world(variables=variables)))
    assert ("publish", "-r", "my-up") in [each.words for each in found]


def test_a_source_takes_an_upload() -> None:
    report = uploaded(words="publish -r corp", text=source())
    assert (INDEX, None) in asked(report)


def test_an_upload_keeps_the_login_of_its_url_in_what_it_asks_for() -> None:
    files = {CONFIG: REPOSITORY.replace("//", "//ann:hush@")}
    report = uploaded(files=files)
    assert (report.index.url, report.index.username, report.index.username_from) == (
        UPLOAD,
        "ann",
        "url",
    )
    assert report.index.password == Secret("hush")
    services = [each.service for each in report.lookups]
    assert services[-2:] == ["https://ann:hush@up.example/legacy/", "ann:hush@up.example"]


@pytest.mark.parametrize(
    ("words", "version", "text"),
    [
        ("publish -r nowhere", NEWEST, ""),
        ("publish --help", NEWEST, ""),
        ("publish", NEWEST, "package-mode = false\n"),
    ],
)
def test_where_nothing_can_be_uploaded_nothing_is_told(
    words: str, version: Version, text: str
) -> None:
    assert read(text, version, words).reports == ()


def test_a_package_mode_is_not_known_before_1_8() -> None:
    assert read("package-mode = false\n", (1, 7, 1), "publish").reports


def test_an_upload_to_no_url_is_left_out() -> None:
    files = {CONFIG: "[repositories.up]\nurl = 'nowhere'\n"}
    assert read("", words="publish -r up", files=files).reports == ()
