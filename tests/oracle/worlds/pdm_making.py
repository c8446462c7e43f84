"""The worlds of pdm are made of these: a project whose index is `pypi`, and one below it."""

from typing import Any

from tests.oracle.worlds import HOST, URL, World, private

INNER_URL = "https://inner.example/team/simple/"
UPLOAD = "https://upload.corp.example/legacy/"
PYPI = "https://upload.pypi.org/legacy/"
CONFIG, HERE, INNER, LOCAL = (
    "~/.config/pdm/config.toml",
    "pyproject.toml",
    "inner/pyproject.toml",
    "pdm.toml",
)
PYTHONS = {".pdm-python": "@python", "inner/.pdm-python": "@python"}
SERVER = (private(URL), private(INNER_URL), private(UPLOAD), private(PYPI, "__token__"))
NETRC = f"machine {HOST} login ci-bot password s3cret\n"
FILE = "dist/demo-0-py3-none-any.whl"
REPOSITORY = f'[repository.corp]\nurl = "{UPLOAD}"\n'
HAS_LOCAL, HAS_VARIABLE = (2, 5), (2, 9)


def source(url: str = URL, name: str = "pypi", **more: str) -> str:
    """Write a source."""
    lines = (f'{key} = "{value}"\n' for key, value in {"name": name, "url": url, **more}.items())
    return f"[[tool.pdm.source]]\n{''.join(lines)}"


def project(*sources: str) -> str:
    """Write a pyproject.toml."""
    return (
        '[project]\nname = "demo"\nversion = "0"\nrequires-python = ">=3.11"\n'
        'dependencies = ["custompkg"]\n' + "".join(sources)
    )


def pdm(case: str, words: str = "lock", *sources: str, **more: Any) -> World:
    """Make a world of any command of pdm."""
    files = {**PYTHONS, HERE: project(*(sources or (source(),))), **more.pop("files", {})}
    variables = {"PDM_USE_VENV": "false", **more.pop("variables", {})}
    more = {"server": SERVER, "importable": True, "variables": variables, **more}
    files = {name: text for name, text in files.items() if text is not None}
    return World("pdm", case, ("pdm", *words.split()), files, **more)


def placed(case: str, words: str = "lock", **more: Any) -> World:
    """Make a world of two projects, of which each has an index of its own."""
    return pdm(
        case, words, files={INNER: project(source(INNER_URL)), **more.pop("files", {})}, **more
    )


def netrc(case: str, text: str = NETRC, at: str = "~/.netrc", **more: Any) -> World:
    """Make a world with a netrc file, which only its owner may read if nothing else is said."""
    modes = {at: more.pop("mode", "600")} if at.startswith("~/") else {}
    files = {at: text, **more.pop("files", {})}
    return pdm(case, "lock", *more.pop("sources", ()), files=files, modes=modes, **more)


def published(case: str, words: str = "-r corp", **more: Any) -> World:
    """Make a world of `pdm publish`."""
    files = {FILE: "@wheel:demo", CONFIG: REPOSITORY, **more.pop("files", {})}
    return pdm(case, f"publish --no-build {words}", files=files, **more)
