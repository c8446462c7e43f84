"""keydex as a tool brings a keyring, which uv reaches and keydex takes for what it is."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live.fixes import Place
from tests.live.fixes.installs import ROOT, tool
from tests.live.person import OF_UV, UV, Json, trusted
from tests.oracle.tools import Tools
from tests.secret_service import secret_service
from tests.server import CHALLENGE, Answer, Request, answer

pytestmark = pytest.mark.live

USER, SECRET = "ci-bot", "s3cret-CANARY"
PROJECT = (
    "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
    "dependencies = ['foo']\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
    "[[tool.uv.index]]\nname = 'corp'\ndefault = true\nurl = '{}/simple/'\n"
)


@pytest.fixture
def place(installed: Tools, tmp_path: Path) -> Iterator[Place]:
    """Install keydex, and the keyring that it brings, as `uv tool` does for a person."""
    programs = installed.programs("uv", UV)
    variables = {"PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    with ExitStack() as servers, secret_service(variables) as service:
        service.variables["PATH"] = f"{service.home / 'bin'}:{variables['PATH']}"
        project = service.home / "project"
        project.mkdir()
        found = Place(service.home, project, tmp_path, installed, service, servers)
        tool(found, str(ROOT), "--with-executables-from", "keyring")
        yield found


def _types(place: Place, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command by its path: a child's PATH is not the one that Python looks in."""
    return subprocess.run(
        words,
        cwd=place.project,
        env={**place.service.variables, **OF_UV, **trusted()},
        capture_output=True,
        text=True,
        check=False,
    )


def _told(place: Place, *words: str) -> Json:
    """Run the keydex that was installed, and return its document."""
    done = _types(place, str(place.home / "bin/keydex"), *words, "--json")
    found: Json = json.loads(done.stdout)
    return found


def test_keydex_and_its_keyring_are_commands(place: Place) -> None:
    for name in ("keydex", "keyring"):
        done = _types(place, str(place.home / "bin" / name), "--help")
        assert (done.returncode, name in done.stdout) == (0, True)


def test_keydex_takes_its_keyring_for_what_it_is(place: Place) -> None:
    place.write("pyproject.toml", PROJECT.format(f"https://{USER}@pkgs.example.invalid"))
    assert _told(place, "doctor", "--offline")["findings"] == []
    (tool,) = _told(place, "explain", "--tool", "uv")["tools"]
    assert tool["keyring"]["executable"] == str(place.home / "bin/keyring")


def test_uv_gets_in_with_what_that_keyring_has(place: Place) -> None:
    logins: list[str | None] = []

    def private(request: Request) -> Answer:
        logins.append(request.login)
        return answer(401, headers=CHALLENGE) if request.login is None else answer(404)

    url = place.serve(private)
    place.write("pyproject.toml", PROJECT.format(url.replace("//", f"//{USER}@")))
    place.service.add(urlsplit(url).netloc, USER, SECRET)
    _types(place, str(place.installed.programs("uv", UV) / "uv"), "lock")
    assert f"{USER}:{SECRET}" in logins
