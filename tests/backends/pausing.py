"""The real Secret Service, which waits once at a chosen moment until another program is done."""

import os
import time
from pathlib import Path

from keyring.backends import SecretService

MOMENT, PLACE = "PAUSE_AT", "PAUSE_IN"
PAUSED, GO = "paused", "go"
PATIENCE = 30.0  # Seconds.


class Pauses(SecretService.Keyring):
    """Keeps them well; one call waits: `after get`, `before set` or `after set`."""

    priority = 9.0

    def get_password(self, service: str, username: str) -> str | None:
        found: str | None = super().get_password(service, username)  # type: ignore[no-untyped-call]
        _wait("after get", service)
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        _wait("before set", service)
        super().set_password(service, username, password)  # type: ignore[no-untyped-call]
        _wait("after set", service)


def _wait(moment: str, service: str) -> None:
    """Wait at the first call of that kind, about an index and not about what is put aside."""
    folder = Path(os.environ[PLACE])
    if os.environ[MOMENT] != moment or not service.startswith("http"):
        return
    try:
        (folder / PAUSED).touch(exist_ok=False)
    except FileExistsError:
        return
    end = time.monotonic() + PATIENCE
    while not (folder / GO).exists() and time.monotonic() < end:
        time.sleep(0.005)
