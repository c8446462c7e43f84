"""Every pair of replies."""

import pytest

from keydex.model import Verdict
from keydex.probe.trial import Reply, Said
from keydex.probe.verdicts import verdict

V = Verdict
REFUSED = {Said.UNAUTHORIZED, Said.FORBIDDEN, Said.ABSENT, Said.SIGN_IN}


def reply(said: Said) -> Reply:
    return Reply(said, 200, f"the reason of {said.name}")


def judged(without: Said, using: Said | None) -> Verdict:
    return verdict(reply(without), reply(using) if using else None).verdict


@pytest.mark.parametrize("using", [*Said, None])
def test_every_pair_has_a_verdict_and_a_reason(using: Said | None) -> None:
    for without in Said:
        probe = verdict(reply(without), reply(using) if using else None)
        assert probe.reason
        assert "{" not in probe.reason


@pytest.mark.parametrize("using", Said)
def test_a_credential_is_accepted_only_by_the_pair(using: Said) -> None:
    accepted = {without for without in Said if judged(without, using) is V.ACCEPTED}
    closed = REFUSED | {Said.STRANGE, Said.ELSEWHERE, Said.ODD}
    assert accepted == (closed if using in {Said.PAGE, Said.SENT_ON} else set())


@pytest.mark.parametrize("using", [*Said, None])
def test_an_index_is_open_only_if_it_was_read_without_one(using: Said | None) -> None:
    found = {without for without in Said if judged(without, using) is V.OPEN}
    assert found == ({Said.PAGE} if using in {Said.PAGE, Said.UNSENT, None} else set())


@pytest.mark.parametrize("using", Said)
def test_nothing_is_missing_where_a_credential_was_sent(using: Said) -> None:
    assert V.MISSING not in {judged(without, using) for without in Said}


def test_401_refuses_and_403_forbids() -> None:
    assert {judged(without, Said.UNAUTHORIZED) for without in Said} == {V.REFUSED}
    assert {judged(without, Said.FORBIDDEN) for without in Said} == {V.FORBIDDEN}


@pytest.mark.parametrize("said", [Said.LATER, Said.ODD, Said.NOTHING, Said.ELSEWHERE, Said.STRANGE])
@pytest.mark.parametrize("using", [False, True])
def test_what_tells_nothing_is_given_as_the_reason(said: Said, using: bool) -> None:
    without = Reply(Said.UNAUTHORIZED, 401) if using else reply(said)
    probe = verdict(without, reply(said) if using else None)
    assert probe.reason == f"the reason of {said.name}"


@pytest.mark.parametrize("without", Said)
@pytest.mark.parametrize("using", [Said.ABSENT, None])
def test_a_404_that_may_hide_is_unclear(without: Said, using: Said | None) -> None:
    absent = reply(Said.ABSENT)
    pair = (reply(without), absent) if using else (absent, None)
    assert verdict(*pair, hides_404=True).verdict is V.UNCLEAR


def test_what_a_server_says_is_not_a_pattern() -> None:
    probe = verdict(Reply(Said.ODD, 300, "it says {without.status} {"))
    assert probe.reason == "it says {without.status} {"
