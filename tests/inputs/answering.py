"""Put spoiled answers to what reads them: those of keyrings, servers, traces, and of a person."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import cast

from keydex.cli import parser
from keydex.edits import diff
from keydex.errors import KeydexError
from keydex.hosts import pastes, tokens
from keydex.keyrings.batch import Batch
from keydex.keyrings.command import Outcome, understood
from keydex.keyrings.processes import Child
from keydex.keyrings.recording import recorded
from keydex.keyrings.replies import Opened, opened
from keydex.keyrings.stores import contents, look, unlock
from keydex.keyrings.terms import Terms, UnansweredError
from keydex.model import Access, Answer, Api, Credential, Lookup, Via
from keydex.probe import Trial, probes
from keydex.secret import Secret
from keydex.workflows import journal
from tests.inputs.claims import TODAY, fit, soon, told, touching_nothing
from tests.inputs.spoiling import Spoiled
from tests.inputs.texts import BARE, HOST, SECRET, URL
from tests.memory import HOME, PROJECT, Memory, world
from tests.server import Request, Server

LOOKUPS = (
    Lookup(BARE, "ci-bot", Via.SUBPROCESS, Api.GET),
    Lookup(BARE, None, Via.SUBPROCESS, Api.CREDS),
    Lookup(BARE, None, Via.SUBPROCESS, Api.CREDS, ("get", "--mode=creds", "--output=json", BARE)),
)
MASTER = Secret("master-5ecret")
LOGIN = Credential("ci-bot", Secret(SECRET))
ARGUMENTS = 2**17  # Letters of a command line; Linux takes some more.
PIPE = 2**16  # Bytes that a pipe takes before somebody reads.


def own_words(spoiled: Spoiled) -> None:
    """Parse what stands behind `keydex`."""
    with soon(), suppress(SystemExit):
        try:
            parser.parsed(spoiled.text.replace("\0", "")[:ARGUMENTS].split("\n"))
        except KeydexError as error:
            told(error)


def pasted(spoiled: Spoiled) -> None:
    """Look at what a person pastes for a secret."""
    text = spoiled.text
    with soon(), touching_nothing():
        tokens.expiry(Secret(text))
        trouble = pastes.trouble(text, URL, "ci-bot")
        doubts = [] if trouble else list(pastes.doubts(text, BARE, "ci-bot", now=TODAY))
    if trouble and SECRET in text:
        assert SECRET not in str(trouble)
    assert SECRET not in " ".join(doubts)


class _Said:
    """A keyring's Python that has said all that it will."""

    def __init__(self, text: bytes) -> None:
        self._lines = iter(text.splitlines(keepends=True))

    def say(self, line: bytes) -> None:
        """Take a question, and make nothing of it."""

    def line(self) -> bytes:
        return next(self._lines, b"")


class Answering(Batch):
    """A keyring whose Python says its `words`, whatever it is asked."""

    @contextmanager
    def opened(self, end: float | None = None) -> Iterator[Opened]:
        yield opened(cast(Child, _Said(self.words[0].encode(errors="surrogateescape"))))


def replied(spoiled: Spoiled) -> None:
    """Read what the Python of a keyring answers."""
    keyring = Answering((spoiled.text,), Terms(world()))
    with soon(), touching_nothing():
        _answered(*keyring.answers(LOOKUPS))
        for ask in (
            look,
            lambda batch: contents(batch, [HOST]),
            lambda batch: unlock(batch, MASTER),
        ):
            try:
                ask(keyring)
            except KeydexError as error:
                told(error)
        try:
            keyring.put(BARE, LOGIN)
        except UnansweredError as error:
            _answered(error.answer)


def printed(spoiled: Spoiled) -> None:
    """Read what the keyring command prints, and how it complains."""
    for code, out, err in ((0, spoiled.content, b""), (1, b"", spoiled.content), (-9, b"x", b"")):
        for lookup in LOOKUPS:
            with soon(), touching_nothing():
                _answered(understood(lookup, Outcome(code, out, err)))


def _answered(*answers: Answer) -> None:
    """Claim of answers that their reasons hold no secret, and name nothing but a type."""
    for each in answers:
        assert SECRET not in each.reason


def noted(spoiled: Spoiled) -> None:
    """Read the notes of a watched keyring; one that follows is still read."""
    note = b'{"id": "last", "api": "get_password", "service": "s", "username": "u"}\n'
    access = Access(Via.NONE, "so says the test")
    lines = filter(None, spoiled.content[: PIPE // 2].split(b"\n"))  # An empty one is the end.
    with soon(), recorded(world(), access) as (front, seen):
        (front.folder / "notes").write_bytes(b"\n".join((*lines, b" ", note)))
    assert seen
    assert (seen[-1].lookup.service, seen[-1].lookup.username) == ("s", "u")


def remembered(spoiled: Spoiled) -> None:
    """Read the journal of what was written."""
    files = {HOME / ".local/state/keydex/writes.json": spoiled.content, PROJECT / "uv.toml": b"new"}
    here = replace(world(), machine=Memory(files))
    with soon(), touching_nothing():
        try:
            for edit in journal.planned(here):
                fit(diff(edit).split("\n"))
        except KeydexError as error:
            told(error)


def served(spoiled: Spoiled) -> None:
    """Read what a server answers, without a login and with one."""

    def site(request: Request) -> bytes:
        return spoiled.content

    with soon(), Server(site) as server:
        url = f"{server.url}/simple"
        trials = [Trial(url, LOGIN), Trial(f"{url}/a.whl", LOGIN, file=True)]
        found = probes(trials, world(), deadline=2.0)
    assert len(found) == len(trials)
    for probe in found:
        fit((probe.reason, probe.realm or ""))
        assert SECRET not in repr(probe)
