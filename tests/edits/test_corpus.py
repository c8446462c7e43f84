"""In files as people write them one value changes, and every other byte stays."""

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from keydex import naming
from keydex.config import texts, toml
from keydex.edits import toml_insert, toml_removed, toml_value
from keydex.errors import ConfigError
from keydex.examining import on_disk
from keydex.model import Edit, Key
from keydex.rules import Needs, found
from keydex.survey import survey
from tests.edits.corpus import Written, corpus
from tests.inputs.claims import TODAY
from tests.memory import PROJECT, world

PERMISSIVE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MIT OR Apache-2.0"}
CORPUS = corpus()
FEW = 3  # Values of a file; the proof reads all of it each time.
FEED = "https://kx.example/simple"
INDEX = f'\n# ours\n[[tool.uv.index]]\nname = "kx"  # so\nurl = "{FEED}/"\n'.replace(
    "//kx", "//bob:s3cret@kx"
)
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


@files
@forms
def test_a_login_is_changed_where_it_stands(file: Written, form: str) -> None:
    memory = world({file.name: FORMS[form](file.text + INDEX)})
    one = survey(memory, tools=("uv",))
    if file.name != "pyproject.toml" or FEED not in one.feeds():
        pytest.skip("uv takes no index from this file")
    plan = naming.plan(one, FEED, "ann")
    assert [touched(each) for each in plan.changes] == [(b"bob", b"ann")]
    case = on_disk(one, today=TODAY.date())
    fixes = [each.fix for each in found(case, Needs.FILES, {"KD001"}) if each.feed == FEED]
    for edit in (each for fix in fixes if fix.edits for each in fix.edits()):
        assert {key[-1] for key in changes(edit)} <= {"url", "keyring-provider"}
        assert touched(edit)[0].count(b"\n") <= touched(edit)[1].count(b"\n")
