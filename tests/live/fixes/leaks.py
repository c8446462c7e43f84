"""Secrets in files: they move into the keyring, go out of locks, or the file is closed."""

from tests.live.fixes import Place, State

LOGIN = "ci-bot:canary-5ecret-7f3a"
HOST = "127.0.0.1:9"  # Nothing answers there: a password can move all the same.
URL = f"http://{LOGIN}@{HOST}/simple/"
PROJECT = "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\n"
PROVIDER = "keyring-provider = 'subprocess'\n"
ASKS = "[global]\nkeyring-provider = subprocess\n"


def index(url: str) -> str:
    """Write an index of uv."""
    return f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n"


def _pyproject(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + PROVIDER + index(URL))


def _provider_unset(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + index(URL))


def _requirements(place: Place) -> None:
    place.write("~/config/pip/pip.conf", ASKS)
    place.write("requirements.txt", f"--index-url {URL}\nb\n")


def _pip_conf(place: Place) -> None:
    place.write("~/config/pip/pip.conf", f"{ASKS}index-url = {URL}\n", 0o600)


def _lock(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + PROVIDER + index(URL.replace(LOGIN, "ci-bot")))
    place.write("uv.lock", f"version = 1\n[[package]]\nsource = {{ registry = '{URL}' }}\n")


def _exported(place: Place) -> None:
    place.write("requirements.txt", f"a\nb @ http://{LOGIN}@{HOST}/b-1-py3-none-any.whl\n")


def _netrc(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + PROVIDER + index(URL.replace(LOGIN, "ci-bot")))
    place.write("~/.netrc", "machine 127.0.0.1 login ci-bot password canary-5ecret-7f3a\n", 0o644)


STATES = [
    State("KD001", "in pyproject.toml", _pyproject),
    State("KD001", "in pyproject.toml, uv not told to ask", _provider_unset),
    State("KD001", "in requirements.txt", _requirements, tools=("pip",)),
    State("KD001", "in pip.conf", _pip_conf, tools=("pip",)),
    State("KD002", "in uv.lock", _lock),
    State("KD002", "in requirements that a tool wrote", _exported, tools=("pip",)),
    State("KD003", "a netrc file", _netrc),
]
