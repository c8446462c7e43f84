"""Write to a keyring and look again: some backends say yes and keep nothing, or not that."""

from collections.abc import Sequence
from typing import Protocol

from keydex.errors import KeyringError
from keydex.keyrings.replies import NULL
from keydex.keyrings.terms import UnansweredError, entry
from keydex.model import Answer, Api, Credential, Lookup, State, Via
from keydex.nouns import dataclass

MOST = 9  # Entries of one name; a store may keep several, and an older one comes to light.

HINTS = {
    State.LOCKED: "unlock the keyring, then try again",
    State.TIMED_OUT: "the keyring may be waiting for an answer to a prompt; look again whether it "
    "has done what was asked",
    State.NOT_ASKED: "look again whether the keyring has done what was asked",
    State.FAILED: "`python -m keyring diagnose`, run with the Python of that keyring, names its "
    "configuration; `python -m keyring --list-backends` names its backends",
}
NULL_HINT = (
    "`python -m keyring diagnose` names keyringrc.cfg: take default-keyring out of it, "
    "or unset PYTHON_KEYRING_BACKEND"
)
OTHER_HINT = (
    "another backend or an older entry of the same name may answer first, and some backends "
    "trim blanks: delete the entry, then store it again"
)


class Way(Protocol):
    """A way to a keyring, as it is: nothing is checked. `put` and `drop` raise UnansweredError."""

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        """Ask all questions, in order."""

    def put(self, service: str, credential: Credential) -> str:
        """Store, and name the backend as far as it is known."""

    def drop(self, service: str, username: str) -> None:
        """Delete one entry."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A keyring that is asked again after every write, in a process of its own."""

    way: Way

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        """Ask all questions, in order."""
        return self.way.answers(lookups)

    def store(self, service: str, credential: Credential) -> None:
        """Store a credential and read it back.

        Raises KeyringError where it is not stored, stored differently, or that can't be known.
        """
        name = entry(service, credential.username)
        try:
            backend = self.way.put(service, credential)
        except UnansweredError as error:
            raise _failure(f"can't store {name}", error.answer) from None
        answer = self._entry(service, credential.username)
        if answer.state is State.MISSING:
            null = f"the keyring stored nothing for {name}: its backend is "
            if backend == NULL:
                raise KeyringError(f"{null}null (keyring --disable)", NULL_HINT)
            raise KeyringError(f"{null}{backend or 'unknown'}", HINTS[State.FAILED])
        if not answer.credential:
            raise _failure(f"stored {name}, but can't read it back", answer)
        if answer.credential.password != credential.password:
            message = f"the keyring gives another password for {name} than the one just stored"
            raise KeyringError(message, OTHER_HINT)

    def delete(self, service: str, username: str) -> int:
        """Delete every entry of that name and return how many there were.

        Raises KeyringError where one is left, or that can't be known.
        """
        name = entry(service, username)
        for deleted in range(MOST + 1):
            answer = self._entry(service, username)
            if answer.state is State.MISSING:
                return deleted
            if not answer.credential:
                raise _failure(f"can't look for {name}", answer)
            if deleted < MOST:
                self._drop(service, username)
        message = f"{name} is still there after {MOST} deletions"
        raise KeyringError(message, "its backend may make an entry anew whenever it is asked")

    def _drop(self, service: str, username: str) -> None:
        try:
            self.way.drop(service, username)
        except UnansweredError as error:
            raise _failure(f"can't delete {entry(service, username)}", error.answer) from None

    def _entry(self, service: str, username: str) -> Answer:
        lookup = Lookup(service, username, Via.IMPORT, Api.GET_PASSWORD)
        return self.way.answers([lookup])[0]


def _failure(what: str, answer: Answer) -> KeyringError:
    return KeyringError(f"{what}: {answer.reason}", HINTS[answer.state])
