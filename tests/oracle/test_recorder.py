"""The recorder itself: its index answers by rules, its keyring from a table, its rows are kept."""

import json
import os
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from collections import Counter
from pathlib import Path

import pytest

from keydex.tools import TOOLS
from tests.oracle.answers import Rule, reply
from tests.oracle.index import Authority, Index
from tests.oracle.recording.command import answer
from tests.oracle.running import RECORDING
from tests.oracle.storing import write
from tests.oracle.tools import RELEASED
from tests.oracle.worlds import EMPTY_PYPI, URL, private, worlds
from tests.recorded import Row, read, rows

RULES = [
    private(URL, missing=404, wrong=403),
    private("https://pkgs.corp.example/", "ann"),
    {"prefix": "https://open.example/", "redirect_to": "https://else.example/x/"},
    EMPTY_PYPI,
]
ENTRIES = [["https://a/", "ann", "one"], ["https://a/", "bob", "two"]]


def basic(login: str) -> str:
    return f"Basic {b64encode(login.encode()).decode()}"


@pytest.mark.parametrize(
    ("url", "authorization", "status"),
    [
        (f"{URL}custompkg/", "", 404),
        (f"{URL}custompkg/", basic("ci-bot:wrong"), 403),
        (f"{URL}custompkg/", basic("ci-bot:s3cret"), 200),
        (f"{URL}unknown/", basic("ci-bot:s3cret"), 404),
        (f"{URL}-files/custompkg-0.0.1-py3-none-any.whl", "Bearer t0ken", 403),
        ("https://pkgs.corp.example/other/", "", 401),
        ("https://open.example/a", "", 302),
        ("https://pypi.org/simple/custompkg/", "", 404),
        ("https://nowhere.example/", "", 404),
    ],
)
def test_the_longest_rule_counts(url: str, authorization: str, status: int) -> None:
    assert reply(RULES, "GET", url, authorization).status == status


@pytest.mark.parametrize(("rule", "link"), [({}, f"{URL}-files/"), ({"relative": True}, "/team/")])
def test_a_page_names_its_files_with_or_without_a_host(rule: Rule, link: str) -> None:
    page = reply([{"prefix": URL, **rule}], "GET", f"{URL}custompkg/", "").body.decode()
    assert f'href="{link}' in page


@pytest.mark.parametrize("url", [URL, URL.replace("https", "http")])
def test_every_host_is_played_and_every_request_kept(url: str, tmp_path: Path) -> None:
    authority = Authority()
    rules = [private(url, "ci-bot")]
    authority.authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with Index(rules, authority) as index:
        proxy = urllib.request.ProxyHandler({"http": index.url, "https": index.url})
        trusting = ssl.create_default_context(cafile=str(tmp_path / "authority.pem"))
        opener = urllib.request.build_opener(proxy, urllib.request.HTTPSHandler(context=trusting))
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            opener.open(f"{url}custompkg/")
        refused.value.close()
        request = urllib.request.Request(f"{url}custompkg/")  # noqa: S310 - http or https.
        request.add_header("Authorization", basic("ci-bot:s3cret"))
        with opener.open(request) as page:
            assert b"custompkg-0.0.1" in page.read()
    assert index.requests == [
        ["GET", f"{url}custompkg/", None, 401],
        ["GET", f"{url}custompkg/", "ci-bot", 200],
    ]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("get https://a/ bob", "two"),
        ("get https://a/ eve", None),
        ("get https://a/", None),
        ("get https://a/ --mode creds", "ann\none"),
        (
            "--mode=creds --output=json get https://a/ bob",
            '{"username": "bob", "password": "two"}',
        ),
        ("get https://b/ --mode creds", None),
    ],
)
def test_the_command_answers_as_keyring_does(words: str, printed: str | None) -> None:
    assert answer(words.split(), ENTRIES) == printed


def test_the_backend_takes_notes(tmp_path: Path) -> None:
    variables = {
        "PYTHONPATH": str(RECORDING),
        "PYTHON_KEYRING_BACKEND": "recording_backend.Recording",
        "KEYRING_NOTES": str(tmp_path / "notes"),
        "KEYRING_ENTRIES": json.dumps(ENTRIES),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
    }
    script = (
        "import keyring\n"
        "print(keyring.get_password('https://a/', 'bob'))\n"
        "print(keyring.get_credential('https://a/', None).username)\n"
        "print(keyring.get_credential('https://a/', 'eve'))\n"
    )
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["two", "ann", "None"]
    notes = [json.loads(line) for line in (tmp_path / "notes").read_text().splitlines()]
    asked = [(note["api"], note["username"]) for note in notes]
    assert asked == [
        ("get_password", "bob"),
        ("get_credential", None),
        ("get_credential", "eve"),
    ]


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    world = next(iter(worlds("uv"))).recorded()
    calls = [{"via": "subprocess", "argv": ["get", URL, "ci-bot"]}]
    requests = [["GET", URL, None, 401]]
    found = [Row(world, "0.7.0", calls, requests), Row(world, "0.7.1", calls, [])]
    write(tmp_path / "rows.json.xz", found)
    assert list(read(tmp_path / "rows.json.xz")) == found


@pytest.mark.parametrize("tool", RELEASED)
def test_every_world_has_a_name_of_its_own(tool: str) -> None:
    times = Counter((world.case, world.importable) for world in worlds(tool))
    assert set(times.values()) == {1}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_releases_that_are_called_watched_are_those_that_were(tool: str) -> None:
    recorded = {tuple(map(int, row.version.split("."))) for row in rows(tool)}
    assert set(TOOLS[tool].WATCHED) == recorded
    assert list(TOOLS[tool].WATCHED) == sorted(recorded)
