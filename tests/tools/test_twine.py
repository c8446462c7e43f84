"""What twine asks, by release and configuration."""

from dataclasses import replace

import pytest

from keydex.model import Command, Configuration, Installation, Report, Role, Version, Via
from keydex.tools import twine
from tests.memory import PROJECT, world

URL = "https://h.example/up/"
PYPI = "https://upload.pypi.org/legacy/"
TEST = "https://test.pypi.org/legacy/"
INSTALLED = Installation("twine", twine.NEWEST, "metadata", importable=True)
LISTED = "[distutils]\nindex-servers = corp\n[corp]\n"
CORP = f"{LISTED}repository = {URL}\n"

Asked = tuple[str, str, str | None, str | None]
ANYONE: Asked = ("get_credential", URL, None, "get_password")


def read(  # noqa: PLR0913 - what a world is made of.
    words: str,
    version: Version = twine.NEWEST,
    pypirc: str | None = None,
    variables: dict[str, str] | None = None,
    *,
    installed: Installation = INSTALLED,
    files: dict[str, str] | None = None,
) -> Configuration:
    files = (files or {}) | ({} if pypirc is None else {"~/.pypirc": pypirc})
    command = Command("twine", tuple(words.split()))
    installed = replace(installed, version=version)
    return twine.read(world(files, variables), command, installed, "custompkg")


def only(found: Configuration) -> Report:
    (report,) = found.reports
    return report


def asked(report: Report) -> list[Asked]:
    return [(each.api, each.service, each.username, each.then) for each in report.lookups]


def password(service: str, username: str) -> list[Asked]:
    return [("get_password", service, username, None)]


@pytest.mark.parametrize(
    ("version", "words", "expected"),
    [
        ((1, 12), f"--repository-url {URL} -u bob", password(URL, "bob")),
        ((1, 12), f"--repository-url {URL}", []),
        ((1, 13), f"--repository-url {URL}", [ANYONE]),
        ((7, 0, 0), f"--repository-url {URL}", [ANYONE]),
        ((7, 0, 0), f"--repository-url={URL} -p pw", [("get_credential", URL, None, None)]),
        ((4, 0, 2), "", [("get_credential", PYPI, None, "get_password")]),
        ((4, 0, 2), "-u bob", password(PYPI, "bob")),
        ((5, 0, 0), "-u bob", password(PYPI, "__token__")),
        ((5, 1, 1), "-u bob", password(PYPI, "__token__")),
        ((6, 0, 0), "-u bob", password(PYPI, "bob")),
        ((6, 0, 0), "", password(PYPI, "__token__")),
        ((7, 0, 0), "-r testpypi", password(TEST, "__token__")),
        (
            (7, 0, 0),
            f"--repository-url {PYPI[:-1]}",
            [("get_credential", PYPI[:-1], None, "get_password")],
        ),
        ((4, 0, 2), "--repository-url http://test.pypi.org/legacy/ -ubob", password(TEST, "bob")),
        (
            (5, 0, 0),
            "--repository-url http://test.pypi.org/legacy/ -u=bob",
            password("http://test.pypi.org/legacy/", "bob"),
        ),
        ((5, 1, 1), "--repository-url http://test.pypi.org/legacy/", password(TEST, "__token__")),
        (
            (4, 0, 2),
            "--repository-url https://bob@h/up",
            [("get_credential", "https://bob@h/up", None, "get_password")],
        ),
        (
            (5, 0, 0),
            "--repository-url https://bob@h/up",
            [("get_credential", "https://bob@h/up", None, "get_password")],
        ),
        ((5, 1, 1), "--repository-url https://b%40b@h/up", password("https://h/up", "b%40b")),
        (
            (7, 0, 0),
            "--repository-url https://bob@Up.Example:0443/Up",
            password("https://up.example:443/Up", "bob"),
        ),
        (
            (7, 0, 0),
            "--repository-url https://bob@[::1]:8443/up",
            password("https://[::1]:8443/up", "bob"),
        ),
        (
            (7, 0, 0),
            "--repository-url https://:tok@h/up",
            [("get_credential", "https://:tok@h/up", None, "get_password")],
        ),
    ],
)
def test_lookups_by_release(version: Version, words: str, expected: list[Asked]) -> None:
    report = only(read(f"upload {words} dist/a.whl", version))
    assert asked(report) == expected
    assert bool(report.silence) is not bool(expected)


@pytest.mark.parametrize(
    ("pypirc", "expected", "origin"),
    [
        (CORP, [ANYONE], ("username", None)),
        (f"{CORP}username = bob\n", password(URL, "bob"), ("username", "key")),
        (f"{CORP}username =\n", password(URL, ""), ("username", "key")),
        (f"{CORP}[server-login]\nusername = s\n", password(URL, "s"), ("username", "key")),
        (
            f"{LISTED}repository = https://bob@h/up\n",
            [("get_credential", "https://bob@h/up", None, "get_password")],
            ("username", None),
        ),
    ],
)
def test_a_repository_of_the_file(
    pypirc: str, expected: list[Asked], origin: tuple[str, str | None]
) -> None:
    report = only(read("upload -r corp a", pypirc=pypirc))
    assert asked(report) == expected
    assert (report.index.name, report.index.role) == ("corp", Role.PUBLISH)
    assert report.index.origins[0].line == 4
    assert report.index.username_from == origin[1]
    assert "@" not in report.index.url


def test_the_default_is_configured_by_nobody() -> None:
    index = only(read("upload a")).index
    assert (index.origins, index.username, index.username_from) == ((), "__token__", "default")


def test_a_login_for_pypi_configures_it() -> None:
    index = only(read("upload a", pypirc="[pypi]\nusername = bob\n")).index
    assert (index.username, [each.line for each in index.origins]) == ("__token__", [2])


@pytest.mark.parametrize(
    ("words", "variables", "pypirc", "kind", "place"),
    [
        ("-u bob -p pw", {}, CORP, "env", "--password"),
        ("-u bob", {"TWINE_PASSWORD": "pw"}, CORP, "env", "TWINE_PASSWORD"),
        ("", {"TWINE_USERNAME": "bob", "TWINE_PASSWORD": ""}, CORP, "env", "TWINE_PASSWORD"),
        ("-u bob", {}, f"{CORP}password = pw\n", "config", "corp.password"),
        ("--repository-url https://bob:pw@h/up", {}, CORP, "url", "--repository-url"),
    ],
)
def test_a_password_ends_the_search(
    words: str, variables: dict[str, str], pypirc: str, kind: str, place: str
) -> None:
    report = only(read(f"upload -r corp {words} a", pypirc=pypirc, variables=variables))
    assert report.silence and report.silence.code == "settled"
    source = report.settled_by
    assert source and source.kind == kind
    assert place in (source.origin.flag, source.origin.variable, source.origin.key)
    assert source.credential and source.credential.username == "bob"
    assert not report.lookups


def test_a_username_in_the_url_is_said_to_be() -> None:
    assert only(read("upload --repository-url https://bob@h/up a")).index.username_from == "url"


@pytest.mark.parametrize(
    ("netrc", "kind"),
    [
        ("machine h.example login n password m\n", "netrc"),
        ("machine x login n\n", "env"),
        ("default login n password m\n", "netrc"),
    ],
)
def test_netrc_answers_where_twine_sends_nothing(netrc: str, kind: str) -> None:
    report = only(read(f"upload --repository-url {URL} -u= -p= a", files={"~/.netrc": netrc}))
    assert report.settled_by and report.settled_by.kind == kind


@pytest.mark.parametrize(
    ("variables", "service"),
    [
        ({"TWINE_REPOSITORY_URL": URL}, URL),
        ({"TWINE_REPOSITORY_URL": "", "TWINE_REPOSITORY": "testpypi"}, TEST),
        ({"TWINE_REPOSITORY": "pypi"}, PYPI),
    ],
)
def test_variables_name_the_repository(variables: dict[str, str], service: str) -> None:
    assert only(read("upload a", variables=variables)).lookups[0].service == service


@pytest.mark.parametrize(
    "url", ["HTTPS://h/up", "https://@h/up", "h/up", "https:///up", "https://[h/up"]
)
def test_a_url_that_twine_refuses_is_not_asked_about(url: str) -> None:
    report = only(read(f"upload --repository-url {url} a"))
    assert report.silence and report.silence.code == "settings-ignored"


@pytest.mark.parametrize(
    ("words", "pypirc", "line", "reports"),
    [
        ("-r corp", "[distutils\n", 1, 0),
        ("", "[distutils\n", 1, 1),
        ("-r gone", CORP, None, 0),
        ("-r corp", f"{LISTED}username = bob\n", None, 0),
        ("--config-file gone.cfg", CORP, None, 1),
    ],
)
def test_a_file_that_stops_twine_is_a_problem(
    words: str, pypirc: str, line: int | None, reports: int
) -> None:
    found = read(f"upload {words} a", pypirc=pypirc)
    assert [each.line for each in found.problems] == [line]
    assert [bool(each.silence) for each in found.reports] == [True] * reports


def test_the_file_is_not_read_for_a_url() -> None:
    assert not read(f"upload --repository-url {URL} a", pypirc="[distutils\n").problems


@pytest.mark.parametrize("path", ["my.cfg", "~/my.cfg"])
def test_another_file_may_be_named(path: str) -> None:
    found = read(f"upload --config-file {path} -r corp a", files={path: CORP})
    assert only(found).lookups[0].service == URL


@pytest.mark.parametrize("words", ["--version", "check a", "", "upload --help", "-h", "--no-color"])
def test_other_commands_ask_nothing(words: str) -> None:
    assert read(words).reports == ()


def test_the_folder_of_the_command_is_the_project() -> None:
    found = read("--no-color upload -s --skip-ex --repository-u " + URL + " a -- b")
    assert (found.project, found.access.via) == (PROJECT, Via.IMPORT)
    assert asked(only(found)) == [ANYONE]


@pytest.mark.parametrize(
    ("installed", "version", "code"),
    [
        (INSTALLED, (1, 8), "unsupported-version"),
        (replace(INSTALLED, importable=False), (7, 0, 0), "no-keyring"),
        (replace(INSTALLED, keyring_off="PYTHON_KEYRING_BACKEND"), (7, 0, 0), "no-keyring"),
    ],
)
def test_what_stands_between_twine_and_a_keyring(
    installed: Installation, version: Version, code: str
) -> None:
    report = only(read("upload a", version, installed=installed))
    assert report.silence and report.silence.code == code


@pytest.mark.parametrize(
    ("pypirc", "variables", "expected"),
    [
        (None, {}, [()]),
        (CORP, {}, [("--repository", "corp")]),
        (CORP, {"TWINE_REPOSITORY": "pypi"}, [(), ("--repository", "corp")]),
        (CORP, {"TWINE_REPOSITORY_URL": URL}, [()]),
        ("[distutils\n", {}, [()]),
    ],
)
def test_the_usual_commands(
    pypirc: str | None, variables: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    files = {} if pypirc is None else {"~/.pypirc": pypirc}
    found = list(twine.usual(world(files, variables)))
    assert [each.words[1:] for each in found] == expected
    assert not any(each.given for each in found)


def test_no_secret_is_written_out() -> None:
    found = read("upload -r corp a", pypirc=f"{CORP}username = b\npassword = hunter2\n")
    assert "hunter2" not in repr((found.reports, found.problems))


def test_breakpoints_stand_in_order() -> None:
    assert list(twine.BREAKPOINTS) == sorted(set(twine.BREAKPOINTS))
    assert all(twine.OLDEST <= each <= twine.NEWEST for each in twine.WATCHED)
