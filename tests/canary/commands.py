"""Every command with every option, as a person with secrets everywhere types it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.canary.places import USER

ARGUMENT = f"http://{USER}:{{argument}}@{{host}}/corp/simple/"
WORD = f"http://{USER}:{{word}}@{{host}}/corp/simple/"
NETRC = "home/.netrc"
NAMED = "username corp alice --in project --yes"
BREAKS = 70


@dataclass(frozen=True)
class Command:
    """One command line. {place} stands for the canary of a place, percent-encoded in a URL.

    `stdin` names the place whose canary is handed over, or is a text around {secret}. `goes` names
    what is meant to come into which file, `prints` whose output is the command's own, `first` what
    is typed before, and `spoils` the file that gets a line which can't be read, with a secret.
    """

    line: str
    stdin: str = ""
    code: frozenset[int] = frozenset({0})
    goes: Mapping[str, str] = field(default_factory=dict)
    prints: frozenset[str] = frozenset()
    breaks: str = ""
    interrupts: bool = False
    hangs: bool = False
    first: str = ""
    spoils: str = ""

    @property
    def name(self) -> str:
        """Name it for a list of tests."""
        told = [self.line or "alone", self.stdin and f"<{self.stdin}", self.breaks]
        told += ["interrupted" * self.interrupts, "hangs" * self.hangs, self.spoils]
        return " ".join(filter(None, told))


def _codes(*codes: int) -> frozenset[int]:
    return frozenset(codes)


UNREADABLE = _codes(3)
WRONG, USAGE, SILENT, UNREAD = _codes(1), _codes(2), _codes(4), _codes(0, 1, 4)
TOOL = frozenset({"printed", "stderr"})
FAULTS = (
    ("explain", "", "keydex.survey:survey"),
    ("explain --json", "", "keydex.cli.printing:in_json"),
    ("doctor --offline", "", "keydex.documents:examined"),
    ("status", "", "keydex.keyrings.batch:Batch.answers"),
    ("status -v", "", "keydex.keyrings.replies:Opened.lookup"),
    ("test", "", "keydex.probe.transports:request_to"),
    ("test --json", "", "keydex.probe.transports:forms"),
    ("test", "", "keydex.probe.replies:refusal"),
    ("set corp --stdin", "pasted", "keydex.workflows.pasting:trouble"),
    ("set corp --stdin", "pasted", "keydex.workflows.pasting:doubts"),
    ("set corp --stdin", "pasted", "keydex.workflows.storing.steps:verified"),
    ("set corp --stdin --json", "pasted", "keydex.workflows.storing.steps:stored"),
    ("set corp --stdin", "pasted", "keydex.keyrings.batch:Batch.put"),
    ("set corp --to netrc --stdin", "simple", "keydex.edits.writing:apply"),
    ("fix KD001 --yes", "", "keydex.edits.writing:apply"),
    ("delete corp --yes", "", "keydex.keyrings.batch:Batch.drop"),
    ("rotate corp --stdin --yes", "pasted", "keydex.workflows.rotating.staging:put_aside"),
    ("rotate corp --stdin --yes --json", "pasted", "keydex.workflows.rotating.proving:proved"),
    ("migrate --yes", "", "keydex.edits.writing:apply"),
    ("onboard corp --stdin --yes", "pasted", "keydex.examining:asked"),
    ("trace -- uv sync", "", "keydex.workflows.tracing.comparing:compared"),
)
SPOILED = (
    "proj/pyproject.toml",
    "proj/requirements.txt",
    "home/.config/uv/uv.toml",
    "home/.config/pip/pip.conf",
    "home/.config/pypoetry/auth.toml",
    "home/.netrc",
    "home/.pypirc",
)
COMMANDS: tuple[Command, ...] = (
    Command("", code=UNREAD),
    Command("--demo --tool uv", code=UNREAD),
    Command("--completion bash"),
    Command(". --json", code=UNREAD),
    Command("list"),
    Command("list --format json -v"),
    Command("explain -v --no-color"),
    Command("explain --json --package billing-core corp"),
    Command(f"explain --json -- uv sync --default-index {ARGUMENT}"),
    Command(f"explain -- pip install --index-url {ARGUMENT} x"),
    Command("explain --json -- UV_INDEX_CORP_PASSWORD={assignment} uv sync"),
    Command("explain -- twine upload -p {password option} dist/x.whl"),
    Command(f"explain {WORD}"),
    Command(f"explain http://{USER}:{{word}}@other.example/simple/", code=USAGE),
    Command("status -v --online --project .", code=UNREAD),
    Command("status --json --online --package x", code=UNREAD),
    Command(f"status --json -- uv sync --default-index {ARGUMENT}", code=UNREAD),
    Command("test -v", code=SILENT),
    Command("set corp --stdin", "pasted", SILENT, breaks="keydex.keyrings.processes:_speak"),
    Command("test --json", code=SILENT),
    Command("test moved -v", code=WRONG),
    Command("entries -v", code=SILENT),
    Command("entries --json --package x corp", code=UNREAD),
    Command("set corp --stdin -v", "pasted"),
    Command("set corp --stdin --json", "pasted"),
    Command("set corp --stdin -v", "refused", WRONG),
    Command("set corp --stdin --json", "refused", WRONG),
    Command("set corp --stdin --no-verify", "refused"),
    Command("set moved --stdin -v", "pasted", WRONG),
    Command("set corp --stdin", '{{"authorizationToken": "{pasted}"}}', _codes(1, 2)),
    Command("set corp --stdin", "{pasted}\n{pasted}", _codes(1, 2)),
    Command("set corp --stdin --dry-run -v", "pasted"),
    Command("set corp --stdin -u someone --no-verify", "pasted", USAGE | {0}),
    Command("set raises --from uv --json", code=UNREAD),
    Command("set corp --to netrc --stdin -v", "simple", goes={"simple": NETRC}),
    Command("set corp --to netrc --stdin --json", "pasted", UNREADABLE),
    Command("set unwritable --stdin --no-verify -v", "pasted", SILENT),
    Command("set unwritable --stdin --no-verify --json", "pasted", SILENT),
    Command("set corp {word}", code=USAGE),
    Command("set corp --password={word} --json", code=USAGE),
    Command("set corp --no-input", code=USAGE),
    Command("delete corp --dry-run -v"),
    Command("delete corp moved --yes -v"),
    Command("delete corp --yes --orphans --json", code=UNREAD),
    Command("delete undeletable --yes -v", code=SILENT),
    Command("delete undeletable --yes --json", code=SILENT),
    Command(f"delete http://{USER}:{{word}}@other.example/simple/ --yes", code=USAGE),
    Command("doctor -v", code=UNREAD),
    Command("doctor --json --package x", code=UNREAD),
    Command("doctor --offline -- uv sync", code=WRONG),
    Command("doctor --report", code=UNREAD),
    Command("doctor --report --usernames --json", code=UNREAD),
    Command("doctor --list"),
    Command("doctor --check KD001 --check KD060 -v", code=UNREAD),
    Command("doctor --round-trip --json", code=UNREAD),
    Command("fix --offline --dry-run -v"),
    Command("fix KD001 --dry-run --json"),
    Command("fix KD001 --yes -v", code=_codes(0, 1, 4)),
    Command("fix KD002 --yes --json"),
    Command("fix KD003 --yes"),
    Command("fix corp --stdin --yes -v", "pasted", _codes(0, 1, 4)),
    Command("fix KD042 --stdin", "master", _codes(0, 1, 4)),
    Command("migrate --dry-run -v"),
    Command("migrate --yes --json", code=SILENT),
    Command("export --for docker", code=WRONG),
    Command("export --for github --json", code=WRONG),
    Command("export --for gitlab -v", code=WRONG),
    Command("onboard --check -v", code=WRONG),
    Command("onboard --check --json --offline", code=WRONG),
    Command("onboard corp --stdin --yes -v", "pasted"),
    Command("onboard moved --stdin --yes --json", "refused", UNREAD),
    Command("onboard inuv --stdin --yes --json -u alice --in user", "refused", UNREAD),
    Command("rotate corp --dry-run --json"),
    Command("rotate corp --stdin --yes -v", "pasted"),
    Command("rotate corp --stdin --yes --json --only", "refused", WRONG),
    Command("rotate corp --stdin --no-verify --yes --json", "pasted"),
    Command("rotate raises --stdin --no-verify --yes -v", "pasted", SILENT),
    Command("rotate unwritable --stdin --no-verify --yes -v", "pasted", UNREAD),
    Command("rotate --undo --yes"),
    Command("username corp"),
    Command("username inuv --json"),
    Command("username corp alice --in project --dry-run -v"),
    Command("username inuv alice --in project --yes --json"),
    Command("username inuv --unset --in project --yes", code=UNREADABLE),
    Command("-C clean undo -v --dry-run", first=f"-C clean {NAMED}"),
    Command("--directory clean undo --yes --json", first=f"-C clean {NAMED}"),
    Command("undo --yes -v", code=UNREADABLE, first=NAMED),
    Command("undo --yes --json", code=_codes(0, 1, 3), first="fix KD002 --yes"),
    Command("trace -v -- uv sync", code=_codes(7), prints=TOOL),
    Command("trace --json --strict -- uv sync", code=_codes(7), prints=TOOL),
    Command(f"trace --json -- uv sync --index {ARGUMENT}", code=_codes(7), prints=TOOL),
    Command(
        "trace -- UV_X={assignment} uv publish -p {password option}",
        code=_codes(7),
        prints=TOOL,
    ),
    Command("trace --dry -- uv sync"),
    Command("trace --dry --json -- uv sync"),
    Command(f"trace -- make {ARGUMENT}", code=USAGE),
    Command("status", code=_codes(130), hangs=True),
    Command("set hangs --stdin --json", "pasted", _codes(130), hangs=True),
    Command("trace -- uv waits", code=_codes(130), prints=TOOL, hangs=True),
    Command(
        "set corp --stdin",
        "pasted",
        _codes(130),
        breaks="keydex.workflows.pasting:doubts",
        interrupts=True,
    ),
    *(Command("doctor -v", code=_codes(0, 1, 3, 4), spoils=file) for file in SPOILED),
    *(Command("list --json", code=_codes(0, 3), spoils=file) for file in SPOILED),
    *(
        Command(
            line,
            stdin,
            _codes(BREAKS),
            breaks=breaks,
            prints=TOOL if "trace" in line else frozenset(),
        )
        for line, stdin, breaks in FAULTS
    ),
)
