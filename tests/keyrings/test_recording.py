"""What a tool asks is noted, whichever way it goes, and what it is answered is not seen."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.keyrings.recording import INSIDE, PREFIX, STARTED, asked, front, recorded
from keydex.model import Access, Api, Lookup, Seen, State, Via
from tests.keyrings.places import HERE, environment, script

CANARY = "canary-5ecret"
COMMAND = """\
case "$2 $3" in
    "pkgs.example ci-bot") printf '%s\\n' "$SAID";;
    "broken.example ci-bot") exit 3;;
    "killed.example ci-bot") kill -9 $$;;
    *) exit 1;;
esac
"""


@pytest.fixture
def world(tmp_path: Path) -> Environment:
    return environment(tmp_path, SAID=CANARY)


@pytest.fixture
def command(tmp_path: Path) -> Access:
    (tmp_path / "own").mkdir()
    return Access(Via.SUBPROCESS, "-", executable=script(tmp_path / "own/keyring", COMMAND))


def run(
    world: Environment, placed: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        env={**world.variables, **placed},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def told(seen: list[Seen]) -> list[tuple[str, str, str | None, State | None]]:
    return [
        (each.lookup.api, each.lookup.service, each.lookup.username, each.state) for each in seen
    ]


@pytest.mark.parametrize(
    ("words", "service", "username", "api"),
    [
        ("get pkgs.example ci-bot", "pkgs.example", "ci-bot", Api.GET),
        ("--mode=creds --output=json get pkgs.example", "pkgs.example", None, Api.CREDS),
        ("--mode creds get pkgs.example ci-bot", "pkgs.example", "ci-bot", Api.CREDS),
        ("get --mode creds pkgs.example", "pkgs.example", None, Api.CREDS),
        ("-b some.Backend get a b", "a", "b", Api.GET),
    ],
)
def test_the_words_of_a_question_are_understood(
    words: str, service: str, username: str | None, api: Api
) -> None:
    argv = tuple(words.split())
    assert asked(argv) == Lookup(service, username, Via.SUBPROCESS, api, argv)


@pytest.mark.parametrize("words", ["", "get", "set a b", "del a b", "--list-backends", "get a b c"])
def test_other_words_are_no_question(words: str) -> None:
    assert asked(tuple(words.split())) is None


@pytest.mark.parametrize(
    ("service", "ended", "state"),
    [
        ("pkgs.example", (0, f"{CANARY}\n"), State.FOUND),
        ("nowhere.example", (1, ""), State.MISSING),
        ("broken.example", (3, ""), State.FAILED),
        ("killed.example", (-signal.SIGKILL, ""), State.FAILED),
    ],
)
def test_a_command_is_passed_on_to_and_its_answer_is_not_seen(
    world: Environment, command: Access, service: str, ended: tuple[int, str], state: State
) -> None:
    with recorded(world, command) as (placed, seen):
        done = run(world, dict(placed.variables), "keyring", "get", service, "ci-bot")
        files = [each for each in placed.folder.rglob("*") if each.is_file()]
        assert not any(CANARY in each.read_text() for each in files)
    assert (done.returncode, done.stdout) == ended
    assert told(seen) == [(Api.GET, service, "ci-bot", state)]
    assert CANARY not in repr(seen)
    assert not placed.folder.exists()


def test_what_is_no_question_is_passed_on_and_not_noted(
    world: Environment, command: Access
) -> None:
    with recorded(world, command) as (placed, seen):
        done = run(world, dict(placed.variables), "keyring", "set", "pkgs.example", "ci-bot")
    assert (done.returncode, done.stdout, seen) == (0, f"{CANARY}\n", [])


def test_the_real_command_has_the_variables_as_they_were(tmp_path: Path) -> None:
    chosen = {"PYTHON_KEYRING_BACKEND": "some.Backend", "PYTHONPATH": "/own"}
    world = environment(tmp_path, **chosen)
    ring = Access(Via.SUBPROCESS, "-", executable=script(tmp_path / "keyring", "env"))
    with recorded(world, ring) as (placed, _):
        done = run(world, dict(placed.variables), "keyring", "get", "a", "b")
    found = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    assert "KEYDEX_TRACE" not in found
    assert found["PYTHON_KEYRING_BACKEND"] == "some.Backend"
    assert found["PYTHONPATH"] == "/own"
    assert str(placed.folder) not in found["PATH"]


ASKING = """\
import keyring
print(type(keyring.get_keyring()).__name__, keyring.get_keyring().name)
for service, user in (("pkgs.example", "ci-bot"), ("nowhere", "ci-bot")):
    print(keyring.get_password(service, user))
print(keyring.get_credential("pkgs.example", None))
print(keyring.get_credential("pkgs.example", "ci-bot").password)
"""


def test_what_is_asked_in_process_is_noted_and_the_backend_is_the_one_that_was(
    tmp_path: Path,
) -> None:
    world = environment(tmp_path, "tracing.Nested", SAID=CANARY)
    plain = run(world, {}, sys.executable, "-c", ASKING)
    with recorded(world, HERE) as (placed, seen):
        done = run(world, dict(placed.variables), sys.executable, "-c", ASKING)
    assert done.stdout == plain.stdout != ""
    assert CANARY in done.stdout
    assert told(seen) == [
        (Api.GET_PASSWORD, "pkgs.example", "ci-bot", State.FOUND),
        (Api.GET_PASSWORD, "nowhere", "ci-bot", State.MISSING),
        (Api.GET_CREDENTIAL, "pkgs.example", None, State.MISSING),
        (Api.GET_CREDENTIAL, "pkgs.example", "ci-bot", State.FOUND),
    ]
    assert placed.command is None
    assert not (placed.folder / "bin").exists()


TOOL = """\
import sys
print(sys.argv, __name__, [each for each in sys.path if "tracing" not in each])
import keyring
keyring.get_password("a", "b")
"""


@pytest.mark.parametrize("flag", ["-E", "-I", "-sE"])
@pytest.mark.parametrize("is_module", [False, True])
def test_a_python_that_takes_no_variables_is_started_so_that_it_is_watched(
    tmp_path: Path, flag: str, *, is_module: bool
) -> None:
    (tmp_path / "tool.py").write_text(TOOL)
    world = environment(tmp_path, "keyring.backends.null.Keyring")
    words = ("-m", "keyring", "get", "a", "b") if is_module else (str(tmp_path / "tool.py"), "x")
    plain = run(world, {}, sys.executable, flag, *words)
    with recorded(world, HERE) as (placed, seen):
        variables = dict(placed.variables)
        done = run(world, variables, sys.executable, flag, str(STARTED), *words)
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    assert [(each.lookup.service, each.state) for each in seen] == [("a", State.MISSING)]


@pytest.mark.parametrize(
    ("backend", "error"),
    [
        ("keyring.backends.fail.Keyring", "NoKeyringError"),
        ("tracing.Raises", "KeyringLocked"),
        ("strange.Gone", "AttributeError"),
    ],
)
def test_what_fails_fails_as_it_would(tmp_path: Path, backend: str, error: str) -> None:
    world = environment(tmp_path, backend)
    words = (sys.executable, "-c", "import keyring; keyring.get_password('a', 'b')")
    with recorded(world, HERE) as (placed, seen):
        done = run(world, dict(placed.variables), *words)
    assert error in done.stderr.splitlines()[-1]
    assert [each.state for each in seen] == [State.FAILED] * (backend != "strange.Gone")


def test_a_keyring_command_that_a_tool_does_not_find_is_not_put_before_it(tmp_path: Path) -> None:
    placed = front(environment(tmp_path), Access(Via.NONE, "no keyring on PATH"), tmp_path)
    assert str(tmp_path / "bin") not in placed.variables["PATH"]


def test_questions_are_told_as_they_come(world: Environment, command: Access) -> None:
    heard: list[list[State | None]] = []

    def hear(seen: tuple[Seen, ...]) -> None:
        heard.append([each.state for each in seen])

    with recorded(world, command, hear) as (placed, _):
        run(world, dict(placed.variables), "keyring", "get", "pkgs.example", "ci-bot")
    assert heard == [[None], [State.FOUND]]


def test_nobody_waits_for_a_keydex_that_has_ended(world: Environment, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "notes")  # Nobody reads it.
    trace = {"KEYDEX_TRACE": json.dumps({"notes": str(tmp_path / "notes")})}
    done = run(world, trace, sys.executable, "-c", NOTING.format(folder=str(INSIDE)))
    assert (done.returncode, done.stdout) == (0, "done\n")


NOTING = """\
import sys
sys.path.insert(0, {folder!r})
from keydex_trace import note
note({{"id": "1"}})
print("done")
"""


@pytest.fixture
def left() -> Iterator[Path]:
    """Give a folder that a keydex has left which is gone."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{gone.pid}-"))
    (folder / "bin").mkdir()
    yield folder
    if folder.exists():
        (folder / "bin").rmdir()
        folder.rmdir()


def test_what_a_killed_keydex_has_left_is_taken_away(
    world: Environment, command: Access, left: Path
) -> None:
    own = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    with recorded(world, command):
        assert not left.exists()
        assert own.exists()
    own.rmdir()
