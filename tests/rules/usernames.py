"""What the rules about usernames find, and what they leave alone."""

from keydex.findings import Kind
from keydex.model import Verdict
from tests.rules.cases import Finds, Ring, World, probed, uv

AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
GITLAB = "https://gitlab.com/api/v4/projects/12/packages/pypi/simple/"
FEED = "https://pkgs.example/simple"
PLAIN = f"{FEED}/"
NAMED = "https://ci-bot@pkgs.example/simple/"
TWICE = "https://al%2540x@pkgs.example/simple/"
SLASH = "https://CORP/alice@pkgs.example/simple/"
BACKSLASH = r"https://CORP\alice@pkgs.example/simple/"
USER = "https://${CORP_USER}@pkgs.example/simple/"
LOGIN = "https://${CORP_USER}:${CORP_TOKEN}@pkgs.example/simple/"
PROJECT = "[project]\nname = 'demo'\n"
ON = {"UV_KEYRING_PROVIDER": "subprocess"}
UV_TOML = f"keyring-provider = 'subprocess'\n[[index]]\nname = 'corp'\nurl = '{PLAIN}'\n"
OTHER = "[[tool.uv.index]]\nname = 'corp'\nurl = 'https://b.example/simple/'\n"
PUBLISH = f"{PROJECT}[tool.uv]\npublish-url = '{{}}'\n"
TOOLS = {"/tools/uv": "uv 0.13.8 (x)", "/tools/pip/bin/pip": ""}
SILENCE = "uv asks no keyring for corp: its URL has no username."
UNNAMED = "uv asks no keyring for pkgs.example: its URL has no username."
AT = "pyproject.toml:7"


def project(url: str, more: str = "", version: str = "0.13.8", **variables: str) -> World:
    """Return a project with one index of uv."""
    return World({"pyproject.toml": uv(url, more)}, variables, {"/tools/uv": f"uv {version} (x)"})


def required(url: str, **variables: str) -> World:
    """Return a project with a requirements file for pip."""
    return World({"requirements.txt": f"--index-url {url}\nfoo\n"}, variables, TOOLS)


def configured(url: str, key: str = "index-url", **variables: str) -> World:
    """Return a machine on which pip has an index."""
    return World({"~/.config/pip/pip.conf": f"[global]\n{key} = {url}\n"}, variables, TOOLS)


def given(**variables: str) -> World:
    """Return a project that names no index, and variables that do."""
    return World({"pyproject.toml": PROJECT}, {**variables, **ON}, TOOLS)


def nameless(more: str = "") -> str:
    """Return a pyproject.toml whose index has no name, its URL on line 6."""
    return uv(PLAIN).replace("name = 'corp'\n", "") + more


def found(  # noqa: PLR0913, PLR0917 - what a finding is made of.
    code: str, world: World, says: str, command: str = "", kind: Kind = Kind.EDIT, at: str = AT
) -> Finds:
    """Expect a finding; an edit without a command of its own is applied by `keydex fix`."""
    default = f"keydex fix {code} corp" if kind is Kind.EDIT else ""
    return Finds(code, world, says, kind, command or default, at)


MISSING = [
    found("KD012", project(AZURE), SILENCE, "keydex username corp VssSessionToken"),
    found("KD012", project(PLAIN), SILENCE, "keydex username corp NAME"),
    found(
        "KD012",
        World({"uv.toml": UV_TOML, **required(NAMED).files}, programs=TOOLS),
        SILENCE,
        "keydex username corp ci-bot --in project",
        at="uv.toml:4",
    ),
    found(
        "KD012",
        given(UV_INDEX=f"corp={PLAIN}"),
        SILENCE,
        "export UV_INDEX_CORP_USERNAME=NAME",
        Kind.COMMAND,
        "UV_INDEX",
    ),
    found(
        "KD012",
        given(UV_INDEX_URL=PLAIN),
        UNNAMED,
        "export UV_INDEX_URL=https://NAME@pkgs.example/simple/",
        Kind.COMMAND,
        "UV_INDEX_URL",
    ),
    found("KD012", given(UV_EXTRA_INDEX_URL=PLAIN), UNNAMED, "", Kind.NONE, "UV_EXTRA_INDEX_URL"),
    found(
        "KD012",
        World(variables=ON, command=f"uv pip install --index-url {PLAIN} foo"),
        UNNAMED,
        "",
        Kind.NONE,
        "--index-url",
    ),
    found(
        "KD012",
        World({"pyproject.toml": PUBLISH.format("https://pkgs.example/up/")}, ON, TOOLS),
        "uv publish asks no keyring without a username, and has no default.",
        "keydex username https://pkgs.example/up NAME",
        at="pyproject.toml:4",
    ),
    found(
        "KD012",
        World(
            {"pyproject.toml": uv(NAMED, "publish-url = 'https://up.example/'")},
            {"UV_PUBLISH_INDEX": "corp"},
        ),
        "uv publish asks no keyring without a username, and has no default.",
        "export UV_PUBLISH_USERNAME=NAME",
        Kind.COMMAND,
    ),
    found(
        "KD015",
        World({"pyproject.toml": uv(PLAIN), **required(NAMED).files}, programs=TOOLS),
        "pyproject.toml has no username for corp, as uv add leaves it; "
        "requirements.txt:1 has ci-bot.",
        "keydex username corp ci-bot --in project",
    ),
]
LOST = [
    found(
        "KD013",
        required("https://ci-bot@Pkgs.Example/simple/"),
        f"pip loses the username of {FEED}: Pkgs.Example is not in lower case.",
        f"keydex fix KD013 {FEED}",
        at="requirements.txt:1",
    ),
    found(
        "KD013",
        World(variables={"PIP_INDEX_URL": "https://ci-bot@Pkgs.Example/simple/"}, programs=TOOLS),
        f"pip loses the username of {FEED}: Pkgs.Example is not in lower case.",
        kind=Kind.NONE,
        at="PIP_INDEX_URL",
    ),
]
UNREAD = [
    found(
        "KD014",
        project(PLAIN, UV_INDEX_Corp_USERNAME="x"),
        "uv does not read UV_INDEX_Corp_USERNAME: for corp it reads UV_INDEX_CORP_USERNAME.",
        'export UV_INDEX_CORP_USERNAME="$UV_INDEX_Corp_USERNAME"; unset UV_INDEX_Corp_USERNAME',
        Kind.COMMAND,
        "UV_INDEX_Corp_USERNAME",
    ),
    found(
        "KD014",
        project(PLAIN, UV_HTTP_BASIC_CORP_PASSWORD="x"),
        "uv does not read UV_HTTP_BASIC_CORP_PASSWORD: for corp it reads UV_INDEX_CORP_PASSWORD.",
        'export UV_INDEX_CORP_PASSWORD="$UV_HTTP_BASIC_CORP_PASSWORD"; '
        "unset UV_HTTP_BASIC_CORP_PASSWORD",
        Kind.COMMAND,
        "UV_HTTP_BASIC_CORP_PASSWORD",
    ),
    found(
        "KD014",
        World(
            {"pyproject.toml": uv(PLAIN).replace("corp", "my-corp")},
            {"UV_INDEX_MY-CORP_USERNAME": "x"},
        ),
        "uv does not read UV_INDEX_MY-CORP_USERNAME: "
        "for my-corp it reads UV_INDEX_MY_CORP_USERNAME.",
        kind=Kind.NONE,
        at="UV_INDEX_MY-CORP_USERNAME",
    ),
    found(
        "KD014",
        World({"pyproject.toml": nameless()}, {"UV_INDEX_CORP_USERNAME": "x"}),
        f"uv does not read UV_INDEX_CORP_USERNAME: {FEED} has no name.",
        f"keydex fix KD014 {FEED}",
        at="pyproject.toml:6",
    ),
]
ENCODED = [
    found(
        "KD016",
        project(TWICE),
        "uv asks for al%40x, and not for al@x: it is encoded once too often.",
    ),
    found(
        "KD016",
        project(PLAIN, UV_INDEX_CORP_USERNAME="al%40x"),
        "uv asks for al%40x, and not for al@x: it is encoded once too often.",
        "export UV_INDEX_CORP_USERNAME=al@x",
        Kind.COMMAND,
    ),
    found(
        "KD016",
        given(UV_INDEX_URL=TWICE),
        "uv asks for al%40x, and not for al@x: it is encoded once too often.",
        kind=Kind.NONE,
        at="UV_INDEX_URL",
    ),
    found(
        "KD016",
        project(SLASH),
        "CORP is taken for the host of corp: a / in a username is %2F.",
    ),
    found(
        "KD016",
        given(UV_INDEX_URL=SLASH),
        "CORP is taken for the host of https://corp/alice@pkgs.example/simple: "
        "a / in a username is %2F.",
        kind=Kind.NONE,
        at="UV_INDEX_URL",
    ),
    found(
        "KD016",
        project(BACKSLASH),
        "uv takes CORP for the host of corp: a backslash in a username is %5C.",
    ),
    found(
        "KD016",
        World({"pyproject.toml": PUBLISH.format("https://al%40x@pkgs.example/up/")}, ON, TOOLS),
        "uv publish first asks for al%40x, as it is written, then for al@x.",
        kind=Kind.NONE,
        at="pyproject.toml:4",
    ),
]
AS_IT_STANDS = "uv expands no variable in pyproject.toml:7: it takes ${CORP_USER} as it stands."
UNEXPANDED = [
    found(
        "KD017",
        project(USER),
        AS_IT_STANDS,
        'keydex fix KD017 corp && export UV_INDEX_CORP_USERNAME="$CORP_USER"',
    ),
    found(
        "KD017",
        project(LOGIN),
        AS_IT_STANDS,
        'keydex fix KD017 corp && export UV_INDEX_CORP_USERNAME="$CORP_USER" '
        'UV_INDEX_CORP_PASSWORD="$CORP_TOKEN"',
    ),
    found(
        "KD017",
        project("https://ci-bot:$CORP_TOKEN@pkgs.example/simple/"),
        "uv expands no variable in pyproject.toml:7: it takes $CORP_TOKEN as it stands.",
        "keydex fix KD017 corp && export UV_INDEX_CORP_USERNAME=ci-bot "
        'UV_INDEX_CORP_PASSWORD="$CORP_TOKEN"',
    ),
    found(
        "KD017",
        project("https://ci-bot@pkgs.example/${TEAM}/simple/"),
        "uv expands no variable in pyproject.toml:7: it takes ${TEAM} as it stands.",
        kind=Kind.NONE,
    ),
    found(
        "KD017",
        given(UV_INDEX_URL=USER),
        "uv expands no variable in UV_INDEX_URL: it takes ${CORP_USER} as it stands.",
        kind=Kind.NONE,
        at="UV_INDEX_URL",
    ),
    found(
        "KD017",
        configured(USER, CORP_USER="ci-bot"),
        "pip expands no variable in ~/.config/pip/pip.conf:2: it takes ${CORP_USER} as it stands.",
        f"keydex fix KD017 {FEED}",
        at="/world/home/.config/pip/pip.conf:2",
    ),
    found(
        "KD017",
        configured(USER, CORP_USER=f"pypi-Ag{'a' * 40}"),
        "pip expands no variable in ~/.config/pip/pip.conf:2: it takes ${CORP_USER} as it stands.",
        kind=Kind.NONE,
        at="/world/home/.config/pip/pip.conf:2",
    ),
    found(
        "KD017",
        configured(LOGIN),
        "pip expands no variable in ~/.config/pip/pip.conf:2: it takes ${CORP_USER} as it stands.",
        'export PIP_INDEX_URL="https://${CORP_USER}:${CORP_TOKEN}@pkgs.example/simple/"',
        Kind.COMMAND,
        "/world/home/.config/pip/pip.conf:2",
    ),
    found(
        "KD017",
        configured(LOGIN, "extra-index-url"),
        "pip expands no variable in ~/.config/pip/pip.conf:2: it takes ${CORP_USER} as it stands.",
        kind=Kind.NONE,
        at="/world/home/.config/pip/pip.conf:2",
    ),
    found(
        "KD017",
        required(USER),
        "pip can't expand ${CORP_USER} in requirements.txt:1: the variable is not set.",
        "export CORP_USER=NAME",
        Kind.COMMAND,
        "requirements.txt:1",
    ),
    found(
        "KD017",
        required("https://$CORP_USER@pkgs.example/simple/", CORP_USER="ci-bot"),
        "pip does not expand $CORP_USER in requirements.txt:1: only ${UPPER_CASE} is expanded.",
        f"keydex fix KD017 {FEED}",
        at="requirements.txt:1",
    ),
    found(
        "KD017",
        required("https://${corp_user}@pkgs.example/simple/"),
        "pip does not expand ${corp_user} in requirements.txt:1: only ${UPPER_CASE} is expanded.",
        f"keydex username {FEED} NAME",
        at="requirements.txt:1",
    ),
    found(
        "KD017",
        required("https://ci-bot:${corp_token}@pkgs.example/simple/"),
        "pip does not expand ${corp_token} in requirements.txt:1: only ${UPPER_CASE} is expanded.",
        kind=Kind.NONE,
        at="requirements.txt:1",
    ),
]
ALWAYS = [
    found(
        "KD018",
        project(PLAIN),
        'uv can ask for corp without a username: authenticate = "always" does it.',
    ),
    found(
        "KD018",
        project(GITLAB, UV_INDEX_CORP_USERNAME="ci-bot"),
        "uv asks for corp only once it is refused, and GitLab may send it on to PyPI instead.",
    ),
]
FINDS = [*MISSING, *LOST, *UNREAD, *ENCODED, *UNEXPANDED, *ALWAYS]
SILENT = [
    ("KD012", project(NAMED)),
    ("KD012", World({"pyproject.toml": PROJECT})),
    ("KD012", project("https://download.pytorch.org/whl/cpu")),
    ("KD012", World(project(PLAIN).files, probes={FEED: probed(Verdict.OPEN)})),
    ("KD012", project("https://api.pyx.dev/simple/acme/main/")),
    ("KD012", project("https://pypi.fury.io/aBcD1234/acme/")),
    ("KD012", project("https://dl.cloudsmith.io/vgbz0VZk/acme/r/python/simple/")),
    ("KD012", project("https://pypi.anaconda.org/t/ab-1234/acme/simple")),
    ("KD012", World({"pyproject.toml": uv(PLAIN), **required(NAMED).files}, programs=TOOLS)),
    ("KD012", project(PLAIN, UV_INDEX_Corp_USERNAME="x")),
    ("KD012", project(SLASH)),
    ("KD013", required(NAMED)),
    ("KD013", required("https://ci-bot:pw@Pkgs.Example/simple/")),
    ("KD013", project("https://ci-bot@Pkgs.Example/simple/")),
    ("KD014", project(PLAIN, UV_INDEX_CORP_USERNAME="x", UV_INDEX_OTHER_USERNAME="x")),
    ("KD014", project(PLAIN, UV_INDEX_CORP_USERNAME="x", UV_HTTP_BASIC_CORP_USERNAME="x")),
    ("KD014", World(required(NAMED).files, {"UV_INDEX_CORP_USERNAME": "x"}, TOOLS)),
    ("KD014", given(UV_INDEX_URL=PLAIN, UV_INDEX_CORP_USERNAME="x")),
    ("KD014", given(UV_INDEX_Corp_USERNAME="x", UV_INDEX_URL=PLAIN)),
    ("KD014", World({"pyproject.toml": nameless(OTHER)}, {"UV_INDEX_CORP_USERNAME": "x"})),
    (
        "KD014",
        World(
            {"pyproject.toml": nameless(f"{OTHER}explicit = true\n")},
            {"UV_INDEX_CORP_USERNAME": "x"},
        ),
    ),
    (
        "KD014",
        World(
            {"pyproject.toml": nameless("[[tool.uv.index]]\nurl = 'https://b.example/s'\n")},
            {"UV_INDEX_CORP_USERNAME": "x"},
        ),
    ),
    (
        "KD014",
        World(
            {"pyproject.toml": f"{PROJECT}[tool.uv]\nindex-url = '{PLAIN}'\n"},
            {"UV_INDEX_CORP_USERNAME": "x", **ON},
        ),
    ),
    (
        "KD014",
        World(
            {"pyproject.toml": nameless()},
            {"UV_INDEX_A_USERNAME": "x", "UV_INDEX_B_USERNAME": "x"},
        ),
    ),
    ("KD015", project(PLAIN)),
    ("KD015", World({"pyproject.toml": uv(NAMED), **required(NAMED).files}, programs=TOOLS)),
    ("KD015", World({"uv.toml": UV_TOML, **required(NAMED).files}, programs=TOOLS)),
    ("KD016", project("https://al%40x@pkgs.example/simple/")),
    ("KD016", project("https://CORP%5Calice@pkgs.example/simple/")),
    ("KD016", required(BACKSLASH.replace("\\", "%5C"))),
    ("KD016", given(UV_INDEX_URL=BACKSLASH)),
    ("KD017", project(NAMED)),
    ("KD017", required(USER, CORP_USER="ci-bot")),
    ("KD018", project(NAMED)),
    ("KD018", project(PLAIN, "authenticate = 'always'\n")),
    ("KD018", project(AZURE)),
    ("KD018", World({"pyproject.toml": uv(PLAIN), **required(NAMED).files}, programs=TOOLS)),
    ("KD018", World({"pyproject.toml": uv(PLAIN)}, rings=(Ring(version="25.1.0"),))),
    ("KD018", World({"pyproject.toml": uv(PLAIN)}, platform="darwin")),
    ("KD018", project(GITLAB.replace("https://", "https://ci-bot@"))),
]
