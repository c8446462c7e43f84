"""Break one function: it raises with all that it was given, and has that in a variable, too."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NoReturn

DEEP = 3  # Attributes of attributes that are quoted.


def breaks(place: str, how: str) -> None:
    """Break a function, `module:name`, as soon as there is one: it raises, interrupts or kills."""
    kind = {"interrupts": KeyboardInterrupt, "kills": SystemExit}.get(how, RuntimeError)
    module, _, function = place.partition(":")
    sys.meta_path.insert(0, Breaker(module, function, kind))


class Breaker:
    """Finds one module as all others do, and breaks it when it is there."""

    def __init__(self, module: str, function: str, kind: type[BaseException]) -> None:
        self.module, self.function, self.kind = module, function, kind

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the module, with a loader that breaks it."""
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        loader: Any = spec and spec.loader
        execute = loader.exec_module

        def executed(module: ModuleType) -> None:
            execute(module)
            owner: Any = module
            *owners, last = self.function.split(".")
            for each in owners:
                owner = getattr(owner, each)
            setattr(owner, last, broken(last, self.kind))

        loader.exec_module = executed
        return spec


def broken(name: str, kind: type[BaseException]) -> Callable[..., NoReturn]:
    """Make a function that raises with all that it is given."""

    def function(*words: object, **named: object) -> NoReturn:
        password = quoted((*words, *named.values()))
        if kind is SystemExit:
            os.kill(os.getpid(), signal.SIGKILL)
        raise kind(f"{name} broke with {password}")

    return function


def quoted(value: Any, depth: int = 0) -> str:
    """Quote all that there is, as a careless exception would."""
    if hasattr(value, "reveal"):
        return str(value.reveal())
    if isinstance(value, tuple | list) and depth < DEEP:
        return " ".join(quoted(each, depth + 1) for each in value)
    if isinstance(value, str | bytes | int | None) or depth >= DEEP:
        return repr(value)
    names = [*getattr(value, "__dict__", ()), *getattr(value, "__slots__", ()), "value"]
    return " ".join(quoted(getattr(value, name, None), depth + 1) for name in names)
