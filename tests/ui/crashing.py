"""An app that breaks in the way that is named first, with a secret in its hands."""

import sys

from rich.text import Text
from textual import work

from keydex.secret import Secret
from keydex.ui.app import Keydex, show
from keydex.ui.screens.setup import SetUp
from tests.ui.worlds import session

SECRET = "hunter2-" + "correct-horse"


class QuotingError(Exception):
    """An error that knows how to draw itself, and quotes what it holds."""

    def __rich__(self) -> Text:
        return Text(f"quoting {SECRET}")


class Breaking(Keydex):
    """Breaks when it is there."""

    def on_mount(self) -> None:
        self.call_after_refresh(getattr(self, sys.argv[1]))

    def in_a_call(self) -> None:
        password = SECRET
        raise ValueError(f"it is {len(password)} long")

    def in_a_worker(self) -> None:
        self.store(Secret(SECRET))

    @work
    async def store(self, secret: Secret) -> None:
        password = secret.reveal()
        raise ValueError(f"it is {len(password)} long")

    def in_a_panic(self) -> None:
        password = SECRET
        raise QuotingError(password)

    def as_it_ends(self) -> None:
        self.push_screen(SetUp(session(), online=False))
        self.exit()


if __name__ == "__main__":
    try:
        given = session()
        code = show(Breaking(given.environment, lambda: given))
    except Exception as error:  # noqa: BLE001, RUF100 - as the command line does.
        sys.stdout.write(f"\r\na fault: {type(error).__name__}\r\n")
        code = 70
    sys.exit(code)
