"""What the rules about keyring commands find, and what they leave alone."""

from dataclasses import replace

from keydex.findings import Kind
from tests.entries import Entries
from tests.memory import HOME
from tests.rules.cases import Finds, Ring, World, uv

URL = "https://ci-bot@pkgs.example/simple/"
GOOGLE = "https://oauth2accesstoken@europe-python.pkg.dev/acme/repo/simple/"
ALWAYS = uv("https://pkgs.example/simple/", "authenticate = 'always'\n")
PROJECT = {"pyproject.toml": uv(URL)}
OF_GOOGLE = {"pyproject.toml": uv(GOOGLE)}
GAUTH = {"keyrings.google_artifactregistry_auth": "1.1.2"}
PUBLIC = "--no-config --default-index https://pypi.org/simple"
INSTALL = f"uv tool install {PUBLIC} keyring"
PIPX = "env PIP_CONFIG_FILE=/dev/null pipx"
PIPX_MADE = ("pyvenv.cfg", "pipx_metadata.json")
ODD = "/opt/my tools"
PIP_CONF = "[global]\nkeyring-provider = subprocess\n"
DEPENDS = "[dependency-groups]\ndev = ['Keydex>=1']\n[project]"
AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
OF_AZURE = {"pyproject.toml": uv(AZURE)}
FIRST = 'export PATH="$HOME/.local/bin:$PATH"'

TOOL = f"{HOME}/.local/share/uv/tools/keyring"
RECEIPT = """[tool]
requirements = [
    { name = "keyring", specifier = "<25" },
    { name = "keyrings-alt", specifier = ">=5" },
    { name = "other", extras = ["a", "b"], url = "https://x.example/other.zip" },
    { name = "local", directory = "/src/local" },
    { name = "cloned", git = "https://x.example/cloned.git" },
]
"""
# uv and pip of one project, and no keyring.
BOTH = World(
    {**PROJECT, "requirements.txt": f"--index-url {URL}\n"},
    programs={"/tools/uv": "uv 0.13.8 (x)", "/tools/pip": ""},
    rings=(),
    path="/tools",
)
NETRC = "machine pkgs.example login ci-bot password s3cret\n"
PLAIN_PYPROJECT = "[project]\nname = 'demo'\n"
VENV = "/world/proj/.venv/bin/keyring"
UV = {"/tools/uv": "uv 0.13.8 (x)"}


def tool(version: str = "25.7.0", receipt: str = "", **packages: str) -> Ring:
    """Return the keyring of `uv tool install keyring`, with a link to its command."""
    texts = {"uv-receipt.toml": receipt}
    linked = f"{HOME}/.local/bin/keyring"
    return Ring(f"{TOOL}/bin/keyring", version, packages, ("pyvenv.cfg",), texts, linked)


def pip(version: str = "26.3", place: str = "/venv", **packages: str) -> dict[str, str]:
    """Return the files of an environment with pip."""
    site = f"{place}/lib/python3.12/site-packages"
    installed = {"pip": version, **packages}
    return {
        f"{place}/pyvenv.cfg": "version = 3.12.1\n",
        f"{place}/bin/python": "",
        f"{place}/bin/pip": f"#!{place}/bin/python\n",
        **{f"{site}/{name}-{number}.dist-info/METADATA": "" for name, number in installed.items()},
    }


def using_pip(*rings: Ring, path: str = "/venv/bin:/tools", **packages: str) -> World:
    """Return a world of pip in an active environment, and those keyrings."""
    files = {**pip(**packages), "requirements.txt": f"--index-url {URL}\nfoo\n"}
    return World(files, SUBPROCESS, {**UV, **PIP_PROGRAMS}, rings, path)


PIP_PROGRAMS = {"/venv/bin/pip": "", "/venv/bin/python": ""}
SUBPROCESS = {"PIP_KEYRING_PROVIDER": "subprocess"}
BIN = f"{HOME}/.local/bin"
SYSTEM = Ring("/usr/bin/keyring", files=())
OLD_SYSTEM = Ring("/usr/bin/keyring", "24.3.1", files=())
IN_VENV = Ring(VENV)
WITH_KEYDEX = Ring(VENV, packages={"keydex": "1.0.0"})
ALT = {"keyrings.alt": "5.0.2"}
ACTIVE = {"VIRTUAL_ENV": "/world/proj/.venv"}
VENV_FIRST = f"/world/proj/.venv/bin:{BIN}:/tools"
KEYDEX = ("keyring", "keydex")
NONE = 'uv runs "keyring", and none is installed.'
PRINTS = "prints on its standard output where it finds nothing"
WRAPPER = {"/tools/keyring": ""}

BARE = "[project]\nname = 'demo'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
ON_WINDOWS = {f"Lib/site-packages/{name}-25.7.0.dist-info/METADATA": "" for name in KEYDEX}

FINDS = [
    Finds("KD020", World(PROJECT, rings=()), NONE, Kind.COMMAND, INSTALL, "pyproject.toml:4"),
    Finds(
        "KD020",
        World(OF_GOOGLE, {"UV_INDEX": "https://a.example/"}, rings=()),
        NONE,
        Kind.COMMAND,
        f"env -u UV_INDEX {INSTALL} --with keyrings.google-artifactregistry-auth",
        "pyproject.toml:4",
    ),
    Finds(
        "KD020",
        World(OF_GOOGLE, rings=(), programs={"/tools/pipx": ""}),
        NONE,
        Kind.COMMAND,
        f"{PIPX} install --index-url https://pypi.org/simple keyring && {PIPX} inject "
        "--index-url https://pypi.org/simple keyring keyrings.google-artifactregistry-auth",
        "pyproject.toml:4",
    ),
    Finds(
        "KD020",
        World(
            {**PROJECT, "/usr/lib/python3.12/EXTERNALLY-MANAGED": ""},
            rings=(),
            programs={"/usr/bin/python3": ""},
            path="/usr/bin",
        ),
        NONE,
        Kind.COMMAND,
        "env PIP_CONFIG_FILE=/dev/null /usr/bin/python3 -m pip install --upgrade "
        "--index-url https://pypi.org/simple --user --break-system-packages keyring",
        "pyproject.toml:4",
    ),
    Finds(
        "KD020",
        World(PROJECT, rings=(), platform="win32", path="C:/none"),
        NONE,
        Kind.COMMAND,
        "python3 -m pip install --upgrade --index-url https://pypi.org/simple --user keyring",
        "pyproject.toml:4",
    ),
    Finds(
        "KD020",
        World(PROJECT, rings=(), path=f"{BIN}:/tools"),
        NONE,
        Kind.COMMAND,
        INSTALL,
        "pyproject.toml:4",
    ),
    Finds(
        "KD020",
        using_pip(),
        'pip runs "keyring", and none is installed.',
        Kind.COMMAND,
        INSTALL,
        "PIP_KEYRING_PROVIDER",
    ),
    Finds(
        "KD020",
        replace(using_pip(), variables={"PIP_KEYRING_PROVIDER": "import"}),
        "pip 26.3 imports keyring, and its Python has none.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /venv keyring",
        "PIP_KEYRING_PROVIDER",
    ),
    Finds(
        "KD021",
        World(PROJECT, rings=(tool(),), path="/tools"),
        'uv runs "keyring" and PATH has none; ~/.local/bin has one.',
        Kind.COMMAND,
        FIRST,
        "pyproject.toml:4",
    ),
    Finds(
        "KD021",
        World(
            PROJECT,
            {"PIPX_BIN_DIR": "/opt/my tools"},
            rings=(Ring("/x/keyring/bin/keyring", files=PIPX_MADE, linked=f"{ODD}/keyring"),),
            path="/tools",
        ),
        'uv runs "keyring" and PATH has none; /opt/my tools has one.',
        Kind.COMMAND,
        "export PATH='/opt/my tools':\"$PATH\"",
        "pyproject.toml:4",
    ),
    Finds(
        "KD022",
        World(OF_GOOGLE, ACTIVE, rings=(IN_VENV, tool(**GAUTH)), path=VENV_FIRST),
        "uv runs .venv/bin/keyring, which lacks the Google plugin and hides "
        "~/.local/bin/keyring, which has it.",
        Kind.COMMAND,
        "deactivate",
        "pyproject.toml:7",
    ),
    Finds(
        "KD022",
        World(OF_GOOGLE, rings=(SYSTEM, tool(**GAUTH)), path="/usr/bin:/tools"),
        "uv runs /usr/bin/keyring, which lacks the Google plugin and hides "
        "~/.local/bin/keyring, which has it.",
        Kind.COMMAND,
        FIRST,
        "pyproject.toml:7",
    ),
    Finds(
        "KD023",
        replace(
            using_pip(Ring("/venv/bin/keyring"), tool(**ALT), path=f"/venv/bin:{BIN}:/tools"),
            files={**using_pip().files, **PROJECT},
        ),
        "uv runs /venv/bin/keyring, pip ~/.local/bin/keyring; only the second has keyrings.alt.",
        Kind.COMMAND,
        FIRST,
    ),
    Finds(
        "KD020",
        BOTH,
        'uv and pip run "keyring", and none is installed.',
        Kind.COMMAND,
        INSTALL,
        "pyproject.toml:4",
    ),
    Finds(
        "KD021",
        replace(BOTH, rings=(tool(),)),
        'uv and pip run "keyring" and PATH has none; ~/.local/bin has one.',
        Kind.COMMAND,
        FIRST,
        "pyproject.toml:4",
    ),
    Finds(
        "KD024",
        replace(
            BOTH,
            files={
                "pyproject.toml": ALWAYS,
                "requirements.txt": "--index-url https://pkgs.example/simple/\n",
            },
            variables={"PIP_KEYRING_PROVIDER": "subprocess"},
            rings=(OLD_SYSTEM,),
            path="/usr/bin:/tools",
        ),
        "uv 0.13.8 and pip 26.3 need keyring 25.2.1; /usr/bin/keyring is 24.3.1.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} 'keyring>=25.2.1' && {FIRST}",
    ),
    Finds(
        "KD026",
        replace(BOTH, rings=(Ring(),), path="/tools/ring/bin:/tools", murmur=PRINTS),
        f"/tools/ring/bin/keyring {PRINTS}, and uv and pip take that for a password.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /tools/ring 'keyring>=25.4.1'",
    ),
    Finds(
        "KD024",
        World({"pyproject.toml": ALWAYS}, rings=(OLD_SYSTEM,), path="/usr/bin:/tools"),
        "uv 0.13.8 needs keyring 25.2.1; /usr/bin/keyring is 24.3.1.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} 'keyring>=25.2.1' && {FIRST}",
    ),
    Finds(
        "KD024",
        replace(using_pip(tool("24.3.1", RECEIPT)), path=f"/venv/bin:{BIN}:/tools"),
        "pip 26.3 needs keyring 25.2.1; ~/.local/bin/keyring is 24.3.1.",
        Kind.COMMAND,
        f"uv tool install --upgrade {PUBLIC} 'keyring>=25.2.1' --with 'keyrings-alt>=5' "
        "--with 'other[a,b] @ https://x.example/other.zip' --with /src/local "
        "--with 'cloned @ git+https://x.example/cloned.git'",
    ),
    Finds(
        "KD025",
        World(PROJECT, rings=(Ring(version="25.4.0"),)),
        "uv runs /tools/ring/bin/keyring 25.4.0, in which every keyring get fails.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /tools/ring 'keyring>=25.4.1'",
    ),
    Finds(
        "KD025",
        World({"pyproject.toml": ALWAYS}, rings=(Ring(version="25.2.0", files=PIPX_MADE),)),
        "uv runs /tools/ring/bin/keyring 25.2.0, in which every keyring get --mode creds fails.",
        Kind.COMMAND,
        f"{PIPX} upgrade --index-url https://pypi.org/simple ring",
    ),
    Finds(
        "KD026",
        World(PROJECT, programs={**UV, **WRAPPER}, rings=(), murmur=PRINTS),
        f"/tools/keyring {PRINTS}, and uv takes that for a password.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} 'keyring>=25.4.1' && {FIRST}",
    ),
    Finds(
        "KD026",
        World(PROJECT, murmur=PRINTS),
        f"/tools/ring/bin/keyring {PRINTS}, and uv takes that for a password.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /tools/ring 'keyring>=25.4.1'",
    ),
    Finds(
        "KD026",
        World(OF_AZURE, rings=(Ring(packages={"artifacts_keyring": "0.3.5"}),)),
        "artifacts-keyring 0.3.5 prints its sign-in code where uv reads the password "
        "from /tools/ring/bin/keyring.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /tools/ring 'keyring>=25.4.1' "
        "'artifacts-keyring>=0.3.6'",
    ),
    Finds(
        "KD027",
        World(PROJECT, rings=(WITH_KEYDEX, tool()), path=VENV_FIRST),
        ".venv/bin/keyring came along with keydex, and uv takes it before ~/.local/bin/keyring.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keydex --with-executables-from keyring && "
        "uv pip uninstall --python .venv keydex keyring && hash -r",
    ),
    Finds(
        "KD027",
        World(
            {"pyproject.toml": f"{DEPENDS}{uv(URL).partition('[project]')[2]}"},
            rings=(WITH_KEYDEX,),
            path=VENV_FIRST,
        ),
        ".venv/bin/keyring came along with keydex, and uv takes it.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keydex --with-executables-from keyring && "
        "uv remove --frozen --group dev keydex && "
        "uv pip uninstall --python .venv keydex keyring && hash -r",
    ),
    Finds(
        "KD027",
        World(
            PROJECT,
            rings=(Ring(f"{VENV}.exe", texts=ON_WINDOWS),),
            platform="win32",
            path="/world/proj/.venv/bin;/tools",
        ),
        ".venv/bin/keyring.exe came along with keydex, and uv takes it.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keydex --with-executables-from keyring; "
        "uv pip uninstall --python .venv keydex keyring",
    ),
    Finds(
        "KD028",
        using_pip(Ring("/venv/bin/keyring"), keyring="25.7.0"),
        "pip passes over /venv/bin/keyring, since it lies beside pip, and PATH has no other.",
        Kind.COMMAND,
        "export PIP_KEYRING_PROVIDER=import",
        "PIP_KEYRING_PROVIDER",
    ),
    Finds(
        "KD028",
        replace(
            using_pip(Ring("/venv/bin/keyring")),
            variables={},
            files={**using_pip().files, "~/.config/pip/pip.conf": PIP_CONF},
        ),
        "pip passes over /venv/bin/keyring, since it lies beside pip, and PATH has no other.",
        Kind.COMMAND,
        "/venv/bin/python -m pip config --user set global.keyring-provider import",
        "/world/home/.config/pip/pip.conf:2",
    ),
    Finds(
        "KD028",
        World(
            {**pip(), "requirements.txt": f"--index-url {URL}\nfoo\n"},
            SUBPROCESS,
            {**UV, **PIP_PROGRAMS, "/venv/bin/keyring": ""},
            (),
            "/venv/bin:/tools",
        ),
        "pip passes over /venv/bin/keyring, since it lies beside pip, and PATH has no other.",
        Kind.COMMAND,
        f"{INSTALL} && {FIRST}",
        "PIP_KEYRING_PROVIDER",
    ),
]
SILENT = [
    ("KD020", World(PROJECT)),
    ("KD020", replace(BOTH, files={**BOTH.files, "pyproject.toml": "", "~/.netrc": NETRC})),
    ("KD020", World(PROJECT, rings=(tool(),), path="/tools")),
    ("KD020", World({"pyproject.toml": PLAIN_PYPROJECT}, rings=())),
    ("KD020", World({"pyproject.toml": uv(URL, provider="")}, rings=())),
    ("KD020", World({"pyproject.toml": BARE}, rings=())),
    ("KD021", World(PROJECT, rings=(tool(),), path=f"{BIN}:/tools")),
    ("KD021", World(PROJECT, rings=())),
    ("KD022", World(OF_GOOGLE, rings=(IN_VENV, tool(**GAUTH)), path=f"{BIN}:/tools")),
    ("KD022", World(OF_GOOGLE, rings=(Ring(VENV, packages=GAUTH), tool()), path=VENV_FIRST)),
    ("KD022", World(PROJECT, rings=(IN_VENV, tool(**GAUTH)), path=VENV_FIRST)),
    (
        "KD022",
        World(
            OF_GOOGLE,
            rings=(IN_VENV, tool(**GAUTH)),
            path=VENV_FIRST,
            entries=Entries({("europe-python.pkg.dev", "oauth2accesstoken"): "t0ken"}),
        ),
    ),
    ("KD023", using_pip(Ring("/venv/bin/keyring"), tool(), path=f"/venv/bin:{BIN}:/tools")),
    (
        "KD023",
        replace(
            using_pip(Ring("/venv/bin/keyring"), tool(), path=f"/venv/bin:{BIN}:/tools"),
            files={**using_pip().files, **PROJECT},
        ),
    ),
    ("KD024", World({"pyproject.toml": ALWAYS}, rings=(tool(),), path=f"{BIN}:/usr/bin:/tools")),
    ("KD024", World(PROJECT, rings=(OLD_SYSTEM,), path="/usr/bin:/tools")),
    ("KD024", replace(using_pip(), programs={**UV, **PIP_PROGRAMS, **WRAPPER})),
    ("KD024", replace(using_pip(keyring="24.3.1"), variables={})),
    ("KD025", World(PROJECT, rings=(Ring(version="25.2.0"),))),
    ("KD025", World({"pyproject.toml": ALWAYS}, rings=(Ring(version="25.4.0"),))),
    ("KD026", World(PROJECT)),
    ("KD026", World({"pyproject.toml": PLAIN_PYPROJECT}, murmur=PRINTS)),
    ("KD026", World(OF_AZURE, rings=(Ring(packages={"artifacts_keyring": "1.0.0"}),))),
    ("KD027", World(PROJECT, rings=(IN_VENV,), path=VENV_FIRST)),
    ("KD027", World({"pyproject.toml": PLAIN_PYPROJECT}, rings=(WITH_KEYDEX,), path=VENV_FIRST)),
    (
        "KD027",
        World(
            PROJECT, rings=(Ring(VENV, packages={"keydex": "1", "twine": "7"}),), path=VENV_FIRST
        ),
    ),
    (
        "KD027",
        World(
            {"pyproject.toml": uv(URL) + "[dependency-groups]\ndev = ['keyring>=25', 'keydex']\n"},
            rings=(WITH_KEYDEX,),
            path=VENV_FIRST,
        ),
    ),
    ("KD028", using_pip(Ring("/venv/bin/keyring"), tool(), path=f"/venv/bin:{BIN}:/tools")),
    ("KD028", using_pip()),
]
