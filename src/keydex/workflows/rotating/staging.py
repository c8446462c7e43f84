"""Put the secrets of a rotation aside, in the keyrings themselves, until all is settled.

Whatever a backend does to an entry when it is killed in the middle, old and new can be found.
"""

from collections.abc import Iterator, Mapping

from keydex.config.rotation import Rotation
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
    """Return what is put aside. Raises KeyringError where a keyring gives no answer."""
    found: dict[str, Secret] = {}
    for access, slots in _slots(rotation):
        held = bench.present(access, [named(rotation, slot) for slot in slots])
        found |= {
            slot: secret for slot in slots if (secret := held[named(rotation, slot)]) is not None
        }
    return found


def swept(bench: Bench, rotation: Rotation) -> None:
    """Delete what was put aside. Raises KeyringError."""
    for access, slots in _slots(rotation):
        for slot in slots:
            bench.ring(access).delete(*named(rotation, slot))


def _slots(rotation: Rotation) -> Iterator[tuple[Access, tuple[str, ...]]]:
    """Yield each keyring with the slots that it needs."""
    for access in dict.fromkeys(each.access for each in rotation.places):
        own = (each.slot for each in rotation.places if each.access == access)
        yield access, (NEW, *dict.fromkeys(own))
