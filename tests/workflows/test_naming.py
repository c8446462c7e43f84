"""A username is written to where the index is declared, and nowhere else."""

from pathlib import Path

import pytest

from keydex.asking import Means
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError, UsageError
from keydex.model import Edit
from keydex.naming import moved, places, planned
from keydex.survey import Survey, survey
from keydex.workflows.writing import written
from tests.samples import FEED, HOST, USER, pyproject

REQUIREMENTS = f"# pins\n--extra-index-url https://{USER}@{HOST}/team/simple  # ours\nfoo\n"
PIP_CONF = (
    f"[global]\nextra-index-url =\n    https://{USER}@{HOST}/team/simple\n    https://x.example/\n"
)


def world(folder: Path, files: dict[str, str], variables: dict[str, str] | None = None) -> Survey:
    """Write a project and a home, and survey them."""
    home, project = folder / "home", folder / "proj"
    for name, text in files.items():
        path = home / name[2:] if name.startswith("~/") else project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    known = {"HOME": str(home), "PATH": "", **(variables or {})}
    return survey(Environment(project, home, known, "linux", ThisMachine()))


FILES = {
    "pyproject.toml": pyproject(),
    "requirements.txt": REQUIREMENTS,
    "~/.config/pip/pip.conf": PIP_CONF,
}


def test_every_file_that_declares_the_feed_is_changed(tmp_path: Path) -> None:
    one = world(tmp_path, FILES)
    changes = planned(one, places(one, FEED), "alice@x")
    assert [step.where for step in written(changes, Means(), one.environment)] == [
        str(tmp_path / "proj/pyproject.toml"),
        str(tmp_path / "home/.config/pip/pip.conf"),
        str(tmp_path / "proj/requirements.txt"),
    ]
    for name, text in FILES.items():
        path = tmp_path / ("home/" + name[2:] if name.startswith("~/") else "proj/" + name)
        assert path.read_text() == text.replace(f"{USER}@", "alice%40x@")


@pytest.mark.parametrize(
    ("where", "expected"),
    [("project", ["pyproject.toml", "requirements.txt"]), ("user", ["pip.conf"])],
)
def test_only_the_files_that_are_meant_are_changed(
    where: str, expected: list[str], tmp_path: Path
) -> None:
    one = world(tmp_path, FILES)
    changes = planned(one, places(one, FEED, where), "alice")
    assert [each.path.name for each in changes] == expected


def test_a_username_is_taken_away(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": pyproject()})
    list(written(planned(one, places(one, FEED), None), Means(), one.environment))
    assert (tmp_path / "proj/pyproject.toml").read_text() == pyproject().replace(f"{USER}@", "")


def test_a_password_is_not_left_alone(tmp_path: Path) -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}:pw@{HOST}/team/simple/")}
    one = world(tmp_path, files)
    with pytest.raises(ConfigError, match="holds a password"):
        planned(one, places(one, FEED), None)
    (change,) = planned(one, places(one, FEED), "alice")
    assert b"alice:pw@" in change.after


def test_the_username_that_is_there_changes_nothing(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": pyproject()})
    assert planned(one, places(one, FEED), USER) == ()


def test_two_places_in_one_file_are_one_change(tmp_path: Path) -> None:
    text = f"--extra-index-url https://{USER}@{HOST}/team/simple\n"
    one = world(
        tmp_path,
        {
            "requirements.txt": "--index-url https://x.example/\n" + text,
            "requirements-dev.txt": "-r requirements.txt\n" + text,
        },
    )
    changes = planned(one, places(one, FEED), "alice")
    assert [each.after.count(b"alice@") for each in changes] == [1, 1]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": pyproject()})
    changes = planned(one, places(one, FEED), "alice")
    path = tmp_path / "proj/pyproject.toml"
    path.write_text(pyproject() + "# more\n")
    with pytest.raises(ConfigError):
        list(written(changes, Means(), one.environment))
    assert path.read_text() == pyproject() + "# more\n"


def test_a_url_that_is_gone_meanwhile_is_not_planned(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": pyproject()})
    (tmp_path / "proj/pyproject.toml").write_text("[project]\nname = 'demo'\n")
    with pytest.raises(ConfigError, match="changed since it was read"):
        planned(one, places(one, FEED), "alice")


def test_a_file_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": pyproject()})
    (tmp_path / "proj/pyproject.toml").unlink()
    with pytest.raises(ConfigError, match="can't be read any more"):
        planned(one, places(one, FEED), "alice")


@pytest.mark.parametrize(
    ("variables", "hint"),
    [
        ({"UV_INDEX": f"corp=https://{HOST}/team/simple/"}, "set UV_INDEX_CORP_USERNAME"),
        ({"UV_INDEX": f"https://{HOST}/team/simple/"}, "put the username into the URL in UV_INDEX"),
        ({"PIP_INDEX_URL": f"https://{HOST}/team/simple/"}, "PIP_INDEX_URL"),
    ],
)
def test_what_is_not_in_a_file_is_told(
    variables: dict[str, str], hint: str, tmp_path: Path
) -> None:
    one = world(tmp_path, {"pyproject.toml": "[tool.uv]\n"}, variables)
    with pytest.raises(UsageError, match="not declared in a file") as error:
        places(one, FEED)
    assert hint in error.value.hint


def test_another_url_is_written_and_the_login_stays_as_it_is(tmp_path: Path) -> None:
    login = "https://ci%2Dbot:${TOKEN}@"
    texts = {name: text.replace(f"https://{USER}@", login) for name, text in FILES.items()}
    one = world(tmp_path, texts)
    other = f"https://{HOST}:8443/team/index/"
    edits = [each for way in (True, False) for each in _moved(one, other, slash=way)]
    assert len(edits) == len(FILES)
    for edit in edits:
        before = edit.before.decode()
        old = next(
            each for each in (f"{HOST}/team/simple/", f"{HOST}/team/simple") if each in before
        )
        assert edit.after.decode() == before.replace(old, f"{HOST}:8443/team/index/")


def _moved(survey: Survey, url: str, *, slash: bool) -> list[Edit]:
    """Plan another URL for the indexes that are written with a slash at the end, or without."""
    found = [each for each in places(survey, FEED) if each.index.url.endswith("/") == slash]
    return list(moved(survey, tuple(found), url))


def test_a_url_that_changed_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    one = world(tmp_path, FILES)
    found = places(one, FEED, "user")
    path = one.project.parent / "home/.config/pip/pip.conf"
    path.write_text("[global]\nextra-index-url = https://else.example/\n")
    with pytest.raises(ConfigError, match="the file changed since it was read"):
        moved(one, found, "https://else.example/")


UPLOAD = "https://up.example/legacy/"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "~/.pypirc",
            f"[distutils]\nindex-servers = up\n[up]\nrepository = {UPLOAD}\n",
            f"[distutils]\nindex-servers = up\n[up]\nusername = bob\nrepository = {UPLOAD}\n",
        ),
        (
            "~/.config/hatch/config.toml",
            f"[publish.index.repos.up]\nurl = '{UPLOAD}'\nuser = 'eve'\n",
            f"[publish.index.repos.up]\nurl = '{UPLOAD}'\nuser = 'bob'\n",
        ),
        (
            "pyproject.toml",
            f"[[tool.pdm.source]]\nname = 'up'\nurl = '{UPLOAD}'\n",
            f"[[tool.pdm.source]]\nname = 'up'\nurl = '{UPLOAD}'\nusername = \"bob\"\n",
        ),
    ],
)
def test_a_tool_with_a_key_of_its_own_has_the_username_there(
    name: str, before: str, after: str, tmp_path: Path
) -> None:
    one = world(tmp_path, {name: before})
    feed = UPLOAD.rstrip("/")
    list(written(planned(one, places(one, feed), "bob"), Means(), one.environment))
    path = tmp_path / ("home/" + name[2:] if name.startswith("~/") else "proj/" + name)
    assert path.read_text() == after


def test_a_pipfile_has_the_username_in_its_url(tmp_path: Path) -> None:
    text = f'[[source]]\nname = "up"\nurl = "{UPLOAD}"\n'
    one = world(tmp_path, {"Pipfile": text})
    list(written(planned(one, places(one, UPLOAD.rstrip("/")), "bob"), Means(), one.environment))
    assert (tmp_path / "proj/Pipfile").read_text() == text.replace("://", "://bob@")
