"""How a person last saw the indexes: in which order, what was sought where, in which colours."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from keydex.config import state, texts
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.nouns import dataclass

SCHEMA = "keydex.view/1"


class Order(StrEnum):
    """The order of the indexes."""

    FILES = "as configured"
    WORST = "worst first"
    NAME = "by name"

    @property
    def next(self) -> "Order":
        """Return the order after this one, and the first after the last."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


@dataclass(frozen=True, slots=True)
class View:
    """An order, what was sought in a project, and the name of a theme."""

    order: Order = Order.FILES
    sought: str = ""
    project: str = ""
    theme: str = ""


def place(environment: Environment) -> Path:
    """Return the file."""
    return state.folder(environment) / "view.json"


def read(environment: Environment) -> View:
    """Return what is remembered; a file that can't be read is as good as none."""
    try:
        document = json.loads(texts.read(environment, place(environment)) or "")
        if document["schema"] == SCHEMA:
            words = (str(document[each]) for each in ("sought", "project", "theme"))
            return View(Order(document["order"]), *words)
    except (ConfigError, ValueError, TypeError, LookupError, RecursionError):
        pass
    return View()


def written(view: View) -> bytes:
    """Write it down."""
    return json.dumps({"schema": SCHEMA, **asdict(view)}, indent=1).encode()
