"""Foreign text is never markup, and never an escape sequence."""

import ast
from pathlib import Path

import keydex
from keydex.model import State
from tests.entries import Entries
from tests.ui.markup import obeyed
from tests.ui.pilots import press, settle, shown
from tests.ui.worlds import app, billing

PROJECT = "[project]\nname = 'demo'\nversion = '0'\n"
PIP = """\
[global]
keyring-provider = subprocess
extra-index-url =
{urls}
"""
NAMES = [
    "[@click=app.quit]x",
    "a[/]b",
    "[red]x[/red]",
    "[bold",
    "x]y[",
    "$primary",
    "[link=https://evil.example]y[/]",
]
UI = Path(keydex.__file__).parent / "ui"


async def test_brackets_are_shown_as_they_are() -> None:
    user = "u[/]"
    urls = "\n".join(f"  https://u%5B%2F%5D@h.example/{each}/simple" for each in NAMES)
    pip = PIP.format(urls=urls)
    entries = Entries({("h.example", user): "secret"})
    async with app(billing(PROJECT, pip), entries).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        for each in NAMES:
            assert f" h.example/{each}"[:30] in shown(pilot)
        assert user in shown(pilot)
        await press(pilot, "enter", "y", "L", "escape")
        assert f"h.example/{NAMES[0]}/simple" in shown(pilot)
        assert obeyed(pilot.app) == []
        for key in ("s", "d", "u", "escape"):
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.press("escape")


async def test_control_characters_reach_no_terminal() -> None:
    path = "evil\x1b]52;c;aGk=\x07\u202e"
    pip = PIP.format(urls=f"  https://u%1B%5B2J@h.example/{path}/simple")
    entries = Entries({}, State.FAILED, reason="\x1b[31mred")
    async with app(billing(PROJECT, pip), entries).run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        for keys in ((), ("enter",), ("L",)):
            await press(pilot, *keys)
            drawn = pilot.app.export_screenshot()
            assert "\x1b" not in drawn
            assert "\x07" not in drawn
            assert "\u202e" not in drawn
        await press(pilot, "escape")
        assert r"evil\x1b]52;c;aGk=\x07\x202e" in shown(pilot)
        assert r"u\x1b[2J" in shown(pilot)


def test_a_text_that_is_not_ours_is_never_markup() -> None:
    calls = [
        (f"{path.name}:{node.lineno}", node)
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _called(node) in {"Static", "Label", "notify"}
    ]
    assert len(calls) > 10
    assert [place for place, call in calls if not (_is_plain(call) or _is_ours(call))] == []


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _is_plain(call: ast.Call) -> bool:
    return any(
        each.arg == "markup" and isinstance(each.value, ast.Constant) and not each.value.value
        for each in call.keywords
    )


def _is_ours(call: ast.Call) -> bool:
    """Say whether the text is written where it is shown, or a constant."""
    names = (each.id for each in call.args if isinstance(each, ast.Name))
    literals = sum(isinstance(each, ast.Constant) for each in call.args)
    return bool(call.args) and literals + sum(map(str.isupper, names)) == len(call.args)
