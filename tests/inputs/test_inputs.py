"""Some thousands of spoiled inputs, the same each time; `python -m tests.inputs` takes others."""

import pytest

from tests.inputs.__main__ import batch
from tests.inputs.readers import READERS

EACH = 40


@pytest.mark.parametrize("name", READERS)
def test_no_input_leads_to_a_fault_a_wait_a_write_or_a_leak(name: str) -> None:
    _, tried, _, fault = batch(name, "0", EACH)
    assert not fault, fault
    assert tried >= EACH // 2
