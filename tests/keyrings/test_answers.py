"""What keyrings answer that hang, prompt, print, raise, die or are not there."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.keyrings import keyring
from keydex.model import Access, Answer, Api, Credential, Event, Lookup, State, Via
from keydex.secret import Secret
from tests.keyrings.places import COMMAND, HERE, environment, get, runs, script

FOUND = Answer(State.FOUND, Credential("ci-bot", Secret("genuine")))
MISSING = Answer(State.MISSING)
SKIPPED = Answer(State.NOT_ASKED, reason="an earlier question got no answer")
NO_BACKEND = Answer(State.FAILED, reason="no backend: keyring finds none that works here")
TURNED_OFF = Answer(State.MISSING, reason="keyring is turned off: its backend is null")
PROMPTS = Answer(State.LOCKED, reason="the backend asks for a password on the terminal")
GARBAGE = Answer(State.FAILED, reason="the keyring's Python prints what is not an answer")
ENDED = Answer(State.FAILED, reason="the keyring's Python ended without an answer")
INCOMPLETE = Answer(State.FAILED, reason="the backend leaves out the username or the password")
HELLO = """echo '{"version": "25.7.0", "backend": "b"}'"""
CREDENTIAL = Api.GET_CREDENTIAL


def raises(name: str) -> Answer:
    return Answer(State.FAILED, reason=f"the backend raises {name}")


@pytest.mark.parametrize(
    ("backend", "lookup", "answer"),
    [
        ("keyring.backends.null.Keyring", get("h"), TURNED_OFF),
        ("keyring.backends.null.Keyring", get("h", None, CREDENTIAL), TURNED_OFF),
        ("keyring.backends.fail.Keyring", get("h"), NO_BACKEND),
        ("keyring.backends.fail.Keyring", get("h", None, CREDENTIAL), NO_BACKEND),
        ("keyring.backends.gone.Keyring", get("h"), raises("ModuleNotFoundError")),
        ("keyring.backends.null.Gone", get("h"), raises("AttributeError")),
        ("strange.Prompts", get("h"), PROMPTS),
        ("strange.Reads", get("h"), PROMPTS),
        ("strange.Prints", get("h"), FOUND),
        ("strange.Lingers", get("h"), FOUND),
        ("strange.Raises", get("h"), raises("ValueError")),
        ("strange.Raises", get("h", api=CREDENTIAL), raises("ValueError")),
        ("strange.Raises", get("exit"), raises("SystemExit")),
        ("strange.Raises", get("die"), ENDED),
        ("strange.Raises", get("locked"), Answer(State.LOCKED, reason="the keyring is locked")),
        ("strange.Answers", get("bytes"), raises("TypeError")),
        ("strange.Answers", get("h", None, CREDENTIAL), INCOMPLETE),
        ("strange.Answers", get("h", "ci-bot", CREDENTIAL), INCOMPLETE),
    ],
)
def test_what_a_backend_does_becomes_an_answer(
    tmp_path: Path, backend: str, lookup: Lookup, answer: Answer
) -> None:
    assert keyring(HERE, environment(tmp_path, backend)).answers([lookup]) == (answer,)


def test_every_question_gets_the_reason_where_no_backend_loads(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "keyring.backends.gone.Keyring"))
    assert ring.answers([get("h"), get("i")]) == (raises("ModuleNotFoundError"),) * 2


def test_every_question_gets_the_reason_where_there_is_no_keyring(tmp_path: Path) -> None:
    (tmp_path / "keyring.py").write_text("raise ImportError('CANARY')", "utf-8")
    ring = keyring(HERE, environment(tmp_path, PYTHONPATH=str(tmp_path)))
    no_keyring = Answer(State.FAILED, reason="that Python can't import keyring")
    assert ring.answers([get("h"), get("i")]) == (no_keyring,) * 2


@pytest.mark.parametrize("password", ["", "\N{SNOWMAN}\ud800\n "], ids=["empty", "strange"])
def test_a_password_arrives_as_it_is(tmp_path: Path, password: str) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Answers"))
    (answer,) = ring.answers([get("\N{SNOWMAN}" if password else "empty")])
    assert answer.credential == Credential("ci-bot", Secret(password))
    assert answer.reason == ("" if password else "the stored password is empty")


def test_no_question_starts_no_process(tmp_path: Path) -> None:
    access = Access(Via.IMPORT, "a Python that is gone", interpreter=tmp_path / "gone")
    assert keyring(access, environment(tmp_path)).answers([]) == ()


def test_a_tool_without_a_keyring_asks_none(tmp_path: Path) -> None:
    access = Access(Via.NONE, "keyring-provider is not set")
    with pytest.raises(KeyringError, match=r"^there is no keyring to ask: keyring-provider is not"):
        keyring(access, environment(tmp_path))


def test_what_is_asked_before_and_after_a_hang_counts(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Hangs"), patience=3.0)
    start = time.monotonic()
    first, second, third, *rest = ring.answers([get(each) for each in ("a", "b", "hang", "c", "d")])
    assert first.credential == second.credential
    assert third == Answer(State.TIMED_OUT, reason="no answer within 3 s")
    assert rest[0].credential == rest[1].credential != first.credential
    assert {first.state, rest[0].state} == {State.FOUND}
    assert time.monotonic() - start < 6


@pytest.mark.parametrize("answered", [("a",), ()])
def test_what_hangs_twice_is_left(tmp_path: Path, answered: tuple[str, ...]) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Hangs"), patience=1.6)
    answers = ring.answers([get(each) for each in (*answered, "hang", "hang", "b", "c")])
    waits = [Answer(State.TIMED_OUT, reason=f"no answer within {each} s") for each in (1.6, 0.5)]
    assert answers[len(answered) :] == (*waits, SKIPPED, SKIPPED)


def test_what_is_asked_before_and_after_a_crash_counts(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Raises"))
    answers = ring.answers([get("a"), get("die"), get("b")])
    assert answers == (raises("ValueError"), ENDED, raises("ValueError"))


def test_all_questions_together_take_three_times_the_patience(tmp_path: Path) -> None:
    slow = f'{HELLO}; n=0; while read -r line; do sleep 0.3; echo "[$n, null]"; n=$((n+1)); done'
    access = Access(Via.IMPORT, "slow", interpreter=script(tmp_path / "python", slow))
    ring = keyring(access, environment(tmp_path), patience=0.5)
    answers = ring.answers([get("h")] * 9)
    assert {answer.state for answer in answers[:3]} == {State.MISSING}
    assert answers[5] in {SKIPPED, Answer(State.NOT_ASKED, reason="no time was left to ask")}
    assert answers[-1] == SKIPPED


def test_nothing_is_begun_where_no_time_is_left(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Hangs"), patience=-1.0)
    too_late = Answer(State.NOT_ASKED, reason="no time was left to ask")
    assert ring.answers([get("a"), get("b")]) == (too_late, SKIPPED)


def test_a_person_can_cancel_at_once(tmp_path: Path) -> None:
    cancelled = threading.Event()
    pressed: list[float] = []

    def press(event: Event) -> None:
        if event.text.endswith("found"):
            threading.Timer(0.1, act).start()

    def act() -> None:
        pressed.append(time.monotonic())
        cancelled.set()

    ring = keyring(HERE, environment(tmp_path, "strange.Hangs"), cancelled=cancelled, log=press)
    first, second, third = ring.answers([get("a"), get("hang"), get("b")])
    assert time.monotonic() - pressed[0] < 1
    assert first.state is State.FOUND
    assert second == Answer(State.NOT_ASKED, reason="cancelled")
    assert third == SKIPPED


@pytest.mark.parametrize("access", [HERE, COMMAND])
def test_what_is_cancelled_before_it_begins_is_not_begun(tmp_path: Path, access: Access) -> None:
    cancelled = threading.Event()
    cancelled.set()
    ring = keyring(access, environment(tmp_path, "strange.Hangs"), cancelled=cancelled)
    assert ring.answers([get("a")]) == (Answer(State.NOT_ASKED, reason="cancelled"),)


def test_nothing_that_a_keyring_started_is_left(tmp_path: Path) -> None:
    number = tmp_path / "number"
    ring = keyring(HERE, environment(tmp_path, "strange.Litters"), patience=1.0)
    (answer,) = ring.answers([get(str(number))])
    assert answer.state is State.TIMED_OUT
    assert not runs(int(number.read_text("utf-8")))


def test_a_process_of_ours_runs() -> None:
    assert runs(os.getpid())


@pytest.mark.parametrize(
    ("service", "answer"),
    [("folder", "{home}"), ("session", "True"), ("terminal", "False"), ("PATH", "{home}/bin:/opt")],
)
def test_a_keyring_finds_no_terminal_and_the_home_folder(
    tmp_path: Path, service: str, answer: str
) -> None:
    world = environment(tmp_path, "strange.Tells", PATH="bin::/opt", GPG_TTY="/dev/tty")
    told, terminal = keyring(HERE, world).answers([get(service), get("GPG_TTY")])
    assert told.credential == Credential("ci-bot", Secret(answer.format(home=tmp_path)))
    assert terminal == MISSING


def test_a_keyring_is_asked_where_there_is_no_home(tmp_path: Path) -> None:
    (answer,) = keyring(HERE, environment(tmp_path / "gone", "strange.Tells")).answers(
        [get("folder")]
    )
    assert answer.credential == Credential("ci-bot", Secret(tmp_path.anchor))


def test_a_keyring_takes_nothing_from_the_project_for_a_module(tmp_path: Path) -> None:
    for name in ("json", "keyring", "importlib", "terms"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('CANARY')", "utf-8")
    path = os.pathsep.join(["", ".", environment(tmp_path).variables["PYTHONPATH"]])
    world = environment(tmp_path, "strange.Tells", PYTHONPATH=path)
    (answer,) = keyring(HERE, world).answers([get("path")])
    assert answer.credential
    folders = answer.credential.password.reveal().split(os.pathsep)
    assert not {"", ".", str(tmp_path)} & set(folders)
    assert not [each for each in folders if each.endswith("keyrings")]


def test_no_path_is_made_up_where_there_is_none(tmp_path: Path) -> None:
    world = environment(tmp_path, "strange.Tells")
    bare = {name: world.variables[name] for name in world.variables if name != "PATH"}
    world = type(world)(world.folder, world.home, bare, world.platform, world.machine)
    assert keyring(HERE, world).answers([get("PATH")]) == (MISSING,)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", ENDED),
        ("echo CANARY", GARBAGE),
        ("echo '[]'", GARBAGE),
        ("printf '\\377\\376\\n'", GARBAGE),
        ("echo '{\"raised\": []}'", GARBAGE),
        ('echo \'{"version": "25.7.0", "raised": []}\'', GARBAGE),
        ("yes '[' | head -c 500000 | tr -d '\\n'", GARBAGE),
        ("yes CANARY | tr -d '\\n'", Answer(State.FAILED, reason="it prints more than 1 MiB")),
        (HELLO, ENDED),
        (f"{HELLO}; echo CANARY", GARBAGE),
        (f"{HELLO}; echo null", GARBAGE),
        (f"{HELLO}; echo '[1, null]'", GARBAGE),
        (HELLO + """; echo '[0, {"found": 1}]'""", GARBAGE),
        (HELLO + """; echo '[0, {"raised": []}]'""", GARBAGE),
        (f"{HELLO}; echo '[0, null]'; exec sleep 300", MISSING),
    ],
)
def test_whatever_else_a_python_prints_is_no_answer(
    tmp_path: Path, text: str, answer: Answer
) -> None:
    interpreter = script(tmp_path / "python", text)
    access = Access(Via.IMPORT, "so says the test", interpreter=interpreter)
    assert keyring(access, environment(tmp_path)).answers([get("h")]) == (answer,)


@pytest.mark.parametrize("name", ["gone", "\0"])
def test_a_python_that_is_gone_can_not_be_run(tmp_path: Path, name: str) -> None:
    access = Access(Via.IMPORT, "so says the test", interpreter=tmp_path / name)
    (answer,) = keyring(access, environment(tmp_path)).answers([get("h")])
    assert answer == Answer(State.FAILED, reason=f"{tmp_path / name} can't be run")


OLD = "keyring {} can't answer `keyring {}`; {} can"


@pytest.mark.parametrize(
    ("version", "api", "reason"),
    [
        ("24.3.1", Api.GET, ""),
        ("24.3.1", Api.GET_CREDENTIAL, ""),
        ("24.3.1", Api.CREDS, OLD.format("24.3.1", "get --mode creds", "25.2.1")),
        ("25.2.0", Api.CREDS, OLD.format("25.2.0", "get --mode creds", "25.2.1")),
        ("25.2.1", Api.CREDS, ""),
        ("25.4.0", Api.CREDS, ""),
        ("25.4.0", Api.GET_PASSWORD, ""),
        ("25.4.0", Api.GET, OLD.format("25.4.0", "get", "25.4.1")),
        ("25.4.1", Api.GET, ""),
    ],
)
def test_a_command_that_can_not_answer_is_not_asked(
    tmp_path: Path, version: str, api: Api, reason: str
) -> None:
    metadata = tmp_path / f"keyring-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: keyring\nVersion: {version}\n", "utf-8")
    path = os.pathsep.join([str(tmp_path), environment(tmp_path).variables["PYTHONPATH"]])
    world = environment(tmp_path, "keeping.Keeps", PYTHONPATH=path)
    (answer,) = keyring(COMMAND, world).answers([get("h", api=api)])
    assert answer == (Answer(State.FAILED, reason=reason) if reason else MISSING)


def test_the_command_is_not_asked_for_a_password_without_a_username(tmp_path: Path) -> None:
    ring = keyring(COMMAND, environment(tmp_path, "keeping.Keeps"))
    answer = Answer(State.FAILED, reason="`keyring get` needs a username")
    assert ring.answers([get("h", None, Api.GET)]) == (answer,)


def test_the_password_is_asked_for_the_username_that_was_found(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "careless.Names"))
    ring.store("h", Credential("found", Secret("CANARY")))
    lookups = [
        Lookup(each, None, Via.IMPORT, Api.GET_CREDENTIAL, then="get_password")
        for each in ("h", "i")
    ]
    answers = ring.answers(lookups)
    assert answers == (Answer(State.FOUND, Credential("found", Secret("CANARY"))), MISSING)


def test_the_log_tells_each_question_without_a_secret(tmp_path: Path) -> None:
    events: list[Event] = []
    ring = keyring(HERE, environment(tmp_path, "keeping.Keeps"), log=events.append)
    url = "https://ci-bot:CANARY@h/simple/"
    ring.store(url, Credential("ci-bot", Secret("another CANARY")))
    ring.delete(url, "ci-bot")
    ring.answers([get("h", None, Api.GET_CREDENTIAL)])
    shown = "https://ci-bot:****@h/simple/ ci-bot"
    assert [event.text for event in events] == [
        f"set {shown} → done",
        f"get_password {shown} → found",
        f"get_password {shown} → found",
        f"del {shown} → done",
        f"get_password {shown} → missing",
        "get_credential h → missing",
    ]
    assert {event.kind for event in events} == {"keyring"}
    assert all(event.seconds for event in events)


def test_a_keyring_shows_neither_variables_nor_secrets_of_its_environment(tmp_path: Path) -> None:
    assert "CANARY" not in repr(keyring(HERE, environment(tmp_path, TOKEN="CANARY")))


def test_this_python_is_the_one_that_is_asked(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Tells"))
    (answer,) = ring.answers([get("path")])
    assert answer.credential
    assert sys.path[-1] in answer.credential.password.reveal().split(os.pathsep)
