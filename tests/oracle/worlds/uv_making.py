"""The worlds of uv are made of these: a command of the pip interface, or a project."""

from collections.abc import Mapping
from typing import Any

from keydex.model import Version
from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, URL, World, private

NAMED_INDEXES: Version = (0, 4, 23)
PROVIDER = {"UV_KEYRING_PROVIDER": "subprocess"}
ON = 'keyring-provider = "subprocess"\n'
INDEX = f'[[index]]\nname = "corp"\nurl = "{NAMED}"\n'
USER_FILE = "~/.config/uv/uv.toml"
ZED = "https://zed@zed.example/simple/"
A, B = f"https://{HOST}/a/simple", f"https://{HOST}/b/simple"
MEMBER = "[project]\nname='m'\nversion='0'\nrequires-python='>=3.11'\ndependencies=['custompkg']\n"
TEAM = (private(URL), private("https://zed.example/", "zed"), EMPTY_PYPI)
SEARCHED = (
    private(URL, packages=[]),
    private("https://zed.example/", "zed", packages=[]),
    private("https://other.example/", "ann", packages=[]),
    EMPTY_PYPI,
)
COMPILE = ("uv", "pip", "compile", "req.in")


def index(url: str = NAMED, name: str = "corp", **more: object) -> str:
    """Write an entry of [[tool.uv.index]]."""
    fields = {
        "name": name,
        "url": url,
        **{key.replace("_", "-"): each for key, each in more.items()},
    }
    lines = (f"{key} = {toml(value)}" for key, value in fields.items() if value != "")
    return "\n".join(["[[tool.uv.index]]", *lines, ""])


def toml(value: object) -> str:
    """Write a value."""
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def project(
    *tables: str, settings: str = ON, name: str = "demo", needs: str = "'custompkg'"
) -> str:
    """Write a pyproject.toml."""
    head = f"[project]\nname = '{name}'\nversion = '0'\nrequires-python = '>=3.11'\n"
    return "\n".join([f"{head}dependencies = [{needs}]\n\n[tool.uv]\n{settings}", *tables])


def uv(case: str, command: str, **more: Any) -> World:
    """Make a world of any command of uv."""
    more.setdefault("server", (private(URL),))
    return World("uv", case, ("uv", *command.split()), **more)


def compiled(case: str, *words: str, **more: Any) -> World:
    """Make a world of `uv pip compile`, with the keyring on."""
    files = {"req.in": "custompkg\n", **more.pop("files", {})}
    provider = ("--keyring-provider", "subprocess") if more.pop("provider", True) else ()
    more = {"since": (0, 1, 19), "server": (private(URL),), **more}
    return World("uv", case, (*COMPILE, *provider, *words), files=files, **more)


def locked(case: str, *tables: str, **more: Any) -> World:
    """Make a world of `uv lock` in a project with these tables."""
    pyproject = project(
        *tables, **{key: more.pop(key) for key in ("settings", "needs") if key in more}
    )
    files: Mapping[str, str] = {"pyproject.toml": pyproject, **more.pop("files", {})}
    command = more.pop("command", "lock").split()
    more = {"since": NAMED_INDEXES, "server": (private(URL),), **more}
    return World("uv", case, ("uv", *command), files=files, **more)


def pinned(*names: str) -> str:
    """Write the sources of the package, or of two."""
    packages = ("custompkg", "otherpkg")
    lines = (
        f"{package} = {{ index = '{name}' }}"
        for package, name in zip(packages, names, strict=False)
    )
    return "\n".join(["[tool.uv.sources]", *lines, ""])
