"""Each fix, run as it is printed, in the shell and the state that trigger it, mends it."""

import importlib
import json
import shlex
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from keydex.findings import Kind
from tests.live.fixes import Place, State
from tests.live.person import OF_PIP, OF_UV, path_of, trusted
from tests.oracle.tools import Tools
from tests.secret_service import secret_service

pytestmark = pytest.mark.live

FOLDER = Path(__file__).parent / "fixes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
TABLES = [importlib.import_module(f"tests.live.fixes.{name}") for name in NAMES]
STATES: list[State] = [each for table in TABLES for each in table.STATES]
PATIENCE = 180.0  # Seconds; a keyring is installed in ten.

# A person who says yes, and pastes the secret where one is asked for.
SCRIPT = """
keydex() {
    case "$1" in
        fix) command keydex "$@" --yes --stdin <<< "$PASTED" ;;
        username | rotate) command keydex "$@" --yes ;;
        set) command keydex "$@" --stdin <<< "$PASTED" ;;
        *) command keydex "$@" ;;
    esac
}
{shell}
keydex doctor --check {code} --json {options} > before.json
eval "$({python} -c '{first}')"
echo "ended with $?" >&2
keydex doctor --check {code} --json {options} > after.json
"""
FIRST = (
    "import json; "
    'command = json.load(open("before.json"))["findings"][0]["fix"]["command"]; '
    "words = {words}; "
    'print(" ".join(words.get(word, word) for word in command.split(" ")))'
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{state.code} {state.name}")
def test_a_printed_fix_mends_what_it_is_for(state: State, installed: Tools, tmp_path: Path) -> None:
    commands = tmp_path / "commands"
    commands.mkdir()
    keydex = commands / "keydex"
    keydex.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m keydex "$@"\n')
    keydex.chmod(0o755)
    path = path_of(tmp_path / "bin", installed, *state.tools)
    if not state.keyring:
        (tmp_path / "bin/keyring").unlink()
    variables = {"PATH": f"{path}:{commands}", "LANG": "C.UTF-8"}
    with ExitStack() as servers, secret_service(variables) as service:
        project = service.home / "project"
        project.mkdir()
        place = Place(service.home, project, tmp_path / "bin", installed, service, servers)
        state.arrange(place)
        done = subprocess.run(
            ["/bin/bash", "-c", _script(state)],
            cwd=project,
            env={**service.variables, **OF_UV, **OF_PIP, **trusted(), "PASTED": state.pasted},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said = done.stdout + done.stderr
        before = json.loads((project / "before.json").read_text())
        after = json.loads((project / "after.json").read_text())
    assert [each["code"] for each in before["findings"]] == [state.code], said
    assert before["findings"][0]["fix"]["kind"] != Kind.NONE, said
    assert after["findings"] == [], said
    assert not state.pasted or state.pasted not in said


def _script(state: State) -> str:
    """Write what the person types."""
    parts = {
        "{shell}": state.shell,
        "{code}": state.code,
        "{options}": state.options,
        "{python}": shlex.quote(sys.executable),
        "{first}": FIRST.replace("{words}", json.dumps(dict(state.words))),
    }
    text = SCRIPT
    for name, value in parts.items():
        text = text.replace(name, value)
    return text
