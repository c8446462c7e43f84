"""`trace` runs a command as it is, and tells what it asked beside what was predicted."""

import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.samples import HOST, USER, pyproject

FEED = f"https://{HOST}/team/simple"
NAMED = f"https://{USER}@{HOST}/team/simple"
# A stand-in for uv: asks what uv 0.13.8 asks, then what ASKS names.
UV = f"""\
#!/bin/sh
[ "$1" = --version ] && echo "uv 0.13.8 (x)" && exit
for service in {FEED} {HOST} $ASKS; do
    keyring get $service {USER} && break
done
echo "it ran with $*"
echo "and said so" >&2
[ -n "$SLEEPS" ] && exec sleep 30
exit 7
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Give somebody a project, an entry for its host, and a uv."""
    one = Person(tmp_path)
    one.write("pyproject.toml", pyproject(NAMED))
    (tmp_path / "entries.json").write_text(json.dumps({}))
    command = tmp_path / "bin/uv"
    command.write_text(UV)
    command.chmod(0o755)
    one.variables["PATH"] = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    return one


def test_the_output_and_the_exit_code_are_the_commands_own(person: Person) -> None:
    done = person.keydex("trace", "--", "uv", "sync", "--frozen")
    assert (done.code, done.out) == (7, "it ran with sync --frozen\n")
    lines = done.err.splitlines()
    assert lines[0] == "and said so"
    assert "keydex: it asked its keyring 2 questions:" in lines
    assert f"  ✓  {FEED}  as {USER}  keyring get  ○ missing  as predicted" in lines


def test_a_question_that_was_not_predicted_is_named(person: Person) -> None:
    person.variables["ASKS"] = "one-more.example"
    done = person.keydex("trace", "--strict", "--", "uv", "sync")
    assert done.code == 1
    assert any(
        line.split()[:2] == ["✗", "one-more.example"] and line.endswith("not predicted")
        for line in done.err.splitlines()
    )
    assert person.keydex("trace", "--", "uv", "sync").code == 7
    del person.variables["ASKS"]
    assert person.keydex("trace", "--strict", "--", "uv", "sync").code == 7


def test_scripts_get_it_on_standard_output_and_the_command_writes_elsewhere(
    person: Person,
) -> None:
    person.variables["ASKS"] = "one-more.example"
    done = person.keydex("trace", "--json", "--", "uv", "sync")
    found = done.json
    assert "it ran with sync" in done.err
    assert (found["schema"], found["command"], found["exit"]) == (
        "keydex.trace/1",
        ["uv", "sync"],
        7,
    )
    assert [each["service"] for each in found["seen"]] == [FEED, HOST, "one-more.example"]
    assert found["unexpected"] == [found["seen"][-1]]
    assert found["unexpected"][0]["answer"] == "missing"
    assert [each["service"] for each in found["predicted"]] == [FEED, HOST]
    assert found["not_asked"] == []


def test_an_answer_goes_to_the_command_and_is_not_told(person: Person, tmp_path: Path) -> None:
    (tmp_path / "entries.json").write_text(json.dumps({FEED: {USER: CANARY}}))
    (tmp_path / "bin/uv").write_text(UV.replace(f"keyring get $service {USER} &&", TAKES))
    done = person.keydex("trace", "--json", "--", "uv", "sync")
    assert done.json["seen"][0]["answer"] == "found"
    assert done.json["not_asked"][0]["why"] == "an earlier question was answered"
    assert (tmp_path / "got").read_text() == f"{CANARY}\n"


TAKES = f"keyring get $service {USER} >../got &&"


def test_nothing_is_run_where_that_is_wanted(person: Person, tmp_path: Path) -> None:
    done = person.keydex("trace", "--dry", "--json", "--", "uv", "sync")
    assert done.code == 0
    assert done.json["passes_on_to"] == str(tmp_path / "bin/keyring")
    assert "PYTHON_KEYRING_BACKEND" in done.json["variables"]
    assert "it ran" not in done.err
    plain = person.keydex("trace", "--dry", "--", "uv", "sync").out
    assert plain.startswith("A keyring command in a temporary folder would pass on to ")


def test_no_keyring_command_is_put_before_a_tool_that_finds_none(person: Person) -> None:
    (person.root / "bin/keyring").unlink()
    done = person.keydex("trace", "--dry", "--", "uv", "sync")
    assert "No keyring command would be put in front: the tool finds none." in done.out
    done = person.keydex("trace", "--json", "--", "uv", "sync")
    assert done.json["seen"] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "no command is named"),
        (("--", "make", "all"), "make is no command of"),
        (("--", "poetry", "install"), "poetry can't be run: no such file or directory"),
    ],
)
def test_what_can_not_be_run_is_told(person: Person, words: tuple[str, ...], message: str) -> None:
    done = person.keydex("trace", *words)
    assert (done.code, message in done.err) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_would_end_keydex_ends_the_command(person: Person, number: int) -> None:
    # Whoever runs the tests by nohup lets them, and all they start, ignore SIGHUP.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        running = started(person)
    finally:
        signal.signal(number, before)
    with running:
        running.send_signal(number)
        assert running.wait(20) == 128 + number
    assert not list(Path("/tmp").glob(f"keydex-trace-{running.pid}-*"))


def test_what_a_killed_keydex_leaves_trips_nobody(person: Person) -> None:
    with started(person) as running:
        running.kill()
        running.wait(20)
    left = list(Path("/tmp").glob(f"keydex-trace-{running.pid}-*"))
    assert left
    assert person.keydex("trace", "--", "uv", "sync").code == 7
    assert not [each for each in left if each.exists()]


def started(person: Person) -> "subprocess.Popen[str]":
    """Start a trace of a command that sleeps, once it has asked."""
    running = subprocess.Popen(
        [sys.executable, "-m", "keydex", "trace", "--", "uv", "sync"],
        cwd=person.project,
        env={
            "HOME": str(person.root / "home"),
            "PYTHON_KEYRING_BACKEND": "keydex.keyrings.sample.Keyring",
            "KEYDEX_DEMO_STORE": str(person.root / "entries.json"),
            "SLEEPS": "1",
            **person.variables,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout
    assert running.stdout.readline() == "it ran with sync\n"
    time.sleep(0.2)
    return running


# Held by this test alone: it looks at every process.
HELD = "held-5ecret-81c2"
HOLDS = UV.replace(f"keyring get $service {USER} &&", f'said="$(keyring get $service {USER})" &&')


def test_an_answer_is_nowhere_while_a_command_holds_it(person: Person) -> None:
    (person.root / "bin/uv").write_text(HOLDS)
    kept = person.root / "entries.json"
    kept.write_text(json.dumps({FEED: {USER: HELD}}))
    with started(person) as running:
        processes = [each for each in Path("/proc").iterdir() if each.name.isdigit()]
        found = [each for process in processes for each in leaks(process)]
        traces = [*Path("/tmp").glob("keydex-trace-*/**/*"), *person.root.rglob("*")]
        files = [each for each in traces if each.is_file() and each != kept]
        found += [each for each in files if HELD.encode() in each.read_bytes()]
        running.terminate()
        running.wait(20)
    assert files
    assert not found


def leaks(process: Path, secret: str = HELD) -> list[Path]:
    """Return what of a process shows the secret to others: its arguments, its variables."""
    shown = []
    for name in ("cmdline", "environ"):
        with suppress(OSError):
            if secret.encode() in (process / name).read_bytes():
                shown.append(process / name)
    return shown


def test_a_leak_would_be_seen() -> None:
    with subprocess.Popen(["sleep", "5"], env={"LEAKS": "another"}) as leaking:
        process = Path(f"/proc/{leaking.pid}")
        assert leaks(process, "another") == [process / "environ"]
        leaking.kill()


@pytest.mark.parametrize(
    "words",
    [
        (f"UV_INDEX_CORE_PASSWORD={CANARY}", "uv", "sync"),
        ("uv", "publish", "-p", CANARY),
        ("uv", "publish", f"-p{CANARY}", f"--token={CANARY}"),
        ("uv", "lock", "--index", f"https://a.example/ https://b:{CANARY}@b.example/"),
    ],
)
def test_no_secret_of_the_command_line_is_told(person: Person, words: tuple[str, ...]) -> None:
    done = person.keydex("trace", "--dry", "--json", "--", *words)
    assert CANARY not in json.dumps(done.json["command"])


def test_the_login_of_a_service_that_was_not_predicted_is_not_told(person: Person) -> None:
    person.variables["ASKS"] = f"https://bob:{CANARY}@other.example/x"
    for words in (("--json",), ()):
        done = person.keydex("trace", *words, "--", "uv", "sync")
        assert "https://bob:****@other.example/x" in done.out + done.err


def test_a_note_that_was_cut_off_keeps_nobody_waiting(person: Person) -> None:
    place = """sed 's/.*"notes": "\\([^"]*\\)".*/\\1/'"""
    cut = f"""printf '{{cut' > "$(printf %s "$KEYDEX_TRACE" | {place})"\n"""
    (person.root / "bin/uv").write_text(UV.replace("exit 7", f"{cut}exit 7"))
    assert person.keydex("trace", "--", "uv", "sync").code == 7
