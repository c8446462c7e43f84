"""`set` refuses what is surely no secret, tells its doubts, and when a token ends."""

from pathlib import Path

from tests.cli.running import Person
from tests.hosts.jwts import jwt
from tests.samples import USER, pyproject


def setting(folder: Path, secret: str) -> tuple[Person, int, str]:
    """Store a secret without asking the index."""
    person = Person(folder)
    person.write("pyproject.toml", pyproject())
    ran = person.keydex("set", "corp", "--stdin", "--no-verify", stdin=secret)
    assert not secret or secret == USER or secret not in ran.out + ran.err
    return person, ran.code, ran.err


def test_what_is_no_secret_is_refused_with_what_to_paste(tmp_path: Path) -> None:
    text = '{"authorizationToken": "x", "expiration": 1}'
    person, code, said = setting(tmp_path, text)
    assert code
    assert "the secret is JSON, as a command prints it, so nothing is stored" in said
    assert "→ paste the value of authorizationToken alone" in said
    assert person.entries() == {}


def test_a_doubt_is_told_and_does_not_stop(tmp_path: Path) -> None:
    person, code, said = setting(tmp_path, USER)
    assert code == 0
    assert "The secret is the same as the username." in said
    assert person.entries()


def test_the_end_of_a_token_is_told(tmp_path: Path) -> None:
    _, code, said = setting(tmp_path, jwt(exp="2086-01-01T00:00:00"))
    assert code == 0
    assert "It expires on 2086-01-01." in said
