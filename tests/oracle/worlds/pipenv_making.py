"""The worlds of pipenv are made of these: a Pipfile with a source, and one below it."""

from typing import Any

from tests.oracle.worlds import NAMED, World, login, private

INNER_URL = "https://inner.example/team/simple/"
INNER = login(INNER_URL, "ann")
SERVER = (private("https://pkgs.corp.example/"), private(INNER_URL, "ann"))
HERE = "Pipfile"
RUN = {
    "PIPENV_KEYRING_PROVIDER": "subprocess",
    "PIP_KEYRING_PROVIDER": "subprocess",
    "PIPENV_NOSPIN": "1",
    "PIPENV_PYTHON": "@python",
    "PIPENV_VENV_IN_PROJECT": "1",
    "PIP_NO_INPUT": "1",
}


def pipfile(*urls: str, more: str = "") -> str:
    """Write a Pipfile with those sources."""
    tables = (
        f'[[source]]\nname = "s{at}"\nurl = "{url}"\nverify_ssl = true\n{more}'
        for at, url in enumerate(urls)
    )
    return f'{"".join(tables)}[packages]\ncustompkg = "*"\n'


def pipenv(case: str, words: str = "lock", *urls: str, **more: Any) -> World:
    """Make a world of any command of pipenv."""
    files = {HERE: pipfile(*(urls or (NAMED,))), **more.pop("files", {})}
    files = {name: text for name, text in files.items() if text is not None}
    variables = {**RUN, **more.pop("variables", {})}
    more = {"server": SERVER, "variables": variables, **more}
    return World("pipenv", case, ("pipenv", *words.split()), files, **more)


def placed(case: str, words: str = "lock", **more: Any) -> World:
    """Make a world of two Pipfiles, of which each has a source of its own."""
    files = {"inner/Pipfile": pipfile(INNER), **more.pop("files", {})}
    return pipenv(case, words, files=files, **more)
