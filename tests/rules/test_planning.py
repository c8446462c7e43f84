"""Plans are made of what the files hold now, and give way where those are gone."""

import pytest

from keydex.errors import ConfigError
from keydex.model import Credential, Origin
from keydex.rules import found, planning
from keydex.secret import Secret
from tests.memory import HOME, PROJECT, Memory, world
from tests.rules.cases import World, findings, uv

NETRC = HOME / ".netrc"


def test_a_place_is_spelled_as_a_person_does() -> None:
    one = world()
    assert planning.place(one, Origin(NETRC, 3)) == "~/.netrc:3"
    assert planning.place(one, Origin(PROJECT / "uv.toml")) == "uv.toml"
    assert planning.place(one, Origin(variable="UV_INDEX")) == "UV_INDEX"
    assert planning.place(one, Origin(flag="--index")) == "--index"
    assert planning.place(one, None) == "the default"


def test_a_file_that_can_not_be_read_is_empty() -> None:
    one = world({"bad.toml": "a ="})
    assert planning.document(one, PROJECT / "bad.toml").data == {}
    assert planning.document(one, PROJECT / "none.toml").data == {}


def test_a_login_that_is_gone_can_not_be_taken() -> None:
    plan = planning.netrc_taken(world(), NETRC, 1, Credential("a", Secret("b")), "")
    with pytest.raises(ConfigError, match="not there any more"):
        plan()


@pytest.mark.parametrize(("text", "reason"), [(None, "not there any more"), ("", "by its key")])
def test_a_key_that_is_gone_can_not_be_taken(text: str | None, reason: str) -> None:
    origin = Origin(PROJECT / "pdm.toml", 1, "pypi.corp.password")
    one = world({} if text is None else {"pdm.toml": text})
    with pytest.raises(ConfigError, match=reason):
        planning.key_taken(one, origin, Secret("b"), "")()


def test_a_netrc_that_is_spoiled_meanwhile_is_told_by_its_line() -> None:
    files = {"pyproject.toml": uv("https://pkgs.example/simple/")}
    login = {"~/.netrc": "default login a password b\n"}
    assert findings("KD056", World(files | login))
    case = World(files | login).case()
    memory = case.environment.machine
    assert isinstance(memory, Memory)
    memory.files[NETRC] = b"machine\n"
    (finding,) = found(case, only={"KD056"})
    assert finding.message == "~/.netrc:1 answers for corp before any keyring."
