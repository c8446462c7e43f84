"""A rotation that was killed, and its journal."""

import json

from keydex.findings import Kind
from tests.rules.cases import Finds, World, uv

PROJECT = {"pyproject.toml": uv("https://ci-bot@pkgs.example/simple/")}
PLACE = "~/.local/state/keydex/rotation.json"
AT = "/world/home/.local/state/keydex/rotation.json"
ENTRY: dict[str, object] = {
    "via": "subprocess",
    "executable": "/shims/keyring",
    "interpreter": "",
    "service": "https://pkgs.example/simple/",
    "username": "ci-bot",
    "tools": "uv",
    "slot": "old-1",
}
JOURNAL: dict[str, object] = {
    "schema": "keydex.rotation/1",
    "project": "/src/demo",
    "phase": "writing",
    "places": [ENTRY],
}


def journal(**changes: object) -> World:
    """Return a project beside whose person's state a journal lies."""
    return World(PROJECT | {PLACE: json.dumps(JOURNAL | changes)})


UNREAD = "The journal of a rotation can't be read: it is no journal of this release."
FINDS = [
    Finds(
        "KD048",
        journal(),
        "A rotation in /src/demo was not finished.",
        Kind.COMMAND,
        "keydex rotate",
        AT,
    ),
    *(
        Finds("KD048", each, UNREAD, Kind.NONE, at=AT)
        for each in (
            World(PROJECT | {PLACE: "{"}),
            World(PROJECT | {PLACE: "[]"}),
            journal(schema="keydex.rotation/2"),
            journal(phase="resting"),
            journal(mark=1),
            journal(mark="../x"),
            journal(places=[{"via": "subprocess"}]),
            journal(places=[ENTRY | {"via": "pigeon"}]),
            journal(places=[ENTRY | {"service": 1}]),
        )
    ),
]
SILENT = [("KD048", World(PROJECT))]
