"""What worlds of poetry are drawn from."""

from collections.abc import Iterator
from random import Random

from keydex.model import Version
from tests.oracle.fuzzing import Draft, Piece
from tests.oracle.fuzzing.addresses import Address, address, entries, netrc, pick, rules
from tests.oracle.worlds import World

PYPROJECT, LOCAL = "pyproject.toml", "poetry.toml"
CONFIG, AUTH = "~/.config/pypoetry/config.toml", "~/.config/pypoetry/auth.toml"
NAMES = {"corp": 5, "my-feed": 2, "te.am": 1, "Corp": 1, "a_b": 1}
HEAD = (
    "[tool.poetry]\nname = 'demo'\nversion = '0'\ndescription = ''\nauthors = ['a <a@b.c>']\n"
    "[tool.poetry.dependencies]\npython = '>=3.11,<4'\n"
)
PRIORITIES = {"": 6, "primary": 1, "supplemental": 1, "explicit": 1}
MOST = {1: 5, 2: 3}
HAS_PRIORITIES: Version = (1, 5)


def drawn(dice: Random, version: Version) -> Draft:
    """Draw a world of poetry for a release."""
    publishes = dice.random() < 0.2
    found = {f"{pick(dice, NAMES)}{at or ''}": address(dice) for at in range(pick(dice, MOST))}
    pieces: list[Piece] = [*_switches(dice)]
    for name, each in found.items():
        pieces += _repository(dice, name, each) if publishes else _source(dice, name, each)
        pieces += [*_login(dice, name), *rules(dice, each)]
        pieces += entries(dice, each, f"poetry-repository-{name}", each.written.rstrip("/"))
    pieces += netrc(dice, next(iter(found.values())))
    need = "" if publishes else "custompkg = '*'\n"
    files = {PYPROJECT: HEAD + need}
    command: tuple[str, ...] = ("poetry", "lock", "-n")
    if publishes:
        files["dist/demo-0-py3-none-any.whl"] = "@wheel:demo"
        command = ("poetry", "publish", "-n")
        pieces += _target(dice, next(iter(found)))
    base = World("poetry", "", command, files, importable=dice.random() < 0.97)
    return Draft(base, pieces).fitting(version)


def _source(dice: Random, name: str, found: Address) -> Iterator[Piece]:
    """Draw a source, or a repository of its name."""
    lines = [f'name = "{name}"', f'url = "{found.written}"']
    priority = pick(dice, PRIORITIES)
    lines += [f'priority = "{priority}"'] if priority else []
    since = HAS_PRIORITIES if priority else (0,)
    table = "[[tool.poetry.source]]"
    yield Piece(file=PYPROJECT, table=table, text="\n".join(lines), since=since)
    if dice.random() < 0.15:
        yield from _repository(dice, name, address(dice))


def _repository(dice: Random, name: str, found: Address) -> Iterator[Piece]:
    """Draw a repository: in a file, or by a variable."""
    kind = pick(dice, {CONFIG: 5, LOCAL: 2, "variable": 2})
    if kind == "variable":
        yield Piece(variables={f"POETRY_REPOSITORIES_{_mangled(name)}_URL": found.written})
    else:
        yield Piece(file=kind, table=f'[repositories."{name}"]', text=f'url = "{found.written}"')


def _login(dice: Random, name: str) -> Iterator[Piece]:
    """Draw a username, and now and then a password or a token, of a name."""
    kind = pick(dice, {"none": 5, AUTH: 4, LOCAL: 0.5, "variable": 3})
    user = pick(dice, {"ci-bot": 4, "ann": 1, "__token__": 1, "": 0.5})
    password = pick(dice, {"none": 6, "s3cret": 1, "stale": 1, "": 0.5})
    if kind == "variable":
        stem = f"POETRY_HTTP_BASIC_{_mangled(name)}"
        yield Piece(variables={f"{stem}_USERNAME": user})
        if password != "none":
            yield Piece(variables={f"{stem}_PASSWORD": password})
    elif kind != "none":
        table = f'[http-basic."{name}"]'
        yield Piece(file=kind, table=table, text=f'username = "{user}"')
        if password != "none":
            yield Piece(file=kind, table=table, text=f'password = "{password}"')
    if dice.random() < 0.05:
        yield Piece(file=AUTH, table="[pypi-token]", text=f'"{name}" = "tok"')


def _target(dice: Random, name: str) -> Iterator[Piece]:
    """Draw where an upload goes, and as whom."""
    if dice.random() < 0.8:
        yield Piece(words=("-r", pick(dice, {name: 8, "other": 1})))
    if dice.random() < 0.15:
        yield Piece(words=("-u", "ci-bot"))
        if dice.random() < 0.5:
            yield Piece(words=("-p", "s3cret"))
    if dice.random() < 0.05:
        yield Piece(variables={"POETRY_PYPI_TOKEN_PYPI": "tok"})


def _switches(dice: Random) -> Iterator[Piece]:
    """Draw what turns the keyring off."""
    if dice.random() < 0.06:
        value = dice.choice(("false", "true", "False", "0"))
        yield Piece(variables={"POETRY_KEYRING_ENABLED": value})
    if dice.random() < 0.04:
        yield Piece(file=dice.choice((CONFIG, LOCAL)), table="[keyring]", text="enabled = false")


def _mangled(name: str) -> str:
    return name.upper().replace("-", "_").replace(".", "_")
