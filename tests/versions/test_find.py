"""Which release a command runs."""

from pathlib import Path

import pytest

from keydex import versions
from keydex.environment import Environment
from keydex.model import Command, Installation, Version
from tests.memory import HOME, PROJECT, Memory
from tests.versions.worlds import SETTINGS, VENV, machine, metadata, venv

NEWEST = (99, 9)
SCRIPT = "#!/world/venv/bin/python\n"
ON_PATH = "/world/venv/bin:/bin"


def find(environment: Environment, tool: str, launcher: str = "", words: str = "") -> Installation:
    command = Command(tool, tuple(words.split()), tuple(launcher.split()))
    return versions.find(environment, command, NEWEST)


def in_venv(*packages: str, **more: str) -> Environment:
    """Return a machine with an active venv that has pip in it."""
    return machine(
        venv("/world/venv", "pip-26.2.1", *packages),
        {"/world/venv/bin/pip": SCRIPT, "/world/venv/bin/python": ""},
        path=ON_PATH,
        variables=more,
    )


@pytest.mark.parametrize("launcher", ["", "pip", "/world/venv/bin/pip", "python -m pip"])
def test_a_python_tool_is_read_from_the_metadata_beside_its_interpreter(launcher: str) -> None:
    found = find(in_venv(), "pip", launcher)
    assert (found.version, found.source) == ((26, 2, 1), "metadata")
    assert found.interpreter == VENV / "bin/python"
    assert (found.prefix, found.scripts) == (VENV, VENV / "bin")
    assert found.executable == (None if "-m" in launcher else VENV / "bin/pip")
    assert not found.importable


def test_the_keyring_package_beside_it() -> None:
    found = find(in_venv("keyring-25.7.0"), "pip")
    assert (found.importable, found.keyring_version) == (True, (25, 7, 0))


@pytest.mark.parametrize(
    ("tool", "launcher", "importable"),
    [
        ("pip", "", False),
        ("pip", "python3.9 -m pip", False),
        ("twine", "", True),
        ("uv", "", False),
    ],
)
def test_what_is_not_there_is_assumed_to_be_the_newest(
    tool: str, launcher: str, importable: bool
) -> None:
    assert find(machine(), tool, launcher) == Installation(
        tool, NEWEST, "assumed", importable=importable
    )


def test_an_interpreter_without_the_tool_is_kept() -> None:
    found = find(in_venv(), "twine", "python -m twine")
    assert (found.version, found.source) == (NEWEST, "assumed")
    assert (found.interpreter, found.importable) == (VENV / "bin/python", False)


def test_a_program_of_an_unknown_kind_is_assumed_to_be_the_newest() -> None:
    found = find(machine(programs={"/bin/poetry": "Poetry (version 2.0.0)"}), "poetry")
    assert (found.version, found.source) == (NEWEST, "assumed")
    assert found.executable == Path("/bin/poetry")


@pytest.mark.parametrize(
    ("words", "variables", "is_other"),
    [
        ("install x", {}, False),
        ("--python other install x", {}, True),
        ("--python=/world/proj/other/bin/python install x", {}, True),
        ("install x", {"PIP_PYTHON": "other"}, True),
        ("--python none install x", {}, False),
        ("--python", {"PIP_PYTHON": "other"}, False),
    ],
)
def test_pip_may_run_itself_in_another_python(
    words: str, variables: dict[str, str], is_other: bool
) -> None:
    environment = in_venv(**variables)
    assert isinstance(environment.machine, Memory)
    for name, text in venv("other", "keyring-24.0.0", "pip-20.0").items():
        environment.machine.files[PROJECT / name] = text.encode()
    found = find(environment, "pip", words=words)
    assert found.version == (26, 2, 1)
    assert found.prefix == (PROJECT / "other" if is_other else VENV)
    assert found.keyring_version == ((24, 0, 0) if is_other else ())


@pytest.mark.parametrize(
    ("tool", "text", "version", "source"),
    [
        ("uv", "uv 0.13.8 (0000000 2025-01-01)\n", (0, 13, 8), "executable"),
        ("uv", "uv 0.14.0-rc.1\n", (0, 14, 0), "executable"),
        ("pixi", "pixi 0.50.2\n", (0, 50, 2), "executable"),
        ("uv", "something else", NEWEST, "assumed"),
    ],
)
def test_a_program_is_asked_for_its_version(
    tool: str, text: str, version: Version, source: str
) -> None:
    found = find(machine(programs={f"/bin/{tool}": text}), tool)
    assert (found.version, found.source) == (version, source)
    assert found.executable == Path(f"/bin/{tool}")


def test_a_program_that_can_not_be_run_is_assumed_to_be_the_newest() -> None:
    found = find(machine(scripts={"/bin/uv": ""}), "uv")
    assert (found.version, found.source) == (NEWEST, "assumed")


@pytest.mark.parametrize(
    ("program", "folder", "files", "links"),
    [
        (".venv/bin/uv", ".", {}, {}),
        ("tools/bin/uv", ".", {}, {}),
        (".venv/bin/uv", "sub", {"pyproject.toml": ""}, {}),
        (".venv/bin/uv", "a/b", {".git/HEAD": ""}, {}),
        (".venv/bin/uv", ".", {}, {"/bin/uv": ".venv/bin/uv"}),
        ("~/.venv/bin/uv", "~/", {}, {}),
    ],
)
def test_a_program_of_the_project_is_never_run(
    program: str, folder: str, files: dict[str, str], links: dict[str, str]
) -> None:
    place = HOME / program[2:] if program.startswith("~/") else PROJECT / program
    root = str(place.parent.parent)
    environment = machine(
        files | venv(root, "uv-0.12.1"),
        programs={program: "uv 0.1.0"},
        links=links,
        path=f"{'/bin' if links else place.parent}",
        folder=folder if folder in {".", "~/"} else f"{PROJECT}/{folder}",
    )
    found = find(environment, "uv")
    assert (found.version, found.source) == ((0, 12, 1), "metadata")


def test_a_program_of_the_project_without_metadata_is_assumed_to_be_the_newest() -> None:
    environment = machine(programs={".venv/bin/uv": "uv 0.1.0"}, path=str(PROJECT / ".venv/bin"))
    assert find(environment, "uv").source == "assumed"


def test_a_program_in_the_home_folder_or_beside_the_project_is_run() -> None:
    for path, folder in [("~/.local/bin/uv", "~/"), ("/world/other/bin/uv", ".")]:
        place = HOME / path[2:] if path.startswith("~/") else Path(path)
        environment = machine(
            {"/world/README": "", "~/.git/HEAD": ""},
            programs={path: "uv 0.13.8"},
            path=str(place.parent),
            folder=folder,
        )
        assert find(environment, "uv").source == "executable"


def test_a_program_started_as_a_module_is_read() -> None:
    environment = machine(venv("/world/venv", "uv-0.12.1"), programs={"/world/venv/bin/python": ""})
    found = find(environment, "uv", "/world/venv/bin/python -m uv")
    assert (found.version, found.source) == ((0, 12, 1), "metadata")


@pytest.mark.parametrize(
    ("variables", "files", "platform", "off"),
    [
        ({}, {}, "linux", ""),
        ({"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}, {}, "linux", "variable"),
        ({"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}, {}, "linux", "variable"),
        ({"PYTHON_KEYRING_BACKEND": ""}, {}, "linux", "variable"),
        ({"PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring"}, {}, "linux", ""),
        ({}, {"~/.config/python_keyring/keyringrc.cfg": "null"}, "linux", "file"),
        ({"XDG_CONFIG_HOME": "/c"}, {"/c/python_keyring/keyringrc.cfg": "null"}, "linux", "file"),
        ({}, {"~/.config/python_keyring/keyringrc.cfg": "chainer"}, "linux", ""),
        ({}, {"~/AppData/Local/Python Keyring/keyringrc.cfg": "fail"}, "win32", "file"),
        ({"LOCALAPPDATA": "/la"}, {"/la/Python Keyring/keyringrc.cfg": "null"}, "win32", "file"),
        (
            {"PYTHON_KEYRING_BACKEND": "x.Y"},
            {"~/.config/python_keyring/keyringrc.cfg": "null"},
            "linux",
            "",
        ),
    ],
)
def test_what_turns_the_keyring_off(
    variables: dict[str, str], files: dict[str, str], platform: str, off: str
) -> None:
    texts = {
        name: f"[backend]\ndefault-keyring = keyring.backends.{backend}.Keyring\n"
        for name, backend in files.items()
    }
    names = {"/v/pyvenv.cfg": SETTINGS} | metadata("/v/Lib/site-packages", "pip-26.3")
    environment = machine(texts | names, platform=platform, variables=variables)
    found = find(environment, "pip", "/v/bin/python -m pip").keyring_off
    named = {"": "", "variable": "PYTHON_KEYRING_BACKEND"}.get(off, found)
    assert found == named
    assert (off == "file") == found.endswith("keyringrc.cfg")


def test_a_broken_keyringrc_turns_nothing_off() -> None:
    files = {"~/.config/python_keyring/keyringrc.cfg": "nonsense"}
    assert not find(machine(files), "pip", "/v/bin/python -m pip").keyring_off


def names(found: tuple[Installation, ...]) -> list[tuple[Version, str]]:
    return [(each.version, each.source) for each in found]


def test_nothing_is_installed() -> None:
    for tool in ("pip", "uv", "twine"):
        assert versions.installed(machine(), tool, NEWEST, PROJECT) == ()


@pytest.mark.parametrize("script", ["pip", "pip3", "python3", "python"])
def test_pip_is_found_by_each_of_its_names(script: str) -> None:
    files = venv("/world/venv", "pip-26.2.1")
    environment = machine(files, {f"/world/venv/bin/{script}": SCRIPT}, path=ON_PATH)
    assert names(versions.installed(environment, "pip", NEWEST)) == [((26, 2, 1), "metadata")]


def test_the_project_has_one_of_its_own() -> None:
    files = venv("/world/venv", "pip-26.2.1") | venv(".venv", "pip-25.0", "twine-6.1.0")
    scripts = {"/world/venv/bin/pip": SCRIPT, ".venv/bin/twine": ""}
    environment = machine(files, scripts, path=ON_PATH)
    found = versions.installed(environment, "pip", NEWEST, PROJECT)
    assert names(found) == [((26, 2, 1), "metadata"), ((25, 0), "metadata")]
    assert [each.executable for each in found] == [VENV / "bin/pip", None]
    (own,) = versions.installed(environment, "twine", NEWEST, PROJECT)
    assert own.executable == PROJECT / ".venv/bin/twine"
    assert versions.installed(environment, "twine", NEWEST) == ()
    assert versions.installed(environment, "poetry", NEWEST, PROJECT) == ()


def test_a_folder_of_that_name_alone_is_no_environment() -> None:
    files = metadata("~/.local/lib/python3.11/site-packages", "pip-25.0")
    environment = machine(files | metadata(".venv/lib/python3.11/site-packages", "pip-24.0"))
    assert versions.installed(environment, "pip", NEWEST, PROJECT) == ()


def test_the_active_one_of_the_project_is_named_once() -> None:
    files = venv(".venv", "pip-25.0")
    scripts = {".venv/bin/pip": f"#!{PROJECT}/.venv/bin/python\n"}
    environment = machine(files, scripts, path=str(PROJECT / ".venv/bin"))
    assert names(versions.installed(environment, "pip", NEWEST, PROJECT)) == [((25, 0), "metadata")]


def test_a_project_of_windows() -> None:
    files = {".venv/pyvenv.cfg": SETTINGS, ".venv/Scripts/pip.exe": "MZ"}
    files |= metadata(".venv/Lib/site-packages", "pip-25.0")
    environment = machine(files, platform="win32")
    (found,) = versions.installed(environment, "pip", NEWEST, PROJECT)
    assert found.executable == PROJECT / ".venv/Scripts/pip.exe"


def test_uv_on_the_path_and_in_the_project() -> None:
    files = venv(".venv", "uv-0.12.1")
    environment = machine(files, programs={"/bin/uv": "uv 0.13.8"})
    assert names(versions.installed(environment, "uv", NEWEST, PROJECT)) == [
        ((0, 13, 8), "executable"),
        ((0, 12, 1), "metadata"),
    ]
