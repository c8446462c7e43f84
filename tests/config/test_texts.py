"""Texts of files: nothing is lost, and what is no text is told."""

from pathlib import Path

import pytest

from keydex.config import texts
from keydex.environment import Environment, ThisMachine
from keydex.errors import ConfigError
from tests.memory import PROJECT, Memory, world

PATH = PROJECT / "file"


def of(content: bytes) -> Environment:
    environment = world()
    assert isinstance(environment.machine, Memory)
    environment.machine.files[PATH] = content
    return environment


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"\xef\xbb\xbfa", "\ufeffa"),
        ("é".encode(), "é"),
        (b"", ""),
    ],
)
def test_text_keeps_everything(content: bytes, text: str) -> None:
    assert texts.read(of(content), PATH) == text
    assert texts.read(of(content), PATH, marks=True) == text


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding(name: str) -> None:
    content = "\ufeffé\r\n".encode(name)
    assert texts.encoding(content) == name
    assert texts.read(of(content), PATH, marks=True) == "\ufeffé\r\n"


@pytest.mark.parametrize(
    ("content", "marks", "message"),
    [
        (b"a\nb\xe9\n", False, "file:2: it is not UTF-8"),
        (b"\xff\xfea\0", False, "file:1: it is not UTF-8"),
        (b"\xff\xfea\0b", True, "file:1: it is not UTF-16-LE"),
    ],
)
def test_other_bytes_are_told_with_their_line(content: bytes, marks: bool, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        texts.read(of(content), PATH, marks=marks)
    assert caught.value.message.endswith(message)
    assert caught.value.hint == "Save the file as UTF-8."


def test_no_file_is_no_text(tmp_path: Path) -> None:
    here = Environment(tmp_path, tmp_path, {}, "linux", ThisMachine())
    (tmp_path / "file").touch()
    assert texts.read(here, tmp_path / "missing") is None
    assert texts.read(here, tmp_path / "file" / "below") is None


@pytest.mark.parametrize(
    ("name", "reason"), [("folder", "it can't be read: is a directory"), ("a\0b", "it can't be")]
)
def test_what_is_no_file_is_told(tmp_path: Path, name: str, reason: str) -> None:
    here = Environment(tmp_path, tmp_path, {}, "linux", ThisMachine())
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError) as caught:
        texts.read(here, tmp_path / name)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "at", "line"),
    [("abc", 3, 1), ("a\nb", 2, 2), ("a\r\nb", 3, 2), ("a\rb", 2, 2), ("a\n\r\n\rb", 5, 4)],
)
def test_line_at(text: str, at: int, line: int) -> None:
    assert texts.line_at(text, at) == line
