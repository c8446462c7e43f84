"""A login in the netrc file: whom it serves is told before, and only its owner can read it."""

from pathlib import Path

import pytest

from keydex.asking import Means
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError, UsageError
from keydex.model import Credential
from keydex.secret import Secret
from keydex.survey import Survey, survey
from keydex.workflows import plainly, writing
from tests.samples import FEED, HOST, USER, pyproject

OTHER = f"https://{USER}@{HOST}/other/simple"
FILES = {
    "pyproject.toml": pyproject(),
    "requirements.txt": f"-i https://{HOST}/team/simple\n--extra-index-url {OTHER}\nfoo\n",
}


def world(folder: Path, netrc: str | None = None, files: dict[str, str] = FILES) -> Survey:
    """Write a project and a home, and survey them."""
    home, project = folder / "home", folder / "proj"
    home.mkdir()
    project.mkdir()
    for name, text in files.items():
        (project / name).write_text(text)
    if netrc is not None:
        (home / ".netrc").write_text(netrc)
        (home / ".netrc").chmod(0o644)
    known = {"HOME": str(home), "PATH": ""}
    return survey(Environment(project, home, known, "linux", ThisMachine()))


def test_it_is_told_before_whom_a_login_serves(tmp_path: Path) -> None:
    plan = plainly.plan(world(tmp_path), FEED, USER)
    assert (plan.host, plan.username, plan.served) == (HOST, USER, ("uv", "pip"))
    assert plan.shared_with == (f"https://{HOST}/other/simple",)
    assert not (tmp_path / "home/.netrc").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ["NEW"]),
        ("machine a login b password c\n", ["machine a login b password c", "NEW"]),
        ("machine a login b password c", ["machine a login b password c", "NEW"]),
        ("default login b password c\n", ["NEW", "default login b password c"]),
    ],
)
def test_a_login_is_added_for_its_owner_only(
    before: str | None, after: list[str], tmp_path: Path
) -> None:
    one = world(tmp_path, before)
    change = plainly.added(one, FEED, Credential(USER, Secret("s3cret")))
    list(writing.written((change,), Means(), one.environment))
    path = tmp_path / "home/.netrc"
    line = f"machine {HOST} login {USER} password s3cret"
    assert path.read_text().splitlines() == [line if each == "NEW" else each for each in after]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_host_has_one_login(tmp_path: Path) -> None:
    one = world(tmp_path, f"machine {HOST} login eve password x\n")
    with pytest.raises(ConfigError, match=rf"\.netrc:1: .*it has a login for {HOST} already"):
        plainly.plan(one, FEED, USER)


@pytest.mark.parametrize("secret", ["two words", 'a"b', "a\\b", "a#b", "ü", ""])
def test_what_not_every_tool_reads_alike_is_not_written(secret: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a netrc can't hold"):
        plainly.added(world(tmp_path), FEED, Credential(USER, Secret(secret)))


def test_a_login_that_serves_nobody_is_not_planned(tmp_path: Path) -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}:pw@{HOST}/team/simple")}
    with pytest.raises(UsageError, match="serves no tool"):
        plainly.plan(world(tmp_path, None, files), FEED, USER)
