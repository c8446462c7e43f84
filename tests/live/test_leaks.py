"""What keydex took a password out of, real tools still take."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.person import OF_PIP, OF_UV, Person, path_of
from tests.live.servers import PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.oracle.tools import Tools
from tests.secret_service import secret_service

pytestmark = pytest.mark.live


@pytest.fixture
def person(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with uv, pip and a Secret Service of their own."""
    (tmp_path / "project").mkdir()
    path = path_of(tmp_path / "bin", installed, "uv", "pip")
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        yield Person(tmp_path / "project", {**service.variables, **OF_UV, **OF_PIP}, service)


@pytest.fixture
def url(installed: Tools, tmp_path: Path) -> Iterator[str]:
    """Run pypiserver, and give the URL of its index with the whole login."""
    (tmp_path / "server").mkdir()
    with pypiserver(installed, tmp_path / "server") as bare:
        yield bare.replace("://", f"://{USER}:{PASSWORD}@")


def pyproject(url: str) -> str:
    """Write a project that needs the package, and says nothing of a keyring."""
    return (
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['{PACKAGE}']\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\ndefault = true\n"
    )


def test_uv_installs_after_the_password_moved(person: Person, url: str) -> None:
    person.write("pyproject.toml", pyproject(url))
    assert person.types("uv", "lock").returncode == 0
    done = person.keydex("fix", "KD001", "--yes", "--tool", "uv")
    assert (done.returncode, PASSWORD in done.stdout + done.stderr) == (0, False)
    assert PASSWORD not in (person.project / "pyproject.toml").read_text()
    assert person.types("uv", "lock", "--check").returncode == 0
    assert person.types("uv", "sync").returncode == 0


PIP = ("python", "-m", "pip", "install", "--target", "out", "-r", "requirements.txt")


def with_pip(person: Person, url: str) -> Path:
    """Write what pip reads, with the login in the URL."""
    person.write("requirements.txt", f"--index-url {url}\n{PACKAGE}\n")
    person.write("~/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")
    assert person.types(*PIP).returncode == 0
    person.starts_anew()
    return person.project / "requirements.txt"


def test_pip_installs_after_the_password_moved(person: Person) -> None:
    with files_elsewhere() as bare:
        path = with_pip(person, bare.replace("://", f"://{USER}:{PASSWORD}@"))
        done = person.keydex("fix", "KD001", "--yes", "--tool", "pip")
        assert (done.returncode, PASSWORD in done.stdout + done.stderr) == (0, False)
        assert PASSWORD not in path.read_text()
        assert person.types(*PIP).returncode == 0


def test_nothing_moves_where_pip_would_not_get_in(person: Person, url: str) -> None:
    path = with_pip(person, url)
    done = person.keydex("fix", "KD001", "--yes", "--tool", "pip")
    assert "pip never asks its keyring" in done.stdout
    assert (done.returncode != 0, url in path.read_text()) == (True, True)
    assert person.types(*PIP).returncode == 0


def test_uv_takes_a_lock_that_logins_were_taken_out_of(person: Person, url: str) -> None:
    person.write("pyproject.toml", pyproject(url))
    assert person.types("uv", "lock").returncode == 0
    lock = person.project / "uv.lock"
    clean = lock.read_text()
    assert PASSWORD not in clean
    lock.write_text(clean.replace("://127", f"://{USER}:{PASSWORD}@127"))
    assert person.types("uv", "lock", "--check").returncode != 0
    assert person.keydex("fix", "KD002", "--yes").returncode == 0
    assert lock.read_text() == clean
    assert person.types("uv", "lock", "--check").returncode == 0
    assert person.types("uv", "sync", "--frozen").returncode == 0
