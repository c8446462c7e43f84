"""The pages of the reference are what the rules say today; KEYDEX_DRAW=1 writes them anew."""

import pytest

from keydex.tools import TOOLS
from tests.pages.page import FOLDER, page
from tests.pages.samples import ASKED, INSTEAD
from tests.test_readme import DRAWS


@pytest.mark.parametrize("name", TOOLS)
def test_a_page_says_what_the_rules_say(name: str) -> None:
    path = FOLDER / f"{name}.md"
    if DRAWS:
        path.write_text(page(name), "utf-8")
    assert path.read_text("utf-8") == page(name)


def test_there_is_no_page_of_a_tool_that_is_not_known() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TOOLS)


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_is_shown_asking_and_not_asking(name: str) -> None:
    assert any(each.tool == name for each in ASKED)
    assert any(each.tool == name for each in INSTEAD)
