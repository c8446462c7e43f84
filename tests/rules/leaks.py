"""What the rules about secrets in files find, and what they leave alone."""

from keydex.findings import Kind
from tests.rules.cases import Finds, World, uv

CANARY = "canary-5ecret-7f3a"
TOKEN = "dG9rZW4Canary5ecret7f3aXYZ012"
PLAIN = "https://ci-bot@pkgs.example/simple/"
URL = f"https://ci-bot:{CANARY}@pkgs.example/simple/"
FURY = f"https://{TOKEN}:@pypi.fury.io/acme/"
PIP = {"/tools/pip/bin/pip": ""}
LOCK = (
    "version = 1\n[[package]]\nname = 'a'\nversion = '1'\n"
    "source = { registry = 'https://{}pkgs.example/simple/' }\n"
    "wheels = [{ url = 'https://{}pkgs.example/files/a-1-py3-none-any.whl', hash = 'sha256:0' }]\n"
)
LOGIN = f"ci-bot:{CANARY}@"
MOVED = "keydex fix KD001 corp"
REQUIREMENTS = "--index-url https://{}pkgs.example/simple/\nb\n"
PROVIDED = {"PIP_KEYRING_PROVIDER": "subprocess"}


def lock(login: str) -> str:
    """Return a uv.lock with two URLs on lines 5 and 6."""
    return LOCK.replace("{}", login)


def netrc(mode: int, platform: str = "linux") -> World:
    """Return a project whose index finds its login in a netrc file."""
    files = {
        "pyproject.toml": uv(PLAIN),
        "~/.netrc": f"machine pkgs.example login ci-bot password {CANARY}\n",
    }
    return World(files, modes={"~/.netrc": mode}, platform=platform)


def in_file(text: str, kind: Kind = Kind.EDIT, at: str = "pyproject.toml:7") -> Finds:
    """Expect the password of corp in pyproject.toml."""
    says = "pyproject.toml holds the password of corp."
    return Finds(
        "KD001", World({"pyproject.toml": text}), says, kind, MOVED * (kind is Kind.EDIT), at
    )


FINDS = [
    in_file(uv(URL)),
    in_file(uv(URL.replace("canary", "c%61nary"))),
    in_file(uv(URL, provider="package = false")),
    in_file(uv(URL, provider="keyring-provider = 'disabled'"), Kind.NONE),
    in_file(uv(URL.replace("ci-bot", "")), Kind.NONE),
    Finds(
        "KD001",
        World({"pyproject.toml": "", "uv.toml": f"index-url = '{URL}'\n"}),
        "uv.toml holds the password of https://pkgs.example/simple.",
        Kind.EDIT,
        "keydex fix KD001 https://pkgs.example/simple",
        "uv.toml:1",
    ),
    Finds(
        "KD001",
        World(
            {
                "requirements.txt": "-r more/base.in\nb\n",
                "more/base.in": REQUIREMENTS.replace("{}", LOGIN),
            },
            PROVIDED,
            programs={},
        ),
        "base.in holds the password of https://pkgs.example/simple.",
        Kind.EDIT,
        "keydex fix KD001 https://pkgs.example/simple",
        "more/base.in:1",
    ),
    Finds(
        "KD001",
        World({"~/.config/pip/pip.conf": f"[global]\nindex-url = {URL}\n"}, PROVIDED, programs={}),
        "pip.conf holds the password of https://pkgs.example/simple.",
        Kind.EDIT,
        "keydex fix KD001 https://pkgs.example/simple",
        "/world/home/.config/pip/pip.conf:2",
    ),
    Finds(
        "KD001",
        World(
            {
                "s.py": "# /// script\n# [[tool.uv.index]]\n# name = 'corp'\n"
                f"# url = '{URL}'\n# ///\n"
            },
            {"UV_KEYRING_PROVIDER": "subprocess"},
            command="uv run --script s.py",
        ),
        "s.py holds the password of corp.",
        Kind.EDIT,
        MOVED,
        "s.py:4",
    ),
    Finds(
        "KD001",
        World(
            {"pyproject.toml": uv(PLAIN, f"# once it was {CANARY}\n")},
            {"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": CANARY},
        ),
        "pyproject.toml holds the password of corp outside of its URL.",
        Kind.NONE,
        at="pyproject.toml:8",
    ),
    Finds(
        "KD002",
        World({"pyproject.toml": uv(PLAIN), "uv.lock": lock(LOGIN)}),
        "uv.lock holds a login in 2 URLs, the first on pkgs.example.",
        Kind.EDIT,
        "keydex fix KD002",
        "uv.lock:5",
    ),
    Finds(
        "KD001",
        World({"pyproject.toml": "", "Pipfile": f'[[source]]\nurl = "{URL}"\n'}, programs={}),
        "Pipfile holds the password of https://pkgs.example/simple.",
        Kind.NONE,
        "",
        "Pipfile:2",
    ),
    Finds(
        "KD002",
        World({"pyproject.toml": "", "Pipfile.lock": f'{{"_meta":\n{{"url": "{URL}"}}}}\n'}),
        "Pipfile.lock holds a login in a URL on pkgs.example.",
        Kind.EDIT,
        "keydex fix KD002",
        "Pipfile.lock:2",
    ),
    Finds(
        "KD002",
        World({"poetry.lock": f'url = "https://x-oauth:@h/"\nurl = "{FURY}"\n'}),
        "poetry.lock holds a login in a URL on pypi.fury.io.",
        Kind.EDIT,
        "keydex fix KD002",
        "poetry.lock:2",
    ),
    Finds(
        "KD002",
        World({"requirements-dev.txt": f"a\nb @ https://{LOGIN}pkgs.example/b.whl\n"}),
        "requirements-dev.txt holds a login in a URL on pkgs.example.",
        Kind.EDIT,
        "keydex fix KD002",
        "requirements-dev.txt:2",
    ),
    Finds(
        "KD003",
        netrc(0o640),
        "~/.netrc holds a login, and others on this machine can read it.",
        Kind.COMMAND,
        "chmod 600 /world/home/.netrc",
        "/world/home/.netrc",
    ),
    Finds(
        "KD003",
        World(
            {
                "pixi.toml": "[workspace]\n[pypi-dependencies]\na = '*'\n"
                "[pypi-options]\nindex-url = 'https://pkgs.example/simple'\n",
                "~/.rattler/credentials.json": f'{{"pkgs.example": {{"BearerToken": "{CANARY}"}}}}',
            },
            programs={},
        ),
        "~/.rattler/credentials.json holds a login, and others on this machine can read it.",
        Kind.COMMAND,
        "chmod 600 /world/home/.rattler/credentials.json",
        "/world/home/.rattler/credentials.json",
    ),
    Finds(
        "KD003",
        World({"~/.config/uv/uv.toml": f"index-url = '{URL}'\n"}),
        "~/.config/uv/uv.toml holds a login, and others on this machine can read it.",
        Kind.COMMAND,
        "chmod 600 /world/home/.config/uv/uv.toml",
        "/world/home/.config/uv/uv.toml",
    ),
    Finds(
        "KD003",
        World({"~/.pypirc": f"[pypi]\nusername = __token__\npassword = {CANARY}\n"}),
        "~/.pypirc holds a login, and others on this machine can read it.",
        Kind.COMMAND,
        "chmod 600 /world/home/.pypirc",
        "/world/home/.pypirc",
    ),
    Finds(
        "KD004",
        World({"pyproject.toml": uv(FURY)}),
        "pyproject.toml holds the token of corp in its URL.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD004",
        World({"pyproject.toml": uv(f"https://{TOKEN}@pkgs.example/simple/")}),
        "pyproject.toml holds the token of corp in its URL.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD004",
        World({"pyproject.toml": uv(f"https://pypi.fury.io/{TOKEN}/acme/")}),
        "pyproject.toml holds the token of corp in its URL.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD004",
        World({"pyproject.toml": uv("https://dl.cloudsmith.io/vgbz0VZk/acme/r/python/simple/")}),
        "pyproject.toml holds the token of corp in its URL.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD004",
        World({"requirements.txt": f"--extra-index-url {FURY}\nb\n"}, PROVIDED, programs={}),
        "requirements.txt holds the token of https://pypi.fury.io/acme in its URL.",
        Kind.NONE,
        at="requirements.txt:1",
    ),
]
FINDS += [
    Finds(
        "KD004",
        World(
            {"pyproject.toml": f"[tool.uv]\npublish-url = 'https://push.fury.io/{TOKEN}/acme/'\n"}
        ),
        "pyproject.toml holds the token of https://push.fury.io/****/acme in its URL.",
        Kind.NONE,
        at="pyproject.toml:2",
    ),
]
LEFT = "A write of {} was killed, and left .{}.0a1b2c3d.keydex, which may hold a secret."
FINDS += [
    Finds(
        "KD005",
        World({"pyproject.toml": uv(PLAIN), f"{folder}.{name}.0a1b2c3d.keydex": CANARY}),
        LEFT.format(name, name),
        Kind.NONE,
        at=f"{at}.{name}.0a1b2c3d.keydex",
    )
    for folder, name, at in (
        ("", "pyproject.toml", ""),
        ("~/", ".netrc", "/world/home/"),
        ("~/.local/state/keydex/", "writes.json", "/world/home/.local/state/keydex/"),
    )
]
FINDS += [
    Finds(
        "KD005",
        World(
            {
                "pyproject.toml": uv(PLAIN),
                "~/.config/uv/uv.toml": f"index-url = '{PLAIN}'\n",
                "~/.config/uv/.uv.toml.0a1b2c3d.keydex": CANARY,
            }
        ),
        LEFT.format("uv.toml", "uv.toml"),
        Kind.NONE,
        at="/world/home/.config/uv/.uv.toml.0a1b2c3d.keydex",
    ),
]
FINDS += [
    Finds(
        "KD005",
        World({"pyproject.toml": uv(PLAIN), ".uv.toml.0a1b2c3d.keydex/unreadable": ""}),
        LEFT.format("uv.toml", "uv.toml"),
        Kind.NONE,
        at=".uv.toml.0a1b2c3d.keydex",
    ),
]
TRADED = ".pyproject.toml.0a1b2c3d-00000000-11111111.keydex"
FINDS += [
    Finds(
        "KD005",
        World({"pyproject.toml": uv(PLAIN), TRADED: CANARY}),
        f"A write of pyproject.toml was killed, and left {TRADED}, which may hold what another "
        "program saved.",
        Kind.NONE,
        at=TRADED,
    ),
]
SILENT = [
    ("KD005", World({"pyproject.toml": uv(PLAIN), ".pyproject.toml.keydex": CANARY})),
    ("KD005", World({"pyproject.toml": uv(PLAIN), "pyproject.toml.0a1b2c3d.saved": CANARY})),
    ("KD001", World({"pyproject.toml": "[project]\nname = 'demo'\n"})),
    ("KD001", World({"pyproject.toml": uv(PLAIN)})),
    ("KD001", World({"pyproject.toml": uv("https://ci-bot:@pkgs.example/simple/")})),
    ("KD001", World({"pyproject.toml": uv("https://ci-bot:${TOKEN}@pkgs.example/simple/")})),
    ("KD001", World({"pyproject.toml": uv(FURY)})),
    ("KD001", World({"pyproject.toml": uv(PLAIN)}, {"UV_INDEX_CORP_PASSWORD": CANARY})),
    (
        "KD001",
        World(
            {"requirements.txt": REQUIREMENTS.replace("{}", "ci-bot:${TOKEN}@")},
            {"TOKEN": CANARY, **PROVIDED},
            programs={},
        ),
    ),
    (
        "KD001",
        World(
            {"pyproject.toml": uv(PLAIN, "# its password is no password\n")},
            {"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "password"},
        ),
    ),
    ("KD002", World({"pyproject.toml": uv(PLAIN), "uv.lock": lock("")})),
    ("KD002", World({"pyproject.toml": uv(PLAIN), "uv.lock": lock("ci-bot@")})),
    ("KD002", World({"Pipfile": '[[source]]\nurl = "https://${U}:${P}@pkgs.example/simple"\n'})),
    ("KD002", World({"pdm.lock": "url = 'ssh://git:abc12345@h/x'\ngit+ssh://git@h/x\n"})),
    ("KD002", World({"requirements.txt": f"-i {URL}\n"}, PROVIDED, programs={})),
    ("KD003", netrc(0o600)),
    ("KD003", netrc(0o644, "win32")),
    ("KD003", World({"pyproject.toml": uv(PLAIN), "~/.netrc": "machine other login a password b"})),
    ("KD003", World({"pyproject.toml": uv(URL)})),
    ("KD003", World({"~/.config/uv/uv.toml": f"index-url = '{PLAIN}'\n"})),
    ("KD003", World({"~/.pypirc": "[pypi]\nusername = __token__\n"})),
    ("KD003", World({"~/.pypirc": "password = nowhere\n"})),
    ("KD004", World({"pyproject.toml": uv(PLAIN)})),
    ("KD004", World({"pyproject.toml": uv(URL)})),
    ("KD004", World({"~/.config/uv/uv.toml": f"index-url = '{FURY}'\n"})),
    ("KD004", World({"pyproject.toml": uv("https://pypi.fury.io/acme/")}, {"UV_INDEX": FURY})),
    (
        "KD004",
        World(
            {"pyproject.toml": uv("https://pypi.fury.io/acme/")}, {"UV_INDEX_CORP_USERNAME": TOKEN}
        ),
    ),
]
