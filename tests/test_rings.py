"""Keyring commands as installers leave them on the disk."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.model import Access, Via
from keydex.rings import Ring, commands, of_access, of_command, shown, tool_bin
from keydex.rings.installing import anew, into
from tests.memory import HOME, PROJECT, Memory

SCRIPT = "#!{}\nimport sys\nfrom keyring.cli import main\nsys.exit(main())\n"
TOOL = HOME / ".local/share/uv/tools/keyring"
BIN = HOME / ".local/bin"
PACKAGES = {"keyring": "25.7.0", "keyrings.google_artifactregistry_auth": "1.1.2"}


class Disk:
    """A machine on which keyrings are installed."""

    def __init__(self, platform: str = "linux", **variables: str) -> None:
        self.memory = Memory()
        self.platform = platform
        self.variables = {"PATH": "/usr/bin", "HOME": str(HOME), **variables}

    @property
    def environment(self) -> Environment:
        """Return it as keydex sees it."""
        return Environment(PROJECT, HOME, self.variables, self.platform, self.memory)

    def script(self, path: Path, python: Path) -> None:
        """Write what an installer generates."""
        self.memory.files[path] = SCRIPT.format(python).encode()
        self.memory.files.setdefault(python, b"")
        self.memory.modes[path] = self.memory.modes[python] = 0o755

    def packages(self, site: Path, packages: Mapping[str, str] = PACKAGES) -> None:
        """Write the metadata of packages."""
        for name, version in packages.items():
            self.memory.files[site / f"{name}-{version}.dist-info/METADATA"] = b""

    def venv(self, prefix: Path, mark: str = "", content: str = "") -> None:
        """Make an environment with a keyring, and a file that tells who made it."""
        self.memory.files[prefix / "pyvenv.cfg"] = b"version = 3.12.1\n"
        if mark:
            self.memory.files[prefix / mark] = content.encode()
        if self.platform == "win32":
            self.packages(prefix / "Lib/site-packages")
            return
        self.script(prefix / "bin/keyring", prefix / "bin/python")
        self.packages(prefix / "lib/python3.12/site-packages")

    def launcher(self, path: Path, python: Path) -> None:
        """Write a launcher of Windows, with its script inside."""
        script = b"MZ...#!" + str(python).encode() + b"\r\nfrom keyring.cli import main\n"
        self.memory.files[path] = script
        self.memory.files.setdefault(python, b"")
        self.memory.modes[path] = self.memory.modes[python] = 0o755


def test_a_tool_of_uv_is_one_keyring_and_names_what_it_was_asked_for() -> None:
    disk = Disk(PATH=f"{BIN}:/usr/bin")
    receipt = '[tool]\nrequirements = [{ name = "keyrings-alt" }, { name = "keyring" }, 1]\n'
    disk.venv(TOOL, "uv-receipt.toml", receipt)
    disk.memory.links[BIN / "keyring"] = TOOL / "bin/keyring"
    (ring,) = commands(disk.environment)
    assert (ring.executable, ring.prefix, ring.version) == (BIN / "keyring", TOOL, (25, 7, 0))
    assert (ring.owner, ring.tool, ring.on_path) == ("uv tool", "keyring", True)
    assert ring.asked == ("keyring", "keyrings-alt")


def test_a_name_with_a_dot_is_found_however_its_metadata_spell_it() -> None:
    disk = Disk()
    disk.venv(TOOL)
    disk.packages(TOOL / "lib/python3.12/site-packages", {"keyrings_artifacts": "1.0.2"})
    ring = of_command(disk.environment, TOOL / "bin/keyring")
    assert ring.packages == {
        "keyrings.google-artifactregistry-auth": (1, 1, 2),
        "keyrings.artifacts": (1, 0, 2),
    }


@pytest.mark.parametrize(
    ("prefix", "mark", "owner"),
    [
        (TOOL, "uv-receipt.toml", "uv tool"),
        (TOOL.parent / "keydex", "uv-receipt.toml", "keydex"),
        (TOOL.parent / "twine", "uv-receipt.toml", "uv tool"),
        (HOME / ".local/share/pipx/venvs/keyring", "pipx_metadata.json", "pipx"),
        (PROJECT / ".venv", "", "venv"),
    ],
)
def test_an_environment_tells_who_made_it(prefix: Path, mark: str, owner: str) -> None:
    disk = Disk()
    disk.venv(prefix, mark, "[broken")
    ring = of_command(disk.environment, prefix / "bin/keyring")
    assert ring.owner == owner
    assert ring.asked == ((prefix.name,) if mark == "uv-receipt.toml" else ())


def test_debians_keyring_is_the_systems() -> None:
    disk = Disk()
    disk.script(Path("/usr/bin/keyring"), Path("/usr/bin/python3"))
    disk.memory.links[Path("/usr/bin/python3")] = Path("/usr/bin/python3.11")
    disk.memory.modes[Path("/usr/bin/python3.11")] = 0o755
    disk.packages(Path("/usr/lib/python3/dist-packages"), {"keyring": "23.9.3"})
    (ring,) = commands(disk.environment)
    assert (ring.prefix, ring.version, ring.owner) == (Path("/usr"), (23, 9, 3), "system")


def test_a_keyring_of_pips_user_scheme_is_a_persons_own() -> None:
    disk = Disk()
    disk.script(BIN / "keyring", Path("/usr/bin/python3.11"))
    disk.packages(HOME / ".local/lib/python3.11/site-packages")
    (ring,) = commands(disk.environment)
    assert (ring.owner, ring.version, ring.on_path) == ("user", (25, 7, 0), False)


def test_a_conda_environment_is_told_by_its_history() -> None:
    disk = Disk(PATH="/opt/conda/bin")
    disk.script(Path("/opt/conda/bin/keyring"), Path("/opt/conda/bin/python3.12"))
    disk.memory.files[Path("/opt/conda/conda-meta/history")] = b""
    (ring,) = commands(disk.environment)
    assert (ring.prefix, ring.owner) == (Path("/opt/conda"), "conda")


def test_a_folder_of_path_that_is_a_link_to_another_shows_one_keyring() -> None:
    disk = Disk(PATH="/bin:/usr/bin")
    disk.script(Path("/usr/bin/keyring"), Path("/usr/bin/python3.11"))
    disk.memory.links[Path("/bin")] = Path("/usr/bin")
    assert [each.executable for each in commands(disk.environment)] == [Path("/bin/keyring")]


def test_a_wrapper_tells_nothing_of_what_is_behind_it() -> None:
    disk = Disk()
    path = Path("/usr/bin/keyring")
    disk.memory.files[path], disk.memory.modes[path] = b"#!/bin/sh\n", 0o755
    assert commands(disk.environment) == (Ring(path, on_path=True),)


def test_an_imported_keyring_has_no_command() -> None:
    disk = Disk()
    disk.venv(TOOL)
    access = Access(Via.IMPORT, "", interpreter=TOOL / "bin/python")
    ring = of_access(disk.environment, access)
    assert ring is not None
    assert (ring.executable, ring.version, ring.owner) == (None, (25, 7, 0), "venv")
    assert of_access(disk.environment, Access(Via.NONE, "")) is None


def test_windows_copies_a_command_in_place_of_a_link() -> None:
    disk = Disk("win32", PATH=f"{BIN};{TOOL}/Scripts")
    disk.venv(TOOL, "uv-receipt.toml")
    for folder in (BIN, TOOL / "Scripts"):
        disk.launcher(folder / "keyring.exe", TOOL / "Scripts/python.exe")
    (ring,) = commands(disk.environment)
    assert (ring.executable, ring.owner) == (BIN / "keyring.exe", "uv tool")
    assert ring.prefix == TOOL


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {"PIPX_BIN_DIR": "~/tools"}, HOME / "tools"),
        ("linux", {"PIPX_BIN_DIR": "/opt/tools"}, Path("/opt/tools")),
        ("linux", {"PYTHONUSERBASE": "/base"}, Path("/base/bin")),
        ("linux", {"XDG_BIN_HOME": "/xdg"}, Path("/xdg")),
        ("darwin", {}, HOME / "Library/Python/3.12/bin"),
        ("win32", {"APPDATA": "/roaming"}, Path("/roaming/Python/Python312/Scripts")),
        ("win32", {}, HOME / "AppData/Roaming/Python/Python312/Scripts"),
    ],
)
def test_a_keyring_is_found_where_no_path_leads(
    platform: str, variables: dict[str, str], folder: Path
) -> None:
    disk = Disk(platform, **variables)
    name = "keyring.exe" if platform == "win32" else "keyring"
    disk.memory.files[folder / name], disk.memory.modes[folder / name] = b"", 0o755
    assert commands(disk.environment) == (Ring(folder / name),)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, BIN),
        ({"XDG_DATA_HOME": "/data/share"}, Path("/data/bin")),
        ({"XDG_DATA_HOME": "/data/share", "XDG_BIN_HOME": "/xdg"}, Path("/xdg")),
        ({"XDG_BIN_HOME": "/xdg", "UV_TOOL_BIN_DIR": "commands"}, PROJECT / "commands"),
    ],
)
def test_uv_puts_commands(variables: dict[str, str], expected: Path) -> None:
    assert tool_bin(Disk(**variables).environment) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PROJECT / ".venv/bin/keyring", ".venv/bin/keyring"),
        (HOME / ".local/bin", "~/.local/bin"),
        (Path("/usr/bin/keyring"), "/usr/bin/keyring"),
    ],
)
def test_a_path_is_shown_as_a_person_spells_it(path: Path, expected: str) -> None:
    assert shown(Disk().environment, path) == expected


def test_a_command_of_uv_there_already_is_replaced() -> None:
    disk = Disk(PATH="/tools")
    disk.memory.programs[Path("/tools/uv")] = ""
    disk.memory.files[BIN / "keyring"] = b"#!/bin/sh\n"
    (step,) = anew(disk.environment, (), ("keyring>=25",))
    assert step[:4] == ("uv", "tool", "install", "--force")
    assert step[-1] == "keyring>=25"


def test_what_is_added_to_a_tool_brings_its_keyring_again() -> None:
    disk = Disk(PATH="/tools")
    asked = ("twine", "keyring", "keyrings-alt>=4")
    ring = Ring(BIN / "keyring", owner="uv tool", tool="twine", asked=asked)
    (step,) = into(disk.environment, ring, ("keyring>=25.4.1", "keyrings.alt>=5"))
    brings = ("twine", "--with-executables-from", "keyring")
    words = ("--with", "keyring>=25.4.1", "--with", "keyrings.alt>=5")
    assert step[-7:] == (*brings, *words)


def test_windows_has_no_env() -> None:
    disk = Disk("win32", UV_INDEX="https://a.example/")
    disk.memory.programs[Path("/usr/bin/uv.exe")] = ""
    (step,) = anew(disk.environment, (), ("keyring",))
    assert step[0] == "uv"
