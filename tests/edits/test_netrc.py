"""One login is taken out of a netrc, and every other stays."""

import pytest

from keydex.config import netrc
from keydex.edits import diff, netrc_removed
from keydex.errors import ConfigError
from keydex.model import Credential
from keydex.secret import Secret
from tests.memory import HOME

PATH = HOME / ".netrc"
TEXT = """\
# mine
machine a.example
  login bob
  password s3cret-a
machine b.example login eve password s3cret-b

macdef upload
  put it
  # there

default login guest password s3cret-c
"""
LOGINS = {
    2: Credential("bob", Secret("s3cret-a")),
    5: Credential("eve", Secret("s3cret-b")),
    11: Credential("guest", Secret("s3cret-c")),
}


@pytest.mark.parametrize(("line", "machine"), [(2, "a.example"), (5, "b.example"), (11, None)])
def test_a_login_is_taken_out(line: int, machine: str | None) -> None:
    edit = netrc_removed(PATH, TEXT.encode(), line, LOGINS[line], "out")
    before = [each.machine for each in netrc.parsed(TEXT, PATH)]
    after = edit.after.decode()
    left = [each.machine for each in netrc.parsed(after, PATH)]
    assert left == [each for each in before if each != machine]
    assert "macdef upload\n  put it\n  # there\n\n" in after
    assert after.startswith("# mine\n")
    assert "s3cret" not in diff(edit)


@pytest.mark.parametrize("line", [1, 3, 12, 99])
def test_a_line_where_no_login_begins_is_refused(line: int) -> None:
    with pytest.raises(ConfigError, match="without a risk"):
        netrc_removed(PATH, TEXT.encode(), line, LOGINS[2], "out")


@pytest.mark.parametrize(
    "text",
    [
        "machine a login b password c machine d login e password f\n",
        "machine a login b\npassword c machine d login e password f\n",
    ],
)
def test_a_login_that_shares_its_line_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="without a risk"):
        netrc_removed(PATH, text.encode(), 1, Credential("b", Secret("c")), "out")


def test_a_login_that_is_another_by_now_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="changed since it was read"):
        netrc_removed(PATH, TEXT.encode(), 5, LOGINS[2], "out")
