"""Every secret in plain text moves, one after another; each file keeps its other bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.model import Credential, State, Step
from keydex.workflows import migrating
from tests.entries import Entries
from tests.rules.keys import CANARY, PROJECT, RC
from tests.samples import means, pyproject
from tests.workflows.test_moving import CANARY as IN_URL
from tests.workflows.test_moving import PLAIN, SECRET, URL, USER, Place
from tests.workflows.test_moving_keys import SOURCES, Source

OTHER = ("https://upload.pypi.org/legacy/", "__token__")
IN_RC = f"[pypi]\nusername = __token__\n; mine\npassword = {CANARY}\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Give a project and a home, with a keyring command and without any tool."""
    for name in ("proj", "home", "bin"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/keyring").touch(0o755)
    yield Place(tmp_path, {"PIP_KEYRING_PROVIDER": "subprocess"})


def plan_of(place: Place, entries: Entries, *tools: str) -> migrating.Plan:
    one = place.survey(*tools)
    return migrating.planned(one, tuple(one.feeds()), means(entries), set())


def migrated(
    place: Place, entries: Entries, *tools: str
) -> tuple[list[Step], list[migrating.Failure]]:
    failures: list[migrating.Failure] = []
    plan = plan_of(place, entries, *tools)
    steps = list(migrating.migrated(plan, place.survey(*tools), means(entries), failures))
    return steps, failures


def two(place: Place) -> tuple[Path, Path]:
    """Write a password of an index, and the token for uploads to another."""
    return place.write("pyproject.toml", pyproject(SECRET)), place.write(RC, IN_RC)


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: f"{each.tool} {each.name}")
def test_each_source_keeps_its_other_bytes(place: Place, source: Source) -> None:
    place.write("pyproject.toml", source.project)
    path, entries = place.write(source.name, ""), Entries()
    path.write_bytes(source.before.encode())
    place.variables = {}
    migrated(place, entries, source.tool)
    assert path.read_bytes().decode() == source.after
    assert entries.passwords == dict.fromkeys(source.entries, CANARY)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("requirements.txt", "--index-url {}  # ours\r\nb\r\n"),
        ("~/.config/pip/pip.conf", "[global]\n; ours\nextra-index-url =\n  {}\n\n[install]\nx = 1"),
        ("uv.toml", "keyring-provider = 'subprocess'\nindex-url = '{}'  # ours\n"),
        ("Pipfile", "[[source]]\nname = 'corp'\nurl = '{}'\nverify_ssl = true\n[packages]\nb='*'"),
    ],
)
def test_each_url_keeps_its_other_bytes(place: Place, name: str, before: str) -> None:
    path, entries = place.write(name, ""), Entries()
    path.write_bytes(before.format(SECRET).encode())
    migrated(place, entries)
    assert path.read_bytes().decode() == before.format(PLAIN)
    assert entries.passwords == {(URL, USER): IN_URL}


def test_a_plan_changes_nothing(place: Place) -> None:
    paths, entries = two(place), Entries()
    before = [each.read_text() for each in paths]
    plan = plan_of(place, entries)
    assert [each.outcome for each in migrating.dry(plan)] == ["planned"] * 4
    assert ([each.read_text() for each in paths], entries.stored) == (before, [])


def test_two_secrets_of_one_file_move_both_although_lines_shift(place: Place) -> None:
    second = f"[b]\nrepository = {URL}\nusername = {USER}\npassword = {CANARY}2\n"
    path = place.write(RC, f"[distutils]\nindex-servers = pypi b\n{IN_RC}{second}")
    place.write("pyproject.toml", PROJECT)
    entries = Entries()
    _, failures = migrated(place, entries)
    assert failures == []
    assert entries.passwords == {OTHER: CANARY, (URL, USER): f"{CANARY}2"}
    assert path.read_text() == (
        "[distutils]\nindex-servers = pypi b\n[pypi]\nusername = __token__\n; mine\n"
        f"[b]\nrepository = {URL}\nusername = {USER}\n"
    )


@pytest.mark.parametrize("state", [State.LOCKED, State.FAILED, State.TIMED_OUT])
def test_a_keyring_that_gives_no_answer_leaves_every_file(place: Place, state: State) -> None:
    paths = two(place)
    before = [each.read_text() for each in paths]
    steps, failures = migrated(place, Entries(state=state))
    assert [each.outcome for each in steps] == ["failed", "failed"]
    assert {type(error) for _, error in failures} == {KeyringError}
    assert [each.read_text() for each in paths] == before


class Choosy(Entries):
    """A keyring that does not take what belongs to one service."""

    def __init__(self, unwanted: str) -> None:
        super().__init__()
        self.unwanted = unwanted

    def store(self, service: str, credential: Credential) -> None:
        if service == self.unwanted:
            raise KeyringError(f"can't store {service}: it is full")
        super().store(service, credential)


@pytest.mark.parametrize("unwanted", [URL, OTHER[0]])
def test_one_that_fails_stays_and_the_others_go_on(place: Place, unwanted: str) -> None:
    paths, entries = two(place), Choosy(unwanted)
    before = [each.read_text() for each in paths]
    steps, failures = migrated(place, entries)
    failed = int(unwanted == OTHER[0])
    assert paths[failed].read_text() == before[failed]
    assert paths[1 - failed].read_text() != before[1 - failed]
    assert [error.message for _, error in failures] == [f"can't store {unwanted}: it is full"]
    assert [each.where for each in steps if each.what == "move the password"] == [
        str(paths[failed])
    ]
    assert len(entries.passwords) == 1


def test_a_file_that_changed_since_the_plan_is_looked_at_again(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), Entries()
    plan = plan_of(place, entries)
    path.write_text(f"# new\n{pyproject(SECRET)}")
    list(migrating.migrated(plan, place.survey(), means(entries), []))
    assert path.read_text() == f"# new\n{pyproject(PLAIN)}"


def test_what_is_gone_meanwhile_fails(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), Entries()
    plan = plan_of(place, entries)
    path.write_text(pyproject(PLAIN))
    failures: list[migrating.Failure] = []
    steps = list(migrating.migrated(plan, place.survey(), means(entries), failures))
    assert [(each.outcome, each.reason) for each in steps] == [
        ("failed", "it can't be moved any more")
    ]
    assert entries.stored == []


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("requirements.txt", f"-i https://{USER}:{CANARY}@h.example/\nb\n", "Give pip"),
        ("uv.lock", f"registry = 'https://{USER}:{CANARY}@pkgs.example/'\n", "Take it out"),
    ],
)
def test_what_stays_says_why(place: Place, name: str, text: str, why: str) -> None:
    place.variables = {"PIP_KEYRING_PROVIDER": "disabled"}
    place.write("pyproject.toml", PROJECT)
    path = place.write(name, text)
    plan = plan_of(place, Entries())
    assert (plan.moves, [why in each.why for each in plan.stays]) == ((), [True])
    assert path.read_text() == text


def test_a_tool_that_would_be_left_without_lets_it_stay(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    place.write("~/.netrc", f"machine 127.0.0.1 login {USER} password old\n")
    plan = plan_of(place, Entries(), "uv")
    assert [each.why for each in plan.stays] == [
        "uv would then take the login in .netrc, which is another"
    ]
