"""Real uv and pip get in before `keydex migrate`, and get in after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.person import OF_PIP, OF_UV, Person, path_of
from tests.live.servers import PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.live.test_leaks import PIP, pyproject
from tests.oracle.tools import Tools
from tests.secret_service import secret_service

pytestmark = pytest.mark.live
NETRC = f"machine 127.0.0.1 login {USER} password {PASSWORD}\n"


@pytest.fixture
def person(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with uv, pip and a Secret Service of their own."""
    (tmp_path / "project").mkdir()
    path = path_of(tmp_path / "bin", installed, "uv", "pip")
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        yield Person(tmp_path / "project", {**service.variables, **OF_UV, **OF_PIP}, service)


@pytest.fixture
def uvs(installed: Tools, tmp_path: Path) -> Iterator[str]:
    """Run pypiserver, and give the URL of its index."""
    (tmp_path / "server").mkdir()
    with pypiserver(installed, tmp_path / "server") as url:
        yield url


def with_login(url: str, login: str) -> str:
    return url.replace("://", f"://{login}@")


def arranged(person: Person, uvs: str, pips: str) -> None:
    """Write the projects of uv and pip, and let both ask a keyring."""
    provider = "[tool.uv]\nkeyring-provider = 'subprocess'\n"
    person.write("pyproject.toml", f"{pyproject(uvs)}{provider}")
    person.write("requirements.txt", f"--index-url {pips}\n{PACKAGE}\n")
    person.write("~/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")


def get_in(person: Person) -> None:
    """Let uv and pip install from scratch."""
    person.starts_anew()
    (person.project / "uv.lock").unlink(missing_ok=True)
    for words in (("uv", "sync"), PIP):
        done = person.types(*words)
        assert done.returncode == 0, done.stdout + done.stderr


def migrates(person: Person) -> None:
    """Let keydex move all there is; no secret is left in a file, and none is printed."""
    done = person.keydex("migrate", "--yes")
    said = done.stdout + done.stderr
    assert (done.returncode, PASSWORD in said) == (0, False), said
    for path in (*person.project.glob("*.t*"), *person.keyring.home.glob(".netrc")):
        assert PASSWORD not in path.read_text()


def test_what_got_in_by_its_url_gets_in_after(person: Person, uvs: str) -> None:
    with files_elsewhere() as pips:
        arranged(person, *(with_login(each, f"{USER}:{PASSWORD}") for each in (uvs, pips)))
        get_in(person)
        migrates(person)
        get_in(person)


def test_what_got_in_by_a_netrc_gets_in_after(person: Person, uvs: str) -> None:
    with files_elsewhere() as pips:
        arranged(person, *(with_login(each, USER) for each in (uvs, pips)))
        netrc = person.keyring.home / ".netrc"
        netrc.write_text(f"# mine\n{NETRC}")
        netrc.chmod(0o600)
        get_in(person)
        migrates(person)
        assert netrc.read_text() == "# mine\n"
        get_in(person)
