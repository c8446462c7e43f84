"""keydex on a system that is not POSIX, as far as one that is can show it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli import windows
from tests.cli.running import CANARY, Person
from tests.samples import pyproject

NEW = "another-5ecret-b81d"
HOST = "127.0.0.1:9"  # Where nobody listens.
UP = f"http://{HOST}/team/simple/"
# A command line, what is handed to it, its exit code, and a text that it prints.
LINES = (
    ("--help", "", 0, "see what is asked"),
    ("list", "", 0, "pyproject.toml:7"),
    ("explain corp", "", 0, f"1  {UP}  as ci-bot"),
    ("status corp --json", "", 0, '"answer": "found"'),
    ("test corp", "", 5, "! no answer"),
    ("doctor --offline", "", 0, "as far as files tell"),
    ("doctor --report --offline", "", 0, "win32"),
    ("rotate corp --stdin --yes --no-verify", NEW, 0, "✓ stored"),
    ("username corp alice --in project --yes", "", 0, "username alice"),
    ("undo --yes", "", 0, "ci-bot"),
    ("set corp --to netrc --stdin --yes --no-verify", NEW, 0, "netrc"),
    ("export --for github", "", 0, "UV_INDEX_CORP_PASSWORD"),
    ("trace -- uv lock", "", 1, "can't be watched on Windows"),
    ("fix --dry-run --offline", "", 0, ""),
)


def test_nothing_that_only_posix_has_is_needed(tmp_path: Path) -> None:
    """All lines run in one process, which loses all that Windows lacks."""
    person = Person(tmp_path)
    person.write("pyproject.toml", pyproject(f"http://ci-bot@{HOST}/team/simple/"))
    shutil.move(tmp_path / "bin/keyring", tmp_path / "bin/keyring.exe")
    (tmp_path / "entries.json").write_text(json.dumps({UP: {"ci-bot": CANARY}}))
    done = subprocess.run(
        [sys.executable, windows.__file__],
        input=json.dumps([(line.split(), secret) for line, secret, _, _ in LINES]),
        cwd=person.project,
        env=person.environ | {"USERPROFILE": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    ran = json.loads(done.stdout)
    assert CANARY not in done.stdout
    wrong = [
        f"{line} → {ended}: {printed}"
        for (line, _, code, text), (ended, printed) in zip(LINES, ran, strict=True)
        if ended != code or text not in printed
    ]
    assert wrong == []
