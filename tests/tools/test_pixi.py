"""What pixi asks, by release, manifest and setting; and why it asks nothing."""

import json
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.model import (
    Command,
    Configuration,
    Installation,
    Origin,
    Problem,
    Report,
    Role,
    Version,
    Via,
    When,
)
from keydex.survey import basis, survey
from keydex.tools import TOOLS, pixi
from keydex.tools.pixi import releases
from keydex.tools.pixi.arguments import SOLVES
from keydex.versions import find
from tests.memory import HOME, PROJECT, world

NEWEST = pixi.NEWEST
MINE = "https://bob@pkgs.example/simple"
URL = "https://pkgs.example/simple"
PAGE = f"{URL}/PACKAGE/"
HOST = "pkgs.example"
PYPI = "https://pypi.org/simple"
WORKSPACE = "[workspace]\nname = 'x'\n"
FOO = "[pypi-dependencies]\nfoo = '*'\n"
ON = {"~/.pixi/config.toml": "[pypi-config]\nkeyring-provider = 'subprocess'\n"}
FLAG = "--pypi-keyring-provider subprocess"


def manifest(url: str = MINE, more: str = "") -> dict[str, str]:
    options = f"[pypi-options]\nindex-url = '{url}'\n"
    return {"pixi.toml": f"{WORKSPACE}{options}{FOO}{more}", **ON}


def read(  # noqa: PLR0913 - what a world of pixi is made of.
    files: dict[str, str],
    variables: dict[str, str] | None = None,
    *,
    words: str = "install",
    version: Version = NEWEST,
    folder: str = ".",
    platform: str = "linux",
    given: bool = True,
) -> Configuration:
    known = {"PATH": "/shims", "HOME": str(HOME), **(variables or {})}
    name = "keyring.exe" if platform == "win32" else "keyring"
    environment = world(
        files, known, programs={f"/shims/{name}": ""}, folder=folder, platform=platform
    )
    return told(environment, words, version, given=given)


def told(
    environment: Environment, words: str, version: Version = NEWEST, *, given: bool = True
) -> Configuration:
    installation = Installation("pixi", version, "executable")
    command = Command("pixi", tuple(words.split()), given=given)
    return pixi.read(environment, command, installation, "PACKAGE")


def only(found: Configuration) -> Report:
    (report,) = found.reports
    return report


def asked(report: Report) -> list[tuple[str, str | None]]:
    return [(each.service, each.username) for each in report.lookups]


def code(report: Report) -> str | None:
    return report.silence.code if report.silence else None


def urls(found: Configuration) -> list[str]:
    return [each.index.url for each in found.reports]


@pytest.mark.parametrize(
    ("url", "version", "expected"),
    [
        (MINE, (0, 20, 1), "unsupported-version"),
        (MINE, (0, 21, 0), [PAGE, HOST]),
        (MINE, (0, 47, 0), [PAGE, HOST]),
        (MINE, (0, 48, 0), [URL, HOST]),
        (f"{MINE}/", (0, 48, 0), [f"{URL}/", HOST]),
        (f"{MINE}/", (0, 49, 0), [f"{URL}/", HOST]),
        (MINE, NEWEST, [URL, HOST]),
        ("https://bob@pkgs.example:8443/simple", (0, 27, 1), [":8443/simple/PACKAGE/", ":8443"]),
        ("http://bob@pkgs.example/s", (0, 68, 1), ["http://pkgs.example/s", HOST]),
        (
            "http://bob@pkgs.example/s",
            (0, 69, 0),
            ["http://pkgs.example/s", HOST, "http://pkgs.example"],
        ),
        ("https://pkgs.example/simple", NEWEST, "no-username"),
        ("https://bob:pw@pkgs.example/simple", NEWEST, "settled"),
    ],
)
def test_questions_by_release(url: str, version: Version, expected: object) -> None:
    report = only(read(manifest(url), version=version))
    if not isinstance(expected, list):
        assert code(report) == expected
        return
    assert [who for _, who in asked(report)] == ["bob"] * len(expected)
    assert [each.endswith(end) for (each, _), end in zip(asked(report), expected, strict=True)]
    assert {each.when for each in report.lookups} == {When.BEFORE}
    assert (report.index.tool, report.index.username_from) == ("pixi", "url")


def test_every_release_is_told_by_the_uv_that_it_is_built_with() -> None:
    assert [releases.uv(each) for each in ((0, 20, 1), (0, 23, 0), (0, 59, 0), (1, 0))] == [
        (0, 1, 38),
        (0, 1, 38),
        (0, 8, 5),
        (0, 11, 15),
    ]


def test_the_rules_of_every_uv_that_a_pixi_is_built_with_were_watched() -> None:
    used = [each for since, each in releases.UVS if since >= (0, 20, 1)]
    assert {basis(TOOLS["uv"], each) for each in used} == {"recorded"}


def test_nothing_of_pixi_was_watched() -> None:
    assert {basis(TOOLS["pixi"], each) for each in (*pixi.BREAKPOINTS, NEWEST)} == {"assumed"}


def test_the_pixi_of_pypi_is_another_program() -> None:
    command = Command("pixi", ("install",), ("pixi",))
    for text, source in (("pixi 0.50.2\n", "executable"), ("pixi, version 1.0.1\n", "assumed")):
        environment = world({}, {"PATH": "/t"}, programs={"/t/pixi": text})
        assert find(environment, command, NEWEST).source == source


@pytest.mark.parametrize(
    ("words", "variables", "files", "expected"),
    [
        ("install", {}, {}, Via.SUBPROCESS),
        ("install --pypi-keyring-provider disabled", {}, {}, Via.NONE),
        ("install", {"PIXI_HOME": "/elsewhere"}, {}, Via.NONE),
        ("install", {"PIXI_HOME": str(HOME / ".pixi")}, {}, Via.SUBPROCESS),
        ("install", {"UV_KEYRING_PROVIDER": "subprocess", "PIXI_HOME": "/x"}, {}, Via.NONE),
        ("install --no-config", {}, {}, Via.NONE),
        ("install", {"PIXI_NO_CONFIG": "true"}, {}, Via.NONE),
        (f"install --no-config {FLAG}", {}, {}, Via.SUBPROCESS),
        ("install --config-file off.toml", {}, {}, Via.NONE),
        ("install", {"PIXI_CONFIG_FILE": "off.toml"}, {}, Via.NONE),
        ("install", {}, {".pixi/config.toml": "pypi-config.keyring-provider='disabled'"}, Via.NONE),
        (
            "install",
            {"XDG_CONFIG_HOME": "/conf", "PIXI_HOME": "/x"},
            {"/conf/pixi/config.toml": ON["~/.pixi/config.toml"]},
            Via.SUBPROCESS,
        ),
        (
            "install",
            {"PIXI_HOME": "/x"},
            {"/etc/pixi/config.toml": ON["~/.pixi/config.toml"]},
            Via.SUBPROCESS,
        ),
    ],
)
def test_what_chooses_the_keyring(
    words: str, variables: dict[str, str], files: dict[str, str], expected: Via
) -> None:
    found = read({**manifest(), **files}, variables, words=words)
    assert found.access.via is expected
    assert code(only(found)) == (None if expected is Via.SUBPROCESS else "provider-disabled")


@pytest.mark.parametrize(
    ("platform", "file"),
    [
        ("darwin", "~/Library/Application Support/pixi/config.toml"),
        ("win32", "~/AppData/Roaming/pixi/config.toml"),
    ],
)
def test_where_other_systems_have_their_settings(platform: str, file: str) -> None:
    found = read(
        {**manifest(), "~/.pixi/config.toml": "", file: ON["~/.pixi/config.toml"]},
        platform=platform,
    )
    assert found.access.origin
    assert str(found.access.origin.path).endswith(file.removeprefix("~/"))


def test_old_releases_always_search_for_their_settings() -> None:
    found = read(manifest(), words="install --no-config", version=(0, 69, 0))
    assert found.access.via is Via.SUBPROCESS


def test_a_setting_says_where_it_stands() -> None:
    origin = Origin(HOME / ".pixi/config.toml", 2, "pypi-config.keyring-provider")
    found = read(manifest())
    assert (found.access.origin, found.access.provider) == (origin, "subprocess")
    off = read({**manifest(), "~/.pixi/config.toml": ""})
    assert only(off).silence is not None
    assert off.access.reason == "keyring-provider is not set"
    by_flag = read(manifest(), words=f"install {FLAG}").access
    assert (by_flag.origin, by_flag.reason) == (Origin(flag=FLAG.split(maxsplit=1)[0]), FLAG)


def test_without_a_keyring_command_it_asks_nothing() -> None:
    report = only(told(world(manifest(), {"HOME": str(HOME)}), "install"))
    assert report.silence and report.silence.code == "no-keyring"
    assert report.silence.fix == "pixi global install keyring"


def test_settings_that_pixi_does_not_take_are_a_problem_and_left_out() -> None:
    for text, line in (("a = [", 1), ("\n[pypi-config]\nkeyring-provider = 'import'\n", 3)):
        found = read({**manifest(), "~/.pixi/config.toml": text})
        assert [(each.path, each.line) for each in found.problems] == [
            (HOME / ".pixi/config.toml", line)
        ]
        assert found.access.via is Via.NONE


@pytest.mark.parametrize(
    ("words", "count"),
    [
        *((each, 1) for each in sorted(SOLVES)),
        *((each, 1) for each in ("i", "a --pypi x", "r", "run -e test pytest --help", "ls", "t")),
        ("-v --color never install", 1),
        ("install --help", 0),
        ("--version", 0),
        ("", 0),
        ("search foo", 0),
        ("import environment.yml", 0),
        ("project platform rm linux-64", 1),
        ("workspace", 0),
        ("global install foo", 0),
        ("upload x", 0),
        ("install -w other", 0),
        ("lock --script a.py", 0),
        ("run --script a.py", 0),
        ("install --offline", 0),
        ("install --offline=false", 1),
    ],
)
def test_commands_that_look_for_packages(words: str, count: int) -> None:
    assert len(read(manifest(), words=words).reports) == count


def test_offline_nothing_is_asked_since_pixi_knows_the_word() -> None:
    offline = {**manifest(), ".pixi/config.toml": "offline = true"}
    assert [len(read(offline, version=each).reports) for each in ((0, 73, 0), NEWEST)] == [1, 0]
    assert read(manifest(), {"PIXI_OFFLINE": "yes"}).reports == ()


PYPROJECT = "[project]\nname = 'x'\ndependencies = ['foo']\n[tool.pixi.project]\n"
OPTIONS = f"[tool.pixi.pypi-options]\nindex-url = '{MINE}'\n"


@pytest.mark.parametrize(
    ("files", "expected", "origin"),
    [
        ({"pyproject.toml": PYPROJECT + OPTIONS}, PROJECT, ("pyproject.toml", 6)),
        ({"pixi.toml": manifest()["pixi.toml"], "pyproject.toml": ""}, PROJECT, ("pixi.toml", 4)),
        ({"mojoproject.toml": manifest()["pixi.toml"]}, PROJECT, ("mojoproject.toml", 4)),
        (
            {"a/b/pixi.toml": "[package]\n", "pixi.toml": manifest()["pixi.toml"]},
            PROJECT,
            ("pixi.toml", 4),
        ),
        (
            {"a/b/pyproject.toml": "[project]\n", "a/pixi.toml": manifest()["pixi.toml"]},
            PROJECT / "a",
            ("a/pixi.toml", 4),
        ),
    ],
)
def test_the_project_is_where_the_manifest_of_the_workspace_is(
    files: dict[str, str], expected: Path, origin: tuple[str, int]
) -> None:
    found = read(files, folder="a/b")
    assert found.project == expected
    (place,) = only(found).index.origins
    assert (place.path, place.line) == (PROJECT / origin[0], origin[1])


def test_a_pyproject_hides_a_mojoproject_and_both_are_new_since_0_48_2() -> None:
    mojo = manifest()["pixi.toml"]
    assert not read({"mojoproject.toml": mojo, "pyproject.toml": ""}).reports
    assert not read({"mojoproject.toml": mojo}, version=(0, 48, 1)).reports


@pytest.mark.parametrize(
    ("words", "variables", "version", "expected"),
    [
        ("install", {}, NEWEST, "local"),
        ("install --manifest-path other", {}, NEWEST, "other"),
        ("-m other/pixi.toml install", {}, NEWEST, "other"),
        ("install", {"PIXI_PROJECT_MANIFEST": "/world/proj/other/pixi.toml"}, NEWEST, "local"),
        (
            "install",
            {"PIXI_PROJECT_MANIFEST": "/world/proj/other/pixi.toml", "PIXI_IN_SHELL": "1"},
            (0, 39, 0),
            "local",
        ),
        (
            "install",
            {"PIXI_PROJECT_MANIFEST": "/world/proj/other/pixi.toml", "PIXI_IN_SHELL": "1"},
            (0, 38, 1),
            "other",
        ),
    ],
)
def test_what_chooses_the_manifest(
    words: str, variables: dict[str, str], version: Version, expected: str
) -> None:
    files = {f"{each}/pixi.toml": manifest()["pixi.toml"] for each in ("local", "other")}
    inside = {"local/other/pixi.toml": files["other/pixi.toml"]}
    found = read({**files, **inside}, variables, words=words, version=version, folder="local")
    assert found.project.name == expected


def test_a_workspace_may_be_chosen_by_its_name() -> None:
    registry = f"[named-workspaces]\nmine = '{PROJECT}/a/pixi.toml'\n"
    files = {"a/pixi.toml": manifest()["pixi.toml"], "~/.pixi/workspaces.toml": registry}
    assert read(files, words="install -w mine").project == PROJECT / "a"
    (problem,) = read(files, words="install -w other").problems
    assert problem == Problem(HOME / ".pixi/workspaces.toml", "it has no workspace other")
    assert read(files, words="install -w mine", version=(0, 65, 0)).project == PROJECT


def test_in_a_pixi_shell_its_manifest_counts_where_there_is_no_other() -> None:
    shell = {"PIXI_PROJECT_MANIFEST": str(PROJECT / "a/pixi.toml")}
    found = read({"a/pixi.toml": manifest()["pixi.toml"]}, shell)
    assert found.project == PROJECT / "a"


@pytest.mark.parametrize("chosen", ["a", "a/pixi.toml"])
def test_a_chosen_manifest_of_a_package_leads_to_that_of_its_workspace(chosen: str) -> None:
    files = {**manifest(), "a/pixi.toml": "[package]\n"}
    assert read(files, words=f"install -m {chosen}").project == PROJECT


@pytest.mark.parametrize("words", ["install -m none.toml", "install"])
def test_a_manifest_that_can_not_be_read_is_a_problem(words: str) -> None:
    found = read({"pixi.toml": "a = ["}, words=words)
    assert [each.path.suffix for each in found.problems] == [".toml"]
    assert found.reports == ()


FEATURES = """
[workspace.pypi-options]
index-url = "https://w.example/s"
extra-index-urls = ["https://we.example/s"]
[pypi-options]
extra-index-urls = ["https://de.example/s", "./local"]
[feature.a.pypi-options]
index-url = "https://a.example/s"
index-strategy = "unsafe-best-match"
extra-index-urls = ["https://ae.example/s"]
find-links = [{ url = "https://links.example/" }, { path = "./wheels" }, 3]
[feature.b.target.linux-64.pypi-dependencies]
foo = "*"
[feature.c.pypi-dependencies]
foo = { version = "*", index = "https://own.example/s" }
"""
W, WE, DE = (f"https://{each}.example/s" for each in ("w", "we", "de"))
A, AE, LINKS, OWN = (
    "https://a.example/s",
    "https://ae.example/s",
    "https://links.example/",
    "https://own.example/s",
)


@pytest.mark.parametrize(
    ("environments", "expected"),
    [
        ("", []),
        ("default = ['b']", [WE, DE, W]),
        ("test = ['b']", [WE, DE, W]),
        ("test = ['b', 'a']", [LINKS, WE, AE, DE, A]),
        ("test = { features = ['a', 'b'], no-default-feature = true }", [LINKS, WE, AE, A]),
        ("test = ['a']", []),
        ("test = ['c']", [OWN, WE, DE, W]),
        ("x = ['b']\ny = ['a', 'b']", [WE, DE, W, LINKS, AE, A]),
        (
            "x = { features = ['b'], solve-group = 'g' }\n"
            "y = { features = ['a'], solve-group = 'g' }",
            [LINKS, WE, DE, AE, A],
        ),
        (
            "x = { pypi-dependencies = { foo = '*' }, no-default-feature = true, "
            "pypi-options = { extra-index-urls = ['https://x.example/s'] } }",
            [WE, "https://x.example/s", W],
        ),
    ],
)
def test_the_indexes_of_the_features_of_each_environment(
    environments: str, expected: list[str]
) -> None:
    text = f"[workspace]\nname = 'x'\n[environments]\n{environments}\n{FEATURES}"
    assert urls(read({"pixi.toml": text})) == expected


@pytest.mark.parametrize(
    ("version", "environment", "expected"),
    [
        ((0, 68, 1), "default = []", [DE, PYPI]),
        ((0, 69, 0), "default = []", [WE, DE, W]),
        ((0, 68, 1), "default = ['b']", [WE, DE, W]),
    ],
)
def test_before_0_69_the_workspace_speaks_for_features_without_options(
    version: Version, environment: str, expected: list[str]
) -> None:
    text = f"[workspace]\nname = 'x'\n{FOO}[environments]\n{environment}\n{FEATURES}"
    assert urls(read({"pixi.toml": text}, version=version)) == expected


def test_roles_and_places() -> None:
    text = f"{WORKSPACE}[environments]\ndefault = ['a', 'c']\n{FEATURES}"
    found = read({"pixi.toml": text}).reports
    assert [(each.index.role, each.index.origins[0].key) for each in found] == [
        (Role.FIND_LINKS, "feature.a.pypi-options.find-links[0].url"),
        (Role.EXPLICIT, "feature.c.pypi-dependencies.foo.index"),
        (Role.EXTRA, "workspace.pypi-options.extra-index-urls[0]"),
        (Role.EXTRA, "feature.a.pypi-options.extra-index-urls[0]"),
        (Role.EXTRA, "pypi-options.extra-index-urls[0]"),
        (Role.DEFAULT, "feature.a.pypi-options.index-url"),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", [PYPI]),
        ("extra-index-urls = ['https://e.example/s']", ["https://e.example/s", PYPI]),
        ("find-links = [{ url = 'https://l.example/' }]", ["https://l.example/"]),
        ("find-links = [{ path = '.' }]", []),
        ("index-url = 3\nextra-index-urls = 'x'", [PYPI]),
        ("extra-index-urls = [3]", [PYPI]),
    ],
)
def test_pypi_is_asked_unless_another_takes_its_place(options: str, expected: list[str]) -> None:
    found = read({"pixi.toml": f"{WORKSPACE}{FOO}[pypi-options]\n{options}\n"})
    assert urls(found) == expected


@pytest.mark.parametrize(
    ("project", "environments", "is_asked"),
    [
        ("dependencies = ['foo']", "", True),
        ("", "", False),
        ("optional-dependencies.test = ['foo']", "", False),
        ("optional-dependencies.test = ['foo']", "x = ['test']", True),
        ("dependencies = []\n[dependency-groups]\ntest = ['foo']", "x = ['test']", True),
        ("", "x = { pypi-options = {} }", False),
    ],
)
def test_a_project_brings_packages(project: str, environments: str, *, is_asked: bool) -> None:
    pixi_part = f"[tool.pixi.project]\n{OPTIONS}[tool.pixi.environments]\n{environments}\n"
    found = read({"pyproject.toml": f"[project]\nname = 'x'\n{project}\n{pixi_part}"})
    assert bool(found.reports) == is_asked


def test_before_0_27_find_links_leave_pypi_where_it_is() -> None:
    text = f"{WORKSPACE}{FOO}[pypi-options]\nfind-links = [{{ path = '.' }}]\n"
    found = [read({"pixi.toml": text}, version=each) for each in ((0, 26, 1), (0, 27, 0))]
    assert [urls(each) for each in found] == [[PYPI], []]


def test_without_packages_only_the_usual_command_tells_the_indexes() -> None:
    files = {"pixi.toml": f"{WORKSPACE}[pypi-options]\nindex-url = '{MINE}'\n"}
    assert read(files).reports == ()
    assert urls(read(files, given=False)) == [URL]
    assert urls(read(files, words="add --pypi foo")) == [URL]
    assert urls(read(files, words="add --pypi foo --feature none")) == []
    added = read(files, words="add --pypi foo --index https://eve@own.example/s").reports
    assert [each.index.origins[0].flag for each in added] == [None, "--index"]


def test_an_index_of_one_package_is_asked_about_page_by_page() -> None:
    text = f"{WORKSPACE}[pypi-dependencies]\nfoo = {{ version = '*', index = '{MINE}' }}\n"
    first, second = read({"pixi.toml": text, **ON}).reports
    assert asked(first) == [(PAGE, "bob"), (HOST, "bob")]
    assert second.index.url == PYPI
    assert urls(read({"pixi.toml": text}, version=(0, 37, 0))) == [PYPI]


def test_a_login_of_another_index_of_the_host_serves_since_0_60() -> None:
    extra = "[feature.a.pypi-options]\nextra-index-urls = ['https://pkgs.example/more']\n"
    files = manifest(more=f"{extra}[environments]\ndefault = ['a']\n")
    by_release = [read(files, version=each).reports[0] for each in ((0, 59, 0), (0, 60, 0))]
    assert [asked(each)[:1] for each in by_release] == [[], [("https://pkgs.example/more", "bob")]]


def auth(**hosts: object) -> str:
    return json.dumps(
        {name.replace("__", "*.").replace("_", "."): each for name, each in hosts.items()}
    )


BASIC = {"BasicHTTP": {"username": "eve", "password": "pw"}}
TOKEN = {"BearerToken": "pw"}
NETRC = "machine pkgs.example\nlogin ann\npassword pw\n"
DEFAULT = "default login ann password pw\n"
OF_RATTLER = "~/.rattler/credentials.json"


@pytest.mark.parametrize(
    ("files", "variables", "words", "expected"),
    [
        ({}, {}, "", None),
        ({OF_RATTLER: auth(pkgs_example=BASIC)}, {}, "", ("credentials.json", "eve")),
        ({OF_RATTLER: auth(pkgs_example=TOKEN)}, {}, "", ("credentials.json", None)),
        ({OF_RATTLER: auth(__pkgs_example=BASIC)}, {}, "", ("credentials.json", "eve")),
        ({OF_RATTLER: auth(__example=BASIC)}, {}, "", ("credentials.json", "eve")),
        ({OF_RATTLER: auth(example=BASIC)}, {}, "", None),
        ({OF_RATTLER: auth(pkgs_example={"CondaToken": "pw"})}, {}, "", None),
        ({OF_RATTLER: auth(pkgs_example="odd")}, {}, "", None),
        ({"~/.netrc": NETRC}, {}, "", (".netrc", "ann")),
        ({"own": NETRC, "~/.netrc": ""}, {"NETRC": "own"}, "", ("own", "ann")),
        ({"~/.netrc": "machine\n"}, {}, "", None),
        ({OF_RATTLER: auth(__example=BASIC), "~/.netrc": NETRC}, {}, "", (".netrc", "ann")),
        (
            {"a.json": auth(pkgs_example=TOKEN), OF_RATTLER: auth(pkgs_example=BASIC)},
            {"RATTLER_AUTH_FILE": "a.json"},
            "",
            ("a.json", None),
        ),
        (
            {"a.json": auth(pkgs_example=TOKEN), OF_RATTLER: auth(pkgs_example=BASIC)},
            {},
            "--auth-file a.json",
            ("a.json", None),
        ),
        (
            {
                "a.json": auth(pkgs_example=TOKEN),
                ".pixi/config.toml": "authentication-override-file = 'a.json'",
            },
            {},
            "",
            ("a.json", None),
        ),
    ],
)
def test_what_rattler_sends_where_the_url_has_no_login(
    files: dict[str, str],
    variables: dict[str, str],
    words: str,
    expected: tuple[str, str | None] | None,
) -> None:
    report = only(read({**manifest(URL), **files}, variables, words=f"install {words}"))
    if expected is None:
        assert report.settled_by is None
        assert code(report) == "no-username"
        return
    assert report.settled_by and report.settled_by.origin.path
    assert (report.settled_by.origin.path.name, report.index.username) == expected
    assert code(report) == "settled"
    assert "pw" not in repr(report)


def test_rattler_says_where_it_found_the_host() -> None:
    text = '{\n "other.example": {},\n "pkgs.example": {"BearerToken": "pw"}}'
    source = only(read({**manifest(URL), OF_RATTLER: text})).settled_by
    assert source and source.kind == "store"
    assert source.origin == Origin(HOME / ".rattler/credentials.json", 3, HOST)


def test_an_address_has_no_wildcards() -> None:
    files = {**manifest("https://127.0.0.1/simple"), OF_RATTLER: json.dumps({"*.0.1": BASIC})}
    assert only(read(files)).settled_by is None


def test_rattler_has_no_say_where_the_url_has_a_username_or_before_0_54() -> None:
    files = {**manifest(), OF_RATTLER: auth(pkgs_example=BASIC)}
    assert asked(only(read(files))) == [(URL, "bob"), (HOST, "bob")]
    assert code(only(read({**files, **manifest(URL)}, version=(0, 53, 0)))) == "no-username"


def test_the_default_of_a_netrc_counts_for_uv_and_not_for_rattler() -> None:
    for url in (URL, "https://ann@pkgs.example/simple"):
        report = only(read({**manifest(url), "~/.netrc": DEFAULT}))
        assert report.settled_by and report.settled_by.kind == "netrc"
    assert asked(only(read({**manifest(), "~/.netrc": DEFAULT})))


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_store_that_can_not_be_read_stops_pixi(text: str) -> None:
    found = read({**manifest(URL), OF_RATTLER: text})
    assert [each.path for each in found.problems] == [HOME / ".rattler/credentials.json"]
    assert code(only(found)) == "settings-ignored"


@pytest.mark.parametrize(
    ("files", "is_used"),
    [
        ({}, False),
        ({"pixi.toml": f"{WORKSPACE}[dependencies]\npython = '*'\n"}, False),
        ({"pixi.toml": f"{WORKSPACE}{FOO}"}, True),
        ({"pixi.toml": f"{WORKSPACE}[pypi-options]\nindex-url = '{MINE}'\n"}, True),
        ({"pixi.toml": "a = ["}, True),
        ({"pyproject.toml": "a = ["}, False),
        ({"pyproject.toml": "[project]\nname = 'x'\ndependencies = ['foo']\n"}, False),
    ],
)
def test_it_is_in_use_where_a_manifest_is_about_python_packages(
    files: dict[str, str], *, is_used: bool
) -> None:
    environment = world(files, {"HOME": str(HOME)})
    assert bool(list(pixi.usual(environment))) == is_used


def test_keydex_tells_of_pixi_where_a_manifest_names_an_index() -> None:
    environment = world(manifest(), {"HOME": str(HOME)})
    assert [each.installation.tool for each in survey(environment).configurations] == ["pixi"]


@pytest.mark.parametrize(
    ("words", "variables", "expected"),
    [
        ("install", {}, HOME / ".pixi/config.toml"),
        ("install", {"PIXI_HOME": "/x"}, Path("/x/config.toml")),
        ("install --config-file c.toml", {}, PROJECT / "c.toml"),
        ("install --no-config", {}, None),
    ],
)
def test_the_file_in_which_a_person_sets_something(
    words: str, variables: dict[str, str], expected: Path | None
) -> None:
    environment = world({}, variables)
    installation = Installation("pixi", NEWEST, "assumed")
    command = Command("pixi", tuple(words.split()))
    assert pixi.own_file(environment, command, installation) == expected


def test_the_strategy_of_the_default_environment_says_whether_indexes_are_mixed() -> None:
    text = f"{WORKSPACE}{FOO}[environments]\ndefault = ['a']\n{FEATURES}"
    found = read({"pixi.toml": text})
    assert found.choice.mixes and found.choice.origin
    assert found.choice.origin.key == "feature.a.pypi-options.index-strategy"
    assert not read(manifest()).choice.mixes
