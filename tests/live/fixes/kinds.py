"""Usernames and addresses that are not those of the kind of index."""

from collections.abc import Callable

from tests.live.fixes import Place, State

HEAD = "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
GOOGLE = "europe-python.pkg.dev/acme/repo/simple/"
ALICE = "export UV_INDEX_CORP_USERNAME=alice"
AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/core/pypi/upload/"


def _of(url: str) -> Callable[[Place], object]:
    """Write a project with one index."""
    text = f"{HEAD}[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n"
    return lambda place: place.write("pyproject.toml", text)


def _publishing(url: str) -> Callable[[Place], object]:
    """Write a project that publishes to a URL."""
    return lambda place: place.write("pyproject.toml", f"{HEAD}publish-url = '{url}'\n")


STATES = [
    State("KD011", "a name that Google refuses", _of(f"https://alice@{GOOGLE}")),
    State(
        "KD011",
        "a name from a variable",
        _of(f"https://{GOOGLE}"),
        shell=ALICE,
    ),
    State(
        "KD011",
        "a name that is PyPI's",
        _of("https://__token__@acme.jfrog.io/artifactory/api/pypi/r/simple"),
        words={"NAME": "ci-bot --in project"},
    ),
    State("KD011", "a name where none is wanted", _of("https://alice@api.pyx.dev/simple/acme")),
    State(
        "KD011",
        "a name from a variable where none is wanted",
        _of("https://api.pyx.dev/simple/acme"),
        shell=ALICE,
    ),
    State("KD011", "an account at PyPI", _publishing("https://alice@upload.pypi.org/legacy/")),
    State("KD071", "an upload URL as index", _of(AZURE)),
    State("KD071", "an index as upload URL", _publishing("https://ci@test.pypi.org/simple/")),
]
