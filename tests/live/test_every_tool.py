"""One entry lets every tool in: uv, pip, poetry and pdm install with it, and others upload."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.person import OF_PDM, OF_PIP, OF_POETRY, OF_UV, Person, path_of
from tests.live.servers import FILE, PACKAGE, PASSWORD, USER, pypiserver
from tests.oracle.tools import PYTHON, Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service

pytestmark = pytest.mark.live

TOOLS = ("uv", "pip", "poetry", "pdm", "twine", "hatch")
INSTALLING = ("uv", "pip", "poetry", "pdm")
INSTALLS = (
    "uv sync",
    "python -m pip install --target out -r requirements.txt",
    "poetry install",
    "pdm install",
)
UPLOADS = (
    f"twine upload --non-interactive --repository corp {FILE}",
    f"uv publish {FILE}",
    f"hatch publish --no-prompt --repo corp {FILE}",
)


@pytest.fixture
def bot(installed: Tools, tmp_path: Path) -> Iterator[Person]:
    """Give a person with all tools on PATH, and a Secret Service of their own."""
    project = tmp_path / "project"
    project.mkdir()
    path = path_of(tmp_path / "bin", installed, *TOOLS)
    with secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service:
        own = {**OF_UV, **OF_PIP, **OF_POETRY, **OF_PDM}
        yield Person(project, {**service.variables, **own}, service)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a server."""
    (tmp_path / "server").mkdir()
    return tmp_path / "server"


def configured(bot: Person, url: str) -> None:
    """Have a project that every tool reads, with one private index and nothing else."""
    with_user = url.replace("://", f"://{USER}@")
    bot.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['{PACKAGE}']\n"
        "[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{with_user}'\ndefault = true\n"
        "[tool.poetry]\npackage-mode = false\n"
        f"[[tool.poetry.source]]\nname = 'corp'\nurl = '{url}'\n"
        "[tool.pdm]\ndistribution = false\n"
        f"[[tool.pdm.source]]\nname = 'pypi'\nurl = '{url}'\nusername = '{USER}'\n",
    )
    bot.write("requirements.txt", f"-i {url}\n{PACKAGE}\n")
    bot.write("~/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")
    bot.write(".pdm-python", str(PYTHON))


def publishing(bot: Person, url: str) -> None:
    """Have the same upload URL in the configuration of each tool that publishes."""
    bot.write(
        "pyproject.toml",
        "[project]\nname = 'custompkg'\nversion = '0.0.2'\n"
        f"[tool.uv]\npublish-url = '{url}'\nkeyring-provider = 'subprocess'\n",
    )
    (bot.keyring.home / ".pypirc").write_text(
        f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {url}\nusername = {USER}\n"
    )
    bot.write(
        "~/hatch/config.toml",
        f"[publish.index.repos.corp]\nurl = '{url}'\nuser = '{USER}'\n",
    )
    bot.variables["UV_PUBLISH_USERNAME"] = USER
    (bot.project / FILE).write_bytes(wheel(PACKAGE))


def outcomes(bot: Person, commands: tuple[str, ...]) -> dict[str, bool]:
    """Run commands afresh, and say which of them succeed."""
    found = {}
    for command in commands:
        bot.starts_anew()
        for name in ("uv.lock", "poetry.lock", "pdm.lock"):
            (bot.project / name).unlink(missing_ok=True)
        found[command] = bot.types(*command.split()).returncode == 0
    return found


def test_one_set_lets_every_tool_install(bot: Person, installed: Tools, folder: Path) -> None:
    with pypiserver(installed, folder) as url:
        configured(bot, url)
        assert bot.verdicts("corp") == (1, dict.fromkeys(INSTALLING, "missing"))
        assert outcomes(bot, INSTALLS) == dict.fromkeys(INSTALLS, False)

        done = bot.keydex("set", "corp", "--stdin", "--json", secret=PASSWORD)
        assert done.returncode == 0, done.stderr
        assert bot.verdicts("corp") == (0, dict.fromkeys(INSTALLING, "accepted"))
        assert outcomes(bot, INSTALLS) == dict.fromkeys(INSTALLS, True)

        assert bot.deletes("corp") == 0
        assert bot.verdicts("corp") == (1, dict.fromkeys(INSTALLING, "missing"))
        assert outcomes(bot, INSTALLS) == dict.fromkeys(INSTALLS, False)


@pytest.mark.parametrize("command", UPLOADS)
def test_one_set_lets_every_tool_publish(
    command: str, bot: Person, installed: Tools, folder: Path
) -> None:
    with pypiserver(installed, folder) as index:
        upload = index.removesuffix("simple/")
        (folder / "packages" / FILE).unlink()
        publishing(bot, upload)
        assert bot.types(*command.split()).returncode != 0
        assert bot.sets(upload, PASSWORD) == 0
        done = bot.types(*command.split())
        assert done.returncode == 0, done.stdout + done.stderr
        assert (folder / "packages" / FILE).exists()
