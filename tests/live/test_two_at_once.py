"""Two at once on the same entries and files, real ones: nothing is lost, the second is told."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from keydex.workflows.storing import MEANWHILE
from tests.backends.pausing import GO, MOMENT, PAUSED, PLACE
from tests.live.person import OF_UV, Json, Person, path_of
from tests.live.servers import PACKAGE, USER
from tests.live.test_rotating import NEW, OLD, held, holds, journal, site
from tests.oracle.tools import Tools
from tests.secret_service import secret_service
from tests.server import Server
from tests.ui.terminals import terminal

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]
OTHER = "other-CANARY-5d6e77"
PATIENCE = 30.0  # Seconds; keydex waits for a hundredth of one.
TOLD = 3  # The exit code of a file that was changed meanwhile.
SILENT = 4
ROUNDS = 4
Told = tuple[int, Json]


@dataclass(frozen=True)
class Two:
    """A person, and an index of which each folder is an entry of its own."""

    bot: Person
    url: str

    def at(self, name: str) -> str:
        return f"{self.url}/{name}/simple/"

    def declared(self, login: str = USER, more: str = "") -> str:
        """Write the project, with that login in the URL of `a`; the others have none."""
        url = self.at("a").replace("://", f"://{login}@")
        text = (
            "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
            "dependencies = []\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
            f"[[tool.uv.index]]\nname = 'a'\nurl = '{url}'\ndefault = true\n"
        )
        for name in more:
            text += f"[[tool.uv.index]]\nname = '{name}'\nurl = '{self.at(name)}'\n"
        self.bot.write("pyproject.toml", text)
        return text

    def sets(self, name: str, secret: str = OTHER) -> None:
        """Store as a person does with keyring's own command."""
        done = self.bot.types("keyring", "set", self.at(name), USER, secret=secret)
        assert done.returncode == 0, done.stderr

    def deletes(self, name: str) -> None:
        done = self.bot.types("keyring", "del", self.at(name), USER)
        assert done.returncode == 0, done.stderr

    def adds(self, *words: str) -> None:
        """Add a requirement as a person does with uv."""
        done = self.bot.types("uv", "add", PACKAGE, *words)
        assert done.returncode == 0, done.stderr

    def has_two(self) -> None:
        """Have two indexes and an entry for each, of one secret."""
        text = self.declared(more="b")
        bare = self.at("b")
        self.bot.write("pyproject.toml", text.replace(bare, bare.replace("://", f"://{USER}@")))
        holds(self.bot, [(self.at(name), USER) for name in "ab"], OLD)

    def holds(self, name: str) -> str | None:
        return held(self.bot).get((self.at(name), USER))

    @property
    def text(self) -> str:
        return (self.bot.project / "pyproject.toml").read_text("utf-8")

    def beside(self, moment: str, words: str, do: Callable[[], object], secret: str = NEW) -> Told:
        """Run keydex, which waits at a moment of its keyring until something else is done."""
        folder = self.bot.keyring.home / "pause"
        folder.mkdir()
        variables = {
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "tests.backends.pausing.Pauses",
            MOMENT: moment,
            PLACE: str(folder),
        }
        with subprocess.Popen(
            [sys.executable, "-m", "keydex", *words.split(), "--yes", "--json"],
            cwd=self.bot.project,
            env=self.bot.variables | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdin
            child.stdin.write(secret)
            child.stdin.close()
            child.stdin = None
            end = time.monotonic() + PATIENCE
            while not (folder / PAUSED).exists():
                assert time.monotonic() < end, child.communicate()
                assert child.poll() is None, child.communicate()
                time.sleep(0.005)
            do()
            (folder / GO).touch()
            out, err = child.communicate()
        assert "Traceback" not in err
        assert not [each for each in (OLD, NEW, OTHER) if each in out + err]
        return child.returncode, json.loads(out)


@pytest.fixture
def two(installed: Tools, tmp_path: Path) -> Iterator[Two]:
    """Give a person with uv, a project with three indexes, and a Secret Service."""
    (tmp_path / "project").mkdir()
    path = path_of(tmp_path / "bin", installed, "uv")
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service, Server(site) as server:
        bot = Person(tmp_path / "project", {**service.variables, **OF_UV}, service)
        one = Two(bot, server.url)
        one.declared()
        yield one


def reasons(document: Json) -> list[str]:
    return [each["reason"] for each in document["failed"]]


@pytest.mark.parametrize("other", ["keyring", "keydex"])
def test_what_another_stores_right_behind_it_stays(two: Two, other: str) -> None:
    def store() -> None:
        if other == "keyring":
            two.sets("a")
        else:
            assert two.bot.sets("a", OTHER, "--no-verify") == 0

    code, document = two.beside("after set", "set a --stdin", store)
    assert code == SILENT
    assert "another password" in reasons(document)[0]
    assert reasons(document)[1:] == [MEANWHILE]
    assert two.holds("a") == OTHER


@pytest.mark.parametrize("words", ["migrate", "fix KD001"])
def test_a_secret_stays_in_its_file_where_another_stores_right_behind_it(
    two: Two, words: str
) -> None:
    text = two.declared(f"{USER}:{NEW}")
    code, document = two.beside("after set", words, lambda: two.sets("a"))
    assert (code, MEANWHILE in reasons(document)) == (SILENT, True)
    assert (two.holds("a"), two.text) == (OTHER, text)


def test_what_another_stores_after_it_was_listed_is_not_deleted(two: Two) -> None:
    holds(two.bot, [(two.at("a"), USER)], OLD)
    code, document = two.beside("after get", "delete a", lambda: two.sets("a"))
    assert (code, reasons(document)) == (SILENT, [MEANWHILE])
    assert two.holds("a") == OTHER


def test_what_another_deletes_is_gone(two: Two) -> None:
    holds(two.bot, [(two.at("a"), USER)], OLD)
    code, document = two.beside("after get", "delete a", lambda: two.deletes("a"))
    assert (code, [each["what"] for each in document["done"]]) == (0, ["already gone"])
    assert held(two.bot) == {}


def test_a_rotation_leaves_what_another_stores_and_puts_back_its_own(two: Two) -> None:
    two.has_two()
    code, document = two.beside("after set", "rotate --stdin", lambda: two.sets("b"))
    assert code != 0
    assert MEANWHILE in reasons(document)
    assert {name: two.holds(name) for name in "ab"} == {"a": OLD, "b": OTHER}
    assert not journal(two.bot).exists()
    assert len(held(two.bot)) == 2


def test_a_second_rotation_is_told_and_changes_nothing(two: Two) -> None:
    two.has_two()

    def rotate() -> None:
        done = two.bot.keydex("rotate", "--stdin", "--yes", secret=OTHER)
        assert done.returncode == 1
        assert done.stderr.startswith("keydex: another keydex rotates just now")

    code, _ = two.beside("before set", "rotate --stdin", rotate)
    assert (code, set(held(two.bot).values())) == (0, {NEW})


def test_uv_adds_while_a_secret_is_stored_and_the_file_is_left_to_it(two: Two) -> None:
    two.declared(f"{USER}:{NEW}")
    written: list[str] = []

    def add() -> None:
        two.adds()
        written.append(two.text)

    code, document = two.beside("before set", "migrate", add)
    assert code == TOLD
    assert ["changed meanwhile" in each for each in reasons(document)] == [True]
    assert PACKAGE in written[0]
    assert (two.holds("a"), [two.text]) == (NEW, written)
    assert two.bot.keydex("migrate", "--yes").returncode == 0
    assert two.text == written[0].replace(f":{NEW}@", "@")


@pytest.mark.parametrize(
    ("words", "login", "code"),
    [
        ("username c alice --in project", USER, TOLD),
        ("fix KD001", f"{USER}:{NEW}", TOLD),
        ("migrate", f"{USER}:{NEW}", 0),  # It looks again after the answer.
    ],
)
def test_uv_adds_while_a_person_reads_the_question(
    two: Two, words: str, login: str, code: int
) -> None:
    two.declared(login, "c")
    folder = two.bot.project
    with terminal(["-m", "keydex", *words.split()], folder, two.bot.variables) as screen:
        screen.until("[y/N]")
        two.adds("--frozen")
        written = two.text
        screen.press("y\n")
        assert screen.end() == code
    assert (b"it was changed meanwhile" in screen.seen) is (code == TOLD)
    assert PACKAGE in written
    assert two.text == (written if code else written.replace(f":{NEW}@", "@"))


def test_a_true_race_with_uv_loses_nothing_of_it(two: Two) -> None:
    for number in range(ROUNDS):
        text = two.declared(more="c")
        adding = threading.Timer(0.05 + 0.1 * number, two.adds, ["--frozen"])
        adding.start()
        done = two.bot.keydex("username", "c", "alice", "--in", "project", "--yes")
        adding.join()
        assert done.returncode in {0, TOLD}
        assert PACKAGE in two.text
        assert done.returncode == 0 or "alice@" not in two.text
        bare = two.text.replace("alice@", "")
        assert bare.split("dependencies")[0] == text.split("dependencies")[0]
        assert bare.split("[tool.uv]")[1] == text.split("[tool.uv]")[1]
        assert not [each for each in two.bot.project.iterdir() if each.suffix == ".keydex"]


def test_a_true_race_with_keyring_leaves_one_secret_or_the_other(two: Two) -> None:
    holds(two.bot, [(two.at("b"), USER)], OLD)
    over = threading.Event()

    def loop() -> None:
        while not over.is_set():
            two.sets("a")
            two.bot.types("keyring", "del", two.at("a"), USER)

    looping = threading.Thread(target=loop)
    looping.start()
    try:
        assert two.bot.sets("a", NEW, "--no-verify") in {0, SILENT}
        assert two.holds("a") in {NEW, OTHER, None}
        assert two.bot.deletes("a") in {0, SILENT}
    finally:
        over.set()
        looping.join()
    assert two.holds("b") == OLD
    assert two.bot.sets("a", NEW, "--no-verify") == 0
    assert two.holds("a") == NEW
