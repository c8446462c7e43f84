"""Each recipe for a Linux without a desktop leads to a store that works, or to none at all."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from keydex.rules import recipes
from keydex.rules.recipes import Recipe
from tests.live.person import OF_PIP, OF_UV, Json, path_of
from tests.live.servers import PACKAGE, PASSWORD, USER, pypiserver
from tests.oracle.tools import Tools

pytestmark = [pytest.mark.live, pytest.mark.system]

PATIENCE = 120.0  # Seconds; it takes five.
STORES = {f"KD04{number}" for number in range(8)}

# A person who says yes, and types what is asked for; gpg asks for no passphrase.
PERSON = """
keydex() {
    case "$1" in
        fix) command keydex "$@" --yes --stdin <<< 'a CANARY of my own' ;;
        *) command keydex "$@" ;;
    esac
}
gpg() { command gpg --batch --passphrase '' "$@"; }
dbus-daemon() { command dbus-daemon --print-pid=9 "$@" 9> "$HOME/bus.pid"; }
trap '[ ! -e "$HOME/bus.pid" ] || kill "$(cat "$HOME/bus.pid")"; gpgconf --kill gpg-agent' EXIT
keydex doctor --json > before.json
"""
SET = f"keydex set corp -u {USER} --stdin <<< '{PASSWORD}'"
USE = f"""
keydex doctor --round-trip --json > after.json
keydex status --json > status.json
uv pip install --target out/uv {PACKAGE} && touch uv-gets-in
python -m pip install --target out/pip -r requirements.txt && touch pip-gets-in
"""


@dataclass(frozen=True)
class Box:
    """A machine without a desktop: a home, a project, a `keyring` that finds no store."""

    home: Path
    project: Path
    variables: Mapping[str, str]

    def types(self, lines: str, said: str = "") -> str:
        """Type lines into a shell, and return what it prints."""
        done = subprocess.run(
            ["/bin/bash", "-c", lines],
            cwd=self.project,
            env=self.variables,
            input=said,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout + done.stderr

    def codes(self, name: str) -> set[str]:
        """Return what the doctor found about stores."""
        return {each["code"] for each in self.read(name)["findings"]} & STORES

    def answers(self) -> set[str]:
        """Return what came of the questions of `keydex status`."""
        indexes = [each for tool in self.read("status.json")["tools"] for each in tool["indexes"]]
        return {lookup["answer"] for each in indexes for lookup in each["lookups"]}

    def gets_in(self) -> set[str]:
        """Name the tools that installed the package."""
        return {path.name.partition("-")[0] for path in self.project.glob("*-gets-in")}

    def read(self, name: str) -> Json:
        """Read a document that keydex printed."""
        return dict(json.loads((self.project / name).read_text()))


@contextmanager
def _box(installed: Tools, tmp_path: Path, url: str, username: str) -> Iterator[Box]:
    with tempfile.TemporaryDirectory(prefix="kdx-") as folder:
        home, project, own = Path(folder), Path(folder) / "project", tmp_path / "bin"
        path = path_of(own, installed, "uv", "pip")
        (own / "keydex").write_text(f'#!/bin/sh\nexec {sys.executable} -m keydex "$@"\n')
        (own / "keydex").chmod(0o755)
        (home / "run").mkdir(mode=0o700)
        project.mkdir()
        named = url.replace("://", f"://{username}@") if username else url
        (project / "pyproject.toml").write_text(
            "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
            f"[[tool.uv.index]]\nname = 'corp'\nurl = '{named}'\ndefault = true\n"
        )
        (project / "requirements.txt").write_text(f"-i {url}\n{PACKAGE}\n")
        variables = {
            **OF_UV,
            **OF_PIP,
            "HOME": folder,
            "LANG": "C.UTF-8",
            "PATH": path,
            "PIP_KEYRING_PROVIDER": "subprocess",
            "UV_TOOL_BIN_DIR": str(own),
            "XDG_RUNTIME_DIR": str(home / "run"),
        }
        yield Box(home, project, variables)


@pytest.fixture(scope="module")
def private(installed: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run pypiserver, and give the URL of its index."""
    with pypiserver(installed, tmp_path_factory.mktemp("pypiserver")) as url:
        yield url


def lines_of(recipe: Recipe, **words: str) -> list[str]:
    """Return what is typed; what the distribution installs is there."""
    lines = [line for line in recipe.lines if not line.startswith("sudo apt-get ")]
    assert len(lines) >= len(recipe.lines) - 1
    for name, word in words.items():
        lines = [line.replace(name, word) for line in lines]
    return lines


def test_a_secret_service_without_a_desktop(installed: Tools, tmp_path: Path, private: str) -> None:
    with _box(installed, tmp_path, private, USER) as box:
        said = box.types("\n".join([PERSON, *lines_of(recipes.SECRET_SERVICE), SET, USE]))
        assert box.codes("before.json") == {"KD040"}, said
        assert box.codes("after.json") == set(), said
        assert box.answers() >= {"found"}, said
        assert box.gets_in() == {"uv", "pip"}, said
        assert "CANARY" not in said


def test_a_secret_service_by_hand(installed: Tools, tmp_path: Path, private: str) -> None:
    with _box(installed, tmp_path, private, USER) as box:
        session, *inside = lines_of(recipes.ONE_SHELL)
        (box.home / "inside").write_text("\n".join([*inside, SET, USE]))
        said = box.types(f"{PERSON}\n{session} {box.home}/inside", "my own CANARY\n")
        assert box.codes("before.json") == {"KD040"}, said
        assert box.codes("after.json") == set(), said
        assert box.answers() >= {"found"}, said
        assert box.gets_in() == {"uv", "pip"}, said


def test_pass_and_gpg(installed: Tools, tmp_path: Path, private: str) -> None:
    with _box(installed, tmp_path, private, USER) as box:
        (tmp_path / "bin/keyring").unlink()
        first = "uv tool install --no-config --default-index https://pypi.org/simple keyring"
        lines = lines_of(recipes.PASS, NAME="me@example.test")
        said = box.types("\n".join([first, PERSON, *lines, SET, USE]))
        assert box.codes("before.json") == {"KD040"}, said
        assert box.codes("after.json") == set(), said
        assert box.answers() >= {"found"}, said
        assert box.gets_in() == {"uv", "pip"}, said


def test_no_store_at_all(installed: Tools, tmp_path: Path, private: str) -> None:
    with _box(installed, tmp_path, private, "") as box:
        lines = [
            *lines_of(recipes.NO_STORE),
            f"echo 'machine 127.0.0.1 login {USER} password {PASSWORD}' > ~/.netrc",
            "chmod 600 ~/.netrc",
        ]
        typed = "\n".join([PERSON, *lines, USE]).replace("INDEX_NAME_", "INDEX_CORP_")
        said = box.types(typed.replace("=USERNAME", f"={USER}"), f"{PASSWORD}\n")
        assert box.codes("before.json") == {"KD040"}, said
        assert box.codes("after.json") == set(), said
        assert box.gets_in() == {"uv", "pip"}, said


def test_every_recipe_is_tried() -> None:
    tried = {recipes.SECRET_SERVICE, recipes.ONE_SHELL, recipes.PASS, recipes.NO_STORE}
    assert tried == set(recipes.RECIPES)
