"""Foreign text is never markup, and never an escape sequence."""

from keydex.model import State
from tests.entries import Entries
from tests.ui.pilots import press, settle, shown
from tests.ui.worlds import app, billing

PROJECT = "[project]\nname = 'demo'\nversion = '0'\n"
PIP = """\
[global]
keyring-provider = subprocess
extra-index-url =
{urls}
"""
NAMES = ["a[/]b", "[red]x[/red]", "[bold", "x]y[", "$primary", "[link=https://evil.example]y[/]"]


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
