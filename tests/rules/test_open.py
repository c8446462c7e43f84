"""Indexes that may be open to anyone, until they say otherwise; and how commands name them."""

from dataclasses import replace

import pytest

from keydex.findings import Severity
from keydex.model import Probe, Verdict
from keydex.rules import found
from tests.entries import Entries
from tests.rules.cases import World, findings, uv

EVERYWHERE = {"~/.config/uv/uv.toml": "keyring-provider = 'subprocess'\n"}
MIRROR = "https://pkgs.example/simple/"
PLAIN_UV = uv(MIRROR, provider="")
TWO = {"/tools/uv": "uv 0.13.8 (x)", "/tools/pip": ""}
PIP = World(
    {"requirements.txt": f"--index-url {MIRROR}\nfoo\n"},
    programs={"/tools/pip": ""},
)


def test_what_may_be_open_to_anyone_is_a_note_until_the_index_says_so() -> None:
    url = "https://pkgs.example/simple/"
    plain = World({"pyproject.toml": uv(url, provider="")})
    asked = replace(plain, probes={url.rstrip("/"): Probe(Verdict.MISSING, "", 401, 401)})
    named = World({"pyproject.toml": uv(url.replace("//", "//ci-bot@"), provider="")})
    severities = [findings("KD050", each)[0].severity for each in (plain, asked, named)]
    assert severities == [Severity.NOTE, Severity.ERROR, Severity.ERROR]


@pytest.mark.parametrize(
    ("code", "world"),
    [
        ("KD012", World({"pyproject.toml": PLAIN_UV, **EVERYWHERE})),
        ("KD020", replace(PIP, rings=(), path="/tools")),
        ("KD050", World({"pyproject.toml": PLAIN_UV})),
        ("KD051", World({"pyproject.toml": PLAIN_UV}, {"UV_KEYRING_PROVIDER": "disabled"})),
        ("KD052", replace(PIP, variables={"PIP_NO_INPUT": "1"})),
    ],
)
def test_an_index_that_nothing_says_wants_a_login_keeps_nobody_out(code: str, world: World) -> None:
    refused = replace(world, probes={MIRROR.rstrip("/"): Probe(Verdict.MISSING, "", 401, 401)})
    assert [each.severity for each in findings(code, world)] == [Severity.NOTE]
    assert [each.severity for each in findings(code, refused)] != [Severity.NOTE]
    assert findings(code, refused)


@pytest.mark.parametrize("name", ["kd060", "refused", "--yes"])
def test_an_index_that_is_called_like_a_check_is_named_by_its_url(name: str) -> None:
    text = uv("https://ci-bot@pkgs.example/simple/").replace("corp", name)
    told = findings("KD060", World({"pyproject.toml": text}, entries=Entries()))
    assert [each.fix.command for each in told] == ["keydex set https://pkgs.example/simple"]


@pytest.mark.parametrize(
    "url",
    ["https://pypi.ngc.nvidia.com", "https://dl.cloudsmith.io/public/acme/repo/python/simple/"],
)
def test_an_index_that_is_known_to_be_open_needs_no_keyring(url: str) -> None:
    files = {"requirements.txt": f"--extra-index-url {url}\nfoo\n"}
    assert list(found(replace(PIP, files=files, rings=(), path="/tools").case())) == []


def test_what_is_sent_is_told_once_of_all_tools_that_find_it() -> None:
    url = "https://ci-bot@pkgs.example/simple/"
    files = {"pyproject.toml": uv(url), "requirements.txt": f"--index-url {url}\n"}
    entries = Entries({("pkgs.example", "ci-bot"): "https://pasted.example"})
    world = World(files, {"PIP_KEYRING_PROVIDER": "subprocess"}, TWO, entries=entries)
    assert [each.tool for each in findings("KD068", world)] == ["uv pip"]
