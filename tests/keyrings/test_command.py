"""A `keyring` command whose interpreter is not known is run as the tool runs it."""

import threading
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.keyrings import Keyring, keyring
from keydex.model import Access, Answer, Api, Credential, Event, Lookup, State, Via
from keydex.secret import Secret
from tests.keyrings.places import COMMAND, environment, runs, script

BOT = Credential("ci-bot", Secret("CANARY"))
MISSING = Answer(State.MISSING)
NOT_BOTH = Answer(State.FAILED, reason="the keyring command prints no username and password")
LOCKED = Answer(State.LOCKED, reason="the keyring is locked")
PROMPTS = Answer(State.LOCKED, reason="the backend asks for a password on the terminal")
NO_BACKEND = Answer(State.FAILED, reason="no backend: keyring finds none that works here")
OLD = Answer(State.FAILED, reason="that keyring does not know `--mode creds`; 25.2.1 and newer do")
RAISES = Answer(State.FAILED, reason="the keyring command raises an exception")
TRACEBACK = "echo 'Traceback (most recent call last):' >&2"

# A shim, as pyenv puts it on PATH: what it starts can't be seen from outside.
SHIM = f'exec "{COMMAND.executable}" "$@"'


def found(password: str, reason: str = "", username: str = "ci-bot") -> Answer:
    return Answer(State.FOUND, Credential(username, Secret(password)), reason)


def failed(reason: str) -> Answer:
    return Answer(State.FAILED, reason=reason)


def get(*argv: str, service: str = "h", username: str | None = "ci-bot") -> Lookup:
    words = argv or ("get", service, "ci-bot")
    api = Api.CREDS if any(word.startswith("--mode") for word in argv) else Api.GET
    return Lookup(service, username, Via.SUBPROCESS, api, words)


def run_by(path: Path, text: str, backend: str = "", patience: float = 8.0) -> Keyring:
    access = Access(Via.SUBPROCESS, "so says the test", executable=script(path / "keyring", text))
    return keyring(access, environment(path, backend), patience=patience)


CREDS = ("get", "h", "--mode", "creds")
LOGIN = """echo '{"username": "ci-bot", "password": "CANARY"}'"""
NOT_UTF_8 = failed("the keyring command writes what is not UTF-8 to standard error")
JSON = ("--mode=creds", "--output=json", "get", "h")


@pytest.mark.parametrize(
    ("text", "argv", "answer"),
    [
        ("echo CANARY", (), found("CANARY")),
        ("printf CANARY", (), found("CANARY")),
        ("printf 'CANARY \\r\\n'", (), found("CANARY ")),
        ("printf '\\n\\n'", (), found("\n")),
        ("echo", (), found("", "the stored password is empty")),
        ("true", (), found("", "the keyring command exits 0 and prints nothing")),
        ("exit 1", (), MISSING),
        ("echo Error: h is not in the password store. >&2; exit 1", (), MISSING),
        ("exit 127", (), failed("the keyring command exits with 127")),
        ("kill -9 $$", (), failed("the keyring command is ended by signal 9")),
        ("printf '\\377'", (), failed("the keyring command prints what is not UTF-8")),
        ("printf '\\200'", (), failed("the keyring command prints what is not UTF-8")),
        ("yes CANARY", (), failed("it prints more than 1 MiB")),
        ("yes CANARY | head -c 2000000 >&2; echo CANARY", (), found("CANARY")),
        ("yes CANARY | head -c 2000000 >&2; exit 1", (), MISSING),
        ("sleep 5 >&- & exit 3", (), failed("the keyring command exits with 3")),
        (f"{TRACEBACK}; echo 'keyring.errors.KeyringLocked: CANARY' >&2; exit 1", (), LOCKED),
        (f"{TRACEBACK}; echo EOFError >&2; exit 1", (), PROMPTS),
        (f"{TRACEBACK}; echo 'keyring.errors.NoKeyringError: No' >&2; exit 1", (), NO_BACKEND),
        (f"{TRACEBACK}; echo 'ValueError: CANARY' >&2; exit 1", (), RAISES),
        ("echo ci-bot; echo CANARY", CREDS, found("CANARY")),
        ("printf 'eve\\r\\nCANARY\\r\\nmore'", CREDS, found("CANARY", username="eve")),
        ("echo ci-bot", CREDS, NOT_BOTH),
        ("true", CREDS, MISSING),
        ("exit 1", CREDS, MISSING),
        ("echo keyring: error: unrecognized arguments: --mode creds >&2; exit 2", CREDS, OLD),
        ("echo keyring: error: no such option: --mode >&2; exit 2", CREDS, OLD),
        (LOGIN, JSON, found("CANARY")),
        ('echo \'{"username": null, "password": "CANARY"}\'', JSON, NOT_BOTH),
        ("echo CANARY", JSON, NOT_BOTH),
        ("true", JSON, NOT_BOTH),
        ("exit 1", JSON, MISSING),
        (f"yes CANARY | head -c 2000000 >&2; {LOGIN}", JSON, found("CANARY")),
        (f"printf '\\303\\251' >&2; {LOGIN}", JSON, found("CANARY")),
        (f"printf '\\351' >&2; {LOGIN}", JSON, NOT_UTF_8),
        (f"printf '\\200' >&2; {LOGIN}", JSON, NOT_UTF_8),
        ("printf '\\351' >&2; exit 1", JSON, NOT_UTF_8),
        (f"yes € | head -c 2000000 >&2; printf x >&2; {LOGIN}", JSON, found("CANARY")),
        (f"printf '\\357\\273\\277'; {LOGIN}", JSON, NOT_BOTH),
        ("echo '[\"CANARY\"]'", JSON, NOT_BOTH),
    ],
)
def test_what_a_command_prints_is_read_as_the_tool_reads_it(
    tmp_path: Path, text: str, argv: tuple[str, ...], answer: Answer
) -> None:
    assert run_by(tmp_path, text).answers([get(*argv)]) == (answer,)


def test_the_arguments_are_those_of_the_tool(tmp_path: Path) -> None:
    ring = run_by(tmp_path, 'printf "%s|" "$@"')
    plain = Lookup("-h", None, Via.SUBPROCESS, Api.GET)
    answers = ring.answers([get("get", "--x", "h", "y"), plain])
    assert answers == (found("get|--x|h|y|"), found("get|--|-h|", username=""))


def test_a_command_runs_where_the_tool_runs_it_and_has_nothing_to_read(tmp_path: Path) -> None:
    (answer,) = run_by(tmp_path, "cat; pwd").answers([get()])
    assert answer == found(str(tmp_path))


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    ring = run_by(tmp_path, "sleep 300 & echo $! >> numbers; wait", patience=0.6)
    waits = [Answer(State.TIMED_OUT, reason=f"no answer within {each} s") for each in (0.6, 0.2)]
    skipped = Answer(State.NOT_ASKED, reason="an earlier question got no answer")
    assert ring.answers([get()] * 3) == (*waits, skipped)
    numbers = (tmp_path / "numbers").read_text("utf-8").split()
    assert numbers
    assert not any(runs(int(each)) for each in numbers)


def test_a_command_that_closes_its_output_is_not_done(tmp_path: Path) -> None:
    ring = run_by(tmp_path, "exec >&- 2>&-; sleep 300", patience=0.3)
    assert ring.answers([get()])[0].state is State.TIMED_OUT


@pytest.mark.parametrize(("argv", "state"), [((), State.FOUND), (JSON, State.TIMED_OUT)])
def test_what_keeps_standard_error_open_keeps_pip(
    tmp_path: Path, argv: tuple[str, ...], state: State
) -> None:
    (answer,) = run_by(tmp_path, f"sleep 3 >&- & {LOGIN}", patience=1.0).answers([get(*argv)])
    assert answer.state is state


def test_a_command_can_be_cancelled(tmp_path: Path) -> None:
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()
    executable = script(tmp_path / "keyring", "sleep 300")
    access = Access(Via.SUBPROCESS, "so says the test", executable=executable)
    ring = keyring(access, environment(tmp_path), cancelled=cancelled)
    assert ring.answers([get()] * 2) == (Answer(State.NOT_ASKED, reason="cancelled"),) * 2


def test_a_command_stores_finds_and_deletes(tmp_path: Path) -> None:
    ring = run_by(tmp_path, SHIM, "keeping.Keeps")
    ring.store("h", BOT)
    assert ring.answers([get(), get("get", "i", "ci-bot")]) == (Answer(State.FOUND, BOT), MISSING)
    assert ring.delete("h", "ci-bot") == 1
    assert ring.delete("h", "ci-bot") == 0


def test_a_name_is_not_taken_for_an_option(tmp_path: Path) -> None:
    ring = run_by(tmp_path, SHIM, "keeping.Keeps")
    ring.store("--disable", Credential("-b", Secret("CANARY")))
    assert ring.delete("--disable", "-b") == 1
    assert not (tmp_path / ".config").exists()


@pytest.mark.parametrize(
    ("backend", "reason"),
    [
        ("keyring.backends.fail.Keyring", NO_BACKEND.reason),
        ("strange.Prompts", PROMPTS.reason),
        ("strange.Raises", RAISES.reason),
    ],
)
def test_a_command_that_can_not_store_says_why(tmp_path: Path, backend: str, reason: str) -> None:
    ring = run_by(tmp_path, SHIM, backend)
    with pytest.raises(KeyringError, match=f"^can't store h ci-bot: {reason}$"):
        ring.store("h", BOT)


def test_a_password_that_is_no_text_is_not_shown(tmp_path: Path) -> None:
    ring = run_by(tmp_path, SHIM, "keeping.Keeps")
    with pytest.raises(KeyringError) as caught:
        ring.store("h", Credential("ci-bot", Secret("CANARY\ud800")))
    assert "CANARY" not in caught.value.message


def test_a_command_that_stores_nothing_is_noticed(tmp_path: Path) -> None:
    ring = run_by(tmp_path, SHIM, "keyring.backends.null.Keyring")
    with pytest.raises(KeyringError, match=r"^the keyring stored nothing for h ci-bot"):
        ring.store("h", BOT)


def test_the_log_tells_of_a_command(tmp_path: Path) -> None:
    events: list[Event] = []
    access = Access(Via.SUBPROCESS, "-", executable=script(tmp_path / "keyring", SHIM))
    ring = keyring(access, environment(tmp_path, "keeping.Keeps"), log=events.append)
    ring.store("h", BOT)
    ring.delete("h", "ci-bot")
    ring.answers([get()])
    assert [event.text for event in events] == [
        "set h ci-bot → done",
        "get_password h ci-bot → found",
        "get_password h ci-bot → found",
        "del h ci-bot → done",
        "get_password h ci-bot → missing",
        "get h ci-bot → missing",
    ]
