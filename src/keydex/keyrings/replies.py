"""Understand what comes back from a keyring: lines of JSON, and the names of exceptions."""

import json
import re
from collections.abc import Iterator, Set
from dataclasses import field
from itertools import count

from keydex.keyrings.processes import Child
from keydex.keyrings.terms import UnansweredError
from keydex.model import Answer, Credential, State, Version
from keydex.nouns import dataclass
from keydex.secret import Secret

NULL = "keyring.backends.null.Keyring"
FAIL = "keyring.backends.fail.Keyring"

# A dismissed prompt leaves the store locked; headless, nobody can answer one.
LOCKED = frozenset({"KeyringLocked", "LockedException", "PromptDismissedException"})
# What getpass raises where there is neither a terminal nor any input.
PROMPTING = frozenset({"EOFError", "GetPassWarning"})
DENIED = "Denied"  # What gnome-keyring says of a wrong master password.

IS_LOCKED = Answer(State.LOCKED, reason="the keyring is locked")
WANTS_TERMINAL = Answer(State.LOCKED, reason="the backend asks for a password on the terminal")
WRONG_MASTER = Answer(State.LOCKED, reason="it does not open with that password")
NO_BACKEND = Answer(State.FAILED, reason="no backend: keyring finds none that works here")
NO_KEYRING = Answer(State.FAILED, reason="that Python can't import keyring")
INCOMPLETE = Answer(State.FAILED, reason="the backend leaves out the username or the password")
ENDED = Answer(State.FAILED, reason="the keyring's Python ended without an answer")
GARBAGE = Answer(State.FAILED, reason="the keyring's Python prints what is not an answer")
TURNED_OFF = Answer(State.MISSING, reason="keyring is turned off: its backend is null")
EMPTY = "the stored password is empty"


@dataclass(frozen=True, slots=True)
class Opened:
    """A keyring that was opened in its own interpreter, and what it said of itself.

    `refusal` is its answer to everything where no backend could be loaded.
    """

    child: Child
    version: Version
    backend: str
    refusal: Answer | None = None
    turns: Iterator[int] = field(default_factory=count, repr=False)
    """The numbers of its questions, by which an answer to another one is told."""

    def ask(self, act: str, **words: str | list[str] | None) -> object:
        """Put one question; raises UnansweredError where nothing sensible comes back."""
        if self.refusal:
            raise UnansweredError(self.refusal)
        number = next(self.turns)
        question = {"ask": act, "number": number, **words}
        self.child.say(json.dumps(question).encode() + b"\n")
        match heard(self.child):
            case [int(told), reply] if told == number:
                return reply
        raise UnansweredError(GARBAGE)

    def lookup(self, act: str, service: str, username: str | None) -> Answer:
        """Ask for a credential."""
        return self.refusal or understood(
            self.ask(act, service=service, username=username), self.backend
        )

    def done(self, act: str, **words: str) -> None:
        """Have something done; raises UnansweredError where it was not."""
        match self.ask(act, **words):
            case {"done": True}:
                return
            case {"raised": _} as reply:
                raise UnansweredError(understood(reply, self.backend))
        raise UnansweredError(GARBAGE)


def opened(child: Child) -> Opened:
    """Wait until the keyring's interpreter says which keyring it has."""
    match heard(child):
        case {"version": str(version), "backend": str(backend)}:
            return Opened(child, numbers(version), backend)
        case {"version": str(version), "raised": [str(), *_] as names}:
            return Opened(child, numbers(version), "", judged(names))
        case {"raised": [str(), *_]}:
            return Opened(child, (), "", NO_KEYRING)
    raise UnansweredError(GARBAGE)


def heard(child: Child) -> object:
    """Wait for one line and read it."""
    line = child.line()
    if not line:
        raise UnansweredError(ENDED)
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise UnansweredError(GARBAGE) from None


def understood(reply: object, backend: str) -> Answer:
    """Read the answer to one question."""
    match reply:
        case None if backend == FAIL:
            return NO_BACKEND
        case None:
            return TURNED_OFF if backend == NULL else Answer(State.MISSING)
        case {"username": str(username), "password": str(password)}:
            reason = "" if password else EMPTY
            return Answer(State.FOUND, Credential(username, Secret(password)), reason)
        case {"username": _, "password": _}:
            return INCOMPLETE
        case {"raised": [str(), *_] as names}:
            return NO_BACKEND if backend == FAIL else judged(names)
    raise UnansweredError(GARBAGE)


def judged(names: list[str]) -> Answer:
    """Say what an exception means, from its type, its bases and its causes.

    Its text is not shown: a stranger's message may quote a secret.
    """
    failed = Answer(State.FAILED, reason=f"the backend raises {names[0]}")
    return known(set(map(str, names))) or failed


def known(names: Set[str]) -> Answer | None:
    """Say what it means that one of these exceptions was raised, where that is known."""
    if LOCKED & names:
        return IS_LOCKED
    if PROMPTING & names:
        return WANTS_TERMINAL
    if DENIED in names:
        return WRONG_MASTER
    return NO_BACKEND if "NoKeyringError" in names else None


def numbers(version: str) -> Version:
    """Read a release of keyring; nothing where it is not told."""
    return tuple(map(int, re.findall(r"[0-9]{1,9}", version)[:3]))
