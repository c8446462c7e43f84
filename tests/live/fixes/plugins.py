"""Plugins that are missing, unfit, or ask a person."""

from tests.live.fixes import Place, State
from tests.live.fixes.installs import pipx, tool
from tests.live.fixes.rings import (
    ACTIVE,
    GOOGLE,
    OF_PIPX,
    TOOLS,
    project,
    requirements,
)

PUBLIC = ("--index-url", "https://pypi.org/simple")
ASKS = "unset PIP_NO_INPUT"
AZURE = "https://%s@pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"


def _lacking(place: Place) -> None:
    project(place, GOOGLE)
    tool(place, "keyring", "--with", "keyrings.alt")


def _lacking_in_pipx(place: Place) -> None:
    requirements(place, GOOGLE)
    pipx(place, "install", *PUBLIC, "keyring")


def _lacking_in_project(place: Place) -> None:
    project(place, GOOGLE)
    place.venv(".venv", "keyring")


def _lacking_in_pip(place: Place) -> None:
    requirements(place, GOOGLE)
    place.venv("~/env", "pip==26.3", "keyring")


def _lacking_in_pip_of_project(place: Place) -> None:
    requirements(place, GOOGLE)
    place.venv(".venv", "pip==26.3", "keyring")


def _unfit(place: Place) -> None:
    project(place, AZURE % "__token__")
    tool(place, "keyring", "--with", "artifacts-keyring")


def _asking(place: Place) -> None:
    project(place, AZURE % "VssSessionToken")
    tool(place, "keyring", "--with", "artifacts-keyring")


STATES = [
    State("KD030", "a tool of uv", _lacking, TOOLS),
    State("KD030", "a tool of pipx", _lacking_in_pipx, OF_PIPX, tools=("pip",), keyring=False),
    State("KD030", "the project's environment", _lacking_in_project, ACTIVE),
    State("KD030", "pip's Python", _lacking_in_pip, f'source "$HOME/env/bin/activate"\n{ASKS}'),
    State(
        "KD030",
        "pip's Python in the project",
        _lacking_in_pip_of_project,
        f"{ACTIVE}\n{ASKS}",
        keyring=False,
    ),
    State("KD031", "the username of another plugin", _unfit, TOOLS),
    State("KD034", "a shell without a display", _asking, f"{TOOLS}\nexport SSH_CONNECTION=x"),
]
