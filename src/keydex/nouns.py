"""`dataclass` of the standard library, but cheap to define where it is frozen.

`dataclasses.dataclass(frozen=True)` compiles half a dozen methods for each class: 0.6 ms, times the
eighty nouns of keydex more than one question to a keyring takes. Here the classes share them.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - exported, for mypy.
else:

    def dataclass(*, frozen: bool = False, **options: bool) -> Callable[[type], type]:
        """Make a class a dataclass; one that is frozen compares, hashes and shows its fields."""
        if not frozen:
            return dataclasses.dataclass(**options)
        return _frozen


def _frozen(plain: type) -> type:
    """Make a dataclass whose fields are set once."""
    made: type = dataclasses.dataclass(repr=False, eq=False)(plain)
    fields = dataclasses.fields(made)
    names = frozenset(each.name for each in fields)
    key = _values(tuple(each.name for each in fields if each.compare))
    shown = tuple(each.name for each in fields if each.repr)

    def set_once(self: object, name: str, value: object) -> None:
        if name in self.__dict__ or name not in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        self.__dict__[name] = value

    def equal(self: object, other: object) -> Any:
        return key(self) == key(other) if type(other) is made else NotImplemented

    def written(self: object) -> str:
        values = (f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{made.__name__}({', '.join(values)})"

    _add(made, "__setattr__", set_once)
    _add(made, "__eq__", equal)
    _add(made, "__hash__", lambda self: hash(key(self)))
    if "__repr__" not in plain.__dict__:
        _add(made, "__repr__", written)
    return made


def _values(names: tuple[str, ...]) -> Callable[[object], Any]:
    """Return what takes the named values out of an instance."""
    return attrgetter(*names) if names else lambda _: ()


def _add(made: type, name: str, method: Callable[..., object]) -> None:
    """Give a class a method, as it would be written in it."""
    setattr(made, name, method)
