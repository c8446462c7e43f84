"""What the app is given: a world, and the ways to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from keydex import survey
from keydex.asking import Means
from keydex.environment import Environment


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app: where, for which tools, with which keyrings and clock."""

    environment: Environment
    tools: Sequence[str] = ()
    means: Means = field(default_factory=Means)
    now: Callable[[], datetime] = datetime.now

    def read(self, words: Sequence[str] = ()) -> survey.Survey:
        """Read what the tools do, for a command or their usual ones. Raises UsageError."""
        tools = () if words else self.tools
        return survey.survey(self.environment, words, tools=tools)
