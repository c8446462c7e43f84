"""Which files, variables and options count, and which of them wins."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.model import Origin, Version
from tests.memory import HOME, PROJECT
from tests.tools.pip.reading import (
    HERS,
    INDEX,
    INSTALLED,
    MINE,
    NEWEST,
    only,
    questions,
    read,
    urls,
)

USER = "~/.config/pip/pip.conf"
OTHER = "https://other.example/b/simple/"
PYPI = "https://pypi.org/simple"


def conf(text: str, name: str = USER) -> dict[str, str]:
    return {name: text}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"[global]\nindex-url = {MINE}\n", INDEX),
        (f"[global]\nindex_url: {MINE}\n", INDEX),
        (f"[global]\n--Index-URL = {MINE}\n", INDEX),
        (f"[global]\npypi-url = {MINE}\n", INDEX),
        (f"[global]\nindex-url =\n    {MINE}\n", INDEX),
        (f"[install]\nindex-url = {MINE}\n[global]\nindex-url = {HERS}\n", INDEX),
        (f"[download]\nindex-url = {HERS}\n[global]\nindex-url = {MINE}\n", INDEX),
        (f"[DEFAULT]\nindex-url = {MINE}\n[global]\ntimeout = 9\n", INDEX),
        (f"[DEFAULT]\nindex-url = {MINE}\n", PYPI),
        (f"[Global]\nindex-url = {MINE}\n", PYPI),
        (f"[global]\nindex = {MINE}\n", PYPI),
        ("[global]\nindex-url =\n", PYPI),
    ],
)
def test_what_a_file_says(text: str, url: str) -> None:
    assert urls(read("install x", files=conf(text))) == [url]


@pytest.mark.parametrize(
    ("platform", "version", "variables", "names"),
    [
        ("linux", NEWEST, {}, ["/etc/xdg/pip/pip.conf", "/etc/pip.conf", "~/.pip/pip.conf", USER]),
        ("linux", NEWEST, {"XDG_CONFIG_DIRS": "/a:/b"}, ["/a/pip/pip.conf", "/b/pip/pip.conf"]),
        ("linux", NEWEST, {"XDG_CONFIG_DIRS": "/a"}, ["/a/pip/pip.conf", "/etc/pip.conf"]),
        ("linux", NEWEST, {"XDG_CONFIG_HOME": "/c"}, ["/c/pip/pip.conf"]),
        ("linux", (26, 2), {"XDG_CONFIG_HOME": "c"}, ["c/pip/pip.conf"]),
        ("linux", NEWEST, {"XDG_CONFIG_HOME": "c"}, [USER]),
        ("linux", NEWEST, {}, [USER, "/world/venv/pip.conf"]),
        ("linux", NEWEST, {"PIP_CONFIG_FILE": "my.conf"}, ["/world/venv/pip.conf", "my.conf"]),
        ("linux", NEWEST, {"PIP_CONFIG_FILE": "none.conf"}, ["/etc/pip.conf", USER]),
        (
            "darwin",
            NEWEST,
            {},
            ["/Library/Application Support/pip/pip.conf", "~/.pip/pip.conf", USER],
        ),
        (
            "darwin",
            NEWEST,
            {},
            ["~/.pip/pip.conf", "~/Library/Application Support/pip/pip.conf"],
        ),
        ("darwin", (21, 3), {}, ["~/Library/Preferences/pip/pip.conf"]),
        ("darwin", (26, 1), {"XDG_DATA_DIRS": "/d"}, ["/Library/Application Support/pip/pip.conf"]),
        ("darwin", (26, 2), {"XDG_DATA_DIRS": "/d"}, ["/d/pip/pip.conf"]),
        (
            "darwin",
            (26, 2),
            {"XDG_DATA_HOME": "/h"},
            ["/h/pip/pip.conf"],
        ),
        (
            "win32",
            NEWEST,
            {"ALLUSERSPROFILE": "/pd", "APPDATA": "/ad"},
            ["/pd/pip/pip.ini", "~/pip/pip.ini", "/ad/pip/pip.ini", "/world/venv/pip.ini"],
        ),
    ],
)
def test_the_files_of_each_system_the_strongest_last(
    platform: str, version: Version, variables: dict[str, str], names: list[str]
) -> None:
    hosts = [f"h{number}.example" for number, _ in enumerate(names)]
    files = {
        name: f"[global]\nindex-url = https://{host}/\n"
        for name, host in zip(names, hosts, strict=True)
    }
    for count in range(len(names), 0, -1):
        some = dict(list(files.items())[:count])
        found = read("install x", version, some, variables, platform=platform)
        assert urls(found) == [f"https://{hosts[count - 1]}/"]


@pytest.mark.parametrize(
    ("platform", "variables", "name"),
    [
        ("linux", {"PIP_CONFIG_FILE": "/dev/null"}, USER),
        ("win32", {"PIP_CONFIG_FILE": "nul"}, "~/pip/pip.ini"),
        ("linux", {"PIP_CONFIG_FILE": "my.conf"}, USER),
        ("linux", {"XDG_CONFIG_DIRS": "a"}, "a/pip/pip.conf"),
        ("darwin", {"XDG_DATA_DIRS": "/d"}, "/Library/Application Support/pip/pip.conf"),
        ("linux", {}, "/world/venv/pip.ini"),
    ],
)
def test_files_that_do_not_count(platform: str, variables: dict[str, str], name: str) -> None:
    files = {name: f"[global]\nindex-url = {MINE}\n", "my.conf": "[global]\ntimeout = 9\n"}
    assert urls(read("install x", files=files, variables=variables, platform=platform)) == [PYPI]


def test_homebrew_has_a_file_of_its_own() -> None:
    brewed = replace(INSTALLED, prefix=Path("/opt/homebrew/Cellar/python@3.13/3.13.1/x"))
    files = conf(f"[global]\nindex-url = {MINE}\n", "/opt/homebrew/share/pip/pip.conf")
    for version, url in [((24, 0), PYPI), ((24, 1), INDEX)]:
        found = read("install x", version, files, platform="darwin", installed=brewed)
        assert urls(found) == [url]


def test_an_unknown_installation_has_no_file_beside_it() -> None:
    unknown = replace(INSTALLED, prefix=None)
    files = conf(f"[global]\nindex-url = {MINE}\n", "/world/venv/pip.conf")
    assert urls(read("install x", files=files, installed=unknown, platform="darwin")) == [PYPI]


def test_the_section_of_the_command_beats_a_stronger_file() -> None:
    files = {"/etc/pip.conf": f"[install]\nindex-url = {MINE}\n"}
    files |= conf(f"[global]\nindex-url = {HERS}\n")
    assert urls(read("install x", files=files)) == [INDEX]


@pytest.mark.parametrize(
    ("version", "url"),
    [((25, 1, 1), PYPI), ((25, 2), OTHER), ((25, 3), OTHER), ((26, 0), PYPI)],
)
def test_an_empty_value_hides_one_in_a_weaker_file(version: Version, url: str) -> None:
    files = {"/etc/pip.conf": f"[global]\nindex-url = {HERS}\n"}
    files |= conf("[global]\nindex-url =\n")
    assert urls(read("install x", version, files)) == [url]


@pytest.mark.parametrize(
    ("words", "variables", "found"),
    [
        ("", {}, [PYPI, INDEX]),
        ("", {"PIP_EXTRA_INDEX_URL": HERS}, [PYPI, OTHER]),
        (
            "",
            {"PIP_EXTRA_INDEX_URL": f"{HERS} https://c.example/"},
            [PYPI, OTHER, "https://c.example/"],
        ),
        ("", {"PIP_EXTRA_INDEX_URL": ""}, [PYPI, INDEX]),
        (f"--extra-index-url {HERS}", {}, [PYPI, INDEX, OTHER]),
        ("--isolated", {"PIP_INDEX_URL": HERS}, [PYPI]),
        ("", {"PIP_ISOLATED": "1", "PIP_INDEX_URL": HERS}, [OTHER, INDEX]),
        (f"-i {HERS}", {"PIP_INDEX_URL": "https://c.example/"}, [OTHER, INDEX]),
        ("", {"PIP_PYPI_URL": HERS}, [OTHER, INDEX]),
        ("", {"PIP_index_url": HERS}, [OTHER, INDEX]),
        ("", {"pip_index_url": HERS}, [PYPI, INDEX]),
        ("", {"PIP_NO_INDEX": "yes"}, []),
        ("", {"PIP_NO_INDEX": "0"}, [PYPI, INDEX]),
        ("--no-index", {"PIP_NO_INDEX": "0"}, []),
    ],
)
def test_variables_replace_and_the_command_line_adds(
    words: str, variables: dict[str, str], found: list[str]
) -> None:
    files = conf(f"[global]\nextra-index-url = {MINE}\n")
    assert urls(read(f"install x {words}", files=files, variables=variables)) == found


def test_isolation_leaves_the_system_files() -> None:
    files = {"/etc/pip.conf": f"[global]\nindex-url = {MINE}\n"}
    assert urls(read("install x --isolated", files=files)) == [INDEX]


@pytest.mark.parametrize(
    ("words", "variables", "files", "origin"),
    [
        (
            "",
            {},
            conf(f"[global]\nx = 1\nindex_url = {MINE}\n"),
            (HOME / USER[2:], 3, "global.index_url"),
        ),
        (
            "",
            {"PIP_NO_INDEX": "off"},
            conf(f"[global]\nextra-index-url =\n  {MINE}\n  {HERS}\nindex-url = x\n"),
            (HOME / USER[2:], 3, "global.extra-index-url"),
        ),
        ("", {"PIP_INDEX_URL": MINE}, {}, "PIP_INDEX_URL"),
        (f"-i {MINE}", {}, {}, "--index-url"),
        ("-r r.txt", {}, {"r.txt": f"x\n-i {MINE}\n"}, (PROJECT / "r.txt", 2, "--index-url")),
    ],
)
def test_each_index_knows_where_it_is_declared(
    words: str, variables: dict[str, str], files: dict[str, str], origin: object
) -> None:
    found = read(f"install x {words}", files=files, variables=variables).reports[0].index
    expected = Origin(*origin) if isinstance(origin, tuple) else None
    (declared,) = found.origins
    assert declared == (expected or declared)
    assert expected or origin in {declared.variable, declared.flag}


def test_the_default_is_declared_nowhere() -> None:
    index = only(read("install x")).index
    assert (index.url, index.origins, index.username) == (PYPI, (), None)


def test_a_broken_file_is_a_problem_and_stops_pip() -> None:
    files = conf(f"[global]\nindex-url = {MINE}\nnonsense\n")
    files |= {"/etc/pip.conf": f"[global]\nindex-url = {HERS}\n"}
    found = read("install x", files=files)
    assert [(each.path, each.line) for each in found.problems] == [(HOME / USER[2:], 3)]
    silence = only(found).silence
    assert silence is not None
    assert silence.code == "settings-ignored"
    assert silence.reason.startswith("pip stops: a line is neither")
    assert "pip.conf:3" in silence.fix


@pytest.mark.parametrize(("version", "problems"), [((26, 2, 1), 0), ((26, 3), 1)])
def test_two_spellings_of_one_key(version: Version, problems: int) -> None:
    files = conf(f"[global]\nindex-url = {HERS}\nindex_url = {MINE}\n")
    found = read("install x", version, files)
    assert len(found.problems) == problems
    assert urls(found) == [PYPI if problems else INDEX]


def test_another_name_for_a_key_is_no_second_spelling() -> None:
    files = conf(
        f"[global]\nindex-url = {HERS}\npypi-url = {MINE}\n[install]\nindex-url = {HERS}\n"
    )
    assert not read("install x", files=files).problems


def test_a_command_without_requirements_ignores_that_setting() -> None:
    variables = {"PIP_REQUIREMENT": "r.txt", "PIP_CONSTRAINT": "r.txt"}
    files = {"r.txt": f"-i {MINE}\n"}
    assert urls(read("index versions x", files=files, variables=variables)) == [PYPI]
    assert urls(read("install x", files=files, variables=variables)) == [INDEX]


def test_a_percent_sign_and_a_variable_stay_as_they_are() -> None:
    files = conf("[global]\nindex-url = https://${U}%40x@pkgs.example/s/\n")
    found = read("install x", files=files, variables={"U": "ci-bot"})
    assert questions(found)[0] == ("https://pkgs.example/s/", "${U}@x")
