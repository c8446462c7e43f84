"""Cases for rules, made of texts: a project, its tools, keyrings and indexes, all in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from keydex.asking import Means, answered
from keydex.environment import Environment
from keydex.examining import on_disk
from keydex.findings import Finding, Kind
from keydex.keyrings import Store
from keydex.looks import Look
from keydex.model import Fallback, Probe, Verdict
from keydex.rules import Case, found
from keydex.survey import survey
from tests.entries import Entries
from tests.memory import HOME, PROJECT, Memory
from tests.samples import Connected

TODAY = date(2026, 11, 21)
OPEN = Store(("keyring.backends.SecretService.Keyring",), (25, 7, 0), None, False, False)
KEYRING = "/tools/ring/bin/keyring"


@dataclass
class Ring:
    """A keyring command on the disk, with the packages of its environment."""

    path: str = KEYRING
    version: str = "25.7.0"
    packages: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ("pyvenv.cfg",)
    """What lies in its environment, and tells who made it."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What files of its environment hold."""
    linked: str = ""
    """Where its command lies beside: in a folder for commands of tools."""

    def put(self, memory: Memory) -> None:
        """Install it."""
        path = Path(self.path)
        prefix = path.parent.parent
        python = prefix / "bin/python"
        script = f"#!{python}\nimport sys\nfrom keyring.cli import main\nsys.exit(main())\n"
        memory.files[path] = script.encode()
        memory.modes[path] = memory.modes[python] = 0o755
        if self.linked:
            memory.links[Path(self.linked)] = path
        memory.files[python] = b""
        for name in self.files:
            memory.files[prefix / name] = b"version = 3.12.1\n"
        for name, text in self.texts.items():
            memory.files[prefix / name] = text.encode()
        for name, version in {"keyring": self.version, **self.packages}.items():
            folder = f"{name.replace('-', '_')}-{version}.dist-info"
            memory.files[prefix / "lib/python3.12/site-packages" / folder / "METADATA"] = b""


@dataclass
class World:
    """What a case is made of. `~/` in a name is the home folder; names are below the project.

    `entries` None leaves the keyrings unasked; `probes` are what the indexes said, by feed.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=lambda: {"/tools/uv": "uv 0.13.8 (x)"})
    rings: tuple[Ring, ...] = (Ring(),)
    path: str = "/tools/ring/bin:/tools"
    command: str = ""
    entries: Entries | None = None
    store: Store | None = None
    reason: str = ""
    murmur: str = ""
    round_trip: str | None = None
    probes: Mapping[str, Probe] = field(default_factory=dict)
    fallbacks: tuple[Fallback, ...] = ()
    platform: str = "linux"
    today: date = TODAY
    modes: Mapping[str, int] = field(default_factory=dict)
    """Permission bits of files; 0o644 otherwise."""

    def environment(self) -> Environment:
        """Put the files, programs and keyrings where they belong."""
        memory = Memory()
        for name, text in self.files.items():
            memory.files[_place(name)] = text.encode()
        for name, text in self.programs.items():
            memory.programs[_place(name)] = text
        memory.modes.update({_place(name): mode for name, mode in self.modes.items()})
        for ring in self.rings:
            ring.put(memory)
        variables = {"PATH": self.path, "HOME": str(HOME), **self.variables}
        return Environment(PROJECT, HOME, variables, self.platform, memory)

    def case(self) -> Case:
        """Survey it, and add what keyrings and indexes said."""
        case = on_disk(survey(self.environment(), self.command.split()), today=self.today)
        one = case.survey
        if self.entries is not None:
            for each in answered(one, Means(connect=Connected(self.entries))):
                one = each
        one = one.mapped(
            lambda _, report: replace(report, probe=self.probes.get(report.feed, report.probe))
        )
        case = replace(case, survey=one, fallbacks=self.fallbacks)
        if self.store or self.reason:
            look = Look(self.store, self.reason, prompts=bool(self.store and self.store.prompts))
            case = replace(case, looks=dict.fromkeys(case.rings, look))
        if self.murmur:
            case = replace(case, murmurs=dict.fromkeys(case.rings, self.murmur))
        if self.round_trip is not None:
            case = replace(case, round_trips=dict.fromkeys(case.rings, self.round_trip))
        return case


def _place(name: str) -> Path:
    return HOME / name[2:] if name.startswith("~/") else PROJECT / name


@dataclass
class Finds:
    """A rule that finds: what it says, the kind of its fix, and the command that mends it."""

    code: str
    world: World | Callable[[], World]
    says: str
    kind: Kind
    command: str = ""
    at: str = ""
    """File and line, or the variable or flag."""

    def findings(self) -> list[Finding]:
        """Run the rule."""
        return findings(self.code, self.world)


def findings(code: str, world: World | Callable[[], World]) -> list[Finding]:
    """Run one rule on a world."""
    made = world if isinstance(world, World) else world()
    return list(found(made.case(), only={code}))


def uv(url: str, more: str = "", provider: str = "keyring-provider = 'subprocess'") -> str:
    """Return a pyproject.toml with one index called corp, its URL on line 7."""
    return (
        f"[project]\nname = 'demo'\n[tool.uv]\n{provider}\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{more}"
    )


def probed(verdict: Verdict, reason: str = "so says the test", status: int | None = 401) -> Probe:
    """Return what an index said."""
    return Probe(verdict, reason, status, 401)
