"""Every secret in plain text moves, one after another; one that must stay says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.model import Credential, State, Step
from keydex.rules.leaks import netrc
from keydex.workflows import migrating
from tests.entries import Entries
from tests.rules.keys import CANARY, PROJECT, RC
from tests.samples import USER, means, pyproject
from tests.workflows.test_moving import CANARY as IN_URL
from tests.workflows.test_moving import FEED, HOST, PLAIN, SECRET, URL, Place

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


NETRC = "# mine\nmachine other.example login bob password of-bob-1\n{}{}"
OTHER_LOGIN = "machine 10.0.0.1 login x password of-x-1\n"
LOGIN = f"machine 127.0.0.1 login {USER} password {IN_URL}\n"
OF_PIP = f"--index-url {PLAIN}\nb\n"


def with_netrc(place: Place, login: str = LOGIN, end: str = "# end") -> Path:
    """Write a netrc with other things in it."""
    return place.write("~/.netrc", NETRC.format(login, end))


def test_a_netrc_login_moves_for_all_tools_that_take_it(place: Place) -> None:
    place.write("pyproject.toml", pyproject(PLAIN))
    place.write("requirements.txt", OF_PIP)
    path, entries = with_netrc(place), Entries()
    (finding, move), *others = plan_of(place, entries).moves
    tools = {tool for plan in move.plans for entry in plan.entries for tool in entry.tools}
    assert (others, tools) == ([], {"uv", "pip"})
    assert netrc.OTHERS in finding.fix.summary
    assert migrated(place, entries)[1] == []
    assert path.read_text() == NETRC.format("", "# end")
    assert entries.passwords == {(URL, USER): IN_URL}
    left = {report.settled_by or report.sent_first for _, report in place.survey().reports()}
    assert left == {None}


@pytest.mark.parametrize(
    ("login", "after"),
    [
        (f"machine 127.0.0.1\n  login {USER}\n  password {IN_URL}\n", ""),
        (LOGIN.rstrip() + "\n\n", "\n"),
        (
            f"{LOGIN}machine 10.0.0.1 login x password of-x-1\n",
            "machine 10.0.0.1 login x password of-x-1\n",
        ),
    ],
)
def test_of_a_netrc_everything_else_stays(place: Place, login: str, after: str) -> None:
    place.write("pyproject.toml", pyproject(PLAIN))
    path = with_netrc(place, login, "")
    migrated(place, Entries(), "uv")
    assert path.read_text() == NETRC.format(after, "")


def test_every_index_of_the_host_gets_an_entry(place: Place) -> None:
    other = f"[[tool.uv.index]]\nname = 'b'\nurl = 'http://{USER}@{HOST}/b/simple/'\n"
    place.write("pyproject.toml", pyproject(PLAIN, other))
    path, entries = with_netrc(place, end=""), Entries()
    one = place.survey("uv")
    failures: list[migrating.Failure] = []
    plan = migrating.planned(one, (FEED,), means(entries), set())
    list(migrating.migrated(plan, one, means(entries), failures))
    found = {each.feed for _, each in place.survey("uv").reports() if each.index.origins}
    asked = {
        report.feed
        for _, report in place.survey("uv").reports()
        for each in report.lookups
        if (each.service, each.username) in entries.passwords
    }
    assert (failures, asked) == ([], found)
    assert path.read_text() == NETRC.format("", "")


@pytest.mark.parametrize(
    ("project", "login", "variables", "why"),
    [
        (pyproject(PLAIN.replace(f"{USER}@", "")), LOGIN, {}, "Let uv ask a keyring first"),
        (pyproject(PLAIN), LOGIN, {"UV_KEYRING_PROVIDER": "disabled"}, "Let uv ask a keyring"),
        (pyproject(PLAIN), LOGIN.replace("machine 127.0.0.1", "default"), {}, "Give each host"),
        (pyproject(PLAIN), f"{LOGIN[:-1]} machine x login y password z\n", {}, "in an editor"),
        (
            pyproject(PLAIN),
            f"{LOGIN}default login {USER} password other-1\n",
            {},
            "would then take",
        ),
        (pyproject(PLAIN), LOGIN.replace(IN_URL, "x-oauth-basic"), {}, "no keyring holds a user"),
    ],
)
def test_a_netrc_login_that_must_stay_says_why(
    place: Place, project: str, login: str, variables: dict[str, str], why: str
) -> None:
    place.variables = {**place.variables, **variables}
    place.write("pyproject.toml", project)
    path, entries = with_netrc(place, login), Entries()
    plan = plan_of(place, entries, "uv")
    assert (plan.moves, why in plan.stays[0].why) == ((), True)
    migrated(place, entries, "uv")
    assert (path.read_text(), entries.stored) == (NETRC.format(login, "# end"), [])


def test_one_tool_that_asks_nothing_keeps_the_login_for_all(place: Place) -> None:
    place.write("pyproject.toml", pyproject(PLAIN))
    place.write("requirements.txt", OF_PIP)
    place.variables = {"PIP_KEYRING_PROVIDER": "disabled"}
    path, entries = with_netrc(place), Entries()
    (stay,) = plan_of(place, entries).stays
    assert "Let pip ask a keyring first" in stay.why
    migrated(place, entries)
    assert (path.read_text(), entries.stored) == (NETRC.format(LOGIN, "# end"), [])


@pytest.mark.parametrize("state", [State.LOCKED, State.FAILED, State.TIMED_OUT])
def test_so_does_a_keyring_that_gives_no_answer(place: Place, state: State) -> None:
    place.write("pyproject.toml", pyproject(PLAIN))
    path = with_netrc(place)
    _, failures = migrated(place, Entries(state=state), "uv")
    assert {type(error) for _, error in failures} == {KeyringError}
    assert path.read_text() == NETRC.format(LOGIN, "# end")


def test_a_login_of_a_host_that_nobody_uses_is_none_of_ours(place: Place) -> None:
    place.write("pyproject.toml", pyproject(PLAIN))
    with_netrc(place, "")
    plan = plan_of(place, Entries(), "uv")
    assert (plan.moves, plan.stays) == ((), ())
