"""What the app is given: a world, and the ways to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event as Flag
from typing import Protocol

from keydex import keyrings, survey
from keydex.asking import Means
from keydex.environment import Environment
from keydex.keyrings import Store
from keydex.model import Access, Log


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


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app: where, for which tools, with which keyrings and clock."""

    environment: Environment
    tools: Sequence[str] = ()
    means: Means = field(default_factory=Means)
    describe: Describe = keyrings.description
    now: Callable[[], datetime] = datetime.now

    def read(self, words: Sequence[str] = ()) -> survey.Survey:
        """Read what the tools do, for a command or their usual ones. Raises UsageError."""
        tools = () if words else self.tools
        return survey.survey(self.environment, words, tools=tools)
