"""A real Secret Service is locked, dies or keeps one item back in the middle of a work."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from keydex.asking import Means, answered
from keydex.environment import Environment, ThisMachine
from keydex.errors import KeydexError, KeyringError
from keydex.keyrings import Contents, contents, keyring
from keydex.model import Answer, Credential, Event, State, Step
from keydex.secret import Secret
from keydex.survey import Survey, survey
from keydex.workflows import rotating, storing
from tests.cli.running import KEYRING
from tests.keyrings.places import HERE, get
from tests.keyrings.test_secret_service import LOCKED, at
from tests.secret_service import SecretService

URLS = tuple(f"https://{name}.example/simple/" for name in ("a", "b", "c"))
OLD, NEW = Secret("old-CANARY-7f3a"), Secret("new-CANARY-9b1c")


@dataclass
class Moment:
    """Does something to a service as soon as the log tells what it waits for, once."""

    text: str
    act: Callable[[], None]
    is_over: bool = False

    def __call__(self, event: Event) -> None:
        if self.text in event.text and not self.is_over:
            self.is_over = True
            self.act()


def project(service: SecretService, urls: Sequence[str] = URLS) -> Survey:
    """Make a project of some indexes, and store an entry for each."""
    folder, bin_ = service.home / "proj", service.home / "bin"
    folder.mkdir()
    bin_.mkdir()
    (bin_ / "keyring").write_text(KEYRING)
    (bin_ / "keyring").chmod(0o755)
    logins = [each.replace("//", "//ci-bot@") for each in urls]
    indexes = "".join(f"[[index]]\nurl = '{each}'\n" for each in logins)
    (folder / "uv.toml").write_text(f"keyring-provider = 'subprocess'\n{indexes}")
    for each in urls:
        keyring(HERE, at(service)).store(each, Credential("ci-bot", OLD))
    variables = service.variables | {"PATH": str(bin_)}
    return survey(
        Environment(folder, service.home, variables, sys.platform, ThisMachine()), tools=["uv"]
    )


def asked(one: Survey, means: Means) -> Survey:
    for each in answered(one, means, every=True):
        one = each
    return one


def answers(one: Survey) -> list[Answer]:
    """Return the first answer about each index."""
    found = {report.feed: report.answers[0] for _, report in one.reports() if report.answers}
    return [found[each.rstrip("/")] for each in URLS]


def back(service: SecretService, fate: str) -> None:
    """Make the service answer again."""
    if fate == "kill":
        service.revive()
    service.unlock()


def held(service: SecretService) -> list[Secret | None]:
    """Return what is stored for each index."""
    said = keyring(HERE, at(service)).answers([get(each) for each in URLS])
    return [each.credential.password if each.credential else None for each in said]


FOUND = Answer(State.FOUND, Credential("ci-bot", OLD))
GONE = "the backend raises InitError"


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("lock", [FOUND, LOCKED, LOCKED]),
        ("kill", [FOUND, *[Answer(State.FAILED, reason=GONE)] * 2]),
        (
            "deny",
            [FOUND, Answer(State.FAILED, reason="the backend raises DBusErrorResponse"), FOUND],
        ),
    ],
)
def test_what_was_answered_is_shown(service: SecretService, fate: str, said: list[Answer]) -> None:
    one = project(service)
    act = (lambda: service.deny(URLS[1])) if fate == "deny" else getattr(service, fate)
    moment = Moment(f"{URLS[0]} ci-bot → found", act)
    assert answers(asked(one, Means(log=moment))) == said
    assert moment.is_over


@pytest.mark.parametrize(
    ("fate", "text", "now"),
    [
        ("lock", "get_password {} ci-bot → found", OLD),
        ("lock", "set {} ci-bot → done", NEW),
        ("kill", "set {} ci-bot → done", NEW),
    ],
)
def test_what_was_stored_is_told(service: SecretService, fate: str, text: str, now: Secret) -> None:
    one = asked(project(service), Means())
    plan = storing.plan(one, URLS[1].rstrip("/"))
    moment = Moment(text.format(URLS[1]), getattr(service, fate))
    steps: list[Step] = []
    with pytest.raises(KeyringError):
        steps += storing.stored(one, plan, NEW, Means(log=moment))
    assert moment.is_over
    assert [(each.outcome, each.what) for each in steps] == [
        ("failed", "store"),
        ("failed", "put back"),
    ]
    back(service, fate)
    assert held(service) == [OLD, now, OLD]


RAISES = "the backend raises (DBusError|InitError)"
"""What is kept back is refused where the item is read, or already where it is looked for."""


def test_an_item_that_is_kept_back_is_not_written_over(service: SecretService) -> None:
    one = project(service)
    service.deny(URLS[1])
    one = asked(one, Means())
    with pytest.raises(KeyringError, match=rf"^uv's keyring gives no answer: {RAISES}"):
        storing.plan(one, URLS[1].rstrip("/"))
    found = rotating.holdings(one, Means())
    with pytest.raises(KeyringError, match=rf"so nothing is changed: {RAISES}"):
        rotating.planned(found, [URLS[1].rstrip("/")], only=False)
    others = rotating.planned(found, [URLS[0].rstrip("/")], only=False)
    assert {each.service for each in others.entries} == {URLS[0], URLS[2]}
    no_answer = f"uv's keyring gives no answer about {URLS[1].rstrip('/')}"
    assert any(each.startswith(no_answer) for each in others.unreached)


@pytest.mark.parametrize("fate", ["lock", "kill"])
def test_a_rotation_ends_when_the_store_is_back(service: SecretService, fate: str) -> None:
    one = asked(project(service, URLS[:2]), Means())
    feeds = tuple(one.feeds())
    plan = rotating.planned(rotating.holdings(one, Means()), feeds, only=False)
    assert len(plan.entries) == 2
    moment = Moment(f"set {URLS[0]} ci-bot → done", getattr(service, fate))
    journal = rotating.Journal(one.environment)
    with pytest.raises(KeydexError):
        list(
            rotating.rotated(
                plan, NEW, rotating.Bench(one, Means(log=moment), journal), verify=False
            )
        )
    assert moment.is_over
    back(service, fate)
    assert journal.read()
    list(rotating.recovered(rotating.Bench(one, Means(), journal)))
    assert held(service)[:2] in ([OLD] * 2, [NEW] * 2)
    assert journal.read() is None
    assert contents(HERE, at(service), ["keydex-rotation"]) == Contents((), is_whole=True)
