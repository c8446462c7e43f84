"""A person whose four keyrings never answer: a command, and those of three tools."""

import os
import sys
import sysconfig
from pathlib import Path

from tests.cli.running import Person

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


def silent(folder: Path) -> Person:
    """Return somebody whose four keyrings never answer: a command, and those of three tools."""
    one = Person(folder)
    for name, text in FILES.items():
        one.write(name, "\n".join(line.strip() for line in text.splitlines()))
    (folder / "modules").mkdir()
    (folder / "modules/silent.py").write_text(BACKEND)
    one.variables |= {
        "PYTHON_KEYRING_BACKEND": "silent.Keyring",
        "PYTHONPATH": str(folder / "modules"),
    }
    (folder / "bin/keyring").write_text("#!/bin/sh\nexec /bin/sleep 600\n")
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
