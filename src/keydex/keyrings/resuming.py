"""Go on asking after a question that ended a keyring, or that it let wait in vain."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from keydex.keyrings.processes import TOO_MUCH
from keydex.keyrings.replies import ENDED, GARBAGE
from keydex.keyrings.terms import SKIPPED, Terms
from keydex.model import Answer, Lookup, State

STARTS = 4  # Times that it is begun for the questions of a call; each may end it.
HURRY = 3  # Of the patience this part is left, once a question was let wait in vain.
FATAL = (ENDED, GARBAGE, TOO_MUCH)  # After these a process is not spoken to any more.

Ask = Callable[[Sequence[Lookup], Terms, float], Iterator[Answer]]
"""Asks in order, on some terms and until some time, as far as that goes in one go."""


def resumed(ask: Ask, lookups: Sequence[Lookup], terms: Terms) -> tuple[Answer, ...]:
    """Ask all questions, in order, and begin anew where one has ended that.

    What was let wait in vain may be one entry that prompts: the rest is asked then, once and with
    less patience. What is left in the end is not asked.
    """
    answers: list[Answer] = []
    end, now = terms.end(), terms
    for _ in range(STARTS if lookups else 0):
        answers += ask(lookups[len(answers) :], now, end)
        if len(answers) == len(lookups):
            break
        if answers[-1].state is State.TIMED_OUT and now is terms:
            now = replace(terms, patience=terms.patience / HURRY)
        elif answers[-1] not in FATAL:
            break
    return (*answers, *repeat(SKIPPED, len(lookups) - len(answers)))
