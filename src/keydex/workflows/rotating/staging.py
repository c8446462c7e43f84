"""Put the secrets of a rotation aside, in the keyrings themselves, until all is settled.

Whatever a backend does to an entry when it is killed in the middle, old and new can be found.
"""

from collections.abc import Iterator, Mapping

from keydex.config.rotation import Rotation
from keydex.errors import KeyringError
from keydex.model import Access, Credential
from keydex.secret import Secret
from keydex.workflows.rotating.bench import Bench, Name

NEW = "new"
USER = "keydex"
Secrets = Mapping[str, Secret]
"""What is put aside, by slot."""


def named(rotation: Rotation, slot: str) -> Name:
    """Name the entry of a slot: a service of its own, since some stores move a second username."""
    return "-".join(filter(None, ("keydex-rotation", rotation.mark, slot))), USER


def put_aside(bench: Bench, rotation: Rotation, secrets: Secrets) -> None:
    """Store the secrets that each keyring needs, and read them back. Raises KeyringError."""
    for access, slots in _slots(rotation):
        # Two ways may lead to one store, and what is there already is not written again.
        held = bench.present(access, [named(rotation, slot) for slot in slots])
        for slot in slots:
            if held[named(rotation, slot)] != secrets[slot]:
                service, username = named(rotation, slot)
                bench.ring(access).store(service, Credential(username, secrets[slot]))


def aside(bench: Bench, rotation: Rotation) -> dict[str, Secret]:
    """Return what is put aside; a way that fails is passed over.

    Raises KeyringError where one fails, and the others do not lead to all of it.
    """
    found: dict[str, Secret] = {}
    failed: KeyringError | None = None
    for access, slots in _slots(rotation):
        try:
            held = bench.present(access, [named(rotation, slot) for slot in slots])
        except KeyringError as error:
            failed = failed or error
            continue
        for slot in slots:
            if (secret := held[named(rotation, slot)]) is not None:
                found[slot] = secret
    if failed and needed(rotation) - found.keys():
        raise failed
    return found


def swept(bench: Bench, rotation: Rotation) -> bool:
    """Delete what was put aside, wherever a way leads to it, and say whether any was there.

    Raises KeyringError where a way fails.
    """
    was_there, failed = False, None
    for access, slots in _slots(rotation):
        try:
            for slot in slots:
                was_there = bench.ring(access).delete(*named(rotation, slot)) > 0 or was_there
        except KeyringError as error:
            failed = failed or error
    if failed:
        raise failed
    return was_there


def needed(rotation: Rotation) -> set[str]:
    """Return the slots without which it can't be ended."""
    return {NEW, *(each.slot for each in rotation.places)}


def _slots(rotation: Rotation) -> Iterator[tuple[Access, tuple[str, ...]]]:
    """Yield each keyring with the slots that it needs."""
    for access in dict.fromkeys(each.access for each in rotation.places):
        own = (each.slot for each in rotation.places if each.access == access)
        yield access, (NEW, *dict.fromkeys(own))
