"""The worlds of poetry are made of these: a project with a source, and one below it."""

from typing import Any

from tests.oracle.worlds import HOST, URL, World, private

INNER_URL = "https://inner.example/team/simple/"
UPLOAD = "https://upload.corp.example/legacy/"
PYPI = "https://upload.pypi.org/legacy/"
AUTH, CONFIG = "~/.config/pypoetry/auth.toml", "~/.config/pypoetry/config.toml"
HERE, INNER, LOCAL = "pyproject.toml", "inner/pyproject.toml", "poetry.toml"
SERVER = (private(URL), private(INNER_URL), private(UPLOAD), private(PYPI, "__token__"))
REPOSITORY = f'[repositories.corp]\nurl = "{UPLOAD}"\n'
FILE = "dist/demo-0-py3-none-any.whl"
NETRC = f"machine {HOST} login ci-bot password s3cret\n"


def source(url: str = URL, name: str = "corp", **more: str) -> str:
    """Write a source."""
    lines = (f'{key} = "{value}"\n' for key, value in {"name": name, "url": url, **more}.items())
    return f"[[tool.poetry.source]]\n{''.join(lines)}"


def project(*sources: str, needs: str = 'custompkg = "*"\n') -> str:
    """Write a pyproject.toml of poetry's."""
    return (
        '[tool.poetry]\nname = "demo"\nversion = "0"\ndescription = ""\nauthors = []\n'
        f'[tool.poetry.dependencies]\npython = ">=3.11,<4"\n{needs}' + "".join(sources)
    )


def login(name: str = "corp", **keys: str) -> str:
    """Write the login of a repository, as auth.toml has it."""
    lines = (f'{key} = "{value}"\n' for key, value in keys.items())
    return f"[http-basic.{name}]\n{''.join(lines)}"


def poetry(case: str, words: str = "lock", *sources: str, **more: Any) -> World:
    """Make a world of any command of poetry."""
    files = {HERE: project(*(sources or (source(),))), **more.pop("files", {})}
    more = {"server": SERVER, "importable": True, **more}
    return World("poetry", case, ("poetry", "-n", *words.split()), files, **more)


def placed(case: str, words: str = "lock", **more: Any) -> World:
    """Make a world of two projects, of which each has a source of its own."""
    files = {INNER: project(source(INNER_URL, "inner")), **more.pop("files", {})}
    return poetry(case, words, files=files, **more)


def published(case: str, words: str = "", **more: Any) -> World:
    """Make a world of `poetry publish`."""
    files = {FILE: "@wheel:demo", CONFIG: REPOSITORY, **more.pop("files", {})}
    return poetry(case, f"publish {words or '-r corp'}", files=files, **more)
