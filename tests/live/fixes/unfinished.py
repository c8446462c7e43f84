"""A rotation that was killed when an entry was gone."""

import json

from tests.live.fixes import Place, State
from tests.live.fixes.stores import PROJECT

URL, USER = "https://pkgs.example.invalid/simple/", "ci-bot"


def _killed(place: Place) -> None:
    place.write("pyproject.toml", PROJECT)
    for slot, secret in (("new", "new-CANARY"), ("old-1", "old-CANARY")):
        place.service.add(f"keydex-rotation-{slot}", "keydex", secret)
    entry = {
        "via": "subprocess",
        "executable": str(place.bin / "keyring"),
        "interpreter": "",
        "service": URL,
        "username": USER,
        "tools": "uv",
        "slot": "old-1",
    }
    journal = {"project": str(place.project), "phase": "writing", "places": [entry]}
    text = json.dumps({"schema": "keydex.rotation/1", **journal})
    place.write("~/.local/state/keydex/rotation.json", text, 0o600)


STATES = [State("KD048", "an entry is gone", _killed)]
