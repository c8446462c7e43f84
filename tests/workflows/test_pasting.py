"""A paste is looked at before it is stored: what is sure is refused, what is likely is told."""

from datetime import UTC, datetime

import pytest

from keydex.model import Access, Via
from keydex.secret import Secret
from keydex.workflows.pasting import doubts, end, trouble
from keydex.workflows.storing import Entry, Plan
from tests.hosts.jwts import jwt
from tests.memory import world
from tests.samples import FEED, URL, USER

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAN = Plan(FEED, (Entry(Access(Via.SUBPROCESS, "so says the test"), URL, USER, ("uv",)),))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "the secret is empty, so nothing is stored", ""),
        ("Bearer x", "a header, Bearer and a credential, so", "paste what stands behind Bearer"),
    ],
)
def test_what_is_no_secret_is_refused(text: str, message: str, hint: str) -> None:
    error = trouble(text, PLAN)
    assert error
    assert message in error.message
    assert error.hint == hint


def test_what_may_be_a_secret_is_taken() -> None:
    assert trouble("fine", PLAN) is None


def test_a_doubt_is_told() -> None:
    said = doubts(Secret(USER), PLAN, world(), NOW)
    assert list(said) == ["The secret is the same as the username."]


def test_the_platform_counts() -> None:
    (said,) = doubts(Secret("x" * 1281), PLAN, world(platform="win32"), NOW)
    assert "1280 characters" in said
    assert list(doubts(Secret("x" * 1281), PLAN, world(), NOW)) == []


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("hunter2", []),
        (jwt(exp="2026-12-01T00:00:00"), ["It expires on 2026-12-01."]),
        (jwt(exp="2026-11-21T18:30:00"), ["It expires on 2026-11-21 at 18:30 UTC."]),
        (jwt(exp="2026-11-01T00:00:00"), []),
    ],
)
def test_the_end_of_a_token_is_told(secret: str, said: list[str]) -> None:
    assert list(end(Secret(secret), NOW)) == said


def test_a_token_that_ended_is_a_doubt() -> None:
    said = doubts(Secret(jwt(exp="2026-11-01T00:00:00")), PLAN, world(), NOW)
    assert list(said) == ["The secret is a token that expired on 2026-11-01."]
