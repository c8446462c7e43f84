"""Of each command: examples, the exit codes that it may end with, and what else is to be known."""

from collections.abc import Mapping

from keydex.nouns import dataclass

CODES = {
    0: "done, and nothing is wrong",
    1: "done, and something is wrong: a finding that is no note, a refused credential, or a "
    "private index for which a tool finds nothing",
    2: "the command line is wrong",
    3: "a configuration file can't be read; the rest is still shown, nothing was changed",
    4: "a keyring is locked, failed or gave no answer in time, or no tool has one",
    5: "an index can't be reached",
    70: "a fault of keydex, told in one sentence",
    130: "interrupted; nothing half done",
}
"""What each exit code means; README.md has the same table."""
ALWAYS = frozenset({2, 70, 130})
"""Those that every command may end with."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command line, and what it prints, or in a sentence what it does."""

    line: str
    prints: tuple[str, ...] = ()
    does: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What one command adds: examples, its exit codes, and what 1 means here."""

    examples: tuple[Example, ...]
    codes: frozenset[int] = frozenset({0, 1, 3, 4, 5})
    wrong: str = CODES[1]
    note: str = ""


READ = frozenset({0, 3})
OPEN = Help(
    (
        Example("keydex --demo", does="the app on a sample project, gone at exit"),
        Example("keydex", does="the app on the project in this folder"),
        Example("keydex explain -- uv sync", does="what this command will ask, in order"),
        Example("keydex doctor", does="what is wrong, why, and what mends it"),
    ),
    note="Without a terminal it prints what `keydex status` prints; with --demo it ends with 0.",
)
HELP: Mapping[str, Help] = {
    "list": Help(
        (
            Example("keydex list", ("  uv   extra    pyproject.toml:10   as ci-bot",)),
            Example("keydex list core --json", does="one index, for a script"),
        ),
        READ,
    ),
    "explain": Help(
        (
            Example(
                "keydex explain core -- uv sync",
                (
                    "    1  https://pkgs.example/simple/  as ci-bot  before its first request",
                    "    2  pkgs.example                  as ci-bot  before its first request",
                ),
            ),
            Example("keydex explain", does="every index of every tool, with the usual commands"),
            Example("keydex explain --tool pip --json", does="what pip asks, for a script"),
        ),
        READ,
        note="It reads files and the environment only: asks no keyring, sends nothing.",
    ),
    "status": Help(
        (
            Example(
                "keydex status core --tool uv",
                (
                    "    1  https://pkgs.example/simple/  as ci-bot  ○ missing",
                    "    2  pkgs.example                  as ci-bot  ● stored",
                ),
            ),
            Example("keydex status --online", does="and what each index says"),
            Example("keydex status -- uv sync", does="what this command will find"),
        ),
        wrong="a tool finds nothing for a private index, or with --online is refused",
        note="It never prints a secret.",
    ),
    "test": Help(
        (
            Example(
                "keydex test core",
                does="core  uv  ✓ works  401 without the credential, 200 with it",
            ),
            Example("keydex test --tool uv --json", does="what uv would send, for a script"),
        ),
        wrong="an index refuses a credential, or wants one and a tool finds none",
    ),
    "entries": Help(
        (
            Example(
                "keydex entries core",
                ("  pkgs.example                  ci-bot  2 ● stored   2 ● stored",),
            ),
            Example("keydex entries core -- uv sync", does="beside what this command asks for"),
        ),
        READ | {4},
    ),
    "set": Help(
        (
            Example(
                "keydex set core --dry-run",
                ("· store  https://pkgs.example/simple/ as ci-bot",),
            ),
            Example("keydex set core", does="asks for the secret, tries it, stores it"),
            Example("keydex set core -u alice --stdin <token", does="the same for a script"),
            Example("keydex set core --from pip", does="copies what pip finds to the others"),
        ),
        wrong="the index refuses the secret, or it can't be one; nothing was stored",
        note="A secret comes from a hidden prompt or from standard input, never from an argument.",
    ),
    "delete": Help(
        (
            Example("keydex delete core --dry-run", ("· delete  pkgs.example as ci-bot",)),
            Example("keydex delete core --yes", does="without a question, for a script"),
        ),
        frozenset({0, 3, 4}),
    ),
    "username": Help(
        (
            Example("keydex username core", ("ci-bot",)),
            Example(
                "keydex username vendor VssSessionToken --dry-run",
                ("· username VssSessionToken  pyproject.toml",),
            ),
            Example("keydex username core alice --in user", does="into a file of your own"),
        ),
        frozenset({0, 1, 3}),
        "no tool has a username for the index",
    ),
    "doctor": Help(
        (
            Example(
                "keydex doctor --offline",
                ("✗ KD012 username-missing  vendor · uv",),
            ),
            Example("keydex doctor core --check KD061", does="one check of one index"),
            Example("keydex doctor --report", does="what support needs, without any secret"),
        ),
        wrong="a finding that is no note",
    ),
    "fix": Help(
        (
            Example(
                "keydex fix --dry-run --offline KD001",
                ("· took the password out  requirements.txt",),
            ),
            Example("keydex fix core", does="mends what is wrong with core, each asked"),
            Example("keydex fix --yes", does="mends all that needs no answer"),
        ),
        wrong="something is left that is wrong",
        note="What only your own shell can do, it prints.",
    ),
    "migrate": Help(
        (
            Example(
                "keydex migrate --dry-run",
                (
                    "· store  https://old.example/simple/ as bob",
                    "· took the password out  requirements.txt",
                ),
            ),
            Example("keydex migrate core", does="one index, asked before"),
        ),
        wrong="a secret stays, since a tool could not take it from a keyring",
        note="Each secret is stored, verified at its index and read back before it leaves its "
        "file.",
    ),
    "export": Help(
        (
            Example(
                "keydex export --for docker core",
                ("UV_INDEX_CORE_USERNAME UV_INDEX_CORE_PASSWORD                 core, for uv",),
            ),
            Example("keydex export --for github", does="secrets and steps of a job"),
        ),
        READ | {1},
        "a tool gets into an index by nothing that could be handed over",
        "It prints names and no value, neither a secret nor a username.",
    ),
    "onboard": Help(
        (
            Example(
                "keydex onboard --check --offline core", ("✓ core  uv pip find a credential.",)
            ),
            Example("keydex onboard", does="each private index, step by step"),
            Example("keydex onboard core -u alice --stdin --yes <token", does="without a person"),
        ),
        wrong="something is missing",
    ),
    "trace": Help(
        (
            Example(
                "keydex trace --dry -- uv sync",
                ("With these variables, for this command alone:",),
            ),
            Example("keydex trace -- uv sync", does="runs it, and tells each question"),
            Example("keydex trace --strict -- pip install foo", does="for a test"),
        ),
        frozenset({1}),
        "--strict: a question was not predicted",
        "Otherwise it ends with the code of the command.",
    ),
    "rotate": Help(
        (
            Example("keydex rotate core --dry-run", ("· rotate  pkgs.example as ci-bot",)),
            Example("keydex rotate core", does="asks for the new one, tries it, writes it"),
            Example("keydex rotate --undo", does="puts back what an unfinished one changed"),
        ),
        wrong="an index refuses the new secret; all is as it was",
    ),
    "undo": Help(
        (
            Example("keydex undo --dry-run", does="what it would put back"),
            Example("keydex undo", does="puts it back, asked before"),
        ),
        READ,
        note="A file that changed since is left alone. A file that held a secret can't be undone "
        "by this command, since keydex keeps no secret; the app can, as long as it is open.",
    ),
}
