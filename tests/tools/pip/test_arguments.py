"""The command line of pip."""

import pytest

from keydex.model import Version
from keydex.tools.pip.arguments import parsed

URL = "https://pkgs.example/simple/"


@pytest.mark.parametrize(
    "words",
    [
        f"install --index-url {URL}",
        f"install --index-url={URL}",
        f"install --pypi-url {URL}",
        f"install -i {URL}",
        f"install -i{URL}",
        f"install -qUi {URL}",
        f"install --index-u {URL}",
        f"install --index={URL}",
        f"--isolated --proxy http://proxy.example install -i {URL} flask",
        f"install flask -i {URL} -- -i https://not.example/",
        f"list -oi {URL}",
    ],
)
def test_the_index_is_found_in_every_spelling(words: str) -> None:
    assert parsed(tuple(words.split())).all("index-url") == (URL,)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("install flask", "install"),
        ("--retries 3 install flask", "install"),
        ("--log=x.txt -v wheel .", "wheel"),
        ("--version", ""),
        ("", ""),
        ("--proxy", ""),
        ("- install", "-"),
    ],
)
def test_the_command_is_the_first_word_that_is_no_value(words: str, command: str) -> None:
    assert parsed(tuple(words.split())).command == command


def test_a_value_is_not_taken_for_a_word() -> None:
    found = parsed(tuple("download -d out --platform linux_x86_64 --abi none flask".split()))
    assert found.words == ("flask",)


def test_an_ambiguous_or_unknown_name_is_nothing() -> None:
    assert parsed(("install", "--no-in", "--bogus", "flask")).options == ()


def test_an_option_without_its_value_is_empty() -> None:
    assert parsed(("install", "-i")).all("index-url") == ("",)
    assert parsed(("install", "--index-url")).all("index-url") == ("",)


def test_lists_keep_their_order() -> None:
    found = parsed(tuple("install --extra-index-url a --extra b".split()))
    assert found.all("extra-index-url") == ("a", "b")


@pytest.mark.parametrize(
    ("words", "version", "asks"),
    [
        ("install flask", (19, 2), True),
        ("download flask", (19, 2), True),
        ("wheel .", (19, 2), True),
        ("index versions flask", (21, 1, 3), False),
        ("index versions flask", (21, 2), True),
        ("lock flask", (25, 0, 1), False),
        ("lock flask", (25, 1), True),
        ("list", (26, 3), False),
        ("list -o", (26, 3), True),
        ("list --outdated", (26, 3), True),
        ("list -u", (26, 3), True),
        ("list -e --editable", (26, 3), False),
        ("freeze", (26, 3), False),
        ("uninstall -r requirements.txt", (26, 3), False),
        ("", (26, 3), False),
    ],
)
def test_which_commands_ask_an_index(words: str, version: Version, asks: bool) -> None:
    assert parsed(tuple(words.split())).asks_indexes(version) is asks


@pytest.mark.parametrize(
    ("words", "is_isolated"),
    [("--isolated install x", True), ("install x --isolated", True), ("install --isol x", False)],
)
def test_only_the_whole_word_isolates(words: str, is_isolated: bool) -> None:
    assert parsed(tuple(words.split())).is_isolated is is_isolated


@pytest.mark.parametrize(
    ("words", "names"),
    [("-r a.txt", False), ("flask", True), ("-e .", True), ("--group dev", True)],
)
def test_packages_are_named_otherwise_than_by_files(words: str, names: bool) -> None:
    assert parsed(("install", *words.split())).names_packages is names
