"""Who reads what: a table of readers, each with the texts that are spoiled for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from keydex.secret import bare
from tests.inputs import answering, texts
from tests.inputs.claims import surveyed
from tests.inputs.spoiling import Spoiled
from tests.memory import HOME, PROJECT, Memory, world

VARIABLES = {
    "PATH": "/shims:/tools",
    "HOME": str(HOME),
    "PIP_KEYRING_PROVIDER": "subprocess",
    "USER": "ci-bot",
    "WORD": texts.SECRET,
}
PROGRAMS = {"/shims/keyring": "", "/tools/uv": texts.VERSIONS[0]}
PYPROJECT = {"pyproject.toml": texts.PYPROJECT[0]}
POETRY = {"pyproject.toml": texts.PYPROJECT[1]}
PIXI = {"pixi.toml": texts.PIXI[0]}
PYPIRC = {"~/.pypirc": texts.PYPIRC[0]}
REQUIREMENTS = {"requirements.txt": texts.REQUIREMENTS[0], "more.txt": "a\n", "limits.txt": "b\n"}
LONGEST = 2**17  # Letters of a variable or an argument, on Linux.
SITE = "/venv/lib/python3.12/site-packages"


@dataclass(frozen=True)
class Reader:
    """What is read: valid texts of it, and what puts a spoiled one to keydex and holds claims."""

    name: str
    texts: tuple[str, ...]
    read: Callable[[Spoiled], None]


@dataclass(frozen=True)
class InFile:
    """Reads a file of a world."""

    path: str
    beside: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def __call__(self, spoiled: Spoiled) -> None:
        memory = _memory(self.beside)
        memory.files[_place(self.path)] = spoiled.content
        _read(memory, self.variables, self.words, mild=spoiled.mild)


def _place(name: str) -> Path:
    return HOME / name[2:] if name.startswith("~/") else PROJECT / name


def _memory(files: Mapping[str, str]) -> Memory:
    machine = world(dict(files), programs=PROGRAMS).machine
    assert isinstance(machine, Memory)
    return machine


def _read(
    memory: Memory,
    variables: Mapping[str, str],
    words: tuple[str, ...] = (),
    *,
    mild: bool,
    named: str = "",
) -> None:
    here = replace(world(variables={**VARIABLES, **variables}), machine=memory)
    surveyed(here, words, mild=mild, named=named)


def _words(spoiled: Spoiled) -> None:
    """Read a command line; the system takes no NUL for an argument."""
    words = tuple(spoiled.text.replace("\0", "")[:LONGEST].split("\n"))
    if texts.SECRET in bare(words[0]):
        return  # It is said to be no command; nobody types a password for one.
    memory = _memory(PYPROJECT | REQUIREMENTS | PYPIRC | PIXI | {"sub/pyproject.toml": ""})
    _read(memory, {}, words, mild=False)


def _url(spoiled: Spoiled) -> None:
    """Read a URL from variables, and as a person types it."""
    url = spoiled.text.replace("\0", "")[:LONGEST]
    names = "PIP_INDEX_URL UV_INDEX_URL UV_INDEX PDM_PYPI_URL TWINE_REPOSITORY_URL FLIT_INDEX_URL"
    found = dict.fromkeys([*names.split(), "UV_PUBLISH_URL", "POETRY_REPOSITORIES_CORP_URL"], url)
    _read(_memory(PYPROJECT | PIXI), found, mild=spoiled.mild, named=url)


def _version(spoiled: Spoiled) -> None:
    memory = _memory(PYPROJECT)
    memory.programs[Path("/tools/uv")] = spoiled.text
    _read(memory, {}, mild=spoiled.mild)


def _script(spoiled: Spoiled) -> None:
    """Read what stands at the beginning of a tool, and of the keyring command."""
    memory = _installed()
    for name in ("/tools/twine", "/shims/keyring"):
        memory.files[Path(name)] = spoiled.content
    _read(memory, {}, mild=spoiled.mild)


def _venv(spoiled: Spoiled) -> None:
    memory = _installed()
    memory.files[Path("/venv/pyvenv.cfg")] = spoiled.content
    memory.files[PROJECT / ".venv/pyvenv.cfg"] = spoiled.content
    _read(memory, {}, mild=spoiled.mild)


def _distributions(spoiled: Spoiled) -> None:
    """Read the names of folders; the system has none with a NUL or a slash in it."""
    memory = _installed()
    for name in spoiled.text.replace("\0", "").replace("/", "").split("\n")[:300]:
        memory.files[Path(SITE) / (name or "x") / "METADATA"] = b""
    _read(memory, {}, mild=spoiled.mild)


def _installed() -> Memory:
    """Make a world with twine and a keyring command in an environment of their own."""
    memory = _memory(PYPROJECT | PYPIRC)
    for name in ("/tools/twine", "/shims/keyring"):
        path = Path(name)
        memory.programs.pop(path, None)
        memory.files[path] = texts.SHEBANGS[0].encode()
        memory.modes[path] = 0o755
    memory.programs[Path("/venv/bin/python")] = ""
    memory.files[Path("/venv/pyvenv.cfg")] = texts.PYVENV[0].encode()
    for name in texts.DISTRIBUTIONS[0].split():
        memory.files[Path(SITE) / name / "METADATA"] = b""
    return memory


def _rows() -> dict[str, tuple[tuple[str, ...], Any]]:
    """Return who reads what, by name."""
    uv_run, store = ("uv", "run", "script.py"), {"UV_CREDENTIALS_DIR": "/store"}
    project, everything = InFile("pyproject.toml"), PYPROJECT | REQUIREMENTS | PYPIRC
    return {
        "pyproject.toml": (texts.PYPROJECT, project),
        "uv.toml": (texts.UV, InFile("uv.toml", PYPROJECT)),
        "uv.toml of a person": (texts.UV, InFile("~/.config/uv/uv.toml", PYPROJECT)),
        "credentials.toml": (texts.UV_STORE, InFile("/store/credentials.toml", PYPROJECT, store)),
        "poetry.toml": (texts.POETRY, InFile("poetry.toml", POETRY)),
        "auth.toml": (texts.POETRY_AUTH, InFile("~/.config/pypoetry/auth.toml", POETRY)),
        "pdm.toml": (texts.PDM, InFile("pdm.toml", POETRY)),
        "config.toml of pdm": (texts.PDM, InFile("~/.config/pdm/config.toml", POETRY)),
        "config.toml of hatch": (texts.HATCH, InFile("~/.config/hatch/config.toml", POETRY)),
        "hatch.toml": (texts.HATCH, InFile("hatch.toml", POETRY)),
        "Pipfile": (texts.PIPFILE, InFile("Pipfile")),
        "Pipfile.lock": (
            texts.PIPFILE_LOCK,
            InFile("Pipfile.lock", {"Pipfile": texts.PIPFILE[0]}, words=("pipenv", "sync")),
        ),
        "pixi.toml": (texts.PIXI, InFile("pixi.toml")),
        "config.toml of pixi": (texts.PIXI_CONFIG, InFile("~/.config/pixi/config.toml", PIXI)),
        "credentials.json": (texts.PIXI_STORE, InFile("~/.rattler/credentials.json", PIXI)),
        "pip.conf": (texts.PIP, InFile("~/.config/pip/pip.conf", REQUIREMENTS)),
        ".pypirc": (texts.PYPIRC, InFile("~/.pypirc", everything)),
        "keyringrc.cfg": (
            texts.KEYRINGRC,
            InFile("~/.config/python_keyring/keyringrc.cfg", everything),
        ),
        "netrc": (texts.NETRC, InFile("~/.netrc", everything | PIXI)),
        "requirements": (texts.REQUIREMENTS, InFile("requirements.txt", REQUIREMENTS)),
        "requirements below": (
            texts.REQUIREMENTS,
            InFile("more.txt", REQUIREMENTS, words=("uv", "pip", "install", "-r", "more.txt")),
        ),
        "script": (texts.SCRIPT, InFile("script.py", PYPROJECT, words=uv_run)),
        "pylock.toml": (
            texts.PYLOCK,
            InFile("pylock.toml", words=("pip", "install", "-r", "pylock.toml")),
        ),
        "uv.lock": (texts.UV_LOCK, InFile("uv.lock", PYPROJECT)),
        "poetry.lock": (texts.POETRY_LOCK, InFile("poetry.lock", POETRY)),
        "users of hatch": (
            texts.HATCH_USERS,
            InFile("~/.cache/hatch/publish/index/previous_working_users.json", POETRY),
        ),
        "version": (texts.VERSIONS, _version),
        "shebang": (texts.SHEBANGS, _script),
        "pyvenv.cfg": (texts.PYVENV, _venv),
        "dist-info": (texts.DISTRIBUTIONS, _distributions),
        "command": (texts.COMMANDS, _words),
        "URL": (texts.URLS, _url),
        "own command line": (texts.OWN, answering.own_words),
        "paste": (texts.PASTES, answering.pasted),
        "reply of a keyring": (texts.REPLIES, answering.replied),
        "output of a keyring": (texts.PRINTED, answering.printed),
        "notes of a trace": (texts.NOTES, answering.noted),
        "journal": (texts.JOURNAL, answering.remembered),
        "answer of a server": (texts.ANSWERS, answering.served),
    }


READERS = {name: Reader(name, *row) for name, row in _rows().items()}
