"""A field for a secret."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from keydex import dumps
from keydex.secret import Secret


class SecretInput(Input):
    """A field that hides what is typed, and gives it away once, as a Secret.

    `Input` puts what is selected on the clipboard, also where it is hidden, and posts every value
    in a message that logs show.
    """

    @dataclass
    class Given(Message):
        """A person has pressed enter; the field is empty again."""

        secret: Secret

    def __init__(self, placeholder: str, *, does: str) -> None:
        dumps.off()  # What is typed is a secret before it is a `Secret`.
        super().__init__(placeholder=placeholder, password=True, compact=True)
        self.does = does  # What enter does with it, in a word.
        self.disable_messages(Input.Changed, Input.Submitted)

    def on_paste(self, event: events.Paste) -> None:
        """Take all that was pasted but its last line end, so that one in between is noticed."""
        event.prevent_default()
        event.stop()
        self.take(event.text)

    def take(self, text: str) -> None:
        """Take a text that was pasted."""
        self.replace(text.removesuffix("\n").removesuffix("\r"), *self.selection)

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Cut nothing."""

    async def action_submit(self) -> None:
        """Give the secret away and forget it."""
        secret = Secret(self.value)
        self.value = ""
        self.post_message(self.Given(secret))
