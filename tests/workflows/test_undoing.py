"""What was written to files is undone byte for byte, and what is remembered of it is no secret."""

import json
from pathlib import Path
from typing import Any

import pytest

from keydex.asking import Means
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError
from keydex.model import Edit, Event
from keydex.secret import Secret
from keydex.workflows import journal, undoing
from keydex.workflows.writing import written

CANARY = "canary-5ecret-7f3a"
BEFORE = b"url = 'https://ci-bot@pkgs.example/'\r\n# \xc3\xa4 end"
AFTER = BEFORE.replace(b"ci-bot", b"alice")


def here(folder: Path, **variables: str) -> Environment:
    return Environment(folder, folder / "home", variables, "linux", ThisMachine())


def wrote(world: Environment, *edits: Edit, log: list[Event] | None = None) -> None:
    for each in edits:
        if each.before:
            (world.folder / each.path).write_bytes(each.before)
    means = Means(log=log.append if log is not None else None)
    list(written(edits, means, world))


def undo(world: Environment) -> list[str]:
    steps = undoing.undone(journal.planned(world), Means(), world)
    return [f"{Path(each.where).name} {each.what}" for each in steps]


def remembered(world: Environment) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(journal.place(world).read_text())["writes"]
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, AFTER),
        (AFTER, BEFORE),
        (b"", b"new"),
        (b"gone", b""),
        (b"aaaa", b"aa"),
        (b"aa", b"aaaa"),
        (b"\xff\x00\r", b"\xff\x00\x00\r"),
    ],
)
def test_it_is_as_it_was_byte_for_byte(before: bytes, after: bytes, tmp_path: Path) -> None:
    world, path = here(tmp_path), tmp_path / "file"
    path.write_bytes(before)
    wrote(world, Edit(path, "", before, after))
    assert undo(world) == ["file as it was before"]
    assert path.read_bytes() == before
    assert undo(world) == []


def test_only_what_was_replaced_is_remembered(tmp_path: Path) -> None:
    world = here(tmp_path)
    wrote(world, Edit(tmp_path / "file", "username alice", BEFORE, AFTER))
    (found,) = remembered(world)
    assert (found["start"], found["length"], found["replaced"]) == (15, 5, "Y2ktYm90")
    assert journal.place(world) == tmp_path / "home/.local/state/keydex/writes.json"
    assert journal.place(world).stat().st_mode & 0o777 == 0o600
    assert journal.place(world).parent.stat().st_mode & 0o777 == 0o700


def test_files_of_one_act_are_undone_together_and_the_newest_act_first(tmp_path: Path) -> None:
    world = here(tmp_path)
    wrote(world, Edit(tmp_path / "a", "", b"a1", b"a2"), Edit(tmp_path / "b", "", b"", b"b2"))
    wrote(world, Edit(tmp_path / "a", "", b"a2", b"a3"))
    assert undo(world) == ["a as it was before"]
    assert undo(world) == ["b taken away again", "a as it was before"]
    assert (tmp_path / "a").read_bytes() == b"a1"
    assert not (tmp_path / "b").exists()


def test_what_is_undone_in_another_order_is_forgotten_alone(tmp_path: Path) -> None:
    world = here(tmp_path)
    first, second = (Edit(tmp_path / name, "", b"1", b"2") for name in "ab")
    wrote(world, first)
    wrote(world, second)
    list(undoing.undone(undoing.planned((first,), world), Means(), world))
    assert [Path(each["path"]).name for each in remembered(world)] == ["b"]
    list(undoing.undone((Edit(tmp_path / "a", "", b"1", b"2"),), Means(), world))
    assert [Path(each["path"]).name for each in remembered(world)] == ["b"]


@pytest.mark.parametrize("change", [b"of another hand", None])
def test_a_file_that_changed_since_is_left_alone(change: bytes | None, tmp_path: Path) -> None:
    world, path = here(tmp_path), tmp_path / "file"
    wrote(world, Edit(path, "", BEFORE, AFTER))
    if change:
        path.write_bytes(change)
    else:
        path.unlink()
    with pytest.raises(ConfigError, match=r"changed since|can't be read any more"):
        journal.planned(world)
    assert (path.read_bytes() if path.exists() else None) == change


def test_none_of_an_act_is_undone_where_one_file_changed_since(tmp_path: Path) -> None:
    world = here(tmp_path)
    act = tuple(Edit(tmp_path / name, "", b"1", b"2") for name in "ab")
    wrote(world, *act)
    assert [each.after for each in undoing.planned(act, world)] == [b"1", b"1"]
    (tmp_path / "a").write_bytes(b"3")
    with pytest.raises(ConfigError, match="changed since"):
        undoing.planned(act, world)
    (tmp_path / "a").unlink()
    with pytest.raises(ConfigError, match="changed since"):
        undoing.planned(act, world)


SECRETS = [
    (f"x = '{CANARY}'", "x = ''", True, False),
    (f"# {CANARY}", f"# {CANARY} b", True, False),
    ("machine h login a", f"machine h login a\n  password {CANARY}\n", False, False),
    ("a", CANARY, False, True),
    (f"u = https://a:{CANARY}@h/", "u = https://h/", False, False),
    (f"password = {CANARY}\nuser = a", f"password = {CANARY}\nuser = b", False, False),
    (f"token:\n  {CANARY}", "", False, False),
    (f"u = https://{CANARY}@pypi.fury.io/acme/", "u = https://pypi.fury.io/acme/", False, False),
    ("u = https://glpat-abcdefghijklmnopqrst@h/", "u = https://h/", False, False),
]


@pytest.mark.parametrize(("before", "after", "is_known", "is_private"), SECRETS)
def test_no_secret_is_remembered_nor_its_digest(
    before: str, after: str, is_known: bool, is_private: bool, tmp_path: Path
) -> None:
    world, path = here(tmp_path), tmp_path / "file"
    secrets = (Secret(CANARY),) if is_known else ()
    edit = Edit(path, CANARY, before.encode(), after.encode(), secrets, is_private)
    wrote(world, edit)
    assert remembered(world) == [
        {"act": 1, "path": str(path), "reason": journal.SECRET, "makes": False}
        | dict.fromkeys(("before", "after", "replaced"), "")
        | dict.fromkeys(("start", "length"), 0)
    ]
    assert CANARY not in journal.place(world).read_text()
    with pytest.raises(ConfigError, match="can't be undone: the file held a secret"):
        journal.planned(world)
    # Who wrote it still can, since that one has the bytes.
    list(undoing.undone(undoing.planned((edit,), world), Means(), world))
    assert path.read_bytes() == before.encode()
    assert remembered(world) == []


def test_the_newest_writes_are_remembered(tmp_path: Path) -> None:
    world = here(tmp_path)
    for number in range(journal.MOST + 5):
        wrote(world, Edit(tmp_path / "file", "", b"%d" % number, b"%d" % (number + 1)))
    assert [each["act"] for each in remembered(world)] == list(range(6, journal.MOST + 6))
    for _ in range(journal.MOST):
        assert undo(world)
    assert undo(world) == []
    assert (tmp_path / "file").read_bytes() == b"5"


def test_what_can_not_be_remembered_is_written_all_the_same(tmp_path: Path) -> None:
    world, log = here(tmp_path), list[Event]()
    (tmp_path / "home").write_text("no folder")
    wrote(world, Edit(tmp_path / "file", "", BEFORE, AFTER), log=log)
    assert (tmp_path / "file").read_bytes() == AFTER
    assert log[-1].text.endswith("so keydex undo will not know of it")
    wrote(world, Edit(tmp_path / "file", "", BEFORE, AFTER))
    list(undoing.undone((Edit(tmp_path / "file", "", AFTER, BEFORE),), Means(), world))
    assert (tmp_path / "file").read_bytes() == BEFORE


def test_a_journal_that_can_not_be_read_is_told_in_the_log(tmp_path: Path) -> None:
    world, log = here(tmp_path), list[Event]()
    journal.place(world).mkdir(parents=True)
    wrote(world, Edit(tmp_path / "file", "", BEFORE, AFTER), log=log)
    assert "it can't be read: is a directory, so keydex undo" in log[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"schema": "another/1", "writes": []}',
        '{"writes": [{"act": 1}]}',
        '{"writes": [{"act": "1", "path": "/x"}]}',
        '{"writes": [{"act": 1, "path": "/x", "replaced": "?"}]}',
    ],
)
def test_what_is_no_journal_is_told_and_begun_anew(text: str, tmp_path: Path) -> None:
    world = here(tmp_path)
    journal.place(world).parent.mkdir(parents=True)
    journal.place(world).write_text(text)
    with pytest.raises(ConfigError, match="it is not as keydex wrote it"):
        journal.planned(world)
    wrote(world, Edit(tmp_path / "file", "", BEFORE, AFTER))
    assert undo(world) == ["file as it was before"]


def test_a_journal_of_another_release_is_left_alone(tmp_path: Path) -> None:
    world, log = here(tmp_path), list[Event]()
    text = '{"schema": "keydex.journal/2", "acts": []}'
    journal.place(world).parent.mkdir(parents=True)
    journal.place(world).write_text(text)
    wrote(world, Edit(tmp_path / "file", "", BEFORE, AFTER), log=log)
    assert "another release of keydex wrote it, so keydex undo" in log[-1].text
    assert journal.place(world).read_text() == text


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {}, "/home/.local/state"),
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state"),
        ("linux", {"XDG_STATE_HOME": "state"}, "/home/.local/state"),
        ("darwin", {"XDG_STATE_HOME": "/state"}, "/home/Library/Application Support"),
        ("win32", {}, "/home/AppData/Local"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
    ],
)
def test_the_journal_lies_where_programs_keep_their_state(
    platform: str, variables: dict[str, str], folder: str
) -> None:
    world = Environment(Path("/"), Path("/home"), variables, platform, ThisMachine())
    assert journal.place(world) == Path(folder) / "keydex/writes.json"
