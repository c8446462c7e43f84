"""End a rotation: bring every entry to its secret, or back, and forget what was put aside."""

from collections.abc import Generator, Iterator
from dataclasses import replace

from keydex.config.rotation import Phase, Place, Rotation
from keydex.errors import KeydexError, KeyringError
from keydex.model import Access, Credential, Step
from keydex.workflows.rotating import staging
from keydex.workflows.rotating.bench import Bench, Name, Remembers
from keydex.workflows.storing import MEANWHILE

GONE = "what was put aside for this rotation is gone"
LOST = "store the entries anew with keydex set, then delete"
AGAIN = "keydex rotate tries again; else see to its entries and keydex-rotation-…, then delete"
UNSEEN = "nothing of it is found: look in the keyring that was used"
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
            known = _known(bench, rotation)
            if not (yield from _all(brought(bench, rotation, known, is_lenient=True))):
                raise KeyringError("not every entry could be written", _last(bench))
            bench.journal.write(replace(rotation, phase=Phase.SETTLED))
            yield from settled(bench)
        elif rotation.phase is Phase.STAGING:
            yield Step("undone", UNTOUCHED)
            yield from settled(bench)
        elif rotation.phase is Phase.SETTLED:
            yield from settled(bench)
        elif not (yield from undone(bench)):
            raise KeyringError("not every entry could be put back", _last(bench))


def undone(bench: Bench, secrets: staging.Secrets | None = None) -> Generator[Step, None, bool]:
    """Put every entry back, and say whether all are; `secrets` where they are still known.

    Raises ConfigError where the journal can't be written.
    """
    rotation = bench.journal.read()
    if rotation is None:
        return True
    if rotation.phase is not Phase.STAGING:
        bench.journal.write(replace(rotation, phase=Phase.UNDOING))
        known = secrets or _known(bench, rotation)
        steps = brought(bench, rotation, known, is_back=True, is_lenient=True)
        if not (yield from _all(steps)):
            return False
        bench.journal.write(replace(rotation, phase=Phase.SETTLED))
    yield from settled(bench)
    return True


def brought(
    bench: Bench,
    rotation: Rotation,
    known: staging.Secrets,
    *,
    is_back: bool = False,
    is_lenient: bool = False,
) -> Iterator[Step]:
    """Write the new secret, or the old ones back, where it is not yet, and read it back.

    What holds neither is somebody's own by now, and left. Raises KeyringError at the first that
    fails; one who is lenient goes on.
    """
    what, outcome = ("put back", "undone") if is_back else ("stored", "done")
    for access, places in _ways(rotation).items():
        try:
            held = bench.present(access, [*map(_name, places)])
        except KeyringError as error:
            if not is_lenient:
                raise
            yield from (step("failed", what, each, error.message) for each in places)
            continue
        for each in places:
            bench.go_on()
            own = {staging.NEW: known[staging.NEW], each.slot: known[each.slot]}
            wanted, name = own[each.slot if is_back else staging.NEW], _name(each)
            try:
                # While the others were written, much can happen.
                there = (held if each is places[0] else bench.present(access, [name]))[name]
                is_ours = not there or there.reveal().strip() in _trimmed(own)
                if is_ours and there != wanted:
                    bench.ring(access).store(each.service, Credential(each.username, wanted))
            except KeyringError as error:
                yield step("failed", what, each, error.message)
                if not is_lenient:
                    raise
            else:
                yield (
                    step(outcome, what, each) if is_ours else step("failed", what, each, MEANWHILE)
                )


def settled(bench: Bench) -> Iterator[Step]:
    """Delete what was put aside, then the journal; nothing else needs it any more.

    Raises KeydexError where that fails, and then the journal stays.
    """
    rotation = bench.journal.read()
    if rotation is None:
        return
    try:
        was_there = staging.swept(bench, rotation)
    except KeyringError as error:
        raise KeyringError(f"a copy of the secret is left: {error.message}", _last(bench)) from None
    # Where the entries are, what was put aside was deleted by a run that was killed right then.
    if not (was_there or rotation.phase is Phase.STAGING or _is_there(bench, rotation)):
        names = ", ".join(
            staging.named(rotation, each)[0] for each in sorted(staging.needed(rotation))
        )
        yield Step("failed", "forget what was put aside", reason=f"{UNSEEN} for {names}")
        raise KeyringError("its entries are not there, either", _last(bench))
    bench.journal.remove()
    yield Step("done", "forgot what was put aside")


def step(outcome: str, what: str, place: Place, reason: str = "") -> Step:
    """Say what became of an entry."""
    where = place.executable or place.interpreter
    return Step(outcome, what, where, place.tools, place.service, place.username, reason)


def _all(steps: Iterator[Step]) -> Generator[Step, None, bool]:
    """Pass steps on, and say whether nothing is left to do again."""
    is_all = True
    for each in steps:
        is_all = is_all and (each.outcome != "failed" or each.reason == MEANWHILE)
        yield each
    return is_all


def _ways(rotation: Rotation) -> dict[Access, list[Place]]:
    """Return the entries by the way to their keyring."""
    ways: dict[Access, list[Place]] = {}
    for each in rotation.places:
        ways.setdefault(each.access, []).append(each)
    return ways


def _name(place: Place) -> Name:
    return place.service, place.username


def _trimmed(secrets: staging.Secrets) -> set[str]:
    """Return secrets as a backend may keep them that trims blanks."""
    return {each.reveal().strip() for each in secrets.values()}


def _is_there(bench: Bench, rotation: Rotation) -> bool:
    """Say whether every entry is there, so that this is the store that was written to."""
    try:
        held = [bench.present(way, [*map(_name, own)]) for way, own in _ways(rotation).items()]
    except KeyringError:
        return False
    return all(secret for some in held for secret in some.values())


def _last(bench: Bench) -> str:
    """Say what to do, and what where that never helps."""
    return f"{AGAIN} {bench.journal.path}"


def _known(bench: Bench, rotation: Rotation) -> staging.Secrets:
    """Return what was put aside. Raises KeydexError where any of it is gone."""
    try:
        found = staging.aside(bench, rotation)
    except KeyringError as error:
        raise KeyringError(error.message, _last(bench)) from None
    if staging.needed(rotation) - found.keys():
        raise KeydexError(GONE, f"{LOST} {bench.journal.path}")
    return found
