"""A file is written at once or not at all, and only over what was read."""

import fcntl
import os
import resource
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from keydex.edits import apply, holds, undo
from keydex.edits.drafts import OLD, discard, file_of, swept, trading
from keydex.edits.writing import (
    EXCHANGE,
    NO_REPLACE,
    put_by_exchange,
    put_by_replace,
    renamed,
    take_away,
)
from keydex.errors import ConfigError
from keydex.model import Edit, Event

BEFORE, AFTER, OTHER = b"before\r\n", b"\xef\xbb\xbfafter", b"of an editor"

Put = Callable[..., None]

platforms = pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(BEFORE)
    return path


@pytest.fixture
def edit(file: Path) -> Edit:
    return Edit(file, "Change it.", BEFORE, AFTER)


@platforms
def test_a_file_is_written_and_nothing_else_is_there(edit: Edit, platform: str) -> None:
    apply(edit, platform=platform)
    assert contents(edit.path.parent) == {"pyproject.toml": AFTER}
    apply(undo(edit), platform=platform)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE}


@platforms
def test_a_file_that_was_made_is_taken_away_again(tmp_path: Path, platform: str) -> None:
    made = apply(Edit(tmp_path / "new/file", "", b"", AFTER), platform=platform)
    assert made.makes
    apply(undo(made), platform=platform)
    assert not list((tmp_path / "new").iterdir())


@platforms
def test_an_empty_file_stays_one(file: Path, platform: str) -> None:
    file.write_bytes(b"")
    apply(undo(apply(Edit(file, "", b"", AFTER), platform=platform)), platform=platform)
    assert contents(file.parent) == {"pyproject.toml": b""}


@platforms
@pytest.mark.parametrize("change", ["gone", "other"])
def test_a_file_that_changed_meanwhile_is_not_taken_away(
    file: Path, change: str, platform: str
) -> None:
    file.unlink()
    made = apply(Edit(file, "", b"", AFTER), platform=platform)
    if change == "gone":
        file.unlink()
    else:
        file.write_bytes(OTHER)
    with pytest.raises(ConfigError, match="changed meanwhile"):
        apply(undo(made), platform=platform)
    assert contents(file.parent) == ({} if change == "gone" else {"pyproject.toml": OTHER})


@pytest.mark.parametrize("is_linux", [True, False])
def test_a_file_that_changes_at_the_last_moment_is_put_back(file: Path, is_linux: bool) -> None:
    file.write_bytes(OTHER)
    with pytest.raises(ConfigError, match="changed meanwhile"):
        take_away(file, Edit(file, "", BEFORE, b"", removes=True), is_linux=is_linux)
    assert contents(file.parent) == {"pyproject.toml": OTHER}


class Made(Edit):
    """An edit for which another program makes the file anew as soon as it is moved aside."""

    @property
    def before(self) -> bytes:
        if not self.path.exists():
            self.path.write_bytes(AFTER)
        return BEFORE


@pytest.mark.parametrize("is_linux", [True, False])
def test_what_can_not_be_put_back_stays_under_a_name_that_is_seen(
    file: Path, is_linux: bool
) -> None:
    file.write_bytes(OTHER)
    with pytest.raises(ConfigError, match="it was changed meanwhile, and made anew") as told:
        take_away(file, Made(file, "", b"", b"", removes=True), is_linux=is_linux)
    kept = contents(file.parent)
    assert kept.pop("pyproject.toml") == AFTER
    ((name, content),) = kept.items()
    assert (content, told.value.hint) == (OTHER, f"What was there is in {file.parent / name}.")
    assert name.startswith("pyproject.toml.")
    assert file_of(name) is None


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (".pyproject.toml.0a1b2c3d.keydex", True),
        (".pyproject.toml.0A1B2C3D.keydex", False),
        (".pyproject.toml.0a1b2c3.keydex", False),
        (".pyproject.toml.0a1b2c3d.keydex.bak", False),
        ("pyproject.toml.0a1b2c3d.keydex", False),
        (".uv.toml.0a1b2c3d.keydex", False),
        (".xpyproject.toml.0a1b2c3d.keydex", False),
        ("..pyproject.toml.0a1b2c3d.keydex.1a1b2c3d.keydex", False),
    ],
)
def test_a_draft_that_a_kill_left_goes_with_the_next_write(
    edit: Edit, name: str, is_one: bool
) -> None:
    (edit.path.parent / name).write_bytes(OTHER)
    apply(edit)
    assert (name in contents(edit.path.parent)) is not is_one


@pytest.mark.parametrize(
    ("content", "is_ours"), [(BEFORE, True), (AFTER, True), (OTHER, False), (b"", False)]
)
def test_of_what_traded_places_only_what_is_ours_goes(
    edit: Edit, content: bytes, is_ours: bool
) -> None:
    draft = trading(edit.path, edit)
    assert file_of(draft.name) == edit.path.name
    draft.write_bytes(content)
    apply(edit)
    assert draft.exists() is not is_ours
    draft.write_bytes(content)
    discard(draft)
    assert draft.exists() is not is_ours


DRAFT = ".pyproject.toml.0a1b2c3d.keydex"


def test_only_a_file_that_may_be_ours_goes(edit: Edit) -> None:
    path = edit.path.with_name(DRAFT)
    path.mkdir()
    apply(edit)
    assert path.is_dir()
    path.rmdir()
    path.symlink_to(edit.path)
    apply(undo(edit))
    assert path.is_symlink()
    path.unlink()
    path.write_bytes(OTHER)
    swept(edit.path, {os.geteuid() + 1}, time.time(), is_alone=True)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE, DRAFT: OTHER}


def test_where_another_may_be_writing_only_an_old_draft_goes(edit: Edit) -> None:
    path = edit.path.with_name(DRAFT)
    path.write_bytes(OTHER)
    os.utime(path, (0, 0))  # It was a file that changed places with a new one.
    apply(edit, platform="win32")
    assert path.exists()
    swept(edit.path, {os.geteuid()}, time.time() + OLD + 1, is_alone=False)
    assert not path.exists()


def test_what_was_written_is_logged(edit: Edit) -> None:
    events: list[Event] = []
    apply(edit, events.append)
    (event,) = events
    assert (event.kind, event.text) == ("write", f"{edit.path}: Change it.")
    assert event.seconds is not None


@platforms
def test_a_link_stays_a_link(tmp_path: Path, platform: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_bytes(BEFORE)
    (tmp_path / "link").symlink_to("real/file")
    apply(Edit(tmp_path / "link", "", BEFORE, AFTER), platform=platform)
    assert (tmp_path / "link").readlink() == Path("real/file")
    assert contents(tmp_path / "real") == {"file": AFTER}


@platforms
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_mode_and_owner_are_kept(edit: Edit, mode: int, platform: str) -> None:
    if os.geteuid() == 0:
        os.chown(edit.path, 12345, 12346)
    edit.path.chmod(mode)
    before = edit.path.stat()
    apply(edit, platform=platform)
    after = edit.path.stat()
    assert stat.S_IMODE(after.st_mode) == mode
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid) or platform == "win32"


def test_extended_attributes_are_kept_where_there_are_any(edit: Edit) -> None:
    with suppress(OSError):  # Not every file system has them.
        os.setxattr(edit.path, "user.keydex", b"kept")
    names = os.listxattr(edit.path)
    apply(edit)
    assert os.listxattr(edit.path) == names


@platforms
def test_a_file_that_changed_is_left_alone(edit: Edit, platform: str) -> None:
    edit.path.write_bytes(OTHER)
    with pytest.raises(ConfigError, match=r"pyproject\.toml: it was changed meanwhile"):
        apply(edit, platform=platform)
    assert contents(edit.path.parent) == {"pyproject.toml": OTHER}


@platforms
def test_a_file_that_is_gone_is_not_made_again(edit: Edit, platform: str) -> None:
    edit.path.unlink()
    with pytest.raises(ConfigError, match="it was changed meanwhile"):
        apply(edit, platform=platform)
    assert contents(edit.path.parent) == {}


puts = pytest.mark.parametrize("put", [put_by_exchange, put_by_replace])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft"
    path.write_bytes(AFTER)
    return path


@puts
def test_so_it_is_when_it_changes_at_the_last_moment(edit: Edit, draft: Path, put: Put) -> None:
    edit.path.write_bytes(OTHER)
    with pytest.raises(ConfigError, match="it was changed meanwhile"):
        put(draft, edit.path, edit, is_new=False)
    assert contents(edit.path.parent) == {"pyproject.toml": OTHER, "draft": AFTER}


@puts
def test_so_it_is_when_it_appears_at_the_last_moment(edit: Edit, draft: Path, put: Put) -> None:
    with pytest.raises(ConfigError, match="it was changed meanwhile"):
        put(draft, edit.path, replace(edit, before=b""), is_new=True)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE, "draft": AFTER}


@puts
def test_so_it_is_when_it_goes_at_the_last_moment(edit: Edit, draft: Path, put: Put) -> None:
    edit.path.unlink()
    with pytest.raises((ConfigError, FileNotFoundError)):
        put(draft, edit.path, edit, is_new=False)
    assert contents(edit.path.parent) == {"draft": AFTER}


def test_a_system_that_can_not_exchange_files_replaces_them(edit: Edit, draft: Path) -> None:
    assert not renamed(draft, edit.path, EXCHANGE | NO_REPLACE)
    old = partial(renamed, function="no such function")
    put_by_exchange(draft, edit.path, edit, is_new=False, rename=old)
    assert contents(edit.path.parent) == {"pyproject.toml": AFTER}


@platforms
@pytest.mark.parametrize("name", ["new", "folder/below/new"])
def test_a_new_file_is_made_with_its_folder(tmp_path: Path, name: str, platform: str) -> None:
    mask = os.umask(0o027)
    try:
        apply(Edit(tmp_path / name, "", b"", AFTER), platform=platform)
    finally:
        os.umask(mask)
    assert contents((tmp_path / name).parent) == {"new": AFTER}
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640


@platforms
def test_an_empty_file_is_a_file(file: Path, platform: str) -> None:
    file.write_bytes(b"")
    file.chmod(0o600)
    apply(Edit(file, "", b"", AFTER), platform=platform)
    assert contents(file.parent) == {"pyproject.toml": AFTER}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@platforms
def test_a_new_file_that_is_there_already_is_left_alone(file: Path, platform: str) -> None:
    with pytest.raises(ConfigError, match="it was changed meanwhile"):
        apply(Edit(file, "", b"", AFTER), platform=platform)
    assert contents(file.parent) == {"pyproject.toml": BEFORE}


@platforms
@pytest.mark.parametrize("mode", [0o444, 0o555, 0o400])
def test_a_read_only_file_is_left_alone(edit: Edit, mode: int, platform: str) -> None:
    edit.path.chmod(mode)
    with pytest.raises(ConfigError, match="it is read-only"):
        apply(edit, platform=platform)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE}


@platforms
def test_a_file_with_two_names_is_left_alone(edit: Edit, platform: str) -> None:
    (edit.path.parent / "other").hardlink_to(edit.path)
    with pytest.raises(ConfigError, match="it has another name"):
        apply(edit, platform=platform)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE, "other": BEFORE}


@platforms
def test_what_is_no_file_is_left_alone(tmp_path: Path, platform: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match="it is not a regular file"):
        apply(Edit(tmp_path / "folder", "", BEFORE, AFTER), platform=platform)


@platforms
@pytest.mark.parametrize(
    ("name", "before"),
    [("missing/new", BEFORE), ("file/new", BEFORE), ("file/new", b""), ("file/below/new", b"")],
)
def test_a_folder_that_is_none_is_told(
    tmp_path: Path, name: str, before: bytes, platform: str
) -> None:
    (tmp_path / "file").write_bytes(OTHER)
    with pytest.raises(ConfigError):
        apply(Edit(tmp_path / name, "", before, AFTER), platform=platform)
    assert contents(tmp_path) == {"file": OTHER}


@platforms
def test_a_full_disk_leaves_everything_as_it_was(edit: Edit, platform: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(ConfigError, match="it can't be written: file too large"):
            apply(replace(edit, after=b"x" * 5000), platform=platform)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE}


def test_a_locked_folder_is_waited_for(edit: Edit) -> None:
    folder = os.open(edit.path.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(ConfigError, match="another program has locked the folder"):
        apply(edit, patience=0.02)
    assert contents(edit.path.parent) == {"pyproject.toml": BEFORE}
    with ThreadPoolExecutor() as pool:
        done = pool.submit(apply, edit)
        time.sleep(0.03)
        os.close(folder)
        done.result()
    assert contents(edit.path.parent) == {"pyproject.toml": AFTER}


def test_a_file_system_without_locks_is_not_locked(edit: Edit) -> None:
    number = os.open(edit.path, os.O_PATH)
    try:
        assert holds(number) is None
    finally:
        os.close(number)


COUNTING = """
import sys
from pathlib import Path
from keydex.edits import apply
from keydex.errors import ConfigError
from keydex.model import Edit

path, done = Path(sys.argv[1]), 0
while done < 40:
    before = path.read_bytes()
    try:
        apply(Edit(path, "", before, str(int(before) + 1).encode()))
    except ConfigError:
        continue
    done += 1
"""


def test_nothing_that_several_write_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "counter"
    path.write_bytes(b"0")
    writers = [subprocess.Popen([sys.executable, "-c", COUNTING, str(path)]) for _ in range(3)]
    assert [each.wait() for each in writers] == [0, 0, 0]
    assert contents(tmp_path) == {"counter": b"120"}


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_reader_sees_one_version_or_the_other(edit: Edit, platform: str) -> None:
    versions = (b"a" * 100_000, b"b" * 100_000)
    edit.path.write_bytes(versions[0])
    forth = replace(edit, before=versions[0], after=versions[1])

    def write() -> None:
        for _ in range(25):
            apply(forth, platform=platform)
            apply(undo(forth), platform=platform)

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        while not writing.done():
            assert edit.path.read_bytes() in versions
        writing.result()
    assert contents(edit.path.parent) == {"pyproject.toml": versions[0]}


WRITING = """
import sys
from pathlib import Path
from keydex.edits import apply, holds, undo
from keydex.edits.drafts import OLD, file_of, swept
from keydex.model import Edit

edit = Edit(Path(sys.argv[1]), "", b"a" * 500_000, b"b" * 500_000)
print(flush=True)
while True:
    apply(edit)
    apply(undo(edit))
"""


def test_a_writer_that_is_killed_leaves_one_version_or_the_other(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) / "file" for number in range(8)]
    writers = []
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(b"a" * 500_000)
        words = [sys.executable, "-c", WRITING, str(path)]
        writers.append(subprocess.Popen(words, stdout=subprocess.PIPE))
    with ExitStack() as stack:
        for writer in writers:
            stack.enter_context(writer)
            stack.callback(writer.kill)
        for moment, writer in enumerate(writers):
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(moment / 100)
            writer.kill()
    for path in paths:
        assert path.read_bytes() in {b"a" * 500_000, b"b" * 500_000}
        apply(Edit(path, "", path.read_bytes(), AFTER))
        assert path.read_bytes() == AFTER
