"""The packages that a project names."""

from pathlib import Path

import pytest

from keydex.config.packages import Required, named, of_project, of_requirements
from keydex.errors import ConfigError
from tests.memory import PROJECT, world


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("zzz", "zzz"),
        ("A_b.C >= 1, < 2", "a-b-c"),
        ("zzz[a, b]~=1", "zzz"),
        ("zzz (>=1)", "zzz"),
        ("zzz; python_version < '3'", "zzz"),
        ("zzz @ https://pkgs.example/zzz.whl", None),
        ("zzz[a] @ file:///zzz", None),
        ("https://pkgs.example/zzz.whl", None),
        ("git+https://pkgs.example/zzz", None),
        ("./zzz", None),
        ("folder/zzz", None),
        ("zzz-1-py3-none-any.whl", None),
        ("zzz-1.tar.gz", None),
        ("C:\\zzz", None),
        ("", None),
    ],
)
def test_a_requirement_names_a_package(requirement: str, name: str | None) -> None:
    assert named(requirement) == name


def test_a_project_names_what_it_depends_on() -> None:
    document = {
        "project": {
            "dependencies": ["a", 1, "b @ https://pkgs.example/b.whl"],
            "optional-dependencies": {"more": ["c"]},
        },
        "dependency-groups": {"dev": ["d", {"include-group": "e"}]},
    }
    assert list(of_project(document)) == ["a", "c", "d"]
    assert list(of_project({"project": {"dependencies": "a"}, "dependency-groups": 1})) == []


def of(**files: str) -> Required:
    environment = world({name.replace("_", "."): text for name, text in files.items()})
    return of_requirements(environment, PROJECT / "a.txt")


def test_a_requirements_file_names_packages() -> None:
    text = (
        "# no\n-i https://pkgs.example\nzzz==1 \\\n  ; x  # why\n--pre\nyyy --config-settings a=b\n"
    )
    assert of(a_txt=text) == Required(("zzz", "yyy"))


def test_files_that_name_each_other_are_read_once() -> None:
    found = of(a_txt="-r b.txt\na\n-r https://x.example/c.txt\n", b_txt="--requirement=a.txt\nb\n")
    assert found == Required(("a", "b"))


def test_hashes_are_seen() -> None:
    assert of(a_txt="zzz==1 \\\n --hash=sha256:00\n") == Required(("zzz",), hashed=True)


def test_a_file_that_is_gone_is_told() -> None:
    with pytest.raises(ConfigError) as told:
        of(a_txt="-r b.txt\n")
    assert told.value.path == Path(PROJECT / "b.txt")
