"""The README says what the code's own tables say; KEYDEX_DRAW=1 writes it anew."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from keydex.cli.parser import COMMANDS
from keydex.rules import RULES

README = Path(__file__).parent.parent / "README.md"
DRAWS = bool(os.environ.get("KEYDEX_DRAW"))


def checks() -> Iterator[str]:
    """Write the table of rules."""
    yield "| code | name | severity | finds that |"
    yield "|---|---|---|---|"
    for rule in RULES:
        yield f"| {rule.code} | `{rule.name}` | {rule.severity} | {rule.finds} |"


@pytest.mark.parametrize(("name", "lines"), [("checks", checks)])
def test_a_table_is_the_codes_own(name: str, lines: object) -> None:
    assert callable(lines)
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    text, table = README.read_text("utf-8"), "\n".join(lines()) + "\n"
    found = re.search(f"{re.escape(begin)}(.*?){re.escape(end)}", text, re.DOTALL)
    assert found
    if DRAWS:
        README.write_text(text.replace(found[0], f"{begin}{table}{end}"), "utf-8")
    else:
        assert found[1] == table


def test_every_command_is_told() -> None:
    text = README.read_text("utf-8")
    assert all(f"keydex {name}" in text for name in COMMANDS)
