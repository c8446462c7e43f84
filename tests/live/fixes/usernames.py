"""Usernames that are missing, lost, or spelled in a way that a tool does not read."""

from tests.live.fixes import Place, State

FEED = "https://pkgs.example.invalid/simple/"
NAMED = FEED.replace("://", "://ci-bot@")
USER = FEED.replace("://", "://${CORP_USER}@")
LOGIN = FEED.replace("://", "://${CORP_USER}:${CORP_TOKEN}@")
GITLAB = "https://gitlab.com/api/v4/projects/12/packages/pypi/simple/"
ASKS = "export PIP_KEYRING_PROVIDER=subprocess"


def _project(place: Place, url: str, name: str = "name = 'corp'\n") -> None:
    place.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\n{name}url = '{url}'\n",
    )


def _required(place: Place, url: str) -> None:
    place.write("requirements.txt", f"--index-url {url}\nfoo\n")


def _azure(place: Place) -> None:
    _project(place, "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/")


def _bare(place: Place) -> None:
    place.write("pyproject.toml", "[project]\nname = 'demo'\nversion = '0'\n")


def _dropped(place: Place) -> None:
    _project(place, FEED)
    _required(place, NAMED)


def _in_pip_conf(place: Place, url: str) -> None:
    place.write("~/config/pip/pip.conf", f"[global]\nindex-url = {url}\n")


STATES = [
    State("KD012", "the username of the host's kind", _azure),
    State(
        "KD012",
        "a username of one's own",
        lambda place: _project(place, FEED),
        words={"NAME": "ci-bot --in project"},
    ),
    State(
        "KD012",
        "an index that a variable declares",
        _bare,
        f"export UV_KEYRING_PROVIDER=subprocess UV_INDEX=corp={FEED}",
        {"UV_INDEX_CORP_USERNAME=NAME": "UV_INDEX_CORP_USERNAME=ci-bot"},
    ),
    State(
        "KD013",
        "a host in upper case",
        lambda place: _required(place, NAMED.replace("pkgs.example", "Pkgs.Example")),
        ASKS,
        tools=("pip",),
    ),
    State(
        "KD014",
        "letters in lower case",
        lambda place: _project(place, FEED),
        "export UV_INDEX_corp_USERNAME=ci-bot",
    ),
    State(
        "KD014",
        "an index without a name",
        lambda place: _project(place, FEED, ""),
        "export UV_INDEX_CORP_USERNAME=ci-bot",
    ),
    State("KD015", "left out by uv add", _dropped, ASKS, tools=("uv", "pip")),
    State(
        "KD016",
        "encoded twice",
        lambda place: _project(place, FEED.replace("://", "://al%2540x@")),
    ),
    State(
        "KD016",
        "encoded in a variable",
        lambda place: _project(place, FEED),
        "export UV_INDEX_CORP_USERNAME=al%40x",
    ),
    State(
        "KD016",
        "a backslash",
        lambda place: _project(place, FEED.replace("://", "://CORP\\alice@")),
    ),
    State(
        "KD016",
        "a slash",
        lambda place: _project(place, FEED.replace("://", "://CORP/alice@")),
    ),
    State(
        "KD017",
        "a login of variables in pyproject.toml",
        lambda place: _project(place, LOGIN),
        "export CORP_USER=ci-bot CORP_TOKEN=s3cret",
    ),
    State(
        "KD017",
        "a username in pip.conf",
        lambda place: _in_pip_conf(place, USER),
        f"{ASKS} CORP_USER=ci-bot",
        tools=("pip",),
    ),
    State(
        "KD017",
        "a login in pip.conf",
        lambda place: _in_pip_conf(place, LOGIN),
        f"{ASKS} CORP_USER=ci-bot CORP_TOKEN=s3cret",
        tools=("pip",),
    ),
    State(
        "KD017",
        "a variable that is not set",
        lambda place: _required(place, USER),
        ASKS,
        {"CORP_USER=NAME": "CORP_USER=ci-bot"},
        tools=("pip",),
    ),
    State(
        "KD017",
        "a variable without braces",
        lambda place: _required(place, USER.replace("${CORP_USER}", "$CORP_USER")),
        f"{ASKS} CORP_USER=ci-bot",
        tools=("pip",),
    ),
    State("KD018", "people with different usernames", lambda place: _project(place, FEED)),
    State(
        "KD018",
        "a host that sends strangers to PyPI",
        lambda place: _project(place, GITLAB),
        "export UV_INDEX_CORP_USERNAME=ci-bot",
    ),
]
