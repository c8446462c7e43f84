"""A new token for all that holds the old one, in a real Secret Service, on real ways to it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import secretstorage

from tests.live.person import OF_PDM, OF_PIP, OF_POETRY, OF_UV, PIP, Person, path_of
from tests.live.servers import FILE, PACKAGE, USER
from tests.oracle.tools import PYTHON, Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service
from tests.server import CHALLENGE, Answer, Request, Server, answer

pytestmark = pytest.mark.live

OLD, NEW = "old-CANARY-7f3a91", "new-CANARY-2c8b44"
PATIENCE = 240.0  # Seconds; fifty entries are written in half a minute.
AT = AbstractContextManager[Person]
INSTALLS = (
    f"uv pip install --target out {PACKAGE}",
    "python -m pip install --target out -r requirements.txt",
)


def site(request: Request) -> Answer:
    """Serve one package below any folder, to whoever has the old token or the new one."""
    if (request.login or "").partition(":")[2] not in {OLD, NEW}:
        return answer(401, headers=CHALLENGE)
    path = request.path.rstrip("/")
    if path.endswith("/simple"):
        return answer(200, f'<a href="{PACKAGE}/">{PACKAGE}</a>'.encode())
    if path.endswith(f"/simple/{PACKAGE}"):
        return answer(200, f'<a href="{FILE}">{FILE}</a>'.encode())
    if path.endswith(FILE):
        content = wheel(PACKAGE)
        size = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream"}
        return answer(200, b"" if request.method == "HEAD" else content, size)
    return answer(404)


@pytest.fixture
def person(installed: Tools, tmp_path: Path) -> Callable[..., AT]:
    """Give a person with these tools on PATH, and a Secret Service of their own."""

    @contextmanager
    def at(*tools: str, **variables: str) -> Iterator[Person]:
        project = tmp_path / "project"
        project.mkdir()
        path = path_of(tmp_path / "bin", installed, *tools)
        with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
            own = {**OF_UV, **OF_PIP, **OF_POETRY, **OF_PDM, **variables}
            yield Person(project, {**service.variables, **own}, service)

    return at


def held(bot: Person) -> dict[tuple[str, str], str]:
    """Return all that is in the store, by service and username."""
    with bot.keyring.connection() as connection:
        items = list(secretstorage.get_default_collection(connection).get_all_items())
        named = [(each.get_attributes(), each.get_secret().decode()) for each in items]
    return {(each["service"], each["username"]): secret for each, secret in named}


def holds(bot: Person, names: list[tuple[str, str]], secret: str) -> None:
    """Have these entries in the store, as keyring makes them, and no other."""
    with bot.keyring.connection() as connection:
        collection = secretstorage.get_default_collection(connection)
        for item in list(collection.get_all_items()):
            item.delete()
        for service, username in names:
            attributes = {
                "application": "Python keyring library",
                "service": service,
                "username": username,
            }
            collection.create_item(f"Password for {service}", attributes, secret.encode())


def questions(bot: Person) -> list[tuple[str, str, str]]:
    """Return tool, service and username of the first question about each private index."""
    document = bot.told("explain")[1]
    return [
        (tool["tool"], index["lookups"][0]["service"], index["lookups"][0]["username"] or USER)
        for tool in document["tools"]
        for index in tool["indexes"]
        if index["lookups"] and "127.0.0.1" in index["url"]
    ]


def journal(bot: Person) -> Path:
    return bot.keyring.home / ".local/state/keydex/rotation.json"


def begun(bot: Person) -> "subprocess.Popen[str]":
    """Start to rotate, with the new token on standard input and every call told."""
    child = subprocess.Popen(
        [sys.executable, "-m", "keydex", "rotate", "--stdin", "--yes", "-v"],
        cwd=bot.project,
        env=bot.variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdin
    child.stdin.write(NEW)
    child.stdin.close()
    return child


def killed_at(bot: Person, number: int, delay: float) -> bool:
    """Rotate, and be killed a moment after that write; False where it was over before."""
    child = begun(bot)
    assert child.stderr
    with child.stderr as lines:
        for line in lines:
            number -= line.startswith(("keyring: set", "keyring: del"))
            if number <= 0:
                time.sleep(delay)
                child.send_signal(signal.SIGKILL)
                break
    return child.wait() == -signal.SIGKILL


def test_it_is_killed_after_each_write_and_run_again(
    person: Callable[..., AT], installed: Tools
) -> None:
    with Server(site) as server, person("uv") as bot:
        pip = installed.programs("pip", PIP, importable=True)
        bot.variables["PATH"] = f"{pip}:{bot.variables['PATH']}"
        login = f"{server.url}/{{}}/simple/".replace("://", f"://{USER}@")
        bot.write(
            "pyproject.toml",
            "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
            "[tool.uv]\nkeyring-provider = 'subprocess'\n"
            f"[[tool.uv.index]]\nname = 'a'\nurl = '{login.format('a')}'\ndefault = true\n"
            f"[[tool.uv.index]]\nname = 'b'\nurl = '{login.format('b')}'\n",
        )
        bot.write("~/pip/pip.conf", "[global]\nkeyring-provider = import\n")
        bot.write("requirements.txt", f"-i {login.format('a')}\n{PACKAGE}\n")
        names = sorted({each[1:] for each in questions(bot)})
        ways = {tool["keyring"]["via"] for tool in bot.told("explain")[1]["tools"]}
        assert ways == {"subprocess", "import"}
        kills, found = 0, set()
        for number in range(1, 100):
            holds(bot, names, OLD)
            if not killed_at(bot, number, 0.05 * (number % 4)):
                break
            kills += 1
            time.sleep(0.5)  # A keyring that was asked may still be writing.
            if journal(bot).exists():
                assert bot.keydex("rotate", "--yes").returncode == 0
            assert not journal(bot).exists()
            (one,) = set(held(bot).values())
            assert held(bot).keys() == set(names)
            found.add(one)
            assert bot.verdicts() == (0, {"uv": "accepted", "pip": "accepted"})
        assert kills >= len(names) + 4
        assert found == {OLD, NEW}
        for command in INSTALLS:
            bot.starts_anew()
            assert bot.types(*command.split()).returncode == 0


class Watch:
    """Looks at the command lines of all processes, as long as a `with` lasts."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> set[str]:
        self._thread.start()
        return self.seen

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.seen.add(path.read_bytes().decode(errors="replace"))
                except OSError:
                    continue


TOOLS = ("uv", "pip", "poetry", "pdm", "twine")


def many(bot: Person, url: str) -> None:
    """Have ten indexes in the configuration of each tool, each tool with a username of its own."""
    names = [f"i{number}" for number in range(10)]
    at = {name: f"{url}/{name}/simple/" for name in names}

    def login(tool: str, name: str) -> str:
        return at[name].replace("://", f"://{tool}-bot@")

    uv = "".join(f"[[tool.uv.index]]\nname = '{n}'\nurl = '{login('uv', n)}'\n" for n in names)
    poetry = "".join(f"[[tool.poetry.source]]\nname = '{n}'\nurl = '{at[n]}'\n" for n in names)
    pdm = "".join(f"[[tool.pdm.source]]\nname = '{n}'\nurl = '{login('pdm', n)}'\n" for n in names)
    bot.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"[tool.uv]\nkeyring-provider = 'subprocess'\n{uv}"
        f"[tool.poetry]\npackage-mode = false\n{poetry}[tool.pdm]\ndistribution = false\n{pdm}",
    )
    bot.write("~/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")
    extra = "".join(f"--extra-index-url {login('pip', name)}\n" for name in names[1:])
    bot.write("requirements.txt", f"-i {login('pip', 'i0')}\n{extra}{PACKAGE}\n")
    bot.write(".pdm-python", str(PYTHON))
    sections = "".join(
        f"[{name}]\nrepository = {url}/{name}/upload/\nusername = twine-bot\n" for name in names
    )
    servers = "\n  ".join(names)
    (bot.keyring.home / ".pypirc").write_text(
        f"[distutils]\nindex-servers =\n  {servers}\n{sections}"
    )


def test_fifty_entries_of_five_tools_get_one_paste(
    person: Callable[..., AT], record_testsuite_property: Callable[[str, object], None]
) -> None:
    with Server(site) as server, person(*TOOLS) as bot:
        many(bot, server.url)
        names = sorted({each[1:] for each in questions(bot)})
        assert {each[0] for each in questions(bot)} == set(TOOLS)
        assert len(names) == 50
        holds(bot, names, OLD)
        server.requests.clear()
        begin = time.monotonic()
        with Watch() as seen:
            done = subprocess.run(
                [sys.executable, "-m", "keydex", "rotate", "--stdin", "--yes", "--json", "-v"],
                cwd=bot.project,
                env=bot.variables,
                input=NEW,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        seconds = time.monotonic() - begin
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)["done"]
        written = {tuple(each["entry"].values()) for each in told if "entry" in each}
        assert written == set(names)
        steps = [each["what"] for each in told]
        assert sum(" gets into " in each for each in steps) == 40
        assert sum("without an upload" in each for each in steps) == 10
        assert "indexes accept it" in done.stderr
        assert held(bot) == dict.fromkeys(names, NEW)
        assert not journal(bot).exists()
        lines = done.stderr.splitlines()
        writes = sum(line.startswith(("keyring: set", "keyring: del")) for line in lines)
        requests = len(server.requests)
        for name, value in (("seconds", seconds), ("writes", writes), ("requests", requests)):
            record_testsuite_property(f"rotation of fifty entries, {name}", round(value, 1))
        for secret in (OLD, NEW):
            assert not [each for each in seen if secret in each]
            assert secret not in done.stdout + done.stderr
            assert list(files_with(bot, secret)) == []


def files_with(bot: Person, secret: str) -> Iterator[Path]:
    """Yield the files of the home and the project that hold a text."""
    for folder in (bot.keyring.home, bot.project):
        for path in folder.rglob("*"):
            if path.is_file() and os.access(path, os.R_OK) and secret.encode() in path.read_bytes():
                yield path


def test_a_locked_store_is_told_and_nothing_is_lost(person: Callable[..., AT]) -> None:
    with Server(site) as server, person("uv") as bot:
        url = f"{server.url}/a/simple/"
        bot.write(
            "pyproject.toml",
            "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
            f"[[tool.uv.index]]\nname = 'a'\nurl = '{url.replace('://', f'://{USER}@')}'\n",
        )
        holds(bot, [(url, USER)], OLD)
        bot.keyring.lock()
        assert bot.keydex("rotate", "a", "--stdin", "--yes", secret=NEW).returncode == 4
        bot.keyring.unlock()
        assert held(bot) == {(url, USER): OLD}

        assert killed_at(bot, 3, 0.0)  # The two that are put aside, and the entry.
        bot.keyring.lock()
        assert bot.keydex("rotate", "--yes").returncode == 4
        assert journal(bot).exists()
        bot.keyring.unlock()
        assert bot.keydex("rotate", "--undo", "--yes").returncode == 0
        assert held(bot) == {(url, USER): OLD}
