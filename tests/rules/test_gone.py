"""A fix that is planned when its file is gone says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from keydex.errors import ConfigError
from keydex.rules import found
from tests.memory import Memory
from tests.rules.cases import World
from tests.rules.fallback import ON, STRATEGY, gitlab, strategy


@pytest.mark.parametrize(
    ("code", "world", "reason"),
    [
        ("KD080", strategy(f"{ON}\n{STRATEGY}"), "there is no such file"),
        ("KD082", gitlab(), "there is no such table"),
    ],
)
def test_a_file_that_is_gone_is_told(code: str, world: World, reason: str) -> None:
    case = world.case()
    environment = replace(case.environment, machine=Memory())
    (finding,) = found(
        replace(case, survey=replace(case.survey, environment=environment)), only={code}
    )
    assert finding.fix.edits
    with pytest.raises(ConfigError) as told:
        finding.fix.edits()
    assert (told.value.reason, Path(told.value.path).name) == (reason, "pyproject.toml")
