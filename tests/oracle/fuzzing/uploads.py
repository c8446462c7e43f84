"""What worlds of the tools that only upload are drawn from: twine, flit and hatch."""

from collections.abc import Iterator
from random import Random

from keydex.model import Version
from tests.oracle.fuzzing import OPTIONS, Draft, Piece
from tests.oracle.fuzzing.addresses import Address, address, entries, netrc, pick, rules
from tests.oracle.worlds import World

FILE = "dist/custompkg-0.0.1-py3-none-any.whl"
PYPIRC = "~/.pypirc"
PATHS = {"/legacy/": 3, "/legacy": 2, "/team/upload": 1, "/Team/pypi": 1, "": 0.5}
NAMES = {"corp": 6, "pypi": 1, "Corp": 1, "my-feed": 1, "te.am": 1}
USERS = {"ci-bot": 5, "ann": 2, "__token__": 2, "al@ice": 1, "": 0.5}
PASSWORDS = {"s3cret": 3, "stale": 1, "": 0.5}
TOKENS = ("pypi_token:project:custompkg", "pypi_token:user:ci-bot")
PROJECT = (
    '[project]\nname = "custompkg"\nversion = "0.0.1"\ndescription = "d"\n'
    'authors = [{name = "a", email = "a@b.c"}]\n[build-system]\n'
)
CONFIG = "~/.config/hatch/config.toml"


def twine(dice: Random, version: Version) -> Draft:
    """Draw a world of twine for a release."""
    target, name = address(dice, paths=PATHS), pick(dice, NAMES)
    url = target.written
    flags = {"url": "--repository-url", "name": "-r", "username": "-u", "password": "-p"}
    stem = {"url": "TWINE_REPOSITORY_URL", "name": "TWINE_REPOSITORY"}
    pieces = [
        *_where(dice, {"url": url, "name": name}, flags, stem),
        *_pypirc(dice, url, name),
        *_login(dice, flags, "TWINE_"),
        *_served(dice, target),
        *netrc(dice, target),
    ]
    command = ("twine", "upload", "--non-interactive", OPTIONS, FILE)
    return _drafted("twine", command, {FILE: "@wheel:custompkg"}, pieces, version)


def flit(dice: Random, version: Version) -> Draft:
    """Draw a world of flit for a release."""
    target, name = address(dice, paths=PATHS), pick(dice, NAMES)
    pieces = [
        *_where(
            dice,
            {"url": target.written, "name": name},
            {"name": "--repository"},
            {"url": "FLIT_INDEX_URL"},
        ),
        *_pypirc(dice, target.written, name),
        *_login(dice, {}, "FLIT_"),
        *_served(dice, target, *TOKENS),
        *netrc(dice, target),
    ]
    backend = 'requires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n'
    files = {"custompkg.py": "'d'\n", "pyproject.toml": PROJECT + backend}
    command = ("flit", "publish", "--format", "wheel", "--no-use-vcs")
    return _drafted("flit", command, files, pieces, version)


def hatch(dice: Random, version: Version) -> Draft:
    """Draw a world of hatch for a release."""
    target, name = address(dice, paths=PATHS), pick(dice, {**NAMES, "main": 1, "test": 1})
    url = target.written
    where = pick(dice, {url: 2, name: 3})
    flags = {"where": "-r", "username": "-u", "password": "-a"}
    pieces = [
        *_where(dice, {"where": where}, flags, {"where": "HATCH_INDEX_REPO"}),
        *_config(dice, url, name, where),
        *_pypirc(dice, url, name),
        *_login(dice, flags, "HATCH_INDEX_", password="AUTH", username="USER"),
        *_served(dice, target),
    ]
    backend = 'requires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    files = {FILE: "@wheel:custompkg", "pyproject.toml": PROJECT + backend}
    command = ("hatch", "-q", "publish", "-n", OPTIONS, FILE)
    return _drafted("hatch", command, files, pieces, version)


def _drafted(
    tool: str,
    command: tuple[str, ...],
    files: dict[str, str],
    pieces: list[Piece],
    version: Version,
) -> Draft:
    return Draft(World(tool, "", command, files, importable=True), pieces).fitting(version)


def _where(
    dice: Random, values: dict[str, str], flags: dict[str, str], variables: dict[str, str]
) -> Iterator[Piece]:
    """Draw by what the target is named: flags, variables, both or neither."""
    choices = [Piece(words=(flags[each], values[each])) for each in values if each in flags]
    choices += [
        Piece(variables={variables[each]: values[each]}) for each in values if each in variables
    ]
    yield from dice.sample(choices, min(len(choices), pick(dice, {1: 8, 2: 2, 0: 1})))


def _login(
    dice: Random, flags: dict[str, str], stem: str, username: str = "", password: str = ""
) -> Iterator[Piece]:
    """Draw a username, and now and then a password, by a flag or a variable."""
    users = {"none": 4, "flag": 3 if flags else 0, "variable": 3}
    kind = pick(dice, users)
    if kind == "flag":
        yield Piece(words=(flags["username"], pick(dice, USERS)))
    elif kind == "variable":
        yield Piece(variables={f"{stem}{username or 'USERNAME'}": pick(dice, USERS)})
    kind = pick(dice, {"none": 12, "flag": 1 if flags else 0, "variable": 2})
    if kind == "flag":
        yield Piece(words=(flags["password"], pick(dice, {"s3cret": 3, "stale": 1})))
    elif kind == "variable":
        yield Piece(variables={f"{stem}{password or 'PASSWORD'}": pick(dice, PASSWORDS)})


def _pypirc(dice: Random, url: str, name: str) -> Iterator[Piece]:
    """Draw a .pypirc: its list of servers, and the section of one."""
    if dice.random() < 0.35:
        return
    if dice.random() < 0.9:
        listed = pick(dice, {name: 6, f"\n    {name}": 3, f"\n    pypi\n    {name}": 2, "pypi": 1})
        yield Piece(
            file=PYPIRC, table="[distutils]", text=f"index-servers ={listed and ' '}{listed}"
        )
    for key, value, chance in (
        ("repository", url, 0.9),
        ("username", pick(dice, USERS), 0.6),
        ("password", pick(dice, PASSWORDS), 0.15),
    ):
        if dice.random() < chance:
            yield Piece(file=PYPIRC, table=f"[{name}]", text=f"{key} = {value}")
    if dice.random() < 0.1:
        yield Piece(file=PYPIRC, table="[server-login]", text="username = ann")


def _config(dice: Random, url: str, name: str, where: str) -> Iterator[Piece]:
    """Draw hatch's config.toml."""
    table = "[publish.index]"
    for key, value, chance in (
        ("user", pick(dice, USERS), 0.25),
        ("auth", pick(dice, PASSWORDS), 0.08),
        ("repo", where, 0.15),
    ):
        if dice.random() < chance:
            yield Piece(file=CONFIG, table=table, text=f'{key} = "{value}"')
    if dice.random() < 0.6:
        table = f'[publish.index.repos."{name}"]'
        yield Piece(file=CONFIG, table=table, text=f'url = "{url}"')
        for key, value, chance in (
            ("user", pick(dice, USERS), 0.4),
            ("auth", pick(dice, PASSWORDS), 0.1),
        ):
            if dice.random() < chance:
                yield Piece(file=CONFIG, table=table, text=f'{key} = "{value}"')


def _served(dice: Random, target: Address, *users: str) -> Iterator[Piece]:
    """Draw what the server says, and what the keyring holds."""
    yield from rules(dice, target)
    yield from entries(dice, target, "https://upload.pypi.org/legacy/")
    for each in users:
        if dice.random() < 0.2:
            yield Piece(entry=(target.written, each, "s3cret"))
