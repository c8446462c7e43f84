"""Projects to be slow on, each written into a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import Person

HEAD = '[project]\nname = "demo"\nversion = "1"\n[tool.uv]\nkeyring-provider = "subprocess"\n'


@contextmanager
def person() -> Iterator[Person]:
    """Give somebody a project, a home and a keyring command of their own, and take it away."""
    with TemporaryDirectory(prefix="keydex-bench-") as folder:
        yield Person(Path(folder).resolve())


def indexes(urls: list[str]) -> str:
    """Return a pyproject of many indexes, all of user `ci-bot`."""
    tables = (
        f'[[tool.uv.index]]\nname = "i{number}"\nurl = "{url.replace("//", "//ci-bot@")}"\n'
        for number, url in enumerate(urls)
    )
    return HEAD + "".join(tables)


def workspace(one: Person, members: int) -> None:
    """Write a workspace with an index that each member names."""
    root = indexes(["https://pkgs.example/simple/"])
    one.write("pyproject.toml", root + '[tool.uv.workspace]\nmembers = ["packages/*"]\n')
    for number in range(members):
        text = (
            f'[project]\nname = "member-{number}"\nversion = "1"\ndependencies = ["demo", "foo"]\n'
            '[tool.uv.sources]\nfoo = { index = "i0" }\n'
        )
        one.write(f"packages/member-{number}/pyproject.toml", text)
