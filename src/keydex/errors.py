"""What goes wrong in a way that a person can mend."""

from pathlib import Path


class KeydexError(Exception):
    """A message that fits after "keydex: ", a hint what to do, and the exit code it leads to.

    Raised at the boundary with `from None`: the cause may quote a secret.
    """

    exit = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(KeydexError):
    """The command line is wrong."""

    exit = 2


class ConfigError(KeydexError):
    """A configuration file can't be read, or not changed as asked; it names file, line and key."""

    exit = 3

    def __init__(
        self,
        reason: str,
        path: Path,
        line: int | None = None,
        key: str | None = None,
        hint: str = "",
    ) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {key}: {reason}" if key else f"{place}: {reason}", hint)
        self.reason = reason
        self.path = path
        self.line = line
        self.key = key


class KeyringError(KeydexError):
    """A keyring is locked, failed, gave no answer in time, or is not there."""

    exit = 4


class UnreachableError(KeydexError):
    """An index can't be reached."""

    exit = 5


class CancelledError(KeydexError):
    """A person said no, or pressed Ctrl+C; nothing is half done, unless the message says so."""

    exit = 130
