"""What uv reads and asks, by release; the recordings hold the same rules against real runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from keydex.environment import Environment
from keydex.model import Configuration, Installation, Report, Version
from keydex.tools import recognised, uv
from tests.memory import HOME, PROJECT, world

HOST = "pkgs.example"
URL = f"https://{HOST}/team/simple/"
USER = f"https://ci-bot@{HOST}/team/simple/"
PAGE = f"{URL}custompkg/"
PLAIN = f"http://{HOST}:8080/simple/"


def index(url: str, name: str = "corp", more: str = "default = true") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\n{more}\n'


def project(tables: str, settings: str = 'keyring-provider = "subprocess"') -> str:
    return f"[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\n{settings}\n{tables}"


def read(
    files: dict[str, str],
    command: str = "uv lock",
    version: Version = uv.NEWEST,
    variables: dict[str, str] | None = None,
    **where: Any,
) -> Configuration:
    """Read a world in which a keyring command is on PATH."""
    variables = {"PATH": "/shims", "HOME": str(HOME), **(variables or {})}
    programs = {"/shims/keyring": ""} | where.pop("programs", {})
    environment = world(files, variables, programs=programs, **where)
    environment, found = recognised(environment, tuple(command.split()))
    return uv.read(environment, found, Installation("uv", version, "executable"), "custompkg")


def only(found: Configuration, url: str = URL) -> Report:
    (report,) = [each for each in found.reports if each.index.url == url]
    return report


def questions(report: Report) -> list[tuple[str, str | None]]:
    return [(each.service, each.username) for each in report.lookups]


def services(tables: str, version: Version, url: str = URL) -> list[str]:
    found = read({"pyproject.toml": project(tables)}, version=version)
    return [each.service for each in only(found, url).lookups]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((0, 6, 17), [PAGE, HOST]),
        ((0, 7, 0), [URL, HOST]),
        ((0, 7, 15), [URL, HOST]),
        ((0, 7, 16), [URL.removesuffix("/"), HOST]),
        ((0, 7, 19), [URL.removesuffix("/"), HOST]),
        ((0, 7, 20), [URL, HOST]),
        ((0, 13, 8), [URL, HOST]),
    ],
)
def test_services_by_release(version: Version, expected: list[str]) -> None:
    assert services(index(USER), version) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((0, 4, 23), [f"{PLAIN}custompkg/", f"{HOST}:8080"]),
        ((0, 10, 2), [PLAIN, f"{HOST}:8080"]),
        ((0, 10, 3), [PLAIN, f"{HOST}:8080", f"http://{HOST}:8080"]),
    ],
)
def test_services_of_plain_http(version: Version, expected: list[str]) -> None:
    assert services(index(PLAIN.replace("//", "//ann@")), version, PLAIN) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((0, 1, 18), []),
        ((0, 1, 19), [(PAGE, "oauth2accesstoken")]),
        ((0, 1, 32), [(PAGE, "oauth2accesstoken")]),
        ((0, 1, 33), []),
    ],
)
def test_the_first_releases_ask_for_one_user(
    version: Version, expected: list[tuple[str, str]]
) -> None:
    command = f"uv pip compile r.in --keyring-provider subprocess --index-url {URL}"
    assert questions(only(read({"r.in": ""}, command, version))) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((0, 1, 19), []),
        ((0, 1, 32), []),
        ((0, 1, 33), [f"{PLAIN}custompkg/", HOST]),
        ((0, 1, 35), [f"{PLAIN}custompkg/", HOST]),
        ((0, 1, 36), []),
        ((0, 1, 37), [f"{PLAIN}custompkg/", HOST]),
        ((0, 2, 9), [f"{PLAIN}custompkg/", HOST]),
        ((0, 2, 10), [f"{PLAIN}custompkg/", f"{HOST}:8080"]),
    ],
)
def test_a_username_in_the_url_of_early_releases(version: Version, expected: list[str]) -> None:
    url = PLAIN.replace("//", "//ann@")
    command = f"uv pip compile r.in --keyring-provider subprocess --index-url {url}"
    report = only(read({"r.in": ""}, command, version), PLAIN)
    assert [each.service for each in report.lookups] == expected
    assert bool(report.silence) != bool(expected)


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        ("http://alice@LOCALHOST:8000/pypi/simple", "http://localhost:8000/pypi/simple"),
        ("https://alice@h.com:443/a/simple", "https://h.com/a/simple"),
        ("https://alice@h.com/a/simple?x=1#frag", "https://h.com/a/simple?x=1#frag"),
        ("https://alice@bücher.invalid/a/simple", "https://xn--bcher-kva.invalid/a/simple"),
        ("https://alice@[::1]:9/a/simple", "https://[::1]:9/a/simple"),
        ("https://alice@h.com", "https://h.com/"),
        ("https://alice@h.com/pypi/./a/../simple", "https://h.com/pypi/simple"),
        ("https://alice@h.com/a%20b/simple/", "https://h.com/a%20b/simple/"),
    ],
)
def test_the_url_is_normalised(configured: str, expected: str) -> None:
    found = read({"pyproject.toml": project(index(configured))})
    (report,) = found.reports
    assert report.lookups[0].service == expected
    assert report.index.url == configured.replace("alice@", "")


def test_a_username_is_decoded() -> None:
    found = read({"pyproject.toml": project(index(USER.replace("ci-bot", "ci%40corp")))})
    assert {each.username for each in only(found).lookups} == {"ci@corp"}


ALWAYS = 'default = true\nauthenticate = "always"'


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((0, 6, 5), []),
        ((0, 6, 8), []),
        ((0, 6, 9), [(PAGE, None), (HOST, None)]),
        ((0, 7, 0), [(URL, None), (HOST, None)]),
    ],
)
def test_always_asks_without_a_username(version: Version, expected: list[tuple[str, None]]) -> None:
    found = read({"pyproject.toml": project(index(URL, more=ALWAYS))}, version=version)
    assert questions(only(found)) == expected
    assert all(
        each.argv == ("get", each.service, "--mode", "creds") for each in only(found).lookups
    )


@pytest.mark.parametrize(
    ("version", "when"), [((0, 9, 10), "before-request"), ((0, 9, 11), "on-refusal")]
)
def test_dependabot_turns_always_into_a_request_first(version: Version, when: str) -> None:
    files = {"pyproject.toml": project(index(URL, more=ALWAYS))}
    found = read(files, version=version, variables={"DEPENDABOT": "true"})
    assert {each.when for each in only(found).lookups} == {when}


@pytest.mark.parametrize(
    ("version", "code"), [((0, 6, 5), None), ((0, 6, 6), "authenticate-never")]
)
def test_never_asks_nothing(version: Version, code: str | None) -> None:
    never = 'default = true\nauthenticate = "never"'
    report = only(read({"pyproject.toml": project(index(USER, more=never))}, version=version))
    assert (report.silence.code if report.silence else None) == code


@pytest.mark.parametrize(
    ("version", "variable", "name", "asks"),
    [
        ((0, 4, 23), "UV_HTTP_BASIC_CORP_USERNAME", "corp", False),
        ((0, 4, 24), "UV_INDEX_CORP_USERNAME", "corp", False),
        ((0, 4, 25), "UV_INDEX_CORP_USERNAME", "corp", True),
        ((0, 4, 25), "UV_INDEX_MY_IDX_USERNAME", "my-idx", False),
        ((0, 4, 26), "UV_INDEX_MY_IDX_USERNAME", "my-idx", True),
        ((0, 13, 8), "UV_INDEX_MY_IDX_2_USERNAME", "my.idx-2", True),
        ((0, 13, 8), "uv_index_corp_username", "corp", False),
    ],
)
def test_a_username_from_a_variable(version: Version, variable: str, name: str, asks: bool) -> None:
    files = {"pyproject.toml": project(index(URL, name))}
    report = only(read(files, version=version, variables={variable: "ci-bot"}))
    assert bool(report.lookups) == asks
    assert {each.when for each in report.lookups} <= {"on-refusal"}
    if asks:
        assert (report.index.username, report.index.username_from) == ("ci-bot", "variable")


BOTH = {"UV_INDEX_CORP_USERNAME": "alice", "UV_INDEX_CORP_PASSWORD": "pw"}
NETRC = {"~/.netrc": f"machine {HOST} login ci-bot password pw\n"}
STORE = {
    "~/.local/share/uv/credentials/credentials.toml": (
        f'[[credential]]\nservice = "https://{HOST}/team"\nusername = "ci-bot"\n'
        'scheme = "basic"\npassword = "pw"\n'
    )
}


@pytest.mark.parametrize(
    ("url", "files", "variables", "kind"),
    [
        (USER.replace("@", ":pw@"), {}, {}, "url"),
        (URL.replace("//", "//:pw@"), {}, {}, "url"),
        (USER.replace("@", ":@"), {}, {}, None),
        (URL, {}, BOTH, "env"),
        (USER, {}, BOTH, None),
        (USER, {}, {**BOTH, "UV_INDEX_CORP_USERNAME": "ci-bot"}, "env"),
        (URL, {}, {"UV_INDEX_CORP_PASSWORD": "pw"}, "env"),
        (USER, {}, {"UV_INDEX_CORP_PASSWORD": "pw"}, None),
        (URL, NETRC, {}, "netrc"),
        (USER, NETRC, {}, "netrc"),
        (USER.replace("ci-bot", "ann"), NETRC, {}, None),
        (URL, {"~/.netrc": "default login a password b\n"}, {}, "netrc"),
        (URL, {"/n": NETRC["~/.netrc"]}, {"NETRC": "/n"}, "netrc"),
        (URL, {"~/n": NETRC["~/.netrc"]}, {"NETRC": "~/n"}, "netrc"),
        (URL, NETRC, {"NETRC": "/missing"}, "netrc"),
        (USER, {"~/.netrc": "machine"}, {}, None),
        (USER, STORE, {}, "store"),
        (URL, STORE, {}, "store"),
        (USER.replace("ci-bot", "ann"), STORE, {}, None),
        (
            USER,
            {"/c/credentials.toml": STORE[next(iter(STORE))]},
            {"UV_CREDENTIALS_DIR": "/c"},
            "store",
        ),
        (USER, {"~/.local/share/uv/credentials/credentials.toml": "x"}, {}, None),
    ],
)
def test_what_settles_the_search_before_the_keyring(
    url: str, files: dict[str, str], variables: dict[str, str], kind: str | None
) -> None:
    found = read({"pyproject.toml": project(index(url)), **files}, variables=variables)
    report = only(found)
    assert (report.settled_by.kind if report.settled_by else None) == kind
    assert bool(report.lookups) == (kind is None)
    assert (report.silence.code if report.silence else None) == ("settled" if kind else None)


def test_a_file_that_settles_is_named_with_its_line() -> None:
    text = f"machine other login x password y\n{NETRC['~/.netrc']}"
    report = only(read({"pyproject.toml": project(index(URL)), "~/.netrc": text}))
    assert report.settled_by
    assert (report.settled_by.origin.path, report.settled_by.origin.line) == (HOME / ".netrc", 2)
    assert (report.index.username, report.index.username_from) == ("ci-bot", "file")


@pytest.mark.parametrize(("version", "kind"), [((0, 8, 14), None), ((0, 8, 15), "store")])
def test_the_store_of_uv_came_late(version: Version, kind: str | None) -> None:
    report = only(read({"pyproject.toml": project(index(USER)), **STORE}, version=version))
    assert (report.settled_by.kind if report.settled_by else None) == kind


@pytest.mark.parametrize(("version", "kind"), [((0, 9, 30), "store"), ((0, 10, 0), None)])
def test_two_equal_entries_of_the_store_are_none(version: Version, kind: str | None) -> None:
    name, text = next(iter(STORE.items()))
    files = {"pyproject.toml": project(index(URL)), name: text + text.replace("ci-bot", "ann")}
    report = only(read(files, version=version))
    assert (report.settled_by.kind if report.settled_by else None) == kind


def test_of_two_entries_of_the_store_for_one_user_the_last_counts() -> None:
    name, text = next(iter(STORE.items()))
    report = only(read({"pyproject.toml": project(index(USER)), name: text * 2}))
    assert report.settled_by
    assert report.settled_by.origin.key == "credential[1]"


@pytest.mark.parametrize(("version", "kind"), [((0, 11, 8), "store"), ((0, 11, 9), None)])
def test_the_store_compares_whole_segments(version: Version, kind: str | None) -> None:
    name, text = next(iter(STORE.items()))
    text = text.replace("/team", "/tea")
    report = only(read({"pyproject.toml": project(index(USER)), name: text}, version=version))
    assert (report.settled_by.kind if report.settled_by else None) == kind


@pytest.mark.parametrize(
    ("url", "variables", "version", "kind"),
    [
        ("https://u@huggingface.co/simple/", {"HF_TOKEN": "t"}, (0, 8, 1), "env"),
        ("https://u@huggingface.co/simple/", {"HF_TOKEN": "t"}, (0, 8, 0), None),
        ("https://u@huggingface.co/s/", {"HF_TOKEN": "t", "UV_NO_HF_TOKEN": ""}, (0, 13, 8), None),
        ("https://u@hub.huggingface.co/s/", {"HF_TOKEN": "t"}, (0, 13, 8), None),
        (
            "https://u@b.s3.example/s/",
            {"UV_S3_ENDPOINT_URL": "https://s3.example"},
            (0, 8, 21),
            "env",
        ),
        (
            "https://u@b.s3.example/s/",
            {"UV_S3_ENDPOINT_URL": "https://s3.example"},
            (0, 8, 20),
            None,
        ),
    ],
)
def test_hosts_with_a_token_of_their_own(
    url: str, variables: dict[str, str], version: Version, kind: str | None
) -> None:
    files = {"pyproject.toml": project(index(url))}
    (report,) = read(files, version=version, variables=variables).reports
    assert (report.settled_by.kind if report.settled_by else None) == kind


@pytest.mark.parametrize(
    ("settings", "variables", "command", "code"),
    [
        ("", {}, "uv lock", "provider-disabled"),
        ("", {"UV_KEYRING_PROVIDER": "subprocess"}, "uv lock", None),
        (
            'keyring-provider = "subprocess"',
            {"UV_KEYRING_PROVIDER": "disabled"},
            "uv lock",
            "provider-disabled",
        ),
        ('keyring-provider = "disabled"', {}, "uv lock --keyring-provider subprocess", None),
        ('keyring-provider = "disabled"', {}, "uv lock --keyring-provider=subprocess", None),
        ('keyring-provider = "native"', {}, "uv lock", "settings-ignored"),
        ('keyring-provider = "subprocess"\nsurprise = 1', {}, "uv lock", "settings-ignored"),
        ('keyring-provider = "subprocess"', {"PATH": "/nothing"}, "uv lock", "no-keyring"),
    ],
)
def test_why_nothing_is_asked(
    settings: str, variables: dict[str, str], command: str, code: str | None
) -> None:
    found = read({"pyproject.toml": project(index(USER), settings)}, command, variables=variables)
    (report,) = found.reports
    assert (report.silence.code if report.silence else None) == code


@pytest.mark.parametrize(
    ("command", "version", "stops"),
    [
        ("uv lock", (0, 13, 8), True),
        ("uv sync --upgrade", (0, 13, 8), True),
        ("uv add foo", (0, 13, 8), True),
        ("uv pip install foo", (0, 13, 8), False),
        ("uv run --frozen true", (0, 13, 8), True),
        ("uv run plain.py", (0, 13, 8), True),
        ("uv run own.py", (0, 13, 8), False),
        ("uv run --no-project plain.py", (0, 13, 8), False),
        ("uv run --no-sync --with foo true", (0, 13, 8), False),
        ("uv add --frozen foo", (0, 13, 8), False),
        ("uv remove --frozen foo", (0, 13, 8), False),
        ("uv tree --frozen", (0, 13, 8), True),
        ("uv lock", (0, 4, 27), True),
        ("uv lock", (0, 4, 26), False),
    ],
)
@pytest.mark.parametrize(
    "lock", ["<<<<<<< HEAD\n", "[[package]]\nsource = { registry = 'https://h/' }\nwheels = 1\n"]
)
def test_a_lock_that_can_not_be_parsed_stops_a_command_that_reads_it(
    command: str, version: Version, stops: bool, lock: str
) -> None:
    settings = 'keyring-provider = "subprocess"'
    own = f"# /// script\n# [tool.uv]\n# {settings}\n# ///\n"
    files = {"pyproject.toml": project(index(USER), settings), "uv.lock": lock}
    files |= {"plain.py": "", "own.py": own}
    found = read(files, command, version=version)
    assert [each.path.name for each in found.problems] == ["uv.lock"] * stops
    assert [bool(each.lookups) for each in found.reports] == [not stops]


def test_no_username_is_told_by_the_name_of_the_index() -> None:
    report = only(read({"pyproject.toml": project(index(URL))}))
    assert report.silence
    assert report.silence.code == "no-username"
    assert "corp" in report.silence.reason


def test_an_index_takes_the_username_of_another_on_its_host() -> None:
    tables = index(USER, more="") + index(f"https://{HOST}/b/simple/", "b", "")
    found = read({"pyproject.toml": project(tables)})
    report = only(found, f"https://{HOST}/b/simple/")
    assert questions(report)[0] == (f"https://{HOST}/b/simple/", "ci-bot")
    assert {each.when for each in report.lookups} == {"on-refusal"}


# Which files count, and which wins.
UV_TOML = 'keyring-provider = "subprocess"\n[[index]]\nname = "corp"\nurl = "{url}"\n'


def toml(host: str) -> str:
    return UV_TOML.format(url=f"https://u@{host}.example/simple/")


@pytest.mark.parametrize(
    ("files", "command", "where", "hosts"),
    [
        ({"uv.toml": toml("a"), "pyproject.toml": project(index(USER))}, "uv lock", ".", ["a"]),
        ({"~/.config/uv/uv.toml": toml("a")}, "uv pip install x", ".", ["a"]),
        ({"/etc/xdg/uv/uv.toml": toml("a")}, "uv pip install x", ".", ["a"]),
        ({"/etc/uv/uv.toml": toml("a")}, "uv pip install x", ".", ["a"]),
        ({"/etc/uv/uv.toml": toml("b"), "uv.toml": toml("a")}, "uv pip install x", ".", ["a"]),
        ({"uv.toml": toml("a")}, "uv pip install x", "deep/down", ["a"]),
        (
            {"uv.toml": toml("a"), "sub/pyproject.toml": "[project]\nname='x'\n"},
            "uv lock",
            "sub",
            ["a"],
        ),
        ({"uv.toml": toml("a"), "sub/pyproject.toml": "[tool.uv]\n"}, "uv lock", "sub", []),
        ({"uv.toml": toml("a")}, "uv tool install x", ".", []),
        ({"uv.toml": toml("a"), "~/.config/uv/uv.toml": toml("b")}, "uvx x", ".", ["b"]),
        (
            {"uv.toml": toml("a"), "x.toml": toml("c")},
            "uv pip install x --config-file x.toml",
            ".",
            ["c"],
        ),
        ({"uv.toml": toml("a")}, "uv pip install x --no-config", ".", []),
        ({"uv.toml": toml("a")}, "uv pip install x --isolated", ".", []),
        ({"uv.toml": toml("a")}, "uv lock --isolated", ".", ["a"]),
        ({"uv.toml": toml("a")}, "UV_NO_CONFIG=1 uv lock", ".", []),
        ({"x.toml": toml("c")}, "UV_CONFIG_FILE=x.toml uv lock", ".", ["c"]),
        ({"/etc/uv/uv.toml": toml("a")}, "UV_NO_SYSTEM_CONFIG=1 uv lock", ".", []),
        ({"sub/uv.toml": toml("a")}, "uv --directory sub lock", ".", ["a"]),
        ({"sub/uv.toml": toml("a"), "sub/pyproject.toml": ""}, "uv lock --project sub", ".", ["a"]),
        (
            {"sub/uv.toml": toml("a"), "sub/pyproject.toml": ""},
            "uv lock --project sub/pyproject.toml",
            ".",
            ["a"],
        ),
    ],
)
def test_which_file_counts(
    files: dict[str, str], command: str, where: str, hosts: list[str]
) -> None:
    found = read(files, command, folder=where)
    asked = [each.index.url for each in found.reports if each.lookups]
    assert asked == [f"https://{host}.example/simple/" for host in hosts]


@pytest.mark.parametrize(
    ("platform", "variables", "name"),
    [
        ("win32", {"APPDATA": "/roaming"}, "/roaming/uv/uv.toml"),
        ("win32", {}, "~/AppData/Roaming/uv/uv.toml"),
        ("darwin", {}, "~/.config/uv/uv.toml"),
        ("linux", {"XDG_CONFIG_HOME": "/conf"}, "/conf/uv/uv.toml"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "~/.config/uv/uv.toml"),
        ("linux", {"XDG_CONFIG_DIRS": "/a:/b"}, "/b/uv/uv.toml"),
    ],
)
def test_where_a_platform_keeps_the_settings(
    platform: str, variables: dict[str, str], name: str
) -> None:
    programs = {"/shims/keyring.exe": ""} if platform == "win32" else {}
    found = read(
        {name: toml("a")}, "uv lock", variables=variables, platform=platform, programs=programs
    )
    assert any(each.lookups for each in found.reports)


def test_the_system_file_of_windows() -> None:
    variables = {"SYSTEMDRIVE": "/c"}
    files = {"/c/ProgramData/uv/uv.toml": toml("a")}
    found = read(files, "uv lock", variables=variables, platform="win32")
    assert "a.example" in found.reports[0].index.url


ROOT = project(
    index(USER),
    'keyring-provider = "subprocess"\n[tool.uv.workspace]\n'
    'members = ["pkgs/*"]\nexclude = ["pkgs/out"]',
)


@pytest.mark.parametrize(
    ("folder", "asks"), [("pkgs/in", True), ("pkgs/out", False), ("other", False)]
)
def test_a_member_uses_the_settings_of_its_workspace(folder: str, asks: bool) -> None:
    files = {
        "pyproject.toml": ROOT,
        "pkgs/in/pyproject.toml": "[project]\nname='in'\n[tool.uv]\n",
        "pkgs/out/pyproject.toml": "[project]\nname='out'\n[tool.uv]\n",
        "other/pyproject.toml": "[project]\nname='other'\n[tool.uv]\n",
    }
    found = read(files, folder=folder)
    assert any(each.lookups for each in found.reports) == asks
    assert found.project == (PROJECT if asks else PROJECT / folder)


def test_an_index_of_a_member_is_asked_by_package() -> None:
    files = {
        "pyproject.toml": ROOT,
        "pkgs/in/pyproject.toml": (
            "[project]\nname='in'\n[tool.uv.sources]\ncustompkg = { index = 'own' }\n"
            "[[tool.uv.index]]\nname='own'\nurl='https://m@m.example/simple/'\n"
        ),
    }
    report = only(read(files), "https://m.example/simple/")
    assert [each.service for each in report.lookups] == [
        "https://m.example/simple/custompkg/",
        "m.example",
    ]
    assert report.index.origins[0].line == 7


# Which indexes are used, and in which order.
def urls(files: dict[str, str], command: str = "uv lock", **variables: str) -> list[str]:
    found = read(files, command, variables=variables)
    return [each.index.url.removeprefix("https://").partition(".")[0] for each in found.reports]


def named(*names: str) -> str:
    return "".join(index(f"https://{each}.example/simple", each, "") for each in names)


@pytest.mark.parametrize(
    ("tables", "command", "variables", "expected"),
    [
        (named("a", "b"), "uv lock", {}, ["a", "b", "pypi"]),
        (named("a") + index("https://d.example/", "d"), "uv lock", {}, ["a", "d"]),
        (named("a"), "uv lock --index b=https://b.example/", {}, ["b", "a", "pypi"]),
        (named("a"), "uv lock --default-index https://d.example/", {}, ["a", "d"]),
        (
            named("a"),
            "uv lock",
            {"UV_INDEX": "https://c.example/ a=https://x.example/"},
            ["c", "x", "pypi"],
        ),
        (named("a"), "uv lock", {"UV_DEFAULT_INDEX": "https://d.example/"}, ["a", "d"]),
        (named("a"), "uv lock", {"UV_INDEX": "  "}, ["a", "pypi"]),
        (
            named("a"),
            "uv lock --index https://b.example/",
            {"UV_INDEX": "https://c.example/"},
            ["b", "a", "pypi"],
        ),
        (
            named("a"),
            "uv lock",
            {"UV_EXTRA_INDEX_URL": "https://e.example/ https://f.example/"},
            ["a", "e", "f", "pypi"],
        ),
        (
            named("a"),
            "uv pip install x",
            {"UV_EXTRA_INDEX_URL": "https://e.example/"},
            ["e", "a", "pypi"],
        ),
        (named("a"), "uv lock -i https://i.example/", {}, ["a", "i"]),
        (named("a"), "uv lock", {"UV_INDEX_URL": "https://i.example/"}, ["a", "i"]),
        (named("a"), "uv lock --no-index", {}, []),
        (named("a"), "uv lock --find-links https://f.example/", {}, ["f", "a", "pypi"]),
        (
            named("a"),
            "uv lock",
            {"UV_FIND_LINKS": "https://f.example/,./local"},
            ["f", "a", "pypi"],
        ),
        (named("a", "a"), "uv lock", {}, ["a", "pypi"]),
        (index("https://a.example/", "a", "explicit = true"), "uv lock", {}, ["pypi"]),
        (
            index("https://a.example/", "a", "explicit = true")
            + "[tool.uv.sources]\nx = { index = 'a' }\n",
            "uv lock",
            {},
            ["a", "pypi"],
        ),
        (
            index("https://a.example/", "a", "explicit = true")
            + "[tool.uv.sources]\nx = [{ index = 'a' }]\n",
            "uv lock --no-sources",
            {},
            ["pypi"],
        ),
        (index("file:///local/simple", "a", ""), "uv lock", {}, ["pypi"]),
        (named("a"), "uv python list", {}, []),
        (named("a"), "uv cache clean", {}, []),
        (named("a"), "uv run --with x python -i https://no.example/", {}, ["a", "pypi"]),
    ],
)
def test_which_indexes_are_used_in_which_order(
    tables: str, command: str, variables: dict[str, str], expected: list[str]
) -> None:
    assert urls({"pyproject.toml": project(tables)}, command, **variables) == expected


def test_older_keys_name_indexes_too() -> None:
    settings = (
        'index-url = "https://i.example/"\nextra-index-url = ["https://e.example/"]\n'
        'find-links = ["https://f.example/"]'
    )
    assert urls({"pyproject.toml": project("", settings)}) == ["f", "e", "i"]


def test_the_pip_table_counts_for_pip_only() -> None:
    pip = '[tool.uv.pip]\nindex-url = "https://p.example/"\nkeyring-provider = "disabled"\n'
    files = {"pyproject.toml": project(pip)}
    assert urls(files, "uv pip install x") == ["p"]
    assert urls(files, "uv lock") == ["pypi"]
    report = read(files, "uv pip install x").reports[0]
    assert report.silence
    assert report.silence.code == "provider-disabled"


def test_requirements_files_name_indexes_for_pip() -> None:
    files = {
        "r.txt": "-r sub/more.txt\n--index-url https://${WHO}@i.example/simple\nfoo\n",
        "sub/more.txt": "--extra-index-url https://e.example/\n--no-index\n",
        "pyproject.toml": project(""),
    }
    found = read(files, "uv pip install -r r.txt", variables={"WHO": "ann"})
    assert found.reports == ()
    files["sub/more.txt"] = "--extra-index-url https://e.example/\n-f https://f.example/\n"
    found = read(files, "uv pip install -r r.txt", variables={"WHO": "ann"})
    assert [each.index.url for each in found.reports] == [
        "https://f.example/",
        "https://e.example/",
        "https://i.example/simple",
    ]
    assert found.reports[2].index.username == "ann"
    assert found.reports[2].index.origins[0].line == 2


def test_a_script_brings_its_own_settings() -> None:
    script = (
        "#!/usr/bin/env python\n# /// script\n# dependencies = []\n# [tool.uv]\n"
        "# keyring-provider = 'subprocess'\n# [[tool.uv.index]]\n# name = 's'\n"
        f"# url = '{USER}'\n# ///\nprint()\n"
    )
    for command in ("uv run s.py", "uv lock --script s.py"):
        report = only(read({"s.py": script}, command))
        assert report.lookups
        assert (report.index.origins[0].path, report.index.origins[0].line) == (PROJECT / "s.py", 8)


# What can't be read.
@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"pyproject.toml": "[tool.uv\n"}, 1),
        ({"uv.toml": "x = 1\nindex-url = 3\n"}, 1),
        ({"uv.toml": "[sources]\n"}, 1),
        ({"~/.config/uv/uv.toml": "keyring-provider = 'x'\n"}, 1),
    ],
)
def test_what_cannot_be_read_is_a_problem(files: dict[str, str], line: int) -> None:
    (problem,) = read(files).problems
    assert problem.line == line


@pytest.mark.parametrize(
    "table",
    [
        "index-url = 1",
        "extra-index-url = 'x'",
        "extra-index-url = [1]",
        "index-strategy = 'x'",
        "[tool.uv.pip]\nindex = []",
        "[tool.uv.pip]\nkeyring-provider = 'x'",
        "[[tool.uv.index]]\nname = 'x'",
        "[[tool.uv.index]]\nurl = 1",
        "[[tool.uv.index]]\nurl = 'https://x/'\nname = 'ü'",
        "[[tool.uv.index]]\nurl = 'https://x/'\nauthenticate = 'x'",
        "index = [1]",
        "index-url = 'http://[::1/'",
        "extra-index-url = ['https://h:bad/']",
        "[[tool.uv.index]]\nurl = 'https://'",
        "[[tool.uv.index]]\nurl = 'https://h/'\npublish-url = 'https://h:99999/'",
    ],
)
def test_a_setting_that_uv_refuses_turns_all_of_them_off(table: str) -> None:
    found = read({"pyproject.toml": f"[tool.uv]\n{table}\n"})
    assert found.ignored
    assert found.ignored.key
    assert [each.silence.code for each in found.reports if each.silence] == ["settings-ignored"]


def test_a_key_is_refused_by_releases_that_do_not_know_it() -> None:
    files = {
        "pyproject.toml": project(
            index(USER), 'keyring-provider = "subprocess"\nadd-bounds = "lower"'
        )
    }
    assert read(files, version=(0, 7, 8)).ignored
    assert not read(files, version=(0, 7, 9)).ignored


# Locks.
def lock(files: str, specifier: str = "") -> str:
    return (
        f'version = 1\n[[package]]\nname = "custompkg"\nversion = "1"\n'
        f'source = {{ registry = "{URL}" }}\n'
        f'wheels = [{{ url = "{files}/custompkg-1-py3-none-any.whl" }}]\n'
        '[[package]]\nname = "demo"\nversion = "0"\nsource = { virtual = "." }\n'
        f'[package.metadata]\nrequires-dist = [{{ name = "custompkg"{specifier} }}]\n'
    )


NEEDS = project(index(USER)).replace("version = '0'", "version = '0'\ndependencies = ['custompkg']")
INSIDE, OUTSIDE, ELSEWHERE = f"{URL}-files", f"https://{HOST}/blobs", "https://files.example/x"
WHEEL = "/custompkg-1-py3-none-any.whl"


@pytest.mark.parametrize(
    ("at", "version", "expected"),
    [
        (INSIDE, (0, 6, 17), [INSIDE + WHEEL, HOST]),
        (INSIDE, (0, 7, 0), [URL, HOST]),
        (OUTSIDE, (0, 6, 17), [OUTSIDE + WHEEL, HOST]),
        (OUTSIDE, (0, 13, 8), [OUTSIDE + WHEEL, HOST]),
        (ELSEWHERE, (0, 13, 8), []),
    ],
)
def test_a_sync_from_the_lock_asks_about_files(
    at: str, version: Version, expected: list[str]
) -> None:
    for command in ("uv sync --frozen", "uv sync"):
        found = read({"pyproject.toml": NEEDS, "uv.lock": lock(at)}, command, version)
        report = only(found)
        assert [each.service for each in report.lookups] == expected
        assert {each.when for each in report.lookups} <= {"on-refusal"}


def test_a_lock_that_does_not_fit_is_made_anew() -> None:
    files = {"pyproject.toml": NEEDS, "uv.lock": lock(OUTSIDE, ', specifier = ">=2"')}
    report = only(read(files, "uv sync"))
    assert [(each.service, each.about) for each in report.lookups] == [(URL, None), (HOST, None)]


@pytest.mark.parametrize(
    ("registry", "version", "fits"),
    [
        (URL, uv.NEWEST, True),
        (URL.removesuffix("/"), uv.NEWEST, False),
        (URL.removesuffix("/"), (0, 7, 19), True),
        ("https://other.example/simple", uv.NEWEST, False),
    ],
)
def test_a_lock_of_another_index_does_not_fit(registry: str, version: Version, fits: bool) -> None:
    files = {"pyproject.toml": NEEDS, "uv.lock": lock(INSIDE).replace(f'"{URL}"', f'"{registry}"')}
    report = only(read(files, version=version))
    assert (report.silence is not None and report.silence.code == "locked") is fits


@pytest.mark.parametrize(
    ("registry", "fits"), [(f"https://{HOST}/", True), (f"https://{HOST}", False)]
)
@pytest.mark.parametrize("version", [(0, 6, 3), (0, 7, 17), uv.NEWEST])
def test_a_host_alone_is_locked_with_its_slash(
    version: Version, registry: str, *, fits: bool
) -> None:
    locked = lock(INSIDE).replace(f'"{URL}"', f'"{registry}"')
    files = {"pyproject.toml": NEEDS.replace(USER, f"https://ci-bot@{HOST}"), "uv.lock": locked}
    (report,) = read(files, version=version).reports
    assert (report.silence is not None and report.silence.code == "locked") is fits


def test_without_an_index_uv_does_not_look_whose_lock_it_is() -> None:
    pyproject = NEEDS.replace(index(USER), "")
    (report,) = read({"pyproject.toml": pyproject, "uv.lock": lock(INSIDE)}).reports
    assert report.silence
    assert report.silence.code == "locked"


def test_frozen_files_of_a_foreign_index_are_asked_for_by_their_host() -> None:
    text = lock(OUTSIDE).replace(f'"{URL}"', '"https://other.example/simple"')
    report = only(read({"pyproject.toml": NEEDS, "uv.lock": text}, "uv sync --frozen"))
    assert [(each.service, each.about) for each in report.lookups] == [
        (OUTSIDE + WHEEL, "file"),
        (HOST, "file"),
    ]


@pytest.mark.parametrize("command", ["uv lock", "uv export --frozen", "uv tree"])
def test_a_lock_that_fits_needs_no_index(command: str) -> None:
    report = only(read({"pyproject.toml": NEEDS, "uv.lock": lock(INSIDE)}, command))
    assert report.silence
    assert report.silence.code == "locked"


def test_an_upgrade_asks_in_spite_of_the_lock() -> None:
    report = only(read({"pyproject.toml": NEEDS, "uv.lock": lock(INSIDE)}, "uv lock --upgrade"))
    assert [each.service for each in report.lookups] == [URL, HOST]


def test_the_usual_command_shows_index_and_files() -> None:
    environment = world(
        {"pyproject.toml": NEEDS, "uv.lock": lock(OUTSIDE)},
        {"PATH": "/shims"},
        programs={"/shims/keyring": ""},
    )
    first = next(uv.usual(environment))
    found = uv.read(environment, first, Installation("uv", uv.NEWEST, "executable"), "p")
    assert {each.about for each in only(found).lookups} == {None, "file"}


# Uploads.
UPLOAD = "https://upload.example/legacy/"
NAMED = UPLOAD.replace("//", "//ci-bot@")


@pytest.mark.parametrize(
    ("command", "variables", "version", "expected", "code"),
    [
        (f"uv publish --publish-url {NAMED}", {}, (0, 13, 8), ["ci-bot"], None),
        (f"uv publish --publish-url {NAMED}", {}, (0, 4, 16), ["ci-bot"], None),
        (f"uv publish --publish-url {NAMED}", {}, (0, 4, 15), [], None),
        (f"uv publish --publish-url {UPLOAD} -u ann", {}, (0, 13, 8), ["ann"], None),
        (
            f"uv publish --publish-url {UPLOAD}",
            {"UV_PUBLISH_USERNAME": "ann"},
            (0, 13, 8),
            ["ann"],
            None,
        ),
        (f"uv publish --publish-url {UPLOAD}", {}, (0, 13, 8), [], "no-username"),
        (f"uv publish --publish-url {UPLOAD} -t x", {}, (0, 13, 8), [], "settled"),
        (f"uv publish --publish-url {UPLOAD} -u a -p x", {}, (0, 13, 8), [], "settled"),
        (
            f"uv publish --publish-url {UPLOAD}",
            {"UV_PUBLISH_TOKEN": "x"},
            (0, 13, 8),
            [],
            "settled",
        ),
        (
            f"uv publish --publish-url {NAMED.replace('ci-bot', 'al%40x')}",
            {},
            (0, 13, 8),
            ["al%40x", "al@x"],
            None,
        ),
        (
            f"uv publish --publish-url {NAMED.replace('ci-bot', 'al%40x')}",
            {},
            (0, 5, 16),
            ["al@x"],
            None,
        ),
    ],
)
def test_what_an_upload_asks(
    command: str,
    variables: dict[str, str],
    version: Version,
    expected: list[str],
    code: str | None,
) -> None:
    files = {"pyproject.toml": project("")}
    reports = read(files, command, version, variables).reports
    asked = [each for report in reports for each in report.lookups]
    assert list(dict.fromkeys(each.username for each in asked)) == expected
    assert list(dict.fromkeys(each.service for each in asked)) == (
        [UPLOAD, "upload.example"] if expected else []
    )
    assert [each.silence.code for each in reports if each.silence] == ([code] if code else [])


def test_publishing_to_an_index_uses_its_publish_url_and_checks_the_index() -> None:
    more = f'publish-url = "{UPLOAD}"'
    files = {"pyproject.toml": project(index(USER, more=more))}
    upload, check = read(files, "uv publish --index corp -u ann").reports
    assert questions(upload) == [(UPLOAD, "ann"), ("upload.example", "ann")]
    assert (upload.index.role, upload.index.origins[0].line) == ("publish", 8)
    assert questions(check) == [(URL, "ci-bot"), (HOST, "ci-bot")]


def test_an_upload_takes_the_username_of_an_index_on_its_host() -> None:
    more = f'publish-url = "https://{HOST}/upload/"'
    files = {"pyproject.toml": project(index(URL, more=more))}
    variables = {"UV_INDEX_CORP_USERNAME": "ci-bot"}
    check, upload = read(files, "uv publish --index corp", variables=variables).reports
    assert questions(check) == [(URL, "ci-bot"), (HOST, "ci-bot")]
    assert questions(upload) == [(f"https://{HOST}/upload/", "ci-bot"), (HOST, "ci-bot")]
    older = read(files, "uv publish --index corp", (0, 8, 13), variables).reports
    assert [questions(each) for each in older] == [[], []]


@pytest.mark.parametrize(
    ("version", "tables", "asked"),
    [
        ((0, 8, 13), "", URL),
        (uv.NEWEST, "", f"{URL}custompkg/"),
        (uv.NEWEST, index("https://other.example/simple", "other", "") + index(URL), URL),
    ],
)
def test_a_check_url_belongs_to_an_index_that_is_configured(
    version: Version, tables: str, asked: str
) -> None:
    command = f"uv publish --publish-url {UPLOAD} -u ann --check-url {USER}"
    _, check = read({"pyproject.toml": project(tables)}, command, version).reports
    assert questions(check) == [(asked, "ci-bot"), (HOST, "ci-bot")]


@pytest.mark.parametrize(
    ("files", "command", "variables"),
    [
        ({}, "uv lock --offline", {}),
        ({}, "uv lock", {"UV_OFFLINE": "1"}),
        ({"uv.toml": "offline = true"}, "uv lock", {}),
        ({}, "uv publish --offline", {}),
    ],
)
def test_offline_nothing_is_asked(
    files: dict[str, str], command: str, variables: dict[str, str]
) -> None:
    found = read({"pyproject.toml": project(index(USER)), **files}, command, variables=variables)
    assert not found.reports


@pytest.mark.parametrize(
    ("variable", "before", "since"),
    [("UV_PROJECT", (0, 6, 10), (0, 6, 11)), ("UV_WORKING_DIRECTORY", (0, 9, 0), (0, 9, 1))],
)
def test_a_variable_names_the_folder(variable: str, before: Version, since: Version) -> None:
    files = {"sub/pyproject.toml": project(index(USER))}
    for version, urls in ((before, {"https://pypi.org/simple"}), (since, {URL})):
        found = read(files, version=version, variables={variable: "sub"})
        assert {each.index.url for each in found.reports} == urls


@pytest.mark.parametrize(("version", "count"), [((0, 12, 19), 0), ((0, 12, 20), 1)])
def test_an_empty_folder_ended_the_search_for_the_file_of_the_system(
    version: Version, count: int
) -> None:
    files = {"/two/uv/uv.toml": f'keyring-provider = "subprocess"\n[[index]]\nurl = "{USER}"\n'}
    found = read(files, version=version, variables={"XDG_CONFIG_DIRS": ":/two"})
    assert len([each for each in found.reports if each.lookups]) == count


@pytest.mark.parametrize(
    ("name", "version", "is_found"),
    [
        ("none", (0, 4, 20), False),
        ("none", (0, 4, 21), True),
        ("~/.netrc", (0, 4, 25), True),
        ("~/mine", (0, 4, 25), False),
        ("~/mine", (0, 4, 26), True),
    ],
)
def test_the_netrc_of_the_variable(name: str, version: Version, is_found: bool) -> None:
    text = f"machine {HOST} login ci-bot password pw"
    command = f"uv pip install x --keyring-provider subprocess -i {USER}"
    files = {name if name[0] == "~" else "~/.netrc": text}
    report = only(read(files, command, version, {"NETRC": name}))
    assert bool(report.settled_by) is is_found


def test_of_two_logins_for_a_host_the_last_counts() -> None:
    text = f"machine {HOST} login ann password a\nmachine {HOST} login ci-bot password pw"
    report = only(read({"pyproject.toml": project(index(USER)), "~/.netrc": text}))
    assert report.settled_by
    assert report.settled_by.origin.line == 2


@pytest.mark.parametrize(("version", "count"), [((0, 5, 7), 1), ((0, 5, 8), 0)])
def test_a_scheme_in_capitals_is_a_path(version: Version, count: int) -> None:
    command = f"uv pip install x --keyring-provider subprocess -i {USER.replace('https', 'HTTPS')}"
    assert len(read({}, command, version).reports) == count


@pytest.mark.parametrize(("version", "asked"), [((0, 5, 20), False), ((0, 5, 21), True)])
def test_the_login_of_an_index_that_is_hidden_counts(version: Version, asked: bool) -> None:
    files = {"pyproject.toml": project(index(USER))}
    report = only(read(files, f"uv lock --default-index {URL}", version))
    assert bool(report.lookups) is asked


@pytest.mark.parametrize(
    ("version", "url"), [((0, 7, 16), URL), ((0, 7, 17), URL[:-1]), ((0, 7, 20), URL)]
)
def test_the_slash_of_an_index_in_requirements(version: Version, url: str) -> None:
    command = "uv pip install -r r.txt --keyring-provider subprocess"
    report = only(read({"r.txt": f"-i {USER}\nx\n"}, command, version))
    assert report.lookups[0].service == url


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (f"{URL}?a=b#c", f"{URL}custompkg/?a=b#c"),
        (f"{URL}/", f"{URL}/custompkg/"),
        ("http://[::1]:80/simple", "http://[::1]/simple/custompkg/"),
    ],
)
def test_the_page_of_a_package(url: str, page: str) -> None:
    tables = index(url.replace("//", "//ci-bot@", 1))
    report = only(read({"pyproject.toml": project(tables)}, version=(0, 6, 17)), url)
    assert report.lookups[0].service == page


@pytest.mark.parametrize(("version", "host"), [((0, 2, 9), "[::1]"), ((0, 2, 10), "[::1]:8080")])
def test_an_address_keeps_its_brackets(version: Version, host: str) -> None:
    command = "uv pip install x --keyring-provider subprocess -i http://u@[::1]:8080/s"
    (report,) = read({}, command, version).reports
    assert report.lookups[1].service == host


def test_the_usual_commands_are_install_and_publish() -> None:
    def words(environment: Environment) -> list[tuple[str, ...]]:
        return [each.words for each in uv.usual(environment)]

    assert words(world({"pyproject.toml": ""})) == [("sync",), ("publish",)]
    assert words(replace(world(), folder=Path("/x"))) == [("pip", "install"), ("publish",)]


# What random worlds of tests/oracle/fuzzing found.
PYPROJECT = "pyproject.toml"
TWO_DEFAULTS = index(USER) + index("https://b.example/", "b")
SAME_NAME = index(USER, more="") + index("https://b.example/", more="")
TWO_LINES = f"-i {USER}\n-i https://b.example/\n"
PUBLISH = "uv publish --publish-url https://{}@upload.example/legacy/"


@pytest.mark.parametrize(
    ("files", "command", "version", "stops"),
    [
        ({}, "uv lock --config-file none.toml", uv.NEWEST, True),
        ({"a.toml": ""}, "uv lock --config-file a.toml", uv.NEWEST, False),
        ({"uv.toml": "index-url = 3"}, "uv lock", uv.NEWEST, True),
        ({PYPROJECT: project(TWO_DEFAULTS)}, "uv lock", (0, 9, 30), False),
        ({PYPROJECT: project(TWO_DEFAULTS)}, "uv lock", (0, 10, 0), True),
        ({PYPROJECT: project(TWO_DEFAULTS)}, "uv pip compile r.in", (0, 10, 0), False),
        ({PYPROJECT: project(SAME_NAME)}, "uv lock", (0, 6, 3), False),
        ({PYPROJECT: project(SAME_NAME)}, "uv lock", (0, 6, 4), True),
        ({"r.in": TWO_LINES}, "uv pip compile r.in", uv.NEWEST, True),
        ({"r.in": "-r s.in\n-i https://b.example/", "s.in": f"-i {USER}"},
         "uv pip compile r.in", uv.NEWEST, False),
        ({}, PUBLISH.format("ci-bot") + " -u ann", (0, 5, 16), False),
        ({}, PUBLISH.format("ci-bot") + " -u ann", (0, 5, 17), True),
        ({}, PUBLISH.format("ci-bot") + " -u ci-bot", uv.NEWEST, False),
        ({}, PUBLISH.format("ci-bot") + " -t tok", uv.NEWEST, True),
        ({}, PUBLISH.format("ci-bot:a") + " -p b", uv.NEWEST, True),
        ({}, PUBLISH.format("ci-bot:a") + " -p a", uv.NEWEST, False),
        ({}, f"uv publish --publish-url {UPLOAD} -p a", uv.NEWEST, True),
        ({}, PUBLISH.format("ci-bot") + " -p a", uv.NEWEST, False),
        ({PYPROJECT: project(index(USER))}, "uv publish --index corp -u ann", uv.NEWEST, True),
        ({PYPROJECT: project(index(USER))}, "uv publish --index other -u ann", uv.NEWEST, True),
        ({PYPROJECT: project(index(USER, more=f"publish-url = '{UPLOAD}'"))},
         "uv publish --index corp -u ann", uv.NEWEST, False),
        ({"uv.toml": "no-index = true"}, "uv pip compile r.in", (0, 2, 5), True),
        ({"uv.toml": "no-index = true"}, "uv pip compile r.in", (0, 2, 6), False),
        ({"uv.toml": f"[pip]\nindex-url = '{URL}'"}, "uv pip compile r.in", (0, 1, 33), False),
        ({"uv.toml": f"[pip]\nindex-url = '{URL}'"}, "uv pip compile r.in", (0, 1, 39), True),
        ({"uv.toml": f"[pip]\nindex-url = '{URL}'"}, "uv pip compile r.in", (0, 1, 40), False),
    ],
)  # fmt: skip
def test_where_uv_stops(files: dict[str, str], command: str, version: Version, stops: bool) -> None:
    asking = {"UV_KEYRING_PROVIDER": "subprocess"}
    found = read({"r.in": ""} | files, command, version, asking)
    reasons = {each.silence.reason[:9] for each in found.reports if each.silence}
    assert ("uv stops:" in reasons) is stops
    assert not stops or not any(each.lookups or each.settled_by for each in found.reports)


@pytest.mark.parametrize(
    ("version", "asks"), [((0, 2, 11), True), ((0, 2, 12), False), ((0, 2, 16), True)]
)
def test_a_pyproject_without_a_project_was_not_read(version: Version, asks: bool) -> None:
    table = f'[tool.uv.pip]\nkeyring-provider = "subprocess"\nindex-url = "{USER}"\n'
    for text, counts in ((table, asks), (f"[project]\nname = 'x'\n{table}", True)):
        found = read({PYPROJECT: text, "r.in": ""}, "uv pip compile r.in", version)
        assert any(each.lookups for each in found.reports) is counts


@pytest.mark.parametrize(("version", "asks"), [((0, 2, 11), False), ((0, 2, 12), True)])
def test_settings_stood_in_the_table_of_pip_first(version: Version, asks: bool) -> None:
    text = f'keyring-provider = "subprocess"\nextra-index-url = ["{USER}"]\n'
    found = read({"uv.toml": text, "r.in": ""}, "uv pip compile r.in", version)
    assert any(each.lookups for each in found.reports) is asks


@pytest.mark.parametrize(("version", "count"), [((0, 5, 8), 1), ((0, 5, 9), 0)])
def test_the_variable_for_offline_came_later(version: Version, count: int) -> None:
    files = {PYPROJECT: project(index(USER))}
    assert len(read(files, version=version, variables={"UV_OFFLINE": "1"}).reports) == count


def test_a_scheme_in_capitals_is_a_url_in_a_requirements_file() -> None:
    text = f"-i {USER.replace('https', 'HTTPS')}"
    command = "uv pip compile r.in --keyring-provider subprocess"
    (report,) = read({"r.in": text}, command).reports
    assert questions(report) == [(URL, "ci-bot"), (HOST, "ci-bot")]


@pytest.mark.parametrize(
    ("url", "version", "service"),
    [
        (f"https://ci-bot@{HOST}/", (0, 7, 19), f"https://{HOST}/"),
        (f"https://ci-bot@{HOST}//", uv.NEWEST, f"https://{HOST}/custompkg/"),
        (f"https://ci-bot@{HOST}/b//", uv.NEWEST, f"https://{HOST}/b//"),
    ],
)
def test_slashes_at_the_end_of_a_url(url: str, version: Version, service: str) -> None:
    found = read({PYPROJECT: project(index(url))}, version=version)
    assert found.reports[0].lookups[0].service == service


def test_a_file_beside_an_index_with_two_slashes_is_not_below_it() -> None:
    slashes = lock(INSIDE).replace(f'"{URL}"', f'"{URL}/"')
    files = {PYPROJECT: NEEDS.replace(USER, f"{USER}/"), "uv.lock": slashes}
    (report, *_) = read(files, "uv sync --frozen").reports
    assert [each.service for each in report.lookups] == [INSIDE + WHEEL, HOST]


@pytest.mark.parametrize(
    ("tables", "command", "variables"),
    [
        (index(USER), "uv sync --frozen --no-config", {}),
        ("", "uv sync --frozen --default-index https://b.example/", {"UV_INDEX_URL": USER}),
    ],
)
def test_locked_files_are_asked_for_with_the_login_of_an_index_that_is_not_read(
    tables: str, command: str, variables: dict[str, str]
) -> None:
    files = {PYPROJECT: project(tables), "uv.lock": lock(OUTSIDE)}
    found = read(files, command, variables={"UV_KEYRING_PROVIDER": "subprocess"} | variables)
    assert questions(only(found)) == [(OUTSIDE + WHEEL, "ci-bot"), (HOST, "ci-bot")]


def test_a_lock_does_not_spare_links() -> None:
    links = f"https://ci-bot@{HOST}/links/"
    files = {PYPROJECT: NEEDS, "uv.lock": lock(INSIDE)}
    report = read(files, f"uv sync --frozen --find-links {links}").reports[0]
    assert [each.service for each in report.lookups] == [f"https://{HOST}/links/", HOST]
    assert not report.goes_on


@pytest.mark.parametrize(
    ("version", "service"),
    [
        ((0, 5, 16), "https://ci-bot@upload.example/legacy/"),
        ((0, 5, 17), "https://upload.example/legacy/"),
    ],
)
def test_a_publish_url_kept_its_username_in_the_service(version: Version, service: str) -> None:
    (report,) = read(
        {}, PUBLISH.format("ci-bot") + " -u ci-bot --keyring-provider subprocess", version
    ).reports
    assert report.lookups[0].service == service


@pytest.mark.parametrize(("version", "asks"), [((0, 5, 16), True), ((0, 5, 17), False)])
def test_a_username_in_a_publish_url_came_before_a_token(version: Version, asks: bool) -> None:
    token = " -t tok --keyring-provider subprocess"
    (report,) = read({}, PUBLISH.format("ci-bot") + token, version).reports
    assert bool(report.lookups) is asks


@pytest.mark.parametrize(("check", "asks"), [("", False), (f" --check-url {URL}", True)])
def test_an_upload_knows_the_logins_of_indexes_after_a_check_only(check: str, asks: bool) -> None:
    command = f"uv publish --publish-url https://{HOST}/upload/{check}"
    upload = read({PYPROJECT: project(index(USER))}, command).reports[-1]
    assert bool(upload.lookups) is asks


def test_publishing_knows_no_index_of_a_variable() -> None:
    command = f"uv publish --publish-url {UPLOAD} --check-url {USER} --keyring-provider subprocess"
    check = read({}, command, variables={"UV_INDEX": f"https://{HOST}/team/"}).reports[0]
    assert check.lookups[0].service == PAGE


@pytest.mark.parametrize(
    ("version", "needs", "given", "hosts"),
    [
        (uv.NEWEST, "", "b=https://bob@b.example/simple", ["b.example"]),
        ((0, 6, 6), "", "b=https://bob@b.example/simple", ["b.example"]),
        ((0, 6, 5), "", "b=https://bob@b.example/simple", ["a.example", "b.example"]),
        ((0, 5, 23), "", "b=https://bob@b.example/simple", ["b.example"]),
        (uv.NEWEST, "'foo'", "b=https://bob@b.example/simple", ["a.example", "b.example"]),
        (uv.NEWEST, "", "https://bob@b.example/simple", ["a.example", "b.example"]),
    ],
)
def test_what_is_added_comes_from_the_only_index_that_is_given_by_name(
    version: Version, needs: str, given: str, hosts: list[str]
) -> None:
    files = {"pyproject.toml": f"[project]\nname = 'x'\nversion = '0'\ndependencies = [{needs}]\n"}
    command = "uv add bar --keyring-provider subprocess --extra-index-url https://ann@a.example/s"
    found = read(files, command, version, {"UV_DEFAULT_INDEX": given})
    assert [urlsplit(each.index.url).hostname for each in found.reports] == hosts
