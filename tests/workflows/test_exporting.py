"""What is exported lets each tool in: its variables settle the search, or the netrc does."""

import re
import subprocess
from pathlib import Path

import pytest

from keydex.environment import Environment
from keydex.model import Report
from keydex.survey import Survey, survey
from keydex.workflows import exporting
from tests.memory import HOME, Memory, world
from tests.rules.keys import HATCH, IN_RC, OF_FLIT, OF_PDM, OF_POETRY, PROJECT, RC, REPOS
from tests.samples import HOST, USER, pyproject, sample

INDEX = f"https://{USER}@{HOST}/simple/"
UV = ("UV_INDEX_CORP_USERNAME", "UV_INDEX_CORP_PASSWORD")
POETRY = ("POETRY_HTTP_BASIC_CORP_USERNAME", "POETRY_HTTP_BASIC_CORP_PASSWORD")
PYPI = f"[[tool.pdm.source]]\nname = 'pypi'\nurl = '{INDEX}'\n"
NONE = "neither variables nor a netrc lead it to a login"
GITLAB = "https://gitlab.com/api/v4/projects/7/packages/pypi/simple"
OF_GITLAB = pyproject(GITLAB.replace("://", "://gitlab-ci-token@"))


def project(
    files: dict[str, str],
    variables: dict[str, str] | None = None,
    modes: dict[Path, int] | None = None,
) -> Environment:
    """Make a project in memory, without any tool."""
    known = {"PATH": "/nowhere", "HOME": str(HOME), **(variables or {})}
    found = world(files, known, programs={})
    assert isinstance(found.machine, Memory)
    found.machine.modes.update(modes or {})
    return found


def planned(one: Survey, *, jobs: bool = False) -> exporting.Export:
    return exporting.planned(one, tuple(one.feeds()), with_job_token=jobs)


def settled(one: Survey, tool: str) -> list[Report]:
    return [each for conf, each in one.reports() if conf.installation.tool == tool and each.sources]


WAYS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("uv", {"pyproject.toml": pyproject()}, UV),
    ("uv", {"pyproject.toml": pyproject().replace("name = 'corp'\n", "")}, ()),
    ("pip", {"requirements.txt": f"-i {INDEX}\nb\n"}, ()),
    ("pipenv", {"Pipfile": f"[[source]]\nname = 'corp'\nurl = '{INDEX}'\n"}, ()),
    ("poetry", {"pyproject.toml": OF_POETRY}, POETRY),
    ("poetry", {"pyproject.toml": OF_POETRY.replace("corp", "my.corp")}, ()),
    ("pdm", {"pyproject.toml": f"{PROJECT}{PYPI}"}, ("PDM_PYPI_USERNAME", "PDM_PYPI_PASSWORD")),
    ("pdm", {"pyproject.toml": OF_PDM}, ()),
    ("twine", {"pyproject.toml": PROJECT, RC: IN_RC}, ("TWINE_USERNAME", "TWINE_PASSWORD")),
    ("flit", {"pyproject.toml": OF_FLIT, RC: IN_RC}, ("FLIT_USERNAME", "FLIT_PASSWORD")),
    ("hatch", {"pyproject.toml": PROJECT, HATCH: REPOS}, ("HATCH_INDEX_USER", "HATCH_INDEX_AUTH")),
]


@pytest.mark.parametrize(("tool", "files", "names"), WAYS)
def test_each_way_lets_its_tool_in(
    tool: str, files: dict[str, str], names: tuple[str, ...]
) -> None:
    one = survey(project(files), tools=[tool])
    found = planned(one)
    ours = [each for each in found.ways if each.host == HOST]
    assert {each.variables for each in ours} == {names}
    assert [each for each in found.unserved if HOST in each[1]] == []
    if names:
        values = dict(zip(names, (USER, "s3cret"), strict=True))
        after = survey(project(files, values), tools=[tool])
        kind = "env"
    else:
        netrc = f"machine {HOST} login {USER} password s3cret\n"
        private = project({**files, "~/.netrc": netrc}, modes={HOME / ".netrc": 0o600})
        after, kind = survey(private, tools=[tool]), "netrc"
    found_by = [each.sources[0] for each in settled(after, tool) if HOST in each.feed]
    assert {each.kind for each in found_by} == {kind}
    assert {each.credential and each.credential.password.reveal() for each in found_by} == {
        "s3cret"
    }


def test_where_the_url_has_a_password_no_way_is_promised() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}:of-url-1@{HOST}/simple/")}
    found = planned(survey(project(files), tools=["uv"]))
    assert [each for each in found.ways if each.host == HOST] == []
    ((tool, index, reason),) = found.unserved
    assert (tool, index) == ("uv", "corp")
    assert "pyproject.toml" in reason


def test_a_host_that_a_script_can_not_hold_gets_none() -> None:
    files = {"requirements.txt": "-i https://a$(id)/simple/\nb\n"}
    found = planned(survey(project(files), tools=["pip"]))
    assert (found.ways, [each[2] for each in found.unserved]) == ((), [NONE])


def test_else_the_file_of_the_tool_is_named() -> None:
    files = {"pyproject.toml": OF_PDM.replace(HOST, "a$(id)")}
    found = planned(survey(project(files), tools=["pdm"]))
    assert [each[2] for each in found.unserved] == [f"{NONE}; pyproject.toml can hold it"]


OF_GEMFURY = "https://pypi.fury.io/acme/"


def test_a_token_that_is_the_username_is_masked_too() -> None:
    one = survey(project({"pyproject.toml": pyproject(OF_GEMFURY)}), tools=["uv"])
    found = texts(one, "gitlab")["Settings, CI/CD, Variables"]
    assert found.splitlines() == [f"{each}  masked" for each in UV]


OF_THIS_MACHINE = f"machine {HOST} login {USER} password of-netrc-1\n"


@pytest.mark.parametrize(
    "variables",
    [
        {},
        dict(zip(UV, (USER, "of-env-1"), strict=True)),
        {"UV_INDEX_CORP_PASSWORD": "of-env-1"},
        {"NETRC": "/world/home/.netrc"},
    ],
)
def test_what_this_machine_has_decides_nothing(variables: dict[str, str]) -> None:
    files = {"pyproject.toml": pyproject(), "~/.netrc": OF_THIS_MACHINE}
    files["requirements.txt"] = f"-i {INDEX}\nb\n"
    bare = survey(project({name: files[name] for name in files if name != "~/.netrc"}))
    one = survey(project(files, variables, {HOME / ".netrc": 0o600}))
    assert planned(one) == planned(bare)


def test_an_index_of_this_machine_alone_is_told() -> None:
    conf = f"[global]\nindex-url = {INDEX}\n"
    files = {"requirements.txt": "b\n", "~/.config/pip/pip.conf": conf}
    found = planned(survey(project(files), tools=["pip"]))
    assert [each[2] for each in found.unserved] == [
        "only pip.conf names it, which that machine has not"
    ]
    found = planned(survey(project({}, {"PIP_INDEX_URL": INDEX}), tools=["pip"]))
    assert [each[2] for each in found.unserved] == [
        "only PIP_INDEX_URL names it, which that machine has not"
    ]


@pytest.mark.parametrize("target", ["github", "gitlab"])
def test_the_url_of_an_upload_comes_along(target: str) -> None:
    one = survey(project({"pyproject.toml": PROJECT, RC: IN_RC}), tools=["twine"])
    text = "\n".join(texts(one, target).values())
    assert f"  TWINE_REPOSITORY_URL: https://{HOST}/legacy/\n" in f"{text}\n"


def texts(one: Survey, target: str) -> dict[str, str]:
    found = planned(one, jobs=target == "gitlab")
    return {each.place: each.text for each in exporting.SNIPPETS[target](found)}


def test_docker_mounts_variables_and_a_netrc() -> None:
    found = texts(survey(sample()), "docker")
    username, password = UV
    assert found == {
        "Dockerfile": "# syntax=docker/dockerfile:1\n"
        f"RUN --mount=type=secret,id={username},env={username} \\\n"
        f"    --mount=type=secret,id={password},env={password} \\\n"
        "    uv sync\n"
        "RUN --mount=type=secret,id=netrc,target=/root/.netrc \\\n"
        "    pip install -r requirements.txt",
        "shell": f"docker build --secret id={username},env={username} "
        f'--secret id={password},env={password} --secret id=netrc,src="$HOME/.netrc" .',
    }


def test_docker_publishes_nothing() -> None:
    one = survey(project({"pyproject.toml": PROJECT, RC: IN_RC}), tools=["twine"])
    assert texts(one, "docker") == {}


def test_github_hands_secrets_over() -> None:
    found = texts(survey(sample()), "github")
    assert found["shell"].splitlines() == [f"gh secret set {each}" for each in (*UV, "NETRC_FILE")]
    for name in (*UV, "NETRC_FILE"):
        assert f"{name}: ${{{{ secrets.{name} }}}}" in found[".github/workflows, in the job"]


def test_gitlab_has_them_in_its_settings() -> None:
    found = texts(survey(sample()), "gitlab")
    assert found["Settings, CI/CD, Variables"].splitlines() == [
        UV[0],
        f"{UV[1]}  masked",
        "NETRC_FILE  of type File",
    ]


def test_a_job_of_gitlab_takes_its_own_token() -> None:
    files = {"pyproject.toml": OF_GITLAB, "requirements.txt": f"-i {GITLAB}\nb\n"}
    found = texts(survey(project(files)), "gitlab")
    assert found == {
        ".gitlab-ci.yml": f"variables:\n  {UV[0]}: gitlab-ci-token\n  {UV[1]}: $CI_JOB_TOKEN\n"
        "before_script:\n  - umask 077\n"
        "  - printf 'machine gitlab.com login gitlab-ci-token password %s\\n'"
        ' "$CI_JOB_TOKEN" >> ~/.netrc'
    }


def netrc_written(script: list[str], home: Path, **variables: str) -> Path:
    """Run what a snippet runs, as a job does."""
    subprocess.run(
        ["/bin/sh", "-ec", "\n".join(script)],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", **variables},
        check=True,
    )
    return home / ".netrc"


LINE = f"machine {HOST} login {USER} password s3cret"


def test_the_script_of_github_writes_a_netrc_for_its_owner_only(tmp_path: Path) -> None:
    text = texts(survey(sample()), "github")[".github/workflows, in the job"]
    script = re.findall(r"run: (.*)", text)
    path = netrc_written(script, tmp_path, NETRC_FILE=LINE)
    assert (path.read_text(), path.stat().st_mode & 0o777) == (f"{LINE}\n", 0o600)


def test_the_script_of_gitlab_joins_the_file_and_the_token_of_the_job(tmp_path: Path) -> None:
    text = f"-i {GITLAB}\n--extra-index-url {INDEX}\nb\n"
    found = texts(survey(project({"requirements.txt": text}), tools=["pip"]), "gitlab")
    script = re.findall(r"  - (.*)", found[".gitlab-ci.yml"])
    (tmp_path / "secret").write_text(LINE)
    file = str(tmp_path / "secret")
    path = netrc_written(script, tmp_path, NETRC_FILE=file, CI_JOB_TOKEN="j0b")
    job = "machine gitlab.com login gitlab-ci-token password j0b\n"
    assert (path.read_text(), path.stat().st_mode & 0o777) == (f"{LINE}\n{job}", 0o600)
