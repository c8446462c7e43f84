"""The questions about one feed: a row a question, a column a tool."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from keydex.model import Answer, Api, Lookup, State
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.ui.summaries import Reports
from keydex.ui.texts import listed, safe

FILE = "f"


@dataclass(frozen=True, slots=True)
class Ask:
    """One tool's asking of a question: which turn it is, and what came of it."""

    tool: str
    turn: str
    lookup: Lookup
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A service and a username, and how each tool asks for it; None where it does not."""

    service: str
    username: str | None
    asks: tuple[Ask | None, ...]
    secrets: tuple[Secret, ...] = ()

    @property
    def shown(self) -> str:
        """Return the service as it may be shown."""
        return safe(masked(self.service, self.secrets))

    @property
    def user(self) -> str:
        """Return the username as it may be shown."""
        if self.username is None:
            return "anyone"
        return safe(masked(self.username, self.secrets)) or "an empty name"

    @property
    def found_by(self) -> tuple[str, ...]:
        """Name the tools that find the entry."""
        return tuple(
            ask.tool for ask in self.asks if ask and ask.answer and ask.answer.state is State.FOUND
        )


def questions(survey: Survey, feed: str) -> tuple[Question, ...]:
    """Return every question about a feed once, in the order in which it is first asked."""
    reports = survey.feeds().get(feed, [])
    secrets = tuple(secret for _, report in reports for secret in report.secrets)
    tools = [each.installation.tool for each in survey.configurations]
    asks: dict[tuple[str, str | None], dict[str, Ask]] = {}
    for ask in _asks(reports):
        key = (ask.lookup.service, ask.lookup.username)
        asks.setdefault(key, {}).setdefault(ask.tool, ask)
    return tuple(
        Question(service, user, tuple(found.get(tool) for tool in tools), secrets)
        for (service, user), found in asks.items()
    )


def _asks(reports: Reports) -> Iterator[Ask]:
    for one, report in reports:
        answers: tuple[Answer | None, ...] = report.answers or (None,) * len(report.lookups)
        number = 0
        for lookup, answer in zip(report.lookups, answers, strict=True):
            number += not lookup.about
            turn = FILE if lookup.about else str(number)
            yield Ask(one.installation.tool, turn, lookup, answer)


def commands(question: Question) -> dict[str, list[str]]:
    """Return each command line by which it is asked, with the tools that ask so."""
    found: dict[str, list[str]] = {}
    for ask in question.asks:
        if ask:
            line = safe(masked(_command(ask.lookup), question.secrets))
            found.setdefault(line, []).append(ask.tool)
    return found


def _command(lookup: Lookup) -> str:
    if lookup.argv is not None:
        return shlex.join(("keyring", *lookup.argv))
    call = "get_credential" if lookup.api is Api.GET_CREDENTIAL else "get_password"
    return f"keyring.{call}({lookup.service!r}, {lookup.username!r})"


def notes(survey: Survey, feed: str, questions: tuple[Question, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is worth knowing of how the tools' questions differ."""
    asking = {one.installation.tool for one, report in survey.feeds()[feed] if report.lookups}
    lacking = asking - {tool for question in questions for tool in question.found_by}
    for question in questions:
        asked_by = {ask.tool for ask in question.asks if ask}
        if question.found_by and (others := sorted(lacking - asked_by)):
            finds = "finds" if len(question.found_by) == 1 else "find"
            does = "does" if len(others) == 1 else "do"
            text = f"{listed(question.found_by)} {finds} {question.shown}"
            yield "differs", f"{text}; {listed(others)} {does} not ask for it"
    if any(ask and ask.turn == FILE for question in questions for ask in question.asks):
        yield FILE, "with a lock, it is asked about the files, which lie outside the index"
