"""A person whose every place holds a secret, and all that is seen while something runs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests.canary.places import Cage
from tests.canary.scanning import hits
from tests.canary.sites import quoting
from tests.canary.surfaces import Surfaces
from tests.cli.running import Person
from tests.keyrings.places import script
from tests.server import Server
from tests.ui.markup import MARKUP, NAME

ROOT = Path(__file__).parents[2]
HOOK = Path(__file__).with_name("hook")
PATIENCE = 60.0  # Seconds.
TICK = 0.005
KEYDEX = ("-m", "keydex")
STORE = "entries"  # The keyring: what it holds, and its draft.
UV = """\
[ "$1" = --version ] && echo "uv 0.13.8 (x)" && exit
keyring get {url}/corp/simple/ ci-bot >../uv-got
echo "it says https://me:{printed}@{host}/ {markup}"
[ "$1" = waits ] && echo >../hangs && exec /bin/sleep 30
exit 7
"""


@dataclass
class World:
    """The person, the index, and the folder in which what happens is written down."""

    person: Person
    cage: Cage
    server: Server
    record: Path
    surfaces: Surfaces = field(default_factory=Surfaces)
    held: dict[str, frozenset[str]] = field(default_factory=dict)
    cores: list[dict[str, int]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        """Return the variables of the person, with those that let us watch."""
        return {
            **self.person.environ,
            "PYTHON_KEYRING_BACKEND": "tests.backends.leaking.Leaks",
            "PYTHONPATH": f"{HOOK}{os.pathsep}{ROOT}",
            "CANARY_RECORD": str(self.record),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.person.root / "tmp"),
        }

    def look(self) -> None:
        """Remember which canary each file holds now."""
        for path in self._files():
            found = hits("", path.read_bytes(), self.cage.canaries.values())
            self.held[str(path)] = frozenset(hit.place for hit in found)

    def look_again(self, goes: Mapping[str, str]) -> None:
        """See all files, those that are gone too; `goes` names what is to go into which."""
        root = self.person.root
        for path in self._files():
            may = self.held.get(str(path), frozenset())
            may |= {place for place, name in goes.items() if root / name == path}
            self._see("file", path, path.read_bytes(), may)
        for path in sorted(self.record.iterdir()):
            if path.name.startswith("log-"):
                self.surfaces.add(f"log {path.name}", path.read_bytes())
                continue
            head, _, content = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["event"] == "core":
                self.cores.append(told)
                continue
            beside = Path(told["path"]).parent
            may = frozenset().union(
                *(places for name, places in self.held.items() if Path(name).parent == beside),
                {place for place, name in goes.items() if (root / name).parent == beside},
            )
            self._see(f"{told['event']}-file", Path(told["path"]), content, may)

    def _see(self, kind: str, path: Path, content: bytes, may: frozenset[str]) -> None:
        if path.parent == self.person.root and path.name.startswith((STORE, "murmurs", "uv-got")):
            return
        self.surfaces.add(f"{kind} {path}", content, may)
        self.surfaces.add(f"name of {path}", str(path).encode())

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.person.root.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".pyc":
                yield path

    @contextmanager
    def watched(self, words: Sequence[str], variables: Mapping[str, str]) -> Iterator[None]:
        """Look at every process, over and over; what the person put there itself is allowed."""
        over = Event()
        own = [*words, *(f"{name}={value}" for name, value in variables.items())]
        allowed = {each.encode() for each in own}
        shown: set[tuple[str, bytes]] = set()
        before = set(os.listdir("/proc"))  # noqa: PTH208 - names are what is wanted.

        def look() -> None:
            while not over.is_set():
                for number in set(os.listdir("/proc")) - before:  # noqa: PTH208 - likewise.
                    for name in ("cmdline", "environ"):
                        with suppress(OSError):
                            parts = Path("/proc", number, name).read_bytes().split(b"\0")
                            shown.update((name, part) for part in parts if part not in allowed)
                over.wait(TICK)

        watcher = Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
            for name in ("cmdline", "environ"):
                seen = b"\n".join(sorted(part for kind, part in shown if kind == name))
                self.surfaces.add(f"{name} of processes", seen)

    def runs(
        self,
        words: Sequence[str],
        stdin: str = "",
        more: Mapping[str, str] | None = None,
        *,
        stops: bool = False,
        program: Sequence[str] = KEYDEX,
    ) -> int:
        """Run keydex as a person does; if it `stops`, by Ctrl+C when something hangs."""
        variables = {**self.environ, **(more or {})}
        line = [sys.executable, *program, *words]
        with (
            _interruptible(),
            self.watched(line, variables),
            subprocess.Popen(
                line,
                cwd=self.person.project,
                env=variables,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            ) as process,
        ):
            if stops:
                hangs = self.person.root / "hangs"
                Thread(target=_interrupt, args=(process, hangs), daemon=True).start()
            try:
                out, err = process.communicate(stdin.encode(), PATIENCE)
            finally:
                process.kill()  # One that has ended is none to be killed.
        self.surfaces.add("stdout", out)
        self.surfaces.add("stderr", err)
        return process.returncode


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let what is started hear Ctrl+C, also where the tests are run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(process: "subprocess.Popen[bytes]", hangs: Path) -> None:
    """Press Ctrl+C as soon as there is a file."""
    while not hangs.exists() and process.poll() is None:
        time.sleep(TICK)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Put a canary into every place, and serve an index that quotes."""
    cage = Cage(str(folder))
    root = folder / f"at{NAME}"
    for each in (root, folder / "record"):
        each.mkdir()
    person = Person(root)
    (root / "tmp").mkdir()
    with Server(quoting(cage)) as server:
        for name, text in cage.files(server.url).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            path.chmod(0o600)
        host = server.url.partition("://")[2]
        printed = cage["printed"].quoted
        script(
            root / "bin/uv", UV.format(url=server.url, host=host, printed=printed, markup=MARKUP)
        )
        (root / "entries.json").write_text(json.dumps(cage.entries(server.url)), "utf-8")
        said = {place: cage[place].value for place in ("stderr", "exception")}
        (root / "murmurs.json").write_text(json.dumps(said), "utf-8")
        person.variables |= cage.variables(server.url)
        # What is not on loopback is asked of the server, too.
        person.variables |= {"http_proxy": server.url, "no_proxy": "127.0.0.1"}
        yield World(person, cage, server, folder / "record")
