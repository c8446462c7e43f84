"""What worlds of pip are drawn from."""

from collections.abc import Iterator
from random import Random

from keydex.model import Version
from keydex.tools.pip.releases import COMMANDS as SINCE
from tests.oracle.fuzzing import OPTIONS, Draft, Piece
from tests.oracle.fuzzing.addresses import Address, address, entries, netrc, pick, rules
from tests.oracle.worlds import World
from tests.oracle.worlds.pip_making import GLOBAL, HAS_PROVIDER, LEGACY, SITE, USER

CHOSEN = "my.conf"
FILES = {USER: 5, LEGACY: 1, SITE: 2, CHOSEN: 1}
COMMANDS: dict[str, float] = {
    "download --no-deps -d out": 8,
    "install --no-deps --target out": 3,
    "wheel --no-deps -w out": 1,
    "index versions": 1,
    "lock --no-deps": 1,
}
SECTIONS = {"global": 6, "own": 2, "freeze": 0.5}
PLACES = {"flag": 6, "variable": 4, "file": 5, "line": 4}
FLAGS: dict[str, float] = {
    "-i": 3,
    "--index-url": 3,
    "--extra-index-url": 4,
    "-f": 1,
    "--find-links": 0.5,
    "--pypi-url": 0.3,
}
VARIABLES = {"PIP_INDEX_URL": 5, "PIP_EXTRA_INDEX_URL": 4, "PIP_FIND_LINKS": 1}
KEYS = {"index-url": 5, "extra-index-url": 4, "find-links": 1, "index_url": 0.5}
LINES = {"--index-url": 4, "-i": 2, "--extra-index-url": 4, "-f": 1}
MOST = {1: 6, 2: 4, 3: 1}
PROVIDERS = {"subprocess": 6, "import": 3, "auto": 2, "disabled": 1}


def drawn(dice: Random, version: Version) -> Draft:
    """Draw a world of pip for a release."""
    known = {
        each: weight
        for each, weight in COMMANDS.items()
        if version >= SINCE.get(each.partition(" ")[0], ())
    }
    command = pick(dice, known)
    found = [address(dice) for _ in range(pick(dice, MOST))]
    pieces: list[Piece] = [*_provider(dice), *_input(dice)]
    takes_files = not command.startswith("index")
    by_file = takes_files and dice.random() < 0.4
    if by_file:
        pieces += [Piece(file="r.txt", text="custompkg")]
    for each in found:
        pieces += _index(dice, each, command.partition(" ")[0], by_file=by_file)
        pieces += [*rules(dice, each), *entries(dice, each), *_trusted(dice, each)]
    pieces += netrc(dice, found[0])
    words = ("python", "-m", "pip", *command.split(), OPTIONS)
    needs = ("-r", "r.txt") if by_file else ("custompkg",)
    files = {"r.txt": ""} if by_file else {}
    importable = dice.random() < 0.4
    on_path = dice.random() < 0.9
    base = World("pip", "", (*words, *needs), files, on_path=on_path, importable=importable)
    return Draft(base, pieces).fitting(version)


def _index(dice: Random, found: Address, command: str, *, by_file: bool) -> Iterator[Piece]:
    """Draw where an index is configured."""
    place = pick(dice, PLACES)
    if place == "line" and by_file:
        option, equals = pick(dice, LINES), dice.choice(" =")
        yield Piece(
            file="r.txt", text=f"{option}{' ' if option[1] != '-' else equals}{found.written}"
        )
    elif place == "variable":
        yield Piece(variables={pick(dice, VARIABLES): found.written})
    elif place == "file":
        yield from _line(dice, f"{pick(dice, KEYS)} = {found.written}", command)
    else:
        flag = pick(dice, FLAGS)
        glued = dice.random() < 0.3 and flag.startswith("--")
        yield Piece(words=(f"{flag}={found.written}",) if glued else (flag, found.written))


def _line(dice: Random, text: str, command: str) -> Iterator[Piece]:
    """Draw the file and the section that a line stands in."""
    file, section = pick(dice, FILES), pick(dice, SECTIONS)
    yield Piece(file=file, table=f"[{command if section == 'own' else section}]", text=text)
    if file == SITE:
        yield Piece(variables=GLOBAL)
    if file == CHOSEN:
        yield Piece(variables={"PIP_CONFIG_FILE": CHOSEN})


def _provider(dice: Random) -> Iterator[Piece]:
    """Draw which keyring is chosen, and by what."""
    for _ in range(pick(dice, {1: 6, 2: 2, 0: 2})):
        value = pick(dice, PROVIDERS)
        kind = pick(dice, {"flag": 2, "variable": 4, "file": 2})
        if kind == "flag":
            yield Piece(words=("--keyring-provider", value), since=HAS_PROVIDER)
        elif kind == "variable":
            yield Piece(variables={"PIP_KEYRING_PROVIDER": value})
        else:
            yield from _line(dice, f"keyring-provider = {value}", "download")


def _input(dice: Random) -> Iterator[Piece]:
    """Draw whether a person may be asked."""
    kind = pick(dice, {"variable": 6, "flag": 2, "file": 1, "none": 3})
    if kind == "variable":
        yield Piece(variables={"PIP_NO_INPUT": pick(dice, {"1": 6, "true": 1, "0": 1, "": 1})})
    elif kind == "flag":
        yield Piece(words=("--no-input",))
    elif kind == "file":
        yield from _line(dice, "no-input = true", "install")


def _trusted(dice: Random, found: Address) -> Iterator[Piece]:
    """Draw whether a server without TLS is trusted."""
    if found.scheme == "https" or dice.random() < 0.2:
        return
    host = dice.choice((found.netloc, found.netloc.partition(":")[0]))
    if dice.random() < 0.6:
        yield Piece(words=("--trusted-host", host))
    else:
        yield Piece(file=USER, table="[global]", text=f"trusted-host = {host}")
