"""A project whose entries are rotated, with keyrings and a journal that a kill may strike."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Flag

from keydex.asking import Means, answered, found
from keydex.config import rotation
from keydex.config.rotation import Rotation, written
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings import Contents, Keyring
from keydex.model import Access, Answer, Credential, Log, Lookup, Via
from keydex.secret import Secret
from keydex.survey import Survey, survey
from keydex.workflows.rotating import Bench, Plan, holdings, planned
from tests.entries import Entries
from tests.memory import Memory
from tests.memory import world as world_of
from tests.samples import HOST, USER, pyproject, sample

OLD, NEW = Secret("old-CANARY-7f3a"), Secret("new-CANARY-9b1c")
COMMAND = Access(Via.SUBPROCESS, "a test", executable=Path("/shims/keyring"))
INSIDE = Access(Via.IMPORT, "a test", interpreter=Path("/venv/python"))
KINDS = {
    "command": {"uv": COMMAND, "pip": COMMAND},
    "in process": {"uv": INSIDE, "pip": INSIDE},
    "both": {"uv": COMMAND, "pip": INSIDE},
}


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Fate:
    """Which of the writes is the last: it is not done, half done, or done and never told."""

    at: int = 0
    how: str = "before"
    count: int = 0

    def strike(self, do: Callable[[], object], halve: Callable[[], object]) -> None:
        self.count += 1
        if self.count != self.at:
            do()
            return
        if self.how != "before":
            (halve if self.how == "half" else do)()
        raise Killed


@dataclass
class Mortal:
    """A keyring in which a write may be the last; half of one leaves no entry at all.

    `refused` is a service of which it takes nothing new.
    """

    entries: Entries
    fate: Fate
    refused: str = ""

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        return self.entries.answers(lookups)

    def store(self, service: str, credential: Credential) -> None:
        if service == self.refused and credential.password == NEW:
            raise KeyringError("the keyring refuses")
        gone = (service, credential.username)
        self.fate.strike(
            lambda: self.entries.store(service, credential),
            lambda: self.entries.passwords.pop(gone, None),
        )

    def delete(self, service: str, username: str) -> int:
        there = (service, username) in self.entries.passwords

        def do() -> int:
            return self.entries.delete(service, username)

        self.fate.strike(do, do)
        return int(there)


@dataclass(frozen=True)
class MortalJournal:
    """A journal in memory whose writes are counted, too; it is there whole or not at all."""

    environment: Environment
    fate: Fate

    @property
    def path(self) -> Path:
        return rotation.place(self.environment)

    @property
    def files(self) -> dict[Path, bytes]:
        machine = self.environment.machine
        assert isinstance(machine, Memory)
        return machine.files

    def read(self) -> Rotation | None:
        return rotation.read(self.environment)

    def write(self, now: Rotation) -> None:
        self.fate.strike(lambda: self.files.update({self.path: written(now)}), lambda: None)

    def remove(self) -> None:
        self.fate.strike(lambda: self.files.pop(self.path), lambda: None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield


@dataclass
class World:
    """A project with some indexes, uv and pip, and a keyring for each way to one."""

    survey: Survey
    rings: dict[Access, Entries] = field(default_factory=dict)
    refused: str = ""
    listed: tuple[tuple[str, str], ...] = ()
    """What the keyrings list, whether somebody asks for it or not."""
    is_whole: bool = True
    state: Environment = field(default_factory=world_of)
    """Where the journal is."""

    def means(self, fate: Fate | None = None) -> Means:
        chosen = fate or Fate()

        def connect(
            access: Access,
            environment: Environment,
            *,
            log: Log | None = None,
            cancelled: Flag | None = None,
        ) -> Keyring:
            return Mortal(self.rings[access], chosen, self.refused)

        def enumerate_(
            access: Access,
            environment: Environment,
            parts: Sequence[str],
            *,
            log: Log | None = None,
            cancelled: Flag | None = None,
        ) -> Contents:
            return Contents(self.listed, is_whole=self.is_whole)

        return Means(connect=connect, enumerate=enumerate_)

    def journal(self, fate: Fate | None = None) -> MortalJournal:
        return MortalJournal(self.state, fate or Fate())

    def bench(self, fate: Fate | None = None) -> Bench:
        struck = fate or Fate()
        return Bench(self.survey, self.means(struck), self.journal(struck))

    def asked(self) -> Survey:
        one = self.survey
        for each in answered(one, self.means(), every=True):
            one = each
        return one

    def plan(self, *feeds: str, only: bool = False) -> Plan:
        one = self.asked()
        held = holdings(one, self.means())
        return planned(held, feeds or tuple(one.feeds()), only=only, any_of=not feeds)

    def finds(self) -> list[str | None]:
        """Return what each tool finds for each index."""
        hits = [found(report) for _, report in self.asked().reports()]
        return [hit[1].password.reveal() if hit else None for hit in hits]

    def staged(self) -> set[tuple[str, str]]:
        """Return what is put aside."""
        names = (name for ring in self.rings.values() for name in ring.passwords)
        return {name for name in names if name[0].startswith("keydex-rotation")}


def url(number: int) -> str:
    """Return the URL of an index."""
    return f"https://{HOST}/{number}/simple/"


def world(count: int, kind: str = "command", secrets: tuple[Secret, ...] = ()) -> World:
    """Make a project with as many indexes, each with an entry of its own in each keyring."""
    logins = [url(each).replace("://", f"://{USER}@") for each in range(count)]
    more = "".join(
        f"[[tool.uv.index]]\nname = 'i{number}'\nurl = '{each}'\n"
        for number, each in enumerate(logins)
        if number
    )
    lines = "".join(f"--extra-index-url {each}\n" for each in logins)
    files = {"pyproject.toml": pyproject(logins[0], more), "requirements.txt": f"{lines}foo\n"}
    one = survey(sample(files), tools=["uv", "pip"])
    configurations = tuple(
        replace(
            each,
            access=KINDS[kind][each.installation.tool],
            reports=tuple(report for report in each.reports if HOST in report.feed),
        )
        for each in one.configurations
    )
    held = {
        (url(number), USER): (secrets or (OLD,))[number % len(secrets or (OLD,))].reveal()
        for number in range(count)
    }
    rings = {access: Entries(dict(held)) for access in KINDS[kind].values()}
    return World(replace(one, configurations=configurations), rings)
