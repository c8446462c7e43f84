"""Every screen and dialog of the app, driven in a world of canaries; each state is looked at."""

import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from textual import events
from textual.widgets import Input

from keydex.findings import Finding, Severity, run, typed, unlock
from keydex.secret import Secret
from keydex.ui.jobs import Job
from keydex.ui.screens.advice import Advice
from keydex.ui.screens.delete import DeleteEntries
from keydex.ui.screens.edit import WriteFix
from keydex.ui.screens.export import ExportNames
from keydex.ui.screens.migrate import MoveSecrets
from keydex.ui.screens.opening import Opening
from keydex.ui.screens.rotate import RotateSecret
from keydex.ui.screens.run import RunCommand
from keydex.ui.screens.setup import SetUp
from keydex.ui.screens.store import StoreCredential
from keydex.ui.screens.undo import UndoWrite
from keydex.ui.screens.unfinished import EndRotation
from keydex.ui.screens.unlock import UnlockStore
from keydex.ui.screens.username import WriteUsername
from tests.canary.watching import Watch
from tests.ui.markup import MARKUP
from tests.ui.pilots import is_alone, settle, until, write_it
from tests.ui.pilots import main as main_of

MENDED = 4  # Findings whose dialog is gone through.
WALKED = 4  # Steps of setting up.


def finding(watch: Watch, fix: Any) -> Finding:
    """Find something that quotes a secret, and what mends it, too."""
    secret = Secret(watch.world.cage["uv.toml"].value)
    message = f"uv is kept out by {secret.reveal()}, says {MARKUP}."
    return Finding(message, fix, "KD900", "so-says-the-test", Severity.ERROR, secrets=(secret,))


async def opening(watch: Watch) -> None:
    """See the first frame once more."""
    await watch.open(Opening(lambda: None))
    watch.pilot.app.pop_screen()


async def main(watch: Watch) -> None:
    """Test, walk over questions and findings, copy, and take a picture."""
    await watch.press("t", "a", "y", "enter", "down", "down", "y", "escape", "f", "y")
    for _ in main_of(watch.pilot).desk.findings:
        await watch.press("down")
    await watch.press("o", "escape", "slash", "c", "escape")
    await watch.pilot.press("ctrl+p")
    await watch.pilot.pause(0.3)
    watch.look()
    await watch.press("escape")
    watch.pilot.app.save_screenshot("canary.svg", str(watch.world.person.root / "tmp"))


async def log(watch: Watch) -> None:
    """Ask and test, and read what was done."""
    await watch.press("t", "a", "L", "end")


async def keys(watch: Watch) -> None:
    """Read the keys."""
    await watch.press("question_mark")


async def store(watch: Watch) -> None:
    """Paste what is refused, what is accepted, and what can't be written."""
    cage = watch.world.cage
    await watch.open(StoreCredential(*watch.given(), watch.feed("corp")))
    await watch.paste(cage["refused"].value)
    await watch.until("refuses")
    await watch.paste(json.dumps({"authorizationToken": cage["pasted"].value}))
    await watch.until("JSON")
    await watch.paste(cage["pasted"].value)
    await watch.until("written and read back")
    await watch.press("enter")
    await watch.open(StoreCredential(*watch.given(), watch.feed("unwritable")))
    watch.pilot.app.screen.query_one("#first").value = False  # type: ignore[attr-defined]
    await watch.paste(cage["pasted"].value)
    await watch.until("✗")
    await watch.press("escape")


async def delete(watch: Watch) -> None:
    """Delete what goes, and what does not."""
    session, survey = watch.given()
    for name in ("marked", "undeletable"):
        feed = watch.feed(name)
        await main_of(watch.pilot)._go(partial(_known, watch, feed))
        _, survey = watch.given()
        await watch.open(DeleteEntries(session, survey, {}, feed))
        watch.pilot.app.screen.query_one("#delete").focus()
        await watch.pilot.press("enter")
        await watch.ended()
        await watch.press("escape")


async def _known(watch: Watch, feed: str, job: Job) -> AsyncIterator[str]:
    async for what in main_of(watch.pilot).desk.ask(job, lambda _, one: one.feed == feed):
        yield what


async def edit(watch: Watch) -> None:
    """Move passwords out of files, then undo."""
    findings = main_of(watch.pilot).desk.findings
    for each in [one for one in findings if one.fix.edits or one.fix.copies][:MENDED]:
        await watch.open(WriteFix(*watch.given(), each))
        await settle(watch.pilot)
        watch.look()
        if not watch.pilot.app.screen.query_one("#write").disabled:
            await write_it(watch.pilot)
            await watch.ended()
        await watch.press("escape")


async def undo(watch: Watch) -> None:
    """Undo what was just written to a file that held a secret."""
    (first, *_) = [one for one in main_of(watch.pilot).desk.findings if one.code == "KD002"]
    await watch.open(WriteFix(*watch.given(), first))
    await write_it(watch.pilot)
    await watch.ended()
    await watch.press("escape")
    written = main_of(watch.pilot).desk.written
    assert written
    await watch.open(UndoWrite(*watch.given(), written))
    await settle(watch.pilot)
    watch.look()
    if not watch.pilot.app.screen.query_one("#write").disabled:
        await write_it(watch.pilot)
        await watch.ended()


async def username(watch: Watch) -> None:
    """Write a name into a URL that has a password, and into one that has none."""
    for name in ("inuv", "corp"):
        await watch.open(WriteUsername(*watch.given(), watch.feed(name)))
        watch.pilot.app.screen.query_one(Input).value = "alice"
        await settle(watch.pilot)
        watch.look()
        await watch.press("escape")


async def command(watch: Watch) -> None:
    """Explain a command with a password; the field shows what a person types, all else does not."""
    host = watch.world.server.url.partition("://")[2]
    secret = watch.world.cage["argument"].quoted
    await watch.pilot.press("colon")
    await watch.until("What each tool asks")
    field = watch.pilot.app.screen.query_one(Input)
    field.value = f"uv sync --default-index http://ci-bot:{secret}@{host}/corp/simple/"
    await watch.pilot.press("enter")
    await until(watch.pilot, lambda: is_alone(watch.pilot))
    await settle(watch.pilot)
    watch.look()
    await watch.press("t", "enter")
    for key, words in (("x", "It runs as it is"), ("colon", "What each tool asks")):
        await watch.pilot.press(key)
        await watch.until(words)
        await watch.pilot.press("escape")
        await until(watch.pilot, lambda: is_alone(watch.pilot))
        await settle(watch.pilot)
    await watch.press("escape", "f", "down", "down")


async def trace(watch: Watch) -> None:
    """Run a command and watch it."""
    await watch.press("enter")
    await watch.pilot.press("x")
    await watch.until("It runs as it is")
    await watch.pilot.press("enter")
    await watch.until("It ended with 7")


async def run_command(watch: Watch) -> None:
    """Run what prints secrets."""
    secret = watch.world.cage["uv.toml"].value
    uv = str(watch.world.person.root / "bin/uv")
    fix = replace(run((uv, "sync"), "Run it."), command=f"uv sync {secret}")
    await watch.open(RunCommand(*watch.given(), finding(watch, fix)))
    await watch.pilot.press("enter")
    await watch.ended()


async def advise(watch: Watch) -> None:
    """Copy a command with a secret."""
    secret = watch.world.cage["uv.toml"].value
    await watch.open(Advice(finding(watch, typed(f"export TOKEN={secret}", "Say it."))))
    await watch.press("y")


async def unlocks(watch: Watch) -> None:
    """Type the master password of what can't be unlocked."""
    session, survey = watch.given()
    fix = unlock(survey.configurations[0].access, "keydex fix KD900", "Unlock it.")
    await watch.open(UnlockStore(session, finding(watch, fix), survey.configurations[0].access))
    await watch.paste(watch.world.cage["master"].value)
    await watch.until("✗")


async def rotate(watch: Watch) -> None:
    """Paste what is refused, and what is written and proved."""
    await _rotation(watch)
    await watch.paste(watch.world.cage["refused"].value)
    await watch.until("✗")
    await watch.paste(watch.world.cage["pasted"].value)
    await watch.until("new secret:")
    await watch.pilot.press("enter")
    await watch.ended()


async def end_rotation(watch: Watch) -> None:
    """Finish a rotation whose process was killed when it had written everything."""
    world = watch.world
    fault = {"CANARY_FAULT": "keydex.workflows.rotating.proving:proved", "CANARY_HOW": "kills"}
    secret = world.cage["pasted"].value
    assert world.runs(["rotate", "corp", "--stdin", "--yes"], secret, fault) == -signal.SIGKILL
    session, _ = watch.given()
    await watch.open(EndRotation(session, session.journal(session.environment)))
    await watch.until("In ")
    await watch.pilot.press("enter")
    await watch.ended()


async def _rotation(watch: Watch) -> None:
    """Open the dialog for an index, with all answers."""
    desk = main_of(watch.pilot).desk
    await main_of(watch.pilot)._go(partial(_all, watch))
    session, survey = watch.given()
    journal = session.journal(session.environment)
    await watch.open(RotateSecret(desk.session, survey, journal, watch.feed("marked")))
    await watch.until("not reached: CI")


async def _all(watch: Watch, job: Job) -> AsyncIterator[str]:
    async for what in main_of(watch.pilot).desk.ask(job, lambda _, __: True, every=True):
        yield what


async def move(watch: Watch) -> None:
    """Move all that stands in plain text, and see what stays."""
    session, _ = watch.given()
    await watch.open(MoveSecrets(session, ()))
    await watch.until("take it out of")
    await watch.press("pagedown", "pagedown")
    await settle(watch.pilot)
    watch.pilot.app.screen.query_one("#move").focus()
    await watch.pilot.press("enter")
    await watch.ended()


async def export(watch: Watch) -> None:
    """Look at every target, and copy."""
    _, survey = watch.given()
    await watch.open(ExportNames(survey))
    await watch.until("UV_INDEX_CORP")
    await watch.press("y", "tab", "right", "enter", "y", "right", "enter", "y")


async def set_up(watch: Watch) -> None:
    """Walk through the cards: paste what is refused, skip a step, skip an index."""
    session, _ = watch.given()
    await watch.open(SetUp(session, online=True))
    await watch.until("index")
    for _ in range(WALKED):
        await settle(watch.pilot)
        watch.pilot.app.screen.post_message(events.Paste(watch.world.cage["refused"].value))
        await settle(watch.pilot)
        await watch.pilot.press("enter")
        await watch.pilot.pause(0.3)
        watch.look()
        if not isinstance(watch.pilot.app.screen, SetUp):
            await watch.pilot.press("escape")
        await settle(watch.pilot)
        await watch.press("ctrl+s")
    await watch.press("ctrl+n", "ctrl+n")


Driver = Callable[[Watch], Awaitable[None]]
SCREENS: dict[str, Driver] = {
    "Opening": opening,
    "Main": main,
    "Log": log,
    "Keys": keys,
    "StoreCredential": store,
    "DeleteEntries": delete,
    "WriteFix": edit,
    "UndoWrite": undo,
    "WriteUsername": username,
    "ChooseCommand": command,
    "Trace": trace,
    "RunCommand": run_command,
    "Advice": advise,
    "UnlockStore": unlocks,
    "RotateSecret": rotate,
    "EndRotation": end_rotation,
    "MoveSecrets": move,
    "ExportNames": export,
    "SetUp": set_up,
}
PRINTS = {"Trace": "stderr", "RunCommand": "stderr"}
"""What a command prints beside what keydex knows to be secret is its own."""
