"""Every key is named once: footer, help and palette are made of one table."""

from textual.command import CommandList, CommandPalette
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from keydex.ui.commands import TABLE, active
from keydex.ui.states import MEANINGS
from keydex.words import Sign
from tests.ui.pilots import enter, line, main, press, settle, shown, until
from tests.ui.worlds import app


def test_every_binding_has_a_name_and_says_what_it_does() -> None:
    names = [binding.id for binding in TABLE]
    assert len(set(names)) == len(names)
    assert all(binding.id and binding.tooltip and binding.description for binding in TABLE)


async def test_the_palette_lists_exactly_the_bindings() -> None:
    async with app().run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        # What is found is worked out beside the loop, and brings keys of its own.
        await until(pilot, lambda: bool(main(pilot).body.mends))
        for is_asking in (False, True):
            offered = {each.binding.description for each in active(main(pilot))}
            await pilot.press("ctrl+p")
            commands = pilot.app.screen.query_one(CommandList)
            await until(pilot, lambda: commands.option_count == len(offered))  # noqa: B023
            listed = {str(each.prompt).splitlines()[0] for each in commands.options}
            assert listed == offered
            assert "Store" in offered
            assert ("Username" in offered) is not is_asking
            assert ("Back" in offered) is is_asking
            await press(pilot, "escape")
            if not is_asking:
                await press(pilot, "enter")


async def test_the_palette_finds_and_runs() -> None:
    async with app().run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        enter(pilot, "every keyring call")
        commands = pilot.app.screen.query_one(CommandList)
        await until(pilot, lambda: commands.option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: "8 events" in shown(pilot))


async def test_themes_are_in_the_palette() -> None:
    async with app().run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("T")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        enter(pilot, "ansi-light")
        commands = pilot.app.screen.query_one(CommandList)
        await until(pilot, lambda: commands.option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "ansi-light")
        await settle(pilot)
        assert line(pilot, "core").endswith("○ missing ● stored")


async def test_the_foot_has_at_most_nine_keys_and_they_fit() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for key in ("enter", "escape", "f", "escape"):
            for width in (100, 80):
                await pilot.resize_terminal(width, 30)
                await settle(pilot)
                keys = list(pilot.app.screen.query_one(Footer).query(FooterKey))
                assert len(keys) in range(6, 10)
                assert all(each.region.right <= width for each in keys)
            await press(pilot, key)


async def test_the_help_lists_every_key_and_sign() -> None:
    async with app().run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        tooltips = [each.tooltip for each in active(main(pilot))]
        await press(pilot, "question_mark")
        assert not [each for each in tooltips if each not in shown(pilot)]
        assert not [sign for sign in Sign if str(sign) not in shown(pilot)]
        assert set(MEANINGS) == set(Sign)
        await press(pilot, "escape")
        assert "Questions" in shown(pilot)


async def test_the_log_goes_on_while_it_is_open() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        assert "8 events" in shown(pilot)
        assert line(pilot, "14:02:09").startswith("14:02:09 keyring get https://pkgs.dev")
        main(pilot).action_refresh()
        await until(pilot, lambda: "16 events" in shown(pilot))
        await press(pilot, "q")
        assert "Questions" in shown(pilot)


async def test_an_empty_log_says_so() -> None:
    async with app().run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        main(pilot).foot.events.clear()
        await press(pilot, "L")
        assert "Nothing was asked, sent or written yet." in shown(pilot)


async def test_q_ends_with_zero() -> None:
    made = app()
    async with made.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await pilot.pause()
    assert made.return_code == 0
