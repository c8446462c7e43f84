"""Commands as the shell of a platform wants them, and where a project names a package."""

from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.rules.installs import exported, joined, variable
from keydex.rules.rings.declared import declared
from tests.memory import HOME, PROJECT, Memory, world

POSIX = world()
WINDOWS = Environment(PROJECT, HOME, {}, "win32", Memory())


@pytest.mark.parametrize(
    ("environment", "folder", "expected"),
    [
        (POSIX, HOME / ".local/bin", 'export PATH="$HOME/.local/bin:$PATH"'),
        (POSIX, HOME / "my $tools", "export PATH='/world/home/my $tools':\"$PATH\""),
        (POSIX, Path("/opt/bin"), 'export PATH=/opt/bin:"$PATH"'),
        (WINDOWS, Path("C:/bin"), '$env:PATH = "C:/bin;$env:PATH"'),
    ],
)
def test_a_folder_comes_first_on_path(
    environment: Environment, folder: Path, expected: str
) -> None:
    assert exported(environment, folder) == expected


def test_a_variable_is_set_and_commands_are_joined() -> None:
    assert variable(POSIX, "A", "b c") == "export A='b c'"
    assert variable(WINDOWS, "A", "b") == '$env:A = "b"'
    assert (joined(POSIX, ["a", "b"]), joined(WINDOWS, ["a", "b"])) == ("a && b", "a; b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[project]\ndependencies = ['keydex>=1']\n", [""]),
        ("[project.optional-dependencies]\nall = ['KeyDex']\n", ["--optional all"]),
        ("[dependency-groups]\ndev = ['keydex', {include-group = 'x'}]\n", ["--group dev"]),
        ("[tool.uv]\ndev-dependencies = ['keydex']\n", ["--dev"]),
        ("[project]\ndependencies = ['keydex-extra']\n[tool]\nuv = 1\n", []),
        ("project = 1\n", []),
        ("[broken", []),
    ],
)
def test_a_project_names_a_package(text: str, expected: list[str]) -> None:
    assert declared(world({"pyproject.toml": text}), PROJECT, "keydex") == expected


def test_a_folder_without_project_names_nothing() -> None:
    assert declared(POSIX, PROJECT, "keydex") == []
