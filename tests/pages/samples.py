"""What the pages show: for each tool what it asks, and what keeps it from asking."""

from keydex.model import Version, spelled
from keydex.tools.pdm.releases import Unearth
from keydex.tools.uv import releases
from tests.pages.sample import Sample

HOST = "pkgs.example"
URL = f"https://{HOST}/simple/"
MINE = f"https://ci-bot@{HOST}/simple/"
OPEN = f"https://ci-bot:PASSWORD@{HOST}/simple/"
UPLOAD = f"https://{HOST}/legacy/"
NETRC = {"~/.netrc": f"machine {HOST} login ci-bot password PASSWORD\n"}
PLAIN = "[project]\nname = 'demo'\nversion = '0'\n"
LOGIN = "username = ci-bot\npassword = PASSWORD\n"

UV_FILES = "~/.local/share/uv/credentials/credentials.toml"
UV_STORE = (
    f"[[credential]]\nservice = '{URL}'\nusername = 'ci-bot'\nscheme = 'basic'\n"
    "password = 'PASSWORD'\n"
)
PYPIRC = f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {UPLOAD}\n"
BUILT = "[build-system]\nrequires = ['flit_core']\nbuild-backend = 'flit_core.buildapi'\n"
POETRY = "[tool.poetry]\nname = 'demo'\nversion = '0'\ndescription = ''\nauthors = []\n"
REPOSITORY = {"~/.config/pypoetry/config.toml": f"[repositories.up]\nurl = '{UPLOAD}'\n"}
AUTH = "~/.config/pypoetry/auth.toml"
POETRY_AS = "POETRY_HTTP_BASIC_CORP"
HATCH = "~/.config/hatch/config.toml"
REPOS = f"[publish.index.repos.corp]\nurl = '{UPLOAD}'\n"
PIXI = (
    "[workspace]\nname = 'demo'\n[pypi-options]\nindex-url = '{}'\n[pypi-dependencies]\nx = '*'\n"
)


def _of_uv(
    title: str, words: str, more: dict[str, str] | None = None, has: str = "command"
) -> Sample:
    """Return a sample of uv since it asks for usernames in URLs."""
    return Sample(title, words, {}, more or {}, has, releases.ASKS_FOR_URL_LOGINS)


def _toml(table: str, url: str = MINE, more: str = "", before: str = "") -> str:
    return f"{before}[[{table}]]\nname = 'corp'\nurl = '{url}'\n{more}"


def _uv(url: str = MINE, more: str = "") -> dict[str, str]:
    return {"pyproject.toml": _toml("tool.uv.index", url, more, PLAIN)}


def _poetry(url: str = URL, more: str = "") -> dict[str, str]:
    return {"pyproject.toml": _toml("tool.poetry.source", url, more, POETRY)}


def _pdm(url: str = URL, more: str = "") -> dict[str, str]:
    return {"pyproject.toml": _toml("tool.pdm.source", url, more, PLAIN)}


def _pipenv(url: str = MINE) -> dict[str, str]:
    return {"Pipfile": _toml("source", url)}


def _pixi(url: str = MINE) -> dict[str, str]:
    return {"pixi.toml": PIXI.format(url)}


def _runs(
    title: str,
    words: str,
    files: dict[str, str] | None = None,
    more: dict[str, str] | None = None,
    since: Version = (),
) -> Sample:
    """Return a sample of a tool that runs a keyring command."""
    return Sample(title, words, files or {}, more or {}, "command", since)


UNEARTH = spelled(Unearth.NEWEST)
ON = "UV_KEYRING_PROVIDER=subprocess "
UV = f"{ON}uv pip install -i"
PIP = "PIP_KEYRING_PROVIDER=subprocess pip install -i"
PIPENV = "PIPENV_KEYRING_PROVIDER=subprocess PIP_KEYRING_PROVIDER=subprocess pipenv lock"
PIXI_ON = "pixi install --pypi-keyring-provider subprocess"
TWINE, FLIT, HATCH_UP = "twine upload -r corp", "flit publish --repository corp", "hatch publish"

# What is shown release by release, with its configuration.
ASKED: tuple[Sample, ...] = (
    _runs("A username in the URL", f"{UV} {MINE} PACKAGE"),
    _runs("No username", f"{UV} {URL} PACKAGE"),
    _runs(
        "No username, and a policy",
        f"{ON}uv sync",
        _uv(URL, "authenticate = 'always'\n"),
        since=releases.HAS_POLICY,
    ),
    _of_uv("Not https", f"{UV} http://ci-bot@{HOST}:8080/simple/ PACKAGE"),
    _runs("An upload", f"{ON}uv publish --publish-url {UPLOAD} -u ci-bot"),
    Sample("A username, and the keyring package beside pip", f"pip install -i {MINE} PACKAGE"),
    Sample("No username, and the keyring package beside pip", f"pip install -i {URL} PACKAGE"),
    _runs("A username, and a keyring command", f"{PIP} {MINE} PACKAGE"),
    _runs("No username, and a keyring command", f"{PIP} {URL} PACKAGE"),
    _runs("A username in the URL", PIPENV, _pipenv()),
    _runs("No username", PIPENV, _pipenv(URL)),
    Sample("No username", "poetry lock", _poetry()),
    Sample(
        "A username, as `poetry config http-basic.corp ci-bot` writes it",
        "poetry lock",
        _poetry(),
        {AUTH: "[http-basic.corp]\nusername = 'ci-bot'\n"},
    ),
    Sample("An upload", "poetry publish -r up", _poetry(), REPOSITORY),
    Sample(f"A username in the URL, with unearth {UNEARTH}", "pdm lock", _pdm(MINE)),
    Sample("A username under its key", "pdm lock", _pdm(URL, "username = 'ci-bot'\n")),
    Sample("No username", "pdm lock", _pdm()),
    _runs("No username, and a keyring command", "pdm lock", _pdm()),
    Sample("An upload", f"pdm publish -r {UPLOAD} -u ci-bot", {"pyproject.toml": PLAIN}),
    Sample("A username", TWINE, {"~/.pypirc": f"{PYPIRC}username = ci-bot\n"}),
    Sample("No username", TWINE, {"~/.pypirc": PYPIRC}),
    Sample("PyPI", "twine upload"),
    Sample(
        "A username",
        FLIT,
        {"pyproject.toml": f"{BUILT}{PLAIN}"},
        {"~/.pypirc": f"{PYPIRC}username = ci-bot\n"},
    ),
    Sample("A username", f"{HATCH_UP} -r corp -u ci-bot", {HATCH: REPOS}),
    Sample("No username", f"{HATCH_UP} -r corp", {HATCH: REPOS}),
    _runs("A username in the URL", PIXI_ON, _pixi()),
    _runs("No username", PIXI_ON, _pixi(URL)),
)

# What comes before the questions, or in their place; each differs in one thing from one above.
INSTEAD: tuple[Sample, ...] = (
    _of_uv("a password in the URL", f"{UV} {OPEN} PACKAGE"),
    _runs(
        "`UV_INDEX_CORP_PASSWORD`, for an index called corp",
        f"UV_INDEX_CORP_USERNAME=ci-bot UV_INDEX_CORP_PASSWORD=PASSWORD {ON}uv sync",
        _uv(),
        since=releases.INDEX_VARIABLES,
    ),
    _of_uv("a netrc", f"{UV} {MINE} PACKAGE", NETRC),
    _of_uv("what `uv auth login` stored", f"{UV} {MINE} PACKAGE", {UV_FILES: UV_STORE}),
    _runs(
        '`authenticate = "never"`',
        f"{ON}uv sync",
        _uv(MINE, "authenticate = 'never'\n"),
        since=releases.HAS_POLICY,
    ),
    _of_uv("no provider", f"uv pip install -i {MINE} PACKAGE"),
    _of_uv("no keyring on PATH", f"{UV} {MINE} PACKAGE", has="none"),
    Sample("a password in the URL", f"pip install -i {OPEN} PACKAGE"),
    Sample("a netrc, and a username", f"pip install -i {MINE} PACKAGE", NETRC),
    Sample("a netrc, and no username", f"pip install -i {URL} PACKAGE", NETRC),
    Sample("`--no-input`", f"pip install --no-input -i {MINE} PACKAGE"),
    _runs("`--no-input`, a keyring command", f"{PIP} {MINE} --no-input PACKAGE"),
    _runs("no provider, a keyring command, no package", f"pip install -i {MINE} PACKAGE"),
    Sample(
        "`keyring-provider = disabled`",
        f"PIP_KEYRING_PROVIDER=disabled pip install -i {MINE} PACKAGE",
    ),
    Sample("neither package nor command", f"pip install -i {MINE} PACKAGE", has="none"),
    _runs("a password in the URL", PIPENV, _pipenv(OPEN)),
    _runs("a netrc", PIPENV, _pipenv(), NETRC),
    _runs("no provider", "pipenv lock", _pipenv()),
    _runs("`PIP_KEYRING_PROVIDER` only", "PIP_KEYRING_PROVIDER=subprocess pipenv lock", _pipenv()),
    Sample("no keyring on PATH", PIPENV, _pipenv(), has="none"),
    Sample("a login in the URL", "poetry lock", _poetry(OPEN)),
    Sample("a username in the URL", "poetry lock", _poetry(MINE)),
    Sample(
        "`POETRY_HTTP_BASIC_CORP_PASSWORD`",
        f"{POETRY_AS}_USERNAME=ci-bot {POETRY_AS}_PASSWORD=PASSWORD poetry lock",
        _poetry(),
    ),
    Sample(
        "a password in auth.toml",
        "poetry lock",
        _poetry(),
        {AUTH: "[http-basic.corp]\nusername = 'ci-bot'\npassword = 'PASSWORD'\n"},
    ),
    Sample("a netrc", "poetry lock", _poetry(), NETRC),
    Sample("`POETRY_KEYRING_ENABLED=false`", "POETRY_KEYRING_ENABLED=false poetry lock", _poetry()),
    Sample("no keyring package", "poetry lock", _poetry(), has="none"),
    Sample("a password in the URL", "pdm lock", _pdm(OPEN)),
    Sample(
        "a password under its key",
        "pdm lock",
        _pdm(URL, "username = 'ci-bot'\npassword = 'PASSWORD'\n"),
    ),
    Sample("a netrc", "pdm lock", _pdm(), NETRC),
    Sample("`PDM_USE_UV=1`", "PDM_USE_UV=1 pdm lock", _pdm()),
    Sample("neither package nor command", "pdm lock", _pdm(), has="none"),
    Sample("a password in ~/.pypirc", TWINE, {"~/.pypirc": f"{PYPIRC}{LOGIN}"}),
    Sample(
        "`TWINE_PASSWORD`",
        f"TWINE_PASSWORD=PASSWORD {TWINE}",
        {"~/.pypirc": f"{PYPIRC}username = ci-bot\n"},
    ),
    Sample("no keyring package", TWINE, {"~/.pypirc": PYPIRC}, has="none"),
    Sample("no username", FLIT, {"pyproject.toml": f"{BUILT}{PLAIN}"}, {"~/.pypirc": PYPIRC}),
    Sample(
        "a password in ~/.pypirc",
        FLIT,
        {"pyproject.toml": f"{BUILT}{PLAIN}"},
        {"~/.pypirc": f"{PYPIRC}{LOGIN}"},
    ),
    Sample(
        "`FLIT_PASSWORD`",
        f"FLIT_PASSWORD=PASSWORD {FLIT}",
        {"pyproject.toml": f"{BUILT}{PLAIN}"},
        {"~/.pypirc": f"{PYPIRC}username = ci-bot\n"},
    ),
    Sample(
        "no keyring package",
        FLIT,
        {"pyproject.toml": f"{BUILT}{PLAIN}"},
        {"~/.pypirc": f"{PYPIRC}username = ci-bot\n"},
        has="none",
    ),
    Sample(
        "`HATCH_INDEX_AUTH`",
        f"HATCH_INDEX_AUTH=PASSWORD {HATCH_UP} -r corp -u ci-bot",
        {HATCH: REPOS},
    ),
    Sample(
        "a password in ~/.pypirc",
        f"{HATCH_UP} -r corp",
        {HATCH: REPOS},
        {"~/.pypirc": f"{PYPIRC}{LOGIN}"},
    ),
    Sample("no keyring package", f"{HATCH_UP} -r corp -u ci-bot", {HATCH: REPOS}, has="none"),
    _runs("a password in the URL", PIXI_ON, _pixi(OPEN)),
    _runs("a netrc", PIXI_ON, _pixi(), NETRC),
    _runs("no provider", "pixi install", _pixi()),
    Sample("no keyring on PATH", PIXI_ON, _pixi(), has="none"),
)
