"""When a token ends is read from the token, whatever else it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keydex.hosts.tokens import expiry, life, spelled
from keydex.secret import Secret
from tests.hosts.jwts import jwe, jwt, part

NOON = "2026-12-01T12:00:00"
END = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (jwt(exp=NOON), END),
        (jwe(exp=NOON), END),
        (jwt(iat=NOON), None),
        (f"{part({'exp': 1})}.{part({})}.x", None),
        (f"{part({'a': 1})}.{part({'exp': END.timestamp()})}.x", END),
        (f"{part({'a': 1})}.{part({'exp': True})}.x", None),
        (f"{part({'a': 1})}.{part({'exp': 'soon'})}.x", None),
        (f"{part({'a': 1})}.{part({'exp': 10**400})}.x", None),
        (f"{part({'a': 1})}.{part({'exp': 10**15})}.x", None),
        (f"{part({'a': 1})}.{part([1])}.x", None),
        (f"{part({'a': 1})}.not base64.x", None),
        (f"{part({'a': 1})}.{'A' * 70_000}.x", None),
        (f"{part({'a': 1})}.\N{LATIN SMALL LETTER E WITH ACUTE}.x", None),
        (f"{part({'exp': 1})}.a", None),
        ("hunter2", None),
        ("pypi-AgEIcHlwaS5vcmc", None),
        ("", None),
    ],
)
def test_the_end_of_a_token(text: str, expected: datetime | None) -> None:
    assert expiry(Secret(text)) == expected


@given(st.text(), st.text(), st.text())
def test_no_text_is_too_strange(first: str, second: str, third: str) -> None:
    assert expiry(Secret(f"eyJ{first}.{second}.{third}")) is None


@pytest.mark.parametrize(
    ("claims", "short"),
    [
        ({"iat": "2026-12-01T00:00:00", "exp": NOON}, True),
        ({"nbf": "2026-12-01T00:00:00", "exp": NOON}, True),
        ({"iat": "2026-11-01T00:00:00", "exp": NOON}, False),
        ({"exp": NOON}, False),
    ],
)
def test_a_short_life_is_one_that_says_so(claims: dict[str, str], short: bool) -> None:
    found = life(Secret(jwt(**claims)))
    assert found
    assert found.is_short is short


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 12, 1, tzinfo=UTC), "2026-12-01 at 12:00 UTC"),
        (datetime(2026, 12, 2, tzinfo=UTC), "2026-12-01 at 12:00 UTC"),
        (datetime(2026, 12, 9, tzinfo=UTC), "2026-12-01"),
    ],
)
def test_the_time_is_told_where_it_matters(now: datetime, text: str) -> None:
    assert spelled(END, now) == text
