"""What `keydex export` names lets real tools in on a machine that has nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.live.person import OF_PDM, OF_PIP, OF_POETRY, OF_UV, Json, Person, path_of
from tests.live.servers import FILE, PASSWORD, USER, pypiserver
from tests.live.test_every_tool import INSTALLS, TOOLS, configured, outcomes
from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service

pytestmark = pytest.mark.live
OF_TOOLS = {**OF_UV, **OF_PIP, **OF_POETRY, **OF_PDM}
UPLOAD = f"twine upload --non-interactive {FILE}"
VALUES = {"username": USER, "password": PASSWORD}


@pytest.fixture
def bot(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with all tools on PATH, a netrc and variables that lead nowhere."""
    for name in ("project", "server", "there"):
        (tmp_path / name).mkdir()
    path = path_of(tmp_path / "bin", installed, *TOOLS)
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        netrc = service.home / ".netrc"
        netrc.write_text("machine 127.0.0.1 login nobody password of-nobody-1\n")
        netrc.chmod(0o600)
        own = {**service.variables, **OF_TOOLS, "UV_INDEX_CORP_PASSWORD": "of-nobody-2"}
        yield Person(tmp_path / "project", own, service)


def elsewhere(bot: Person, home: Path, logins: list[Json]) -> Person:
    """Go to a machine without keyring and settings, which has those logins alone."""
    path = bot.variables["PATH"].partition(":")[2]
    variables = {"PATH": path, "LANG": "C.UTF-8", "HOME": str(home), **OF_TOOLS}
    for login in logins:
        for part, name in login.get("variables", {}).items():
            variables[name] = VALUES[part]
        variables |= login.get("url", {})
        if host := login.get("netrc"):
            (home / ".netrc").write_text(f"machine {host} login {USER} password {PASSWORD}\n")
            (home / ".netrc").chmod(0o600)
    return replace(bot, variables=variables)


def test_with_these_names_each_tool_installs(bot: Person, installed: Tools, tmp_path: Path) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        configured(bot, url)
        code, document = bot.told("export", "--for", "docker")
        assert (code, document["unserved"]) == (0, [])
        # Each by the way that is named for it, as no other login is there for it to take.
        for command in INSTALLS:
            tool = "pip" if command.startswith("python") else command.split()[0]
            own = [each for each in document["logins"] if each["tool"] == tool]
            for logins, gets_in in ((), False), (own, True):
                home = tmp_path / "there" / f"{tool}-{gets_in}"
                home.mkdir()
                there = elsewhere(bot, home, list(logins))
                assert outcomes(there, (command,)) == {command: gets_in}


def test_with_these_names_twine_uploads(bot: Person, installed: Tools, tmp_path: Path) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        served = tmp_path / "server/packages" / FILE
        served.unlink()
        upload = url.removesuffix("simple/")
        (bot.keyring.home / ".pypirc").write_text(
            f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {upload}\n"
        )
        (bot.project / FILE).write_bytes(wheel("custompkg"))
        code, document = bot.told("export", "corp", "--for", "github", "--tool", "twine")
        assert (code, document["unserved"]) == (0, [])
        there = elsewhere(bot, tmp_path / "there", document["logins"])
        done = there.types(*UPLOAD.split())
        assert done.returncode == 0, done.stdout + done.stderr
        assert served.exists()
