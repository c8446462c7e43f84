"""`keydex trace` sees of each tool what it asks, and that was predicted: misses and hits."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.live.test_oracle import chosen
from tests.oracle.index import Authority
from tests.oracle.running import RECORDING, Stage, staged
from tests.oracle.tools import KEYRING, Tools
from tests.recorded import PACKAGE

pytestmark = pytest.mark.live

Json = dict[str, Any]
# Of each tool the newest release, in a world with a miss and in one with a hit.
CASES = {
    ("uv", "0.13.8"): ("pip-user-port-miss", "pip-hit-host"),
    ("pip", "26.3"): ("sub-nouser-miss", "sub-user-hit-host", "imp-user-miss"),
    ("poetry", "2.5.1"): ("install-miss", "install-hit-host"),
    ("pdm", "2.29.3"): ("username-key-miss", "named-hit-pdm-service"),
    ("hatch", "1.18.2"): ("config-repo", "url-user-hit"),
    ("twine", "7.0.0"): ("pypirc-user", "url-hit-any"),
    ("flit", "4.2.0"): ("pypirc-user", "env-url-user-hit"),
    ("pipenv", "2026.10.3"): ("user-subprocess-miss", "nouser-subprocess-hit-host"),
}


def traced(stage: Stage) -> Json:
    """Trace the command of a world with the real keydex."""
    words = ["trace", "--strict", "--json", "--", *stage.world["command"]]
    done = subprocess.run(
        [sys.executable, "-m", "keydex", *words],
        cwd=stage.project,
        env=stage.variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found: Json = json.loads(done.stdout)
    assert "unexpected" in found, found
    return found | {"code": done.returncode}


def question(said: Json) -> tuple[object, ...]:
    if said.get("argv") is not None:
        return ("run", *(str(each).replace("otherpkg", PACKAGE) for each in said["argv"]))
    return (said["api"], said["service"], said["username"])


@pytest.mark.parametrize(("tool", "version"), CASES, ids=map("-".join, CASES))
def test_what_is_seen_is_what_was_asked_and_predicted(
    tool: str, version: str, installed: Tools, authority: Authority
) -> None:
    cases = CASES[tool, version]
    worlds = chosen(tool, version, " ".join(cases))
    assert {world["case"] for world in worlds} == set(cases)
    answers = []
    for world in worlds:
        with staged(world, version, installed, authority) as stage:
            found = traced(stage)
            notes = stage.notes()
        assert list(map(question, found["seen"])) == list(map(question, notes))
        assert not found["unexpected"], (world["case"], found["unexpected"])
        assert found["code"] == found["exit"]
        answers += [each["answer"] for each in found["seen"]]
    assert set(answers) == {"missing", "found"}


@pytest.fixture(scope="module")
def made(installed: Tools, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Have twine as uv and as pipx install it; return the folders of their commands."""
    folder = tmp_path_factory.mktemp("made")
    uv = installed.programs("uv", "0.13.8") / "uv"
    own = {"UV_TOOL_DIR": str(folder / "uv"), "UV_TOOL_BIN_DIR": str(folder / "uv/bin")}
    public = ("--no-config", "--default-index", "https://pypi.org/simple")
    run(own, str(uv), "tool", "install", *public, "--with", f"keyring=={KEYRING}", "twine==7.0.0")
    installed.venv(folder / "installer", "pip", "pipx")
    own = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "pipx/bin")}
    pipx = str(folder / "installer/bin/pipx")
    run(own, pipx, "install", "twine==7.0.0")
    run(own, pipx, "inject", "twine", f"keyring=={KEYRING}")
    return {"uv tool": folder / "uv/bin", "pipx": folder / "pipx/bin"}


def run(variables: dict[str, str], *words: str) -> None:
    done = subprocess.run(
        words, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("by", ["uv tool", "pipx"])
def test_a_tool_is_watched_whoever_installed_it(
    by: str, made: dict[str, Path], installed: Tools, authority: Authority
) -> None:
    (world,) = chosen("twine", "7.0.0", "pypirc-user")
    with staged(world, "7.0.0", installed, authority) as stage:
        # Its Python may take no variables, so that the keyring is chosen by a file.
        chosen_by = stage.folder / "home/.config/python_keyring/keyringrc.cfg"
        chosen_by.parent.mkdir(parents=True)
        backend = "default-keyring = recording_backend.Recording"
        chosen_by.write_text(f"[backend]\n{backend}\nkeyring-path = {RECORDING}\n")
        for name in ("PYTHONPATH", "PYTHON_KEYRING_BACKEND"):
            del stage.variables[name]
        stage.variables["PATH"] = f"{made[by]}:{stage.variables['PATH']}"
        found = traced(stage)
        notes = stage.notes()
    assert list(map(question, found["seen"])) == list(map(question, notes))
    assert notes
    assert not found["unexpected"]
