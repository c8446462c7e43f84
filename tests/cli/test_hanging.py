"""Every keyring is silent: each command ends soon all the same, says so, and changes nothing."""

import os
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person

MOST = 10.0  # Seconds for a command, however many keyrings are silent.
URL = "https://127.0.0.1:9/simple/"
FILES = {
    "pyproject.toml": f"""
        [project]
        name = "demo"
        version = "1"
        [tool.uv]
        keyring-provider = "subprocess"
        [[tool.uv.index]]
        name = "corp"
        url = "{URL.replace("//", "//ci-bot@")}"
        [[tool.poetry.source]]
        name = "corp"
        url = "{URL}"
        [[tool.pdm.source]]
        name = "corp"
        url = "{URL.replace("//", "//ci-bot@")}"
        """,
    "requirements.txt": f"--index-url {URL.replace('//', '//ci-bot@')}\nfoo\n",
    "~/.pypirc": """
[distutils]
index-servers = up
[up]
repository = https://127.0.0.1:9/legacy/
username = ci-bot
""",
}
BACKEND = """
import threading
from keyring.backend import KeyringBackend
class Keyring(KeyringBackend):
    priority = 9
    def get_password(self, *_): threading.Event().wait()
    get_credential = set_password = delete_password = get_password
"""
COMMANDS = (
    "status",
    "status --online",
    "test",
    "entries",
    "set corp --stdin",
    "set corp --from uv --yes",
    "delete corp --orphans --yes",
    "doctor --round-trip",
    "fix --yes --no-input",
)


@pytest.fixture
def silent(tmp_path: Path) -> Person:
    """Return somebody whose four keyrings never answer: a command, and those of three tools."""
    one = Person(tmp_path)
    for name, text in FILES.items():
        one.write(name, "\n".join(line.strip() for line in text.splitlines()))
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/silent.py").write_text(BACKEND)
    one.variables |= {
        "PYTHON_KEYRING_BACKEND": "silent.Keyring",
        "PYTHONPATH": str(tmp_path / "modules"),
    }
    (tmp_path / "bin/keyring").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    for name, version in (("poetry", "2.5.1"), ("pdm", "2.29.3"), ("twine", "7.0.0")):
        install(one, name, version)
    return one


def install(person: Person, name: str, version: str) -> None:
    """Install a tool that is nothing but its metadata, beside a keyring of its own."""
    prefix = person.root / name
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin/python").symlink_to(os.path.realpath(sys.executable))
    (prefix / "pyvenv.cfg").write_text(f"home = {sys.base_prefix}/bin\n")
    site = prefix / f"lib/python{sysconfig.get_python_version()}/site-packages"
    known = site / f"{name}-{version}.dist-info"
    known.mkdir(parents=True)
    (known / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    real = Path(sysconfig.get_path("purelib"))
    for each in real.iterdir():
        (site / each.name).symlink_to(each)
    command = person.root / "bin" / name
    command.write_text(f"#!{prefix}/bin/python\n")
    command.chmod(0o755)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_ends_soon_and_says_that_nothing_answered(silent: Person, words: str) -> None:
    begun = time.monotonic()
    done = silent.keydex(*words.split(), "--json", stdin=CANARY)
    took = time.monotonic() - begun
    assert took < MOST
    assert done.code == 4, done.err
