"""Inputs that broke a claim when they were first tried."""

import re

import pytest

from keydex.secret import bare, mistyped
from tests.inputs.readers import READERS
from tests.inputs.spoiling import Spoiled
from tests.inputs.texts import HOST, SECRET, URL, UV_LOCK

HUGE = "0x" + "f" * 5000
DEEP = "[" * 3000
NOTE = '{"id": "1", "api": "get_password", "service": "s", "username": "u"}\n'


@pytest.mark.parametrize(
    ("name", "text", "mild"),
    [
        ("pdm.toml", f"[repository.up]\nurl = {HUGE}\n", False),
        ("Pipfile.lock", f'{{"_meta": {{"sources": [{{"name": "c", "url": "{URL}"}}]}}}}', True),
        ("Pipfile.lock", DEEP, False),
        ("uv.toml", f'"{URL}" = "a URL for a key"\n', True),
        ("users of hatch", DEEP, False),
        ("credentials.json", DEEP, False),
        ("script", '# /// script\n# [[tool.uv.index]]\n# name = "corp"\n# ///\n', False),
        ("script", f"# /// script\n# a = {DEEP}\n# ///\n", False),
        ("pip.conf", "[global]\n" + "".join(f"key{each} = a\n" for each in range(20_000)), False),
        ("Pipfile", f'[[source]]\nurl = "{URL}"\n' * 50, False),
        ("command", "hatch\npublish\n-r\nhttps://[", False),
        ("command", "uv\npublish\n--check-url\nhttps://[\n--publish-url\nhttps://h/", False),
        ("command", "uv\nsync\n--index\nhttps://\udcffci-bot:a@h/simple/", False),
        ("URL", "https://[", False),
        ("URL", "https://://ci-bot@pkgs[mple/team/simple/", False),
        ("URL", "https://\udcff/ci-bot:a@h/", False),
        ("URL", f"https://ci-bot:{SECRET}/x@h.example/simple/", True),
        ("URL", f"https:/ci-bot:{SECRET}@h.example/simple/", True),
        ("URL", f"https:///ci-bot:{SECRET}@h.example/simple/", True),
        (
            "notes of a trace",
            '{"id": "2", "api": "none", "service": "s", "username": "u"}\n',
            False,
        ),
        (
            "notes of a trace",
            '{"id": "2", "api": "none", "service": "s", "username": "u"}\n'
            '{"id": "2", "answer": "found"}\n',
            False,
        ),
        ("notes of a trace", f"{DEEP}\n{NOTE}", False),
        ("reply of a keyring", f'{{"version": "{"9" * 5000}", "backend": "b"}}\n', False),
        ("version", "uv " + "9" * 5001, False),
        ("uv.lock", re.sub("wheels = .*", "wheels = [{ url = 1 }]", UV_LOCK[0]), False),
        ("uv.toml", f'keyring-provider = "subprocess{SECRET}"\n', False),
        ("uv.lock", re.sub("wheels = .*", "wheels = 1", UV_LOCK[0]), False),
        ("uv.lock", UV_LOCK[0].replace(f"{HOST}/foo.whl", "[]h/foo.whl"), False),
        (
            "answer of a server",
            f"HTTP/1.1 429 Many\r\nRetry-After: {SECRET}\r\nContent-Length: 0\r\n\r\n",
            False,
        ),
    ],
)
def test_an_input_that_broke_a_claim_does_so_no_more(name: str, text: str, mild: bool) -> None:
    READERS[name].read(Spoiled(text.encode(errors="surrogateescape"), mild))


@pytest.mark.parametrize(
    ("word", "shown", "passwords"),
    [
        ("https://h:8080/a@b", "https://h:8080/a@b", set()),
        ("https://u:p/w@h/s", "https://h/s", {"p/w", "p"}),
        ("https:///u:p@h/s", "https:///h/s", {"p"}),
        ("https:/u:p@h/s", "h/s", {"p"}),
        ("u:p@h/s", "h/s", {"p"}),
        ("https://h/a/b", "https://h/a/b", set()),
    ],
)
def test_a_login_that_is_mistyped_is_not_shown(word: str, shown: str, passwords: set[str]) -> None:
    assert bare(word) == shown
    assert {each.reveal() for each in mistyped(word)} == passwords
