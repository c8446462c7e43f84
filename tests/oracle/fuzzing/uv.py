"""What worlds of uv are drawn from."""

from collections.abc import Iterator, Sequence
from random import Random

from keydex.model import Version
from tests.oracle.fuzzing import OPTIONS, Draft, Piece
from tests.oracle.fuzzing.addresses import Address, address, entries, netrc, pick, rules
from tests.oracle.worlds import World
from tests.oracle.worlds.uv_locks import LOCKS, lock
from tests.oracle.worlds.uv_making import NAMED_INDEXES, USER_FILE, project
from tests.oracle.worlds.uv_publishing import FILE
from tests.oracle.worlds.uv_store import STORE, STORES

PYPROJECT, UV_TOML, SYSTEM_FILE = "pyproject.toml", "uv.toml", "etc/uv/uv.toml"
CHOSEN_FILE = "my.toml"
FILES = {PYPROJECT: 10, UV_TOML: 3, USER_FILE: 4, SYSTEM_FILE: 1, CHOSEN_FILE: 1}
INSTALL = "--no-install-project"
# Commands, the release since which they are run, and whether they are of the pip interface.
COMMANDS: dict[tuple[str, Version, bool], float] = {
    (f"pip compile req.in {OPTIONS}", (0, 1, 19), True): 10,
    (f"pip install --target out custompkg {OPTIONS}", (0, 1, 34), True): 2,
    (f"pip install --target out -r req.in {OPTIONS}", (0, 1, 34), True): 2,
    (f"lock {OPTIONS}", NAMED_INDEXES, False): 10,
    (f"sync {INSTALL} {OPTIONS}", NAMED_INDEXES, False): 2,
    (f"sync --frozen {INSTALL} {OPTIONS}", LOCKS, False): 2,
    (f"sync --locked {INSTALL} {OPTIONS}", LOCKS, False): 1,
    (f"add custompkg --no-sync {OPTIONS}", NAMED_INDEXES, False): 2,
    (f"export {OPTIONS}", NAMED_INDEXES, False): 1,
    (f"run {OPTIONS} --with custompkg python -c pass", NAMED_INDEXES, False): 1,
    (f"tool run {OPTIONS} --from custompkg demo", NAMED_INDEXES, False): 1,
    (f"publish --trusted-publishing never {OPTIONS}", (0, 4, 16), False): 4,
}
NAMES = {"corp": 5, "my-feed": 2, "te.am": 1, "Corp2": 1, "a_b": 1}
POLICIES = {"": 6, "always": 2, "never": 1, "auto": 1}
UPLOADS = {"/legacy/": 3, "/legacy": 2, "/team/upload": 1, "/team/simple/": 1}
MOST = {1: 6, 2: 3, 3: 1}


def drawn(dice: Random, version: Version) -> Draft:
    """Draw a world of uv for a release."""
    known = {each: weight for each, weight in COMMANDS.items() if version >= each[1]}
    command, _, of_pip = pick(dice, known)
    found = list(_apart(dice, version, pick(dice, MOST)))
    pieces = [*_provider(dice, of_pip=of_pip), *_switches(dice)]
    files: dict[str, str] = {}
    if of_pip:
        files["req.in"] = "custompkg\n"
    elif not command.startswith(("tool", "publish")):
        needs = "" if command.startswith(("add", "run")) else "'custompkg'"
        files[PYPROJECT] = project(needs=needs, settings="").replace("[tool.uv]\n", "")
    for position, each in enumerate(found):
        name = f"{pick(dice, NAMES)}{position or ''}" if dice.random() < 0.8 else ""
        pieces += _index(dice, each, name, of_pip=of_pip)
        # A refusal where a redirect leads counts as one of the index: the server says where.
        pieces += [*rules(dice, each, redirects=False), *entries(dice, each)]
    pieces += [*netrc(dice, found[0]), *_store(dice, found[0])]
    if "--frozen" in command or "--locked" in command:
        inside = dice.random() < 0.5
        folder = f"{found[0].origin}{found[0].path if inside else '/blobs'}/-files"
        files["uv.lock"] = lock(folder, f"{found[0].origin}{found[0].path}")
    if command.startswith("publish"):
        files[FILE] = "@wheel:custompkg"
        pieces += _upload(dice)
    pieces = _one_link(pieces)
    words = ("uv", *command.split())
    return Draft(World("uv", "", words, files=files), pieces).fitting(version)


def _apart(dice: Random, version: Version, count: int) -> Iterator[Address]:
    """Draw indexes of which none lies in another: uv takes the first in the order of a hash."""
    roots: list[str] = []
    for _ in range(20):
        found = address(dice)
        root = f"{found.origin}{found.path}/".lower().replace("+simple/", "simple/")
        root = root.replace("simple/", "")
        if not any(root.startswith(each) or each.startswith(root) for each in roots):
            roots.append(root)
            yield found
        if len(roots) == count:
            return


def _one_link(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep one of several find-links: they are asked side by side, and one ends the others."""
    links = [each for each in pieces if "find-links" in f"{each}".lower().replace("_", "-")]
    return [each for each in pieces if each not in links[1:]]


def _index(dice: Random, found: Address, name: str, *, of_pip: bool) -> Iterator[Piece]:
    """Draw where an index is configured, and the variables that name its user."""
    kind = pick(dice, {"table": 8, "key": 3, "flag": 4, "variable": 3, "line": 4 if of_pip else 0})
    url = found.written
    file = pick(dice, FILES)
    prefix = "tool.uv" if file == PYPROJECT else ""
    if kind == "table":
        yield from _table(dice, url, name, file)
    elif kind == "key":
        key = pick(dice, {"index-url": 3, "extra-index-url": 2, "find-links": 1})
        value = f'"{url}"' if key == "index-url" else f'["{url}"]'
        parts = [prefix, *(["pip"] if of_pip and dice.random() < 0.4 else [])]
        table = ".".join(filter(None, parts))
        yield Piece(file=file, table=table and f"[{table}]", text=f"{key} = {value}")
    elif kind == "flag":
        flags = {"--index-url": 3, "--extra-index-url": 2, "--find-links": 1, "-i": 1}
        new = {"--default-index": 3, "--index": 3}
        flag = pick(dice, {**flags, **new})
        value = f"{name}={url}" if flag in new and name and dice.random() < 0.5 else url
        words = (f"{flag}={value}",) if dice.random() < 0.3 and flag != "-i" else (flag, value)
        yield Piece(words=words, since=NAMED_INDEXES if flag in new else (0,))
    elif kind == "variable":
        old = {"UV_INDEX_URL": 3, "UV_EXTRA_INDEX_URL": 2}
        new = {"UV_DEFAULT_INDEX": 3, "UV_INDEX": 3, "UV_FIND_LINKS": 1}
        variable = pick(dice, {**old, **new})
        value = f"{name}={url}" if variable[-5:] == "INDEX" and name else url
        yield Piece(variables={variable: value}, since=NAMED_INDEXES if variable in new else (0,))
    else:
        option = pick(dice, {"--index-url": 3, "--extra-index-url": 2, "-i": 1, "--find-links": 1})
        yield Piece(file="req.in", text=f"{option} {url}")
    if file == SYSTEM_FILE and kind in {"table", "key"}:
        yield Piece(variables={"XDG_CONFIG_DIRS": "@project/etc"})
    # Files may lie anywhere: whether they are asked for with another login, the server says.
    if name and ":" not in (found.login or "") and dice.random() < 0.4:
        yield from _logins(dice, name)


def _table(dice: Random, url: str, name: str, file: str) -> Iterator[Piece]:
    """Draw an [[index]]."""
    lines = [f'name = "{name}"'] if name else []
    lines += [f'url = "{url}"']
    lines += ["default = true"] if dice.random() < 0.3 else []
    if policy := pick(dice, POLICIES):
        lines += [f'authenticate = "{policy}"']
    lines += ["ignore-error-codes = [401, 403]"] if dice.random() < 0.05 else []
    table = "[[tool.uv.index]]" if file == PYPROJECT else "[[index]]"
    since = (0, 6, 6) if policy else NAMED_INDEXES
    yield Piece(file=file, table=table, text="\n".join(lines), since=since)


def _logins(dice: Random, name: str) -> Iterator[Piece]:
    """Draw the variables of a named index."""
    mangled = "".join(each if each.isalnum() else "_" for each in name.upper())
    user = pick(dice, {"ci-bot": 4, "ann": 1, "": 0.5})
    password = pick(dice, {"none": 4, "s3cret": 2, "stale": 1, "": 0.5})
    if dice.random() < 0.9:
        yield Piece(variables={f"UV_INDEX_{mangled}_USERNAME": user})
    if password != "none":
        yield Piece(variables={f"UV_INDEX_{mangled}_PASSWORD": password})


def _provider(dice: Random, *, of_pip: bool) -> Iterator[Piece]:
    """Draw how the keyring is turned on, or not."""
    for _ in range(pick(dice, {1: 8, 2: 2, 0: 1})):
        value = pick(dice, {"subprocess": 8, "disabled": 1})
        kind = pick(dice, {"flag": 3, "variable": 4, "file": 3})
        if kind == "flag":
            yield Piece(words=("--keyring-provider", value))
            return
        if kind == "variable":
            yield Piece(variables={"UV_KEYRING_PROVIDER": value})
        else:
            file = pick(dice, FILES)
            table = "tool.uv" if file == PYPROJECT else ""
            if of_pip and dice.random() < 0.3:
                table = f"{table}.pip".lstrip(".")
            table = table and f"[{table}]"
            yield Piece(file=file, table=table, text=f'keyring-provider = "{value}"')


def _switches(dice: Random) -> Iterator[Piece]:
    """Draw what turns files on and off, and whether there is a keyring command."""
    if dice.random() < 0.08:
        choices = ({"UV_NO_CONFIG": "1"}, {"UV_CONFIG_FILE": CHOSEN_FILE}, {"UV_OFFLINE": "1"})
        yield Piece(variables=dice.choice(choices))
    if dice.random() < 0.03:
        yield Piece(words=(dice.choice(("--no-config", "--no-index", "--offline")),))
    if dice.random() < 0.04:
        yield Piece(on_path=False)


def _store(dice: Random, found: Address) -> Iterator[Piece]:
    """Draw an entry of uv's own store, now and then."""
    if dice.random() < 0.08:
        service = dice.choice((f"{found.origin}/", f"{found.origin}{found.path}", found.bare))
        user = pick(dice, {found.user or "ci-bot": 3, "ann": 1})
        lines = (f'service = "{service}"', f'username = "{user}"', 'scheme = "basic"')
        text = "\n".join((*lines, 'password = "s3cret"'))
        yield Piece(file=STORE, table="[[credential]]", text=text, since=STORES)


def _upload(dice: Random) -> Sequence[Piece]:
    """Draw where `uv publish` sends a file, and as whom."""
    target = address(dice, paths=UPLOADS)
    url = target.written
    places = (
        Piece(words=("--publish-url", url)),
        Piece(variables={"UV_PUBLISH_URL": url}),
        Piece(file=PYPROJECT, table="[tool.uv]", text=f'publish-url = "{url}"'),
    )
    users = (
        Piece(),
        Piece(words=("--username", "ci-bot")),
        Piece(words=("-u", "ann")),
        Piece(variables={"UV_PUBLISH_USERNAME": "ci-bot"}),
        Piece(variables={"UV_PUBLISH_TOKEN": "tok"}),
        Piece(words=("-p", "s3cret")),
    )
    where = dice.choices(places, (5, 3, 2))[0]
    user = dice.choices(users, (5, 3, 1, 2, 0.5, 0.5))[0]
    check = address(dice).written
    checks = (
        Piece(),
        Piece(words=("--check-url", check), since=(0, 4, 30)),
        Piece(variables={"UV_PUBLISH_CHECK_URL": check}, since=(0, 4, 30)),
    )
    checked = dice.choices(checks, (6, 1, 1))[0]
    served = rules(dice, target, redirects=False)
    return [where, user, checked, *served, *entries(dice, target)]
