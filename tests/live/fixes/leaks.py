"""Secrets in files: they move into the keyring, go out of locks, or the file is closed."""

from collections.abc import Callable

from tests.live.fixes import Place, State

LOGIN = "ci-bot:canary-5ecret-7f3a"
HOST = "127.0.0.1:9"  # Nothing answers there: a password can move all the same.
URL = f"http://{LOGIN}@{HOST}/simple/"
PROJECT = "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\n"
PROVIDER = "keyring-provider = 'subprocess'\n"
ASKS = "[global]\nkeyring-provider = subprocess\n"
BARE = f"http://{HOST}/simple/"
PLAIN = "[project]\nname = 'demo'\nversion = '0'\n"
OF_POETRY = f"{PLAIN}[[tool.poetry.source]]\nname = 'corp'\nurl = '{BARE}'\n"
OF_PDM = f"{PLAIN}[[tool.pdm.source]]\nname = 'corp'\nurl = '{BARE}'\n"
CANARY = "canary-5ecret-7f3a"
KEYS = f"username = 'ci-bot'\npassword = '{CANARY}'\n"
BASIC = f"[http-basic.corp]\n{KEYS}"
TOKEN = f"[pypi-token]\npypi = '{CANARY}'\n"
UPLOADS = f"url = '{BARE}'\n{KEYS}"
RC = f"[distutils]\nindex-servers = corp\n[corp]\nrepository: {BARE}\n{KEYS}".replace("'", "")
REPOS = f"[publish.index.repos.corp]\nurl = '{BARE}'\nuser = 'ci-bot'\nauth = '{CANARY}'\n"
AT = ("pypoetry/auth.toml", "pdm/config.toml", "hatch/config.toml")
LOGS_IN = (
    f"uv auth login {BARE} --no-config --keyring-provider disabled "
    f"--username ci-bot --password {CANARY}"
)


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


def _named(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + PROVIDER + index(URL.replace(LOGIN, "ci-bot")))


def _lock(place: Place) -> None:
    _named(place)
    place.write("uv.lock", f"version = 1\n[[package]]\nsource = {{ registry = '{URL}' }}\n")


def _exported(place: Place) -> None:
    place.write("requirements.txt", f"a\nb @ http://{LOGIN}@{HOST}/b-1-py3-none-any.whl\n")


def _netrc(place: Place) -> None:
    place.write("pyproject.toml", PROJECT + PROVIDER + index(URL.replace(LOGIN, "ci-bot")))
    place.write("~/.netrc", "machine 127.0.0.1 login ci-bot password canary-5ecret-7f3a\n", 0o644)


def _put(name: str, text: str, project: str = PLAIN) -> Callable[[Place], None]:
    """Return what writes a project, and a file with a password that only its owner reads."""

    def arranged(place: Place) -> None:
        place.write("pyproject.toml", project)
        place.write(name, text, 0o600)

    return arranged


AUTH, PDM, HATCH = (f"~/config/{name}" for name in AT)
STATES = [
    State("KD001", "in pyproject.toml", _pyproject),
    State("KD001", "in pyproject.toml, uv not told to ask", _provider_unset),
    State("KD001", "in requirements.txt", _requirements, tools=("pip",)),
    State("KD001", "in pip.conf", _pip_conf, tools=("pip",)),
    State(
        "KD001",
        "poetry's login",
        _put(AUTH, BASIC, OF_POETRY),
        tools=("poetry",),
    ),
    State("KD001", "poetry's token", _put("poetry.toml", TOKEN, OF_POETRY), tools=("poetry",)),
    State("KD001", "in pyproject.toml, for pdm", _put("x", "", OF_PDM + KEYS), tools=("pdm",)),
    State("KD001", "pdm.toml", _put("pdm.toml", f"[pypi.corp]\n{KEYS}", OF_PDM), tools=("pdm",)),
    State("KD001", "pdm's config", _put(PDM, f"[repository.corp]\n{UPLOADS}"), tools=("pdm",)),
    State("KD001", ".pypirc", _put("~/.pypirc", RC), tools=("twine",)),
    State("KD001", "hatch's config", _put(HATCH, REPOS), tools=("hatch",)),
    State("KD001", "uv's own store", _named, LOGS_IN),
    State("KD002", "in uv.lock", _lock),
    State("KD002", "in requirements that a tool wrote", _exported, tools=("pip",)),
    State("KD003", "a netrc file", _netrc),
]
