"""A small world in which a release of a tool is asked what it would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from keydex.environment import Environment
from keydex.model import Configuration, Installation, Version
from keydex.tools import TOOLS, recognised
from tests.memory import HOME, Memory, world

KEYRING: Version = (25, 7, 0)
"""The release of the keyring package that a tool finds."""
ROOT = Path("/python")
Watch = Callable[[Environment], Environment]


@dataclass(frozen=True)
class Sample:
    """A command, and the files of project and home that it reads.

    `has` says what keyring there is: `package`, `command` or `none`; it is told from `since` on.
    """

    title: str
    words: str
    files: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    has: str = "package"
    since: Version = ()

    @property
    def tool(self) -> str:
        """The tool that the command runs."""
        return recognised(world(), tuple(self.words.split()))[1].tool

    def world(self, platform: str = "linux") -> Environment:
        """Return the world of the sample."""
        variables = {"PATH": "/shims", "HOME": str(HOME)}
        programs = {"/shims/keyring": "", "/shims/keyring.exe": ""}
        files = {**self.files, **self.more}
        found = world(
            files, variables, platform=platform, programs=programs if self.has == "command" else {}
        )
        assert isinstance(found.machine, Memory)
        found.machine.modes[HOME / ".netrc"] = 0o600  # Python's netrc refuses one that is open.
        return found

    def read(
        self, version: Version, watch: Watch = lambda environment: environment
    ) -> Configuration:
        """Read what a release does in the world of the sample, or in one that is watched."""
        environment, command = recognised(self.world(), tuple(self.words.split()))
        has_package = self.has == "package"
        installation = Installation(
            command.tool,
            version,
            "metadata",
            interpreter=ROOT / "bin/python",
            importable=has_package,
            keyring_version=KEYRING if has_package else (),
        )
        return TOOLS[command.tool].read(watch(environment), command, installation, "PACKAGE")
