"""In files as people write them one value changes, and every other byte stays."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest

from keydex import naming
from keydex.config import texts, toml
from keydex.edits import toml_insert, toml_removed, toml_value, undo
from keydex.errors import ConfigError
from keydex.examining import on_disk
from keydex.model import Edit, Key
from keydex.rules import Needs, found
from keydex.survey import Survey, survey
from tests.edits.corpus import Written, corpus
from tests.inputs.claims import TODAY
from tests.memory import HOME, PROJECT, world

PERMISSIVE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MIT OR Apache-2.0"}
CORPUS = corpus()
FEW = 3  # Values of a file; the proof reads all of it each time.
FEED = "https://kx.example/simple"
LOGIN = "https://bob:s3cret@kx.example/simple/"
PROVIDER = '[X]\nkeyring-provider = "subprocess"\n'
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "with a byte order mark": lambda text: texts.MARK + text,
}
files = pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.source.partition(":")[2])
forms = pytest.mark.parametrize("form", FORMS)


def test_there_are_forty_files_that_may_be_shared() -> None:
    assert len(CORPUS) >= 40
    assert {each.licence for each in CORPUS} <= PERMISSIVE


def flat(value: Any, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield every value of a tree by its key; a table or an array is one, too."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from flat(each, (*key, name))
    elif isinstance(value, list):
        for position, each in enumerate(value):
            yield from flat(each, (*key, position))
    else:
        yield key, repr(value)


def changes(edit: Edit) -> dict[Key, tuple[str | None, str | None]]:
    """Return each value that an edit changes, as it was and as it will be."""
    before, after = (dict(flat(tomllib.loads(_text(each)))) for each in (edit.before, edit.after))
    keys = {*before, *after}
    return {
        key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
    }


def _text(content: bytes) -> str:
    return content.decode().removeprefix(texts.MARK)


def touched(edit: Edit) -> tuple[bytes, bytes]:
    """Return the bytes between what is the same at the start and at the end, before and after."""
    before, after = edit.before, edit.after
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    left = most - start
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    return before[start : len(before) - end], after[start : len(after) - end]


def opened(file: Written, form: str) -> toml.Document:
    text = FORMS[form](file.text)
    path = PROJECT / file.name
    return toml.Document(path, text, toml.parsed(text, path))


def some(keys: list[Key]) -> list[Key]:
    return keys[:: max(len(keys) // FEW, 1)]


@files
@forms
def test_a_string_changes_alone(file: Written, form: str) -> None:
    document = opened(file, form)
    strings = [
        key for key in document.places.values if isinstance(toml.value_at(document.data, key), str)
    ]
    for key in some(strings):
        old = toml.value_at(document.data, key)
        edit = toml_value(document, key, f'{old}"new', "")
        assert changes(edit) == {key: (repr(old), repr(f'{old}"new'))}
        old_bytes, new_bytes = touched(edit)
        written = document.text[slice(*document.span(key))].encode()
        assert old_bytes in written
        assert len(new_bytes) <= len(written) + len('\\"new') * 2 + written.count(b'"')


@files
@forms
def test_a_key_that_is_added_and_taken_away_leaves_nothing(file: Written, form: str) -> None:
    document = opened(file, form)
    for table in [*some(list(document.places.headers)), ("tool", "uv"), ("tool", "keydex", "x")]:
        try:
            edit = toml_insert(document, table, "keydex-new", "v", "")
        except ConfigError:
            assert isinstance(toml.value_at(document.data, table), list)
            continue
        assert changes(edit) == {(*table, "keydex-new"): (None, "'v'")}
        gone, added = touched(edit)
        assert not gone
        assert b'keydex-new = "v"' in added or b'ydex-new = "v"' in added
        there = opened(Written("", "", file.source, edit.after.decode()), "as it is")
        back = toml_removed(there, (*table, "keydex-new"), "")
        assert not touched(back)[1]
        assert dict(flat(tomllib.loads(_text(back.after)))) == dict(flat(document.data))


@files
@forms
def test_a_statement_that_is_taken_away_takes_nothing_with_it(file: Written, form: str) -> None:
    document = opened(file, form)
    for key in some(list(document.places.statements)):
        edit = toml_removed(document, key, "")
        assert {each[: len(key)] for each in changes(edit)} <= {key}
        assert not touched(edit)[1]


@dataclass(frozen=True)
class Login:
    """An index as it stands at the end of a file, and what each edit takes out and puts in.

    `moved` is empty where the password can't be moved by an edit; `count` is in how many files a
    tool takes the index.
    """

    tool: str
    table: str
    moved: bytes = b":s3cret"
    provided: bool = True
    count: int = 35

    def survey(self, file: Written, text: str) -> Survey:
        """Survey a file in which the index stands, on a machine that has a keyring."""
        variables = {"PATH": "/shims:/tools", "HOME": str(HOME)}
        if self.provided:
            variables["UV_KEYRING_PROVIDER"] = "subprocess"
        names = ("/shims/keyring", "/tools/uv", "/tools/pdm", "/tools/pixi")
        own = {"~/.config/pixi/config.toml": PROVIDER.replace("X", "pypi-config")}
        memory = world({file.name: text, **own}, variables, programs=dict.fromkeys(names, ""))
        return survey(memory, tools=(self.tool,))


OF_UV = f'\n# ours\n[[tool.uv.index]]\nname = "kx"  # so\nurl = "{LOGIN}"\n'
LOGINS = {
    "uv": Login("uv", OF_UV),
    "uv without a provider": Login("uv", OF_UV, provided=False),
    "poetry": Login("poetry", OF_UV.replace("uv.index", "poetry.source"), b""),
    "pdm": Login(
        "pdm",
        f'\n# ours\n[[tool.pdm.source]]\nname = "kx"\nurl = "{FEED}/"\n'
        'username = "bob"  # he\npassword = "s3cret"  # his\n',
        b'password = "s3cret"  # his\n',
    ),
    "pixi": Login("pixi", f'\n[pypi-options]\nextra-index-urls = ["{LOGIN}"]  # so\n', count=4),
}


@pytest.mark.parametrize("name", LOGINS)
def test_a_login_is_changed_where_it_stands(name: str) -> None:
    login, count = LOGINS[name], 0
    for file, form in zip(CORPUS, cycle(FORMS), strict=False):
        text = FORMS[form](file.text + login.table)
        one = login.survey(file, text)
        if FEED not in one.feeds():
            continue
        count += 1
        plan = naming.plan(one, FEED, "ann")
        assert [touched(each) for each in plan.changes] == [(b"bob", b"ann")], file.source
        case = on_disk(one, today=TODAY.date())
        (fix,) = [each.fix for each in found(case, Needs.FILES, {"KD001"}) if each.feed == FEED]
        assert bool(fix.edits) is bool(login.moved), file.source
        for edit in fix.edits() if fix.edits else ():
            assert edit.before == text.encode()
            assert _unprovided(edit.after, edit.before, login) == _without(edit.before, login)
            assert undo(edit).after == edit.before
    assert count == login.count


def _without(before: bytes, login: Login) -> bytes:
    """Return a file without the password, with whatever ends its lines."""
    taken = login.moved
    taken = taken if taken in before else taken.replace(b"\n", b"\r\n")
    assert before.count(taken) == 1
    return before.replace(taken, b"")


def _unprovided(after: bytes, before: bytes, login: Login) -> bytes:
    """Take out what gives uv a keyring: one line, and the header of a table that was not there."""
    if login.provided:
        return after
    line = b'keyring-provider = "subprocess"'
    left = after.splitlines(keepends=True)
    (at,) = (number for number, each in enumerate(left) if each.strip() == line)
    del left[at]
    if b"".join(left).count(b"[tool.uv]") > before.count(b"[tool.uv]"):
        assert left[at - 1].strip() == b"[tool.uv]"
        del left[at - 1 : at + (not left[at].strip())]
    return b"".join(left)
