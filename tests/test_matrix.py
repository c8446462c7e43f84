"""The entry matrix: what is asked for by whom, what is there, and what nobody asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event as Flag

import pytest

from keydex.asking import Means
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings import Contents
from keydex.matrix import Entry, Stocks, entries, orphans, serving, stocks
from keydex.model import Access, Log, Via
from keydex.survey import Survey, survey
from tests.entries import Entries
from tests.samples import FEED, HOST, URL, USER, asked, pyproject, sample

OTHER = f"https://{HOST}/other/simple"
TWO = f"[[tool.uv.index]]\nname = 'other'\nurl = 'https://{USER}@{HOST}/other/simple'\n"


@dataclass
class Listing:
    """A keyring that lists names; remembers what it was asked for."""

    names: Sequence[tuple[str, str]] = ()
    error: str = ""
    asked: list[Sequence[str]] = field(default_factory=list)

    def __call__(
        self,
        access: Access,
        environment: Environment,
        parts: Sequence[str],
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Contents:
        self.asked.append(parts)
        if self.error:
            raise KeyringError(self.error)
        return Contents(tuple(self.names), is_whole=True)


def listed(*names: tuple[str, str]) -> Stocks:
    access = Access(Via.SUBPROCESS, "-")
    return {access: Contents(names, is_whole=True)}


def shown(found: Sequence[Entry]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(each.shown, each.user, each.asked_by, each.found_by) for each in found]


def test_rows_are_entries_and_say_who_asks_and_who_finds() -> None:
    one = asked(Entries({(HOST, USER): "x"}), every=True)
    assert shown(entries(one, FEED)) == [
        (URL, USER, ("uv", "pip"), ()),
        (HOST, USER, ("uv", "pip"), ("uv", "pip")),
    ]


def test_what_is_there_and_not_asked_for_comes_last() -> None:
    one = asked(Entries(), every=True)
    found = entries(one, FEED, listed((HOST, "eve"), (URL, USER), ("elsewhere.example", USER)))
    assert [(each.shown, each.user) for each in found if each.is_orphan] == [(HOST, "eve")]
    assert not found[0].is_orphan
    assert found[-1].is_orphan


@pytest.mark.parametrize(
    ("service", "feeds"),
    [
        (f"{FEED}/old", [FEED]),
        (f"{OTHER}/old/", [OTHER]),
        (f"https://{HOST}/elsewhere", []),
        (f"{HOST}:443", [FEED, OTHER]),
        (f"https://{HOST.upper()}/team", [FEED]),
        (f"{HOST}:8443", []),
        (f"not-{HOST}", []),
        ("https://[", []),
    ],
)
def test_an_orphan_belongs_to_the_indexes_that_it_is_nearest_to(
    service: str, feeds: list[str]
) -> None:
    one = survey(sample({"pyproject.toml": pyproject(more=TWO)}))
    stock = listed((service, "eve"))
    assert [each for each in one.feeds() if list(orphans(one, each, stock))] == feeds


def test_an_entry_that_anothers_questions_reach_is_no_orphan() -> None:
    one = survey(sample({"pyproject.toml": pyproject(more=TWO)}))
    assert not list(orphans(one, FEED, listed((OTHER, USER))))


def test_the_secret_of_an_orphans_name_is_masked() -> None:
    one = survey(sample())
    (found,) = orphans(one, FEED, listed((f"https://bot:CANARY@{HOST}/team/simple", "bot")))
    assert found.shown == f"https://bot:****@{HOST}/team/simple"


def test_only_the_hosts_and_names_that_count_are_listed() -> None:
    listing = Listing([(HOST, USER)])
    one = survey(sample())
    found = stocks(one, Means(enumerate=listing), [FEED])
    assert [each.names for each in found.values()] == [((HOST, USER),)]
    assert listing.asked == [(HOST,)]


def test_a_keyring_that_can_not_be_listed_lists_nothing() -> None:
    found = stocks(survey(sample()), Means(enumerate=Listing(error="it is locked")))
    assert list(found.values()) == [Contents()]


def test_without_a_keyring_nothing_is_listed() -> None:
    one = Survey(sample(), ())
    assert stocks(one, Means(enumerate=Listing())) == {}


def test_the_entry_that_serves_the_most_is_named_and_no_orphan_is() -> None:
    files = {"pyproject.toml": pyproject(f"https://{USER}@{HOST}/team/simple")}
    one = asked(Entries(), files, every=True)
    most = serving(one, FEED, entries(one, FEED, listed((f"{FEED}/old", "eve"))))
    assert most is not None
    assert (most[0].service, most[1]) == (HOST, ("uv", "pip"))
    assert serving(one, FEED, tuple(orphans(one, FEED, listed((HOST, "eve"))))) is None


def test_an_entry_that_serves_a_tool_in_one_of_its_phases_only_does_not_serve_it() -> None:
    source = f"[[tool.poetry.source]]\nname = 'corp'\nurl = '{URL}'\n"
    more = f"[tool.poetry]\npackage-mode = false\n{source}"
    one = survey(sample({"pyproject.toml": pyproject(more=more)}), tools=["uv", "poetry"])
    most = serving(one, FEED, entries(one, FEED))
    assert most is not None
    assert (most[0].service, most[1]) == (HOST, ("uv", "poetry"))


@pytest.mark.parametrize(
    ("kept", "rows"),
    [
        ({}, [(URL, USER, ("uv", "pip"), ()), (HOST, USER, ("uv", "pip"), ())]),
        (
            {(HOST, "eve"): "x"},
            [
                (URL, USER, ("uv", "pip"), ()),
                (HOST, USER, ("uv",), ()),
                (HOST, "eve", ("pip",), ("pip",)),
            ],
        ),
    ],
)
def test_a_tool_that_asks_for_anyones_stands_at_the_entry_that_it_finds(
    kept: dict[tuple[str, str], str], rows: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    files = {"requirements.txt": f"--index-url {URL}\nfoo\n"}
    assert shown(entries(asked(Entries(dict(kept)), files, every=True), FEED)) == rows


def test_an_entry_behind_the_one_that_is_found_is_an_orphan() -> None:
    files = {"requirements.txt": f"--index-url {URL}\nfoo\n"}
    one = asked(Entries({(HOST, "eve"): "x"}), files, every=True)
    found = orphans(one, FEED, listed((HOST, "eve"), (HOST, "bob")))
    assert [each.user for each in found] == ["bob"]


def test_whoever_asks_for_anyones_alone_has_a_row_of_anyones() -> None:
    files = {"requirements.txt": f"--index-url {URL}\nfoo\n", "pyproject.toml": ""}
    one = asked(Entries(), files, every=True)
    assert [each.user for each in entries(one, FEED)] == ["anyone", "anyone"]
