"""Ask a keyring through its command, as uv and pip do: one process a question."""

import json
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from keydex.keyrings.processes import Child
from keydex.keyrings.replies import EMPTY, known
from keydex.keyrings.resuming import resumed
from keydex.keyrings.terms import Terms, UnansweredError, entry
from keydex.model import Answer, Api, Credential, Lookup, State, Via
from keydex.nouns import dataclass
from keydex.secret import Secret

MISS = 1  # The exit code of `keyring get` where there is no entry; all others are failures.
UNKNOWN_MODE = re.compile(rb"(unrecognized arguments|no such option): --mode")
TRACEBACK = b"Traceback (most recent call last)"
RAISED = re.compile(rb"^(?:\w+\.)*(\w+)(?::|$)", re.MULTILINE)

# So pip asks, and reads standard error to its end and as UTF-8, too (network/auth.py, 26.3).
IN_JSON = "--output=json"

NO_MODE = Answer(
    State.FAILED, reason="that keyring does not know `--mode creds`; 25.2.1 and newer do"
)
RAISES = Answer(State.FAILED, reason="the keyring command raises an exception")
NOT_TEXT = Answer(State.FAILED, reason="the keyring command prints what is not UTF-8")
NO_TEXT_BESIDE = Answer(
    State.FAILED, reason="the keyring command writes what is not UTF-8 to standard error"
)
NOT_BOTH = Answer(State.FAILED, reason="the keyring command prints no username and password")
NOWHERE = "https://keydex-check.invalid/"
PRINTS_NOTHING = "the keyring command exits 0 and prints nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, what it printed and, where that counts, the end of what it murmured."""

    code: int
    printed: bytes
    murmured: bytes


@dataclass(frozen=True, slots=True)
class Executable:
    """A `keyring` command whose interpreter is not known: a shim, a binary, a wrapper."""

    path: Path
    terms: Terms

    def answers(self, lookups: Sequence[Lookup]) -> tuple[Answer, ...]:
        """Ask one question after the other, each in its own process."""
        return resumed(self._answers, lookups, self.terms)

    def put(self, service: str, credential: Credential) -> str:
        """Store without looking again; raises UnansweredError. The backend stays unknown."""
        secret = f"{credential.password.reveal()}\n".encode(errors="surrogatepass")
        self._done("set", service, credential.username, secret)
        return ""

    def drop(self, service: str, username: str) -> None:
        """Delete one entry without looking again; raises UnansweredError."""
        # keyring < 23.2.0 asks `del` for a password too, and ignores it.
        self._done("del", service, username, b"-\n")

    def _answers(self, lookups: Sequence[Lookup], terms: Terms, end: float) -> Iterator[Answer]:
        way = replace(self, terms=terms)
        for lookup in lookups:
            since = time.monotonic()
            argv = lookup.argv or arguments("get", lookup.service, lookup.username)
            try:
                answer = understood(lookup, way.outcome(argv, end))
            except UnansweredError as error:
                answer = error.answer
            self.terms.tell(lookup, answer, since)
            yield answer
            if answer.state is State.TIMED_OUT:
                return

    def _done(self, act: str, service: str, username: str, said: bytes) -> None:
        with self.terms.told(f"{act} {entry(service, username)}"):
            outcome = self.outcome(arguments(act, service, username), self.terms.end(), said)
            if outcome.code:
                raise UnansweredError(refused(outcome))

    def outcome(self, argv: Sequence[str], end: float, said: bytes = b"") -> Outcome:
        """Run the command to its end; raises UnansweredError where it does not come to one."""
        # Where the tool runs it: a shim may choose by the current folder.
        folder = self.terms.environment.folder
        words = (str(self.path), *argv)
        with Child(words, self.terms, end, folder, stderr=subprocess.PIPE) as child:
            child.say(said)
            child.say_no_more()
            printed, code = child.rest(), child.code()
            is_read = IN_JSON in argv
            murmured = child.murmurs(to_end=is_read) if code or is_read else b""
            return Outcome(code, printed, murmured)


def murmured(path: Path, terms: Terms) -> str:
    """Ask a command for an entry that can't be, and say what is wrong with its answer."""
    lookup = Lookup(NOWHERE, "keydex", Via.SUBPROCESS, Api.GET, ("get", NOWHERE, "keydex"))
    try:
        with terms.told(f"get {entry(NOWHERE, 'keydex')}"):
            outcome = Executable(path, terms).outcome(lookup.argv or (), terms.end())
    except UnansweredError:
        return ""
    if outcome.printed.strip():
        return "prints on its standard output where it finds nothing"
    return "exits 0 and prints nothing where it finds nothing" if not outcome.code else ""


def arguments(act: str, service: str, username: str | None) -> tuple[str, ...]:
    """Return what stands behind `keyring`; a name must not be taken for an option."""
    names = (service,) if username is None else (service, username)
    return (act, *(("--",) if any(name.startswith("-") for name in names) else ()), *names)


def understood(lookup: Lookup, outcome: Outcome) -> Answer:
    """Read what the command wrote as the tool reads it."""
    is_json = IN_JSON in (lookup.argv or ())
    if is_json and not is_text(outcome.murmured):
        return NO_TEXT_BESIDE
    if outcome.code:
        is_miss = outcome.code == MISS and TRACEBACK not in outcome.murmured
        return Answer(State.MISSING) if is_miss else refused(outcome)
    if not is_text(outcome.printed):
        return NOT_TEXT
    return read(lookup, outcome.printed.decode(), is_json=is_json)


def read(lookup: Lookup, text: str, *, is_json: bool) -> Answer:
    """Take a credential out of what a command that has succeeded printed."""
    if lookup.api not in {Api.CREDS, Api.GET_CREDENTIAL}:
        password = text.removesuffix("\n").removesuffix("\r")
        reason = "" if password else EMPTY if text else PRINTS_NOTHING
        return Answer(State.FOUND, Credential(lookup.username or "", Secret(password)), reason)
    if not text and not is_json:
        return Answer(State.MISSING)
    match in_json(text) if is_json else in_lines(text):
        case [str(username), str(password), *_]:
            return Answer(State.FOUND, Credential(username, Secret(password)))
    return NOT_BOTH


def is_text(written: bytes) -> bool:
    """Say whether it is UTF-8."""
    try:
        written.decode()
    except UnicodeDecodeError:
        return False
    return True


def in_lines(text: str) -> list[str]:
    """Read the two lines of `--mode creds`."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def in_json(text: str) -> list[object]:
    """Read the two values of `--mode=creds --output=json`; nothing where they are not there."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [values.get("username"), values.get("password")] if isinstance(values, dict) else []


def refused(outcome: Outcome) -> Answer:
    """Say why a command has not done what it was asked."""
    if UNKNOWN_MODE.search(outcome.murmured):
        return NO_MODE
    if TRACEBACK in outcome.murmured:
        names = {name.decode() for name in RAISED.findall(outcome.murmured)}
        return known(names) or RAISES
    if outcome.code < 0:
        reason = f"the keyring command is ended by signal {-outcome.code}"
        return Answer(State.FAILED, reason=reason)
    return Answer(State.FAILED, reason=f"the keyring command exits with {outcome.code}")
