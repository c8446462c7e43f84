"""Where the doctor says that a package would come from a public index, it does; else it does not.

A private index that refuses and a public one that has the same name, on loopback.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live.person import OF_PIP, OF_UV, Person, path_of
from tests.live.servers import PASSWORD, USER
from tests.oracle.tools import Tools
from tests.oracle.wheels import wheel
from tests.secret_service import secret_service
from tests.server import CHALLENGE, Answer, Request, Server, answer

pytestmark = pytest.mark.live

FILE = "zzz-0.0.2-py3-none-any.whl"
UNSAFE = "index-strategy = 'unsafe-best-match'"
FIRST_MATCH = "index-strategy = 'unsafe-first-match'"
ASKS = {**OF_PIP, "PIP_KEYRING_PROVIDER": "subprocess"}
MAY_ASK = {name: value for name, value in ASKS.items() if name != "PIP_NO_INPUT"}


def public(request: Request) -> Answer:
    """Serve a package to anyone, also as an index page of its own."""
    if request.path.endswith(".whl"):
        content = wheel("zzz", "0.0.2")
        size = {"Content-Length": str(len(content)), "Content-Type": "application/octet-stream"}
        return answer(200, b"" if request.method == "HEAD" else content, size)
    return answer(200, f'<a href="/files/{FILE}">{FILE}</a>'.encode())


@dataclass
class Private:
    """An index that answers so, or the package to whoever has the password."""

    status: int
    opens: bool = False

    def __call__(self, request: Request) -> Answer:
        if self.opens and request.login == f"{USER}:{PASSWORD}":
            return public(request)
        return answer(self.status, headers=CHALLENGE if self.status == 401 else None)


@dataclass(frozen=True)
class Case:
    """What the tool is told, what the private index says, what the person has stored."""

    tool: str
    status: int
    settings: str = ""
    of_index: str = ""
    user: str = ""
    stored: str = ""
    opens: bool = False
    may_ask: bool = False
    taken: bool = False
    """Whether the package is taken from the public index, and the doctor says so."""


CASES = [
    Case("uv", 401),
    Case("uv", 403),
    Case("uv", 401, of_index="ignore-error-codes = [401]", taken=True),
    Case("uv", 403, of_index="ignore-error-codes = [403]", taken=True),
    Case("uv", 401, of_index="ignore-error-codes = [403]"),
    Case("uv", 401, UNSAFE, taken=True),
    Case("uv", 403, UNSAFE, taken=True),
    Case("uv", 401, FIRST_MATCH, taken=True),
    Case("uv", 401, UNSAFE, "explicit = true"),
    Case("uv", 401, UNSAFE, user=USER, stored="an-old-one", taken=True),
    Case("uv", 401, user=USER, stored="an-old-one"),
    Case("uv", 401, user=USER, stored=PASSWORD, opens=True),
    Case("pip", 401, taken=True),
    Case("pip", 401, may_ask=True),
    Case("pip", 403, may_ask=True, taken=True),
    Case("pip", 401, user=USER, may_ask=True, taken=True),
    Case("pip", 401, user=USER, stored="an-old-one", may_ask=True, taken=True),
    Case("pip", 403, user=USER, stored="an-old-one", taken=True),
]


def of_uv(case: Case, corp: str, other: str) -> str:
    return (
        "[project]\nname = 'demo'\nversion = '0'\nrequires-python = '>=3.11'\n"
        f"dependencies = ['zzz']\n[tool.uv]\nkeyring-provider = 'subprocess'\n{case.settings}\n"
        f"{PIN if 'explicit' in case.of_index else ''}"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{corp}'\n{case.of_index}\n"
        f"[[tool.uv.index]]\nname = 'other'\nurl = '{other}'\ndefault = true\n"
    )


PIN = "sources.zzz = { index = 'corp' }\n"


@contextmanager
def living(case: Case, installed: Tools, folder: Path) -> Iterator[tuple[Person, str, str]]:
    """Give a person in that case, and the URLs of the private and the public index."""
    project = folder / "project"
    project.mkdir()
    path = path_of(folder / "bin", installed, case.tool)
    site = Private(case.status, case.opens)
    with (
        Server(site) as private,
        Server(public) as other,
        secret_service({"PATH": path, "LANG": "C.UTF-8"}) as service,
    ):
        of_pip = MAY_ASK if case.may_ask else ASKS
        person = Person(project, {**service.variables, **OF_UV, **of_pip}, service)
        feed, default = f"{private.url}/simple/", f"{other.url}/simple/"
        named = feed.replace("://", f"://{case.user}@") if case.user else feed
        if case.tool == "uv":
            person.write("pyproject.toml", of_uv(case, named, default))
        else:
            text = f"--index-url {default}\n--extra-index-url {named}\nzzz\n"
            person.write("requirements.txt", text)
        if case.stored:
            person.types("keyring", "set", feed, USER, secret=case.stored)
        yield person, feed, default


def taken(case: Case, person: Person, default: str) -> bool:
    """Run the tool, and say whether the package is from the public index."""
    if case.tool == "uv":
        person.types("uv", "lock")
        lock = person.project / "uv.lock"
        return lock.is_file() and default.removesuffix("simple/") in lock.read_text()
    words = ["--no-deps", "-r", "requirements.txt", "-d", "out"]
    person.types("pip", "download", *words)
    return (person.project / "out" / FILE).is_file()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_the_doctor_says_is_what_the_tool_does(
    case: Case, installed: Tools, tmp_path: Path
) -> None:
    with living(case, installed, tmp_path) as (person, _, default):
        _, told = person.told("doctor", "--check", "KD081")
        assert taken(case, person, default) is case.taken
    messages = [each["message"] for each in told["findings"]]
    assert bool(messages) is case.taken
    assert all(each.startswith("zzz would come from 127.0.0.1:") for each in messages)
    assert all(each.endswith(f"which refuses ({case.status}).") for each in messages)
