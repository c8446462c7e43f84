"""Every measure by its name."""

from collections.abc import Callable, Mapping

from tests.bench import app, headless
from tests.bench.pairs import Figure

MEASURES: Mapping[str, Callable[[int], Figure]] = {
    "explain": headless.explain,
    "paint": app.paint,
    "rows": app.rows,
    "status": headless.status,
    "test": headless.test,
    "list": headless.members,
    "memory": app.memory,
    "key": app.key,
}

__all__ = ["MEASURES", "Figure"]
