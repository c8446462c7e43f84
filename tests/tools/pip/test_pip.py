"""pip as a tool of keydex."""

import pytest

from keydex.model import Version
from keydex.tools import pip
from tests.memory import PROJECT, world
from tests.tools.pip.reading import INDEX, MINE, questions, read, urls


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], [("install",)]),
        (["requirements.txt"], [("install", "-r", "requirements.txt")]),
        (
            ["requirements.txt", "requirements-dev.txt", "constraints.txt", "requirements.in"],
            [("install", "-r", "requirements-dev.txt"), ("install", "-r", "requirements.txt")],
        ),
    ],
)
def test_the_usual_commands(names: list[str], words: list[tuple[str, ...]]) -> None:
    found = list(pip.usual(world(dict.fromkeys(names, ""))))
    assert [each.words for each in found] == words
    assert not any(each.given for each in found)


def test_a_command_that_asks_no_index_has_no_reports() -> None:
    found = read(f"freeze -i {MINE}")
    assert (found.reports, found.project) == ((), PROJECT)


def test_each_index_is_explained_in_the_order_in_which_it_is_asked() -> None:
    found = read(f"install x --extra-index-url {MINE}")
    assert urls(found) == ["https://pypi.org/simple", INDEX]
    assert questions(found)[:2] == [("https://pypi.org/simple/", None), ("pypi.org", None)]


def test_no_secret_is_written_out() -> None:
    found = read(
        "install x -i https://u:hunter2@pkgs.example/s/ -f https://v:hunter2@links.example/",
        files={"~/.netrc": "default login me password hunter2\n"},
    )
    assert "hunter2" not in repr((found.reports, found.access, found.problems))


@pytest.mark.parametrize("version", pip.WATCHED)
def test_the_watched_releases_are_in_reach(version: Version) -> None:
    assert pip.OLDEST <= version <= pip.NEWEST


def test_breakpoints_stand_in_order() -> None:
    assert list(pip.BREAKPOINTS) == sorted(set(pip.BREAKPOINTS))
    assert all(pip.OLDEST <= each <= pip.NEWEST for each in pip.BREAKPOINTS)
