"""INI files are what configparser says, and every value is where it is said to be."""

import configparser
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keydex.config import ini
from keydex.errors import ConfigError
from tests.memory import HOME, world

PATH = HOME / "pip.conf"
PIP = """\
# a comment
[DEFAULT]
timeout = 5
[global]
Index-URL = https://bob@a/simple
; another
extra-index-url =
    https://b/simple

    # not this one
    https://c/simple https://b/simple
trusted-host: a
\t  b

[install]
  timeout=7
"""


def test_no_file_is_no_document() -> None:
    assert ini.read(world(), PATH) is None


@pytest.mark.parametrize("text", [PIP, PIP.replace("\n", "\r\n"), PIP.replace("\n", "\r")])
def test_entries_are_those_of_every_section(text: str) -> None:
    document = ini.read(world({"~/pip.conf": text}), PATH)
    assert document
    assert document.entries == (
        ini.Entry("global", "timeout", "5", 3),
        ini.Entry("global", "index-url", "https://bob@a/simple", 5),
        ini.Entry(
            "global",
            "extra-index-url",
            "\nhttps://b/simple\n\nhttps://c/simple https://b/simple",
            7,
        ),
        ini.Entry("global", "trusted-host", "a\nb", 12),
        ini.Entry("install", "timeout", "7", 16),
    )


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("global", "index-url", "https://bob@a/simple"),
        ("global", "timeout", "5"),
        ("install", "timeout", "7"),
        ("global", "trusted-host", "a\n\t  b"),
    ],
)
def test_spans(section: str, key: str, value: str) -> None:
    start, end = ini.document(PIP, PATH).span(section, key)
    assert PIP[start:end] == value


@pytest.mark.parametrize(
    ("section", "key", "word", "line"),
    [
        ("global", "extra-index-url", None, 7),
        ("global", "extra-index-url", "https://b/simple", 8),
        ("global", "extra-index-url", "https://c/simple", 11),
        ("global", "extra-index-url", "https://c", None),
        ("global", "trusted-host", "b", 13),
        ("global", "timeout", None, 3),
        ("install", "timeout", None, 16),
        ("install", "index-url", None, None),
    ],
)
def test_lines(section: str, key: str, word: str | None, line: int | None) -> None:
    assert ini.document(PIP, PATH).line(section, key, word) == line


def test_a_word_is_found_wherever_it_stands() -> None:
    spans = ini.document(PIP, PATH).words("global", "extra-index-url", "https://b/simple")
    assert [PIP[start:end] for start, end in spans] == ["https://b/simple"] * 2


def test_a_value_that_is_not_there_has_no_place() -> None:
    with pytest.raises(ConfigError, match=r"pip\.conf: install\.proxy: there is no such value"):
        ini.document(PIP, PATH).span("install", "proxy")


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        ("[a]\nk = 1\nK = s3cret", 3, "a.k", "the key is there twice"),
        ("[a]\n[b]\n[a]", 3, None, "the section a is there twice"),
        ("# c\ns3cret = 1", 2, None, "a line is in no section"),
        ("\ufeff[a]\nk = s3cret", 1, None, "it begins with a byte order mark"),
        ("[a]\nk = 1\ns3cret\nx", 3, None, "a line is neither a section nor a key with a value"),
        ("[a]\n = s3cret", 2, None, "a line is neither a section nor a key with a value"),
    ],
)
def test_what_is_no_ini_is_told_but_not_quoted(
    text: str, line: int, key: str | None, reason: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        ini.read(world({"~/pip.conf": text}), PATH)
    error = caught.value
    assert (error.path, error.line, error.key, error.reason) == (PATH, line, key, reason)
    assert error.__cause__ is None
    assert error.__suppress_context__


ATOMS = "[a] [b] [DEFAULT] [ k K2 x=y k= k: = : # ; v \n \n \n \r\n \r \t \x0b \x1c é \u2028".split(
    " "
)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ATOMS, " ", "  "])).map("".join).map("[s]\n{}".format))
@example("[s]\n  a = b\n  c = d\n   e\n f = g")
@example("[s]\na = \n b\n[DEFAULT]\nc = d\n[DEFAULT]\ne = f")
def test_values_are_those_of_configparser(text: str) -> None:
    parser = configparser.RawConfigParser()
    try:
        parser.read_file(io.StringIO(text, newline=None))
        expected = [
            (section, key, value)
            for section in parser.sections()
            for key, value in parser.items(section)
        ]
    except configparser.Error:
        with pytest.raises(ConfigError):
            ini.document(text, PATH)
        return
    document = ini.document(text, PATH)
    assert [(each.section, each.key, each.value) for each in document.entries] == expected
    for each in document.entries:
        pieces = [text[start:end] for start, end in document.place(each.section, each.key)]
        assert "\n".join(filter(None, pieces)) == "\n".join(filter(None, each.value.split("\n")))
