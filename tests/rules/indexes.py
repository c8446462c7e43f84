"""What the rules about entries and the word of indexes find, and what they leave alone."""

from collections.abc import Mapping
from dataclasses import replace

from keydex.findings import Kind
from keydex.model import Probe, State, Verdict
from tests.entries import Entries
from tests.memory import PROJECT
from tests.rules.cases import Finds, Ring, World, probed, uv

URL = "https://pkgs.example/team/simple"
FEED, HOST = URL, "pkgs.example"
NAMED = "https://ci-bot@pkgs.example/team/simple"
AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/core/pypi/simple"
AZURE_FEED = AZURE.replace("VssSessionToken@", "")
GITLAB = "https://me@git.example/api/v4/projects/7/packages/pypi/simple"
GITLAB_FEED = GITLAB.replace("me@", "")
AT = "pyproject.toml:7"
GOOGLE = "https://oauth2accesstoken@eu-python.pkg.dev/acme/core/simple/"
GOOGLE_FEED = GOOGLE.replace("oauth2accesstoken@", "")
TURNED_OFF = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
GAUTH = Ring(packages={"keyrings.google-artifactregistry-auth": "1.1.2"})
ARTIFACTS = Ring(packages={"artifacts-keyring": "1.0.0"})
FILE = "https://pkgs.example/blobs/zzz-1-py3-none-any.whl"
LOCK = (
    'version = 1\n[[package]]\nname = "zzz"\nversion = "1"\n'
    f'source = {{ registry = "{URL}" }}\n'
    f'wheels = [{{ url = "{FILE}", hash = "sha256:0" }}]\n'
)
PUBLISH = (
    "[project]\nname = 'demo'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
    "publish-url = 'https://ci-bot@pkgs.example/upload'\n"
)


def stored(*entries: tuple[str, str]) -> Entries:
    """Return a keyring with those services and usernames."""
    return Entries(dict.fromkeys(entries, "s3cret"))


def of_uv(
    url: str = NAMED,
    entries: Entries | None = None,
    probe: Probe | None = None,
    files: Mapping[str, str] | None = None,
    **more: object,
) -> World:
    """Make a project of uv with one index, its keyring and the word of the index."""
    feed = f"https://{url.removeprefix('https://').rpartition('@')[2]}"
    return World(
        {"pyproject.toml": uv(url), **(files or {})},
        entries=entries,
        probes={feed: probe} if probe else {},
        **more,  # type: ignore[arg-type]
    )


def both(
    entries: Entries,
    probe: Probe | None = None,
    *,
    url: str = NAMED,
    of_pip: str = NAMED,
    rings: tuple[Ring, ...] = (Ring(),),
) -> World:
    """Make a project of uv and pip on one feed, with one keyring command."""
    feed = URL if url.endswith("team/simple") else AZURE_FEED
    return World(
        {"pyproject.toml": uv(url), "requirements.txt": f"-i {of_pip}\nzzz\n"},
        variables={"PIP_KEYRING_PROVIDER": "subprocess"},
        entries=entries,
        probes={feed: probe} if probe else {},
        rings=rings,
    )


IN_ENTRY = stored((URL, "ci-bot"))
AT_HOST = stored((HOST, "ci-bot"))
EMPTY = replace(probed(Verdict.REFUSED, status=403), about="username")
FILES = replace(probed(Verdict.MISSING), about="file")
KEPT = replace(probed(Verdict.REFUSED), about="file")
WITH_LOCK = {"uv.lock": LOCK}
TAKEN = Probe(Verdict.NOT_FOUND, "so", 404, 401)
HIDDEN = Probe(Verdict.UNCLEAR, "so", 404, 404)
ABSENT = Probe(Verdict.NOT_FOUND, "so", None, 404)
ELSEWHERE = Probe(
    Verdict.NOT_AN_INDEX, "it redirects to www.example, which is not asked", None, 302
)
SIGNS_IN = Probe(
    Verdict.NOT_AN_INDEX,
    "it asks to sign in although the credential is sent: it does not accept it, "
    "or this is not an index",
    200,
    200,
)


def gone(reason: str) -> Probe:
    """Return that an index gives no answer."""
    return Probe(Verdict.UNREACHABLE, reason)


PIP_403 = both(stored((f"{URL}/", "ci-bot")), EMPTY)

VENV = f"{PROJECT}/.venv/bin"
# uv runs the keyring of the virtual environment, pip passes over it.
_VENV = both(
    stored((f"{URL}/", "ci-bot")),
    rings=(Ring(), Ring(f"{VENV}/keyring", packages={"pip": "26.3"})),
)
IN_VENV = replace(
    _VENV,
    files={**_VENV.files, ".venv/bin/pip": f"#!{VENV}/python\n"},
    modes={".venv/bin/pip": 0o755},
    path=f"{VENV}:/tools/ring/bin:/tools",
)

FINDS = [
    Finds(
        "KD060",
        of_uv(entries=Entries()),
        "uv asks 2 names for corp and finds nothing.",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD060",
        both(Entries(), probed(Verdict.MISSING)),
        "uv and pip ask 3 names for corp and find nothing.",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD060",
        of_uv(entries=IN_ENTRY, probe=FILES, files=WITH_LOCK),
        "uv asks 2 names for the files of corp and finds nothing.",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD060",
        World({"pyproject.toml": PUBLISH}, entries=Entries()),
        "uv asks 2 names for https://pkgs.example/upload and finds nothing.",
        Kind.STORE,
        "keydex set https://pkgs.example/upload",
        "pyproject.toml:5",
    ),
    Finds(
        "KD061",
        of_uv(entries=AT_HOST, probe=probed(Verdict.REFUSED)),
        "corp refuses the password stored under pkgs.example for ci-bot (401).",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD061",
        both(AT_HOST, probed(Verdict.REFUSED)),
        "corp refuses the password stored under pkgs.example for ci-bot (401).",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD061",
        of_uv(entries=stored((URL, "ci-bot"), (FILE, "ci-bot")), probe=KEPT, files=WITH_LOCK),
        f"corp refuses for its files the password stored under {FILE} for ci-bot (401).",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD061",
        of_uv(
            AZURE,
            stored((AZURE_FEED, "VssSessionToken")),
            probed(Verdict.REFUSED),
            rings=(ARTIFACTS,),
        ),
        f"corp refuses the password stored under {AZURE_FEED} for VssSessionToken (401).",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD061",
        World(
            {"pyproject.toml": uv(GOOGLE)},
            rings=(GAUTH,),
            entries=stored((GOOGLE_FEED, "oauth2accesstoken")),
            probes={GOOGLE_FEED.rstrip("/"): probed(Verdict.REFUSED)},
        ),
        f"corp refuses the password stored under {GOOGLE_FEED} for oauth2accesstoken (401).",
        Kind.COMMAND,
        "gcloud auth login",
        AT,
    ),
    Finds(
        "KD061",
        replace(PIP_403, files={"requirements.txt": f"-i {NAMED}\nzzz\n"}),
        "pip first sends ci-bot with an empty password; https://pkgs.example/team/simple says 403, "
        "so the keyring is never asked.",
        Kind.EDIT,
        "keydex fix KD061 https://pkgs.example/team/simple",
        "requirements.txt:1",
    ),
    Finds(
        "KD061",
        replace(
            PIP_403,
            files={"requirements.txt": f"-i {NAMED}\nzzz\n"},
            probes={FEED: replace(EMPTY, anonymous=403)},
        ),
        "pip first sends ci-bot with an empty password; https://pkgs.example/team/simple says 403, "
        "so the keyring is never asked.",
        Kind.NONE,
        "",
        "requirements.txt:1",
    ),
    Finds(
        "KD062",
        both(AT_HOST, probed(Verdict.FORBIDDEN, status=403)),
        "corp does not let ci-bot in with what is stored under pkgs.example (403).",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD063",
        of_uv(entries=IN_ENTRY, probe=TAKEN),
        "corp takes the credential, but nothing is at this path (404).",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD063",
        of_uv(GITLAB, stored((GITLAB_FEED, "me")), HIDDEN),
        "corp says 404: nothing is at this path, or it hides it from you.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD063",
        of_uv(URL, probe=ABSENT),
        "corp says 404: nothing is at this path, or it hides it from you.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD064",
        both(Entries(), ELSEWHERE),
        "corp is no index: it redirects to www.example, which is not asked.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD064",
        of_uv(entries=IN_ENTRY, probe=SIGNS_IN),
        "corp is no index: it asks to sign in although the credential is sent: it does not accept "
        "it, or this is not an index.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD065",
        both(Entries(), gone("its host name is not known")),
        "corp can't be reached: its host name is not known.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD065",
        of_uv(probe=gone("nothing listens on this port")),
        "corp can't be reached: nothing listens on this port.",
        Kind.NONE,
        "",
        AT,
    ),
    Finds(
        "KD066",
        both(stored((f"{URL}/", "ci-bot"))),
        "pip finds an entry for corp that uv does not ask for: it ends in /.",
        Kind.STORE,
        "keydex fix KD066 corp",
        AT,
    ),
    Finds(
        "KD066",
        both(IN_ENTRY),
        "uv finds an entry for corp that pip does not ask for: it has no / at its end.",
        Kind.STORE,
        "keydex fix KD066 corp",
        "requirements.txt:1",
    ),
    Finds(
        "KD066",
        both(stored((HOST, "other")), of_pip=URL),
        "pip finds an entry for corp that uv does not ask for: it is stored for other.",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD066",
        both(stored(("pkgs.example:443", "ci-bot")), of_pip=f"{NAMED[:-12]}:443/team/simple"),
        "pip finds an entry for corp that uv does not ask for: "
        "it is stored under pkgs.example:443.",
        Kind.STORE,
        "keydex fix KD066 corp",
        AT,
    ),
    Finds(
        "KD066",
        IN_VENV,
        "pip finds an entry for corp that uv does not ask for: it is in another keyring.",
        Kind.STORE,
        "keydex fix KD066 corp",
        AT,
    ),
    Finds(
        "KD066",
        both(stored((f"{URL}/", "ci-bot")), probed(Verdict.REFUSED)),
        "pip finds an entry for corp that uv does not ask for: it ends in /.",
        Kind.STORE,
        "keydex set corp",
        AT,
    ),
    Finds(
        "KD066",
        both(
            stored((f"{AZURE_FEED}/", "VssSessionToken")),
            url=AZURE,
            of_pip=AZURE,
            rings=(ARTIFACTS,),
        ),
        "pip finds an entry for corp that uv does not ask for: it ends in /.",
        Kind.NONE,
        "",
        AT,
    ),
]
SILENT = [
    ("KD060", of_uv()),
    ("KD060", of_uv(entries=IN_ENTRY)),
    ("KD060", of_uv(AZURE, Entries())),
    # Other rules have the cause: the username, or a backend that holds nothing.
    (
        "KD060",
        of_uv(
            "https://me@a-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple",
            Entries(),
        ),
    ),
    (
        "KD060",
        replace(of_uv(AZURE.replace("VssSessionToken", "me"), Entries()), rings=(ARTIFACTS,)),
    ),
    ("KD060", replace(of_uv(entries=Entries()), variables=TURNED_OFF)),
    # The token is the username.
    ("KD060", of_uv("https://abc123DEF456@pypi.fury.io/acme/", Entries())),
    ("KD060", of_uv(entries=Entries(), probe=probed(Verdict.OPEN))),
    ("KD060", of_uv(entries=Entries(), probe=probed(Verdict.ACCEPTED))),
    ("KD060", of_uv(entries=Entries(state=State.LOCKED))),
    ("KD060", of_uv(NAMED.replace("@", ":pw@"), Entries())),
    ("KD060", of_uv(entries=IN_ENTRY, probe=probed(Verdict.ACCEPTED), files=WITH_LOCK)),
    ("KD060", of_uv("https://pypi.org/simple", Entries())),
    ("KD060", both(stored((f"{URL}/", "ci-bot")))),
    ("KD061", of_uv(entries=AT_HOST, probe=probed(Verdict.ACCEPTED))),
    ("KD061", of_uv(NAMED.replace("@", ":pw@"), Entries(), probed(Verdict.REFUSED))),
    ("KD061", of_uv(entries=AT_HOST)),
    ("KD062", of_uv(entries=AT_HOST, probe=probed(Verdict.ACCEPTED))),
    ("KD062", of_uv(NAMED.replace("@", ":pw@"), Entries(), probed(Verdict.FORBIDDEN, status=403))),
    ("KD063", of_uv(entries=AT_HOST, probe=probed(Verdict.ACCEPTED))),
    ("KD063", of_uv(entries=Entries(), probe=ABSENT)),
    ("KD063", of_uv(entries=AT_HOST, probe=Probe(Verdict.UNCLEAR, "cancelled"))),
    ("KD064", of_uv(entries=AT_HOST, probe=probed(Verdict.ACCEPTED))),
    ("KD065", of_uv(entries=AT_HOST, probe=probed(Verdict.ACCEPTED))),
    ("KD066", both(stored((HOST, "ci-bot")))),
    ("KD066", both(Entries())),
    ("KD066", both(stored((f"{URL}/", "ci-bot")), probed(Verdict.OPEN))),
]
