"""INI and requirements files are changed in one place, and every other byte stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keydex.config import ini, requirements
from keydex.edits import ini_removed, ini_value, text_value
from keydex.errors import ConfigError
from keydex.secret import Secret
from tests.memory import HOME, world

PATH = HOME / "pip.conf"
PIP = """\
[DEFAULT]
timeout = 5
[global]
Index-URL=https://bob:s3cret@a/simple
extra-index-url =
    https://b/simple

    # https://b/simple
    https://c/simple https://b/simple
empty =
[install]
timeout: 7
"""


@pytest.mark.parametrize(
    ("section", "key", "new", "old", "before", "after"),
    [
        ("global", "index-url", "https://a", None, "https://bob:s3cret@a/simple", "https://a"),
        ("install", "timeout", "8", None, "timeout: 7", "timeout: 8"),
        ("install", "timeout", "8", "7", "timeout: 7", "timeout: 8"),
        ("global", "timeout", "8", None, "timeout = 5", "timeout = 8"),
        ("global", "empty", "x", None, "empty =\n", "empty = x\n"),
        ("global", "index-url", "", None, "URL=https://bob:s3cret@a/simple", "URL="),
        (
            "global",
            "extra-index-url",
            "https://d",
            "https://c/simple",
            "    https://c/simple https",
            "    https://d https",
        ),
        (
            "global",
            "extra-index-url",
            "https://d",
            None,
            PIP[PIP.index("extra") : PIP.index("empty")],
            "extra-index-url = https://d\n",
        ),
        (
            "global",
            "extra-index-url",
            r"https://\1d",
            "https://b/simple",
            PIP[PIP.index("    https://b") : PIP.index("empty")],
            "    https://\\1d\n\n    # https://b/simple\n    https://c/simple https://\\1d\n",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_value_changes(  # noqa: PLR0913, PLR0917 - a table.
    section: str, key: str, new: str, old: str | None, before: str, after: str, end: str
) -> None:
    text = PIP.replace("\n", end)
    document = ini.document(text, PATH)
    edit = ini_value(document, section, key, new, "Change it.", (Secret("s3cret"),), old=old)
    assert edit.after.decode() == PIP.replace(before, after, 1).replace("\n", end)
    assert edit.before.decode() == text
    assert (edit.path, edit.summary, edit.secrets) == (PATH, "Change it.", (Secret("s3cret"),))


@pytest.mark.parametrize(
    ("section", "key", "new", "old", "message"),
    [
        ("global", "proxy", "x", None, r"pip\.conf: global\.proxy: there is no such value"),
        ("global", "index-url", "x", "https", r":4: global\.index-url: the value has no such"),
        ("global", "index-url", "a\n[b]", None, r"can't be changed without a risk"),
        ("global", "index-url", "a\nb", None, r"can't be changed without a risk"),
        ("global", "index-url", " a", None, r"can't be changed without a risk"),
        ("global", "index-url", "\ud800", None, r"can't be changed without a risk"),
        ("global", "extra-index-url", "#a", "https://c/simple", r"without a risk"),
    ],
)
def test_what_can_not_be_changed_is_told(
    section: str, key: str, new: str, old: str | None, message: str
) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        ini_value(ini.document(PIP, PATH), section, key, new, "", old=old)
    assert "s3cret" not in caught.value.message


LINES = st.sampled_from(["k = a b", "k2: a", "  a", "  # a", "", "; a", "[s2]", "k3 =", "\ta  c"])


@settings(deadline=None)
@given(st.lists(LINES).map("\n".join), st.text(), st.booleans())
def test_whatever_is_changed_nothing_else_is(text: str, new: str, whole: bool) -> None:
    try:
        document = ini.document(f"[s]\n{text}", PATH)
        first = document.entries[0]
        old = None if whole else "a"
        edit = ini_value(document, first.section, first.key, new, "", old=old)
    except (ConfigError, IndexError):
        return
    after = ini.document(edit.after.decode(), PATH)
    values = [(each.section, each.key, each.value) for each in after.entries[1:]]
    assert values == [(each.section, each.key, each.value) for each in document.entries[1:]]
    assert after.entries[0].value == (new if whole else first.value.replace("a", new))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_requirements_file_keeps_its_encoding(encoding: str) -> None:
    path = HOME / "requirements.txt"
    text = "\ufeff# é\r\n--index-url 'https://bob:s3cret@a/simple'\r\n"
    environment = world({"~/requirements.txt": text})
    (option,) = requirements.options(environment, path, expand=lambda _: None)
    span = requirements.span(text, option)
    before = text.encode(encoding)
    edit = text_value(path, before, span, "https://bob@a/simple", "Say so.", (Secret("s3cret"),))
    assert edit.before == before
    assert edit.after == text.replace(":s3cret", "").encode(encoding)
    assert (edit.path, edit.summary, edit.secrets) == (path, "Say so.", (Secret("s3cret"),))


@pytest.mark.parametrize(("before", "new"), [(b"\xe9", "a"), (b"a", "\ud800")])
def test_what_can_not_be_encoded_is_told(before: bytes, new: str) -> None:
    with pytest.raises(ConfigError, match=r"pip\.conf: it can't be written as UTF-8"):
        text_value(PATH, before, (0, 1), new, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[backend]\ndefault-keyring = x\n", ""),
        ("[a]\nb = 1\n\n[backend]\r\n# c\r\ndefault-keyring: x", "[a]\nb = 1\n\n# c\r\n"),
        (
            "[backend]\ndefault-keyring =\n  x\n  # c\n\n  y\nkeyring-path = /p\n[a]\nb = 1\n",
            "[backend]\n  # c\n\nkeyring-path = /p\n[a]\nb = 1\n",
        ),
        (
            "[DEFAULT]\ndefault-keyring = x\n[backend]\nkeyring-path = /p\n",
            "[DEFAULT]\n[backend]\nkeyring-path = /p\n",
        ),
        ("[backend]\rdefault-keyring = x\rkeyring-path = /p\r", "[backend]\rkeyring-path = /p\r"),
    ],
)
def test_a_key_is_taken_out_and_a_section_that_is_left_empty(before: str, after: str) -> None:
    document = ini.document(before, PATH)
    edit = ini_removed(document, "backend", "default-keyring", "Take it out.")
    assert edit.after.decode() == after
    assert (edit.path, edit.summary, edit.before) == (PATH, "Take it out.", before.encode())


def test_a_key_that_can_not_be_taken_out_without_a_risk_stays() -> None:
    document = ini.document("[a]\nb = 1\n[backend]\ndefault-keyring = x\n", PATH)
    misread = replace(document, entries=(*document.entries, ini.Entry("a", "b", "2", 2)))
    with pytest.raises(ConfigError, match="it can't be changed without a risk"):
        ini_removed(misread, "backend", "default-keyring", "")
