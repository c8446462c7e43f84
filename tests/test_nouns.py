"""A noun is a frozen dataclass like any other."""

from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from keydex.nouns import dataclass
from keydex.secret import Secret


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun."""

    name: str
    count: int = field(default=0, compare=False)
    secret: Secret | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Other:
    """Another noun."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A noun that shows itself."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


def test_a_noun_cannot_be_changed() -> None:
    noun = Noun("a")
    for name in ("name", "count", "unknown"):
        with pytest.raises(FrozenInstanceError):
            setattr(noun, name, 1)
    assert noun == Noun("a")


def test_nouns_are_equal_by_what_is_compared() -> None:
    assert Noun("a", 1) == Noun("a", 2)
    assert len({Noun("a", 1), Noun("a", 2), Noun("b")}) == 2
    assert Noun("a") != Noun("b")
    another: object = Other("a")
    assert another != Noun("a")
    other: object = "a"
    assert Noun("a") != other


def test_a_noun_shows_what_may_be_shown() -> None:
    assert repr(Noun("a", 1, Secret("s"))) == "Noun(name='a', count=1)"
    assert repr(Shown("a")) == "<a>"


def test_a_noun_is_a_dataclass() -> None:
    assert replace(Noun("a", 1), name="b").count == 1
    assert [each.name for each in fields(Noun)] == ["name", "count", "secret"]


def test_a_dataclass_that_is_not_frozen_is_the_usual_one() -> None:
    @dataclass(slots=True)
    class Changing:
        name: str

    changing = Changing("a")
    changing.name = "b"
    assert repr(changing).endswith("Changing(name='b')")
