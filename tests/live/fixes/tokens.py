"""Tokens that ended, and texts that are no secret, in the keyring."""

from collections.abc import Callable

from tests.hosts.jwts import jwt
from tests.live.fixes import Place, State
from tests.server import private

USER = "ci-bot"
PAST = jwt(iat="2020-01-01T00:00:00", exp="2021-01-01T00:00:00")
NEW = jwt(iat="2026-01-01T00:00:00", exp="2086-01-01T00:00:00")


def _holding(secret: str) -> Callable[[Place], None]:
    """Store a secret for an index that wants the new one."""

    def arrange(place: Place) -> None:
        scheme, _, rest = place.serve(private({USER: NEW})).partition("://")
        place.service.add(f"{scheme}://{rest}/simple/", USER, secret)
        place.write(
            "pyproject.toml",
            "[project]\nname = 'demo'\nversion = '0'\n"
            "[tool.uv]\nkeyring-provider = 'subprocess'\n"
            f"[[tool.uv.index]]\nname = 'corp'\nurl = '{scheme}://{USER}@{rest}/simple/'\n",
        )

    return arrange


STATES = [
    State("KD067", "a token that ended", _holding(PAST), pasted=NEW, options=""),
    State(
        "KD068",
        "what a command printed",
        _holding('{"authorizationToken": "eyJ2ZXIi", "expiration": 1}'),
        pasted=NEW,
        options="",
    ),
]
