"""What rules look at is gathered from several keyrings at once, and each is left as it was."""

import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Flag

import pytest

from keydex.asking import Means
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.examining import examined
from keydex.keyrings import Store
from keydex.model import Access, Log, State
from keydex.rules import Case, Needs
from keydex.survey import survey
from tests.entries import Entries
from tests.keyrings.places import environment, script
from tests.rules.cases import uv
from tests.samples import Connected

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PROJECT = uv("https://ci-bot@pkgs.example.invalid/simple/")
SHUT = Store(("keyring.backends.SecretService.Keyring",), locked=True, unlockable=True)


def case_of(
    home: Path,
    text: str,
    needs: Needs,
    *,
    store: Store | KeyringError | None = None,
    ring: Entries | None = None,
) -> tuple[Case, list[str]]:
    """Examine a project whose `keyring` is a script of the shell."""
    (home / "pyproject.toml").write_text(PROJECT)
    (home / "bin").mkdir()
    script(home / "bin/keyring", text)
    said: list[str] = []

    def describe(
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Store:
        if isinstance(store, KeyringError):
            raise store
        return store or Store()

    world = environment(home, PATH=f"{home}/bin:/usr/bin:/bin")
    found = examined(
        survey(world, ["uv", "sync"]),
        Means(Connected(ring or Entries()), describe),
        needs,
        now=NOW,
        say=said.append,
    )
    return found, said


@pytest.mark.parametrize(
    ("text", "murmurs"),
    [
        ("exit 1", []),
        ("echo Welcome", ["prints on its standard output where it finds nothing"]),
        ("sleep 60", []),
    ],
)
def test_a_command_is_heard_without_waiting_for_it(
    tmp_path: Path, text: str, murmurs: list[str]
) -> None:
    start = time.monotonic()
    case, said = case_of(tmp_path, text, Needs.KEYRINGS)
    assert list(case.murmurs.values()) == murmurs
    assert time.monotonic() - start < 8  # Seconds.
    assert said == [
        "looking at the keyrings",
        "asking the keyrings; that of uv may ask you something",
    ]
    assert [each.store for each in case.looks.values()] == [Store()]
    (report,) = [report for _, report in case.survey.reports() if report.answers]
    assert {answer.state for answer in report.answers} == {State.MISSING}


@pytest.mark.parametrize("store", [SHUT, KeyringError("no answer within 8 s")])
def test_a_store_that_prompts_or_hangs_is_not_asked_for_what_is_not_there(
    tmp_path: Path, store: Store | KeyringError
) -> None:
    case, _ = case_of(tmp_path, f"touch {tmp_path}/ran; echo Welcome", Needs.KEYRINGS, store=store)
    assert case.murmurs == {}
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("state", [None, State.LOCKED])
def test_a_throwaway_entry_goes_to_each_keyring(tmp_path: Path, state: State | None) -> None:
    ring = Entries(state=state)
    case, said = case_of(tmp_path, "exit 1", Needs.ENTRY, ring=ring)
    (trip,) = case.round_trips.values()
    assert trip == ("can't store a throwaway entry: so says the test" if state else "")
    assert ring.passwords == {}
    assert len(ring.deleted) == (0 if state else 1)
    assert said[-1] == "writing, reading and deleting a throwaway entry in each keyring"


def test_files_alone_start_nothing(tmp_path: Path) -> None:
    case, said = case_of(tmp_path, f"touch {tmp_path}/ran", Needs.FILES)
    assert not (tmp_path / "ran").exists()
    assert not (case.looks or case.murmurs or case.round_trips or said)
