"""Read a command of pip in a world in memory."""

from dataclasses import replace
from pathlib import Path

from keydex.model import Command, Configuration, Installation, Report, Version
from keydex.tools import pip
from tests.memory import world

NEWEST = (26, 3)
INDEX = "https://pkgs.example/team/simple/"
MINE = "https://ci-bot@pkgs.example/team/simple/"
HERS = "https://ann@other.example/b/simple/"
INSTALLED = Installation(
    "pip",
    NEWEST,
    "metadata",
    importable=True,
    scripts=Path("/world/venv/bin"),
    prefix=Path("/world/venv"),
)

ALONE = replace(INSTALLED, importable=False)
"""The same without the keyring package."""

Question = tuple[str, str | None]


def read(  # noqa: PLR0913 - what a world is made of.
    words: str,
    version: Version = NEWEST,
    files: dict[str, str] | None = None,
    variables: dict[str, str] | None = None,
    *,
    platform: str = "linux",
    installed: Installation = INSTALLED,
    commands: tuple[str, ...] = (),
) -> Configuration:
    """Read what that release does for `pip WORDS`.

    The keyring package can be imported, if nothing else is said; `commands` are programs.
    """
    variables = {"PATH": "/shims:/world/venv/bin:/usr/bin"} | (variables or {})
    programs = dict.fromkeys(commands, "")
    environment = world(files, variables, platform=platform, programs=programs)
    installed = replace(installed, version=version)
    return pip.read(environment, Command("pip", tuple(words.split())), installed, "custompkg")


def urls(configuration: Configuration) -> list[str]:
    """Name the indexes, in order."""
    return [each.index.url for each in configuration.reports]


def questions(configuration: Configuration) -> list[Question]:
    """Name what is asked of whom, in order."""
    return [
        (lookup.service, lookup.username)
        for report in configuration.reports
        for lookup in report.lookups
    ]


def only(configuration: Configuration) -> Report:
    """Return the one report that there is."""
    (report,) = configuration.reports
    return report
