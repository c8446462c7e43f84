"""Put the secrets aside, write every entry, look that all tools get in; or put everything back."""

import os
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import replace

from keydex.config.rotation import Phase, Place, Rotation
from keydex.errors import CancelledError, ConfigError, KeydexError, KeyringError
from keydex.model import Step
from keydex.secret import Secret
from keydex.workflows.rotating import staging
from keydex.workflows.rotating.bench import Bench
from keydex.workflows.rotating.holdings import Held
from keydex.workflows.rotating.plans import Plan
from keydex.workflows.rotating.proving import proved
from keydex.workflows.rotating.recovering import brought, settled, undone

BEGUN = "a rotation is not finished"
ENDS = "keydex rotate ends it"


def dry(plan: Plan) -> Iterator[Step]:
    """Say what would be written."""
    for each in plan.entries:
        where = str(each.access.executable or each.access.interpreter or "")
        tools = " ".join(each.tools)
        yield Step("planned", "rotate", where, tools, each.service, each.username)


def rotated(plan: Plan, new: Secret, bench: Bench, *, verify: bool = True) -> Iterator[Step]:
    """Give every entry the new secret, look that each tool gets in, then forget the old one.

    Raises KeydexError where anything fails, and then every entry is as it was: or the journal
    remembers that it is not. Without `verify` no index is asked.
    """
    with bench.journal.alone():
        if bench.journal.read():
            raise KeydexError(BEGUN, ENDS)
        rotation, secrets = _begun(plan, new)
        _look(bench, plan)
        try:
            bench.journal.write(rotation)
            staging.put_aside(bench, rotation, secrets)
            bench.journal.write(replace(rotation, phase=Phase.WRITING))
            yield from brought(bench, rotation, secrets)
            yield from proved(plan, new, bench, verify=verify)
            bench.go_on()
            bench.journal.write(replace(rotation, phase=Phase.SETTLED))
        except GeneratorExit:
            _exhausted(_back(bench, secrets))
            raise
        except KeyboardInterrupt:
            if not (yield from _back(bench, secrets)):
                message = "interrupted; not every entry could be put back"
                raise CancelledError(message, f"{ENDS}: it tries again") from None
            raise
        except KeydexError as error:
            if not (yield from _back(bench, secrets)):
                message = f"{error.message}; not every entry could be put back"
                raise KeyringError(message, f"{ENDS}: it tries again") from None
            raise
        yield from settled(bench)


def _begun(plan: Plan, new: Secret) -> tuple[Rotation, dict[str, Secret]]:
    """Make the journal, and name each secret: the new one, and each old one of its own."""
    olds = list(dict.fromkeys(each.secret for each in plan.entries))
    slots = {secret: f"old-{number}" for number, secret in enumerate(olds, start=1)}
    places = tuple(_place(each, slots[each.secret]) for each in plan.entries)
    secrets = {slot: secret for secret, slot in slots.items()} | {staging.NEW: new}
    mark = os.urandom(4).hex()
    return Rotation(str(plan.survey.project), Phase.STAGING, places, mark), secrets


def _place(held: Held, slot: str) -> Place:
    access = held.access
    return Place(
        str(access.via),
        str(access.executable or ""),
        str(access.interpreter or ""),
        held.service,
        held.username,
        " ".join(held.tools),
        slot,
    )


def _look(bench: Bench, plan: Plan) -> None:
    """Change nothing where an entry is not as it was when the plan was made.

    Raises KeyringError.
    """
    for access in dict.fromkeys(each.access for each in plan.entries):
        own = [each for each in plan.entries if each.access == access]
        held = bench.present(access, [(each.service, each.username) for each in own])
        for each in own:
            if held[each.service, each.username] != each.secret:
                name = f"{each.service} as {each.username}"
                raise KeyringError(f"{name} was changed meanwhile", "look again: keydex rotate")


def _back(bench: Bench, secrets: staging.Secrets) -> Generator[Step, None, bool]:
    """Put everything back, even where a person cancels again, and say whether that is done."""
    calm = replace(bench, means=replace(bench.means, cancelled=None))
    try:
        with suppress(ConfigError):
            return (yield from undone(calm, secrets))
    except KeyboardInterrupt:
        message = "interrupted while the entries were put back"
        raise CancelledError(message, f"{ENDS}: it puts back the rest") from None
    return False


def _exhausted(steps: Iterator[Step]) -> None:
    """Do what nobody listens to."""
    for _ in steps:
        pass
