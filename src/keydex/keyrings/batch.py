"""Ask a keyring in its own interpreter: any number of questions, one process."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from keydex.keyrings.processes import Child
from keydex.keyrings.replies import Opened, opened
from keydex.keyrings.resuming import resumed
from keydex.keyrings.terms import Terms, UnansweredError, entry
from keydex.model import Answer, Api, Credential, Lookup, State, Version, spelled
from keydex.nouns import dataclass

# What the `keyring` command of a release can't answer; in process the same release can.
CREDS = (25, 2, 1)  # `--mode creds` came with 25.2.0, where it crashes: jaraco/keyring 681.
BROKEN_GET = (25, 4, 0)  # Every plain `keyring get` fails: jaraco/keyring 694.
MENDED_GET = (25, 4, 1)

SCRIPT = Path(__file__).with_name("inside.py")
QUESTIONS = {
    Api.GET: "get_password",
    Api.CREDS: "get_credential",
    Api.GET_PASSWORD: "get_password",
    Api.GET_CREDENTIAL: "get_credential",
}
NO_USERNAME = Answer(State.FAILED, reason="`keyring get` needs a username")


@dataclass(frozen=True, slots=True)
class Batch:
    """A keyring in its own interpreter; `words` start that interpreter."""

    words: tuple[str, ...]
    terms: Terms

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        """Ask all questions, in order, in one process, and in another where one ends it."""
        return resumed(self._answers, lookups, self.terms)

    def put(self, service: str, credential: Credential) -> str:
        """Store without looking again, and name the backend; raises UnansweredError."""
        username, password = credential.username, credential.password.reveal()
        with self.terms.told(f"set {entry(service, username)}"), self.opened() as keyring:
            keyring.done("set_password", service=service, username=username, password=password)
            return keyring.backend

    def drop(self, service: str, username: str) -> None:
        """Delete one entry without looking again; raises UnansweredError."""
        with self.terms.told(f"del {entry(service, username)}"), self.opened() as keyring:
            keyring.done("delete_password", service=service, username=username)

    @contextmanager
    def opened(self, end: float | None = None) -> Iterator[Opened]:
        """Start the interpreter and wait until it has loaded its keyring."""
        # At home, so that no backend takes a project's files for its own; a container may have
        # a user without a home.
        home = self.terms.environment.home
        folder = home if home.is_dir() else Path(home.anchor)
        with Child(
            (*self.words, str(SCRIPT)), self.terms, end or self.terms.end(), folder
        ) as child:
            yield opened(child)

    def _answers(self, lookups: Sequence[Lookup], terms: Terms, end: float) -> Iterator[Answer]:
        lookup, since = lookups[0], time.monotonic()
        try:
            with replace(self, terms=terms).opened(end) as keyring:
                for lookup in lookups:
                    answer = _answer(keyring, lookup)
                    self.terms.tell(lookup, answer, since)
                    yield answer
                    since = time.monotonic()
        except UnansweredError as error:
            self.terms.tell(lookup, error.answer, since)
            yield error.answer


def _answer(keyring: Opened, lookup: Lookup) -> Answer:
    if answer := objection(lookup, keyring.version):
        return answer
    answer = keyring.lookup(QUESTIONS[lookup.api], lookup.service, lookup.username)
    if not lookup.then or not answer.credential:
        return answer
    username = answer.credential.username
    return _answer(keyring, replace(lookup, api=Api(lookup.then), username=username, then=None))


def objection(lookup: Lookup, version: Version) -> Answer | None:
    """Say why the command of that release can't answer a question that the tool asks it."""
    needed: Version = ()
    if lookup.api is Api.GET and lookup.username is None:
        return NO_USERNAME
    if lookup.api is Api.CREDS and version < CREDS:
        needed = CREDS
    if lookup.api is Api.GET and version == BROKEN_GET:
        needed = MENDED_GET
    if not version or not needed:
        return None
    asked = f"keyring {spelled(version)} can't answer `keyring {lookup.api}`"
    return Answer(State.FAILED, reason=f"{asked}; {spelled(needed)} can")
