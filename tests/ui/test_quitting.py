"""The app ends at once, whatever waits, and leaves no program behind."""

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.keyrings.places import runs, script
from tests.ui.terminals import terminal

PYPROJECT = """\
[project]
name = "demo"
version = "0"
[tool.uv]
keyring-provider = "subprocess"
[[tool.uv.index]]
name = "core"
url = "https://ci-bot@core.example.invalid/simple/"
"""


def test_quitting_does_not_wait_for_a_keyring(tmp_path: Path) -> None:
    project, bin_ = tmp_path / "project", tmp_path / "bin"
    project.mkdir()
    bin_.mkdir()
    (project / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    asked = tmp_path / "asked"
    script(bin_ / "keyring", f"echo $$ > {asked}\nexec /bin/sleep 60")
    variables = {"PATH": str(bin_), "HOME": str(tmp_path)}
    with terminal(["-m", "keydex", str(project)], tmp_path, variables) as screen:
        screen.until("not asked")
        assert not asked.exists()
        screen.press("a")
        screen.until("asking the keyrings")
        while not asked.exists():
            time.sleep(0.01)
        start = time.monotonic()
        screen.press("q")
        assert screen.end() == 0
        assert time.monotonic() - start < 2
    time.sleep(0.1)
    assert not runs(int(asked.read_text()))


def test_a_screen_that_opens_as_the_app_ends_is_no_fault(tmp_path: Path) -> None:
    with terminal(["-m", "tests.ui.crashing", "as_it_ends"], tmp_path) as screen:
        assert screen.end() == 0, screen.seen.decode(errors="replace")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", ["SIGHUP", "SIGTERM"])
def test_the_demo_is_gone_with_its_terminal(tmp_path: Path, number: str) -> None:
    sent = getattr(signal, number)
    with terminal(["-m", "keydex", "--demo"], tmp_path, {"TMPDIR": str(tmp_path)}) as screen:
        screen.until("vendor")
        assert list(tmp_path.glob("keydex-demo-*"))
        screen.process.send_signal(sent)
        assert screen.end() == 128 + sent
    assert not list(tmp_path.glob("keydex-demo-*"))
    assert b"Traceback" not in screen.seen


def test_without_colour_nothing_is_coloured(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    drawn = {}
    for name in ("NO_COLOR", "LANG"):
        with terminal(["-m", "keydex"], tmp_path, {name: "C.UTF-8"}) as screen:
            screen.until("core")
            screen.press("q")
            assert screen.end() == 0
            drawn[name] = bytes(screen.seen)
    coloured = [b"[38;", b";38;", b"[48;", b";48;"]
    assert any(each in drawn["LANG"] for each in coloured)
    assert not any(each in drawn["NO_COLOR"] for each in coloured)
