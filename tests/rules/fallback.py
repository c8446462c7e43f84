"""What the rules about packages from elsewhere find, and what they leave alone."""

from collections.abc import Mapping
from dataclasses import replace

from keydex.findings import Kind
from keydex.model import Fallback, Verdict
from tests.rules.cases import Finds, World, probed, uv

URL = "https://ci-bot@pkgs.example/simple/"
FEED = "https://pkgs.example/simple"
PYPI = "https://pypi.org/simple"
GITLAB = "https://git.example/api/v4/groups/7/-/packages/pypi/simple"
AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
STRATEGY = "index-strategy = 'unsafe-best-match'"
MIXES = "uv takes packages from any of corp and pypi.org: index-strategy is unsafe-best-match."
PIP_MIXES = (
    "pip takes packages from any of pypi.org and pkgs.example, whichever has the newest release."
)
STRANGER = (
    "uv asks corp without a credential first; what GitLab then does not show comes from pypi.org."
)
ALWAYS = "authenticate = 'always'\n"
NEVER = "authenticate = 'never'\n"
AUTO = "authenticate = 'auto'\n"
ON = "keyring-provider = 'subprocess'"


def pip(text: str, files: Mapping[str, str] | None = None, command: str = "") -> World:
    """Make a project with a requirements file for pip."""
    variables = {"PIP_KEYRING_PROVIDER": "subprocess"}
    return World({"requirements.txt": text, **(files or {})}, variables, command=command)


def strategy(
    more: str = "", variables: Mapping[str, str] | None = None, command: str = ""
) -> World:
    """Make a project of uv with a private index before PyPI."""
    files = {"pyproject.toml": uv(URL, provider=more or ON)}
    return World(files, variables or {}, command=command)


def gitlab(more: str = "", netrc: str = "", **rest: object) -> World:
    """Make a project of uv with an index of GitLab that has no username."""
    files = {"pyproject.toml": uv(GITLAB, more), **({"~/.netrc": netrc} if netrc else {})}
    return World(files, **rest)  # type: ignore[arg-type]


def refused(*packages: str, status: int = 401, unasked: int = 0, of_uv: bool = True) -> World:
    """Make a project whose private index refuses, while PyPI has those packages."""
    tool = "uv" if of_uv else "pip"
    found = (Fallback(tool, each, FEED, status, PYPI, unasked) for each in packages)
    files = {"pyproject.toml": uv(URL if of_uv else URL.replace("ci-bot", "ci-bot:pw"))}
    if not of_uv:
        files["requirements.txt"] = (
            "--extra-index-url https://ci-bot:pw@pkgs.example/simple/\nzzz\n"
        )
    return World(files, fallbacks=tuple(found))


EXTRA = f"--extra-index-url {URL}\nzzz\n"
SCRIPT = (
    "# /// script\n# dependencies = ['zzz']\n# [tool.uv]\n"
    "# index-strategy = 'unsafe-best-match'\n# [[tool.uv.index]]\n# name = 'corp'\n"
    f"# url = '{URL}'\n# ///\n"
)

FINDS = [
    Finds(
        "KD080",
        strategy(f"{ON}\n{STRATEGY}"),
        MIXES,
        Kind.EDIT,
        "keydex fix KD080",
        "pyproject.toml:5",
    ),
    Finds(
        "KD080",
        strategy(variables={"UV_INDEX_STRATEGY": "unsafe-best-match"}),
        MIXES,
        Kind.COMMAND,
        "unset UV_INDEX_STRATEGY",
        "UV_INDEX_STRATEGY",
    ),
    Finds(
        "KD080",
        strategy(command="uv lock --index-strategy unsafe-best-match"),
        MIXES,
        Kind.NONE,
        "",
        "--index-strategy",
    ),
    Finds(
        "KD080",
        World({"demo.py": SCRIPT}, command="uv run demo.py"),
        MIXES,
        Kind.NONE,
        "",
        "demo.py:4",
    ),
    Finds("KD080", pip(EXTRA), PIP_MIXES, Kind.NONE, "", "requirements.txt:1"),
    Finds(
        "KD080",
        pip(f"-i {AZURE}\n--extra-index-url {PYPI}\nzzz\n"),
        "pip takes packages from any of pkgs.dev.azure.com and pypi.org, "
        "whichever has the newest release.",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds(
        "KD080",
        pip(f"{EXTRA}--extra-index-url https://a.example/\n--extra-index-url https://b.example/\n"),
        "pip takes packages from any of pypi.org, pkgs.example and 2 more, "
        "whichever has the newest release.",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds(
        "KD081",
        refused("zzz"),
        "zzz would come from pypi.org, not from corp, which refuses (401).",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD081",
        refused("a", "b", "c", "d", "e", unasked=7),
        "a, b, c and 2 more would come from pypi.org, not from corp, which refuses (401).",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD081",
        refused("a", "b", status=404),
        "a and b would come from pypi.org, not from corp, which does not have it (404).",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD081",
        refused("zzz", status=403, of_uv=False),
        "zzz would come from pypi.org, not from corp, which refuses (403).",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds("KD082", gitlab(), STRANGER, Kind.EDIT, "keydex fix KD082 corp", "pyproject.toml:7"),
    Finds("KD082", gitlab(AUTO), STRANGER, Kind.EDIT, "keydex fix KD082 corp", "pyproject.toml:7"),
    Finds(
        "KD082",
        gitlab(programs={"/tools/uv": "uv 0.6.8 (x)"}),
        STRANGER,
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD082",
        World(variables={"UV_DEFAULT_INDEX": GITLAB}),
        STRANGER.replace("corp", GITLAB),
        Kind.NONE,
        "",
        "UV_DEFAULT_INDEX",
    ),
    Finds(
        "KD082",
        pip(f"-i {GITLAB}\nzzz\n"),
        STRANGER.replace("corp", GITLAB).replace("uv", "pip"),
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
]
NETRC = "machine git.example login me password pw\n"
HASHED = f"{EXTRA}zzz==1 --hash=sha256:00\n"
SILENT = [
    ("KD080", strategy()),
    ("KD080", strategy(f"{ON}\nindex-strategy = 'first-index'")),
    ("KD080", World({"pyproject.toml": uv(FEED, provider=f"{ON}\n{STRATEGY}")})),
    ("KD080", World({"pyproject.toml": uv(URL, "explicit = true", f"{ON}\n{STRATEGY}")})),
    ("KD080", World({"pyproject.toml": uv(URL, "default = true", f"{ON}\n{STRATEGY}")})),
    (
        "KD080",
        World(
            {"pyproject.toml": uv(URL, provider=f"{ON}\n{STRATEGY}")},
            probes={FEED: probed(Verdict.OPEN)},
        ),
    ),
    ("KD080", pip("--extra-index-url https://download.pytorch.org/whl/cpu\ntorch\n")),
    ("KD080", pip(HASHED)),
    ("KD080", pip(f"-i {URL}\nzzz\n")),
    ("KD081", refused()),
    (
        "KD081",
        World(
            {"pyproject.toml": uv("https://other.example/simple")}, fallbacks=refused("z").fallbacks
        ),
    ),
    ("KD082", gitlab(ALWAYS)),
    ("KD082", gitlab(NEVER)),
    ("KD082", World({"pyproject.toml": uv(GITLAB.replace("//", "//__token__@"))})),
    ("KD082", World({"pyproject.toml": uv(GITLAB.replace("//", "//__token__:pw@"))})),
    ("KD082", gitlab(probes={GITLAB: probed(Verdict.OPEN)})),
    (
        "KD082",
        gitlab(variables={"UV_INDEX_CORP_USERNAME": "me", "UV_INDEX_CORP_PASSWORD": "pw"}),
    ),
    ("KD082", World({"pyproject.toml": uv(AZURE)})),
    ("KD082", gitlab(netrc=NETRC)),
    ("KD082", pip(f"-f {GITLAB}\nzzz\n")),
    ("KD082", pip(f"-i {GITLAB}\nzzz\n", {"~/.netrc": NETRC})),
    ("KD082", replace(pip(f"-i {GITLAB}\nzzz\n"), probes={GITLAB: probed(Verdict.OPEN)})),
]
