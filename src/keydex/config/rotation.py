"""The journal of a rotation: which entries get a new secret, and how far that is.

No secret is in it, and nothing that is made of one.
"""

import json
import re
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from keydex.config import state, texts
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Access, Via
from keydex.nouns import dataclass

SCHEMA = "keydex.rotation/1"
MARK = re.compile("[0-9a-f]*")


class Phase(StrEnum):
    """How far a rotation is."""

    STAGING = "staging"
    """No entry is touched: the secrets are put aside."""
    WRITING = "writing"
    """Any entry may hold the new secret, the old one or none."""
    UNDOING = "undoing"
    """The old secrets are put back."""
    SETTLED = "settled"
    """Every entry is as it is to be; only what was put aside is left."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: the way to its keyring, the tools that find it, the slot of its old secret."""

    via: str
    executable: str
    interpreter: str
    service: str
    username: str
    tools: str
    slot: str

    @property
    def access(self) -> Access:
        """Return the way to the keyring."""
        executable = Path(self.executable) if self.executable else None
        interpreter = Path(self.interpreter) if self.interpreter else None
        return Access(Via(self.via), "the journal of a rotation", executable, interpreter)


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation that is under way."""

    project: str
    phase: Phase
    places: tuple[Place, ...]
    mark: str = ""
    """What tells what it puts aside from another's in the same store: two may have two journals."""

    @property
    def only_forgets(self) -> bool:
        """Say whether every entry is as it is to be, and only what was put aside is left."""
        return self.phase in {Phase.STAGING, Phase.SETTLED}


def place(environment: Environment) -> Path:
    """Return the file."""
    return state.folder(environment) / "rotation.json"


def read(environment: Environment) -> Rotation | None:
    """Return the rotation that is under way; None where there is none. Raises ConfigError."""
    path = place(environment)
    text = texts.read(environment, path)
    if text is None:
        return None
    try:
        document = json.loads(text)
        places = tuple(Place(**each) for each in document["places"])
        mark = document.get("mark", "")
        is_known = document["schema"] == SCHEMA and MARK.fullmatch(mark)
        if is_known and all(map(_is_sound, places)):
            return Rotation(str(document["project"]), Phase(document["phase"]), places, mark)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass
    hint = "See with keydex status whether all tools find an entry; then delete the file."
    raise ConfigError("it is no journal of this release", path, hint=hint)


def written(rotation: Rotation) -> bytes:
    """Write it down."""
    return json.dumps({"schema": SCHEMA, **asdict(rotation)}, indent=1).encode()


def _is_sound(place: Place) -> bool:
    """Say whether each value is a text, and the way is one that is known."""
    return place.access.via in Via and all(type(each) is str for each in asdict(place).values())
