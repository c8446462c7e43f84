"""From a word to the program it runs, and to its interpreter."""

from pathlib import Path

import pytest

from keydex.versions import programs
from tests.memory import PROJECT
from tests.versions.worlds import machine

SHIM = "#!/usr/bin/env bash\nexec /opt/pyenv/libexec/pyenv exec pip\n"
ROOT = "~/.pyenv"


@pytest.mark.parametrize(
    ("text", "interpreter"),
    [
        ("#!/v/bin/python3\nimport re\n", "/v/bin/python3"),
        ("#!/v/bin/python3.11 -I\n", "/v/bin/python3.11"),
        ("#! /v/bin/python\r\n", "/v/bin/python"),
        ("#!/usr/bin/env python3\n", "/bin/python3"),
        ("#!/usr/bin/env -S python3 -I\n", "/bin/python3"),
        ("#!/usr/bin/env pypy3\n", None),
        ("#!/usr/bin/env bash\n", None),
        ("#!/usr/bin/env\n", None),
        ("#!/bin/sh\n'''exec' \"/v w/bin/python\" \"$0\" \"$@\"\n' '''\n", "/v w/bin/python"),
        ("#!/bin/sh\n'''exec' /v/bin/python \"$0\" \"$@\"\n' '''\n", "/v/bin/python"),
        (
            '#!/bin/sh\n\'\'\'exec\' "$(dirname -- "$(realpath -- "$0")")"/\'python3\' "$0" "$@"\n',
            "/tools/bin/python3",
        ),
        ("#!/bin/sh\nexec python3\n", None),
        ("#!\n", None),
        ("MZ", None),
        ("", None),
    ],
)
def test_the_interpreter_of_a_script(text: str, interpreter: str | None) -> None:
    environment = machine(
        {"/tools/bin/pip": text},
        links={"/bin/pip": "/tools/bin/pip"},
        programs={"/bin/python3": ""},
    )
    found = programs.interpreter_of(environment, Path("/bin/pip"))
    assert found == (interpreter and Path(interpreter))


def test_a_script_that_is_not_there_has_none() -> None:
    assert programs.interpreter_of(machine(), Path("/bin/pip")) is None


@pytest.mark.parametrize(
    ("content", "files", "interpreter"),
    [
        ("MZ...#!/py/python.exe\r\nPK", ["/py/python.exe"], "/py/python.exe"),
        ('MZ...#!"/p y/python.exe"\r\nPK', ["/p y/python.exe"], "/p y/python.exe"),
        ("MZ...#!/gone/python.exe\r\nPK", ["/v/Scripts/python.exe"], "/v/Scripts/python.exe"),
        ("MZ", ["/v/Scripts/python.exe", "/v/python.exe"], "/v/Scripts/python.exe"),
        ("MZ", ["/v/python.exe"], "/v/python.exe"),
        ("MZ", [], None),
    ],
)
def test_the_interpreter_of_a_launcher(
    content: str, files: list[str], interpreter: str | None
) -> None:
    environment = machine(
        {"/v/Scripts/pip.exe": content} | dict.fromkeys(files, ""), platform="win32"
    )
    found = programs.interpreter_of(environment, Path("/v/Scripts/pip.exe"))
    assert found == (interpreter and Path(interpreter))


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("pip3", "/bin/pip3"),
        ("pip9", None),
        ("/opt/bin/pip", "/opt/bin/pip"),
        ("venv/bin/pip", PROJECT / "venv/bin/pip"),
    ],
)
def test_the_file_that_a_word_means(word: str, path: str | None) -> None:
    environment = machine(programs={"/bin/pip3": ""})
    assert programs.path_of(environment, word) == (path and Path(path))


@pytest.mark.parametrize(
    ("variables", "files", "path"),
    [
        ({"PYENV_VERSION": "3.11.7"}, {}, "3.11.7"),
        ({"PYENV_VERSION": "none:3.9.1"}, {}, "3.9.1"),
        ({"PYENV_VERSION": "python-3.9.1"}, {}, "3.9.1"),
        ({}, {".python-version": "3.9.1\n"}, "3.9.1"),
        ({}, {"../.python-version": "# mine\n\n3.11\n"}, "3.11.10"),
        ({}, {".python-version": "../../elsewhere\n3.9.1\n"}, "3.9.1"),
        ({}, {f"{ROOT}/version": "3.11.7\n"}, "3.11.7"),
        ({}, {".python-version": "3.9.1", f"{ROOT}/version": "3.11.7"}, "3.9.1"),
        ({"PYENV_VERSION": "3.12"}, {}, None),
        ({"PYENV_VERSION": "3.8.1"}, {}, None),
        ({}, {}, "system"),
        ({"PYENV_VERSION": "system"}, {}, "system"),
    ],
)
def test_a_shim_of_pyenv_runs_the_version_that_is_selected(
    variables: dict[str, str], files: dict[str, str], path: str | None
) -> None:
    installed = ["3.9.1", "3.11.7", "3.11.10", "3.11-dev"]
    runs = {f"{ROOT}/versions/{name}/bin/pip": "" for name in installed if name[-1] != "v"}
    scripts = {f"{ROOT}/shims/pip": SHIM, "/bin/pip": "", f"{ROOT}/versions/3.8.1/bin/python": ""}
    environment = machine(
        {name.replace("../", "/world/"): text for name, text in files.items()},
        scripts | runs,
        path="/world/home/.pyenv/shims:/bin",
        variables=variables,
    )
    expected = {"system": Path("/bin/pip"), None: None}
    default = Path(f"/world/home/.pyenv/versions/{path}/bin/pip")
    assert programs.path_of(environment, "pip") == expected.get(path, default)


def test_a_shim_of_another_manager_stays_what_it_is() -> None:
    environment = machine(scripts={"~/.asdf/shims/pip": SHIM}, path="/world/home/.asdf/shims")
    path = programs.path_of(environment, "pip")
    assert path == Path("/world/home/.asdf/shims/pip")
    assert programs.interpreter_of(environment, path) is None


@pytest.mark.parametrize(
    ("words", "platform", "variables", "interpreter"),
    [
        ("python3 -m pip", "linux", {}, "/bin/python3"),
        ("python3 -I -m pip", "linux", {}, "/bin/python3"),
        ("/opt/python -m pip", "linux", {}, "/opt/python"),
        ("python9 -m pip", "linux", {}, None),
        ("py -m pip", "win32", {"VIRTUAL_ENV": "/v"}, "/v/Scripts/python.exe"),
        ("py -m pip", "linux", {"VIRTUAL_ENV": "/v"}, "/v/bin/python"),
        ("py -m pip", "win32", {}, "/bin/python.exe"),
        ("py -3 -m pip", "win32", {"LOCALAPPDATA": "/la"}, "/bin/python.exe"),
        (
            "py -3.12 -m pip",
            "win32",
            {"LOCALAPPDATA": "/la"},
            "/la/Programs/Python/Python312/python.exe",
        ),
        ("py -3.13-64 -m pip", "win32", {"LOCALAPPDATA": "/la"}, None),
        ("py.exe -3.12 -m pip", "win32", {}, "/bin/python.exe"),
    ],
)
def test_the_interpreter_in_front_of_a_module(
    words: str, platform: str, variables: dict[str, str], interpreter: str | None
) -> None:
    environment = machine(
        programs={
            "/bin/python3": "",
            "/bin/python.exe": "",
            "/la/Programs/Python/Python312/python.exe": "",
        },
        platform=platform,
        variables=variables,
    )
    found = programs.launched(environment, tuple(words.split()))
    assert found == (interpreter and Path(interpreter))
