"""Look at what a person pasted for a plan, and say what comes of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from keydex.environment import Environment
from keydex.errors import KeydexError
from keydex.hosts import pastes, tokens
from keydex.secret import Secret
from keydex.workflows import plainly, storing


class Asked(Protocol):
    """What a secret is asked for: an index, a username, and what of both must not show."""

    @property
    def feed(self) -> str:
        """The index, as a URL without userinfo."""

    @property
    def username(self) -> str:
        """Whose secret it is."""

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What must not show."""


Plan = storing.Plan | plainly.Plan


def trouble(text: str, plan: Asked) -> KeydexError | None:
    """Say why a pasted text can't be the secret of a plan; None where it can."""
    found = pastes.trouble(text, plan.feed, plan.username)
    return KeydexError(f"{found.reason}, so nothing is stored", found.instead) if found else None


def doubts(secret: Secret, plan: Asked, environment: Environment, now: datetime) -> Iterator[str]:
    """Yield what may be wrong with a secret, in sentences; it may be stored all the same."""
    text, username = secret.reveal(), plan.username
    yield from pastes.doubts(text, plan.feed, username, platform=environment.platform, now=now)


def end(secret: Secret, now: datetime) -> Iterator[str]:
    """Yield when a secret ends, in a sentence, where it says so and that is still to come."""
    found = tokens.expiry(secret)
    if found and found > now:
        yield f"It expires on {tokens.spelled(found, now)}."
