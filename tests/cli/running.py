"""Run keydex as a person does: a process, a project, a home, and a keyring in a file."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CANARY = "canary-5ecret-7f3a"
KEYRING = f"#!{sys.executable}\nimport sys\nfrom keyring.cli import main\nsys.exit(main())\n"


@dataclass
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Person:
    """Somebody with a project, a home and a `keyring` command; PATH leads to nothing else."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("proj", "home", "bin"):
            (self.root / name).mkdir()
        command = self.root / "bin/keyring"
        command.write_text(KEYRING)
        command.chmod(0o755)

    @property
    def project(self) -> Path:
        return self.root / "proj"

    def write(self, name: str, text: str) -> Path:
        path = self.root / ("home/" + name[2:] if name.startswith("~/") else f"proj/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def entries(self) -> dict[str, dict[str, str]]:
        """Return what is in the keyring."""
        path = self.root / "entries.json"
        return json.loads(path.read_text()) if path.exists() else {}

    @property
    def environ(self) -> dict[str, str]:
        """Return the variables that commands are run with."""
        measured = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
        return {
            **measured,
            "HOME": str(self.root / "home"),
            "PATH": str(self.root / "bin"),
            "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
            "KEYDEX_DEMO_STORE": str(self.root / "entries.json"),
            "PIP_KEYRING_PROVIDER": "subprocess",
            **self.variables,
        }

    def keydex(self, *words: str, stdin: str = "", folder: str = ".") -> Ran:
        """Run keydex; nobody sits at its terminal."""
        done = subprocess.run(
            [sys.executable, "-m", "keydex", *words],
            cwd=self.project / folder,
            env=self.environ,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        for text in (done.stdout, done.stderr):
            assert "Traceback" not in text
            assert CANARY not in text
        return Ran(done.returncode, done.stdout, done.stderr)
