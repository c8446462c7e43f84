"""JSON files, and what is wrong with one."""

import json
from pathlib import Path
from typing import Any

from keydex.errors import ConfigError


def parsed(text: str, path: Path) -> Any:
    """Parse the text of a JSON file. Raises ConfigError, which quotes nothing of it."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError("it is not valid JSON", path, error.lineno) from None
    except (ValueError, RecursionError):
        raise ConfigError("it is not valid JSON", path) from None
