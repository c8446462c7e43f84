"""Every place that a secret can be in, each with a canary of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from tests.canary.scanning import ODD, Canary
from tests.ui.markup import CLICKED, NAME

USER = "ci-bot"
# {url} is the server with the username and a password in it, {text} the password as TOML and JSON
# have it, {plain} as it is, {quoted} as a URL has it, {bare} the server and {host} its host with
# the port.
HEAD = """\
[project]
name = "demo"
version = "0"
requires-python = ">=3.11"
dependencies = ["billing-core"]

[tool.uv]
keyring-provider = "subprocess"

[[tool.uv.index]]
name = "corp"
url = "{named}/corp/simple/"

[[tool.uv.index]]
name = "unwritable"
url = "{named}/unwritable/simple/"

[[tool.uv.index]]
name = "raises"
url = "{named}/raises/simple/"

[[tool.uv.index]]
name = "locked"
url = "{named}/locked/simple/"

[[tool.uv.index]]
name = "moved"
url = "{named}/moved/simple/"

[[tool.uv.index]]
name = "undeletable"
url = "{named}/undeletable/simple/"

[[tool.uv.index]]
name = "marked"
url = "{named}/corp/MARK/simple/"
""".replace("MARK", CLICKED)
FILES: tuple[tuple[str, str, str], ...] = (
    ("", "proj/pyproject.toml", HEAD),
    ("", "proj/clean/pyproject.toml", HEAD),
    (
        "uv in pyproject.toml",
        "proj/pyproject.toml",
        '\n[[tool.uv.index]]\nname = "inuv"\nurl = "{url}/inuv/simple/"\n',
    ),
    (
        "poetry in pyproject.toml",
        "proj/pyproject.toml",
        '\n[[tool.poetry.source]]\nname = "inpoetry"\nurl = "{url}/inpoetry/simple/"\n',
    ),
    (
        "pdm in pyproject.toml",
        "proj/pyproject.toml",
        '\n[[tool.pdm.source]]\nname = "inpdm"\nurl = "{url}/inpdm/simple/"\n',
    ),
    (
        "hatch in pyproject.toml",
        "proj/pyproject.toml",
        '\n[tool.hatch.publish.index.repos.inhatch]\nurl = "{bare}/legacy/"\nauth = "{text}"\n',
    ),
    ("a comment", "proj/pyproject.toml", "\n# it was {url}\n"),
    ("", "proj/pyproject.toml", f'[[tool.poetry.source]]\nname = "{NAME}"\nurl = "{{bare}}/x/"\n'),
    (
        "uv.toml",
        "home/.config/uv/uv.toml",
        '[[index]]\nname = "uvtoml"\nurl = "{url}/uvtoml/simple/"\n',
    ),
    (
        "a token in a path",
        "home/.config/uv/uv.toml",
        '[[index]]\nname = "inpath"\n'
        'url = "http://dl.cloudsmith.io/{quoted}/acme/repo/python/simple/"\n',
    ),
    (
        "uv's credentials.toml",
        "home/.local/share/uv/credentials/credentials.toml",
        '[[credential]]\nservice = "{bare}/stored/"\nscheme = "basic"\nusername = "ci-bot"\n'
        'password = "{text}"\n',
    ),
    (
        "pip.conf",
        "home/.config/pip/pip.conf",
        "[global]\nkeyring-provider = subprocess\nextra-index-url =\n    {named}/corp/simple/\n"
        "    {named}/raises/simple/\n"
        f"    {{url}}/pipconf/simple/\n    {{named}}/{NAME}/simple/\n",
    ),
    (
        "requirements.txt",
        "proj/requirements.txt",
        "--extra-index-url {url}/requirements/simple/\nbilling-core\n",
    ),
    ("a requirement", "proj/requirements.txt", "other @ {url}/other-1-py3-none-any.whl\n"),
    (
        "Pipfile",
        "proj/Pipfile",
        '[[source]]\nname = "pipfile"\nurl = "{url}/pipfile/simple/"\nverify_ssl = true\n',
    ),
    (
        "poetry.toml",
        "proj/poetry.toml",
        '[http-basic.inpoetry]\nusername = "ci-bot"\npassword = "{text}"\n'
        '[repositories.up]\nurl = "{bare}/legacy/"\n',
    ),
    (
        "auth.toml",
        "home/.config/pypoetry/auth.toml",
        '[http-basic.up]\nusername = "ci-bot"\npassword = "{text}"\n',
    ),
    ("a token of auth.toml", "home/.config/pypoetry/auth.toml", '[pypi-token]\npypi = "{text}"\n'),
    (
        "pdm.toml",
        "proj/pdm.toml",
        '[pypi]\nurl = "{bare}/pdmtoml/simple/"\nusername = "ci-bot"\npassword = "{text}"\n',
    ),
    (
        "pdm's config.toml",
        "home/.config/pdm/config.toml",
        '[repository.up]\nurl = "{bare}/legacy/"\nusername = "ci-bot"\npassword = "{text}"\n',
    ),
    (
        "hatch's config.toml",
        "home/.config/hatch/config.toml",
        '[publish.index.repos.up]\nurl = "{bare}/legacy/"\nuser = "ci-bot"\nauth = "{text}"\n',
    ),
    (
        ".pypirc",
        "home/.pypirc",
        "[distutils]\nindex-servers = up\n[up]\nrepository = {bare}/legacy/\n"
        "username = ci-bot\npassword = {plain}\n",
    ),
    ("netrc", "home/.netrc", 'machine elsewhere.example login ci-bot password "{text}"\n'),
    (
        "uv.lock",
        "proj/uv.lock",
        'version = 1\n[[package]]\nname = "billing-core"\nversion = "1"\n'
        'source = {{ registry = "{url}/inuv/simple/" }}\n',
    ),
    (
        "poetry.lock",
        "proj/poetry.lock",
        '[[package]]\nname = "x"\nversion = "1"\n[package.source]\n'
        'type = "legacy"\nurl = "{url}/inpoetry/simple"\nreference = "inpoetry"\n',
    ),
)
VARIABLES: dict[str, str] = {
    "UV_INDEX_INUV_PASSWORD": "{plain}",
    "UV_DEFAULT_INDEX": "{url}/uvdefault/simple/",
    "UV_PUBLISH_TOKEN": "{plain}",
    "POETRY_HTTP_BASIC_INPOETRY_PASSWORD": "{plain}",
    "POETRY_PYPI_TOKEN_UP": "{plain}",
    "PIP_INDEX_URL": "{url}/pipindex/simple/",
    "PIPENV_PYPI_MIRROR": "{url}/mirror/simple/",
    "PDM_PUBLISH_PASSWORD": "{plain}",
    "PDM_PYPI_URL": "{url}/pdmpypi/simple/",
    "TWINE_PASSWORD": "{plain}",
    "HATCH_INDEX_AUTH": "{plain}",
    "FLIT_PASSWORD": "{plain}",
    "CORP_TOKEN": "{plain}",
}
ENTRIES: dict[str, tuple[str, str]] = {
    "an entry": ("{bare}/corp/simple/", USER),
    "an entry of a host": ("http://{host}", USER),
    "an entry of another person": ("{bare}/corp/simple/", "someone"),
    "an entry with markup": (f"{{bare}}/corp/{CLICKED}/simple/", USER),
    "an entry that no tool asks": ("{bare}/corp/simple/old/", USER),
    "an entry elsewhere": ("{bare}/moved/simple/", USER),
    "an entry that stays": ("{bare}/undeletable/simple/", USER),
}
HANGS = '\n[[tool.uv.index]]\nname = "hangs"\nurl = "{named}/hangs/simple/"\n'
SPOILS = '\n-{plain} = ["{url}/simple/\n[{plain}\n'
OTHERS: dict[str, str] = {
    "pasted": "what a person hands over, and the index accepts",
    "simple": "the same, without a character that a netrc can't hold",
    "refused": "what a person hands over, and the index refuses",
    "master": "the master password of a store",
    "spoiled": "a line of a file that can't be read",
    "argument": "a password in a URL behind --",
    "password option": "a password behind an option of a command",
    "assignment": "a variable in front of a command",
    "word": "a URL in place of the name of an index",
    "stderr": "what the keyring prints beside its answer",
    "exception": "what the exceptions of a backend quote",
    "body": "the page of a server",
    "header": "headers of a server",
    "location": "where a server sends on to",
    "printed": "what a command that is run prints",
}
PLACES = tuple(
    dict.fromkeys([*filter(None, (name for name, _, _ in FILES)), *VARIABLES, *ENTRIES, *OTHERS])
)


@dataclass(frozen=True)
class Cage:
    """All canaries of one world, which no other has."""

    name: str

    @cached_property
    def canaries(self) -> dict[str, Canary]:
        """Return the canary of each place."""
        seed = f"kq{sha256(self.name.encode()).hexdigest()[:10]}"
        between = {"simple": ""}
        return {
            place: Canary(place, seed, at, between.get(place, ODD))
            for at, place in enumerate(PLACES)
        }

    def __getitem__(self, place: str) -> Canary:
        return self.canaries[place]

    def files(self, url: str) -> dict[str, str]:
        """Return every file, by its place below the root."""
        found: dict[str, str] = {}
        for place, path, text in FILES:
            found[path] = found.get(path, "") + self.written(place, text, url)
        return found

    def variables(self, url: str) -> dict[str, str]:
        """Return every variable."""
        return {name: self.written(name, text, url) for name, text in VARIABLES.items()}

    def entries(self, url: str) -> dict[str, dict[str, str]]:
        """Return the entries of the keyring."""
        found: dict[str, dict[str, str]] = {}
        for place, (service, username) in ENTRIES.items():
            named = self.written(place, service, url)
            found.setdefault(named, {})[username] = self[place].value
        return found

    def written(self, place: str, text: str, url: str) -> str:
        """Write a text of a place, with its canary."""
        scheme, _, host = url.partition("://")
        named: Mapping[str, str] = {"bare": url, "host": host, "named": f"{scheme}://{USER}@{host}"}
        if place:
            one = self[place]
            named = {
                **named,
                "url": f"{scheme}://{USER}:{one.quoted}@{host}",
                "text": json.dumps(one.value, ensure_ascii=False)[1:-1],
                "plain": one.value,
                "quoted": one.quoted,
            }
        return text.format(**named)
