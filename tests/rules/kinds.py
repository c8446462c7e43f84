"""What the rules about kinds of index find, and what they leave alone."""

from keydex.findings import Kind
from tests.rules.cases import Finds, World, uv

AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/core/pypi"
GOOGLE = "europe-python.pkg.dev/acme/repo/simple/"
GITLAB = "https://me@gitlab.example/api/v4"
CLOUDSMITH = "https://token@python.cloudsmith.io/acme/repo/"


def of(url: str, **variables: str) -> World:
    """Return a project with one index."""
    return World({"pyproject.toml": uv(url)}, variables)


def publishing(url: str, **variables: str) -> World:
    """Return a project that publishes to a URL."""
    text = f"[project]\nname = 'demo'\n[tool.uv]\nkeyring-provider = 'subprocess'\n{url}"
    return World({"pyproject.toml": text}, variables)


def named(url: str) -> World:
    """Return a project that publishes to an index by its name, and the command that does."""
    more = f"publish-url = '{url}'\n"
    return World(
        {"pyproject.toml": uv("https://ci@pkgs.example/simple/", more)},
        command="uv publish --index corp",
    )


FINDS = [
    Finds(
        "KD011",
        of(f"https://alice@{GOOGLE}"),
        "The username of corp is alice, and Google wants oauth2accesstoken.",
        Kind.EDIT,
        "keydex username corp oauth2accesstoken",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        of(f"https://{GOOGLE}", UV_INDEX_CORP_USERNAME="alice"),
        "The username of corp is alice, and Google wants oauth2accesstoken.",
        Kind.COMMAND,
        "export UV_INDEX_CORP_USERNAME=oauth2accesstoken",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        of("https://__token__@acme.jfrog.io/artifactory/api/pypi/r/simple"),
        "The username of corp is __token__, and JFrog wants your own.",
        Kind.EDIT,
        "keydex username corp NAME",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        of(
            "https://acme.jfrog.io/artifactory/api/pypi/r/simple",
            UV_INDEX_CORP_USERNAME="__token__",
        ),
        "The username of corp is __token__, and JFrog wants your own.",
        Kind.COMMAND,
        "export UV_INDEX_CORP_USERNAME=NAME",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        of("https://alice@api.pyx.dev/simple/acme/main"),
        "The username of corp is alice, and pyx wants none.",
        Kind.EDIT,
        "keydex username corp --unset",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        of("https://api.pyx.dev/simple/acme/main", UV_INDEX_CORP_USERNAME="alice"),
        "The username of corp is alice, and pyx wants none.",
        Kind.COMMAND,
        "unset UV_INDEX_CORP_USERNAME",
        "pyproject.toml:7",
    ),
    Finds(
        "KD011",
        World(variables={"UV_DEFAULT_INDEX": f"https://alice@{GOOGLE}"}),
        "The username of https://europe-python.pkg.dev/acme/repo/simple is alice, "
        "and Google wants oauth2accesstoken.",
        Kind.NONE,
        at="UV_DEFAULT_INDEX",
    ),
    Finds(
        "KD011",
        publishing("publish-url = 'https://alice@upload.pypi.org/legacy/'\n"),
        "The username of https://upload.pypi.org/legacy is alice, and PyPI wants __token__.",
        Kind.EDIT,
        "keydex username https://upload.pypi.org/legacy __token__",
        "pyproject.toml:5",
    ),
    Finds(
        "KD070",
        of("https://pypi.pkg.github.com/acme"),
        "corp leads to GitHub Packages, which serves no Python packages.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD070",
        of("https://quay.io/acme"),
        "corp leads to Quay, known for containers only.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD071",
        of(f"{AZURE}/upload/"),
        "corp has the URL for uploads, which serves no packages.",
        Kind.EDIT,
        "keydex fix KD071 corp",
        "pyproject.toml:7",
    ),
    Finds(
        "KD071",
        publishing("publish-url = 'https://pypi.org/simple'\n"),
        "https://pypi.org/simple publishes to the URL of an index, which takes nothing.",
        Kind.EDIT,
        "keydex fix KD071 https://pypi.org/simple",
        "pyproject.toml:5",
    ),
    Finds(
        "KD071",
        publishing(f"publish-url = '{GITLAB}/groups/7/-/packages/pypi'\n"),
        "https://gitlab.example/api/v4/groups/7/-/packages/pypi publishes to the URL of an index, "
        "which takes nothing.",
        Kind.NONE,
        at="pyproject.toml:5",
    ),
    Finds(
        "KD071",
        of(CLOUDSMITH),
        "corp has the URL for uploads, which serves no packages.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD071",
        named(f"{AZURE}/simple/"),
        "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple publishes to the URL of an "
        "index, which takes nothing.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD072",
        of("http://ci-bot@pkgs.example/simple/"),
        "corp is reached over http, so its password goes unencrypted.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
]
SILENT = [
    (
        "KD072",
        World(
            {"requirements.txt": "--index-url http://pkgs.example/simple\nfoo\n"},
            programs={"/tools/pip": ""},
        ),
    ),
    ("KD011", of(f"https://oauth2accesstoken@{GOOGLE}")),
    ("KD011", of(f"https://_json_key_base64@{GOOGLE}")),
    ("KD011", of(f"https://{GOOGLE}")),
    ("KD011", of(f"https://${{USER}}@{GOOGLE}")),
    ("KD011", of("https://alice@pypi.org/simple")),
    ("KD011", of(AZURE.replace("VssSessionToken", "whoever") + "/simple/")),
    ("KD011", of("https://ci-bot@pkgs.example/simple/")),
    ("KD011", of("https://api.pyx.dev/simple/acme/main")),
    ("KD011", of("https://ci-bot@acme.jfrog.io/artifactory/api/pypi/r/simple")),
    ("KD070", of("https://ci-bot@pkgs.example/simple/")),
    ("KD070", of(f"{GITLAB}/projects/7/packages/pypi/simple")),
    ("KD071", of(f"{AZURE}/simple/")),
    ("KD071", of("https://ci-bot@pkgs.example/upload/")),
    ("KD071", publishing("publish-url = 'https://upload.pypi.org/legacy/'\n")),
    ("KD071", publishing(f"find-links = ['{AZURE}/upload/']\n")),
    ("KD072", of("https://ci-bot@pkgs.example/simple/")),
    ("KD072", of("http://pkgs.example/simple/")),
    ("KD072", of("http://ci-bot@127.0.0.1:8080/simple/")),
    ("KD072", of("http://ci-bot@localhost:8080/simple/")),
]
