"""Find the interpreter behind a `keyring` command, as its installer wrote it down.

Only the scripts that installers generate count: a wrapper of a person's own may do more than
call keyring, so it is run as it is.
"""

import re
import shlex
from pathlib import Path

from keydex.environment import Environment

# What pip, uv, conda, distributions and (the second) setuptools' easy_install write.
GENERATED = re.compile(
    rb"^\s*from keyring\.cli import main\b|load_entry_point\(['\"]keyring\b", re.MULTILINE
)
PYTHON = re.compile(r"(python|pypy)[\d.]*(\.exe)?", re.IGNORECASE)

# A launcher of distlib or uv carries its script uncompressed, with the interpreter before it.
LAUNCHER = re.compile(rb'#!"?([^"\r\n\0]+python[\d.]*\.exe)"?\r?\n', re.IGNORECASE)

# Where a path is too long or has a space, the shell starts the interpreter on the second line.
BY_SHELL = re.compile(r"""'''exec' (.+?) "\$0" "\$@\"""")
RELOCATABLE = re.compile(r'"\$\(dirname -- "\$\(realpath (?:-- )?"\$0"\)"\)"/')


def interpreter(executable: Path, environment: Environment) -> tuple[str, ...] | None:
    """Return the words that start the interpreter of a generated `keyring` script.

    None where there is no telling: a shell shim, a binary, a script of someone's own.
    """
    try:
        content = environment.machine.read(executable)
    except OSError:
        return None
    if not GENERATED.search(content):
        return None
    if content.startswith(b"MZ"):
        words = [each[1].decode(errors="replace") for each in LAUNCHER.finditer(content)][-1:]
    else:
        words = _shebang(content.decode(errors="replace"), executable, environment)
    return _checked(words, environment)


def _shebang(text: str, executable: Path, environment: Environment) -> list[str]:
    first, second = (*text.splitlines(), "")[:2]
    if not first.startswith("#!"):
        return []
    if by_shell := BY_SHELL.match(second):
        beside = environment.machine.resolve(executable).parent
        return _split(RELOCATABLE.sub(lambda _: shlex.quote(f"{beside}/"), by_shell[1]))
    words = _split(first[2:])
    if Path(words[0] if words else "").name != "env":
        return words
    words = [word for word in words[1:] if word != "-S"]
    found = environment.which(words[0]) if words else None
    return [str(found), *words[1:]] if found else []


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def _checked(words: list[str], environment: Environment) -> tuple[str, ...] | None:
    if not words or not PYTHON.fullmatch(re.split(r"[/\\]", words[0])[-1]):
        return None
    return tuple(words) if environment.machine.is_executable(Path(words[0])) else None
