"""A person at a machine: a home, a project, a keyring, uv and pip; and what they type."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.oracle.tools import KEYRING, PYTHON, Tools
from tests.secret_service import SecretService

UV, PIP = "0.13.8", "26.3"
RELEASES = {
    "uv": UV,
    "pip": PIP,
    "poetry": "2.5.1",
    "pdm": "2.29.3",
    "pipenv": "2026.10.3",
    "twine": "7.0.0",
    "hatch": "1.18.2",
}
PATIENCE = 60.0  # Seconds; a command takes one or two.

Json = dict[str, Any]
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Person:
    """Commands are run in `project`, with `variables` only."""

    project: Path
    variables: dict[str, str]
    keyring: SecretService

    def write(self, name: str, text: str) -> None:
        """Write a file of the project; `~/` is the folder for configuration."""
        config = Path(self.variables["XDG_CONFIG_HOME"])
        path = config / name[2:] if name.startswith("~/") else self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def types(self, *words: str, secret: str = "") -> Done:
        """Run a command, as it is found on PATH; a secret goes to standard input."""
        return subprocess.run(
            words,
            cwd=self.project,
            env=self.variables,
            input=secret,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def keydex(self, *words: str, secret: str = "") -> Done:
        """Run keydex; whatever it is, it leaves no secret and no traceback behind."""
        done = self.types(sys.executable, "-m", "keydex", *words, secret=secret)
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, printed
        assert not secret or secret not in printed
        return done

    def told(self, *words: str) -> tuple[int, Json]:
        """Run keydex, and return its exit code and its document."""
        done = self.keydex(*words, "--format", "json")
        return done.returncode, json.loads(done.stdout)

    def sets(self, index: str, secret: str, *words: str) -> int:
        """Store a secret with keydex, and return its exit code."""
        return self.keydex("set", index, "--stdin", *words, secret=secret).returncode

    def deletes(self, index: str) -> int:
        """Delete the entries for an index, and return the exit code."""
        return self.keydex("delete", index, "--yes").returncode

    def answers(self) -> tuple[int, set[str]]:
        """Return what `keydex status` ends with, and what came of the questions."""
        code, document = self.told("status")
        indexes = [index for tool in document["tools"] for index in tool["indexes"]]
        return code, {lookup["answer"] for index in indexes for lookup in index["lookups"]}

    def verdicts(self, *words: str) -> tuple[int, dict[str, str]]:
        """Return what `keydex test` ends with, and its verdict for each tool."""
        code, document = self.told("test", *words)
        return code, {each["tool"]: each["verdict"] for each in document["results"]}

    def reason(self) -> str:
        """Return the reason that `keydex test` gives for its only verdict."""
        (result,) = self.told("test")[1]["results"]
        return str(result["reason"])

    def starts_anew(self) -> None:
        """Take away what was installed."""
        for name in (".venv", "out"):
            shutil.rmtree(self.project / name, ignore_errors=True)


def path_of(folder: Path, installed: Tools, *tools: str) -> str:
    """Make a PATH as a person has it: a `keyring` of its own, then the tools."""
    command = installed.folder / "keyring"
    if not (command / "installed").exists():
        installed.venv(command, f"keyring=={KEYRING}")
        (command / "installed").touch()
    folder.mkdir()
    (folder / "keyring").symlink_to(command / "bin/keyring")
    programs = [str(installed.programs(tool, RELEASES[tool])) for tool in tools]
    return ":".join([str(folder), *programs, "/usr/bin", "/bin"])


TRUST = {name: os.environ[name] for name in ("SSL_CERT_FILE",) if name in os.environ}
"""The certificates that this machine trusts: what installs something may need them."""
OF_UV = {**TRUST, "UV_PYTHON": str(PYTHON), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CACHE": "1"}
OF_PIP = {"PIP_NO_CACHE_DIR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}

OF_POETRY = {"POETRY_VIRTUALENVS_IN_PROJECT": "true", "POETRY_NO_INTERACTION": "1"}
OF_PIPENV = {"PIPENV_VENV_IN_PROJECT": "1", "PIPENV_NOSPIN": "1", "PIPENV_YES": "1"}
OF_PDM = {"PDM_CHECK_UPDATE": "0", "PDM_NON_INTERACTIVE": "1"}


def trusted() -> dict[str, str]:
    """Return the variables that lead to the certificates of whoever runs the tests."""
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR", "PIP_CERT", "REQUESTS_CA_BUNDLE")
    return {name: os.environ[name] for name in names if name in os.environ}
