"""A secret in a file is told with file and line; it is in no output, and goes where it belongs."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from keydex.demo.server import Server
from tests import server as servers
from tests.cli.running import CANARY, Person
from tests.samples import FEED, HOST, URL, USER, pyproject

TOKEN = "dG9rZW4Canary5ecret7f3aXYZ012"
# The password as people write it into a URL; the diff must hide each of these forms.
ODD = "canary/5ecret@7f3a é"
ENTITLEMENT = "canaryentitles7f3a"
FORMS = (
    CANARY,
    TOKEN,
    ENTITLEMENT,
    ODD,
    quote(ODD, safe=""),
    quote(ODD),
    quote(ODD, safe="").lower(),
    "5ecret",
)
LOGIN = f"{USER}:{CANARY}"
URLS = f"https://{LOGIN}@{HOST}/team/simple/"
PLAIN = f"https://{USER}@{HOST}/team/simple/"
LOCK = f"version = 1\n[[package]]\nsource = {{ registry = '{URLS}' }}\n"
FILES: dict[str, tuple[str, str]] = {
    "pyproject": ("pyproject.toml", pyproject(URLS)),
    "encoded": ("pyproject.toml", pyproject(URLS.replace(CANARY, quote(ODD, safe="")))),
    "oddly": ("pyproject.toml", pyproject(URLS.replace(CANARY, quote(ODD, safe="").lower()))),
    "unset": ("pyproject.toml", pyproject(URLS).replace("keyring-provider = 'subprocess'\n", "")),
    "comment": ("pyproject.toml", pyproject(URLS, f"# was {CANARY}\n")),
    "token": ("pyproject.toml", pyproject(f"https://{TOKEN}:@pypi.fury.io/acme/")),
    "path": ("pyproject.toml", pyproject(f"https://pypi.fury.io/{TOKEN}/acme/")),
    "entitlement": ("pyproject.toml", pyproject(f"https://dl.cloudsmith.io/{ENTITLEMENT}/a/r/p/")),
    "uv": ("uv.toml", f"keyring-provider = 'subprocess'\nindex-url = '{URLS}'\n"),
    "requirements": ("requirements.txt", f"-i {URLS}\nb @ https://{LOGIN}@{HOST}/b.whl\n"),
    "pip": ("~/.config/pip/pip.conf", f"[global]\nextra-index-url =\n  {URLS}\n"),
    "uv.lock": ("uv.lock", LOCK),
    "token.lock": ("poetry.lock", f"url = 'https://{TOKEN}@{HOST}/x'\n"),
    "pylock": ("pylock.toml", LOCK),
    "netrc": ("~/.netrc", f"machine {HOST} login {USER} password {CANARY}\n"),
    "pypirc": ("~/.pypirc", f"[pypi]\nusername = __token__\npassword = {CANARY}\n"),
}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_secret_is_in_no_output(person: Person, name: str) -> None:
    person.write("pyproject.toml", pyproject())
    path = person.write(*FILES[name])
    before = path.read_text()
    found = person.keydex("doctor", "--offline", "--json").json["findings"]
    assert any(each["code"] in {"KD001", "KD002", "KD003", "KD004"} for each in found)
    codes = [
        ("doctor", "--offline"),
        ("doctor", "--offline", "--json"),
        ("list",),
        ("-v", "explain"),
    ]
    fixes = [("fix", each, "--dry-run", "-v") for each in ("KD001", "KD002", "KD003", "KD004")]
    for words in (*codes, *fixes, ("fix", "KD001", "--dry-run", "--json")):
        ran = person.keydex(*words)
        said = ran.out + ran.err
        assert [form for form in FORMS if form in said] == []
    assert path.read_text() == before


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"core": CANARY}) as running:
        yield running


def at(server: Server, login: str = LOGIN) -> str:
    """Return the URL of an index that takes the password."""
    return server.url.replace("://", f"://{login}@") + "/core/simple/"


def test_a_password_moves_into_the_keyring(person: Person, server: Server) -> None:
    path = person.write("pyproject.toml", pyproject(at(server)))
    ran = person.keydex("fix", "KD001", "corp", "--yes", "--json")
    assert [each["what"] for each in ran.json["done"]] == ["stored", "took the password out"]
    assert person.entries() == {f"{server.url}/core/simple/": {USER: CANARY}}
    assert path.read_text() == pyproject(at(server, USER))
    assert person.keydex("doctor", "--offline", "--check", "KD001").code == 0


def test_what_is_stored_and_written_is_shown_first(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject(URLS))
    ran = person.keydex("fix", "KD001", "--dry-run")
    assert f"{URL} as {USER}, for uv" in ran.err
    assert f"-url = 'https://{USER}:****@{HOST}/team/simple/'" in ran.err
    assert f"+url = '{PLAIN}'" in ran.err
    assert [line.split()[0] for line in ran.out.splitlines()] == ["·", "·"]
    assert (person.entries(), path.read_text()) == ({}, pyproject(URLS))


def test_without_a_yes_both_stay(person: Person) -> None:
    path = person.write("pyproject.toml", pyproject(URLS))
    ran = person.keydex("fix", "KD001", "--no-input")
    assert (ran.code, person.entries(), path.read_text()) == (2, {}, pyproject(URLS))


def test_a_keyring_that_takes_nothing_leaves_the_file(person: Person, server: Server) -> None:
    path = person.write("pyproject.toml", pyproject(at(server)))
    person.variables["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    ran = person.keydex("fix", "KD001", "--yes")
    assert ran.code != 0
    assert "✗ KD001" in ran.out
    assert path.read_text() == pyproject(at(server))


def test_a_password_for_all_tools_moves_once(person: Person, server: Server) -> None:
    person.write("pyproject.toml", pyproject(at(server)))
    person.write("requirements.txt", f"-i {at(server)}\nb\n")
    ran = person.keydex("fix", "KD001", "--yes", "--json")
    assert [each["what"] for each in ran.json["done"]] == [
        "stored",
        "took the password out",
        "already there",
        "took the password out",
    ]
    assert person.entries() == {f"{server.url}/core/simple/": {USER: CANARY}}
    found = person.keydex("doctor", "--offline", "--check", "KD001", "--json")
    assert found.json["findings"] == []


def test_logins_go_out_of_a_lock(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    path = person.write("uv.lock", LOCK)
    ran = person.keydex("fix", "KD002", "--yes")
    assert ran.out == "✓ took 1 login out  uv.lock\n"
    assert path.read_text() == LOCK.replace(f"{LOGIN}@", "")
    assert person.keydex("doctor", "--offline", "--check", "KD002").code == 0


def test_a_requirements_file_keeps_the_usernames(person: Person) -> None:
    path = person.write("requirements.txt", f"b @ https://{LOGIN}@{HOST}/b.whl\n")
    person.keydex("fix", "KD002", "--yes")
    assert path.read_text() == f"b @ https://{USER}@{HOST}/b.whl\n"
    assert FEED not in path.read_text()


def test_a_file_is_closed_to_others(person: Person) -> None:
    person.write("pyproject.toml", pyproject())
    path = person.write(*FILES["netrc"])
    person.variables["PATH"] = f"{person.root / 'bin'}:/usr/bin:/bin"
    person.keydex("fix", "KD003", "--yes")
    assert path.stat().st_mode & 0o777 == 0o600
    assert person.keydex("doctor", "--offline", "--check", "KD003").code == 0


def test_a_token_in_a_path_is_sent_and_not_shown(person: Person) -> None:
    person.write("pyproject.toml", pyproject(f"http://dl.cloudsmith.io/{ENTITLEMENT}/a/r/simple/"))
    with servers.Server(servers.public) as proxy:
        person.variables["http_proxy"] = proxy.url
        for words in (("test", "-v"), ("test", "--json"), ("status", "--online", "-v")):
            ran = person.keydex(*words)
            assert "http://dl.cloudsmith.io/****/a/r/simple" in ran.out + ran.err
            assert ENTITLEMENT not in ran.out + ran.err
    paths = {each.path for each in proxy.requests}
    assert paths == {f"/{ENTITLEMENT}/a/r/simple/"}
