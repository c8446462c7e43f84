"""Options of requirements files, as pip reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keydex.config import requirements
from keydex.config.requirements import Option
from keydex.environment import Environment
from keydex.errors import ConfigError
from tests.memory import PROJECT, Memory, world

PATH = PROJECT / "requirements.txt"
VARIABLES = {"USER_1": "bob", "EMPTY": "", "ALL": "-i https://a -f 'b c'", "REST": "x y"}


def expand(name: str) -> str | None:
    return VARIABLES.get(name) or None


def read(text: str, **others: str) -> list[Option]:
    files = {"requirements.txt": text, **{f"{name}.txt": each for name, each in others.items()}}
    return list(requirements.options(world(files), PATH, expand=expand))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("--index-url https://a", [("index-url", "https://a", 1)]),
        ("--index-url=https://a", [("index-url", "https://a", 1)]),
        ("\n -i https://a  # b", [("index-url", "https://a", 2)]),
        ("-ihttps://a", [("index-url", "https://a", 1)]),
        ("-i=https://a", [("index-url", "=https://a", 1)]),
        ("--pypi-url https://a", [("index-url", "https://a", 1)]),
        ("--extra a\n--ind b", [("extra-index-url", "a", 1), ("index-url", "b", 2)]),
        ("--e https://a", []),
        ("--index-url=", [("index-url", "", 1)]),
        ("--no-index -f a", [("no-index", "", 1), ("find-links", "a", 1)]),
        ("--find-links 'a b'", [("find-links", "a b", 1)]),
        ('--trusted-host="a:1"', [("trusted-host", "a:1", 1)]),
        ("-i https://${USER_1}@a", [("index-url", "https://bob@a", 1)]),
        ("-i ${EMPTY}${MISSING}$X${low}", [("index-url", "${EMPTY}${MISSING}$X${low}", 1)]),
        ("${ALL}", [("index-url", "https://a", 1), ("find-links", "b c", 1)]),
        ("${USER_1} -i https://a", []),
        ("-i ${REST}", [("index-url", "x", 1)]),
        ("-i \\\nhttps://a\n-f b", [("index-url", "https://a", 1), ("find-links", "b", 3)]),
        ("-i https://\\\r\na", [("index-url", "https://a", 1)]),
        ("-i a\\\n# b\n-f c", [("index-url", "a", 1), ("find-links", "c", 3)]),
        ("# a \\\n-i b\\", [("index-url", "b", 2)]),
        ("-i https://a#b", [("index-url", "https://a#b", 1)]),
        ("\ufeff-i https://a", [("index-url", "https://a", 1)]),
        ("requests -i https://a", []),
        ("-e . -i https://a", []),
        ("--editable=. -i https://a", []),
        ("requests==1 \\\n  --hash=sha256:0\n-i a", [("index-url", "a", 3)]),
        ("--pre --no-binary :all: -i a", [("index-url", "a", 1)]),
        ("", []),
    ],
)
def test_options(text: str, found: list[tuple[str, str, int]]) -> None:
    assert [(each.name, each.value, each.line) for each in read(text)] == found


def test_nested_files_stand_in_their_place() -> None:
    options = read(
        "-i a\n-r sub/one.txt -i ignored\n-i b\n-c two.txt\n-f c",
        **{"sub/one": "-f d\n--requirement=../two.txt\n-f e"},
        two="-f f",
    )
    assert [(each.value, each.path.relative_to(PROJECT).as_posix()) for each in options] == [
        ("a", "requirements.txt"),
        ("d", "sub/one.txt"),
        ("f", "two.txt"),
        ("e", "sub/one.txt"),
        ("b", "requirements.txt"),
        ("f", "two.txt"),
        ("c", "requirements.txt"),
    ]


@pytest.mark.parametrize(
    "line",
    ["-r requirements.txt", "-r other.txt", "-r https://a/r.txt", "-c HTTP://a", "-r file:///a"],
)
def test_a_cycle_ends_and_a_url_is_not_fetched(line: str) -> None:
    options = read(f"-i a\n{line}\n-f b", other="-c requirements.txt")
    assert [each.value for each in options] == ["a", "b"]


def test_a_link_to_a_file_that_is_being_read_is_a_cycle() -> None:
    environment = world({"requirements.txt": "-i a\n-r link.txt"})
    assert isinstance(environment.machine, Memory)
    environment.machine.links[PROJECT / "link.txt"] = PATH
    assert len(requirements.options(environment, PATH, expand=expand)) == 1


def test_files_that_name_each_other_in_too_many_ways_are_an_error() -> None:
    others = {f"r{number}": f"-r r{number + 1}.txt\n" * 2 for number in range(20)}
    with pytest.raises(ConfigError, match="more than 256 files are read one from another"):
        read("-r r0.txt", **others, r20="")


def broken(content: bytes) -> Environment:
    environment = world({"requirements.txt": "-i a\n-r other.txt"})
    assert isinstance(environment.machine, Memory)
    environment.machine.files[PROJECT / "other.txt"] = content
    return environment


@pytest.mark.parametrize(
    ("environment", "line", "reason"),
    [
        (world(), None, "there is no such file"),
        (world({"requirements.txt": "\n-r ${USER_1}.txt"}), 2, "${USER_1}.txt does not exist"),
        (world({"requirements.txt": "\n-c ../a.txt"}), 2, "../a.txt does not exist"),
        (broken(b"\xe9"), 2, "other.txt: it is not UTF-8"),
        (world({"requirements.txt": "\n-i 'a"}), 2, "a quotation is not closed"),
        (world({"requirements.txt": '\n-i "a\\'}), 2, "a quotation is not closed"),
        (world({"requirements.txt": "\n-f a -i"}), 2, "the option has no value"),
    ],
)
def test_what_can_not_be_read_is_told(
    environment: Environment, line: int | None, reason: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        requirements.options(environment, PATH, expand=expand)
    assert (caught.value.path, caught.value.line, caught.value.reason) == (PATH, line, reason)


def test_files_of_powershell_are_read() -> None:
    environment = broken("\ufeff-f é\r\n".encode("utf-16-le"))
    assert [each.value for each in requirements.options(environment, PATH, expand=expand)] == [
        "a",
        "é",
    ]


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("# i\n-i https://${USER_1}@i -f i", ["https://${USER_1}@i", "i"]),
        ("\ufeff-i 'a b'\r\n-f=\"c\"", ["a b", '="c"']),
        ("--index-url=\"a\" --find-links='b'", ["a", "b"]),
        ("--index-url='a'b", ["'a'b"]),
        ("-i \\\n  https://\\\na", ["https://\\\na"]),
        ("-i \\\n\\\\a\\\n# b", ["a"]),
        ("--index-url= --no-index", ["", "--no-index"]),
    ],
)
def test_spans_are_of_what_is_written(text: str, raws: list[str]) -> None:
    spans = [requirements.span(text, each) for each in read(text)]
    assert [text[start:end] for start, end in spans] == raws


@pytest.mark.parametrize("text", ["${ALL}", "-i other", "# nothing"])
def test_what_is_not_written_has_no_span(text: str) -> None:
    option = Option("index-url", "https://a", "https://a", PATH, 1)
    with pytest.raises(ConfigError, match=r"requirements\.txt:1: --index-url: the value is not"):
        requirements.span(text, option)


ATOMS = ["-i", "--find-links=", "--no-index", "a", "'b c'", '"d"', "\\\n", "\n", "\r\n", "# e", " "]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ATOMS, " ", " "])).map("".join))
def test_every_option_is_found_again(text: str) -> None:
    try:
        options = read(text)
    except ConfigError:
        return
    for each in options:
        start, end = requirements.span(text, each)
        assert text[start:end].replace("\\\n", "") == each.raw
