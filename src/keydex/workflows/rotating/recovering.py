"""End a rotation: bring every entry to its secret, or back, and forget what was put aside."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace

from keydex.config.rotation import Phase, Place, Rotation
from keydex.errors import KeydexError, KeyringError
from keydex.model import Access, Credential, Step
from keydex.secret import Secret
from keydex.workflows.rotating import staging
from keydex.workflows.rotating.bench import Bench, Remembers

GONE = "what was put aside for this rotation is gone"
LOST = "store the entries anew with keydex set, then delete"
LEFT = "keydex rotate deletes it"
FORGETS = "only what was put aside is deleted, and its entries stay as they are"
UNTOUCHED = "nothing had been changed yet"


def pending(journal: Remembers) -> Rotation | None:
    """Return the rotation that was left unfinished; None where there is none.

    Raises KeydexError where one is under way just now, ConfigError where it can't be read.
    """
    if journal.read() is None:
        return None
    with journal.alone():
        return journal.read()


def leads_back(rotation: Rotation) -> bool:
    """Say whether it can only be undone."""
    return rotation.phase is Phase.UNDOING


def recovered(bench: Bench, *, undo: bool = False) -> Iterator[Step]:
    """Finish what was left unfinished, or undo it; being killed on the way does no harm.

    Raises KeydexError where a keyring does not answer: then it can be done again.
    """
    with bench.journal.alone():
        rotation = bench.journal.read()
        if rotation is None:
            return
        if rotation.phase is Phase.WRITING and not undo:
            new = _known(bench, rotation)[staging.NEW]
            yield from brought(bench, rotation, dict.fromkeys(rotation.places, new), "stored")
            bench.journal.write(replace(rotation, phase=Phase.SETTLED))
            yield from settled(bench, rotation)
        elif rotation.phase is Phase.STAGING:
            yield Step("undone", UNTOUCHED)
            yield from settled(bench, rotation)
        elif rotation.phase is Phase.SETTLED:
            yield from settled(bench, rotation)
        elif not (yield from undone(bench)):
            raise KeyringError("not every entry could be put back", "keydex rotate tries again")


def undone(bench: Bench, secrets: staging.Secrets | None = None) -> Generator[Step, None, bool]:
    """Put every entry back, and say whether all are; `secrets` where they are still known.

    Raises ConfigError where the journal can't be written.
    """
    rotation = bench.journal.read()
    if rotation is None:
        return True
    failed = False
    if rotation.phase is not Phase.STAGING:
        bench.journal.write(replace(rotation, phase=Phase.UNDOING))
        known = secrets or _known(bench, rotation)
        wanted = {each: known[each.slot] for each in rotation.places}
        for step in brought(bench, rotation, wanted, "put back", is_lenient=True):
            failed = failed or step.outcome == "failed"
            yield step
        if failed:
            return False
        bench.journal.write(replace(rotation, phase=Phase.SETTLED))
    yield from settled(bench, rotation)
    return True


def brought(
    bench: Bench,
    rotation: Rotation,
    wanted: Mapping[Place, Secret],
    what: str,
    *,
    is_lenient: bool = False,
) -> Iterator[Step]:
    """Write what is not as wanted yet, and read it back.

    Raises KeyringError at the first that fails; one who is lenient goes on.
    """
    outcome = "undone" if is_lenient else "done"
    for access in dict.fromkeys(each.access for each in rotation.places):
        places = [each for each in rotation.places if each.access == access]
        held = _held(bench, access, places, is_lenient=is_lenient)
        for each in places:
            bench.go_on()
            if held.get((each.service, each.username)) == wanted[each]:
                yield step(outcome, what, each)
                continue
            try:
                credential = Credential(each.username, wanted[each])
                bench.ring(access).store(each.service, credential)
            except KeyringError as error:
                yield step("failed", what, each, error.message)
                if not is_lenient:
                    raise
            else:
                yield step(outcome, what, each)


def settled(bench: Bench, rotation: Rotation) -> Iterator[Step]:
    """Delete what was put aside, then the journal; nothing else needs it any more.

    Raises KeydexError where that fails, and then the journal stays.
    """
    try:
        staging.swept(bench, rotation)
    except KeyringError as error:
        raise KeyringError(f"a copy of the secret is left: {error.message}", LEFT) from None
    bench.journal.remove()
    yield Step("done", "forgot what was put aside")


def step(outcome: str, what: str, place: Place, reason: str = "") -> Step:
    """Say what became of an entry."""
    where = place.executable or place.interpreter
    return Step(outcome, what, where, place.tools, place.service, place.username, reason)


def _held(
    bench: Bench, access: Access, places: list[Place], *, is_lenient: bool
) -> dict[tuple[str, str], Secret | None]:
    """Return what the entries of a keyring hold now; nothing is known where it gives no answer."""
    try:
        return bench.present(access, [(each.service, each.username) for each in places])
    except KeyringError:
        if not is_lenient:
            raise
        return {}


def _known(bench: Bench, rotation: Rotation) -> staging.Secrets:
    """Return what was put aside. Raises KeydexError where any of it is gone."""
    found = staging.aside(bench, rotation)
    wanted = {staging.NEW, *(each.slot for each in rotation.places)}
    if wanted - found.keys():
        raise KeydexError(GONE, f"{LOST} {bench.journal.path}")
    return found
