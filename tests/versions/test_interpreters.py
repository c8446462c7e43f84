"""What an interpreter can import, read from the disk."""

from pathlib import Path

import pytest

from keydex.model import Version
from keydex.versions import interpreters
from tests.versions.worlds import LIBRARY, machine, metadata, venv

PYTHON = "/usr/bin/python3.11"
SYSTEM = "home = /usr/bin\ninclude-system-site-packages = true\nversion_info = 3.11.7.final.0\n"
DEBIAN = "/usr/lib/python3/dist-packages"


@pytest.mark.parametrize(
    ("text", "version"),
    [("26.3", (26, 3)), ("20.0b1", (20, 0)), ("2026.8.0.post1", (2026, 8, 0)), ("dev", ())],
)
def test_versions(text: str, version: Version) -> None:
    assert interpreters.parsed(text) == version


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("pip-26.3.dist-info", (26, 3)),
        ("pip-9.0.1-py3.11.egg-info", (9, 0, 1)),
        ("Pip-19.2.3-py3.7.egg", (19, 2, 3)),
        ("pip_audit-2.0.dist-info", None),
        ("pip-tools-7.0.dist-info", None),
        ("pip", None),
    ],
)
def test_a_release_is_the_name_of_its_metadata(name: str, version: Version | None) -> None:
    environment = machine({"/v/pyvenv.cfg": "", f"/v/{LIBRARY}/{name}/PKG-INFO": ""})
    python = interpreters.at(environment, Path("/v/bin/python"))
    assert python.distribution(environment, "pip") == version


@pytest.mark.parametrize(
    ("files", "is_there"),
    [
        ({f"/v/{LIBRARY}/keyring/__init__.py": ""}, True),
        (metadata(f"/v/{LIBRARY}", "keyring-25.7.0"), True),
        (metadata(f"/v/{LIBRARY}", "keyring_pass-0.9.3"), False),
        ({f"/v/{LIBRARY}/keyring.txt": ""}, False),
        (metadata("/usr/lib/python3/dist-packages", "keyring-25.7.0"), False),
    ],
)
def test_keyring_is_there_to_be_imported(files: dict[str, str], is_there: bool) -> None:
    environment = machine(venv("/v") | files)
    python = interpreters.at(environment, Path("/v/bin/python"))
    assert python.imports(environment, "keyring") is is_there


def test_a_venv_is_known_by_the_path_as_it_is_spelled() -> None:
    files = venv("/v", "pip-26.3") | metadata("/usr/lib/python3.11/site-packages", "pip-23.0")
    environment = machine(files, links={"/v/bin/python": PYTHON})
    python = interpreters.at(environment, Path("/v/bin/python"))
    assert (python.prefix, python.scripts) == (Path("/v"), Path("/v/bin"))
    assert python.distribution(environment, "pip") == (26, 3)


def test_the_settings_of_a_venv_may_stand_beside_its_interpreter() -> None:
    environment = machine({"/v/pyvenv.cfg": ""}, platform="win32")
    python = interpreters.at(environment, Path("/v/python.exe"))
    assert (python.prefix, python.scripts) == (Path("/v"), Path("/v/Scripts"))


@pytest.mark.parametrize(
    ("libraries", "settings", "found"),
    [
        (["python3.9", "python3.11"], "version = 3.9.2\n", "python3.9"),
        (["python3.9", "python3.11"], "version_info = 3.10.1\n", "python3.11"),
        (["python3.9", "python3.11"], "", "python3.11"),
        (["pypy3.10"], "version = 3.10.14\n", "pypy3.10"),
        (["python3.13t"], "version = 3.13.1\n", "python3.13t"),
        (["other"], "version = 3.12.0\n", "python3.12"),
    ],
)
def test_the_library_of_a_venv(libraries: list[str], settings: str, found: str) -> None:
    files = {f"/v/lib/{name}/x": "" for name in libraries} | {"/v/pyvenv.cfg": settings}
    python = interpreters.at(machine(files), Path("/v/bin/python"))
    assert python.folders[0] == Path(f"/v/lib/{found}/site-packages")


@pytest.mark.parametrize(
    ("settings", "variables", "found"),
    [
        ("include-system-site-packages = false\n", {}, None),
        (SYSTEM, {}, (2, 0)),
        (SYSTEM, {"PYTHONNOUSERSITE": "1"}, (1, 0)),
        (SYSTEM, {"PYTHONPATH": "lib"}, (3, 0)),
        ("", {"PYTHONPATH": "/nowhere:lib:"}, (3, 0)),
        ("", {"PYTHONPATH": ""}, None),
    ],
)
def test_what_a_venv_sees_of_its_base(
    settings: str, variables: dict[str, str], found: Version | None
) -> None:
    files = venv("/v", settings=settings)
    files |= metadata(DEBIAN, "keyring-1.0")
    files |= metadata(f"~/.local/{LIBRARY}", "keyring-2.0")
    files |= metadata("lib", "keyring-3.0")
    environment = machine(files, links={"/usr/bin/python3": PYTHON}, variables=variables)
    python = interpreters.at(environment, Path("/v/bin/python"))
    assert python.distribution(environment, "keyring") == found


@pytest.mark.parametrize(
    ("executable", "files", "prefix", "scripts"),
    [
        (PYTHON, {f"{DEBIAN}/x": ""}, "/usr", "/usr/local/bin"),
        ("/usr/bin/python3.9", {f"{DEBIAN}/x": ""}, "/usr", "/usr/bin"),
        (PYTHON, {}, "/usr", "/usr/bin"),
        ("/usr/local/bin/python3.13", {}, "/usr/local", "/usr/local/bin"),
        (
            "/opt/homebrew/Cellar/python@3.13/3.13.1/Frameworks/x/Versions/3.13/bin/python3.13",
            {},
            "/opt/homebrew/Cellar/python@3.13/3.13.1/Frameworks/x/Versions/3.13",
            "/opt/homebrew/bin",
        ),
    ],
)
def test_where_scripts_go(
    executable: str, files: dict[str, str], prefix: str, scripts: str
) -> None:
    environment = machine(files, links={"/bin/python3": executable})
    python = interpreters.at(environment, Path("/bin/python3"))
    assert (python.prefix, python.scripts) == (Path(prefix), Path(scripts))
    assert python.executable == Path("/bin/python3")


@pytest.mark.parametrize(
    ("folders", "version"),
    [
        ([DEBIAN], (1, 0)),
        ([DEBIAN, "/usr/local/lib/python3.11/dist-packages"], (2, 0)),
        ([DEBIAN, "/usr/local/lib/python3.11/dist-packages", f"~/.local/{LIBRARY}"], (3, 0)),
        ([f"/usr/{LIBRARY}"], (1, 0)),
        (["/usr/lib64/python3.11/site-packages"], (1, 0)),
        (["/usr/lib/python3.9/site-packages"], None),
    ],
)
def test_the_folders_of_a_system_python(folders: list[str], version: Version | None) -> None:
    files = {"/usr/lib/python3.11/os.py": ""}
    for number, folder in enumerate(folders, start=1):
        files |= metadata(folder, f"pip-{number}.0")
    environment = machine(files, links={"/bin/python3": PYTHON})
    python = interpreters.at(environment, Path("/bin/python3"))
    assert python.distribution(environment, "pip") == version


def test_an_interpreter_without_a_minor_version_has_that_of_its_library() -> None:
    environment = machine(metadata("/opt/conda/lib/python3.12/site-packages", "pip-26.3"))
    python = interpreters.at(environment, Path("/opt/conda/bin/python"))
    assert python.distribution(environment, "pip") == (26, 3)
    nothing = interpreters.at(machine(), Path("/opt/none/bin/python"))
    assert Path("/opt/none/lib/python/site-packages") in nothing.folders


@pytest.mark.parametrize(
    ("platform", "executable", "variables", "folder"),
    [
        ("linux", PYTHON, {}, f"~/.local/{LIBRARY}"),
        ("linux", PYTHON, {"PYTHONUSERBASE": "/base"}, f"/base/{LIBRARY}"),
        ("darwin", PYTHON, {}, f"~/.local/{LIBRARY}"),
        (
            "darwin",
            "/Library/Frameworks/Python.framework/Versions/3.11/bin/python3.11",
            {},
            "~/Library/Python/3.11/lib/python/site-packages",
        ),
        ("win32", "/py/python.exe", {"APPDATA": "/ad"}, "/ad/Python/Python311/site-packages"),
        ("win32", "/py/python.exe", {}, "~/AppData/Roaming/Python/Python311/site-packages"),
    ],
)
def test_what_a_user_installed(
    platform: str, executable: str, variables: dict[str, str], folder: str
) -> None:
    files = metadata(folder, "keyring-25.7.0") | {"/py/python311.dll": "", "/py/python3.dll": ""}
    environment = machine(files, platform=platform, variables=variables)
    python = interpreters.at(environment, Path(executable))
    assert python.distribution(environment, "keyring") == (25, 7, 0)


def test_windows() -> None:
    files = metadata("/py/Lib/site-packages", "pip-26.3") | metadata(
        "/v/Lib/site-packages", "pip-25.0"
    )
    files |= {"/v/pyvenv.cfg": "home = /py\ninclude-system-site-packages = TRUE\n"}
    environment = machine(files, platform="win32", variables={"PYTHONPATH": "a;b"})
    base = interpreters.at(environment, Path("/py/python.exe"))
    assert (base.prefix, base.scripts) == (Path("/py"), Path("/py/Scripts"))
    assert base.distribution(environment, "pip") == (26, 3)
    own = interpreters.at(environment, interpreters.inside(environment, Path("/v")))
    assert own.executable == Path("/v/Scripts/python.exe")
    assert own.distribution(environment, "pip") == (25, 0)
    assert Path("/py/Lib/site-packages") in own.folders
