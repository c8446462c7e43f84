"""Settings that turn the keyring off, and credentials that end the search before it."""

from collections.abc import Callable

from tests.live.fixes import Place, State
from tests.server import CHALLENGE, Answer, Request, answer

NAMED = "https://ci-bot@pkgs.example.invalid/simple/"
PROJECT = "[project]\nname = 'demo'\nversion = '0'\n"
CANARY = "s3cret-CANARY"


def _project(provider: str = "", more: str = "", url: str = NAMED) -> Callable[[Place], None]:
    """Return what writes a project with one index of uv."""
    return lambda place: _written(place, url, provider, more)


def _written(place: Place, url: str, provider: str, more: str = "") -> None:
    place.write(
        "pyproject.toml",
        f"{PROJECT}[tool.uv]\n{provider}\n[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{more}",
    )


def _required(place: Place) -> None:
    place.write("requirements.txt", f"--index-url {NAMED}\nfoo\n")


def _disabled_in_pip(place: Place) -> None:
    _required(place)
    place.write("~/config/pip/pip.conf", "[global]\nkeyring-provider = disabled\n")


def _old_pip(place: Place) -> None:
    _required(place)
    place.venv("~/old", "pip==23.0")


def _old_uv(place: Place) -> None:
    place.venv("~/old", "pip==25.3", "uv==0.1.25")


def _bad_uv_toml(place: Place) -> None:
    place.write("pyproject.toml", PROJECT)
    place.write("uv.toml", "keyring-profider = 'subprocess'\n")


def _refuses(_: Request) -> Answer:
    """Say that no login is right."""
    return answer(401, headers=CHALLENGE)


def _refusing(login: str = "", more: str = "") -> Callable[[Place], None]:
    """Return what writes a project whose index refuses everybody; `more` is a netrc."""

    def arranged(place: Place) -> None:
        url = f"{place.serve(_refuses)}/simple/"
        place.write("../url", url)
        _written(place, url.replace("://", f"://{login}"), "keyring-provider = 'subprocess'")
        if more:
            place.write("~/.netrc", more, 0o600)

    return arranged


LOGIN = (
    f"machine other.example login a password b\nmachine 127.0.0.1 login ci-bot password {CANARY}\n"
)
ASKED = f"--no-input --keyring-provider subprocess -i {NAMED} foo"
STORED = (
    "uv auth login $(cat ../url) --no-config --keyring-provider disabled "
    f"--username ci-bot --password {CANARY}"
)
OLD_UV = f"uv pip install --keyring-provider subprocess --index-url {NAMED} foo"
OLD = 'PATH="$HOME/old/bin:$PATH"'
STATES = [
    State("KD050", "nowhere", _project()),
    State("KD050", "files are off", _project(), f"export UV_NO_CONFIG=1 UV_INDEX=corp={NAMED}"),
    State("KD051", "off in a file", _project("keyring-provider = 'disabled'")),
    State("KD051", "unknown in a variable", _project(), "export UV_KEYRING_PROVIDER=native"),
    State("KD051", "off for pip", _disabled_in_pip, tools=("pip",)),
    State("KD052", "no input in a variable", _required, tools=("pip",)),
    State("KD052", "no files", _required, "export PIP_CONFIG_FILE=/dev/null", tools=("pip",)),
    State("KD052", "an old pip", _old_pip, OLD, tools=()),
    State("KD053", "a misspelled key", _project("keyring-profider = 'subprocess'")),
    State("KD053", "an unknown key", _project("colour = 'red'")),
    State(
        "KD054",
        "a flag",
        _required,
        tools=("pip",),
        options=f"--offline -- pip install {ASKED}",
    ),
    State("KD055", "a netrc", _refusing("ci-bot@", LOGIN), options=""),
    State("KD055", "a URL", _refusing(f"ci-bot:{CANARY}@"), options=""),
    State(
        "KD055",
        "a variable",
        _refusing(),
        f"export UV_INDEX_CORP_USERNAME=ci-bot UV_INDEX_CORP_PASSWORD={CANARY}",
        options="",
    ),
    State("KD055", "uv's own store", _refusing("ci-bot@"), STORED, options=""),
    State("KD057", "a misspelled key", _bad_uv_toml),
    State(
        "KD058",
        "an old uv beside pip",
        _old_uv,
        OLD,
        tools=(),
        options=f"--offline -- {OLD_UV}",
    ),
    State("KD059", "never", _project("keyring-provider = 'subprocess'", "authenticate = 'never'")),
]
