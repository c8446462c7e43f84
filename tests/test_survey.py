"""The pipeline: what is configured, gathered into feeds, chosen by name, asked and tested."""

from threading import Event as Flag

import pytest

from keydex.asking import Means, answered, credential, found, tested
from keydex.errors import UsageError
from keydex.model import Event, State, Verdict
from keydex.secret import masked
from keydex.survey import basis, chosen, feed, survey
from keydex.tools import recognised, uv
from tests.entries import Entries
from tests.memory import world
from tests.samples import FEED, HOST, URL, USER, Connected, asked, means, pyproject, sample
from tests.server import Server, answer, private


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://H.Example:443/Simple/", "https://h.example/Simple"),
        ("http://h:80", "http://h"),
        ("http://h:8080/a//", "http://h:8080/a"),
        ("https://[::1]:9/x", "https://[::1]:9/x"),
        ("https://h/x?y=1#z", "https://h/x?y=1"),
        ("https://h:bad/x", "https://h/x"),
    ],
)
def test_a_feed_is_one_place_however_it_is_written(url: str, expected: str) -> None:
    assert feed(url) == expected


def test_what_uv_and_pip_say_of_one_place_is_one_feed() -> None:
    feeds = survey(sample()).feeds()
    assert [c.installation.tool for c, _ in feeds[FEED]] == ["uv", "pip"]


@pytest.mark.parametrize("word", ["corp", FEED, URL, f"https://me:pw@{HOST}/team/simple", HOST])
def test_a_feed_is_chosen_by_name_url_or_host(word: str) -> None:
    assert chosen(survey(sample()), [word]) == (FEED,)


def test_several_that_fit_are_named() -> None:
    more = f"[[tool.uv.index]]\nname = 'b'\nurl = 'https://{HOST}/b/simple/'\n"
    one = survey(sample({"pyproject.toml": pyproject(more=more)}))
    with pytest.raises(UsageError, match=f"{HOST} means several indexes: corp .*, b ") as error:
        chosen(one, [HOST])
    assert "by its URL" in error.value.hint
    with pytest.raises(UsageError, match='no index is called "nobody"'):
        chosen(one, ["nobody"])
    assert set(chosen(one, [])) == set(one.feeds())


def test_a_tool_that_is_neither_installed_nor_configured_is_left_out() -> None:
    one = survey(world({"requirements.txt": f"-i {URL}\n"}))
    assert [each.installation.tool for each in one.configurations] == ["pip"]
    assert survey(world()).configurations == ()
    with pytest.raises(UsageError, match="knows no tool nix"):
        survey(world(), tools=["nix"])


def test_an_upload_is_shown_where_it_is_configured() -> None:
    more = "publish-url = 'https://up.example/legacy/'\n"
    text = (
        pyproject(more=more)
        .replace("publish-url", "[tool.uv.pip]\n#")
        .replace("[tool.uv]\n", f"[tool.uv]\n{more}")
    )
    one = survey(sample({"pyproject.toml": text}), tools=["uv"])
    assert [str(report.index.role) for _, report in one.reports()] == [
        "extra",
        "default",
        "publish",
    ]


@pytest.mark.parametrize(
    ("words", "tool", "rest"),
    [
        ("uv sync", "uv", "sync"),
        ("/opt/bin/uv lock", "uv", "lock"),
        ("uvx ruff", "uv", "tool run ruff"),
        ("pip3.12 install x", "pip", "install x"),
        ("python -m pip install x", "pip", "install x"),
        ("python3.11 -I -W error -m pip list", "pip", "list"),
        ("py -3.12 -m pip list", "pip", "list"),
        ("A=1 B=2 uv sync", "uv", "sync"),
        ("C:\\tools\\uv.exe sync", "uv", "sync"),
        ("python -m uv sync", "uv", "sync"),
    ],
)
def test_a_command_is_recognised(words: str, tool: str, rest: str) -> None:
    environment, command = recognised(world(), tuple(words.split()))
    assert (command.tool, " ".join(command.words)) == (tool, rest)
    assert environment.variables.get("A") == ("1" if words.startswith("A=") else None)


@pytest.mark.parametrize(
    "words", ["make", "python x.py", "python -m http.server", "python", "A=1", "env uv"]
)
def test_any_other_command_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        recognised(world(), tuple(words.split()))


def test_a_release_between_two_that_were_watched_is_known_unless_a_rule_changed() -> None:
    class Tool:
        WATCHED = ((1, 0), (1, 4), (2, 0))
        BREAKPOINTS = ((1, 6),)

    expected = {
        (0, 9): "assumed",
        (1, 0): "recorded",
        (1, 2): "recorded",
        (1, 5): "assumed",
        (2, 0): "recorded",
        (2, 1): "assumed",
    }
    assert {each: basis(Tool, each) for each in expected} == expected  # type: ignore[arg-type]


def test_uv_releases_that_were_watched_are_known() -> None:
    assert basis(uv, uv.NEWEST) == "recorded"
    assert basis(uv, (99, 0)) == "assumed"


# Asking.
def test_a_tool_stops_at_the_first_entry_that_it_finds() -> None:
    one = asked(Entries({(URL, USER): "a", (HOST, USER): "b"}))
    states = [[each.state for each in report.answers] for _, report in one.feeds()[FEED]]
    assert states == [[State.FOUND, State.NOT_ASKED], [State.FOUND, State.NOT_ASKED]]
    every = asked(Entries({(URL, USER): "a", (HOST, USER): "b"}), every=True)
    states = [[each.state for each in report.answers] for _, report in every.feeds()[FEED]]
    assert states == [[State.FOUND, State.FOUND]] * 2


def test_tools_that_share_a_keyring_ask_it_once() -> None:
    entries = Entries()
    connect = Connected(entries)
    list(answered(survey(sample()), Means(connect=connect)))
    assert connect.calls == 1
    assert len(entries.asked) == 4


def test_pypi_is_not_asked_for() -> None:
    entries = Entries()
    files = {"pyproject.toml": "", "requirements.txt": f"--extra-index-url {URL}\n"}
    one = survey(sample(files))
    for each in answered(one, means(entries)):
        one = each
    assert {each.service for each in entries.asked} == {URL, HOST}
    ((_, report),) = [
        (c, r) for c, r in one.feeds()["https://pypi.org/simple"] if c.installation.tool == "pip"
    ]
    assert [each.reason for each in report.answers] == ["PyPI refuses nobody"] * 2


def test_a_tool_without_a_keyring_fails_in_words() -> None:
    one = survey(sample(variables={"PATH": "/tools"}))
    for each in answered(one, means(Entries())):
        one = each
    assert all(not report.lookups for _, report in one.feeds()[FEED])


def test_what_a_tool_would_send() -> None:
    one = asked(Entries({(HOST, USER): "b"}))
    (_, uv_report), (_, _) = one.feeds()[FEED]
    hit = found(uv_report)
    assert hit
    assert hit[0].service == HOST
    sent = credential(uv_report)
    assert sent
    assert sent.password.reveal() == "b"
    text = pyproject(f"https://{USER}:inline@{HOST}/team/simple/")
    (_, settled), *_ = survey(sample({"pyproject.toml": text})).feeds()[FEED]
    inline = credential(settled)
    assert inline
    assert inline.password.reveal() == "inline"


def test_nothing_secret_is_in_the_log() -> None:
    token = "glpat-0123456789abcdefghij"
    files = {"pyproject.toml": pyproject(f"https://{token}@{HOST}/team/simple/")}
    events: list[Event] = []

    class Telling(Connected):
        def __call__(self, access, environment, *, log=None, cancelled=None):  # type: ignore[no-untyped-def]
            if log:
                log(Event("keyring", f"get {token}"))
            return self.entries

    list(answered(survey(sample(files)), Means(Telling(Entries()), log=events.append)))
    assert [each.text for each in events] == ["get ****"]


def test_an_index_that_is_not_there_is_unreachable_for_every_tool() -> None:
    url = f"http://{USER}@127.0.0.1:9/team/simple/"
    files = {"pyproject.toml": pyproject(url), "requirements.txt": f"-i {url}\n"}
    seen: list[int] = []

    def count(one: object) -> None:
        seen.append(1)

    one = tested(asked(Entries(), files), means(Entries()), settled=count)
    verdicts = [report.probe and report.probe.verdict for _, report in one.reports()]
    assert verdicts.count(Verdict.UNREACHABLE) == 2


OF_PDM = """\
[project]
name = "demo"
version = "0"
[[tool.pdm.source]]
name = "pypi"
url = "{url}"
"""


def test_a_cancelled_test_is_unclear() -> None:
    flag = Flag()
    flag.set()
    url = f"http://{USER}@127.0.0.1:9/team/simple/"
    one = asked(Entries(), {"pyproject.toml": pyproject(url), "requirements.txt": ""})
    one = tested(one, Means(Connected(Entries()), cancelled=flag))
    probes = [report.probe for _, report in one.reports() if report.probe]
    assert [each.verdict for each in probes] == [Verdict.UNCLEAR]


def test_a_token_that_only_the_tool_can_send_is_not_missing() -> None:
    with Server(lambda _: answer(401, b"", {"WWW-Authenticate": "Bearer"})) as server:
        files = {
            "pixi.toml": "[workspace]\n[pypi-dependencies]\nfoo = '*'\n"
            f"[pypi-options]\nindex-url = '{server.url}/simple'\n",
            "~/.rattler/credentials.json": '{"127.0.0.1": {"BearerToken": "5ecret"}}',
        }
        one = tested(survey(world(files), tools=["pixi"]), means(Entries()))
    (probe,) = [report.probe for _, report in one.reports()]
    assert probe and probe.verdict is Verdict.UNCLEAR
    assert probe.reason == "pixi sends the token from credentials.json:1, keydex sends none"


@pytest.mark.parametrize(("missing", "verdict"), [(401, "accepted"), (403, "missing")])
def test_a_tool_that_asks_after_a_401_gets_in_nowhere_else(missing: int, verdict: str) -> None:
    inside = private({USER: "5ecret"})
    with Server(lambda asked: inside(asked) if asked.login else answer(missing)) as server:
        url = server.url.replace("://", f"://{USER}@")
        files = {"pyproject.toml": OF_PDM.format(url=f"{url}/simple")}
        known = {"PATH": "/shims"}
        one = survey(world(files, known, programs={"/shims/keyring": ""}), tools=["pdm"])
        entries = Entries({(server.url.removeprefix("http://"), USER): "5ecret"})
        for each in answered(one, means(entries)):
            one = each
        one = tested(one, means(entries))
    (probe,) = [report.probe for _, report in one.reports() if report.probe]
    assert probe.verdict == verdict
    assert (probe.reason.endswith("so it never asks")) is (missing == 403)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("ci-bot:5ecret@other.example/simple", "other.example/simple"),
        ("https://ci-bot:5ecret@other.example/simple", "https://other.example/simple"),
        ("https://pypi.fury.io/5ecret/acme/", "https://pypi.fury.io/[*]{4}/acme/"),
        ("pypi.fury.io/5ecret/acme/", "pypi.fury.io/[*]{4}/acme/"),
        (r"https://[x", r"https://\[x"),
    ],
)
def test_a_secret_in_a_word_that_fits_nothing_is_not_told(word: str, shown: str) -> None:
    with pytest.raises(UsageError, match=f'^no index is called "{shown}"$'):
        chosen(survey(sample()), [word])


@pytest.mark.parametrize("password", ["hunter%2f2", "hunter2"])
def test_a_password_that_a_service_keeps_is_known_to_be_secret(password: str) -> None:
    url = f"https://bob:{password}@h.example/up/"
    pypirc = f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {url}\n"
    programs = {"/bin/twine": ""}
    environment = world({"~/.pypirc": pypirc}, {"PATH": "/bin"}, programs=programs)
    found = survey(environment, ["twine", "upload", "-r", "corp", "a.whl"])
    (report,) = [report for _, report in found.reports()]
    assert report.lookups[0].service == url
    assert masked(report.lookups[0].service, report.secrets) == "https://bob:****@h.example/up/"
