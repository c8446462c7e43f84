"""A machine on which some files hold what is only planned."""

from pathlib import Path

from keydex.environment import Drafted
from tests.memory import Memory

FILE, OTHER, NEW, LINK = Path("/a/file"), Path("/a/other"), Path("/a/new"), Path("/link")


def test_only_planned_files_differ() -> None:
    memory = Memory(
        {FILE: b"old", OTHER: b"other"}, {FILE: 0o755}, {Path("/a/run"): "1.0"}, {LINK: FILE}
    )
    drafted = Drafted(memory, {FILE: b"new", NEW: b""})
    assert [drafted.read(each) for each in (FILE, LINK, OTHER, NEW)] == [
        b"new",
        b"new",
        b"other",
        b"",
    ]
    assert [drafted.is_file(each) for each in (FILE, OTHER, NEW, Path("/b"))] == [1, 1, 1, 0]
    assert memory.files[FILE] == b"old"


def test_all_else_is_as_on_the_machine_below() -> None:
    memory = Memory({FILE: b"old"}, {FILE: 0o755}, {Path("/a/run"): "1.0"}, {LINK: FILE})
    drafted = Drafted(memory, {FILE: b"new"})
    assert drafted.is_folder(Path("/a"))
    assert drafted.is_executable(FILE)
    assert drafted.names(Path("/a")) == ["file", "run"]
    assert drafted.mode(FILE) == 0o755
    assert drafted.resolve(LINK) == FILE
    assert drafted.output(("/a/run",)) == "1.0"


def test_a_draft_that_is_private_has_the_mode_of_one() -> None:
    memory = Memory({FILE: b"old"}, modes={FILE: 0o644})
    assert Drafted(memory, {FILE: b"new"}).mode(FILE) == 0o644
    assert Drafted(memory, {FILE: b"new"}, frozenset({FILE})).mode(FILE) == 0o600
