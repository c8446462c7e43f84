"""A username is written to where the index is declared, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.asking import Means
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError, UsageError
from keydex.model import Api, Edit, Index, Lookup, Origin, Report, Role, Source, Via
from keydex.naming import (
    ME,
    Plan,
    assignments,
    effects,
    moved,
    places,
    plan,
    planned,
    shared,
)
from keydex.naming.effects import told as effect_of
from keydex.secret import Secret
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
    changes = plan(one, FEED, "alice", where).changes
    assert [each.path.name for each in changes] == expected
    assert [each.path.name for each in plan(one, FEED, None, where).changes] == expected


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


@pytest.mark.parametrize(
    ("username", "expected"),
    [
        ("alice", ["pyproject.toml", "requirements.txt"]),
        (USER, []),
        ("__token__", []),
        ("oauth2accesstoken", []),
        ("_json_key", []),
        ("buildkite", []),
        ("${USER}", []),
        (None, []),
    ],
)
def test_a_name_of_ones_own_is_told_from_one_for_everyone(
    username: str | None, expected: list[str], tmp_path: Path
) -> None:
    one = world(tmp_path, FILES)
    assert [each.path.name for each in shared(one, FEED, username)] == expected


def test_a_folder_with_somebodys_home_in_it_is_not_shared(tmp_path: Path) -> None:
    home = tmp_path / "proj/me"
    text = f"--index-url https://{HOST}/team/simple\n"
    one = world(tmp_path, {"requirements.txt": text}, {"HOME": str(home)})
    here = replace(one.environment, home=home)
    assert shared(replace(one, environment=here), FEED, "alice") == ()
    assert shared(one, FEED, "alice")


OWN_URL = f"https://{HOST}/team/simple/"
UV = pyproject(OWN_URL)
PDM = f"[project]\n[[tool.pdm.source]]\nname = 'my.idx'\nurl = '{OWN_URL}'\n"
POETRY = f"[project]\n[[tool.poetry.source]]\nname = 'corp'\nurl = '{OWN_URL}'\n"
PIPFILE = f"[[source]]\nname = 'corp'\nurl = '{OWN_URL}'\n"
NOTHING = "no tool would take your own username"


@pytest.mark.parametrize(
    ("files", "variables", "expected"),
    [
        ({"pyproject.toml": UV}, {}, ["UV_INDEX_CORP_USERNAME"]),
        # The one in the URL wins over the variable (uv 0.13.9, asked).
        ({"pyproject.toml": pyproject()}, {}, NOTHING),
        ({"pyproject.toml": UV}, {"UV_INDEX_CORP_USERNAME": "alice"}, []),
        ({"pyproject.toml": UV.replace("name = 'corp'\n", "")}, {}, NOTHING),
        (
            {"pyproject.toml": PDM},
            {},
            [(".config/pdm/config.toml", '[pypi."my.idx"]\nusername = "alice"\n')],
        ),
        # A person's file completes the index of the project (pdm 2.29.3, asked).
        (
            {"pyproject.toml": PDM, "~/.config/pdm/config.toml": "[pypi]\nurl = 'https://x.y/s'\n"},
            {"PDM_IGNORE_STORED_INDEX": "1"},
            [
                (
                    ".config/pdm/config.toml",
                    '[pypi]\nurl = \'https://x.y/s\'\n\n[pypi."my.idx"]\nusername = "alice"\n',
                )
            ],
        ),
        (
            {
                "pyproject.toml": PDM,
                "~/.config/pdm/config.toml": "[pypi.'my.idx']\nusername = 'bob'\n",
            },
            {},
            [(".config/pdm/config.toml", "[pypi.'my.idx']\nusername = 'alice'\n")],
        ),
        ({"pyproject.toml": PDM + "username = 'bob'\n"}, {}, NOTHING),
        (
            {"pyproject.toml": POETRY},
            {},
            [(".config/pypoetry/auth.toml", '[http-basic.corp]\nusername = "alice"\n')],
        ),
        ({"Pipfile": PIPFILE}, {}, NOTHING),
        ({"requirements.txt": f"--index-url {OWN_URL}\n"}, {}, NOTHING),
        (
            {"pyproject.toml": UV, "~/.config/pip/pip.conf": f"[global]\nindex-url = {OWN_URL}\n"},
            {},
            [
                (
                    ".config/pip/pip.conf",
                    f"[global]\nindex-url = {OWN_URL.replace('//', '//alice@')}\n",
                ),
                "UV_INDEX_CORP_USERNAME",
            ],
        ),
    ],
)
def test_a_name_of_ones_own_goes_where_others_do_not_get_it(
    files: dict[str, str],
    variables: dict[str, str],
    expected: list[tuple[str, str] | str] | str,
    tmp_path: Path,
) -> None:
    one = world(tmp_path, files, variables)
    if isinstance(expected, str):
        with pytest.raises(UsageError, match=expected):
            plan(one, FEED, "alice", ME)
        return
    found = plan(one, FEED, "alice", ME)
    changed = [
        (str(each.path.relative_to(tmp_path / "home")), each.after.decode())
        for each in found.changes
    ]
    assert [*changed, *(name for name, _ in found.variables)] == expected
    assert {value for _, value in found.variables} <= {"alice"}


@pytest.mark.parametrize(
    ("platform", "username", "line"),
    [
        ("linux", "a b", "export UV_INDEX_CORP_USERNAME='a b'"),
        ("darwin", "alice", "export UV_INDEX_CORP_USERNAME=alice"),
        ("win32", "o'b", "$env:UV_INDEX_CORP_USERNAME = 'o''b'"),
    ],
)
def test_a_variable_is_set_as_the_shell_wants_it(
    platform: str, username: str, line: str, tmp_path: Path
) -> None:
    one = world(tmp_path, {"pyproject.toml": UV})
    there = replace(one, environment=replace(one.environment, platform=platform))
    assert list(assignments(Plan((), (("UV_INDEX_CORP_USERNAME", username),)), there)) == [line]


@pytest.mark.parametrize(
    ("platform", "line"),
    [("linux", "read -rs USER && export USER"), ("win32", "$env:USER = Read-Host -MaskInput")],
)
def test_the_shell_asks_for_a_username_that_is_secret(
    platform: str, line: str, tmp_path: Path
) -> None:
    one = world(tmp_path, {"pyproject.toml": UV})
    there = replace(one, environment=replace(one.environment, platform=platform))
    plan = Plan((), (("USER", "t0ken"),), (Secret("t0ken"),))
    assert list(assignments(plan, there)) == [line]


def told(one: Survey, username: str | None) -> list[str]:
    """Say what each tool does before and after."""
    return list(map(str, effects(one, FEED, plan(one, FEED, username))))


ASKS = f"asks https://{HOST}/team/simple/, {HOST} as"
NETRC = f"machine {HOST} login bob password pw\n"


@pytest.mark.parametrize(
    ("files", "username", "expected"),
    [
        (
            {"pyproject.toml": UV},
            "alice",
            [f"uv: asks nothing (no username) → {ASKS} alice"],
        ),
        (
            FILES,
            None,
            [
                f"uv: {ASKS} {USER} → asks nothing (no username)",
                f"pip: {ASKS} {USER} → {ASKS} anyone",
            ],
        ),
        (
            {"pyproject.toml": UV, "~/.netrc": NETRC},
            "alice",
            [f"uv: takes the login in .netrc, asks nothing → {ASKS} alice"],
        ),
        (
            {"requirements.txt": f"--index-url {OWN_URL}\n", "~/.netrc": NETRC},
            "alice",
            [
                f"pip: {ASKS} anyone, once the login in .netrc is refused → "
                f"{ASKS} alice, once the login in .netrc is refused"
            ],
        ),
        (
            {"pyproject.toml": pyproject(f"https://{USER}:pw@{HOST}/team/simple/")},
            "alice",
            [
                "uv: takes the login in pyproject.toml, asks nothing → unchanged",
            ],
        ),
    ],
)
def test_what_each_tool_does_is_told_before_and_after(
    files: dict[str, str], username: str | None, expected: list[str], tmp_path: Path
) -> None:
    command = tmp_path / "bin/keyring"
    command.parent.mkdir()
    command.touch(0o755)
    variables = {"PATH": str(command.parent), "PIP_KEYRING_PROVIDER": "subprocess"}
    assert told(world(tmp_path, files, variables), username) == expected


def test_a_login_that_wins_although_a_keyring_is_asked_is_told() -> None:
    index = Index("poetry", "corp", OWN_URL, Role.PUBLISH)
    lookups = (Lookup(HOST, "", Via.IMPORT, Api.GET_PASSWORD),)
    source = Source("netrc", Origin(Path("/home/me/.netrc"), 3))
    said = "publishes: asks pkgs.example as nobody, but takes the login in .netrc"
    assert effect_of(Report(index, lookups, overridden_by=source)) == said


def test_an_index_that_a_tool_leaves_is_told_too(tmp_path: Path) -> None:
    one = world(tmp_path, {"pyproject.toml": UV})
    edit = Edit(tmp_path / "proj/pyproject.toml", "", UV.encode(), b"[project]\n")
    (found,) = effects(one, FEED, Plan((edit,)))
    assert (found.tool, found.after) == ("uv", "does not use it")
