"""Packages that would come from a public index, since the private one refuses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from keydex.asking import Means, answered, tested
from keydex.model import Fallback
from keydex.resolving import fallbacks
from keydex.survey import survey
from tests.entries import Entries
from tests.memory import HOME, world
from tests.probe.test_misbehaving import SITES
from tests.samples import Connected
from tests.server import CHALLENGE, PAGE, SIGN_IN, Answer, Request, Server, answer, by_folder
from tests.server import Site as Play

USER, PASSWORD = "ci-bot", "s3cret"
UNSAFE = "index-strategy = 'unsafe-best-match'"
IGNORES = "ignore-error-codes = [401, 403]"


@dataclass
class Place:
    """An index that says `status` to strangers and `known` to whoever has the password.

    An `odd` one misbehaves where it is asked for a package.
    """

    status: int = 200
    known: int = 200
    lacks: tuple[str, ...] = ()
    odd: Play | None = None
    requests: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        status = self.known if request.login == f"{USER}:{PASSWORD}" else self.status
        name = request.path.rstrip("/").rpartition("/")[2]
        if self.odd and name != "simple":
            return self.odd(request)
        if status == 200 and name in self.lacks:
            status = 404
        if status == 200:
            return answer(200, PAGE)
        return answer(status, headers=CHALLENGE if status == 401 else None)

    @property
    def packages(self) -> list[str]:
        """Name the pages that were asked for, without the index itself."""
        names = (each.path.rstrip("/").rpartition("/")[2] for each in self.requests)
        return [each for each in names if each != "simple"]


@dataclass
class Site:
    """Three indexes on one server: a private one, another, and a public one."""

    corp: Place
    team: Place
    public: Place
    url: str

    def index(self, name: str, user: str = "") -> str:
        """Return the URL of an index."""
        return f"{self.url}/{name}/simple/".replace("://", f"://{user}")

    def found(
        self,
        files: Mapping[str, str],
        *,
        entries: Entries | None = None,
        command: str = "",
        variables: Mapping[str, str] | None = None,
    ) -> tuple[Fallback, ...]:
        """Survey a project, ask for all, and return what would come from elsewhere."""
        texts = {
            name: text.replace("{corp}", self.index("corp"))
            .replace("{bot}", self.index("corp", f"{USER}@"))
            .replace("{team}", self.index("team", f"{USER}:{PASSWORD}@"))
            .replace("{public}", self.index("public"))
            for name, text in files.items()
        }
        known = {"PATH": "/tools", "HOME": str(HOME), "PIP_KEYRING_PROVIDER": "subprocess"}
        programs = {"/tools/uv": "uv 0.13.8 (x)", "/tools/keyring": ""}
        environment = world(texts, known | dict(variables or {}), programs=programs)
        means = Means(connect=Connected(entries or Entries()))
        one = survey(environment, command.split())
        for each in answered(one, means):
            one = each
        return fallbacks(tested(one, means), means)


@pytest.fixture
def site() -> Iterator[Site]:
    """Run the indexes."""
    places = {"corp": Place(401), "team": Place(401), "public": Place()}
    with Server(by_folder(places)) as server:
        yield Site(**places, url=server.url)


def of_uv(more: str = "", of_corp: str = "", needs: str = "'zzz'", url: str = "{corp}") -> str:
    """Write a pyproject.toml with the private index before the public one."""
    return (
        f"[project]\nname = 'demo'\ndependencies = [{needs}]\n[tool.uv]\n"
        f"keyring-provider = 'subprocess'\n{more}\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{of_corp}\n"
        "[[tool.uv.index]]\nname = 'public'\nurl = '{public}'\ndefault = true\n"
    )


def of_pip(url: str = "{corp}", needs: str = "zzz") -> str:
    """Write a requirements file with the private index beside the public one."""
    return f"-i {{public}}\n--extra-index-url {url}\n{needs}\n"


def lock(*names: str, index: str = "{corp}") -> str:
    """Write a uv.lock whose packages are from one index."""
    return "version = 1\n" + "".join(
        f'[[package]]\nname = "{each}"\nversion = "1"\nsource = {{ registry = "{index}" }}\n'
        for each in names
    )


def names(found: tuple[Fallback, ...]) -> list[tuple[str, str, int]]:
    return [(each.tool, each.package, each.status) for each in found]


@pytest.mark.parametrize(
    ("files", "status", "expected"),
    [
        # uv stops at the first index that says 401 or 403, unless it is told otherwise.
        ({"pyproject.toml": of_uv()}, 401, []),
        ({"pyproject.toml": of_uv()}, 403, []),
        ({"pyproject.toml": of_uv(of_corp=IGNORES)}, 401, [("uv", "zzz", 401)]),
        ({"pyproject.toml": of_uv(of_corp=IGNORES)}, 403, [("uv", "zzz", 403)]),
        ({"pyproject.toml": of_uv(UNSAFE)}, 401, [("uv", "zzz", 401)]),
        ({"pyproject.toml": of_uv(UNSAFE)}, 403, [("uv", "zzz", 403)]),
        # Of what only a project names, a 404 says nothing; what is locked was there.
        ({"pyproject.toml": of_uv(UNSAFE)}, 404, []),
        ({"pyproject.toml": of_uv(), "uv.lock": lock("zzz")}, 404, [("uv", "zzz", 404)]),
        ({"pyproject.toml": of_uv(), "uv.lock": lock("zzz", index="{public}")}, 404, []),
        ({"pyproject.toml": of_uv(UNSAFE, of_corp="explicit = true")}, 401, []),
        ({"pyproject.toml": of_uv(f"{UNSAFE}\nsources.zzz = {{ index = 'corp' }}")}, 401, []),
        # pip asks a person at a 401 without a username, and leaves out what says 403.
        ({"requirements.txt": of_pip()}, 401, []),
        ({"requirements.txt": of_pip()}, 403, [("pip", "zzz", 403)]),
        ({"requirements.txt": of_pip("{bot}")}, 401, [("pip", "zzz", 401)]),
        ({"requirements.txt": of_pip("{bot}", "zzz==1 --hash=sha256:00")}, 401, []),
        ({"requirements.txt": "-i {bot}\nzzz\n"}, 401, []),
        ({"requirements.txt": "-r gone.txt\n", "pyproject.toml": of_uv()}, 401, []),
    ],
)
def test_what_comes_from_elsewhere(
    site: Site, files: dict[str, str], status: int, expected: list[tuple[str, str, int]]
) -> None:
    site.corp.status = status
    assert names(site.found(files)) == expected
    assert not site.public.packages or expected


def test_pip_that_may_not_ask_goes_on(site: Site) -> None:
    found = site.found({"requirements.txt": of_pip()}, variables={"PIP_NO_INPUT": "1"})
    assert [(each.feed, each.source) for each in found] == [
        (f"{site.url}/corp/simple", f"{site.url}/public/simple")
    ]


@pytest.mark.parametrize(
    "command",
    [
        "uv pip install zzz --index {corp} --default-index {public} "
        "--index-strategy unsafe-best-match",
        "uv pip install -r requirements.txt --index {corp} --default-index {public} "
        "--index-strategy unsafe-best-match",
        "uv pip install zzz -r https://x.example/a.txt -r pylock.toml --index {corp} "
        "--default-index {public} --index-strategy unsafe-best-match",
        "pip --no-input install zzz -i {public} --extra-index-url {corp}",
        "pip --no-input install . -i {public} --extra-index-url {corp}",
        "pip --no-input install -r requirements.txt -i {public} --extra-index-url {corp}",
    ],
)
def test_a_command_names_packages(site: Site, command: str) -> None:
    words = command.replace("{corp}", site.index("corp")).replace("{public}", site.index("public"))
    files = {
        "requirements.txt": "zzz\n",
        "pyproject.toml": "[project]\nname = 'demo'\ndependencies = ['zzz']\n",
    }
    (found,) = site.found(files, command=words)
    assert (found.package, found.status) == ("zzz", 401)


def test_what_the_public_index_does_not_have_is_not_told(site: Site) -> None:
    site.public.lacks = ("zzz",)
    assert site.found({"pyproject.toml": of_uv(UNSAFE)}) == ()


def test_another_private_index_may_have_it(site: Site) -> None:
    site.corp.known = 401  # uv has the login of one index for the whole host.
    more = "[[tool.uv.index]]\nname = 'team'\nurl = '{team}'\n"
    before = of_uv(of_corp=f"{IGNORES}\n{more}")
    assert site.found({"pyproject.toml": before}) == ()
    mixed = of_uv(UNSAFE, of_corp=more)
    assert site.found({"pyproject.toml": mixed}) == ()
    site.team.lacks = ("zzz",)
    assert names(site.found({"pyproject.toml": before})) == [("uv", "zzz", 401)]
    assert names(site.found({"pyproject.toml": mixed})) == [("uv", "zzz", 401)]
    site.team.known = 403
    assert site.found({"pyproject.toml": before}) == ()


def test_an_index_before_the_private_one_is_taken_anyway(site: Site) -> None:
    first = "[[tool.uv.index]]\nname = 'first'\nurl = '{public}'\n"
    text = of_uv(of_corp=IGNORES).replace("[[tool.uv.index]]", f"{first}[[tool.uv.index]]", 1)
    text = text.replace("'{public}'\ndefault", "'{team}'\ndefault")
    assert site.found({"pyproject.toml": text}) == ()


def test_an_index_that_gives_no_answer_leaves_it_in_doubt(site: Site) -> None:
    site.public.status = 500
    assert site.found({"pyproject.toml": of_uv(UNSAFE)}) == ()


ODD = ("gzip", "headers without an end", "less than it says", "reset in its body", "to itself")
ODDITIES = {
    **{name: SITES[name][0] for name in ODD},
    "signs in": lambda request: answer(200, SIGN_IN),
    "elsewhere": lambda request: answer(302, headers={"Location": "http://127.0.0.1:9/zzz/"}),
}


@pytest.mark.parametrize("name", ODDITIES)
@pytest.mark.parametrize("who", ["corp", "public"])
def test_an_index_that_misbehaves_leaves_it_in_doubt(site: Site, who: str, name: str) -> None:
    files = {"pyproject.toml": of_uv(UNSAFE)}
    assert names(site.found(files)) == [("uv", "zzz", 401)]
    place = {"corp": site.corp, "public": site.public}[who]
    place.odd = ODDITIES[name]
    assert site.found(files) == ()
    assert "zzz" in place.packages


def test_no_more_than_twenty_packages_are_asked_about(site: Site) -> None:
    needs = ", ".join(f"'p{number}'" for number in range(25))
    found = site.found({"pyproject.toml": of_uv(UNSAFE, needs=needs)})
    assert [each.package for each in found] == [f"p{number}" for number in range(20)]
    assert {each.unasked for each in found} == {5}
    assert sorted(set(site.public.packages)) == sorted(f"p{number}" for number in range(20))


def test_a_refused_password_is_not_sent_again(site: Site) -> None:
    feed = f"{site.url}/corp/simple/"
    files = {"pyproject.toml": of_uv(UNSAFE, needs="'a', 'b'", url="{bot}")}
    entries = Entries({(feed, USER): "wrong"})
    found = site.found(files, entries=entries)
    assert names(found) == [("uv", "a", 401), ("uv", "b", 401)]
    assert sum(each.login == f"{USER}:wrong" for each in site.corp.requests) == 1
    assert site.corp.packages == []


def test_one_page_speaks_for_all_where_a_password_goes_along(site: Site) -> None:
    site.corp.known = 403
    feed = f"{site.url}/corp/simple/"
    files = {"pyproject.toml": of_uv(UNSAFE, needs="'a', 'b'", url="{bot}")}
    found = site.found(files, entries=Entries({(feed, USER): PASSWORD}))
    assert names(found) == [("uv", "a", 403), ("uv", "b", 403)]
    assert set(site.corp.packages) == {"a"}


def test_one_page_that_is_gone_speaks_for_itself(site: Site) -> None:
    site.corp.known = 404
    feed = f"{site.url}/corp/simple/"
    files = {"pyproject.toml": of_uv(url="{bot}"), "uv.lock": lock("a", "b")}
    found = site.found(files, entries=Entries({(feed, USER): PASSWORD}))
    assert names(found) == [("uv", "a", 404)]


def test_a_file_that_is_gone_names_nothing(site: Site) -> None:
    words = f"pip --no-input install zzz -r gone.txt -i {site.index('public')}"
    words += f" --extra-index-url {site.index('corp')}"
    assert site.found({}, command=words) == ()
    words = f"uv pip install -r gone.txt --index {site.index('corp')} --index-strategy "
    words += f"unsafe-best-match --default-index {site.index('public')}"
    assert site.found({}, command=words) == ()


def test_a_lock_without_a_project_is_enough(site: Site) -> None:
    text = of_uv(UNSAFE).partition("[tool.uv]")[2].replace("tool.uv.", "")
    files = {"uv.toml": text, "uv.lock": lock("zzz")}
    assert names(site.found(files)) == [("uv", "zzz", 401)]
    assert site.found({"uv.toml": text}, command="uv lock") == ()


def test_files_that_cannot_be_read_name_nothing(site: Site) -> None:
    files = {"pyproject.toml": of_uv(UNSAFE), "uv.lock": "[[", "requirements.txt": of_pip()}
    assert names(site.found(files)) == [("uv", "zzz", 401)]
    files["uv.lock"] = "package = 1\n"
    assert names(site.found(files)) == [("uv", "zzz", 401)]
    files["uv.lock"] = 'package = [1, { name = "a" }, { name = "b", source = 2 }]\n'
    assert names(site.found(files)) == [("uv", "zzz", 401)]


def test_an_index_that_is_not_asked_is_left_alone(site: Site) -> None:
    files = {"requirements.txt": of_pip("http://corp.example/simple/")}
    assert site.found(files) == ()
