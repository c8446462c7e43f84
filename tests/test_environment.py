"""The world that a command is run in."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from keydex.environment import Environment, ThisMachine, home_of
from tests.memory import HOME, PROJECT, Memory, world


def test_here_is_where_keydex_was_started(tmp_path: Path) -> None:
    here = Environment.here(tmp_path)
    assert here.folder == tmp_path
    assert here.platform == sys.platform
    assert here.variables["PATH"] == os.environ["PATH"]
    assert "PATH" not in repr(here)


@pytest.mark.parametrize(
    ("platform", "expected"),
    [("linux", "/home/me"), ("darwin", "/home/me"), ("win32", "C:/Users/me")],
)
def test_the_home_folder_is_the_one_that_tools_take(platform: str, expected: str) -> None:
    variables = {"HOME": "/home/me", "USERPROFILE": "C:/Users/me"}
    assert home_of(variables, platform) == Path(expected)
    assert home_of({}, platform) == Path.home()


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({"XDG_CACHE_HOME": "/c"}, "linux", "/c/uv"),
        ({}, "darwin", f"{HOME}/.cache/uv"),
        ({"UV_CACHE_DIR": "cache"}, "linux", f"{PROJECT}/cache"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/uv"),
        ({}, "win32", f"{HOME}/AppData/Local/uv"),
    ],
)
def test_where_uv_keeps_what_it_makes_for_a_moment(
    variables: dict[str, str], platform: str, expected: str
) -> None:
    assert str(world(variables=variables, platform=platform).cache_folder()) == expected


def test_the_folders_of_a_launcher_are_not_looked_at() -> None:
    path = f"{HOME}/.cache/uv/archive-v0/x/bin:{HOME}/.local/bin:/usr/bin"
    programs = {f"{HOME}/.cache/uv/archive-v0/x/bin/keyring": "", "/usr/bin/keyring": ""}
    here = world(variables={"PATH": path}, programs=programs)
    hidden = here.own_folders()
    assert hidden == [HOME / ".cache/uv/archive-v0/x/bin"]
    assert here.which("keyring") == HOME / ".cache/uv/archive-v0/x/bin/keyring"
    assert replace(here, hidden=frozenset(hidden)).which("keyring") == Path("/usr/bin/keyring")


def test_a_cache_behind_a_link_is_the_cache() -> None:
    memory = Memory(links={HOME / ".cache": Path("/big/cache")})
    path = {"PATH": "/big/cache/uv/x/bin:/usr/bin"}
    here = Environment(PROJECT, HOME, path, "linux", memory)
    assert here.own_folders() == [Path("/big/cache/uv/x/bin")]


@pytest.mark.parametrize(
    ("platform", "program", "found"),
    [
        ("linux", "/a/keyring", True),
        ("linux", "/a/keyring.exe", False),
        ("win32", "/a/keyring.exe", True),
        ("win32", "/a/keyring.bat", False),
        ("win32", "/a/pip.cmd", False),
    ],
)
def test_a_program_is_found_as_the_platform_finds_it(
    platform: str, program: str, found: bool
) -> None:
    separator = ";" if platform == "win32" else ":"
    path = {"PATH": f"/b{separator}{separator}/a"}
    here = world(variables=path, platform=platform, programs={program: ""})
    assert (here.which("keyring") is not None) == found


def test_other_programs_of_windows_may_be_scripts() -> None:
    here = world(variables={"PATH": "/a"}, platform="win32", programs={"/a/pip.cmd": ""})
    assert here.which("pip") == Path("/a/pip.cmd")
    assert here.which("pip", ()) is None


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("true", True), ("", False), ("0", False), ("No", False)]
)
def test_a_flag_is_true_or_not(text: str, value: bool) -> None:
    assert world(variables={"X": text}).flag("X") is value
    assert world().flag("X") is False


def test_this_machine_reads_files_and_nothing_else(tmp_path: Path) -> None:
    machine = ThisMachine()
    file = tmp_path / "file"
    file.write_bytes(b"x")
    file.chmod(0o640)
    (tmp_path / "link").symlink_to(file)
    os.mkfifo(tmp_path / "pipe")
    assert machine.read(file) == b"x"
    assert machine.read(Path(os.devnull)) == b""
    for name in ("pipe", "missing", "."):
        with pytest.raises(OSError, match=r"."):
            machine.read(tmp_path / name)
    assert machine.mode(file) == 0o640
    assert machine.is_file(tmp_path / "link")
    assert machine.is_folder(tmp_path)
    assert not machine.is_executable(file)
    assert machine.names(tmp_path) == ["file", "link", "pipe"]
    assert machine.names(tmp_path / "missing") == []
    assert machine.resolve(tmp_path / "link") == machine.resolve(file)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2**26 + 1)
    with pytest.raises(OSError, match="64 MiB"):
        ThisMachine().read(tmp_path / "large")


def test_a_program_is_run_for_a_bounded_time(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\necho $1\n")
    script.chmod(0o755)
    assert ThisMachine().output((str(script), "hello")) == "hello\n"
    script.write_text("#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(OSError, match="gave no answer"):
        ThisMachine().output((str(script),))
    with pytest.raises(OSError, match=r"."):
        ThisMachine().output((str(tmp_path / "missing"),))


def test_an_environment_that_uv_made_for_keydex_is_not_looked_at(tmp_path: Path) -> None:
    """As `uv tool install` makes it: with a receipt, and a PATH that leads into it."""
    environment = tmp_path / "tools/keydex"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (environment / "uv-receipt.toml").write_text("")
    command = environment / "bin/keyring"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    script = (
        "from keydex.environment import Environment\nprint(Environment.here().which('keyring'))\n"
    )
    done = subprocess.run(
        [environment / "bin/python", "-c", script],
        env={
            "PATH": f"{environment}/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "None\n"


def test_what_can_not_be_looked_at_is_not_there(tmp_path: Path) -> None:
    # Root may look everywhere: a name that no file system takes stands for a closed folder.
    path, machine = tmp_path / ("x" * 300), ThisMachine()
    assert not machine.is_file(path)
    assert not machine.is_folder(path)
    assert not machine.is_executable(path)
