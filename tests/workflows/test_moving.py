"""A password moves from a file into the keyring, or both stay as they were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from keydex import rules
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError, KeydexError, KeyringError
from keydex.examining import on_disk
from keydex.findings import Finding
from keydex.model import Credential, State
from keydex.survey import Survey, survey
from keydex.workflows import moving
from tests.entries import Entries
from tests.rules.cases import TODAY
from tests.samples import USER, means, pyproject
from tests.server import Server, private

HOST = "127.0.0.1:9"  # Nothing answers there.
FEED = f"http://{HOST}/team/simple"
URL = f"{FEED}/"
CANARY = "canary-5ecret/7f3a"
ENCODED = "canary-5ecret%2F7f3a"
SECRET = f"http://{USER}:{ENCODED}@{HOST}/team/simple/"
PLAIN = f"http://{USER}@{HOST}/team/simple/"
UNSET = pyproject(SECRET).replace("keyring-provider = 'subprocess'\n", "")


@dataclass
class Place:
    """A project and a home on the disk, with a keyring command and without any tool."""

    root: Path
    variables: Mapping[str, str]

    def write(self, name: str, text: str) -> Path:
        path = self.root / ("home/" + name[2:] if name.startswith("~/") else f"proj/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def survey(self, *tools: str) -> Survey:
        variables = {"PATH": str(self.root / "bin"), **self.variables}
        folder, home = self.root / "proj", self.root / "home"
        return survey(Environment(folder, home, variables, "linux", ThisMachine()), tools=tools)

    def findings(self, *tools: str) -> list[Finding]:
        case = on_disk(self.survey(*tools), today=TODAY)
        return [each for each in rules.found(case, only={"KD001"}) if each.fix.moves]

    def move(self, entries: Entries, *tools: str) -> moving.Move:
        return moving.planned(self.findings(*tools)[0], self.survey(*tools), means(entries))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    for name in ("proj", "home", "bin"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/keyring").touch(0o755)
    yield Place(tmp_path, {"PIP_KEYRING_PROVIDER": "subprocess"})


def entries_of(move: moving.Move) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (each.service, each.username, each.tools) for plan in move.plans for each in plan.entries
    ]


def test_the_password_goes_into_the_keyring_and_out_of_the_file(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), Entries()
    move = place.move(entries)
    assert (entries.stored, path.read_text()) == ([], pyproject(SECRET))
    steps = list(moving.moved(move, means(entries)))
    assert [(each.outcome, each.what) for each in steps] == [
        ("done", "stored"),
        ("done", "took the password out"),
    ]
    assert entries.passwords == {(URL, USER): CANARY}
    assert path.read_text() == pyproject(PLAIN)
    assert place.findings() == []


def test_a_dry_run_says_what_would_be_done(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), Entries()
    steps = list(moving.dry(place.move(entries)))
    assert [(each.outcome, each.service or each.where) for each in steps] == [
        ("planned", URL),
        ("planned", str(path)),
    ]
    assert (entries.stored, path.read_text()) == ([], pyproject(SECRET))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("pyproject.toml", UNSET, pyproject(PLAIN, 'keyring-provider = "subprocess"\n')),
        (
            "uv.toml",
            f"index-url = '{SECRET}'\n",
            f"index-url = '{PLAIN}'\nkeyring-provider = \"subprocess\"\n",
        ),
    ],
)
def test_uv_is_told_to_ask_where_only_that_is_missing(
    place: Place, name: str, before: str, after: str
) -> None:
    path, entries = place.write(name, before), Entries()
    list(moving.moved(place.move(entries, "uv"), means(entries)))
    assert 'keyring-provider = "subprocess"' in path.read_text()
    assert sorted(path.read_text().split("\n")) == sorted(
        after.replace("keyring-provider = 'subprocess'\n", "").split("\n")
    )
    assert entries.passwords == {(URL, USER): CANARY}


def test_what_was_set_meanwhile_is_not_set_twice(place: Place) -> None:
    place.write("pyproject.toml", UNSET)
    (finding,) = place.findings("uv")
    path = place.write("pyproject.toml", pyproject(SECRET))
    entries = Entries()
    list(moving.moved(moving.planned(finding, place.survey("uv"), means(entries)), means(entries)))
    assert path.read_text() == pyproject(PLAIN)


def test_two_tools_that_read_one_file_are_both_served(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    place.write("requirements.txt", f"--index-url {SECRET}\nb\n")
    entries = Entries()
    assert entries_of(place.move(entries)) == [(URL, USER, ("uv",))]
    for finding in place.findings():
        move = moving.planned(finding, place.survey(), means(entries))
        list(moving.moved(move, means(entries)))
    assert entries.passwords == {(URL, USER): CANARY}
    assert place.findings() == []


def test_another_index_that_lives_from_the_password_is_served_too(place: Place) -> None:
    other = f"[[tool.uv.index]]\nname = 'b'\nurl = 'http://{USER}@{HOST}/b/simple/'\n"
    place.write("pyproject.toml", pyproject(SECRET, other))
    entries = Entries()
    move = place.move(entries, "uv")
    services = {service for service, _, _ in entries_of(move)}
    settled = [
        report.feed
        for _, report in place.survey("uv").reports()
        if report.settled_by and report.index.password is None
    ]
    assert len(services) == 1 + len(settled)


def test_an_index_that_finds_the_same_elsewhere_needs_no_entry(place: Place) -> None:
    path = place.write("pyproject.toml", pyproject(SECRET))
    place.write("~/.netrc", f"machine 127.0.0.1 login {USER} password {CANARY}\n")
    entries = Entries()
    move = place.move(entries, "uv")
    assert move.plans == ()
    list(moving.moved(move, means(entries)))
    assert (path.read_text(), entries.stored) == (pyproject(PLAIN), [])


def test_another_login_that_would_win_is_told(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    place.write("~/.netrc", f"machine 127.0.0.1 login {USER} password old\n")
    with pytest.raises(KeydexError, match=r"^uv would then take the login in \.netrc"):
        place.move(Entries(), "uv")


def test_without_a_keyring_nothing_is_planned(place: Place) -> None:
    place.write("pyproject.toml", UNSET)
    (finding,) = place.findings("uv")
    (place.root / "bin/keyring").unlink()
    with pytest.raises(KeydexError, match=r"^nothing is moved: .* PATH has none$") as caught:
        moving.planned(finding, place.survey("uv"), means(Entries()))
    assert caught.value.exit == 1


def test_a_tool_that_would_find_nothing_stops_it(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    place.write("requirements.txt", f"--index-url http://{HOST}/team/simple\nb\n")
    (finding,) = place.findings()
    place.variables = {**place.variables, "UV_KEYRING_PROVIDER": "disabled"}
    with pytest.raises(KeydexError, match=r"^nothing is moved: uv would find nothing: "):
        moving.planned(finding, place.survey(), means(Entries()))


@pytest.mark.parametrize(
    ("variable", "value"), [("UV_INDEX_CORP_PASSWORD", "other"), ("UV_INDEX_CORP_PASSWORD", "")]
)
def test_so_is_one_in_a_variable(place: Place, variable: str, value: str) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    place.variables = {**place.variables, variable: value, "UV_INDEX_CORP_USERNAME": USER}
    with pytest.raises(KeydexError, match=r"^uv would then take the login in UV_INDEX_CORP_PASS"):
        place.move(Entries(), "uv")


@pytest.mark.parametrize("state", [State.LOCKED, State.FAILED, State.TIMED_OUT])
def test_a_keyring_that_gives_no_answer_gets_nothing(place: Place, state: State) -> None:
    path = place.write("pyproject.toml", pyproject(SECRET))
    with pytest.raises(KeyringError, match="gives no answer"):
        place.move(Entries(state=state))
    assert path.read_text() == pyproject(SECRET)


class ReadOnly(Entries):
    """A keyring that takes nothing."""

    def store(self, service: str, credential: Credential) -> None:
        raise KeyringError(f"can't store {service} {credential.username}: it has no backend")


def test_what_is_not_stored_stays_in_the_file(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), ReadOnly()
    move = place.move(entries)
    with pytest.raises(KeyringError, match="no backend"):
        list(moving.moved(move, means(entries)))
    assert path.read_text() == pyproject(SECRET)


def test_what_was_stored_is_told_where_the_file_changed_meanwhile(place: Place) -> None:
    path, entries = place.write("pyproject.toml", pyproject(SECRET)), Entries()
    move = place.move(entries)
    path.write_text(pyproject(SECRET, "# new\n"))
    steps = moving.moved(move, means(entries))
    assert next(steps).what == "stored"
    with pytest.raises(ConfigError, match="changed meanwhile") as caught:
        next(steps)
    assert caught.value.hint == moving.STAYS
    assert path.read_text() == pyproject(SECRET, "# new\n")


def test_a_password_that_is_gone_is_not_moved(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    (finding,) = place.findings("uv")
    place.write("pyproject.toml", pyproject(PLAIN))
    with pytest.raises(KeydexError, match="not there any more"):
        moving.planned(finding, place.survey("uv"), means(Entries()))


def test_a_file_that_is_gone_is_told(place: Place) -> None:
    path = place.write("pyproject.toml", pyproject(SECRET))
    (finding,), one = place.findings("uv"), place.survey("uv")
    path.unlink()
    with pytest.raises(ConfigError, match="can't be read any more"):
        moving.planned(finding, one, means(Entries()))


def test_a_command_is_surveyed_as_it_was_given(place: Place) -> None:
    place.write("pyproject.toml", pyproject(SECRET))
    environment = place.survey().environment
    one = survey(replace(environment), ("uv", "lock"))
    (finding,) = rules.found(on_disk(one, today=TODAY), only={"KD001"})
    entries = Entries()
    move = moving.planned(finding, one, means(entries))
    assert [each.command.words for each in move.survey.configurations] == [("lock",)]


def of_pip(place: Place, server: Server) -> Path:
    login = server.url.replace("://", f"://{USER}:{ENCODED}@")
    return place.write("requirements.txt", f"--index-url {login}/simple/\nb\n")


def test_an_index_that_takes_it_from_the_keyring_lets_it_move(place: Place) -> None:
    with Server(private({USER: CANARY})) as server:
        of_pip(place, server)
        moving.verified(place.move(Entries(), "pip"), means(Entries()))
        assert f"{USER}:{CANARY}" in server.logins


def test_nothing_moves_where_a_tool_would_not_get_in_any_more(place: Place) -> None:
    with Server(private({USER: CANARY}, refused=403)) as server:
        of_pip(place, server)
        move = place.move(Entries(), "pip")
        with pytest.raises(KeydexError, match="pip never asks its keyring") as caught:
            moving.verified(move, means(Entries()))
        assert caught.value.hint == moving.WHOLE


def test_what_is_refused_already_now_may_move(place: Place) -> None:
    with Server(private({USER: "another"}, refused=403)) as server:
        of_pip(place, server)
        moving.verified(place.move(Entries(), "pip"), means(Entries()))


def test_so_may_what_can_not_be_asked(place: Place) -> None:
    with Server(private({USER: CANARY})) as server:
        of_pip(place, server)
    moving.verified(place.move(Entries(), "pip"), means(Entries()))


def test_an_index_beside_it_is_left_alone(place: Place) -> None:
    place.write("requirements.txt", f"--index-url {SECRET}\n--extra-index-url {PLAIN}x/\nb\n")
    (finding,) = place.findings()
    move = moving.planned(finding, place.survey(), means(Entries()))
    assert [plan.feed for plan in move.plans] == [FEED]
