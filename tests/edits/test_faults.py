"""A write that is broken off, or that the system refuses: the old bytes or the new, and no trap."""

import subprocess
import sys
from pathlib import Path

import pytest

FEWEST = 100  # Calls of a write and of the journal behind it.


@pytest.mark.parametrize(
    ("kind", "platform"),
    [
        ("change", "linux"),
        ("make", "linux"),
        ("remove", "linux"),
        ("change", "darwin"),
        ("race", "linux"),
    ],
)
def test_a_write_is_killed_at_every_call(tmp_path: Path, kind: str, platform: str) -> None:
    words = [sys.executable, "-m", "tests.edits.killing", str(tmp_path), kind, platform]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > FEWEST


REFUSING = """
import subprocess, sys
from pathlib import Path
from keydex.edits import apply
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError
from keydex.model import Edit
from keydex.workflows import journal

folder, kind = Path(sys.argv[1]), sys.argv[2]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], check=True)
path, before = folder / "uv.toml", b"a" * 30_000
path.write_bytes(before)
if kind == "full":
    (folder / "other").write_bytes(b"x" * 20_000)
else:
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
edit = Edit(path, "", before, b"b" * 30_000)
try:
    apply(edit)
except ConfigError as error:
    print(error.message)
said = []
journal.kept((edit,), Environment(folder, folder, {}, "linux", ThisMachine()), said.append)
print(said[0].text)
assert path.read_bytes() == before
print(sorted(each.name for each in folder.iterdir() if each.is_file()))
"""
IN_NAMESPACE = ("unshare", "--map-root-user", "--mount")
"""What gives a process mounts of its own; not every machine lets one."""


def mounts() -> bool:
    """Say whether a file system can be mounted here."""
    try:
        words = [*IN_NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"]
        return not subprocess.run(words, capture_output=True, check=False).returncode
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not mounts(), reason="needs a mount of its own")
@pytest.mark.parametrize(
    ("kind", "reason", "left"),
    [
        ("full", "no space left on device", ["other", "uv.toml"]),
        ("read-only", "read-only file system", ["uv.toml"]),
    ],
)
def test_what_a_disk_refuses_leaves_everything_as_it_was(
    tmp_path: Path, kind: str, reason: str, left: list[str]
) -> None:
    words = [*IN_NAMESPACE, sys.executable, "-c", REFUSING, str(tmp_path), kind]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told, remembered, files = done.stdout.splitlines()
    assert reason in told or "it is read-only" in told
    assert "so keydex undo will not know of it" in remembered
    assert files == str(left)
