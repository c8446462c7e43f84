"""A fresh clone is set up by `keydex onboard`, and then uv, pip and poetry install."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.person import OF_PIP, OF_POETRY, OF_UV, Person, path_of
from tests.live.servers import PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.oracle.tools import Tools
from tests.secret_service import secret_service
from tests.ui.terminals import terminal

pytestmark = pytest.mark.live

TOOLS = ("uv", "pip", "poetry")
INSTALLS = (
    "uv sync",
    "python -m pip install --target out -r requirements.txt",
    "poetry install",
)


@pytest.fixture
def bot(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with the three tools on PATH, and a Secret Service of their own."""
    project = tmp_path / "project"
    project.mkdir()
    path = path_of(tmp_path / "bin", installed, *TOOLS)
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        yield Person(project, {**service.variables, **OF_UV, **OF_PIP, **OF_POETRY}, service)


def cloned(bot: Person, url: str) -> None:
    """Have a clone that says where the index is, and nothing of who asks it or how."""
    bot.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['{PACKAGE}']\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\ndefault = true\n"
        "[tool.poetry]\npackage-mode = false\n"
        f"[[tool.poetry.source]]\nname = 'corp'\nurl = '{url}'\n",
    )
    bot.write("requirements.txt", f"-i {url}\n{PACKAGE}\n")


def outcomes(bot: Person) -> dict[str, bool]:
    """Install afresh with each tool, and say which of them succeed."""
    found = {}
    for command in INSTALLS:
        bot.starts_anew()
        for name in ("uv.lock", "poetry.lock"):
            (bot.project / name).unlink(missing_ok=True)
        found[command] = bot.types(*command.split()).returncode == 0
    return found


def states(bot: Person) -> tuple[int, dict[str, str]]:
    """Return what `onboard --check` ends with, and the states of its steps."""
    code, document = bot.told("onboard", "--check")
    (one,) = document["indexes"]
    return code, {each["step"]: each["state"] for each in one["steps"]}


@pytest.mark.parametrize("more", [(), ("--in", "project")], ids=["for anyone", "by name"])
def test_without_a_person_a_clone_is_set_up(
    more: tuple[str, ...], bot: Person, installed: Tools, tmp_path: Path
) -> None:
    (tmp_path / "server").mkdir()
    with pypiserver(installed, tmp_path / "server") as url:
        cloned(bot, url)
        code, before = states(bot)
        assert (code, before["setting"], before["proof"]) == (1, "open", "later")
        assert outcomes(bot) == dict.fromkeys(INSTALLS, False)

        words = ("onboard", "corp", "-u", USER, "--stdin", "--yes", *more)
        done = bot.keydex(*words, secret=PASSWORD)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "✓ corp  uv pip poetry get in." in done.stdout
        code, after = states(bot)
        assert (code, set(after.values())) == (0, {"done"})
        assert outcomes(bot) == dict.fromkeys(INSTALLS, True)


def test_a_person_at_a_terminal_sets_up_a_clone(bot: Person) -> None:
    with files_elsewhere() as url:
        cloned(bot, url)
        assert states(bot)[0] == 1
        with terminal(["-m", "keydex", "onboard"], bot.project, bot.variables) as screen:
            for question, answer in (
                ("Write this?", "\n"),
                ("Write this?", "\n"),
                ("Write this?", "\n"),
                ("Enter it now?", "\n"),
                ("Your username", f"{USER}\n"),
                ("Password or token", f"{PASSWORD}\n"),
                ("uv pip poetry get in", ""),
            ):
                screen.answer(question, answer)
            assert screen.end() == 0
        assert PASSWORD.encode() not in screen.seen
        assert states(bot)[0] == 0
        assert outcomes(bot) == dict.fromkeys(INSTALLS, True)


def test_in_the_app_six_keys_a_name_and_one_paste_set_up_a_clone(bot: Person) -> None:
    with files_elsewhere() as url:
        cloned(bot, url)
        keys = (
            ("private index", "g"),
            ("⏎  Write keyring-provider", "\r"),
            ("⏎  Set keyring-provider", "\r"),
            ("⏎  Write authenticate", "\r"),
            ("as the index knows you", USER),
            (USER, "\r"),
            ("for uv, pip and poetry", f"\x1b[200~{PASSWORD}\x1b[201~"),
            ("•••", "\r"),
        )
        with terminal(["-m", "keydex"], bot.project, bot.variables) as screen:
            for drawn, pressed in keys:
                screen.answer(drawn, pressed)
            screen.answer("uv pip poetry get in.", "\r")
            screen.answer("private index works", "q")
            assert screen.end() == 0
        assert [each for _, each in keys if len(each) == 1] == ["g", *"\r\r\r\r\r"]
        assert PASSWORD.encode() not in screen.seen
        assert states(bot)[0] == 0
        assert outcomes(bot) == dict.fromkeys(INSTALLS, True)
