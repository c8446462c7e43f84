"""In a real terminal nothing is drawn, copied or left behind that is secret, also by a crash."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.canary.scanning import OSC_52, of_terminal
from tests.canary.worlds import World, world
from tests.ui.terminals import Terminal, terminal

ALONE = 0.5  # Seconds after which escape is a key, and not the beginning of another.
TOP = "\x1b[1;5H"  # Ctrl+Home.
# What breaks, from the first screen to the hands of the dialog that stores.
CRASHES = {
    "at the start": "keydex.survey:survey",
    "a handler": "keydex.ui.widgets.secret_input:SecretInput.action_submit",
    "a worker": "keydex.workflows.pasting:trouble",
    "a thread": "keydex.workflows.storing.steps:verified",
    "an iterator in a thread": "keydex.workflows.storing.steps:stored",
    "what draws": "keydex.ui.widgets.told:Told.step",
    "a keyring": "keydex.keyrings.batch:Batch.put",
    "a request": "keydex.probe.transports:request_to",
}


@contextmanager
def opened(folder: Path, breaks: str = "") -> Iterator[tuple[World, Terminal]]:
    """Open the app in a terminal, and look at everything when it has ended."""
    with world(folder) as one:
        one.look()
        variables = one.environ | ({"CANARY_FAULT": breaks} if breaks else {})
        with (
            one.watched([], variables),
            terminal(["-m", "keydex"], one.person.project, variables) as screen,
        ):
            yield one, screen
        for name, text in of_terminal(bytes(screen.seen)):
            one.surfaces.add(name, text)
        one.look_again({})


def paste(screen: Terminal, text: str) -> None:
    """Paste as terminals do, and press enter."""
    screen.press(f"\x1b[200~{text}\x1b[201~")
    screen.until("••••")
    screen.press("\r")


def asks_to_store(screen: Terminal) -> None:
    """Open the dialog for the first index."""
    screen.until("not asked yet")
    screen.press(TOP)
    screen.press("s")
    screen.until("Password or token")


def stores(one: World, screen: Terminal) -> None:
    """Store what the index accepts."""
    asks_to_store(screen)
    paste(screen, one.cage["pasted"].value)


def test_a_terminal_sees_no_secret(tmp_path: Path) -> None:
    with opened(tmp_path) as (one, screen):
        asks_to_store(screen)
        paste(screen, one.cage["refused"].value)
        screen.until("refuses it")
        paste(screen, one.cage["pasted"].value)
        screen.until("read back")
        screen.press("\r")
        screen.until("1 written")
        screen.press("f")
        screen.until("KD001")
        screen.press("y")
        screen.until("Copied")
        screen.press("L")
        screen.until("events")
        screen.press("\x1b")
        time.sleep(ALONE)
        screen.press("q")
        assert screen.end() == 0
    assert one.surfaces.hits(one.cage) == []
    assert OSC_52.findall(bytes(screen.seen))
    assert {(each["limit"], each["dumpable"]) for each in one.cores} == {(0, 0)}


@pytest.mark.parametrize("way", CRASHES)
def test_a_crash_in_a_terminal_shows_no_secret(way: str, tmp_path: Path) -> None:
    with opened(tmp_path, CRASHES[way]) as (one, screen):
        if way != "at the start":
            stores(one, screen)
        assert screen.end() == 70 or way == "a keyring"
        assert b"RuntimeError" in screen.seen or way == "a keyring"
        assert b"Traceback" not in screen.seen
    assert one.surfaces.hits(one.cage) == []
