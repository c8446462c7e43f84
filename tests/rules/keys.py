"""Passwords under keys of the tools' own files: where they stand, and whether they can move."""

from keydex.findings import Kind
from tests.rules.cases import Finds, Ring, World

CANARY = "canary-5ecret-7f3a"
INDEX, UPLOAD = "https://pkgs.example/simple/", "https://pkgs.example/legacy/"
FEED, UPLOADS = INDEX.rstrip("/"), UPLOAD.rstrip("/")
PROJECT = "[project]\nname = 'demo'\nversion = '0'\n"
AUTH, CONFIG = "~/.config/pypoetry/auth.toml", "~/.config/pdm/config.toml"
HATCH, RC = "~/.config/hatch/config.toml", "~/.pypirc"
STORE = "~/.local/share/uv/credentials/credentials.toml"
OF_POETRY = f"{PROJECT}[[tool.poetry.source]]\nname = 'corp'\nurl = '{INDEX}'\n"
OF_PDM = f"{PROJECT}[[tool.pdm.source]]\nname = 'corp'\nurl = '{INDEX}'\n"
OF_FLIT = f"{PROJECT}[build-system]\nbuild-backend = 'flit_core.buildapi'\n"
LOGIN = f"username = 'ci-bot'\npassword = '{CANARY}'\n"
DOTTED = f"corp.username = 'ci-bot', corp.password = '{CANARY}'"
BASIC = f"[http-basic.corp]\n{LOGIN}"
REPOSITORY = f"[repositories.corp]\nurl = '{UPLOAD}'\n"
LOCK = "[[package]]\nname = 'a'\nversion = '1'\n[metadata]\nlock-version = '2.1'\n"
OFF = "[keyring]\nenabled = false\n"
IN_RC = f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {UPLOAD}\nusername = ci-bot\n"
REPOS = f"[publish.index.repos.corp]\nurl = '{UPLOAD}'\nuser = 'ci-bot'\n"
ENTRY = f"[[credential]]\nservice = 'https://pkgs.example/'\nscheme = 'basic'\n{LOGIN}"
ALONE = f"[distutils]\nindex-servers = corp pypi\n[corp]\nrepository = {UPLOAD}\n[pypi]\n"


def world(pyproject: str, name: str = "pyproject.toml", text: str = "", **more: object) -> World:
    """Return a project, and one more file; what is only configured counts as installed."""
    files = {"pyproject.toml": pyproject, **({name: text} if text else {})}
    found = World(files, programs={"/tools/hatch": ""} if name == HATCH else {})
    if name == STORE:
        found = World(files)
    found.variables = {str(key): str(each) for key, each in more.items()}
    return found


def moves(at: str, given: World, word: str = "corp", name: str = "corp") -> Finds:
    """Expect a password that can move."""
    says = f"{at.rpartition(':')[0].rpartition('/')[2]} holds the password of {name}."
    return Finds("KD001", given, says, Kind.EDIT, f"keydex fix KD001 {word}", _placed(at))


def stays(at: str, given: World, name: str = "corp") -> Finds:
    """Expect a password that no keyring can take as things are."""
    says = f"{at.rpartition(':')[0].rpartition('/')[2]} holds the password of {name}."
    return Finds("KD001", given, says, Kind.NONE, "", _placed(at))


def _placed(at: str) -> str:
    return at.replace("~/", "/world/home/")


def of_uv(login: str = "ci-bot@", provider: str = "keyring-provider = 'subprocess'") -> str:
    """Write a project of uv, whose own store has the login."""
    url = INDEX.replace("://", f"://{login}")
    return f"{PROJECT}[tool.uv]\n{provider}\n[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n"


BEARER = (
    f"[[credential]]\nservice = 'https://pkgs.example/'\nscheme = 'bearer'\ntoken = '{CANARY}'\n"
)
FLIT = "/tools/flit/bin/flit"


def of_flit() -> World:
    """Return a project of flit, installed beside a keyring."""
    script = f"#!{FLIT.removesuffix('flit')}python\nimport flit\n"
    return World(
        {"pyproject.toml": OF_FLIT, RC: f"{IN_RC}password = {CANARY}\n", FLIT: script},
        programs={},
        rings=(Ring("/tools/flit/bin/keyring", packages={"flit": "4.2.0"}),),
        path="/tools/flit/bin",
        modes={FLIT: 0o755},
    )


FINDS = [
    moves(f"{AUTH}:3", world(OF_POETRY, AUTH, BASIC)),
    moves(f"{AUTH}:2", world(OF_POETRY, AUTH, f"[http-basic.corp]\npassword = '{CANARY}'\n")),
    moves("poetry.toml:3", world(OF_POETRY, "poetry.toml", BASIC + REPOSITORY), FEED),
    moves(
        "poetry.toml:1",
        world(OF_POETRY, "poetry.toml", f"pypi-token.corp = '{CANARY}'\n{REPOSITORY}"),
        UPLOADS,
    ),
    moves(
        f"{AUTH}:2",
        world(OF_POETRY, AUTH, f"[pypi-token]\npypi = '{CANARY}'\n"),
        "pypi",
        "pypi",
    ),
    moves("pyproject.toml:8", world(OF_PDM + LOGIN)),
    moves("pdm.toml:3", world(OF_PDM, "pdm.toml", f"[pypi.corp]\n{LOGIN}")),
    moves(
        f"{CONFIG}:4",
        world(OF_PDM, CONFIG, f"[repository.corp]\nurl = '{UPLOAD}'\n{LOGIN}"),
        UPLOADS,
    ),
    moves(f"{RC}:6", world(PROJECT, RC, f"{IN_RC}password = {CANARY}\n")),
    moves(f"{RC}:6", of_flit()),
    moves(f"{HATCH}:4", world(PROJECT, HATCH, f"{REPOS}auth = '{CANARY}'\n")),
    moves(f"{STORE}:1", world(of_uv(), STORE, ENTRY)),
    Finds(
        "KD001",
        World(
            {"pyproject.toml": OF_POETRY, AUTH: BASIC, "poetry.lock": LOCK},
            programs={},
        ),
        "auth.toml holds the password of corp.",
        Kind.COMMAND,
        "keydex fix KD001 -- poetry lock",
        _placed(f"{AUTH}:3"),
    ),
    Finds(
        "KD001",
        World(
            {"pyproject.toml": OF_POETRY, AUTH: BASIC, "poetry.lock": LOCK},
            programs={},
            command="poetry lock",
        ),
        "auth.toml holds the password of corp.",
        Kind.EDIT,
        "keydex fix KD001 corp",
        _placed(f"{AUTH}:3"),
    ),
    stays("poetry.toml:3", world(OF_POETRY, "poetry.toml", BASIC + OFF)),
    stays("poetry.toml:1", world(OF_POETRY, "poetry.toml", f"http-basic = {{ {DOTTED} }}\n")),
    Finds(
        "KD001",
        world(OF_POETRY.replace("corp", "a.b"), AUTH, BASIC.replace("corp", "'a.b'")),
        "auth.toml holds the password of a.b.",
        Kind.EDIT,
        "keydex fix KD001 a.b",
        _placed(f"{AUTH}:3"),
    ),
    stays("pyproject.toml:6", world(OF_POETRY.replace("://", f"://ci-bot:{CANARY}@"))),
    stays("pyproject.toml:7", world(f"{OF_PDM}password = '{CANARY}'\n")),
    stays(f"{RC}:6", world(OF_FLIT, RC, f"{IN_RC}password = {CANARY}\n")),
    stays(f"{RC}:6", world(PROJECT, RC, f"{ALONE}password = {CANARY}\n"), "pypi"),
    stays(f"{STORE}:1", world(of_uv(""), STORE, ENTRY)),
    stays(f"{STORE}:1", world(of_uv(""), STORE, BEARER)),
    stays(f"{STORE}:1", world(of_uv(provider="package = false"), STORE, ENTRY)),
]
FINDS += [
    Finds(
        "KD003",
        world(OF_POETRY, AUTH, BASIC),
        "~/.config/pypoetry/auth.toml holds a login, and others on this machine can read it.",
        Kind.COMMAND,
        "chmod 600 /world/home/.config/pypoetry/auth.toml",
        "/world/home/.config/pypoetry/auth.toml",
    ),
]
SILENT = [
    ("KD001", world(OF_POETRY, AUTH, "[http-basic.corp]\nusername = 'ci-bot'\n")),
    ("KD001", world(OF_POETRY, AUTH, "[http-basic.corp]\nusername = 'a'\npassword = ''\n")),
    ("KD001", world(OF_POETRY, AUTH, f"[http-basic.other]\n{LOGIN}")),
    ("KD001", world(OF_POETRY, POETRY_HTTP_BASIC_CORP_PASSWORD=CANARY)),
    ("KD001", world(f"{OF_PDM}username = 'a'\npassword = '${{TOKEN}}'\n")),
    ("KD001", world(PROJECT, RC, IN_RC)),
    ("KD001", world(PROJECT, HATCH, REPOS)),
    ("KD001", world(PROJECT, HATCH, REPOS, HATCH_INDEX_AUTH=CANARY)),
    ("KD001", world(of_uv(), STORE, ENTRY.replace("pkgs", "other"))),
    ("KD003", world(OF_POETRY, "poetry.toml", BASIC)),
]
