"""What worlds of pdm are drawn from."""

from collections.abc import Iterator
from random import Random

from keydex.model import Version
from tests.oracle.fuzzing import Draft, Piece
from tests.oracle.fuzzing.addresses import Address, address, entries, netrc, pick, rules
from tests.oracle.worlds import World

PYPROJECT, LOCAL, CONFIG = "pyproject.toml", "pdm.toml", "~/.config/pdm/config.toml"
NAMES = {"corp": 4, "pypi": 4, "my-feed": 1, "te.am": 1}
HEAD = (
    "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
    "dependencies = ['custompkg']\n"
)
OWN = {"PDM_USE_VENV": "false"}
MOST = {1: 5, 2: 3}


def drawn(dice: Random, version: Version) -> Draft:
    """Draw a world of pdm for a release."""
    publishes = dice.random() < 0.2
    found = {f"{pick(dice, NAMES)}{at or ''}": address(dice) for at in range(pick(dice, MOST))}
    pieces: list[Piece] = []
    for name, each in found.items():
        # Elsewhere pdm asks by the name of the index that it was led from: the server says where.
        pieces += [*_source(dice, name, each), *rules(dice, each, redirects=False)]
        pieces += entries(dice, each, f"pdm-pypi-{name}", f"pdm-repository-{name}")
    pieces += netrc(dice, next(iter(found.values())))
    files = {".pdm-python": "@python", PYPROJECT: HEAD}
    command: tuple[str, ...] = ("pdm", "lock")
    if publishes:
        files["dist/demo-0-py3-none-any.whl"] = "@wheel:demo"
        command = ("pdm", "publish", "--no-build")
        pieces += _target(dice, *next(iter(found.items())))
    importable = dice.random() < 0.8
    base = World("pdm", "", command, files, variables=OWN, importable=importable)
    return Draft(base, pieces).fitting(version)


def _source(dice: Random, name: str, found: Address) -> Iterator[Piece]:
    """Draw a source of the project, or an index of a file of pdm."""
    kind = pick(dice, {PYPROJECT: 8, LOCAL: 2, CONFIG: 3, "variable": 2 if name == "pypi" else 0})
    user, password = _login(dice)
    if kind == "variable":
        yield Piece(variables={"PDM_PYPI_URL": found.written})
        yield from (Piece(variables={"PDM_PYPI_USERNAME": user}) for _ in user[:1])
        yield from (Piece(variables={"PDM_PYPI_PASSWORD": password}) for _ in password[:1])
        return
    lines = {"url": found.written, "username": user, "password": password}
    if kind == PYPROJECT:
        written = [f'{key} = "{value}"' for key, value in {"name": name, **lines}.items() if value]
        if dice.random() < 0.1:
            written += ['type = "find_links"']
        yield Piece(file=kind, table="[[tool.pdm.source]]", text="\n".join(written))
        if dice.random() < 0.25:
            lines = {key: value for key, value in lines.items() if key != "url"}
            yield from _table(CONFIG, f'[pypi."{name}"]', lines)
    else:
        table = "[pypi]" if name == "pypi" else f'[pypi."{name}"]'
        yield from _table(kind, table, lines)


def _table(file: str, table: str, lines: dict[str, str]) -> Iterator[Piece]:
    for key, value in lines.items():
        if value:
            yield Piece(file=file, table=table, text=f'{key} = "{value}"')


def _login(dice: Random) -> tuple[str, str]:
    """Draw a username and now and then a password."""
    user = pick(dice, {"": 6, "ci-bot": 3, "ann": 1, "__token__": 0.5})
    return user, pick(dice, {"": 8, "s3cret": 1, "stale": 0.5})


def _target(dice: Random, name: str, found: Address) -> Iterator[Piece]:
    """Draw where an upload goes, and as whom."""
    kind = pick(dice, {"name": 5, "url": 3, "variable": 1, "none": 1})
    user, password = _login(dice)
    if kind == "name":
        yield Piece(words=("-r", name))
    elif kind == "url":
        yield Piece(words=("-r", found.written))
    elif kind == "variable":
        yield Piece(variables={"PDM_PUBLISH_REPO": found.written})
    if dice.random() < 0.6:
        lines = {"url": found.written, "username": user, "password": password}
        yield from _table(CONFIG, f'[repository."{name}"]', lines)
    if dice.random() < 0.3:
        yield Piece(words=("-u", pick(dice, {"ci-bot": 3, "ann": 1})))
    if dice.random() < 0.2:
        yield Piece(variables={"PDM_PUBLISH_USERNAME": "ci-bot"})
    if dice.random() < 0.05:
        yield Piece(variables={"PDM_PUBLISH_PASSWORD": "s3cret"})
