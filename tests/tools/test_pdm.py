"""What pdm reads, and what it asks a keyring, by release of pdm and of unearth below it."""

from dataclasses import replace
from pathlib import Path

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
    When,
)
from keydex.tools import TOOLS, pdm
from keydex.tools.pdm.urls import expanded
from tests.memory import HOME, PROJECT, Memory, world

NEWEST = (2, 29, 3)
INDEX = "https://pkgs.example/team/simple/"
MINE = "https://ci-bot@pkgs.example/team/simple/"
HOST = "pkgs.example"
UPLOAD = "https://up.example/legacy/"
BY_NAME = "pdm-pypi-corp"
KEYS = "username = 'ci-bot'\npassword = 'hush'\n"
CONFIG = "~/.config/pdm/config.toml"
INSTALLED = Installation("pdm", NEWEST, "metadata", importable=True, prefix=Path("/world/venv"))
ALONE = replace(INSTALLED, importable=False)
KEYRING = "/shims/keyring"
LONG = "b\u00fc" * 40 + ".example"
"""A host that has no punycode."""

Question = tuple[str, str | None]


def source(url: str = INDEX, more: str = "", name: str = "corp") -> str:
    """Write an index of the project."""
    return f"[[tool.pdm.source]]\nname = '{name}'\nurl = '{url}'\n{more}\n"


def read(  # noqa: PLR0913 - what a world is made of.
    text: str = "",
    version: Version = NEWEST,
    words: str = "lock",
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    *,
    unearth: str = "",
    installed: Installation = INSTALLED,
    platform: str = "linux",
    folder: str = ".",
    mode: int = 0o600,
) -> Configuration:
    """Read what a release does for `pdm WORDS` in a project with that pyproject.toml."""
    contents = ({"pyproject.toml": text} if text else {}) | (files or {})
    if unearth:
        where = "/world/venv/lib/python3.11/site-packages"
        contents[f"{where}/unearth-{unearth}.dist-info/METADATA"] = ""
        contents[f"{where}/other-1.0.dist-info/METADATA"] = ""
    variables = {"PATH": "/shims"} | (variables or {})
    programs = {KEYRING: ""} if installed == ALONE else {}
    environment = world(contents, variables, platform=platform, programs=programs, folder=folder)
    if isinstance(environment.machine, Memory):
        environment.machine.modes[HOME / ".netrc"] = mode
    installed = replace(installed, version=version)
    return pdm.read(environment, Command("pdm", tuple(words.split())), installed, "custompkg")


def of(configuration: Configuration, host: str = HOST) -> Report:
    """Return the report of the index at a host."""
    (found,) = (each for each in configuration.reports if f"{host}/" in f"{each.index.url}/")
    return found


def asked(report: Report) -> list[Question]:
    """Name what is looked up, a credential and its password as one."""
    found = [(each.service, each.username) for each in report.lookups]
    return list(dict.fromkeys((a, None if b == "__token__" else b) for a, b in found))


def silent(report: Report) -> tuple[str, str]:
    """Return why nothing is asked."""
    assert report.silence
    assert not report.lookups
    assert len(report.silence.reason.split()) <= 25
    return report.silence.code, report.silence.reason


def urls(configuration: Configuration) -> list[str]:
    """Name the indexes in order."""
    return [each.index.url for each in configuration.reports]


def test_pdm_is_in_the_table_and_every_breakpoint_is_a_release() -> None:
    assert TOOLS["pdm"] is pdm
    assert pdm.OLDEST in pdm.BREAKPOINTS
    assert pdm.WATCHED[-1] == pdm.NEWEST
    assert all(all(isinstance(part, int) for part in each) for each in pdm.BREAKPOINTS)


def test_the_usual_commands_are_an_install_and_an_upload() -> None:
    found = list(pdm.usual(world()))
    assert [each.words for each in found] == [("install",), ("publish",)]
    assert not any(each.given for each in found)


def test_each_repository_of_a_file_is_an_upload() -> None:
    ours = "[repository.one]\nurl = 'https://one/'\n"
    files = {"pdm.toml": ours, CONFIG: f"{ours}[repository.two]\n[repository]\nodd = 1\n"}
    found = [each.words for each in pdm.usual(world(files))]
    uploads = [("publish", "-r", "one"), ("publish", "-r", "two")]
    assert found == [("install",), *uploads, ("publish",)]


@pytest.mark.parametrize(
    ("version", "more", "questions"),
    [
        ((2, 4), "username = 'ann'", [(INDEX, "ann"), (HOST, "ann")]),
        ((2, 6, 1), "username = 'ann'", [(INDEX, "ann"), (HOST, "ann")]),
        ((2, 7), "username = 'ann'", [(BY_NAME, "ann"), (INDEX, "ann"), (HOST, "ann")]),
        ((2, 9, 3), "username = 'ann'", [(BY_NAME, "ann"), (INDEX, "ann"), (HOST, "ann")]),
        ((2, 21), "username = 'ann'", [(BY_NAME, "ann"), (INDEX, "ann"), (HOST, "ann")]),
        ((2, 21), "", [(INDEX, None), (HOST, None)]),
        ((2, 22), "", [(BY_NAME, None), (INDEX, None), (HOST, None)]),
        ((2, 22, 1), "username = 'ann'", [(BY_NAME, "ann"), (INDEX, "ann"), (HOST, "ann")]),
        ((2, 22, 1), "password = 'hush'", [(BY_NAME, None), (INDEX, None), (HOST, None)]),
        ((2, 22, 2), "", [(INDEX, None), (HOST, None), (BY_NAME, None)]),
        ((2, 22, 2), "username = 'ann'", [(INDEX, "ann"), (HOST, "ann"), (BY_NAME, "ann")]),
        (NEWEST, "password = 'hush'", [(INDEX, None), (HOST, None), (BY_NAME, None)]),
        (NEWEST, "username = ''", [(INDEX, None), (HOST, None), (BY_NAME, "")]),
        ((2, 3), "username = 'ann'", [(INDEX, None), (HOST, None)]),
    ],
)
def test_questions_by_release(version: Version, more: str, questions: list[Question]) -> None:
    assert asked(of(read(source(more=more), version))) == questions


@pytest.mark.parametrize(
    ("version", "named"),
    [((2, 9, 3), [BY_NAME]), ((2, 10), ["pdm-pypi-far", BY_NAME]), ((2, 22), [BY_NAME])],
)
def test_each_index_with_a_user_is_asked_by_name_on_the_way(
    version: Version, named: list[str]
) -> None:
    far = source("https://far.example/simple/", "username = 'bob'", "far")
    found = of(read(far + source(more="username = 'ann'"), version)).lookups
    early = (each.service for each in found if each.when is When.BEFORE)
    assert list(dict.fromkeys(early)) == named


@pytest.mark.parametrize(
    ("version", "whens"),
    [
        ((2, 21), [When.BEFORE, When.ON_401, When.ON_401]),
        ((2, 22, 2), [When.ON_401, When.ON_401, When.ON_401]),
    ],
)
def test_a_name_is_asked_ahead_of_requests_until_2_22_2(
    version: Version, whens: list[When]
) -> None:
    assert [each.when for each in of(read(source(more="username = 'u'"), version)).lookups][
        ::2
    ] == whens


@pytest.mark.parametrize(
    ("url", "questions"),
    [
        (MINE, [(MINE, "ci-bot"), (HOST, "ci-bot"), (BY_NAME, None)]),
        (MINE[:-1], [(MINE, "ci-bot"), (HOST, "ci-bot"), (BY_NAME, None)]),
        ("https://${WHO}@pkgs.example/s/",
         [("https://a%40b@pkgs.example/s/", "a@b"), (HOST, "a@b"), (BY_NAME, None)]),
        ("https://${NOBODY}@pkgs.example/s/",
         [("https://@pkgs.example/s/", ""), (HOST, ""), (BY_NAME, None)]),
        ("https://pkgs.example/${WHO}/", [("https://pkgs.example/a@b/", None), (HOST, None),
         (BY_NAME, None)]),
        ("https://ci@PKGS.example/s/", [(HOST, None)]),
        ("https://ci@pkgs.example:443/s/", [(HOST, None)]),
        ("http://ci@[::1]:81/s/", [("http://ci@[::1]:81/s/", "ci"), ("[::1]:81", "ci"),
         (BY_NAME, None)]),
        ("https://ci@b\u00fccher.example/", [("xn--bcher-kva.example", None)]),
        (f"https://{LONG}/s/",
         [(f"https://{LONG}/s/", None), (LONG, None),
          (BY_NAME, None)]),
    ],
)  # fmt: skip
def test_services_by_url(url: str, questions: list[Question]) -> None:
    found = read(source(url), variables={"WHO": "a@b"})
    assert asked(found.reports[1]) == questions


@pytest.mark.parametrize(
    ("version", "variables", "login"),
    [
        ((2, 26), {}, "%24%7BWHO%7D"),
        ((2, 26, 1), {}, ""),
        ((2, 18, 2), {"WHO": "a/b@c"}, "a/b%40c"),
        ((2, 19), {"WHO": "a/b@c"}, "a%2Fb%40c"),
    ],
)
def test_a_variable_in_a_login_by_release(
    version: Version, variables: dict[str, str], login: str
) -> None:
    url = expanded("https://${WHO}@pkgs.example/s/", variables, PROJECT, version)
    assert url == f"https://{login}@pkgs.example/s/"


def test_requests_keeps_a_port_and_the_path_is_not_expanded_in_old_releases() -> None:
    port = "https://ci@pkgs.example:443/s/"
    assert asked(of(read(source(port), (2, 12)), "443")) == [
        (port, "ci"),
        ("pkgs.example:443", "ci"),
    ]
    found = read(source("https://pkgs.example/${A}/"), (2, 15), variables={"A": "b"})
    assert of(found).index.url == "https://pkgs.example/${A}/"


@pytest.mark.parametrize(
    ("version", "unearth", "url", "service", "username"),
    [
        ((2, 3), "0.11.2", MINE[:-1], MINE[:-1], None),
        ((2, 3), "0.12.0", MINE[:-1], MINE, None),
        ((2, 9), "0.15.2", MINE[:-1], MINE[:-1], "ci-bot"),
        ((2, 10), "0.15.1", MINE[:-1], MINE, None),
        ((2, 10), "0.15.2", MINE[:-1], MINE, "ci-bot"),
    ],
)
def test_the_url_of_an_index_and_its_username_by_release(
    version: Version, unearth: str, url: str, service: str, username: str | None
) -> None:
    first = of(read(source(url), version, unearth=unearth)).lookups[0]
    assert (first.service, first.username) == (service, username)


@pytest.mark.parametrize(
    ("unearth", "apis"),
    [
        ("0.7.2", [Api.GET_CREDENTIAL]),
        ("0.8.0", [Api.GET_CREDENTIAL, Api.GET_PASSWORD]),
        ("", [Api.GET_CREDENTIAL, Api.GET_PASSWORD]),
    ],
)
def test_a_password_is_asked_where_there_is_no_credential(unearth: str, apis: list[Api]) -> None:
    found = of(read(source(), (2, 6), unearth=unearth)).lookups[: len(apis)]
    assert [each.api for each in found] == apis
    assert {each.service for each in found} == {INDEX}


def test_a_keyring_package_without_credentials_is_asked_for_passwords() -> None:
    old = replace(INSTALLED, keyring_version=(15, 1))
    found = of(read(source(), installed=old)).lookups
    assert {each.api for each in found} == {Api.GET_PASSWORD}
    assert {each.username for each in found} == {"__token__"}


@pytest.mark.parametrize(
    ("unearth", "url", "argv"),
    [
        ("0.8.0", MINE, [("get", MINE, "ci-bot"), ("get", HOST, "ci-bot")]),
        ("0.11.1", INDEX, [("get", INDEX, "__token__"), ("get", HOST, "__token__")]),
        ("0.15.5", INDEX, [("--mode=creds", "get", INDEX, ""),
         ("--mode=password", "get", INDEX, "__token__"), ("--mode=creds", "get", HOST, ""),
         ("--mode=password", "get", HOST, "__token__")]),
        ("", MINE, [("--mode=creds", "get", MINE, "ci-bot"),
         ("--mode=password", "get", MINE, "ci-bot"), ("--mode=creds", "get", HOST, "ci-bot"),
         ("--mode=password", "get", HOST, "ci-bot")]),
    ],
)  # fmt: skip
def test_the_command_by_release_of_unearth(
    unearth: str, url: str, argv: list[tuple[str, ...]]
) -> None:
    found = read(source(url), (2, 10), unearth=unearth, installed=ALONE)
    if unearth == "0.8.0":
        assert silent(of(found))[0] == "no-username"
        found = read(source(more="username='ci-bot'"), (2, 6), "lock", unearth="0.15.2",
                     installed=ALONE)  # fmt: skip
        argv = [("get", INDEX, "ci-bot"), ("get", HOST, "ci-bot")]
    assert found.access.via is Via.SUBPROCESS
    assert found.access.executable == Path(KEYRING)
    assert [each.argv for each in of(found).lookups] == argv


def test_unearth_0_11_0_asks_after_any_refusal() -> None:
    found = of(read(source(), (2, 9), unearth="0.11.0"))
    assert {each.when for each in found.lookups} == {When.ON_REFUSAL}


def test_without_a_place_to_look_unearth_is_the_newest() -> None:
    lost = replace(INSTALLED, prefix=None)
    assert len(of(read(source(), (2, 10), installed=lost)).lookups) == 4


@pytest.mark.parametrize(
    ("version", "unearth", "first"),
    [
        ((2, 11), "0.13.0", "https://pypi.org/simple"),
        ((2, 11), "0.12.1", INDEX),
        ((2, 12), "0.13.0", INDEX),
    ],
)
def test_unearth_puts_pypi_first_until_pdm_clears_it(
    version: Version, unearth: str, first: str
) -> None:
    found = read(source(name="pypi"), version, unearth=unearth)
    assert urls(found)[0] == first
    assert found.reports[0].index.origins == () or first == INDEX


@pytest.mark.parametrize(
    ("text", "version", "kind", "where"),
    [
        (source(more=KEYS), NEWEST, "config", "tool.pdm.source[0].password"),
        (source(more=KEYS), (2, 4), "config", "tool.pdm.source[0].password"),
        (source("https://u:hush@pkgs.example/s/"), NEWEST, "url", "tool.pdm.source[0].url"),
        (source("https://u:hush@pkgs.example/s/"), (2, 3), "url", "tool.pdm.source[0].url"),
    ],
)
def test_a_whole_login_ends_the_search(text: str, version: Version, kind: str, where: str) -> None:
    report = of(read(text, version))
    assert silent(report)[0] == "settled"
    assert report.settled_by
    assert report.settled_by.kind == kind
    assert report.settled_by.origin.key == where
    assert report.index.password
    assert "hush" not in repr(report)


def test_a_variable_settles_the_default_index() -> None:
    variables = {"PDM_PYPI_URL": INDEX, "PDM_PYPI_USERNAME": "u", "PDM_PYPI_PASSWORD": "hush"}
    report = of(read("[project]\n", variables=variables))
    assert silent(report) == ("settled", "pdm has a password already (PDM_PYPI_PASSWORD).")
    assert report.settled_by
    assert report.settled_by.kind == "env"
    assert report.index.username_from == "variable"
    assert report.index.origins == (
        Origin(variable="PDM_PYPI_URL"),
        Origin(variable="PDM_PYPI_USERNAME"),
    )


def test_keys_are_tried_after_the_login_in_the_url() -> None:
    both = of(read(source("https://u:hush@pkgs.example/s/", KEYS)))
    assert both.silence
    assert both.settled_by
    assert both.settled_by.kind == "config"
    half = of(read(source("https://u:hush@pkgs.example/s/", "username = 'ann'")))
    assert half.sent_first
    assert half.sent_first.kind == "url"
    assert {each.username for each in half.lookups} == {"ann"}


def test_pdm_2_22_0_asks_by_name_although_the_url_settles_it() -> None:
    report = of(read(source("https://u:hush@pkgs.example/s/"), (2, 22)))
    assert asked(report) == [(BY_NAME, None)]
    assert report.overridden_by
    assert report.overridden_by.kind == "url"


def test_pdm_2_22_0_asks_for_the_default_index_as_it_is_alone_first() -> None:
    found = read(source(more="username = 'ann'", name="pypi"), (2, 22))
    assert asked(of(found))[:2] == [("pdm-pypi-pypi", None), ("pdm-pypi-pypi", "ann")]


@pytest.mark.parametrize(
    ("unearth", "variables", "files", "mode", "outcome"),
    [
        ("", {}, {"~/.netrc": f"machine {HOST} login u password p"}, 0o600, "sent"),
        ("", {}, {"~/.netrc": f"machine {HOST} login u password p"}, 0o644, "ignored"),
        ("", {}, {"~/.netrc": "default login anonymous password p"}, 0o644, "sent"),
        ("", {"NETRC": "n"}, {"n": f"machine {HOST} login u password p"}, 0o644, "sent"),
        ("", {"NETRC": ""}, {"~/.netrc": f"machine {HOST} login u password p"}, 0o600, ""),
        ("", {}, {"~/.netrc": "machine other.example login u password p"}, 0o600, ""),
        ("", {}, {"~/.netrc": "what is this"}, 0o600, "ignored"),
        ("0.14.0", {}, {"~/.netrc": f"machine {HOST} login u password p"}, 0o644, "sent"),
        ("0.11.0", {}, {"~/.netrc": f"machine {HOST} login u password p"}, 0o644, "settled"),
    ],
)
def test_netrc_is_sent_first_if_nobody_else_may_read_it(
    unearth: str, variables: dict[str, str], files: dict[str, str], mode: int, outcome: str
) -> None:
    found = read(source(), (2, 9), "lock", files, variables, unearth=unearth, mode=mode)
    report = of(found)
    assert (outcome == "settled") == bool(report.settled_by)
    assert (outcome == "sent") == bool(report.sent_first)
    assert (outcome == "ignored") == bool(found.ignored)
    if outcome == "settled":
        assert silent(report) == ("settled", ".netrc:1 answers before any keyring.")


def test_two_indexes_of_one_host() -> None:
    text = source(INDEX, "username = 'a'", "one") + source(
        "https://pkgs.example/other/", "username = 'b'", "two"
    )
    new, old = read(text), read(text, (2, 9))
    assert asked(new.reports[2])[0] == ("https://pkgs.example/other/", "b")
    assert asked(old.reports[2])[0] == ("pdm-pypi-one", "a")


def test_a_page_of_links_is_not_asked_for_by_name() -> None:
    found = read(source(more="type = 'find_links'"))
    assert of(found).index.role is Role.FIND_LINKS
    assert asked(of(found)) == [(INDEX, None), (HOST, None)]
    old = read(source(more="type = 'find_links'"), (2, 3))
    assert asked(of(old)) == [(HOST, None)]


def test_folders_and_bad_urls_are_not_asked() -> None:
    text = "".join(
        source(url, name=str(at))
        for at, url in enumerate(
            ("file:///${PROJECT_ROOT}/links", "https://[bad/", "https://h:0/", "https://h:x/", "")
        )
    )
    assert urls(read(text)) == ["https://pypi.org/simple"]


STORED = {CONFIG: f"[pypi.corp]\nurl = '{INDEX}'\nusername = 'ann'\n[pypi.empty]\n"}


@pytest.mark.parametrize(
    ("version", "text", "ignores", "usernames"),
    [
        ((2, 3), "", "", {}),
        ((2, 4), "", "", {"corp": ["ann"]}),
        ((2, 4), source(), "", {"corp": [None, "ann"]}),
        ((2, 4), source(), "1", {"corp": [None]}),
        ((2, 5), source(), "", {"corp": ["ann"]}),
        ((2, 17), source(), "yes", {"corp": [None]}),
        ((2, 18), source(), "yes", {"corp": ["ann"]}),
        ((2, 18), "", "yes", {}),
        ((2, 18), "", "no", {"corp": ["ann"]}),
        (NEWEST, "", "", {"corp": ["ann"]}),
    ],
)
def test_stored_indexes_by_release(
    version: Version, text: str, ignores: str, usernames: dict[str, list[str | None]]
) -> None:
    variables = {"PDM_IGNORE_STORED_INDEX": ignores} if ignores else {}
    found = read(text or "[project]\n", version, "lock", STORED, variables)
    named: dict[str, list[str | None]] = {}
    for each in found.reports:
        if each.index.name == "corp":
            named.setdefault("corp", []).append(each.index.username)
    assert named == usernames


def test_fields_are_taken_from_the_project_then_pdm_toml_then_the_person_then_the_machine() -> None:
    files = {
        "pdm.toml": "[pypi.corp]\nusername = 'local'\n",
        CONFIG: "[pypi.corp]\nusername = 'own'\npassword = 'hush'\n[pypi]\nusername = 'me'\n",
        "/etc/xdg/pdm/config.toml": f"[pypi.site]\nurl = '{UPLOAD}'\n[pypi.corp]\ntype='x'\n",
    }
    found = read(source(), files=files)
    index = of(found).index
    assert (index.username, index.username_from) == ("local", "key")
    assert index.origins[1] == Origin(PROJECT / "pdm.toml", 2, "pypi.corp.username")
    assert [each.index.name for each in found.reports] == ["pypi", "corp", "site"]
    assert found.reports[0].index.username == "me"


def test_the_default_index_fills_in_an_index_that_has_its_name() -> None:
    files = {CONFIG: "[pypi]\nusername = 'me'\n"}
    assert of(read(source(name="pypi"), files=files)).index.username == "me"
    assert of(read(source(name="pypi"), (2, 6), files=files)).index.username == "me"
    variables = {"PDM_IGNORE_STORED_INDEX": "1"}
    report = of(read(source(name="pypi"), NEWEST, "lock", files, variables))
    assert report.index.username == "me"
    assert report.index.role is Role.DEFAULT


def test_the_old_file_of_a_project_wins() -> None:
    files = {".pdm.toml": "[pypi]\nusername='old'\n", "pdm.toml": "[pypi]\nusername='new'\n"}
    assert read("[project]\n", files=files).reports[0].index.username == "old"


@pytest.mark.parametrize(
    ("platform", "files", "variables"),
    [
        ("darwin", "~/Library/Application Support/pdm/config.toml", {}),
        ("win32", "~/AppData/Local/pdm/pdm/config.toml", {}),
        ("linux", "/x/pdm/config.toml", {"XDG_CONFIG_HOME": "/x"}),
        ("linux", "mine.toml", {"PDM_CONFIG_FILE": "mine.toml"}),
        ("darwin", "/Library/Application Support/pdm/config.toml", {}),
        ("win32", "/data/pdm/pdm/config.toml", {"PROGRAMDATA": "/data"}),
        ("linux", "/a/pdm/config.toml", {"XDG_CONFIG_DIRS": "/a:/b"}),
    ],
)
def test_where_the_files_are(platform: str, files: str, variables: dict[str, str]) -> None:
    text = f"[pypi]\nurl = '{INDEX}'\n"
    found = read("[project]\n", NEWEST, "lock", {files: text}, variables, platform=platform)
    assert urls(found) == [INDEX]


def test_a_file_of_the_command_line_comes_before_that_of_the_variable() -> None:
    files = {"a.toml": f"[pypi]\nurl = '{INDEX}'\n", "b.toml": ""}
    variables = {"PDM_CONFIG_FILE": "b.toml"}
    assert urls(read("[project]\n", NEWEST, "-c a.toml lock", files, variables)) == [INDEX]
    assert urls(read("[project]\n", NEWEST, "--config=a.toml lock", files)) == [INDEX]


@pytest.mark.parametrize(
    ("words", "version", "variables", "config", "folder", "project"),
    [
        ("lock", NEWEST, {}, "", "a/b/c/d/e/f", "."),
        ("lock", (2, 9), {}, "", "a/b/c/d/e/f", "a/b/c/d/e/f"),
        ("lock", (2, 9), {}, "", "a/b/c/d", "."),
        ("lock", (2, 9), {"PDM_PROJECT_MAX_DEPTH": "9"}, "", "a/b/c/d/e/f", "."),
        ("lock", (2, 9), {"PDM_PROJECT_MAX_DEPTH": "x"}, "", "a/b/c/d", "."),
        ("lock -p sub", NEWEST, {}, "", ".", "sub"),
        ("lock -p=sub", NEWEST, {}, "", ".", "sub"),
        ("lock -vpsub", NEWEST, {}, "", ".", "sub"),
        ("lock --proj sub", NEWEST, {}, "", ".", "sub"),
        ("lock", NEWEST, {"PDM_PROJECT": "sub"}, "", ".", "sub"),
        ("lock", (2, 8), {"PDM_PROJECT": "sub"}, "", ".", "."),
        ("lock -g", NEWEST, {}, "", ".", "../home/.config/pdm/global-project"),
        ("lock -g", NEWEST, {}, "[global_project]\npath = '~/g'", ".", "../home/g"),
        ("lock -g", NEWEST, {}, "[global_project]\npath = 'g'", ".", "g"),
        ("lock -g -p sub", NEWEST, {}, "", ".", "sub"),
        ("lock", NEWEST, {}, "[global_project]\nfallback = true", "/out",
         "../home/.config/pdm/global-project"),
        ("lock", NEWEST, {}, "", "/out", "/out"),
    ],
)  # fmt: skip
def test_which_folder_is_the_project(  # noqa: PLR0913, PLR0917 - a table.
    words: str,
    version: Version,
    variables: dict[str, str],
    config: str,
    folder: str,
    project: str,
) -> None:
    found = read("[project]\n", version, words, {CONFIG: config}, variables, folder=folder)
    assert _plain(found.project) == _plain(PROJECT / project)


def _plain(path: Path) -> Path:
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return Path(*parts)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("install", 2),
        ("sync", 2),
        ("update --", 2),
        ("add -e x pkg", 2),
        ("remove pkg", 2),
        ("build", 2),
        ("build -d out --no-wheel", 2),
        ("outdated", 2),
        ("show pkg", 2),
        ("show", 0),
        ("lock --check", 0),
        ("lock --help", 0),
        ("publish -h", 0),
        ("--version", 0),
        ("-V", 0),
        ("-c", 0),
        ("", 0),
        ("run lock", 0),
        ("list", 0),
        ("config -", 0),
    ],
)
def test_which_commands_ask_indexes(words: str, count: int) -> None:
    assert len(read(source(), words=words).reports) == count


def test_a_person_is_asked_only_with_v_and_a_401_ended_old_runs() -> None:
    assert of(read(source(), words="lock -v")).asks_person
    assert not of(read(source())).asks_person
    assert 401 in of(read(source(), (2, 17))).goes_on
    assert 401 not in of(read(source(), (2, 16))).goes_on


@pytest.mark.parametrize(("text", "mixes"), [("true", False), ("false", True), ("", True)])
def test_the_order_of_indexes_counts_where_it_is_said(text: str, mixes: bool) -> None:
    more = f"[tool.pdm.resolution]\nrespect-source-order = {text}\n" if text else ""
    assert read(source() + more).choice.mixes is mixes
    assert read("").choice.mixes


REPOSITORY = f"[repository.corp]\nurl = '{UPLOAD}'\nusername = 'ci'\n"
PUBLISH = f"publish -r {UPLOAD} -u ci"


@pytest.mark.parametrize(
    ("words", "version", "files", "questions"),
    [
        (PUBLISH, NEWEST, {}, [("pdm-repository-__unknown__", "ci"), (UPLOAD, "ci")]),
        (PUBLISH, (2, 7), {}, [("pdm-repository-__unknown__", "ci"), (UPLOAD, "ci")]),
        ("publish -r corp", NEWEST, {CONFIG: REPOSITORY},
         [("pdm-repository-corp", "ci"), (UPLOAD, "ci")]),
        (f"publish -r {UPLOAD}", (2, 21), {CONFIG: REPOSITORY},
         [("pdm-repository-corp", "ci"), (UPLOAD, "ci")]),
        (f"publish -r {UPLOAD}", NEWEST, {CONFIG: REPOSITORY},
         [("pdm-repository-__unknown__", "ci"), (UPLOAD, "ci")]),
        ("publish -r corp", NEWEST, {"pdm.toml": REPOSITORY},
         [("pdm-repository-corp", "ci"), (UPLOAD, "ci")]),
        ("publish -r corp", NEWEST, {"pdm.toml": "[repository.corp]\nusername='x'\n",
                                     CONFIG: REPOSITORY},
         [("pdm-repository-corp", "x"), (UPLOAD, "x")]),
        ("publish", NEWEST, {}, [("pdm-repository-pypi", None),
         ("https://upload.pypi.org/legacy/", None)]),
        ("publish", NEWEST, {CONFIG: "[repository.pypi]\nusername = 'me'\n"},
         [("pdm-repository-pypi", "me"), ("https://upload.pypi.org/legacy/", "me")]),
        ("publish -r https://test.pypi.org/legacy/", (2, 21), {},
         [("pdm-repository-testpypi", None), ("https://test.pypi.org/legacy/", None)]),
        ("publish -r https://test.pypi.org/legacy/", NEWEST, {},
         [("pdm-repository-__unknown__", None), ("https://test.pypi.org/legacy/", None)]),
    ],
)  # fmt: skip
def test_uploads_by_release(
    words: str, version: Version, files: dict[str, str], questions: list[Question]
) -> None:
    (report,) = read("[project]\n", version, words, files).reports
    beforehand = [each for each in report.lookups if each.when is When.BEFORE]
    assert asked(replace(report, lookups=tuple(beforehand))) == questions
    assert report.index.role is Role.PUBLISH


AT_HOST = f"[[tool.pdm.source]]\nname = 'own'\nurl = '{UPLOAD.replace('legacy', 'simple')}'\n"


@pytest.mark.parametrize(
    ("version", "text", "words", "questions"),
    [
        ((2, 23), "", PUBLISH, []),
        ((2, 24), "", PUBLISH, [("up.example", None)]),
        (NEWEST, "", f"{PUBLISH} -P s3cret", []),
        (NEWEST, AT_HOST, PUBLISH,
         [(UPLOAD.replace("legacy", "simple"), None), ("up.example", None),
          ("pdm-pypi-own", None)]),
    ],
)  # fmt: skip
def test_where_the_host_of_an_upload_refuses_oidc(
    version: Version, text: str, words: str, questions: list[Question]
) -> None:
    (report,) = read(f"[project]\n{text}", version, words).reports
    refused = [each for each in report.lookups if each.when is When.ON_401]
    assert asked(replace(report, lookups=tuple(refused))) == questions


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("[repository.'te.am']\nusername = 'me'\n", True),
        ("[pypi.'te.am']\nusername = 'me'\n", True),
        ("[pypi.te]\nurl = 'https://a.example/'\n[pypi.'te.am']\nusername = 'me'\n", False),
        ("[pypi.team]\nusername = 'me'\n", False),
    ],
)
def test_a_dot_divides_a_name_in_the_configuration(text: str, stops: bool) -> None:
    found = read("[project]\n", files={CONFIG: text})
    assert bool(found.problems) is stops
    assert all(bool(each.lookups) is not stops for each in found.reports)


def test_an_upload_that_is_in_no_file_and_not_there_in_old_releases_is_left_out() -> None:
    assert not read("[project]\n", words="publish -r nowhere").reports
    assert not read("[project]\n", (2, 21), "publish -r corp", {"pdm.toml": REPOSITORY}).reports
    assert not read("[project]\n", words="publish -r corp", files={
        CONFIG: "[repository.corp]\nusername = 'x'\n"}).reports  # fmt: skip


@pytest.mark.parametrize(
    ("words", "version", "questions", "kind"),
    [
        (f"{PUBLISH} -P hush", NEWEST, [], "env"),
        (f"publish -r {UPLOAD} -P hush", NEWEST, [("pdm-repository-__unknown__", None)], ""),
        (f"publish -r {UPLOAD} -P hush", (2, 21), [], "env"),
        ("publish -r https://u:hush@up.example/l/", NEWEST,
         [("pdm-repository-__unknown__", None)], ""),
        ("publish -r https://u:hush@up.example/l/", (2, 6), [], ""),
        (PUBLISH, (2, 6), [], ""),
    ],
)  # fmt: skip
def test_what_settles_an_upload(
    words: str, version: Version, questions: list[Question], kind: str
) -> None:
    (report,) = read("[project]\n", version, words).reports
    assert asked(report) == questions
    assert (report.settled_by.kind if report.settled_by else "") == kind
    if not questions and not kind:
        assert silent(report)[0] == "no-input"
    assert "hush" not in repr(report.silence)


def test_variables_choose_an_upload_and_a_file_has_its_password() -> None:
    variables = {"PDM_PUBLISH_REPO": "corp", "PDM_PUBLISH_USERNAME": "them"}
    files = {CONFIG: f"{REPOSITORY}password = 'hush'\n"}
    (report,) = read("[project]\n", NEWEST, "publish", files, variables).reports
    assert report.index.username == "them"
    assert silent(report) == ("settled", "pdm has a password already (config.toml:4).")


@pytest.mark.parametrize(
    ("version", "words", "more", "questions"),
    [
        ((2, 18), "lock", "", [(INDEX, None), (HOST, None)]),
        ((2, 19), "lock", "", []),
        ((2, 22), "lock", "", [(BY_NAME, None)]),
        ((2, 25, 3), "lock", "", []),
        ((2, 25, 4), "lock", "", [(BY_NAME, None)]),
        (NEWEST, "sync", "username = 'u'", [(BY_NAME, "u")]),
        (NEWEST, "build", "", []),
        (NEWEST, "outdated", "", [(INDEX, None), (HOST, None), (BY_NAME, None)]),
    ],
)
def test_uv_mode_asks_by_name_only(
    version: Version, words: str, more: str, questions: list[Question]
) -> None:
    report = of(read(source(more=more), version, words, {"pdm.toml": "use_uv = true\n"}))
    assert asked(report) == questions
    if not questions:
        assert silent(report)[0] == "provider-disabled"
        assert "pdm.toml:1" in silent(report)[1]


def test_uv_mode_is_a_variable_too_and_a_whole_login_settles_it() -> None:
    report = of(read(source(more=KEYS), NEWEST, "lock", variables={"PDM_USE_UV": "1"}))
    assert silent(report)[0] == "settled"
    off = of(read(source(), NEWEST, "lock", {"pdm.toml": "use_uv = true"}, {"PDM_USE_UV": "0"}))
    assert len(off.lookups) == 6


def test_options_of_the_project_are_put_into_the_command_line() -> None:
    text = f"[tool.pdm.options]\npublish = ['-r', '{UPLOAD}']\nlock = 'no list'\n"
    assert urls(read(text, words="publish")) == [UPLOAD]
    assert urls(read(text, (2, 26), "publish")) == ["https://upload.pypi.org/legacy/"]
    assert len(read(text, words="lock").reports) == 1


@pytest.mark.parametrize(
    ("installed", "version", "unearth", "code", "via"),
    [
        (INSTALLED, (1, 15), "", "unsupported-version", Via.IMPORT),
        (replace(INSTALLED, importable=False), NEWEST, "", "", Via.SUBPROCESS),
        (replace(INSTALLED, importable=False), (2, 4), "0.7.2", "no-keyring", Via.NONE),
        (replace(ALONE, source="executable"), NEWEST, "", "no-keyring", Via.NONE),
        (replace(INSTALLED, keyring_off="PYTHON_KEYRING_BACKEND"), NEWEST, "", "no-keyring",
         Via.IMPORT),
    ],
)  # fmt: skip
def test_silences(
    installed: Installation, version: Version, unearth: str, code: str, via: Via
) -> None:
    found = read(source(), version, installed=installed, unearth=unearth)
    assert found.access.via is via
    if code:
        assert silent(of(found))[0] == code


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"pyproject.toml": "= 1"}, 1),
        ({CONFIG: "\n= 1", "pyproject.toml": source()}, 2),
        ({"pdm.toml": "[", "pyproject.toml": source()}, 1),
        ({"pyproject.toml": f"[[tool.pdm.source]]\nurl = '{INDEX}'\n"}, 1),
    ],
)
def test_pdm_stops_at_a_file_that_can_not_be_read(files: dict[str, str], line: int) -> None:
    found = read(files=files)
    assert [each.line for each in found.problems] == [line]
    assert found.reports
    for each in found.reports:
        assert silent(each)[0] == "settings-ignored"


@pytest.mark.parametrize(
    "text",
    [
        "tool = 1",
        "[tool]\npdm = []",
        "[tool.pdm]\nsource = {a = 1}",
        "[tool.pdm]\nsource = [1, 'x']",
        "[tool.pdm]\noptions = 1",
        "[[tool.pdm.source]]\nname = 'a'\nurl = 1\nusername = []\n",
        "[tool.pdm.resolution]\nrespect-source-order = []",
    ],
)
def test_wrong_types_are_passed_over(text: str) -> None:
    files = {CONFIG: "pypi = 1\nrepository = 'x'\nuse_uv = []\nglobal_project = 3\n"}
    found = read(text, files=files)
    assert urls(found) == ["https://pypi.org/simple"]
    assert not found.problems
    assert found.reports[0].index.origins == ()
