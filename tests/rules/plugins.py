"""What the rules about plugins find, and what they leave alone."""

from dataclasses import replace

from keydex.findings import Kind
from keydex.model import State, Verdict
from tests.entries import Entries
from tests.rules.cases import Finds, Ring, World, probed, uv
from tests.rules.rings import (
    ALT,
    BIN,
    FIRST,
    GAUTH,
    GOOGLE,
    OF_AZURE,
    OF_GOOGLE,
    OLD_SYSTEM,
    PIP_PROGRAMS,
    PIPX,
    PIPX_MADE,
    PUBLIC,
    UV,
    VENV,
    VENV_FIRST,
    pip,
    tool,
)

GOOGLE_PLUGIN = "keyrings.google-artifactregistry-auth"
AWS = "https://aws@acme-123456789012.d.codeartifact.eu-west-1.amazonaws.com%s/pypi/r/simple/"
PATH = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
SHORT = "tokens of that host live for hours"
ANSWERS = "which answers VssSessionToken where no token is stored"
ARTIFACTS = {"artifacts_keyring": "1.0.0"}
AK = Ring(packages=ARTIFACTS)
OWN_PIP = "/world/proj/.venv"
GITLAB = "https://__token__@gitlab.example/api/v4/groups/7/-/packages/pypi/simple"
REFUSED = {"https://europe-python.pkg.dev/acme/repo/simple": probed(Verdict.REFUSED)}
GOT = Entries({(GOOGLE.replace("oauth2accesstoken@", ""), "oauth2accesstoken"): "t0ken"})
SSH = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
FEED = "https://europe-python.pkg.dev/acme/repo/simple"
QUIET = "ARTIFACTS_KEYRING_NONINTERACTIVE_MODE"
NOFUSS = {"artifacts_keyring_nofuss": "1.3.3"}
GITLAB_RING = Ring(packages={"keyring_gitlab_pypi": "1.2"})
PIPX_BIN = "/x/keyring/bin:/tools"
PORT = "https://VssSessionToken@pkgs.dev.azure.com:8443/acme/_packaging/core/pypi/simple/"


def azure(user: str) -> dict[str, str]:
    """Return a project of uv with an index of Azure."""
    return {"pyproject.toml": uv(f"https://{user}@{PATH}")}


def two_tools(entries: Entries) -> World:
    """Return a project of uv and pip, which ask one keyring; only pip ends its URL in a slash."""
    files = {
        "pyproject.toml": uv(f"https://VssSessionToken@{PATH}".rstrip("/")),
        "requirements.txt": f"--index-url https://VssSessionToken@{PATH}\n",
    }
    programs = {**UV, "/tools/pip": ""}
    variables = {"PIP_KEYRING_PROVIDER": "subprocess"}
    return World(files, variables, programs, entries=entries)


def importing(place: str, url: str = GOOGLE) -> World:
    """Return a world of pip that imports the keyring of its own environment."""
    files = {**pip("26.3", place, keyring="25.7.0"), "requirements.txt": f"--index-url {url}\n"}
    programs = {f"{place}/bin/pip": "", f"{place}/bin/python": "", **UV}
    return World(files, {}, programs, (), f"{place}/bin:/tools")


def asked_of(url: str, *rings: Ring) -> World:
    """Return a world of pip that runs a keyring command."""
    texts = {**pip(), "requirements.txt": f"--index-url {url}\n"}
    programs = {**UV, **PIP_PROGRAMS}
    return World(texts, {}, programs, rings or (AK,), "/venv/bin:/tools/ring/bin:/tools")


OLD_PIP = {**pip("26.1"), "requirements.txt": f"--index-url https://VssSessionToken@{PATH}\n"}

FINDS = [
    Finds(
        "KD030",
        World(OF_GOOGLE, rings=(tool(**ALT),), path=f"{BIN}:/tools"),
        f"~/.local/bin/keyring lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with {GOOGLE_PLUGIN}",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        World(OF_GOOGLE, rings=(Ring("/x/keyring/bin/keyring", files=PIPX_MADE),), path=PIPX_BIN),
        f"/x/keyring/bin/keyring lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"{PIPX} inject --index-url https://pypi.org/simple keyring {GOOGLE_PLUGIN}",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        World(OF_GOOGLE, rings=(Ring(VENV),), path=VENV_FIRST, entries=Entries()),
        f".venv/bin/keyring lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with {GOOGLE_PLUGIN} && {FIRST}",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        World(OF_AZURE, rings=(OLD_SYSTEM,), path=f"{BIN}:/usr/bin:/tools"),
        f"/usr/bin/keyring lacks the Azure plugin, {ANSWERS}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with artifacts-keyring",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        World(
            {"pyproject.toml": uv(AWS % "")},
            rings=(Ring("/u/tools/keydex/bin/keyring", files=("pyvenv.cfg", "uv-receipt.toml")),),
            path="/u/tools/keydex/bin:/tools",
        ),
        f"/u/tools/keydex/bin/keyring lacks the AWS plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keydex --with-executables-from keyring "
        "--with keyrings.codeartifact",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        World(
            OF_GOOGLE,
            rings=(Ring("/opt/conda/bin/keyring", files=("conda-meta/history",)),),
            programs={"/opt/conda/bin/uv": "uv 0.13.8 (x)"},
            path="/opt/conda/bin",
        ),
        f"/opt/conda/bin/keyring lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /opt/conda {GOOGLE_PLUGIN}",
        "pyproject.toml:7",
    ),
    Finds(
        "KD030",
        importing("/venv"),
        f"/venv lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /venv {GOOGLE_PLUGIN}",
        "requirements.txt:1",
    ),
    Finds(
        "KD030",
        replace(importing("/venv"), programs={"/venv/bin/pip": "", "/venv/bin/python": ""}),
        f"/venv lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        "env PIP_CONFIG_FILE=/dev/null /venv/bin/python -m pip install --upgrade "
        f"--index-url https://pypi.org/simple {GOOGLE_PLUGIN}",
        "requirements.txt:1",
    ),
    Finds(
        "KD030",
        importing(OWN_PIP),
        f".venv lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with {GOOGLE_PLUGIN} && "
        "/world/proj/.venv/bin/python -m pip config --user set "
        f"global.keyring-provider subprocess && {FIRST}",
        "requirements.txt:1",
    ),
    Finds(
        "KD030",
        replace(importing(OWN_PIP), path=f"{OWN_PIP}/bin:{BIN}:/tools"),
        f".venv lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with {GOOGLE_PLUGIN} && "
        "/world/proj/.venv/bin/python -m pip config --user set global.keyring-provider subprocess",
        "requirements.txt:1",
    ),
    Finds(
        "KD030",
        World(OF_GOOGLE, rings=(OLD_SYSTEM, tool()), path="/usr/bin:/tools"),
        f"/usr/bin/keyring lacks the Google plugin, and {SHORT}.",
        Kind.COMMAND,
        f"uv tool install {PUBLIC} keyring --with {GOOGLE_PLUGIN} && {FIRST}",
        "pyproject.toml:7",
    ),
    # One finding of the tools that share a keyring.
    Finds(
        "KD030",
        two_tools(entries=Entries()),
        f"/tools/ring/bin/keyring lacks the Azure plugin, {ANSWERS}.",
        Kind.COMMAND,
        f"uv pip install {PUBLIC} --python /tools/ring artifacts-keyring",
        "pyproject.toml:7",
    ),
    Finds(
        "KD031",
        World(azure("__token__"), rings=(AK,)),
        "artifacts-keyring answers VssSessionToken only, and uv asks it for __token__.",
        Kind.EDIT,
        "keydex username corp VssSessionToken",
        "pyproject.toml:7",
    ),
    Finds(
        "KD031",
        World(azure("me"), rings=(AK,), entries=Entries()),
        "artifacts-keyring answers VssSessionToken only, and uv asks it for me.",
        Kind.EDIT,
        "keydex username corp VssSessionToken",
        "pyproject.toml:7",
    ),
    Finds(
        "KD031",
        World(
            {},
            {"UV_INDEX": f"https://bearer@{PATH}", "UV_KEYRING_PROVIDER": "subprocess"},
            rings=(AK,),
        ),
        "artifacts-keyring answers VssSessionToken only, and uv asks it for bearer.",
        Kind.NONE,
        "",
        "UV_INDEX",
    ),
    Finds(
        "KD031",
        World({"pyproject.toml": uv(PORT)}, rings=(AK,)),
        "artifacts-keyring answers Azure's hosts in lower case, without a port, and not "
        f"{PORT.replace('VssSessionToken@', '')}.",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD031",
        asked_of(f"https://VssSessionToken@{PATH}".replace(".com/", ".com:443/")),
        "artifacts-keyring answers Azure's hosts in lower case, without a port, and not "
        f"https://{PATH}".replace(".com/", ".com:443/")
        + ".",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds(
        "KD031",
        World(
            {"pyproject.toml": uv(AWS % ".cn")},
            rings=(Ring(packages={"keyrings_codeartifact": "2.1.2"}),),
        ),
        "keyrings.codeartifact answers hosts that end in amazonaws.com, and paths that begin "
        f"with /pypi/, and not {(AWS % '.cn').replace('aws@', '')}.",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD031",
        World(
            {"pyproject.toml": uv(GITLAB)},
            rings=(Ring(packages={"keyring_gitlab_pypi": "1.2"}),),
            entries=Entries(),
        ),
        "keyring-gitlab-pypi answers URLs of one project, by its number, and not "
        f"{GITLAB.replace('__token__@', '')}.",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD032",
        asked_of(GOOGLE.replace("europe-python", "EUROPE-python"), Ring(packages=GAUTH)),
        "pip asks for europe-python.pkg.dev only, and keyrings.google-artifactregistry-auth "
        "wants a URL.",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds(
        "KD033",
        World(OF_GOOGLE, rings=(Ring(packages=GAUTH),), entries=GOT, probes=REFUSED),
        "corp refuses what keyrings.google-artifactregistry-auth gets; a stored password "
        "would not be asked for.",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
    Finds(
        "KD034",
        World(OF_AZURE, SSH, rings=(AK,)),
        "artifacts-keyring may ask for a sign-in, and this shell has no display.",
        Kind.COMMAND,
        "export ARTIFACTS_KEYRING_NONINTERACTIVE_MODE=true",
        "pyproject.toml:7",
    ),
    Finds(
        "KD034",
        asked_of(f"https://VssSessionToken@{PATH}"),
        "artifacts-keyring may ask for a sign-in, and pip shows nothing of it.",
        Kind.COMMAND,
        "export ARTIFACTS_KEYRING_NONINTERACTIVE_MODE=true",
        "requirements.txt:1",
    ),
    Finds(
        "KD034",
        World(OF_AZURE, {"CI": "true"}, rings=(Ring(packages=NOFUSS),)),
        "artifacts-keyring-nofuss may ask for a sign-in, and in CI there is nobody to do so.",
        Kind.NONE,
        "",
        "pyproject.toml:7",
    ),
]
SILENT = [
    ("KD030", World(OF_GOOGLE, rings=(tool(**GAUTH),), path=f"{BIN}:/tools")),
    ("KD030", World(OF_GOOGLE, entries=GOT)),
    ("KD030", World(OF_GOOGLE, probes={FEED: probed(Verdict.OPEN, status=200)})),
    ("KD030", World(azure("me"))),
    # Somebody stored a token, though uv misses it.
    ("KD030", two_tools(entries=Entries({(f"https://{PATH}", "VssSessionToken"): "t0ken"}))),
    ("KD030", two_tools(entries=Entries({("pkgs.dev.azure.com", "VssSessionToken"): "t0ken"}))),
    ("KD030", World(OF_GOOGLE, rings=(Ring(VENV), tool(**GAUTH)), path=VENV_FIRST)),
    ("KD030", World({"pyproject.toml": uv(GOOGLE, provider="")})),
    ("KD030", World(OF_GOOGLE, programs={**UV, "/tools/keyring": ""}, rings=())),
    ("KD031", World(OF_AZURE, rings=(AK,))),
    ("KD031", World(azure("me"), rings=(AK,))),
    ("KD031", World(azure("__token__"), rings=(Ring(packages=NOFUSS),))),
    ("KD031", World(azure("me"), rings=(AK,), entries=Entries(state=State.LOCKED))),
    ("KD031", asked_of(f"https://me@{PATH}")),
    ("KD031", World({"pyproject.toml": uv(GITLAB)}, rings=(GITLAB_RING,))),
    ("KD032", World(OF_AZURE, rings=(AK,))),
    ("KD032", asked_of(GOOGLE, Ring(packages=GAUTH))),
    ("KD033", World(OF_GOOGLE, rings=(Ring(packages=GAUTH),), entries=GOT)),
    ("KD033", World(OF_GOOGLE, entries=GOT, probes=REFUSED)),
    (
        "KD033",
        World(
            azure("me"),
            rings=(AK,),
            entries=Entries({(f"https://{PATH}", "me"): "t0ken"}),
            probes={f"https://{PATH}".rstrip("/"): probed(Verdict.REFUSED)},
        ),
    ),
    ("KD034", World(OF_AZURE, rings=(AK,))),
    ("KD034", World(OF_AZURE, {**SSH, "DISPLAY": ":0"}, rings=(AK,))),
    ("KD034", World(OF_AZURE, {**SSH, QUIET: "true"}, rings=(AK,))),
    ("KD034", World(OF_GOOGLE, {"CI": "true"}, rings=(Ring(packages=GAUTH),))),
    ("KD034", replace(asked_of(f"https://VssSessionToken@{PATH}"), files=OLD_PIP)),
]
