"""Usernames that are missing or lost."""

from tests.live.fixes import Place, State


def _azure(place: Place) -> None:
    place.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        "[[tool.uv.index]]\nname = 'core'\n"
        "url = 'https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/'\n",
    )


def _other(place: Place) -> None:
    place.write(
        "pyproject.toml",
        "[project]\nname = 'demo'\nversion = '0'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        "[[tool.uv.index]]\nname = 'corp'\nurl = 'https://pkgs.example.invalid/simple/'\n",
    )


STATES = [
    State("KD012", "the username of the host's kind", _azure),
    State("KD012", "a username of one's own", _other, words={"NAME": "ci-bot"}),
]
