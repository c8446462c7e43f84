"""The worlds of pip are made of these: one download, with a keyring that is run or imported."""

from collections.abc import Iterator
from typing import Any

from keydex.model import Version
from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, URL, World, private

A, B = f"https://{HOST}/a/simple", f"https://{HOST}/b/simple"
LINKS = f"https://ci-bot@{HOST}/links/"
ZED = "https://zed@zed.example/simple/"
ZED_RULE = private("https://zed.example/", "zed")
LOCAL = "http://ci-bot@localhost:8123/simple/"
LOCAL_RULE = private("http://localhost:8123/")
SEARCHED = (
    private(URL, packages=[]),
    private("https://other.example/", "ann", packages=[]),
    private("https://zed.example/", "zed", packages=[]),
    EMPTY_PYPI,
)
USER, LEGACY, SITE = "~/.config/pip/pip.conf", "~/.pip/pip.conf", "etc/pip/pip.conf"
GLOBAL = {"XDG_CONFIG_DIRS": "@project/etc"}
INDEX = f"index-url = {NAMED}"
ON = "keyring-provider = subprocess"
OFF = {"PIP_KEYRING_PROVIDER": ""}  # An empty variable counts as none.
PACKAGE = "custompkg"
DOWNLOAD = ("download", "--no-deps", "-d", "out")
RUN = {"PIP_NO_INPUT": "1", "PIP_KEYRING_PROVIDER": "subprocess"}
HAS_PROVIDER: Version = (23, 1)


def pip(case: str, *words: str, command: tuple[str, ...] = DOWNLOAD, **more: Any) -> World:
    """Make a world of any command of pip, with the keyring that is run."""
    more = {"since": HAS_PROVIDER, "server": (private(URL),), **more}
    more["variables"] = {**RUN, **more.get("variables", {})}
    return World("pip", case, ("python", "-m", "pip", *command, *words), **more)


def both(case: str, *words: str, **more: Any) -> Iterator[World]:
    """Yield a world with the keyring that is run, and one with the keyring that is imported.

    There a person may be asked, since pip 21.1 to 23.0.1 imports it only then.
    """
    yield pip(case, *words, **more)
    more["variables"] = {
        "PIP_NO_INPUT": "",
        "PIP_KEYRING_PROVIDER": "",
        **more.get("variables", {}),
    }
    yield pip(f"{case}-imported", *words, importable=True, **{**more, "since": (19, 2)})


def config(*lines: str, section: str = "global") -> str:
    """Write a section of a pip.conf."""
    return "\n".join([f"[{section}]", *lines, ""])
