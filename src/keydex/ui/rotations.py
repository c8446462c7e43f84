"""What the dialogs say of a rotation, step by step and entry by entry."""

from collections.abc import AsyncIterator

from keydex.errors import KeydexError
from keydex.model import Step
from keydex.ui.texts import listed, safe
from keydex.ui.widgets.told import Told


async def told(where: Told, steps: AsyncIterator[Step]) -> tuple[bool, int]:
    """Say each step, whether all went well, and how much was done to entries."""
    written = 0
    where.busy = "writing …"
    try:
        async for step in steps:
            where.step(step)
            written += step.service is not None and step.outcome != "failed"
    except KeydexError as error:
        where.refuse(error)
        return False, written
    where.busy = ""
    return True, written


def line(names: tuple[str, str], tools: list[str]) -> str:
    """Say which entry it is, and who finds it."""
    by = f"found by {listed(list(dict.fromkeys(tools)))}" if tools else "no tool finds it here"
    return f"{safe(names[0])} as {safe(names[1])}, {by}"
