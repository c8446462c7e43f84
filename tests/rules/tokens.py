"""Which tokens and texts the rules about what is sent find, and which they leave alone."""

from keydex.findings import Kind
from tests.entries import Entries
from tests.hosts.jwts import jwe, jwt
from tests.rules.cases import Finds, Ring, World, uv

URL = "https://pkgs.example/simple/"
AWS = "https://d-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/"
AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
FURY = "https://pypi.fury.io/acme/"
PAST = jwt(iat="2026-01-01T00:00:00", exp="2026-11-01T00:00:00")
NEAR = jwt(iat="2026-01-01T00:00:00", exp="2026-11-25T00:00:00")
SOON = jwt(iat="2026-11-20T00:00:00", exp="2026-11-22T00:00:00")
FAR = jwt(exp="2027-11-25T00:00:00")
JSON = '{"authorizationToken": "eyJ2ZXIi", "expiration": 1}'


def holding(secret: str, url: str = URL, user: str = "ci-bot", ring: Ring | None = None) -> World:
    """Return a project whose keyring holds a secret for the index."""
    text = uv(url.replace("https://", f"https://{user}@"))
    entries = Entries({(url, user): secret})
    return World({"pyproject.toml": text}, rings=(ring or Ring(),), entries=entries)


def written(secret: str) -> World:
    """Return a project with a secret in the URL of the index."""
    text = uv(URL.replace("https://", f"https://ci-bot:{secret}@"))
    return World({"pyproject.toml": text}, entries=Entries())


def given(secret: str) -> World:
    """Return a project whose secret is in a variable."""
    variables = {"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": secret}
    return World({"pyproject.toml": uv(URL)}, variables, entries=Entries())


FINDS = [
    Finds(
        "KD067",
        holding(PAST),
        "The token for corp expired on 2026-11-01.",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD067",
        holding(NEAR, AZURE, "VssSessionToken"),
        "The token for corp expires on 2026-11-25.",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD067",
        holding(jwe(exp="2026-11-20T06:00:00"), AWS, "aws"),
        "The token for corp expired on 2026-11-20 at 06:00 UTC.",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD067",
        holding(PAST, AWS, "aws", Ring(packages={"keyrings.codeartifact": "2.1.2"})),
        "The token for corp expired on 2026-11-01.",
        Kind.COMMAND,
        "aws sso login",
        "pyproject.toml:7",
    ),
    Finds(
        "KD067",
        written(PAST),
        "The token for corp expired on 2026-11-01.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD067",
        given(PAST),
        "The token for corp expired on 2026-11-01.",
        Kind.NONE,
        at="UV_INDEX_CORP_PASSWORD",
    ),
    Finds(
        "KD068",
        holding(JSON, AWS, "aws"),
        "What is sent to corp can't be right: the secret is JSON, as a command prints it.",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD068",
        holding(""),
        "What is sent to corp can't be right: the secret is empty.",
        Kind.STORE,
        "keydex set corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD068",
        given("Bearer abc"),
        "What is sent to corp can't be right: the secret is a header, Bearer and a credential.",
        Kind.NONE,
        at="UV_INDEX_CORP_PASSWORD",
    ),
]
SILENT = [
    ("KD067", holding(FAR)),
    ("KD067", holding(SOON)),
    ("KD067", holding("hunter2")),
    ("KD067", World({"pyproject.toml": uv(URL)}, entries=Entries())),
    ("KD068", holding("hunter2")),
    ("KD068", holding("", FURY, "0123456789abcdef")),
    ("KD068", written("")),
    ("KD068", written("hunter2")),
]
