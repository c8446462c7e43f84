"""What keydex took a password out of, real tools still take."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live.person import OF_PDM, OF_PIP, OF_POETRY, OF_UV, Person, path_of
from tests.live.servers import FILE, PACKAGE, PASSWORD, USER, files_elsewhere, pypiserver
from tests.oracle.tools import PYTHON, Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service

pytestmark = pytest.mark.live


@pytest.fixture
def person(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with uv, pip and a Secret Service of their own."""
    (tmp_path / "project").mkdir()
    path = path_of(tmp_path / "bin", installed, "uv", "pip")
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        yield Person(tmp_path / "project", {**service.variables, **OF_UV, **OF_PIP}, service)


@pytest.fixture
def url(installed: Tools, tmp_path: Path) -> Iterator[str]:
    """Run pypiserver, and give the URL of its index with the whole login."""
    (tmp_path / "server").mkdir()
    with pypiserver(installed, tmp_path / "server") as bare:
        yield bare.replace("://", f"://{USER}:{PASSWORD}@")


def pyproject(url: str) -> str:
    """Write a project that needs the package, and says nothing of a keyring."""
    return (
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['{PACKAGE}']\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\ndefault = true\n"
    )


def test_uv_installs_after_the_password_moved(person: Person, url: str) -> None:
    person.write("pyproject.toml", pyproject(url))
    assert person.types("uv", "lock").returncode == 0
    done = person.keydex("fix", "KD001", "--yes", "--tool", "uv")
    assert (done.returncode, PASSWORD in done.stdout + done.stderr) == (0, False)
    assert PASSWORD not in (person.project / "pyproject.toml").read_text()
    assert person.types("uv", "lock", "--check").returncode == 0
    assert person.types("uv", "sync").returncode == 0


PIP = ("python", "-m", "pip", "install", "--target", "out", "-r", "requirements.txt")


def with_pip(person: Person, url: str) -> Path:
    """Write what pip reads, with the login in the URL."""
    person.write("requirements.txt", f"--index-url {url}\n{PACKAGE}\n")
    person.write("~/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")
    assert person.types(*PIP).returncode == 0
    person.starts_anew()
    return person.project / "requirements.txt"


def test_pip_installs_after_the_password_moved(person: Person) -> None:
    with files_elsewhere() as bare:
        path = with_pip(person, bare.replace("://", f"://{USER}:{PASSWORD}@"))
        done = person.keydex("fix", "KD001", "--yes", "--tool", "pip")
        assert (done.returncode, PASSWORD in done.stdout + done.stderr) == (0, False)
        assert PASSWORD not in path.read_text()
        assert person.types(*PIP).returncode == 0


def test_nothing_moves_where_pip_would_not_get_in(person: Person, url: str) -> None:
    path = with_pip(person, url)
    done = person.keydex("fix", "KD001", "--yes", "--tool", "pip")
    assert "pip never asks its keyring" in done.stdout
    assert (done.returncode != 0, url in path.read_text()) == (True, True)
    assert person.types(*PIP).returncode == 0


def test_uv_takes_a_lock_that_logins_were_taken_out_of(person: Person, url: str) -> None:
    person.write("pyproject.toml", pyproject(url))
    assert person.types("uv", "lock").returncode == 0
    lock = person.project / "uv.lock"
    clean = lock.read_text()
    assert PASSWORD not in clean
    lock.write_text(clean.replace("://127", f"://{USER}:{PASSWORD}@127"))
    assert person.types("uv", "lock", "--check").returncode != 0
    assert person.keydex("fix", "KD002", "--yes").returncode == 0
    assert lock.read_text() == clean
    assert person.types("uv", "lock", "--check").returncode == 0
    assert person.types("uv", "sync", "--frozen").returncode == 0


HEAD = (
    "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
    f"dependencies = ['{PACKAGE}']\n"
)
KEYS = f"username = '{USER}'\npassword = '{PASSWORD}'\n"
OF_CORP = "name = 'corp'\nurl = '{}'\n"
STORE = f"[[credential]]\nservice = '{{}}'\nscheme = 'basic'\n{KEYS}"
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock")


@dataclass(frozen=True)
class Case:
    """A tool, its project, the file that holds its password, and what is typed; {} is the URL."""

    tool: str
    command: str
    project: str
    file: str
    text: str

    def path(self, person: Person) -> Path:
        """Return where the file is: below the home folder, of configuration, of the project."""
        root, _, name = self.file.partition("/")
        roots = {"home": person.keyring.home, "project": person.project}
        return (roots.get(root) or Path(person.variables["XDG_CONFIG_HOME"])) / name

    def runs(self, person: Person) -> None:
        """Let the tool get in, from scratch."""
        person.starts_anew()
        for name in LOCKS:
            (person.project / name).unlink(missing_ok=True)
        done = person.types(*self.command.split())
        assert done.returncode == 0, done.stdout + done.stderr


INSTALLS = [
    Case(
        "poetry",
        "poetry install",
        f"{HEAD}[tool.poetry]\npackage-mode = false\n[[tool.poetry.source]]\n{OF_CORP}",
        "config/pypoetry/auth.toml",
        f"[http-basic.corp]\n{KEYS}",
    ),
    Case(
        "pdm",
        "pdm install",
        f"{HEAD}[tool.pdm]\ndistribution = false\n"
        "[[tool.pdm.source]]\nname = 'pypi'\nurl = '{}'\n",
        "project/pdm.toml",
        f"[pypi]\nurl = '{{}}'\n{KEYS}",
    ),
    Case(
        "uv",
        "uv sync",
        f"{HEAD}[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\ndefault = true\n{OF_CORP}",
        "home/data/uv/credentials/credentials.toml",
        STORE,
    ),
]
BUILT = f"[project]\nname = '{PACKAGE}'\nversion = '0.0.1'\n"
UPLOADS = [
    Case(
        "twine",
        f"twine upload --non-interactive --repository corp dist/{FILE}",
        BUILT,
        "home/.pypirc",
        "[distutils]\nindex-servers = corp\n[corp]\nrepository = {}\n"
        f"username = {USER}\npassword = {PASSWORD}\n",
    ),
    Case(
        "hatch",
        f"hatch publish --no-prompt --repo corp dist/{FILE}",
        BUILT,
        "config/hatch/config.toml",
        f"[publish.index.repos.corp]\nurl = '{{}}'\nuser = '{USER}'\nauth = '{PASSWORD}'\n",
    ),
    Case(
        "poetry",
        "poetry publish --no-interaction -r corp",
        f"{BUILT}[tool.poetry]\n",
        "project/poetry.toml",
        f"[repositories.corp]\nurl = '{{}}'\n[http-basic.corp]\n{KEYS}",
    ),
    Case(
        "pdm",
        "pdm publish --no-build -r corp",
        BUILT,
        "config/pdm/config.toml",
        f"[repository.corp]\nurl = '{{}}'\n{KEYS}",
    ),
]


@pytest.fixture
def owner(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with every tool, and a Secret Service of their own."""
    (tmp_path / "project").mkdir()
    (tmp_path / "server").mkdir()
    tools = dict.fromkeys(each.tool for each in (*INSTALLS, *UPLOADS))
    path = path_of(tmp_path / "bin", installed, *tools)
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        own = {**OF_UV, **OF_PIP, **OF_POETRY, **OF_PDM}
        yield Person(tmp_path / "project", {**service.variables, **own}, service)


def arranged(owner: Person, case: Case, url: str) -> Path:
    """Write the project, and the file with the password."""
    user, login = (url.replace("://", f"://{each}@") for each in (USER, f"{USER}:{PASSWORD}"))
    bare = user if case.tool == "uv" else url
    owner.write("pyproject.toml", case.project.replace("{}", bare))
    owner.write(".pdm-python", str(PYTHON))
    path = case.path(owner)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(case.text.replace("{}", url).replace("{login}", login))
    path.chmod(0o600)
    return path


def moves(owner: Person, case: Case, path: Path) -> None:
    """Let keydex move the password, and look what is left of the file."""
    before = path.read_text()
    done = owner.keydex("fix", "KD001", "--yes", "--tool", case.tool)
    assert (done.returncode, PASSWORD in done.stdout + done.stderr) == (0, False), done.stderr
    kept = [line for line in before.splitlines() if PASSWORD not in line]
    assert path.read_text().splitlines() == ([] if case.tool == "uv" else kept)


@pytest.mark.parametrize("case", INSTALLS, ids=lambda case: case.tool)
def test_a_tool_installs_before_and_after(
    case: Case, owner: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        path = arranged(owner, case, url)
        case.runs(owner)
        moves(owner, case, path)
        case.runs(owner)


@pytest.mark.parametrize("case", UPLOADS, ids=lambda case: case.tool)
def test_a_tool_uploads_before_and_after(
    case: Case, owner: Person, installed: Tools, tmp_path: Path
) -> None:
    with pypiserver(installed, tmp_path / "server") as url:
        served = tmp_path / "server/packages" / FILE
        path = arranged(owner, case, url.removesuffix("simple/"))
        (owner.project / "dist").mkdir()
        (owner.project / "dist" / FILE).write_bytes(wheel(PACKAGE))
        for moved in (False, True):
            served.unlink()
            case.runs(owner)
            assert served.exists()
            if not moved:
                moves(owner, case, path)
