"""The way through the cards: look, take what is open next, do it, look again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from keydex.asking import Means, tested
from keydex.examining import Say, asked, on_disk
from keydex.findings import Finding
from keydex.nouns import dataclass
from keydex.rules import Case
from keydex.survey import Survey
from keydex.workflows import storing
from keydex.workflows.onboarding.cards import Card
from keydex.workflows.onboarding.stages import ALWAYS, Stage, State, Task, Way

ASKED = frozenset({Way.ASK, Way.LOGIN})
"""Ways by which a keyring comes to have a credential; else it is pasted."""
Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is next: an index, a stage of it, and what mends that, where a rule says so."""

    card: Card
    task: Task
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """How a person goes through the cards: what was skipped, what was tried and did not help."""

    online: bool = True
    prompts: bool = False
    """Whether keyrings are asked that may prompt."""
    names: bool = False
    """Whether a person wants a username to be written, and not to do without."""
    skipped: frozenset[tuple[str, Stage | None]] = frozenset()
    """Stages of indexes; None is the whole index."""
    tried: frozenset[Told] = frozenset()
    pasted: frozenset[str] = frozenset()
    """Indexes for which a person pastes, rather than have a plugin get a token."""

    def turn(self, cards: Sequence[Card]) -> Turn | None:
        """Return what is next; None where nothing is left that can be done here."""
        for card in cards:
            if card.is_done or (card.feed, None) in self.skipped:
                continue
            for task in card.tasks:
                if task.state is State.OPEN and (card.feed, task.stage) not in self.skipped:
                    finding = next(filter(self._is_due, task.findings), None)
                    if task.way in ASKED and card.feed in self.pasted:
                        return Turn(card, replace(task, way=Way.PASTE), finding)
                    if finding or task.way is not Way.MEND:
                        return Turn(card, task, finding)
        return None

    def _is_due(self, finding: Finding) -> bool:
        return _told(finding) not in self.tried and not (self.names and finding.code in ALWAYS)

    def after(self, turn: Turn) -> "Walk":
        """Go on after something was done: nothing is done twice, and one paste is enough."""
        if turn.task.way is Way.ASK:
            return replace(self, prompts=True)
        if turn.task.way is Way.LOGIN:
            return self.without(turn)
        if turn.task.way is Way.MEND and turn.finding:
            return replace(self, tried=self.tried | {_told(turn.finding)})
        return self._past(turn, turn.task.stage)

    def without(self, turn: Turn, *, whole: bool = False) -> "Walk":
        """Go on without a step, or without the whole index."""
        if whole:
            return self._past(turn, None)
        if turn.task.way in ASKED:
            return replace(self, pasted=self.pasted | {turn.card.feed})
        return self.after(turn)

    def asking_indexes(self) -> "Walk":
        """Go on with the word of the indexes, too."""
        return replace(self, online=True)

    def _past(self, turn: Turn, stage: Stage | None) -> "Walk":
        return replace(self, skipped=self.skipped | {(turn.card.feed, stage)})


def looked(walk: Walk, survey: Survey, means: Means, now: datetime, say: Say) -> Case:
    """Look at what there is now: files, keyrings, and unless it is offline the private indexes."""
    case = asked(
        replace(on_disk(survey, today=now.date()), now=now), means, say, prompts=walk.prompts
    )
    if not walk.online:
        return case
    say("asking the indexes")
    feeds = {report.feed for _, report in case.private()}
    return replace(case, survey=tested(case.survey, means, feeds=feeds))


def whose(survey: Survey, feed: str) -> bool:
    """Say whether a person must say whose credential it is, since nothing else does."""
    reports = survey.feeds()[feed]
    is_silent = not any(report.lookups for _, report in reports)
    return storing.is_nobodys(reports) or (is_silent and storing.username_of(reports) is None)


def _told(finding: Finding) -> Told:
    return finding.code, finding.feed, finding.message
