"""Keyring commands that are not there, not reached, hidden, old, broken or loud."""

from tests.live.fixes import Place, State
from tests.live.fixes.installs import keydex_wheel, pipx, tool, uv
from tests.server import CHALLENGE, answer

URL = "https://ci-bot@pkgs.example.invalid/simple/"
GOOGLE = "https://oauth2accesstoken@europe-python.pkg.dev/acme/repo/simple/"
HEAD = "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
GAUTH = "keyrings.google-artifactregistry-auth"
ACTIVE = "source .venv/bin/activate"
TOOLS = 'export PATH="$HOME/bin:$PATH"'
BY_COMMAND = "export PIP_KEYRING_PROVIDER=subprocess"
OF_PIPX = f'export PATH="$HOME/.local/bin:$HOME/pipx/bin:$PATH"\n{BY_COMMAND}'
NO_INDEX_HELPS = "source settings.sh"
LINKS = 'export UV_FIND_LINKS="$HOME/wheels"'


def project(place: Place, url: str = URL, more: str = "") -> None:
    """Write a project with one index of uv."""
    place.write(
        "pyproject.toml",
        f"{HEAD}[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{more}",
    )


def requirements(place: Place, url: str = URL) -> None:
    """Write a project with one index of pip."""
    place.write("requirements.txt", f"--index-url {url}\nfoo\n")


def _refused_everywhere(place: Place) -> None:
    """Have every way to name an index lead to one that answers 401."""
    url = place.serve(lambda _: answer(401, headers=CHALLENGE)) + "/simple/"
    project(place, url.replace("//", "//ci-bot@"), "default = true\n")
    place.write("~/config/uv/uv.toml", f"[[index]]\nurl = '{url}'\ndefault = true\n")
    names = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL")
    place.write("settings.sh", "".join(f"export {name}={url}\n" for name in names))


def _of_pipx(place: Place) -> None:
    url = place.serve(lambda _: answer(401, headers=CHALLENGE)) + "/simple/"
    requirements(place, GOOGLE)
    pipx(place)
    place.write("~/config/pip/pip.conf", f"[global]\nextra-index-url = {url}\n")


def _off_path(place: Place) -> None:
    project(place)
    tool(place, "keyring")


def _hidden(place: Place) -> None:
    project(place, GOOGLE)
    place.venv(".venv", "keyring")
    tool(place, "keyring", "--with", GAUTH)


def _differing(place: Place) -> None:
    project(place)
    requirements(place)
    place.venv(".venv", "pip==26.3", "keyring")
    tool(place, "keyring", "--with", "keyrings.alt")


def _old(place: Place) -> None:
    project(place, URL.replace("ci-bot@", ""), "authenticate = 'always'\n")
    tool(place, "keyring<25", "--with", "keyrings.alt")


def _old_in_venv(place: Place) -> None:
    requirements(place)
    place.venv("~/old", "keyring==24.3.1")


def _old_in_project(place: Place) -> None:
    requirements(place)
    project(place, URL.replace("ci-bot@", ""), "authenticate = 'always'\n")
    place.venv(".venv", "keyring==24.3.1")


def _broken(place: Place) -> None:
    project(place)
    tool(place, "keyring==25.4.0")


def _broken_of_pipx(place: Place) -> None:
    requirements(place)
    pipx(place, "install", "--index-url", "https://pypi.org/simple", "keyring==25.2.0")


def _loud(place: Place) -> None:
    project(place)
    place.write("~/own/keyring", "#!/bin/sh\nexit 0\n", 0o755)


def _with_keydex(place: Place) -> None:
    project(place)
    _bring_keydex(place)


def _depends_on_keydex(place: Place) -> None:
    project(place, more="[dependency-groups]\ndev = ['keydex']\n")
    _bring_keydex(place)


def _bring_keydex(place: Place) -> None:
    keydex_wheel(place)
    uv(place, "venv", "--quiet", "--no-config", ".venv")
    links = ("--find-links", str(place.home / "wheels"))
    index = ("--no-config", "--default-index", "https://pypi.org/simple")
    python = str(place.project / ".venv")
    uv(place, "pip", "install", "--quiet", "--python", python, *index, *links, "keydex")


def _beside_pip(place: Place) -> None:
    requirements(place)
    place.venv(".venv", "pip==26.3", "keyring")


def _beside_pip_by_file(place: Place) -> None:
    _beside_pip(place)
    place.write("~/config/pip/pip.conf", "[global]\nkeyring-provider = subprocess\n")


STATES = [
    State("KD020", "every index refuses", _refused_everywhere, NO_INDEX_HELPS, keyring=False),
    State("KD020", "pipx, and a plugin", _of_pipx, OF_PIPX, tools=("pip",), keyring=False),
    State("KD021", "a tool of uv", _off_path, keyring=False),
    State("KD022", "an active environment", _hidden, f"{TOOLS}\n{ACTIVE}", keyring=False),
    State("KD022", "another command", _hidden, 'export PATH="$PATH:$HOME/bin"'),
    State(
        "KD023",
        "an active environment",
        _differing,
        f"{TOOLS}\n{ACTIVE}\n{BY_COMMAND}",
        tools=("uv", "pip"),
    ),
    State("KD024", "a tool of uv", _old, TOOLS),
    State(
        "KD024",
        "an environment",
        _old_in_venv,
        f'export PATH="$HOME/old/bin:$PATH"\n{BY_COMMAND}',
        tools=("uv", "pip"),
    ),
    State("KD024", "the project's environment", _old_in_project, ACTIVE),
    State("KD025", "a tool of uv", _broken, TOOLS),
    State("KD025", "a tool of pipx", _broken_of_pipx, OF_PIPX, tools=("pip",), keyring=False),
    State("KD026", "a script", _loud, 'export PATH="$HOME/own:$PATH"', options=""),
    State("KD027", "an environment", _with_keydex, f"{LINKS}\n{TOOLS}\n{ACTIVE}"),
    State("KD027", "a dependency", _depends_on_keydex, f"{LINKS}\n{TOOLS}\n{ACTIVE}"),
    State(
        "KD028",
        "by a variable",
        _beside_pip,
        f"{ACTIVE}\n{BY_COMMAND}",
        tools=("pip",),
        keyring=False,
    ),
    State("KD028", "by a file", _beside_pip_by_file, ACTIVE, tools=("pip",), keyring=False),
]
