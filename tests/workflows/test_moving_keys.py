"""A password under a key of a tool's own file moves, and every other byte stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from keydex.errors import KeydexError, KeyringError
from keydex.model import State
from keydex.workflows import moving
from tests.entries import Entries
from tests.rules.cases import findings
from tests.rules.keys import (
    ALONE,
    AUTH,
    BASIC,
    CANARY,
    CONFIG,
    ENTRY,
    FEED,
    HATCH,
    IN_RC,
    INDEX,
    LOGIN,
    OF_PDM,
    OF_POETRY,
    PROJECT,
    RC,
    REPOS,
    REPOSITORY,
    STORE,
    UPLOAD,
    of_flit,
    of_uv,
)
from tests.samples import means
from tests.server import PAGE, Answer, Request, Server, answer
from tests.workflows.test_moving import Place, entries_of

PASSWORD = f"password = '{CANARY}'\n"
OTHER = "# of another\n[[credential]]\nservice = 'https://other/'\nscheme = 'basic'\n"
OTHERS = f"{OTHER}username = 'bob'\npassword = 'of-bob-1'\n"
BY_NAME = ("poetry-repository-corp", "ci-bot")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Give a project and a home, with a keyring command and without any tool."""
    for name in ("proj", "home", "bin"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/keyring").touch(0o755)
    yield Place(tmp_path, {})


@dataclass(frozen=True)
class Source:
    """A file with a password, what of it stays, and the entries that take it."""

    name: str
    tool: str
    project: str
    before: str
    after: str
    entries: tuple[tuple[str, str], ...]


def under(name: str, tool: str, project: str, text: str, *entries: tuple[str, str]) -> Source:
    """Expect that the line with the password goes, and nothing else."""
    lines = text.splitlines(keepends=True)
    after = "".join(line for line in lines if CANARY not in line)
    return Source(name, tool, project, text, after, entries)


SOURCES = [
    under(AUTH, "poetry", OF_POETRY, f"# mine\n{BASIC}# end", BY_NAME),
    under(
        "poetry.toml",
        "poetry",
        OF_POETRY,
        f"[pypi-token]\r\ncorp = '{CANARY}'  # of CI\r\n{REPOSITORY}",
        ("poetry-repository-corp", "__token__"),
    ),
    under(
        AUTH,
        "poetry",
        OF_POETRY,
        f"[pypi-token]\npypi = '{CANARY}'\n",
        ("poetry-repository-pypi", "__token__"),
    ),
    under(
        AUTH,
        "poetry",
        OF_POETRY,
        f"[http-basic.corp]\n{PASSWORD}",
        ("poetry-repository-corp", "__poetry_source_empty_username__"),
    ),
    Source(
        AUTH,
        "poetry",
        OF_POETRY,
        f"http-basic.corp = {{ username = 'ci-bot', password = '{CANARY}' }}\n",
        "http-basic.corp = { username = 'ci-bot' }\n",
        (BY_NAME,),
    ),
    under(
        "poetry.toml",
        "poetry",
        OF_POETRY,
        BASIC + REPOSITORY,
        (FEED, "ci-bot"),
        BY_NAME,
    ),
    under("pyproject.toml", "pdm", "", f"{OF_PDM}{LOGIN}# end\n", (INDEX, "ci-bot")),
    under("pdm.toml", "pdm", OF_PDM, f"[pypi.corp]\n{LOGIN}", (INDEX, "ci-bot")),
    under(
        CONFIG,
        "pdm",
        OF_PDM,
        f"[repository.corp]\nurl = '{UPLOAD}'\n{LOGIN}",
        ("pdm-repository-corp", "ci-bot"),
    ),
    under(
        RC,
        "twine",
        PROJECT,
        f"{IN_RC}; of CI\npassword: {CANARY}\n\n[x]\na=b",
        (UPLOAD, "ci-bot"),
    ),
    under(
        RC,
        "twine",
        PROJECT,
        f"[pypi]\r\nusername = __token__\r\npassword = {CANARY}\r\n",
        ("https://upload.pypi.org/legacy/", "__token__"),
    ),
    under(HATCH, "hatch", PROJECT, f"{REPOS}auth = '{CANARY}'\n", (UPLOAD, "ci-bot")),
    Source(STORE, "uv", of_uv(), ENTRY + OTHERS, OTHERS, ((INDEX, "ci-bot"),)),
    Source(STORE, "uv", of_uv(), OTHERS + ENTRY, OTHERS, ((INDEX, "ci-bot"),)),
    Source(STORE, "uv", of_uv(), ENTRY, "", ((INDEX, "ci-bot"),)),
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: f"{each.tool} {each.name}")
def test_it_moves_and_every_other_byte_stays(place: Place, source: Source) -> None:
    place.write("pyproject.toml", source.project)
    path, entries = place.write(source.name, ""), Entries()
    path.write_bytes(source.before.encode())
    steps = list(moving.moved(place.move(entries, source.tool), means(entries)))
    assert path.read_bytes().decode() == source.after
    assert entries.passwords == dict.fromkeys(source.entries, CANARY)
    assert steps[-1].what == "took the password out"
    assert place.findings(source.tool) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: f"{each.tool} {each.name}")
def test_a_locked_keyring_takes_nothing_out(place: Place, source: Source) -> None:
    place.write("pyproject.toml", source.project)
    path = place.write(source.name, source.before)
    entries = Entries(state=State.LOCKED)
    with pytest.raises(KeyringError, match="gives no answer"):
        list(moving.moved(place.move(entries, source.tool), means(entries)))
    assert path.read_text() == source.before.replace("\r\n", "\n")


def test_tools_that_read_one_file_are_all_served(place: Place) -> None:
    place.write("pyproject.toml", PROJECT)
    place.write(RC, f"{IN_RC}password = {CANARY}\n")
    place.write(HATCH, f"[publish.index.repos.corp]\nurl = '{UPLOAD}'\n")
    move = place.move(Entries(), "twine", "hatch")
    assert entries_of(move) == [(UPLOAD, "ci-bot", ("twine", "hatch"))]


def test_flit_is_served_too_where_its_python_has_keyring() -> None:
    world = of_flit()
    (finding,) = findings("KD001", world)
    move = moving.planned(finding, world.case().survey, means(Entries()))
    assert entries_of(move) == [(UPLOAD, "ci-bot", (tool,)) for tool in ("twine", "flit")]


def test_a_tool_that_has_no_password_gets_none(place: Place) -> None:
    place.write("pyproject.toml", OF_POETRY)
    place.write("poetry.toml", f"pypi-token.corp = '{CANARY}'\n{REPOSITORY}")
    place.write(RC, IN_RC.replace("ci-bot", "__token__"))
    move = place.move(Entries(), "poetry", "twine")
    assert entries_of(move) == [("poetry-repository-corp", "__token__", ("poetry",))]


@pytest.mark.parametrize(
    ("more", "entries"), [("", [BY_NAME]), (REPOSITORY, [(FEED, "ci-bot"), BY_NAME])]
)
def test_a_weaker_file_with_the_same_password_comes_next(
    place: Place, more: str, entries: list[tuple[str, str]]
) -> None:
    place.write("pyproject.toml", OF_POETRY)
    paths = [place.write(name, BASIC + more) for name in ("poetry.toml", AUTH)]
    keyring = Entries()
    for expected in ([], entries):
        list(moving.moved(place.move(keyring, "poetry"), means(keyring)))
        assert list(keyring.passwords) == expected
    assert [each.read_text() for each in paths] == [BASIC.replace(PASSWORD, "") + more] * 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_token_and_a_password_of_one_repository_both_move(place: Place, order: int) -> None:
    place.write("pyproject.toml", OF_POETRY)
    path = place.write("poetry.toml", f"[pypi-token]\ncorp = 'of-the-t0ken'\n{REPOSITORY}{BASIC}")
    keyring = Entries()
    for finding in place.findings("poetry")[::order]:
        move = moving.planned(finding, place.survey("poetry"), means(keyring))
        list(moving.moved(move, means(keyring)))
    assert path.read_text() == f"[pypi-token]\n{REPOSITORY}{BASIC}".replace(PASSWORD, "")
    token = ("poetry-repository-corp", "__token__")
    own = [BY_NAME] if order == 1 else [(FEED, "ci-bot"), BY_NAME]
    assert keyring.passwords == {token: "of-the-t0ken"} | dict.fromkeys(own, CANARY)


def test_another_password_in_a_weaker_file_would_win(place: Place) -> None:
    place.write("pyproject.toml", OF_POETRY)
    place.write("poetry.toml", BASIC)
    place.write(AUTH, BASIC.replace(CANARY, "another-1"))
    with pytest.raises(KeydexError, match=r"^poetry would then take the login in auth\.toml"):
        place.move(Entries(), "poetry")


def test_a_file_of_which_too_little_would_be_left_is_told(place: Place) -> None:
    place.write("pyproject.toml", PROJECT)
    place.write(RC, f"{ALONE}username = __token__\npassword = {CANARY}\n")
    (finding,) = place.findings("twine")
    place.write(RC, f"{ALONE}password = {CANARY}\n")
    with pytest.raises(KeydexError, match=r"^nothing is moved: twine would not know https:"):
        moving.planned(finding, place.survey("twine"), means(Entries()))


def _forbids(request: Request) -> Answer:
    """Say 403 to nobody, so that pdm asks no keyring."""
    return answer(200 if request.login == f"ci-bot:{CANARY}" else 403, PAGE)


@pytest.mark.parametrize(
    ("tool", "project", "name"), [("poetry", OF_POETRY, AUTH), ("pdm", OF_PDM, "pdm.toml")]
)
def test_pdm_asks_no_keyring_of_an_index_that_says_403(
    place: Place, tool: str, project: str, name: str
) -> None:
    with Server(_forbids) as server:
        place.write("pyproject.toml", project.replace(INDEX, f"{server.url}/simple/"))
        place.write(name, BASIC.replace("http-basic", "pypi") if tool == "pdm" else BASIC)
        move = place.move(Entries(), tool)
        if tool == "poetry":
            moving.verified(move, means(Entries()))
            return
        with pytest.raises(KeydexError, match="nothing is moved, as pdm would not get in"):
            moving.verified(move, means(Entries()))
