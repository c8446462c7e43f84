"""Where pip looks: indexes, find-links, and what requirements files change."""

import pytest

from keydex.model import Origin, Role, Version
from tests.memory import PROJECT
from tests.tools.pip.reading import HERS, INDEX, MINE, NEWEST, questions, read, urls

OTHER = "https://other.example/b/simple/"
PYPI = "https://pypi.org/simple"
LINKS = "https://links.example/l/"


@pytest.mark.parametrize(
    ("lines", "words", "version", "found"),
    [
        (f"-i {MINE}", "", NEWEST, [INDEX]),
        (f"--index-url='{MINE}' # corp", "", NEWEST, [INDEX]),
        (f"-i {MINE}", f"-i {HERS} --extra-index-url {HERS}", NEWEST, [INDEX]),
        (f"--extra-index-url {HERS}\n-i {MINE}", "", NEWEST, [INDEX]),
        (f"-i {MINE}\n--extra-index-url {HERS}", "", NEWEST, [INDEX, OTHER]),
        (f"--extra-index-url {HERS} -i {MINE}", "", NEWEST, [INDEX, OTHER]),
        (f"-i {HERS} -i {MINE}", "", NEWEST, [INDEX]),
        (f"--extra-index-url {HERS}", "", NEWEST, [PYPI, OTHER]),
        (f"x -i {MINE}", "", NEWEST, [PYPI]),
        (f"--no-index\n-i {MINE}", "", (22, 2, 2), [INDEX]),
        (f"--no-index\n-i {MINE}", "", (22, 3), []),
        (f"-i {MINE}", "--no-index", (22, 2, 2), [INDEX]),
        (f"-i {MINE}", "--no-index", (22, 3), []),
        (f"-i {MINE} --no-index", "", (22, 2, 2), []),
        (f"--no-index\n--extra-index-url {HERS}", "", (22, 2, 2), [OTHER]),
        (f"--no-index\n--extra-index-url {HERS}", "", (22, 3), []),
        (f"-f {LINKS} -f {HERS}", "--no-index", NEWEST, [LINKS]),
        ("-i https://${CORP_USER}@pkgs.example/team/simple/", "", NEWEST, [INDEX]),
    ],
)
def test_what_a_requirements_file_changes(
    lines: str, words: str, version: Version, found: list[str]
) -> None:
    files = {"r.txt": f"{lines}\nflask\n"}
    variables = {"CORP_USER": "ci-bot"}
    assert urls(read(f"install -r r.txt {words}", version, files, variables)) == found


def test_constraints_are_read_before_requirements() -> None:
    files = {"c.txt": f"-i {HERS}\n", "r.txt": f"-i {MINE}\n-r sub/n.txt\n", "sub/n.txt": "flask\n"}
    assert urls(read("install -r r.txt -c c.txt", files=files)) == [INDEX]
    assert urls(read("install flask -c c.txt", files=files)) == [OTHER]


def test_of_several_files_the_last_counts() -> None:
    files = {"a.txt": f"-i {HERS}\n", "b.txt": "-r n.txt\n", "n.txt": f"\n-i {MINE}\n"}
    found = read("install -r a.txt -r b.txt", files=files).reports
    assert [each.index.origins for each in found] == [
        (Origin(PROJECT / "n.txt", 2, "--index-url"),)
    ]


def test_a_missing_file_is_a_problem_and_stops_pip() -> None:
    found = read("install -r none.txt")
    assert [(each.path.name, each.line) for each in found.problems] == [("none.txt", None)]
    assert not questions(found)


def test_a_file_behind_a_url_is_not_fetched() -> None:
    found = read("install -r https://pkgs.example/r.txt")
    assert urls(found) == [PYPI]
    assert not found.problems


@pytest.mark.parametrize(
    ("version", "found"), [((21, 0, 1), [INDEX, LINKS]), ((21, 1), [LINKS, INDEX])]
)
def test_links_are_asked_before_the_indexes_since_21_1(version: Version, found: list[str]) -> None:
    configuration = read(f"install x -i {MINE} -f {LINKS}", version)
    assert urls(configuration) == found
    assert {each.index.role for each in configuration.reports} == {Role.DEFAULT, Role.FIND_LINKS}


@pytest.mark.parametrize(
    "url",
    ["", "pkgs.example/simple/", "file:///srv/simple", "/srv/simple", "git+https://pkgs.example/",
     "https://", "https://[bad/simple/", "https://pkgs.example:port/simple/"],
)  # fmt: skip
def test_what_is_no_server_is_left_out(url: str) -> None:
    files = {"~/.config/pip/pip.conf": f"[global]\nextra-index-url = {HERS}\n"}
    variables = {"PIP_INDEX_URL": url} if url else {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "x"}
    assert urls(read("install x", files=files, variables=variables)) == [OTHER]


def test_roles() -> None:
    found = read(f"install x -i {MINE} --extra-index-url {HERS} -f {LINKS}").reports
    assert [each.index.role for each in found] == [Role.FIND_LINKS, Role.DEFAULT, Role.EXTRA]


@pytest.mark.parametrize(
    ("url", "username", "password", "sends"),
    [
        (INDEX, None, None, False),
        (MINE, "ci-bot", None, True),
        ("https://ci%40corp:p%2Fw@pkgs.example/team/simple/", "ci@corp", "p/w", False),
        ("https://:pw@pkgs.example/team/simple/", "", "pw", False),
    ],
)
def test_the_login_of_a_url(
    url: str, username: str | None, password: str | None, sends: bool
) -> None:
    index = read(f"install x -i {url}").reports[0].index
    assert (index.url, index.username) == (INDEX, username)
    assert index.username_from == (None if username is None else "url")
    assert (index.password.reveal() if index.password else None) == password
    assert index.settings == {"sends_empty_password": sends}


@pytest.mark.parametrize("blank", [" ", "\n", "\n  "])
def test_a_second_url_in_one_value_shows_no_password(blank: str) -> None:
    variables = {"PIP_INDEX_URL": f"{MINE}{blank}https://ann:hunter2@other.example/"}
    assert urls(read("install x", variables=variables)) == [INDEX]


def test_a_username_alone_was_not_sent_at_first() -> None:
    index = read(f"install x -i {MINE}", (19, 2, 1)).reports[0].index
    assert index.settings == {"sends_empty_password": False}


LOCK = """
lock-version = "1.0"
[[packages]]
name = "flask"
vcs = { type = "git", url = "https://git.example/flask" }
[[packages.wheels]]
name = "flask.whl"
url = "%s/flask.whl"
[[packages.wheels]]
name = "odd.whl"
url = 3
"""


@pytest.mark.parametrize(
    ("words", "version", "codes"),
    [
        ("-r pylock.toml", NEWEST, [None, "locked"]),
        ("-r pylock.dev.toml[socks]", NEWEST, [None, "locked"]),
        ("-r pylock.toml flask", NEWEST, [None, None]),
        ("-r pylock.toml -r r.txt", NEWEST, [None, None]),
        ("-r pylock.toml", (26, 0, 1), [None, None]),
    ],
)
def test_a_lock_spares_every_index_but_that_of_its_files(
    words: str, version: Version, codes: list[str | None]
) -> None:
    lock = LOCK % "https://pkgs.example/files"
    files = {"pylock.toml": lock, "pylock.dev.toml": lock, "r.txt": "flask\n"}
    found = read(f"install {words} -i {MINE} --extra-index-url {HERS}", version, files)
    assert [each.silence and each.silence.code for each in found.reports] == codes


def test_a_missing_or_broken_lock_is_a_problem() -> None:
    assert read("install -r pylock.toml").problems[0].reason == "there is no such file"
    assert read("install -r pylock.toml", files={"pylock.toml": "="}).problems
