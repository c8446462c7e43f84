"""Command lines completed by real shells: bash, zsh and fish."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from keydex.cli import completing
from keydex.cli.options import SHELLS
from tests.ui.terminals import PATIENCE, terminal

# A line as it is typed, and what its last word becomes.
LINES = {
    "keydex expl": "explain",
    "keydex --comp": "--completion",
    "keydex --completion zs": "zsh",
    "keydex sett": "settings",
    "keydex -C settings lis": "list",
    "keydex --project sett": "settings",
    "keydex list --tool pix": "pixi",
    "keydex list --tool=pix": "--tool=pixi",
    "keydex --tool uv doctor --off": "--offline",
    "keydex doctor --check KD003": "KD003",
    "keydex fix KD003": "KD003",
    "keydex set core --to net": "netrc",
    "keydex export --for dock": "docker",
    "keydex explain -- keydex-sampl": "keydex-sample",
    # Nothing: a command stands there already, no index is named, the value is anyone's.
    "keydex list expl": "",
    "keydex list ": "",
    "keydex set core -u ex": "",
}
# bash makes a word of each = sign.
BASH = """\
source ./script
for line in "$@"; do
    before=${line##* }
    [[ $before == *=* ]] && before=${before%%=*}= || before=
    read -ra COMP_WORDS <<<"${line//=/ = }"
    [[ $line == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
    _keydex 2>/dev/null
    echo "$before${COMPREPLY[*]}"
done
"""
FISH = """\
source ./script
for line in $argv
    echo (complete -C "$line" | string split -f 1 \\t)
end
"""
# The line as it stands after a tabulator is written to a file by another key.
ZSH = """\
autoload -Uz compinit && compinit -D -u
source ./script
tell() { print -r -- "$BUFFER" >>told; BUFFER=; zle redisplay }
zle -N tell && bindkey '^G' tell && bindkey '^I' complete-word
PS1='ready> '
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with another in it, and a program to be found."""
    (tmp_path / "settings").mkdir()
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/keydex-sample"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return tmp_path


def prepared(shell: str, folder: Path) -> tuple[str, dict[str, str]]:
    """Write the script of a shell, and return the shell and its variables."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (folder / "script").write_text(completing.script(shell))
    return program, {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder)}


@pytest.mark.parametrize(
    ("shell", "words"),
    [("bash", ["--norc", "-c", BASH, "bash"]), ("fish", ["--no-config", "-c", FISH])],
)
def test_a_shell_offers_what_fits(shell: str, words: list[str], folder: Path) -> None:
    program, variables = prepared(shell, folder)
    done = subprocess.run(
        [program, *words, *LINES],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stderr == ""
    found = (line.rstrip("/") for line in done.stdout.splitlines())
    assert dict(zip(LINES, found, strict=True)) == LINES


def test_zsh_completes_a_line(folder: Path) -> None:
    program, variables = prepared("zsh", folder)
    (folder / ".zshrc").write_text(ZSH)
    told = folder / "told"
    told.touch()
    with terminal(["-i"], folder, variables, program) as shell:
        shell.until("ready> ")
        for count, line in enumerate(LINES, 1):
            shell.press(f"{line}\t\x07")
            end = time.monotonic() + PATIENCE
            while len(told.read_text().splitlines()) < count:
                assert time.monotonic() < end, shell.seen.decode(errors="replace")
                shell.wait()
    expected = [
        f"{line.rpartition(' ')[0]} {word}" if word else line for line, word in LINES.items()
    ]
    found = [line.rstrip("/= ") for line in told.read_text().splitlines()]
    assert found == [line.rstrip() for line in expected]


def test_every_shell_that_can_be_named_has_a_script() -> None:
    assert set(completing.SHELLS) == set(SHELLS)
