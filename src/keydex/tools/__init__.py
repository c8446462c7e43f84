"""What each tool reads and asks: one module a tool, one row in the table."""

from collections.abc import Iterator
from typing import Protocol

from keydex.environment import Environment
from keydex.model import Command, Configuration, Edit, Index, Installation, Report, Version


class Tool(Protocol):
    """One packaging tool, by release; a module of this package is the implementation."""

    NAME: str
    OLDEST: Version
    """The oldest release that asks a keyring."""
    NEWEST: Version
    """The newest release that was watched; newer ones are taken to behave like it."""

    def usual(self, environment: Environment) -> Iterator[Command]:
        """Name the commands that are assumed when none is given: install first, then publish."""

    def read(
        self, environment: Environment, command: Command, installation: Installation
    ) -> Configuration:
        """Read what the tool reads for that command."""

    def reports(
        self, environment: Environment, configuration: Configuration, package: str
    ) -> Iterator[Report]:
        """Say for each index what the tool asks a keyring, and why it asks nothing.

        `package` stands in service names that contain a package.
        """

    def username_edit(self, environment: Environment, index: Index, username: str | None) -> Edit:
        """Plan the change that gives the index another username; None takes it away.

        Raises ConfigError where the index is not declared in a file that can be changed.
        """
