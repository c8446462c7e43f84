"""From every kind of file a secret moves: no other byte does, and no copy of it is left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from keydex.keyrings.checked import Checked
from keydex.model import Credential, State
from keydex.workflows import migrating
from tests.entries import Entries
from tests.rules.keys import CANARY, INDEX, OF_PDM, OF_POETRY, PROJECT
from tests.samples import USER, means
from tests.workflows.test_moving import Place, ReadOnly
from tests.workflows.test_moving_keys import SOURCES, Source, under

NOWHERE = {"HTTPS_PROXY": "http://127.0.0.1:9"}
"""Nothing answers there, and no request leaves this machine."""
PLAIN = INDEX.replace("://", f"://{USER}@")
LOGIN = INDEX.replace("://", f"://{USER}:{CANARY}@")
ENTRY = ((INDEX, USER),)
OF_UV = f"{PROJECT}[tool.uv]\nkeyring-provider = 'subprocess'\n"
OTHER = "# mine\nmachine other.example login bob password of-bob-1\n"


def of_url(name: str, tool: str, project: str, text: str) -> Source:
    """Expect that the password goes out of a URL, and nothing else."""
    return Source(name, tool, project, text.format(LOGIN), text.format(PLAIN), ENTRY)


URLS = [
    of_url(
        "pyproject.toml",
        "uv",
        "",
        f"{OF_UV}[[tool.uv.index]]  # ours\nname = 'corp'\nurl = '{{}}' # mine\n\n# end\n",
    ),
    of_url("uv.toml", "uv", PROJECT, "keyring-provider = 'subprocess'\nindex-url = '{}' # ours\n"),
    of_url("requirements.txt", "pip", PROJECT, "# ours\n--index-url {}  # mine\nb\n"),
    of_url(
        "~/.config/pip/pip.conf",
        "pip",
        PROJECT,
        "[global]\n; ours\nextra-index-url =\n  {}\n\n[install]\nx = 1\n",
    ),
    of_url(
        "Pipfile",
        "pipenv",
        PROJECT,
        "[[source]]\nname = 'corp'\nurl = '{}'\nverify_ssl = true\n[packages]\nb='*'\n",
    ),
]
NETRC = under(
    "~/.netrc",
    "uv",
    f"{OF_UV}[[tool.uv.index]]\nname = 'corp'\nurl = '{PLAIN}'\n",
    f"{OTHER}machine pkgs.example login {USER} password {CANARY}\n",
    *ENTRY,
)
EVERY = [*SOURCES, *URLS, NETRC]
UNREAD = ("~/.netrc", "~/.pypirc", "~/.config/pip/pip.conf")
"""What the tools can't read behind a byte order mark."""


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def marked(text: str) -> str:
    return f"\ufeff{text}"


def bare(text: str) -> str:
    """Take off the line break at the end."""
    return text.removesuffix("\n").removesuffix("\r")


def each_of(sources: list[Source]) -> pytest.MarkDecorator:
    """Run a test for each kind of file."""
    return pytest.mark.parametrize("source", sources, ids=lambda each: f"{each.tool} {each.name}")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Give a project and a home, with a keyring command and without any tool."""
    for name in ("proj", "home", "bin"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/keyring").touch(0o755)
    yield Place(tmp_path, {"PIP_KEYRING_PROVIDER": "subprocess", **NOWHERE})


def arranged(place: Place, source: Source) -> Path:
    """Write the project, and the file with the secret."""
    place.write("pyproject.toml", source.project)
    path = place.write(source.name, "")
    path.write_bytes(source.before.encode())
    return path


def migrated(place: Place, source: Source, entries: Entries) -> list[migrating.Failure]:
    """Move all there is; return what failed."""
    failures: list[migrating.Failure] = []
    one = place.survey(source.tool)
    plan = migrating.planned(one, tuple(one.feeds()), means(entries), set())
    list(migrating.migrated(plan, one, means(entries), failures))
    return failures


def files(place: Place) -> dict[Path, bytes]:
    """Read everything there is, but what keydex remembers of its writes."""
    found = (each for each in place.root.rglob("*") if each.is_file())
    return {each: each.read_bytes() for each in found if each.name != "writes.json"}


@pytest.mark.parametrize("form", [str, crlf, marked], ids=["LF", "CRLF", "BOM"])
@each_of(EVERY)
def test_every_other_byte_stays(place: Place, source: Source, form: Callable[[str], str]) -> None:
    source = replace(source, before=form(source.before), after=form(source.after))
    path, entries = arranged(place, source), Entries()
    is_read = form is not marked or source.name not in UNREAD
    assert migrated(place, source, entries) == []
    left, moved = (source.after, source.entries) if is_read else (source.before, ())
    assert path.read_bytes().decode() == left
    assert entries.passwords == dict.fromkeys(moved, CANARY)


@pytest.mark.parametrize("form", [str, crlf], ids=["LF", "CRLF"])
@each_of(EVERY)
def test_the_last_line_may_lack_its_break(
    place: Place, source: Source, form: Callable[[str], str]
) -> None:
    before, after = form(source.before), form(source.after)
    is_last = len(before.splitlines()) > len(after.splitlines()) and after == before[: len(after)]
    path, entries = arranged(place, replace(source, before=bare(before))), Entries()
    migrated(place, source, entries)
    assert path.read_bytes().decode() == (after if is_last else bare(after))
    assert entries.passwords == dict.fromkeys(source.entries, CANARY)


@pytest.mark.parametrize("mode", [0o600, 0o640])
@each_of(EVERY)
def test_mode_and_link_are_kept_and_no_copy_is_left(
    place: Place, source: Source, mode: int
) -> None:
    path = arranged(place, source)
    target = place.root / "dotfiles" / path.name
    target.parent.mkdir()
    path.rename(target)
    target.chmod(mode)
    path.symlink_to(target)
    known = files(place)
    assert migrated(place, source, Entries()) == []
    assert (path.readlink(), target.stat().st_mode & 0o777) == (target, mode)
    after = dict.fromkeys((path, target), source.after.encode())
    assert files(place) == {**known, **after}
    assert not any(
        CANARY.encode() in each.read_bytes() for each in place.root.rglob("*") if each.is_file()
    )


class Forgetful(Entries):
    """A keyring that says yes to everything, and keeps nothing."""

    def put(self, service: str, credential: Credential) -> str:
        return "careless"

    def drop(self, service: str, username: str) -> None:
        raise AssertionError("there is nothing to delete")

    def store(self, service: str, credential: Credential) -> None:
        Checked(self).store(service, credential)


@pytest.mark.parametrize(
    "keyring",
    [
        partial(Entries, state=State.LOCKED),
        partial(Entries, state=State.FAILED),
        partial(Entries, state=State.TIMED_OUT),
        ReadOnly,
        Forgetful,
    ],
    ids=["locked", "failed", "timed-out", "read-only", "forgetful"],
)
@each_of(EVERY)
def test_a_keyring_that_fails_removes_nothing(
    place: Place, source: Source, keyring: Callable[[], Entries]
) -> None:
    arranged(place, source)
    known, entries = files(place), keyring()
    ((_, error),) = migrated(place, source, entries)
    assert (error.exit, files(place), entries.passwords) == (4, known, {})


@each_of(EVERY)
def test_what_was_moved_is_in_plain_text_no_more(place: Place, source: Source) -> None:
    arranged(place, source)
    migrated(place, source, Entries())
    one = place.survey(source.tool)
    assert migrating.found(one, tuple(one.feeds())) == ()


@pytest.mark.parametrize(("tool", "project"), [("poetry", OF_POETRY), ("pdm", OF_PDM)])
def test_a_url_of_which_the_tool_keeps_the_login_elsewhere_stays(
    place: Place, tool: str, project: str
) -> None:
    path = place.write("pyproject.toml", project.replace(INDEX, LOGIN))
    one, entries = place.survey(tool), Entries()
    plan = migrating.planned(one, tuple(one.feeds()), means(entries), set())
    (stay,) = plan.stays
    assert f"where {tool} has another place for it" in stay.why
    assert (plan.moves, path.read_text()) == ((), project.replace(INDEX, LOGIN))
