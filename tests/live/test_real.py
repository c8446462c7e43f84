"""With what keydex stores in a real keyring, real tools get into real private indexes.

And where it says that they do not, they do not.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.live.person import OF_PIP, OF_UV, Person, path_of
from tests.live.servers import FILE, PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service

pytestmark = pytest.mark.live

At = Callable[..., AbstractContextManager[Person]]


@pytest.fixture
def person(installed: Tools, tmp_path: Path) -> At:
    """Give a person with these tools on PATH, and a Secret Service of their own."""

    @contextmanager
    def at(*tools: str) -> Iterator[Person]:
        project = tmp_path / "project"
        project.mkdir()
        path = path_of(tmp_path / "bin", installed, *tools)
        with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
            yield Person(project, {**service.variables, **OF_UV, **OF_PIP}, service)

    return at


@pytest.fixture(scope="module")
def private(installed: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run pypiserver, and give the URL of its index."""
    with pypiserver(installed, tmp_path_factory.mktemp("pypiserver")) as url:
        yield url


def named(url: str) -> str:
    """Write the username into a URL."""
    return url.replace("://", f"://{USER}@")


def of_uv(url: str) -> str:
    """Write a pyproject.toml that needs the package, from one index only."""
    return (
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['{PACKAGE}']\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{named(url)}'\ndefault = true\n"
    )


def lock_of(url: str, file: str) -> str:
    """Write the uv.lock that fits it."""
    digest = hashlib.sha256(wheel(PACKAGE)).hexdigest()
    return (
        f'version = 1\nrequires-python = ">=3.11"\n\n[[package]]\nname = "{PACKAGE}"\n'
        f'version = "0.0.1"\nsource = {{ registry = "{url}" }}\n'
        f'wheels = [{{ url = "{file}", hash = "sha256:{digest}" }}]\n\n'
        '[[package]]\nname = "demo"\nversion = "0"\nsource = { virtual = "." }\n'
        f'dependencies = [{{ name = "{PACKAGE}" }}]\n\n'
        f'[package.metadata]\nrequires-dist = [{{ name = "{PACKAGE}" }}]\n'
    )


def succeed(who: Person, *commands: str) -> set[bool]:
    """Run commands afresh, and say which of the two came of them: success or failure."""
    outcomes = set()
    for command in commands:
        who.starts_anew()
        outcomes.add(who.types(*command.split()).returncode == 0)
    return outcomes


UV = (f"uv pip install --target out {PACKAGE}", "uv sync")
PIP = "python -m pip install --target out -r requirements.txt"
SETTINGS = "[global]\nkeyring-provider = subprocess\n"


def test_uv_installs_with_what_is_stored_and_fails_without(person: At, private: str) -> None:
    with person("uv") as bot:
        bot.write("pyproject.toml", of_uv(private))
        assert bot.answers() == (1, {"missing"})
        assert bot.verdicts() == (1, {"uv": "missing"})
        assert succeed(bot, *UV) == {False}

        assert bot.sets("corp", PASSWORD) == 0
        assert bot.answers()[0] == 0
        assert bot.verdicts() == (0, {"uv": "accepted"})
        assert bot.types("uv", "lock").returncode == 0
        assert succeed(bot, *UV, "uv sync --frozen") == {True}

        assert bot.deletes("corp") == 0
        assert bot.answers() == (1, {"missing"})
        assert bot.verdicts() == (1, {"uv": "missing"})
        assert succeed(bot, *UV, "uv sync --frozen") == {False}


def test_files_outside_the_index_are_served_too(person: At) -> None:
    with files_elsewhere() as url, person("uv", "pip") as bot:
        bot.write("pyproject.toml", of_uv(url))
        bot.write("uv.lock", lock_of(url, url.replace("team/simple/", f"blobs/9f3c/{FILE}")))
        bot.write("~/pip/pip.conf", SETTINGS)
        bot.write("requirements.txt", f"-i {named(url)}\n{PACKAGE}\n")
        assert bot.verdicts() == (1, {"uv": "missing", "pip": "missing"})
        assert succeed(bot, *UV, PIP) == {False}

        assert bot.sets("corp", PASSWORD) == 0
        assert bot.verdicts() == (0, {"uv": "accepted", "pip": "accepted"})
        assert succeed(bot, *UV, PIP) == {True}

        assert bot.deletes("corp") == 0
        assert bot.verdicts() == (1, {"uv": "missing", "pip": "missing"})
        assert succeed(bot, *UV, PIP) == {False}


def test_an_entry_for_the_index_alone_does_not_serve_the_files_of_a_lock(person: At) -> None:
    with files_elsewhere() as url, person("uv") as bot:
        bot.write("pyproject.toml", of_uv(url))
        assert bot.types("keyring", "set", url, USER, secret=PASSWORD).returncode == 0
        assert bot.verdicts() == (0, {"uv": "accepted"})
        assert succeed(bot, "uv sync") == {True}

        bot.write("uv.lock", lock_of(url, url.replace("team/simple/", f"blobs/9f3c/{FILE}")))
        assert bot.verdicts()[0] == 1
        assert "files of the lock" in bot.reason()
        assert succeed(bot, "uv sync") == {False}

        assert bot.sets("corp", PASSWORD) == 0
        assert bot.verdicts() == (0, {"uv": "accepted"})
        assert succeed(bot, "uv sync") == {True}


def test_pip_installs_with_what_is_stored_and_fails_without(person: At, private: str) -> None:
    with person("pip") as bot:
        bot.write("~/pip/pip.conf", SETTINGS)
        bot.write("requirements.txt", f"-i {private}\n{PACKAGE}\n")
        assert bot.answers() == (1, {"missing"})
        assert bot.verdicts() == (1, {"pip": "missing"})
        assert succeed(bot, PIP) == {False}

        assert bot.sets(private, PASSWORD, "-u", USER) == 0
        assert bot.answers()[0] == 0
        assert bot.verdicts() == (0, {"pip": "accepted"})
        assert succeed(bot, PIP) == {True}

        assert bot.deletes(private) == 0
        assert bot.answers() == (1, {"missing"})
        assert bot.verdicts() == (1, {"pip": "missing"})
        assert succeed(bot, PIP) == {False}


def test_pip_never_asks_where_an_empty_password_is_forbidden(person: At, private: str) -> None:
    with person("pip") as bot:
        bot.write("~/pip/pip.conf", SETTINGS)
        bot.write("requirements.txt", f"-i {named(private)}\n{PACKAGE}\n")
        assert bot.sets(private, PASSWORD) == 0
        assert bot.answers()[0] == 0
        assert bot.verdicts() == (1, {"pip": "refused"})
        assert "empty password" in bot.reason()
        assert succeed(bot, PIP) == {False}

        assert bot.keydex("username", private, "--unset", "--yes").returncode == 0
        assert bot.verdicts() == (0, {"pip": "accepted"})
        assert succeed(bot, PIP) == {True}


def test_one_entry_serves_uv_and_pip(person: At, private: str) -> None:
    with person("uv", "pip") as bot:
        bot.write("pyproject.toml", of_uv(private))
        bot.write("~/pip/pip.conf", SETTINGS)
        bot.write("requirements.txt", f"-i {private}\n{PACKAGE}\n")
        assert bot.verdicts() == (1, {"uv": "missing", "pip": "missing"})
        assert bot.sets("corp", PASSWORD) == 0
        assert bot.verdicts() == (0, {"uv": "accepted", "pip": "accepted"})
        assert succeed(bot, *UV, PIP) == {True}
        assert bot.deletes("corp") == 0
        assert bot.verdicts() == (1, {"uv": "missing", "pip": "missing"})
        assert succeed(bot, *UV, PIP) == {False}


def test_a_password_that_is_refused_is_not_stored(person: At, private: str) -> None:
    with person("uv") as bot:
        bot.write("pyproject.toml", of_uv(private))
        assert bot.sets("corp", "wrong-CANARY") == 1
        assert bot.answers() == (1, {"missing"})
        assert bot.sets("corp", "wrong-CANARY", "--no-verify") == 0
        assert bot.answers()[0] == 0
        assert bot.verdicts() == (1, {"uv": "forbidden"})
        assert succeed(bot, *UV) == {False}


def test_a_keyring_that_is_locked_is_told_and_left_alone(person: At, private: str) -> None:
    with person("uv") as bot:
        bot.write("pyproject.toml", of_uv(private))
        assert bot.sets("corp", PASSWORD) == 0
        bot.keyring.lock()
        assert bot.answers() == (4, {"locked"})
        assert (bot.sets("corp", PASSWORD), bot.deletes("corp")) == (4, 4)
        bot.keyring.unlock()
        assert bot.verdicts() == (0, {"uv": "accepted"})
