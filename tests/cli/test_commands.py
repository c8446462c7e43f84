"""What each command prints, does and ends with."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.demo.server import Server
from tests.cli.running import CANARY, Person
from tests.samples import pyproject


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server({"core": CANARY}) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def url(server: Server, user: str = "ci-bot") -> str:
    return server.url.replace("://", f"://{user}@" if user else "://") + "/core/simple/"


# Reading.
def test_list_names_file_line_and_key(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    (index, pypi, *_) = person.keydex("list", "--json").json["indexes"]
    assert index == {
        "tool": "uv",
        "name": "corp",
        "feed": "https://pkgs.example/team/simple",
        "url": "https://pkgs.example/team/simple/",
        "role": "extra",
        "declared_in": [{"file": "pyproject.toml", "line": 7, "key": "tool.uv.index[0].url"}],
        "username": "ci-bot",
        "username_from": "url",
        "host": None,
    }
    assert (pypi["url"], pypi["declared_in"]) == ("https://pypi.org/simple", [])


def test_list_prints_one_feed_after_another(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    ran = person.keydex("list")
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        "corp",
        "https://pkgs.example/team/simple",
        "  uv  extra  pyproject.toml:7  as ci-bot",
    ]


def test_explain_says_what_a_command_will_ask(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    ran = person.keydex("explain", "--json", "corp", "--", "uv", "lock")
    (tool,) = ran.json["tools"]
    (index,) = tool["indexes"]
    assert (ran.code, ran.json["schema"], tool["tool"]) == (0, "keydex.explain/1", "uv")
    assert [each["argv"] for each in index["lookups"]] == [
        ["get", "https://pkgs.example/team/simple/", "ci-bot"],
        ["get", "pkgs.example", "ci-bot"],
    ]
    assert tool["keyring"]["executable"] == str(person.root / "bin/keyring")


def test_a_package_stands_in_a_service_that_contains_one(person: Person) -> None:
    words = "explain --json --package foo -- uv pip install x -i https://u@h.example/s"
    document = person.keydex(*words.split()).json
    assert document["tools"][0]["version_from"] == "assumed"
    (index,) = document["tools"][0]["indexes"]
    assert index["no_lookup"]["code"] == "provider-disabled"


def test_without_a_terminal_the_status_is_printed(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    assert person.keydex().out == person.keydex("status").out
    assert person.keydex("proj", folder="..").code == 1


def test_where_there_is_no_index_to_test_it_says_so(person: Person) -> None:
    ran = person.keydex("test")
    assert (ran.code, ran.out) == (0, "No private index is configured.\n")


def test_the_demo_prints_its_status_and_is_gone(person: Person) -> None:
    person.variables["TMPDIR"] = str(person.root / "home")
    ran = person.keydex("--demo", "--json")
    names = {index["name"] for tool in ran.json["tools"] for index in tool["indexes"]}
    assert (ran.code, names) == (0, {"core", "vendor", "ml", "tools", None})
    assert list((person.root / "home").iterdir()) == []


# How it ends.
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("explain -- make all", "make is no command of"),
        ("explain --", "no command stands behind --"),
        ("explain -- FOO=bar", "an empty command"),
        ("list -- uv lock", "takes no command"),
        ("explain nowhere", 'no index is called "nowhere"'),
        ("explain pkgs.example", "means several indexes"),
        ("explain --wrong", "unrecognized arguments: --wrong"),
        ("lst", "neither a command nor a folder\n  → did you mean keydex list?"),
        ("docter --check KD012", "folder\n  → did you mean keydex doctor?"),
        ("lsts corp", "folder\n  → did you mean keydex list?"),
        ("xyz", "neither a command nor a folder\n  → see keydex --help"),
        ("xyz corp", "there are more words than the command takes"),
        ("explain uv sync", "→ put -- before a command: keydex explain -- uv …"),
        ("fix KD999", "there is no check KD999\n  → keydex doctor --list names them"),
        ("export", "required: --for\n  → --for docker or github or gitlab"),
        ("rotate corp", "no tool finds an entry for corp\n  → store one with keydex set corp"),
        ("-C nowhere list", "nowhere is no folder"),
        ("--tool nothing list", "keydex knows no tool nothing"),
        ("set corp --no-input", "there is nobody to ask"),
        ("username corp a --unset", "--unset takes no name"),
        ("username corp ", "a username can't be empty"),
        ("export --for mars", "--for: invalid choice (choose from"),
    ],
)
def test_a_wrong_command_line_ends_with_2(words: str, message: str, person: Person) -> None:
    more = "[[tool.uv.index]]\nname = 'b'\nurl = 'https://pkgs.example/b/simple/'\n"
    person.write("pyproject.toml", pyproject(more=more))
    ran = person.keydex(*words.split(" "))
    assert ran.code == 2
    assert message in ran.err
    assert "keydex: " in ran.err


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        (pyproject().replace("keyring-provider", "# "), "keyring-provider is not set", "KD050"),
        (pyproject("https://pkgs.example/simple/"), "its URL has no username", "KD018"),
    ],
)
def test_what_has_a_tool_ask_is_named_where_nothing_can_be_stored(
    text: str, reason: str, code: str, person: Person
) -> None:
    person.write("pyproject.toml", text)
    done = person.keydex("set", "corp", "--stdin", stdin=CANARY)
    assert (done.code, done.err.splitlines()[-1]) == (2, f"  → keydex fix {code} corp")
    assert reason in done.err


def test_an_index_without_a_username_says_so(person: Person) -> None:
    person.write("pyproject.toml", pyproject("https://pkgs.example/simple/"))
    done = person.keydex("username", "corp")
    said = "keydex: corp has no username\n  → keydex username corp NAME\n"
    assert (done.code, done.out, done.err) == (1, "", said)


def test_an_error_is_a_document_where_json_is_asked_for(person: Person) -> None:
    ran = person.keydex("explain", "nowhere", "--format", "json")
    assert ran.json["schema"] == "keydex.error/1"
    assert ran.json["exit"] == ran.code == 2


def test_a_file_that_cannot_be_read_ends_with_3_and_the_rest_is_shown(person: Person) -> None:
    person.write("pyproject.toml", "[tool.uv\n")
    person.write("requirements.txt", "--index-url https://u@pkgs.example/simple\n")
    for words in (["list"], ["explain"]):
        ran = person.keydex(*words)
        assert ran.code == 3
        assert "https://pkgs.example/simple" in ran.out
        assert "pyproject.toml:1" in ran.err
    document = person.keydex("explain", "--json").json
    assert [each["file"] for each in document["problems"]] == ["pyproject.toml"]
    assert person.keydex("username", "pkgs.example", "x", "--yes").code == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[project]\nname = 'x'\n", 0),
        (pyproject(), 1),
        (pyproject("https://pkgs.example/simple/"), 1),
        (pyproject("https://a:b@pkgs.example/simple/"), 0),
    ],
)
def test_how_status_ends(text: str, code: int, person: Person) -> None:
    person.write("pyproject.toml", text)
    assert person.keydex("status").code == code


def test_status_ends_with_4_where_the_keyring_gives_no_answer(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    ran = person.keydex("status")
    assert ran.code == 4
    assert "! no answer" in ran.out


def test_status_ends_with_4_where_no_tool_has_a_keyring(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    (person.root / "bin/keyring").unlink()
    ran = person.keydex("status")
    assert (ran.code, "PATH has none" in ran.out) == (4, True)


def test_test_ends_with_5_where_the_index_cannot_be_reached(person: Person) -> None:
    person.write("pyproject.toml", pyproject("http://ci-bot@127.0.0.1:9/simple/"))
    (result,) = person.keydex("test", "--json").json["results"]
    assert result["verdict"] == "unreachable"
    assert person.keydex("test").code == 5


# The story: nothing there, a wrong secret, the right one, gone again.
def test_a_secret_is_set_found_accepted_and_deleted(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    person.write("requirements.txt", f"--extra-index-url {url(server)}\n")
    service = f"{server.url}/core/simple/"
    assert person.keydex("test").code == 1

    refused = person.keydex("set", "corp", "--stdin", stdin="wrong\n")
    assert (refused.code, person.entries()) == (1, {})
    assert "the index refuses it, so nothing is stored" in refused.err

    dry = person.keydex("set", "corp", "--stdin", "--dry-run", stdin=CANARY)
    assert (dry.code, person.entries()) == (0, {})
    assert f"{service} as ci-bot, for uv, pip" in dry.err

    done = person.keydex("set", "corp", "--stdin", "--json", stdin=f"{CANARY}\n")
    assert done.code == 0
    assert [each["entry"] for each in done.json["done"]] == [
        {"service": service, "username": "ci-bot"}
    ]
    assert person.entries() == {service: {"ci-bot": CANARY}}

    assert person.keydex("status").code == 0
    results = person.keydex("test", "--json").json["results"]
    assert [(each["tool"], each["verdict"], each["status"]) for each in results] == [
        ("uv", "accepted", 200),
        ("pip", "accepted", 200),
    ]
    assert results[0]["credential"] == {
        "source": "keyring",
        "service": service,
        "username": "ci-bot",
    }

    kept = person.keydex("delete", "corp")
    assert (kept.code, person.entries()) == (2, {service: {"ci-bot": CANARY}})
    gone = person.keydex("delete", "corp", "--yes", "--json")
    assert [each["what"] for each in gone.json["done"]] == ["deleted"]
    assert person.entries() == {service: {}}
    assert person.keydex("delete", "corp", "--yes").code == 0
    assert person.keydex("test").code == 1


def test_a_stale_secret_is_refused_in_words(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    person.keydex("set", "corp", "--stdin", "--no-verify", stdin="stale")
    ran = person.keydex("status", "--online", "--json")
    (result,) = ran.json["results"]
    assert (ran.code, result["verdict"], result["status"]) == (1, "refused", 401)
    assert "what uv finds under" in result["reason"]


def test_a_secret_that_cannot_be_one_is_refused(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    for text in ("", "two\nlines", " padded"):
        ran = person.keydex("set", "corp", "--stdin", stdin=text)
        assert (ran.code, person.entries()) == (1, {})


def test_a_password_in_a_file_is_never_shown(person: Person, server: Server) -> None:
    with_password = url(server).replace("ci-bot", f"ci-bot:{CANARY}")
    person.write("pyproject.toml", pyproject(with_password))
    person.write("~/.netrc", f"machine 127.0.0.1 login x password {CANARY}\n")
    for words in ("list", "explain --json", "status", "test --json", "status -v --online"):
        assert person.keydex(*words.split()).code == 0
    diff = person.keydex("username", "corp", "alice", "--dry-run")
    assert "alice:****@" in diff.err
    assert person.keydex("username", "corp", "--unset", "--yes").code == 3


def test_a_token_in_a_path_or_username_is_masked(person: Person) -> None:
    person.write("pyproject.toml", pyproject(f"https://{CANARY}@pypi.fury.io/{CANARY}/acme/"))
    document = person.keydex("explain", "--json", "--", "uv", "lock").json
    index = document["tools"][0]["indexes"][0]
    assert index["masked"] is True
    assert index["url"] == "https://pypi.fury.io/****/acme/"
    assert index["lookups"][0]["argv"] == ["get", "https://pypi.fury.io/****/acme/", "****"]
    person.keydex("list")


# Usernames.
def test_a_username_is_printed_shown_and_written(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject() + "# end\r\n")
    assert person.keydex("username", "corp").out == "ci-bot\n"
    dry = person.keydex("username", "corp", "alice", "--dry-run")
    assert "+url = 'https://alice@pkgs.example/team/simple/'" in dry.err
    assert path.read_bytes() == (pyproject() + "# end\r\n").encode()
    assert person.keydex("username", "corp", "alice", "--in", "project").code == 2
    words = ("username", "corp", "alice", "--in", "project", "--yes")
    done = person.keydex(*words, "--json")
    assert done.json["done"][0]["where"] == str(path)
    assert path.read_bytes() == (pyproject() + "# end\r\n").replace("ci-bot", "alice").encode()
    assert person.keydex("username", "corp", "alice", "--yes").code == 0
    person.keydex("username", "corp", "--unset", "--yes")
    assert person.keydex("username", "corp").code == 1
    document = person.keydex("username", "corp", "--json").json
    assert document["usernames"][0]["username"] is None


def test_verbose_tells_every_call(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    ran = person.keydex("-v", "test")
    assert "keyring: get " in ran.err
    assert "index: GET " in ran.err


# What a wrong command line must not repeat.
@pytest.mark.parametrize(
    "words",
    [
        f"set corp {CANARY}",
        f"set corp --password {CANARY}",
        f"set corp --stdin={CANARY}",
        f"set corp --to it's-{CANARY}",
        f"list --format {CANARY}'(",
        f"explain -- https://u:{CANARY}@h/simple",
        f"https://u:{CANARY}@h/simple",
        f"-C https://u:{CANARY}@h list",
        f"explain https://u:{CANARY}@[::1",
    ],
)
def test_a_secret_in_a_wrong_command_line_is_not_repeated(words: str, person: Person) -> None:
    """`Person` holds every output against the canary."""
    person.write("pyproject.toml", pyproject())
    assert person.keydex(*words.split()).code == 2
    assert person.keydex(*words.split(), "--json").code == 2


def test_options_may_stand_between_words(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    assert person.keydex("username", "corp", "--dry-run", "alice").code == 0
    assert person.keydex("explain", "corp", "--json", "pypi.org").code == 0


def test_a_dry_run_is_a_document_too(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    document = person.keydex("set", "corp", "--stdin", "--dry-run", "--json").json
    assert [each["entry"]["username"] for each in document["planned"]] == ["ci-bot"]
    document = person.keydex("username", "corp", "alice", "--dry-run", "--json").json
    assert document["planned"][0]["where"].endswith("pyproject.toml")
    person.keydex("set", "corp", "--stdin", "--no-verify", stdin="x")
    document = person.keydex("delete", "corp", "--dry-run", "--json").json
    assert [each["what"] for each in document["planned"]] == ["delete"]


def test_an_index_that_is_missed_where_a_file_cannot_be_read_leads_to_the_file(
    person: Person,
) -> None:
    person.write("pyproject.toml", f"index-url = 'https://u:{CANARY}@h/s\n")
    for words in (["explain", "corp"], ["set", "corp"], ["username", "corp", "x"]):
        ran = person.keydex(*words)
        assert ran.code == 3
        assert "pyproject.toml:2: it is not valid TOML" in ran.err


def test_a_result_that_cannot_be_written_is_told_in_one_sentence(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "keydex", "list"],
            cwd=person.project,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 70
    assert done.stderr == "keydex: the result can't be written: No space left on device\n"


def test_it_runs_on_a_python_whose_garbage_is_collected_otherwise() -> None:
    begins = "from keydex.cli import main; main(['--version'])"
    words = [sys.executable, "-c", f"import gc; del gc.freeze, gc.set_threshold; {begins}"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# Machines without a store.
def test_a_login_is_written_to_the_netrc_file(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server)))
    dry = person.keydex("set", "corp", "--to", "netrc", "--dry-run")
    assert (dry.code, "plain text that only you can read" in dry.err) == (0, True)
    words = ("set", "corp", "--to", "netrc", "--stdin")
    assert person.keydex(*words, stdin="wrong-CANARY").code == 1
    done = person.keydex(*words, stdin=CANARY)
    assert done.code == 0, done.err
    assert CANARY not in done.out + done.err
    assert person.keydex("test", "corp", "--json").json["results"][0]["verdict"] == "accepted"


NOBODYS = "keydex: nobody says whose it is\n  → keydex set corp -u NAME{}\n"


def test_an_entry_needs_a_user(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(url(server, "")))
    done = person.keydex("set", "corp", "--to", "netrc", "--stdin", stdin=CANARY)
    assert (done.code, done.err) == (2, NOBODYS.format(" --to netrc"))
    person.write("pyproject.toml", pyproject(url(server, ""), 'authenticate = "always"\n'))
    done = person.keydex("set", "corp", "--stdin", stdin=CANARY)
    assert (done.code, done.err) == (2, NOBODYS.format(""))
    done = person.keydex("set", "corp", "-u", "me", "--to", "netrc", "--stdin", stdin="")
    assert (done.code, "the secret is empty, so nothing is stored" in done.err) == (1, True)
    done = person.keydex("set", "corp", "--to", "netrc", "--from", "uv")
    assert (done.code, "leave --to netrc out" in done.err) == (2, True)
