"""The interpreter behind a `keyring` command is the one that its installer wrote down."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.keyrings.interpreters import interpreter
from tests.keyrings.places import COMMAND, environment
from tests.memory import Memory, world

UV = """# -*- coding: utf-8 -*-
import sys
from keyring.cli import main
if __name__ == "__main__":
    if sys.argv[0].endswith("-script.pyw"):
        sys.argv[0] = sys.argv[0][:-11]
    elif sys.argv[0].endswith(".exe"):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
"""
PIP = """import re
import sys
if __name__ == '__main__':
    from keyring.cli import main
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit(main())
"""
SETUPTOOLS = """import re
import sys
from pkg_resources import load_entry_point
sys.exit(load_entry_point('keyring==23.9.3', 'console_scripts', 'keyring')())
"""
KEYRING = Path("/tools/bin/keyring")
PYTHON = "/tools/bin/python"
SPACED = "/my tools/bin/python3.12"
PROGRAMS = {PYTHON: "", SPACED: "", "/usr/bin/python3": "", "/usr/bin/pypy3": "", "/bin/sh": ""}
BESIDE = '"$(dirname -- "$(realpath -- "$0")")"/'
BESIDE_BUSYBOX = '"$(dirname -- "$(realpath "$0")")"/'


def on(content: str | None) -> Environment:
    files = {} if content is None else {str(KEYRING): content}
    return world(files, {"PATH": "/usr/bin"}, programs=PROGRAMS)


def by_shell(words: str) -> str:
    return f"#!/bin/sh\n'''exec' {words} \"$0\" \"$@\"\n' '''\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"#!{PYTHON}\n{UV}", (PYTHON,)),
        (f"#!{PYTHON}\n{PIP}", (PYTHON,)),
        (f"#!{PYTHON}\r\n{SETUPTOOLS}", (PYTHON,)),
        (f"#! {PYTHON} -sP\n{PIP}", (PYTHON, "-sP")),
        (f"#!/usr/bin/env python3\n{PIP}", ("/usr/bin/python3",)),
        (f"#!/usr/bin/env -S python3 -I\n{PIP}", ("/usr/bin/python3", "-I")),
        (f"#!/usr/bin/pypy3\n{PIP}", ("/usr/bin/pypy3",)),
        (by_shell(f'"{SPACED}"') + PIP, (SPACED,)),
        (by_shell(f"'{SPACED}'") + UV, (SPACED,)),
        (by_shell(f"{PYTHON} -E") + PIP, (PYTHON, "-E")),
        (by_shell(f"{BESIDE}'python'") + UV, (PYTHON,)),
        (by_shell(f"{BESIDE_BUSYBOX}'python'") + UV, (PYTHON,)),
        (f"#!/bin/sh\n'''exec' {PYTHON} \"$0\" \"$@\" #'''\n{PIP}", (PYTHON,)),
        (f"#!/gone/python\n{PIP}", None),
        (f"#!/usr/bin/env python3.99\n{PIP}", None),
        (f"#!/usr/bin/env\n{PIP}", None),
        (f"#!\n{PIP}", None),
        (f"#!{PYTHON} 'unclosed\n{PIP}", None),
        (f"#!{PYTHON}\nprint('a recorder of a person')\n", None),
        ("#!/bin/sh\nexec pyenv exec keyring  # from keyring.cli import main\n", None),
        (f"#!/bin/sh\n{PIP}", None),
        (PIP, None),
        ("", None),
        (None, None),
    ],
)
def test_the_interpreter_is_read_from_a_generated_script(
    content: str | None, words: tuple[str, ...] | None
) -> None:
    assert interpreter(KEYRING, on(content)) == words


def test_a_link_is_followed_to_the_folder_of_its_script() -> None:
    machine = on(by_shell(f"{BESIDE}'python'") + UV).machine
    assert isinstance(machine, Memory)
    machine.links[Path("/home/me/.local/bin/keyring")] = KEYRING
    place = Environment(Path("/"), Path("/"), {}, "linux", machine)
    assert interpreter(Path("/home/me/.local/bin/keyring"), place) == (PYTHON,)


def zipped(script: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("__main__.py", script)
    return content.getvalue()


WINDOWS = "C:\\Users\\me\\my tools\\Scripts\\python.exe"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ#!\0#!not this\r\n#!" + WINDOWS.encode() + b"\r\n" + zipped(PIP), (WINDOWS,)),
        (b'MZ#!"' + WINDOWS.encode() + b'"\r\n' + zipped(PIP), (WINDOWS,)),
        (b"MZ\0" + zipped(f"#!{WINDOWS}\r\n{UV}") + b"\x2d\0\0\0UVSC", (WINDOWS,)),
        (b"MZ\0" + zipped(f"#!{WINDOWS}\n{UV}") + WINDOWS.encode(), (WINDOWS,)),
        (b"MZ\0#!C:\\gone\\python.exe\r\n" + zipped(PIP), None),
        (b"MZ\0" + zipped(PIP), None),
        (b"MZ\0#!" + WINDOWS.encode() + b"\r\n", None),
    ],
)
def test_the_interpreter_is_read_from_a_launcher_of_windows(
    content: bytes, words: tuple[str, ...] | None
) -> None:
    executable = Path("C:\\bin\\keyring.exe")
    machine = Memory({executable: content}, programs={Path(WINDOWS): ""})
    place = Environment(Path("C:\\"), Path("C:\\"), {}, "win32", machine)
    assert interpreter(executable, place) == words


def test_the_command_beside_this_python_is_run_by_it(tmp_path: Path) -> None:
    assert COMMAND.executable
    words = interpreter(COMMAND.executable, environment(tmp_path))
    assert words
    assert Path(words[0]).parent == Path(sys.executable).parent
