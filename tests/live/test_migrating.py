"""Real tools get in before `keydex migrate`, and get in after it, from wherever a secret moved."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.live.person import OF_PDM, OF_PIP, OF_PIPENV, OF_POETRY, OF_UV, Person, path_of
from tests.live.servers import FILE, PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.live.test_leaks import HEAD, INSTALLS, KEYS, OF_CORP, PIP, UPLOADS, Case, arranged
from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service

pytestmark = pytest.mark.live
TOOLS = ("uv", "pip", "poetry", "pdm", "pipenv", "twine", "hatch")
NETRC = f"# mine\nmachine 127.0.0.1 login {USER} password {PASSWORD}\n"
OF_UVS = f"{HEAD}[tool.uv]\nkeyring-provider = 'subprocess'\n[[tool.uv.index]]\ndefault = true\n"
OF_POETRYS = f"{HEAD}[tool.poetry]\npackage-mode = false\n[[tool.poetry.source]]\n"
OF_PDMS = f"{HEAD}[tool.pdm]\ndistribution = false\n[[tool.pdm.source]]\nname = 'pypi'\n"
FIRST, SECOND = KEYS.splitlines(keepends=True)
CASES = [
    *INSTALLS,
    Case(
        "uv", "uv sync", "", "project/pyproject.toml", f"{OF_UVS}name = 'corp'\nurl = '{{login}}'\n"
    ),
    Case(
        "uv",
        "uv sync",
        HEAD,
        "project/uv.toml",
        "keyring-provider = 'subprocess'\n"
        "[[index]]\nname = 'corp'\nurl = '{login}'\ndefault = true\n",
    ),
    Case("uv", "uv sync", f"{OF_UVS}{OF_CORP}", "home/.netrc", NETRC),
    Case(
        "pip",
        " ".join(PIP),
        HEAD,
        "project/requirements.txt",
        f"--index-url {{login}}\n{PACKAGE}\n",
    ),
    Case(
        "pip",
        f"python -m pip install --target out {PACKAGE}",
        HEAD,
        "config/pip/pip.conf",
        "[global]\nindex-url = {login}\n",
    ),
    Case(
        "poetry",
        "poetry install",
        f"{OF_POETRYS}{OF_CORP}",
        "project/poetry.toml",
        f"[http-basic.corp]\n{KEYS}",
    ),
    Case("poetry", "poetry install", f"{OF_POETRYS}{OF_CORP}", "home/.netrc", NETRC),
    Case("pdm", "pdm install", "", "project/pyproject.toml", f"{OF_PDMS}url = '{{}}'\n{KEYS}"),
    Case("pdm", "pdm install", f"{OF_PDMS}url = '{{}}'\n{FIRST}", "home/.netrc", NETRC),
]


@pytest.fixture
def owner(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with every tool, each of which asks a keyring, and a Secret Service."""
    for name in ("project", "server"):
        (tmp_path / name).mkdir()
    path = path_of(tmp_path / "bin", installed, *TOOLS)
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        own = {**OF_UV, **OF_PIP, **OF_POETRY, **OF_PDM, **OF_PIPENV}
        asks = {"PIP_KEYRING_PROVIDER": "subprocess"}
        yield Person(tmp_path / "project", {**service.variables, **own, **asks}, service)


def index(case: Case, installed: Tools, folder: Path) -> AbstractContextManager[str]:
    """Run an index: pip asks no keyring where a wrong login is answered with 403."""
    return files_elsewhere() if case.tool == "pip" else pypiserver(installed, folder)


def migrates(owner: Person, tool: str, code: int = 0) -> None:
    """Let keydex move all there is, and print no secret."""
    done = owner.keydex("migrate", "--yes", "--tool", tool)
    said = done.stdout + done.stderr
    assert (done.returncode, PASSWORD in said) == (code, False), said


def secrets(owner: Person) -> list[Path]:
    """Find the files that hold the secret, wherever they are."""
    folders = (owner.project, owner.keyring.home)
    files = (each for folder in folders for each in folder.rglob("*") if each.is_file())
    return [each for each in files if PASSWORD.encode() in each.read_bytes()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.tool} {case.file}")
def test_a_tool_installs_before_and_after(
    case: Case, owner: Person, installed: Tools, tmp_path: Path
) -> None:
    with index(case, installed, tmp_path / "server") as url:
        path = arranged(owner, case, url)
        case.runs(owner)
        assert path in secrets(owner)
        migrates(owner, case.tool)
        assert secrets(owner) == []
        case.runs(owner)


@pytest.mark.parametrize("case", UPLOADS, ids=lambda case: f"{case.tool} {case.file}")
def test_a_tool_uploads_before_and_after(
    case: Case, owner: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        served, upload = tmp_path / "server/packages" / FILE, url.removesuffix("simple/")
        arranged(owner, case, upload)
        (owner.project / "dist").mkdir()
        (owner.project / "dist" / FILE).write_bytes(wheel(PACKAGE))
        for is_moved in (False, True):
            served.unlink()
            case.runs(owner)
            assert served.exists()
            if not is_moved:
                migrates(owner, case.tool)
                assert secrets(owner) == []


@pytest.mark.parametrize(
    "case",
    [
        Case(
            "poetry",
            "poetry install",
            "",
            "project/pyproject.toml",
            f"{OF_POETRYS}name = 'corp'\nurl = '{{login}}'\n",
        ),
        Case("pdm", "pdm install", "", "project/pyproject.toml", f"{OF_PDMS}url = '{{login}}'\n"),
    ],
    ids=lambda case: case.tool,
)
def test_what_must_stay_lets_the_tool_in_as_before(
    case: Case, owner: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        path = arranged(owner, case, url)
        before = path.read_bytes()
        case.runs(owner)
        migrates(owner, case.tool, 1)
        assert path.read_bytes() == before
        case.runs(owner)


PIPENV = Case(
    "pipenv",
    "pipenv install",
    HEAD,
    "project/Pipfile",
    "[[source]]\nname = 'corp'\nurl = '{login}'\nverify_ssl = true\n"
    f"[packages]\n{PACKAGE} = '*'\n",
)


def test_the_lock_of_pipenv_holds_what_its_pipfile_held(owner: Person) -> None:
    with files_elsewhere() as url:
        arranged(owner, PIPENV, url)
        PIPENV.runs(owner)
        migrates(owner, "pipenv", 1)
        assert secrets(owner) == [owner.project / "Pipfile.lock"]
        assert owner.keydex("fix", "KD002", "--yes").returncode == 0
        assert secrets(owner) == []
        owner.starts_anew()
        # Its lock holds a hash of the Pipfile, so --deploy wants a new one.
        for words in ("sync", "lock", "install --deploy"):
            done = owner.types("pipenv", *words.split())
            assert done.returncode == 0, done.stdout + done.stderr
        assert secrets(owner) == []


@pytest.mark.parametrize("is_netrc", [False, True])
def test_tools_that_share_a_host_all_get_in_after(
    owner: Person, installed: Tools, tmp_path: Path, is_netrc: bool
) -> None:
    login = USER if is_netrc else f"{USER}:{PASSWORD}"
    with pypiserver(installed, tmp_path / "server") as uvs, files_elsewhere() as pips:
        of_uv, of_pip = (each.replace("://", f"://{login}@") for each in (uvs, pips))
        owner.write("pyproject.toml", f"{OF_UVS}name = 'corp'\nurl = '{of_uv}'\n")
        owner.write("requirements.txt", f"--index-url {of_pip}\n{PACKAGE}\n")
        if is_netrc:
            (owner.keyring.home / ".netrc").write_text(NETRC)
        for is_moved in (False, True):
            owner.starts_anew()
            (owner.project / "uv.lock").unlink(missing_ok=True)
            for words in (("uv", "sync"), PIP):
                done = owner.types(*words)
                assert done.returncode == 0, done.stdout + done.stderr
            if not is_moved:
                done = owner.keydex("migrate", "--yes")
                assert done.returncode == 0, done.stderr
                assert secrets(owner) == []
