"""`doctor` and `fix`, as a person runs them."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import CANARY, Person
from tests.server import Server, private

WELL = "Nothing is wrong: no private index is configured.\n"
AZURE = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def project(url: str) -> str:
    return (
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'core'\nurl = '{url}'\n"
    )


def test_on_a_clean_machine_nothing_is_wrong(person: Person) -> None:
    person.write("pyproject.toml", "[project]\nname = 'demo'\nversion = '0'\n")
    for words in (["doctor"], ["doctor", "--offline"], ["doctor", "--round-trip"]):
        done = person.keydex(*words)
        assert (done.code, done.out) == (0, WELL), done.err
    assert person.keydex("doctor", "--offline", "--json").json == {
        "schema": "keydex.doctor/1",
        "findings": [],
    }


def test_a_finding_says_what_where_and_how_it_is_mended(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    done = person.keydex("doctor", "--offline", "--check", "username-missing")
    assert done.code == 1
    assert done.out == (
        "✗ KD012 username-missing  core · uv\n"
        "    uv asks no keyring for core: its URL has no username.\n"
        "    in pyproject.toml:8\n"
        "    → Put VssSessionToken into the URL.\n"
        "      keydex username core VssSessionToken\n\n"
        "1 error. Mend them with keydex fix, or one by its code.\n"
    )
    (finding,) = person.keydex("doctor", "--check", "KD012", "--offline", "--json").json["findings"]
    assert finding == {
        "code": "KD012",
        "name": "username-missing",
        "severity": "error",
        "index": "core",
        "tool": "uv",
        "message": "uv asks no keyring for core: its URL has no username.",
        "origin": {"file": "pyproject.toml", "line": 8, "key": "tool.uv.index[0].url"},
        "fix": {
            "kind": "edit",
            "summary": "Put VssSessionToken into the URL.",
            "command": "keydex username core VssSessionToken",
        },
    }


def test_the_checks_are_named(person: Person) -> None:
    done = person.keydex("doctor", "--list")
    assert done.code == 0
    assert "KD012  username-missing" in done.out
    rows = person.keydex("doctor", "--list", "--json").json["checks"]
    assert {"code", "name", "severity", "finds", "needs"} == set(rows[0])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("doctor --check KD999", "there is no check KD999"),
        ("doctor nothere", 'no index is called "nothere"'),
        ("fix nothere", 'no index is called "nothere"'),
    ],
)
def test_what_is_not_there_ends_with_2(words: str, message: str, person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    done = person.keydex(*words.split())
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_fix_is_shown_asked_and_applied(person: Person) -> None:
    path = person.write("pyproject.toml", project(f"https://{AZURE}"))
    before = path.read_text()
    dry = person.keydex("fix", "KD012", "--offline", "--dry-run", "--json")
    assert dry.code == 0
    assert [each["what"] for each in dry.json["planned"]] == ["username VssSessionToken"]
    refused = person.keydex("fix", "KD012", "--offline")
    assert refused.code == 2
    assert "say --yes to do it" in refused.err
    assert path.read_text() == before
    done = person.keydex("fix", "core", "--offline", "--yes", "--check=KD012")
    assert done.code == 2
    done = person.keydex("fix", "username-missing", "core", "--offline", "--yes")
    assert (done.code, done.out) == (0, "✓ username VssSessionToken  pyproject.toml\n")
    assert path.read_text() == project(f"https://VssSessionToken@{AZURE}")
    assert person.keydex("doctor", "--offline", "--check", "KD012").code == 0
    again = person.keydex("fix", "KD012", "--offline", "--json")
    assert (again.code, again.json["done"]) == (0, [])


def test_a_fix_of_a_file_ends_well_where_the_keyring_gives_no_answer(person: Person) -> None:
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    text = f"{project('https://me@pkgs.example.invalid/simple/')}authenticate = 'never'\n"
    path = person.write("pyproject.toml", text)
    done = person.keydex("fix", "KD059", "--yes")
    assert (done.code, "never" in path.read_text()) == (0, False), done.err


def test_what_nobody_can_be_asked_for_is_not_written(person: Person) -> None:
    path = person.write("pyproject.toml", project("https://pkgs.example.invalid/simple/"))
    done = person.keydex("fix", "KD012", "--offline", "--yes", "--no-input")
    assert done.code == 2
    assert "nobody can be asked for the username" in done.err
    assert path.read_text() == project("https://pkgs.example.invalid/simple/")


def test_a_file_that_can_not_be_read_ends_with_3(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    person.write("requirements.txt", f"--index-url https://ci-bot@{AZURE}\n")
    person.write("~/.config/uv/uv.toml", "keyring-provider = \n")
    done = person.keydex("doctor", "--offline", "--json")
    assert done.code == 3
    assert done.json["problems"][0]["line"] == 1


def test_a_report_is_put_together_by_an_allow_list(person: Person) -> None:
    url = f"https://ada-lovelace:{CANARY}@pkgs.example.invalid/simple/"
    person.write("pyproject.toml", project(url))
    person.write("~/.netrc", f"machine pkgs.example.invalid login ada-lovelace password {CANARY}\n")
    person.variables |= {"UV_INDEX_CORE_PASSWORD": CANARY, "MY_TOKEN": CANARY, "UV_INDEX": url}
    for words in ([], ["--json"]):
        done = person.keydex("doctor", "--report", "--offline", *words)
        said = done.out + done.err
        assert done.code == 0
        assert CANARY not in said
        assert "ada-lovelace" not in said
        assert str(person.root / "home") not in said
        assert "MY_TOKEN" not in said
    document = json.loads(done.out)
    assert document["schema"] == "keydex.report/1"
    assert [each["tool"] for each in document["tools"]] == ["uv"]
    named = person.keydex("doctor", "--report", "--offline", "--usernames", "--json")
    assert CANARY not in named.out


def netrc(*hosts: str) -> str:
    return "".join(f"machine {each} login me password of-{each}\n" for each in hosts)


def test_what_a_fix_moves_is_looked_at_again(person: Person) -> None:
    with Server(private({"me": "another"})) as server:
        ports = server.url.rpartition(":")[2]
        urls = [f"http://{host}:{ports}/simple/" for host in ("127.0.0.1", "localhost")]
        more = f"[[tool.uv.index]]\nname = 'other'\nurl = '{urls[1]}'\n"
        person.write("pyproject.toml", project(urls[0]) + more)
        path = person.write("~/.netrc", netrc("127.0.0.1", "localhost", "elsewhere.example"))
        person.keydex("fix", "KD055", "--yes")
        assert path.read_text() == netrc("elsewhere.example")


def test_an_error_is_the_document_beside_what_was_done(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    nothing = person.keydex("fix", "KD012", "--offline", "--json")
    assert nothing.code == 2
    assert nothing.json["schema"] == "keydex.error/1"
    unknown = "[[tool.uv.index]]\nname = 'own'\nurl = 'https://pkgs.example.invalid/simple/'\n"
    person.write("pyproject.toml", project(f"https://{AZURE}") + unknown)
    some = person.keydex("fix", "KD012", "--offline", "--yes", "--json")
    assert (some.code, len(some.json["done"])) == (2, 1)
    assert some.json["error"]["message"] == "nobody can be asked for the username"


def test_a_dry_run_asks_for_no_username(person: Person) -> None:
    path = person.write("pyproject.toml", project("https://pkgs.example.invalid/simple/"))
    done = person.keydex("fix", "KD012", "--offline", "--dry-run", "--json")
    assert (done.code, len(done.json["planned"])) == (0, 1)
    assert path.read_text() == project("https://pkgs.example.invalid/simple/")


def test_fix_says_that_a_file_can_not_be_read(person: Person) -> None:
    person.write("pyproject.toml", "[project\n")
    assert person.keydex("fix", "--offline", "--yes").code == 3


ODD = "requirements-\x1b[31m\x7f\x9b\u202e\udcff.txt"


@pytest.mark.parametrize("words", [(), ("--json",), ("--report",), ("--report", "--json")])
def test_what_a_terminal_would_obey_is_escaped(person: Person, words: tuple[str, ...]) -> None:
    person.write(ODD, "b @ https://me:secret12@pkgs.example.invalid/b.whl\n")
    done = person.keydex("doctor", "--offline", *words)
    assert "requirements-" in done.out
    assert (done.out + done.err).replace("\n", "").isprintable()
    if "--json" in words:
        assert ODD in done.json["findings"][0]["message"]


def test_what_a_stream_can_not_take_is_escaped(person: Person) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    person.variables["PYTHONIOENCODING"] = "ascii"
    done = person.keydex("doctor", "--offline", "--check", "KD012")
    assert done.code == 1
    assert done.out.startswith("\\u2717 KD012")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_json_in_whatever_a_stream_takes(person: Person, encoding: str) -> None:
    name = "pröj-😀"
    (person.project / name).mkdir()
    person.variables["PYTHONIOENCODING"] = encoding
    done = person.keydex("explain", "--json", "-C", name, "--", "uv", "lock")
    assert Path(done.json["project"]).name == name


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_may_be_closed(person: Person, closed: str) -> None:
    person.write("pyproject.toml", project(f"https://{AZURE}"))
    words = shlex.join([sys.executable, "-m", "keydex", "fix", "KD012", "--offline", "--json"])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{words} {closed}"],
        cwd=person.project,
        env={"HOME": str(person.root / "home"), "PATH": str(person.root / "bin")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr


def test_a_folder_that_is_gone_is_told(person: Person) -> None:
    words = shlex.join([sys.executable, "-m", "keydex", "doctor", "--json"])
    (person.root / "gone").mkdir()
    done = subprocess.run(
        ["/bin/sh", "-c", f"/bin/rmdir ../gone; {words}"],
        cwd=person.root / "gone",
        env={"HOME": str(person.root / "home"), "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "not there any more" in json.loads(done.stdout)["message"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_what_a_fix_runs_ends_with_it(person: Person, how: signal.Signals) -> None:
    person.write("pyproject.toml", project(f"https://ci-bot@{AZURE}"))
    (person.root / "bin/keyring").unlink()
    said, command = person.root / "said", person.root / "bin/uv"
    command.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo "uv 0.13.8"; exit; fi\n'
        "trap '' INT\necho $$ > said\nmv said ../said\nwhile :; do sleep 0.1; done\n"
    )
    command.chmod(0o755)
    path = f"{person.root / 'bin'}:/usr/bin:/bin"
    child = subprocess.Popen(
        [sys.executable, "-m", "keydex", "fix", "KD020", "--offline", "--yes", "--json"],
        cwd=person.project,
        env={"HOME": str(person.root / "home"), "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 20
    while not said.exists() and time.monotonic() < end:
        time.sleep(0.05)
    child.send_signal(how)
    out, _ = child.communicate(timeout=20)
    document = json.loads(out)
    assert (child.returncode, document["error"]["exit"]) == (130, 130)
    assert [each["reason"] for each in document["failed"]] == ["interrupted"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text()), 0)


def test_a_note_is_mended_only_where_it_is_named(person: Person) -> None:
    # Only the check of the username is an error there; `authenticate` is the other way, a note.
    path = person.write("pyproject.toml", project("https://pkgs.example.invalid/simple/"))
    before = path.read_text()
    assert person.keydex("fix", "--offline", "--yes", "--no-input").code == 2
    assert path.read_text() == before
    assert person.keydex("fix", "KD018", "--offline", "--yes", "--no-input").code == 0
    assert path.read_text() == f'{before}authenticate = "always"\n'
