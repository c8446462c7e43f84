"""What the rules about settings find, and what they leave alone."""

from dataclasses import replace

from keydex.findings import Kind
from keydex.model import Probe, Verdict
from tests.rules.cases import Finds, Ring, World, probed, uv

FEED = "https://pkgs.example/simple"
PLAIN = f"{FEED}/"
NAMED = "https://ci-bot@pkgs.example/simple/"
CANARY = "canary-5ecret-7f3a"
LOGIN = f"https://ci-bot:{CANARY}@pkgs.example/simple/"
GOOGLE = "https://europe-python.pkg.dev/acme/internal/simple/"
PROJECT = "[project]\nname = 'demo'\n"
AT = "pyproject.toml:7"
PIP_CONF = "~/.config/pip/pip.conf"
IN_PIP_CONF = "/world/home/.config/pip/pip.conf"
NETRC = f"machine pkgs.example\n  login {{}}\n  password {CANARY}\n"
STORE = f"[[credential]]\nservice = '{FEED}'\nusername = 'ci-bot'\npassword = '{CANARY}'\n"
STORED = "~/.local/share/uv/credentials/credentials.toml"
REFUSED = {FEED: probed(Verdict.REFUSED)}
SCRIPT = (
    "# /// script\n# [tool.uv]\n# keyring-provider = 'disabled'\n# [[tool.uv.index]]\n"
    f"# name = 'corp'\n# url = '{NAMED}'\n# ///\n"
)
UPGRADE = "-m pip install --index-url https://pypi.org/simple --isolated --upgrade"
MANAGED = {"/tools/venv/lib/python3.12/EXTERNALLY-MANAGED": ""}
FLAGS = "--no-input --keyring-provider subprocess"


def project(url: str, provider: str = "", more: str = "", **variables: str) -> World:
    """Return a project with one index of uv."""
    return World({"pyproject.toml": uv(url, more, provider)}, variables)


def refused(url: str, files: dict[str, str] | None = None, **variables: str) -> World:
    """Return a project whose index refuses what uv sends."""
    return World({"pyproject.toml": uv(url), **(files or {})}, variables, probes=REFUSED)


def pip(
    url: str = NAMED, files: dict[str, str] | None = None, command: str = "", **variables: str
) -> World:
    """Return a project with a requirements file, and a pip on PATH."""
    texts = {"requirements.txt": f"--index-url {url}\nfoo\n", **(files or {})}
    return World(texts, variables, {"/tools/pip": ""}, command=command)


def installed(
    tool: str, version: str, files: dict[str, str] | None = None, command: str = "", **more: str
) -> World:
    """Return a machine with a tool of that release in a virtual environment."""
    folder = "/tools/venv"
    packages = f"{folder}/lib/python3.12/site-packages"
    texts = {
        f"{folder}/bin/pip": f"#!{folder}/bin/python\n",
        f"{folder}/bin/python": "",
        f"{packages}/{tool}-{version}.dist-info/METADATA": "",
        "requirements.txt": f"--index-url {NAMED}\nfoo\n",
        **(files or {f"{folder}/pyvenv.cfg": "version = 3.12.1\n"}),
    }
    return World(
        texts,
        more,
        {f"{folder}/bin/uv": f"uv {version} (x)"} if tool == "uv" else {},
        path=f"/tools/ring/bin:{folder}/bin",
        command=command,
        modes={f"{folder}/bin/pip": 0o755, f"{folder}/bin/python": 0o755},
    )


def importing() -> World:
    """Return a pip that may ask nobody, and whose Python has keyring."""
    packages = "/tools/venv/lib/python3.12/site-packages"
    keyring = {
        f"{packages}/keyring/__init__.py": "",
        f"{packages}/keyring-25.7.0.dist-info/METADATA": "",
    }
    return installed("pip", "26.3", keyring, PIP_NO_INPUT="1")


def found(  # noqa: PLR0913, PLR0917 - what a finding is made of.
    code: str, world: World, says: str, command: str = "", kind: Kind = Kind.EDIT, at: str = AT
) -> Finds:
    """Expect a finding; an edit without a command of its own is applied by `keydex fix`."""
    default = f"keydex fix {code} corp" if kind is Kind.EDIT else ""
    return Finds(code, world, says, kind, command or default, at)


def pixi(
    url: str = NAMED, files: dict[str, str] | None = None, command: str = "", **variables: str
) -> World:
    """Return a workspace of pixi with one index, on line 2 of its manifest."""
    options = f"[pypi-options]\nindex-url = '{url}'\n"
    text = f"{options}[workspace]\nname = 'demo'\n[pypi-dependencies]\nfoo = '*'\n"
    programs = {"/tools/pixi": "pixi 0.77.0"}
    return World({"pixi.toml": text, **(files or {})}, variables, programs, command=command)


PIXI_CONFIG = "~/.pixi/config.toml"
IN_PIXI_CONFIG = "/world/home/.pixi/config.toml"
RATTLER = "~/.rattler/credentials.json"
SECOND = "[[tool.uv.index]]\nname = 'other'\nurl = 'https://me@other.example/simple/'\n"
UNSET = "uv asks no keyring: keyring-provider is not set."
PROVIDERS = [
    found("KD050", project(NAMED), UNSET),
    found("KD050", project(GOOGLE), UNSET),
    found("KD050", project(PLAIN), UNSET),
    found("KD050", project(PLAIN, more="authenticate = 'always'\n"), UNSET),
    found("KD050", project(NAMED, more=SECOND), UNSET, "keydex fix KD050", at=""),
    found(
        "KD050",
        World(
            {"own.toml": f"[[index]]\nname = 'corp'\nurl = '{NAMED}'\n"},
            {"UV_CONFIG_FILE": "own.toml"},
        ),
        UNSET,
        at="own.toml:3",
    ),
    found(
        "KD050",
        World(variables={"UV_NO_CONFIG": "1", "UV_INDEX": f"corp={NAMED}"}),
        UNSET,
        "export UV_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "UV_INDEX",
    ),
    found(
        "KD050",
        World(
            variables={"UV_INDEX_URL": NAMED},
            programs={"/tools/uv": "uv 0.2.9 (x)"},
            command="uv pip install foo",
        ),
        UNSET,
        "export UV_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "UV_INDEX_URL",
    ),
    found(
        "KD050",
        pixi(),
        "pixi asks no keyring: keyring-provider is not set.",
        f"keydex fix KD050 {FEED}",
        at="pixi.toml:2",
    ),
    found(
        "KD050",
        pixi(command="pixi install --no-config"),
        "pixi asks no keyring: keyring-provider is not set.",
        kind=Kind.NONE,
        at="pixi.toml:2",
    ),
    found(
        "KD051",
        pixi(files={PIXI_CONFIG: "pypi-config.keyring-provider = 'disabled'\n"}),
        f"pixi asks no keyring: keyring-provider is disabled in {PIXI_CONFIG}:1.",
        f"keydex fix KD051 {FEED}",
        at=f"{IN_PIXI_CONFIG}:1",
    ),
    found(
        "KD051",
        pixi(command="pixi install --pypi-keyring-provider disabled"),
        "pixi asks no keyring: keyring-provider is disabled in --pypi-keyring-provider.",
        kind=Kind.NONE,
        at="--pypi-keyring-provider",
    ),
    found(
        "KD051",
        project(NAMED, "keyring-provider = 'disabled'"),
        "uv asks no keyring: keyring-provider is disabled in pyproject.toml:4.",
        at="pyproject.toml:4",
    ),
    found(
        "KD051",
        project(NAMED, UV_KEYRING_PROVIDER="native"),
        "uv knows no keyring-provider native, which UV_KEYRING_PROVIDER names.",
        "export UV_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "UV_KEYRING_PROVIDER",
    ),
    found(
        "KD051",
        World({"a.py": SCRIPT}, command="uv run a.py"),
        "uv asks no keyring: keyring-provider is disabled in a.py:3.",
        kind=Kind.NONE,
        at="a.py:3",
    ),
    found(
        "KD051",
        World(command=f"uv pip install --keyring-provider disabled -i {NAMED} foo"),
        "uv asks no keyring: keyring-provider is disabled in --keyring-provider.",
        kind=Kind.NONE,
        at="--keyring-provider",
    ),
    found(
        "KD051",
        pip(files={PIP_CONF: "[global]\nkeyring-provider = disabled\n"}),
        f"pip asks no keyring: keyring-provider is disabled in {PIP_CONF}:2.",
        f"keydex fix KD051 {FEED}",
        at=f"{IN_PIP_CONF}:2",
    ),
]
BECAUSE = "pip asks no keyring: PIP_NO_INPUT forbids it to ask, and keyring-provider is auto."
INPUT = [
    found("KD052", pip(PIP_NO_INPUT="1"), BECAUSE, f"keydex fix KD052 {FEED}", at="PIP_NO_INPUT"),
    found("KD052", importing(), BECAUSE, f"keydex fix KD052 {FEED}", at="PIP_NO_INPUT"),
    found(
        "KD052",
        pip(PIP_NO_INPUT="1", PIP_KEYRING_PROVIDER="auto"),
        BECAUSE,
        "export PIP_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "PIP_NO_INPUT",
    ),
    found(
        "KD052",
        pip(PIP_NO_INPUT="1", PIP_CONFIG_FILE="/dev/null"),
        BECAUSE,
        "export PIP_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "PIP_NO_INPUT",
    ),
    found(
        "KD052",
        pip(files={"own.conf": "[global]\nno-input = yes\n"}, PIP_CONFIG_FILE="own.conf"),
        "pip asks no keyring: own.conf:2 forbids it to ask, and keyring-provider is auto.",
        f"keydex fix KD052 {FEED}",
        at="own.conf:2",
    ),
    found(
        "KD052",
        pip(command=f"pip install --isolated --no-input -i {NAMED} foo"),
        "pip asks no keyring: --no-input forbids it to ask, and keyring-provider is auto.",
        kind=Kind.NONE,
        at="--no-input",
    ),
    found(
        "KD052",
        installed("pip", "23.0", PIP_NO_INPUT="1"),
        BECAUSE,
        f"/tools/venv/bin/python {UPGRADE} pip && "
        "/tools/venv/bin/python -m pip config set global.keyring-provider subprocess",
        Kind.COMMAND,
        "PIP_NO_INPUT",
    ),
    found(
        "KD052",
        installed("pip", "23.0", MANAGED, PIP_NO_INPUT="1"),
        BECAUSE,
        kind=Kind.NONE,
        at="PIP_NO_INPUT",
    ),
    found(
        "KD054",
        pip(command=f"pip install {FLAGS} -i {NAMED} foo"),
        "pip asks no keyring for what a build needs: "
        "--keyring-provider does not reach there, and --no-input does.",
        "export PIP_KEYRING_PROVIDER=subprocess",
        Kind.COMMAND,
        "--keyring-provider",
    ),
]
FILES = [
    found(
        "KD053",
        project(NAMED, "keyring-profider = 'subprocess'"),
        "uv ignores all of [tool.uv]: pyproject.toml:4: tool.uv.keyring-profider: "
        "uv 0.13.8 does not know this key.",
        "keydex fix KD053",
        at="pyproject.toml:4",
    ),
    found(
        "KD053",
        project(NAMED, "colour = 'red'"),
        "uv ignores all of [tool.uv]: pyproject.toml:4: tool.uv.colour: "
        "uv 0.13.8 does not know this key.",
        "keydex fix KD053",
        at="pyproject.toml:4",
    ),
    found(
        "KD053",
        project(NAMED, "no-index = 1"),
        "uv ignores all of [tool.uv]: pyproject.toml:4: tool.uv.no-index: "
        "it should be true or false.",
        kind=Kind.NONE,
        at="pyproject.toml:4",
    ),
    found(
        "KD053",
        pip(files={"~/.netrc": "machine\n"}),
        "pip ignores all of ~/.netrc:1: `machine` has no name.",
        kind=Kind.NONE,
        at="/world/home/.netrc:1",
    ),
    found(
        "KD057",
        World({"uv.toml": "keyring-profider = 'subprocess'\n"}),
        "uv.toml:1 can't be used: keyring-profider: uv 0.13.8 does not know this key.",
        "keydex fix KD057",
        at="uv.toml:1",
    ),
    found(
        "KD057",
        World({"pyproject.toml": "a = \n"}),
        "pyproject.toml:1 can't be used: it is not valid TOML: invalid value.",
        kind=Kind.NONE,
        at="pyproject.toml:1",
    ),
    found(
        "KD057",
        World({"uv.toml": f"[[index]]\nname = 'b c'\nurl = '{PLAIN}'\n"}),
        "uv.toml:2 can't be used: index[0].name: a name has only ASCII letters, digits, -, _ and .",
        kind=Kind.NONE,
        at="uv.toml:2",
    ),
]
CREDENTIALS = [
    found(
        "KD055",
        refused(NAMED, {"~/.netrc": NETRC.format("ci-bot")}),
        "~/.netrc:1 answers before any keyring, and corp refuses it.",
        at="/world/home/.netrc:1",
    ),
    found(
        "KD055",
        refused(LOGIN),
        "pyproject.toml:7 answers before any keyring, and corp refuses it.",
    ),
    found(
        "KD055",
        refused(PLAIN, UV_INDEX_CORP_USERNAME="ci-bot", UV_INDEX_CORP_PASSWORD=CANARY),
        "UV_INDEX_CORP_PASSWORD answers before any keyring, and corp refuses it.",
        "unset UV_INDEX_CORP_PASSWORD",
        Kind.COMMAND,
        "UV_INDEX_CORP_PASSWORD",
    ),
    found(
        "KD055",
        replace(
            pixi(FEED, {RATTLER: f'{{"pkgs.example": {{"BearerToken": "{CANARY}"}}}}'}),
            probes=REFUSED,
        ),
        f"{RATTLER}:1 answers before any keyring, and {FEED} refuses it.",
        "pixi auth logout pkgs.example",
        Kind.COMMAND,
        "/world/home/.rattler/credentials.json:1",
    ),
    found(
        "KD055",
        refused(NAMED, {STORED: STORE}),
        "~/.local/share/uv/credentials/credentials.toml:1 answers before any keyring, "
        "and corp refuses it.",
        f"uv auth logout {FEED} --username ci-bot",
        Kind.COMMAND,
        "/world/home/.local/share/uv/credentials/credentials.toml:1",
    ),
    found(
        "KD055",
        World(
            {"pyproject.toml": PROJECT},
            {"UV_INDEX_URL": LOGIN},
            probes={FEED: probed(Verdict.FORBIDDEN)},
        ),
        f"UV_INDEX_URL answers before any keyring, and {FEED} forbids it.",
        kind=Kind.NONE,
        at="UV_INDEX_URL",
    ),
    found(
        "KD056",
        World({"pyproject.toml": uv(NAMED), "~/.netrc": NETRC.format("ci-bot")}),
        "~/.netrc:1 answers for corp before any keyring.",
        kind=Kind.NONE,
        at="/world/home/.netrc:1",
    ),
    found(
        "KD056",
        World({"pyproject.toml": uv(PLAIN), "~/.netrc": f"default login a password {CANARY}\n"}),
        "~/.netrc:1 answers for corp before any keyring: "
        "it is the default entry, sent to every host.",
        kind=Kind.NONE,
        at="/world/home/.netrc:1",
    ),
    found(
        "KD056",
        pip(files={"~/.netrc": NETRC.format("other")}),
        f"~/.netrc:1 answers for {FEED} before any keyring, and not as ci-bot.",
        kind=Kind.NONE,
        at="/world/home/.netrc:1",
    ),
]
OLD_UV = f"uv pip install --keyring-provider subprocess --index-url {NAMED} foo"
RECEIPT = {"~/.config/uv/uv-receipt.json": '{"install_prefix":"/tools/venv/bin"}'}
SECONDLY = "https://me@other.example/simple/"
TOLD = "uv 0.1.25 asks no keyring for a URL with a username."
OLD = [
    found(
        "KD058",
        installed("pip", "19.1.1"),
        "pip 19.1.1 asks no keyring.",
        f"/tools/venv/bin/python {UPGRADE} pip",
        Kind.COMMAND,
        "requirements.txt:1",
    ),
    found(
        "KD058",
        installed(
            "pip", "19.1.1", command=f"pip install -i {NAMED} --extra-index-url {SECONDLY} a"
        ),
        "pip 19.1.1 asks no keyring.",
        f"/tools/venv/bin/python {UPGRADE} pip",
        Kind.COMMAND,
        "--index-url",
    ),
    found(
        "KD058",
        installed("pip", "19.1.1", MANAGED),
        "pip 19.1.1 asks no keyring.",
        kind=Kind.NONE,
        at="requirements.txt:1",
    ),
    found(
        "KD058",
        installed("uv", "0.1.25", command=OLD_UV),
        TOLD,
        f"/tools/venv/bin/python {UPGRADE} uv",
        Kind.COMMAND,
        "--index-url",
    ),
    found(
        "KD058",
        installed("uv", "0.1.25", RECEIPT, OLD_UV),
        TOLD,
        "/tools/venv/bin/uv self update",
        Kind.COMMAND,
        "--index-url",
    ),
    found(
        "KD058",
        World(
            programs={"/tools/uv.exe": "uv 0.1.25 (x)"},
            rings=(Ring("/tools/keyring.exe"),),
            path="/tools",
            command=OLD_UV,
            platform="win32",
        ),
        TOLD,
        kind=Kind.NONE,
        at="--index-url",
    ),
]
NEVER = 'uv looks for no credential for corp: authenticate is "never".'
PROVIDER = "keyring-provider = 'subprocess'"
POLICIES = [
    found(
        "KD059", project(NAMED, PROVIDER, "authenticate = 'never'\n"), NEVER, at="pyproject.toml:8"
    ),
    found(
        "KD059", project(GOOGLE, PROVIDER, "authenticate = 'never'\n"), NEVER, at="pyproject.toml:8"
    ),
    found(
        "KD059",
        World(
            {"a.py": SCRIPT.replace("# ///\n", "# authenticate = 'never'\n# ///\n")},
            {"UV_KEYRING_PROVIDER": "subprocess"},
            command="uv run a.py",
        ),
        NEVER,
        kind=Kind.NONE,
        at="a.py:6",
    ),
]
FINDS = [*PROVIDERS, *INPUT, *FILES, *CREDENTIALS, *OLD, *POLICIES]
ABOUT_FILE = Probe(Verdict.REFUSED, "so says the test", 401, 401, about="file")
SILENT = [
    ("KD050", project(NAMED, PROVIDER)),
    ("KD050", project(NAMED, UV_KEYRING_PROVIDER="subprocess")),
    ("KD050", World({**project(NAMED).files, "~/.config/uv/uv.toml": f"{PROVIDER}\n"})),
    ("KD050", replace(project(PLAIN), probes={FEED: probed(Verdict.OPEN)})),
    ("KD050", project(LOGIN)),
    ("KD050", project("https://abc123DEF456@pypi.fury.io/acme/")),
    ("KD050", project(NAMED, "keyring-provider = 'disabled'")),
    ("KD050", project(NAMED, "keyring-profider = 'subprocess'")),
    ("KD051", project(NAMED, PROVIDER)),
    ("KD051", project(NAMED)),
    ("KD052", pip(PIP_NO_INPUT="1", PIP_KEYRING_PROVIDER="subprocess")),
    ("KD052", pip()),
    ("KD053", project(NAMED, PROVIDER)),
    ("KD053", World({"pyproject.toml": f"{PROJECT}[tool.uv]\ncolour = 'red'\n"})),
    ("KD053", World({"~/.netrc": "machine\n"}, programs={"/tools/pip": ""})),
    ("KD054", pip(command=f"pip install {FLAGS} -i {NAMED} a", PIP_KEYRING_PROVIDER="subprocess")),
    ("KD054", pip(command=f"pip install {FLAGS} --no-build-isolation -i {NAMED} foo")),
    ("KD054", pip(command=f"pip install {FLAGS} --only-binary :all: -i {NAMED} foo")),
    ("KD054", pip(command=f"pip install --keyring-provider subprocess -i {NAMED} foo")),
    ("KD054", pip(PIP_NO_INPUT="1", PIP_KEYRING_PROVIDER="subprocess")),
    ("KD054", project(NAMED, PROVIDER)),
    ("KD055", World(refused(LOGIN).files, probes={FEED: probed(Verdict.ACCEPTED)})),
    ("KD055", World(refused(LOGIN).files, probes={FEED: ABOUT_FILE})),
    ("KD055", refused(NAMED)),
    ("KD055", World(refused(LOGIN).files)),
    ("KD056", World({"pyproject.toml": uv(NAMED), "~/.netrc": NETRC.format("other")})),
    ("KD056", project(NAMED, PROVIDER)),
    ("KD056", refused(NAMED, {"~/.netrc": NETRC.format("ci-bot")})),
    ("KD056", World({**project(NAMED).files, "~/.netrc": NETRC.format("ci-bot")})),
    ("KD056", pip(files={"~/.netrc": NETRC.format("ci-bot")})),
    ("KD057", project(NAMED)),
    ("KD058", installed("pip", "26.3")),
    ("KD058", installed("uv", "0.13.8", command=OLD_UV)),
    ("KD059", project(NAMED, PROVIDER, "authenticate = 'auto'\n")),
    ("KD059", project(PLAIN, PROVIDER, "authenticate = 'never'\n")),
    ("KD059", project(LOGIN, PROVIDER, "authenticate = 'never'\n")),
]
