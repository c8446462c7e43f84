"""What flit asks, by release and configuration."""

from dataclasses import replace

import pytest

from keydex.model import Command, Configuration, Installation, Report, Version
from keydex.tools import flit
from tests.memory import PROJECT, world

URL = "https://h.example/up/"
PYPI = "https://upload.pypi.org/legacy/"
INSTALLED = Installation("flit", flit.NEWEST, "metadata", importable=True)
CORP = f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {URL}\n"
BOB = f"{CORP}username = bob\n"
PROJECT_FILE = '[project]\nname = "My._-Pkg"\n'


def read(  # noqa: PLR0913 - what a world is made of.
    words: str,
    version: Version = flit.NEWEST,
    pypirc: str | None = None,
    variables: dict[str, str] | None = None,
    *,
    project: str | None = PROJECT_FILE,
    installed: Installation = INSTALLED,
    files: dict[str, str] | None = None,
) -> Configuration:
    files = (files or {}) | ({} if pypirc is None else {"~/.pypirc": pypirc})
    files |= {} if project is None else {"pyproject.toml": project}
    command = Command("flit", tuple(words.split()))
    installed = replace(installed, version=version)
    return flit.read(world(files, variables), command, installed, "custompkg")


def only(found: Configuration) -> Report:
    (report,) = found.reports
    return report


def asked(found: Configuration) -> list[tuple[str, str | None]]:
    assert all(each.api == "get_password" for each in only(found).lookups)
    return [(each.service, each.username) for each in only(found).lookups]


def tokens(service: str, username: str) -> list[tuple[str, str]]:
    names = ("pypi_token:project:my-pkg", f"pypi_token:user:{username}", username)
    return [(service, each) for each in names]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((1, 0), [(URL, "bob")]),
        ((3, 9, 0), [(URL, "bob")]),
        ((3, 10, 0), tokens(URL, "bob")),
        ((4, 2, 0), tokens(URL, "bob")),
    ],
)
def test_lookups_by_release(version: Version, expected: list[tuple[str, str]]) -> None:
    assert asked(read("publish --repository corp", version, BOB)) == expected


@pytest.mark.parametrize(
    ("words", "variables", "pypirc", "expected"),
    [
        ("publish", {"FLIT_USERNAME": "ann"}, None, tokens(PYPI, "ann")),
        ("publish", {"FLIT_USERNAME": "ann"}, BOB, tokens(PYPI, "ann")),
        ("publish", {"FLIT_USERNAME": "ann", "FLIT_INDEX_URL": URL}, BOB, tokens(URL, "ann")),
        ("publish --repository corp", {"FLIT_USERNAME": "ann"}, BOB, tokens(URL, "ann")),
        ("--repository corp publish", {"FLIT_PASSWORD": ""}, BOB, tokens(URL, "bob")),
        ("publish", {}, "[pypi]\nusername = u\n", tokens(PYPI, "u")),
        (
            "publish",
            {"FLIT_USERNAME": "a", "FLIT_INDEX_URL": "https://x@h/up"},
            None,
            tokens("https://x@h/up", "a"),
        ),
        (
            "publish",
            {"FLIT_USERNAME": "a", "FLIT_INDEX_URL": "http://upload.pypi.org/legacy"},
            None,
            tokens("https://upload.pypi.org/legacy", "a"),
        ),
        (
            "publish",
            {"FLIT_USERNAME": "a", "FLIT_INDEX_URL": "http://upload.pypi.io/x"},
            None,
            tokens("http://upload.pypi.io/x", "a"),
        ),
        ("publish --format wheel --no-use-vcs --repository=corp", {}, BOB, tokens(URL, "bob")),
    ],
)
def test_where_url_and_username_come_from(
    words: str, variables: dict[str, str], pypirc: str | None, expected: list[tuple[str, str]]
) -> None:
    assert asked(read(words, pypirc=pypirc, variables=variables)) == expected


def test_an_older_release_lets_the_file_win_for_a_named_repository() -> None:
    variables = {"FLIT_USERNAME": "ann", "FLIT_PASSWORD": "p", "FLIT_INDEX_URL": "https://o/"}
    report = only(read("publish --repository corp", (3, 9), f"{BOB}password = q\n", variables))
    assert report.index.username == "bob"
    assert report.settled_by and report.settled_by.kind == "config"
    found = read("publish --repository corp", (3, 9), BOB, {"FLIT_USERNAME": "ann"})
    assert asked(found) == [(URL, "bob")]


def test_an_older_release_knows_one_more_host_of_pypi() -> None:
    variables = {"FLIT_USERNAME": "a", "FLIT_INDEX_URL": "http://upload.pypi.io/x"}
    assert asked(read("publish", (3, 9), None, variables)) == [("https://upload.pypi.io/x", "a")]


@pytest.mark.parametrize(
    ("version", "variables", "pypirc", "kind"),
    [
        ((4, 2), {"FLIT_USERNAME": "a", "FLIT_PASSWORD": "p"}, None, "env"),
        ((3, 9), {"FLIT_USERNAME": "a", "FLIT_PASSWORD": ""}, None, "env"),
        ((4, 2), {}, "[pypi]\nusername = a\npassword = p\n", "config"),
    ],
)
def test_a_password_ends_the_search(
    version: Version, variables: dict[str, str], pypirc: str | None, kind: str
) -> None:
    report = only(read("publish", version, pypirc, variables))
    assert report.settled_by and report.settled_by.kind == kind
    assert report.silence and report.silence.code == "settled"


@pytest.mark.parametrize(
    ("variables", "pypirc"),
    [({}, None), ({"FLIT_USERNAME": ""}, "[pypi]\nusername = a\n"), ({"FLIT_PASSWORD": "p"}, None)],
)
def test_nothing_is_asked_without_a_username(variables: dict[str, str], pypirc: str | None) -> None:
    report = only(read("publish", pypirc=pypirc, variables=variables))
    assert report.silence and report.silence.code == "no-username"


@pytest.mark.parametrize(
    ("words", "project", "pypirc", "variables", "reports"),
    [
        ("publish", None, None, {}, 1),
        ("publish", "[project", None, {}, 1),
        ("publish", "project = 3\n", None, {}, 1),
        ("publish", "[project]\nname = 3\n", None, {}, 1),
        ("publish", PROJECT_FILE, "[distutils\n", {}, 1),
        ("publish --repository corp", PROJECT_FILE, "[distutils\n", {}, 0),
        ("publish --repository gone", PROJECT_FILE, BOB, {}, 0),
        ("publish --repository corp", PROJECT_FILE, BOB, {"FLIT_INDEX_URL": URL}, 0),
        ("publish --pypirc gone", PROJECT_FILE, BOB, {}, 1),
    ],
)
def test_what_stops_flit_is_a_problem(
    words: str, project: str | None, pypirc: str | None, variables: dict[str, str], reports: int
) -> None:
    found = read(words, pypirc=pypirc, project=project, variables=variables)
    assert len(found.problems) == 1
    codes = [each.silence.code for each in found.reports if each.silence]
    assert codes == ["settings-ignored"] * reports
    assert len(found.reports) == reports


def test_an_older_release_interpolates_its_file() -> None:
    pypirc = f"{BOB}password = hunter%2\n"
    assert read("publish --repository corp", (3, 9), pypirc).problems
    assert not read("publish --repository corp", (3, 10), pypirc).problems


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ('[tool.flit.metadata]\nmodule = "mod_a"\n', "mod-a"),
        ('[tool.flit.metadata]\nmodule = "mod"\ndist-name = "Dist.A"\n', "dist-a"),
    ],
)
def test_the_name_of_the_project(project: str, name: str) -> None:
    found = read("publish", project=project, variables={"FLIT_USERNAME": "a"})
    assert asked(found)[0] == (PYPI, f"pypi_token:project:{name}")


def test_another_project_file_may_be_named() -> None:
    files = {"sub/other.toml": PROJECT_FILE, "my.cfg": BOB}
    words = "-f sub/other.toml publish --pypirc my.cfg --repository corp"
    found = read(words, project=None, files=files)
    assert found.project == PROJECT / "sub"
    assert asked(found) == tokens(URL, "bob")


@pytest.mark.parametrize("words", ["", "build", "--version", "publish --help", "install -s"])
def test_other_commands_ask_nothing(words: str) -> None:
    assert read(words).reports == ()


def test_a_python_without_keyring_asks_nothing() -> None:
    found = read(
        "publish --repository corp", pypirc=BOB, installed=replace(INSTALLED, importable=False)
    )
    report = only(found)
    assert report.silence and report.silence.code == "no-keyring"
    assert [each.line for each in report.index.origins] == [4]


def test_a_default_url_is_declared_by_its_login() -> None:
    index = only(read("publish", pypirc="[pypi]\nusername = u\n")).index
    assert [each.key for each in index.origins] == ["pypi.username"]
    assert only(read("publish", variables={"FLIT_USERNAME": "a"})).index.origins == ()


FLIT = '[build-system]\nbuild-backend = "flit_core.buildapi"\n'


@pytest.mark.parametrize(
    ("files", "variables", "expected"),
    [
        ({}, {}, []),
        ({"pyproject.toml": "[x"}, {}, []),
        ({"pyproject.toml": '[build-system]\nbuild-backend = "hatchling.build"\n'}, {}, []),
        ({"pyproject.toml": "[build-system]\nbuild-backend = 3\n[tool.flit]\n"}, {}, [()]),
        ({"pyproject.toml": FLIT}, {}, [()]),
        ({"pyproject.toml": FLIT, "~/.pypirc": CORP}, {}, [("--repository", "corp")]),
        ({"pyproject.toml": FLIT, "~/.pypirc": CORP}, {"FLIT_INDEX_URL": URL}, [()]),
        ({"pyproject.toml": FLIT, "~/.pypirc": "[x\n"}, {}, [()]),
        ({"pyproject.toml": FLIT, "~/.pypirc": "[distutils]\nindex-servers =\n"}, {}, [()]),
    ],
)
def test_the_usual_commands(
    files: dict[str, str], variables: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    found = list(flit.usual(world(files, variables)))
    assert [each.words[1:] for each in found] == expected
    assert not any(each.given for each in found)


def test_no_secret_is_written_out() -> None:
    found = read("publish --repository corp", pypirc=f"{BOB}password = hunter2\n")
    assert "hunter2" not in repr((found.reports, found.problems))
