"""What asking needs: ways to keyrings, a log, a flag to stop it."""

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from threading import Event as Flag
from typing import Protocol

from keydex import keyrings
from keydex.asking.turns import HEADSTART
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings import Contents, Keyring, Store
from keydex.model import Access, Edit, Event, Log
from keydex.nouns import dataclass
from keydex.secret import masked
from keydex.survey import Survey


class Connect(Protocol):
    """How a keyring is reached: `keydex.keyrings.keyring`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Keyring:
        """Return the keyring; raises KeyringError."""


class Describe(Protocol):
    """How one looks at a keyring: `keydex.keyrings.description`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Store:
        """Return what stands behind the keyring; raises KeyringError."""


class Enumerate(Protocol):
    """How the entries of a keyring are listed: `keydex.keyrings.contents`, or a test's own."""

    def __call__(
        self,
        access: Access,
        environment: Environment,
        parts: Sequence[str],
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Contents:
        """Return those whose service contains one of the parts; raises KeyringError."""


@dataclass(frozen=True, slots=True)
class Means:
    """What asking needs beside the survey: ways to keyrings, a log, a flag to stop it."""

    connect: Connect = keyrings.keyring
    describe: Describe = keyrings.description
    enumerate: Enumerate = keyrings.contents
    log: Log | None = None
    cancelled: Flag | None = None
    wrote: Callable[[tuple[Edit, ...]], None] | None = None
    """Is told what one act has written to files, to be able to undo it."""
    headstart: float = HEADSTART
    """How many seconds a keyring is asked alone, before the next is asked beside it."""
    silent: set[Access] = field(default_factory=set)
    """The keyrings that gave no answer in time: they are not asked again by these means."""


def keyring(survey: Survey, access: Access, means: Means) -> Keyring:
    """Return a keyring, with a log in which nothing secret is; raises KeyringError.

    So does one that gave no answer in time: it would take as long again, to write as to ask.
    """
    if access in means.silent:
        raise KeyringError("the keyring gave no answer before", "unlock it and try again")
    secrets = tuple({each for _, report in survey.reports() for each in report.secrets})
    log = means.log

    def masking(event: Event) -> None:
        if log:
            log(replace(event, text=masked(event.text, secrets)))

    return means.connect(
        access, survey.environment, log=masking if log else None, cancelled=means.cancelled
    )


def contents(survey: Survey, access: Access, parts: Sequence[str], means: Means) -> Contents:
    """Return what a keyring lists; raises KeyringError."""
    return means.enumerate(
        access, survey.environment, parts, log=means.log, cancelled=means.cancelled
    )
