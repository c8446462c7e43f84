"""What keydex says a tool asks is what that tool was seen to ask, row by row."""

from collections import defaultdict

import pytest

from keydex.tools import TOOLS
from tests.recorded import Row, difference, predicted, rows

# Recorded where an earlier run had installed the package already, which no setting tells.
IN_FILLED = frozenset(
    f"poetry {release} install-hit-url-slash" for release in ("1.4.2", "1.5.1", "1.7.1")
)


def _by_release() -> list[object]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for tool in TOOLS:
        for row in rows(tool):
            if row.name not in IN_FILLED:
                found[tool, row.version].append(row)
    return [pytest.param(each, id=" ".join(name)) for name, each in found.items()]


@pytest.mark.parametrize("recorded", _by_release())
def test_a_release_asks_what_is_said(recorded: list[Row]) -> None:
    differences = [
        f"{row.name}: {found}" for row in recorded if (found := difference(row, predicted(row)))
    ]
    assert not differences
