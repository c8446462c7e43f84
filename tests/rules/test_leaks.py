"""What the rules about secrets in files say in full, and that they stay fast."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from keydex import rules
from keydex.environment import Environment
from keydex.examining import on_disk
from keydex.findings import Finding
from keydex.secret import masked
from keydex.survey import survey
from tests.memory import HOME, PROJECT, Memory
from tests.rules.cases import TODAY, World, findings, uv
from tests.rules.leaks import CANARY, FINDS, FURY, LOGIN, PLAIN, PROVIDED, TOKEN, URL, lock, netrc

AZURE = "https://ci-bot:{}@pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"


def summary(code: str, world: World) -> str:
    """Return what the only finding proposes."""
    (finding,) = findings(code, world)
    return finding.fix.summary


def test_a_new_one_is_asked_for_where_it_is_made() -> None:
    assert summary("KD001", World({"pyproject.toml": uv(AZURE.replace("{}", CANARY))})) == (
        "Put the password into the keyring, take it out of pyproject.toml; then make a new one "
        "at https://dev.azure.com/acme/_usersSettings/tokens, since the history keeps this one."
    )


def test_nobody_else_has_seen_a_file_of_ones_own() -> None:
    world = World(
        {"~/.config/pip/pip.conf": f"[global]\nindex-url = {URL}\n"}, PROVIDED, programs={}
    )
    (finding,) = findings("KD001", world)
    assert finding.severity == "warning"
    assert finding.fix.summary == "Put the password into the keyring, take it out of pip.conf."


def test_home_may_be_the_project() -> None:
    memory = Memory({HOME / ".config/uv/uv.toml": f"index-url = '{URL}'\n".encode()})
    environment = Environment(HOME, HOME, {"PATH": "/tools"}, "linux", memory)
    (finding,) = rules.found(on_disk(survey(environment), today=TODAY), only={"KD003"})
    assert finding.message.startswith("~/.config/uv/uv.toml holds")


@pytest.mark.parametrize(
    ("url", "provider", "says"),
    [
        (URL, "package = false", "Put the password into the keyring, set keyring-provider for uv,"),
        (URL, "keyring-provider = 'disabled'", "Give uv a keyring first, for the password to go"),
        (
            URL.replace("ci-bot", ""),
            "",
            "Put a username in front of it first, with keydex username",
        ),
    ],
)
def test_what_keeps_a_password_from_moving_is_told(url: str, provider: str, says: str) -> None:
    assert summary("KD001", World({"pyproject.toml": uv(url, provider=provider)})).startswith(says)


def test_pixi_needs_a_username_first_too() -> None:
    text = f"[project]\n[pypi-dependencies]\na = '*'\n[pypi-options]\nindex-url = '{URL}'\n"
    world = World({"pixi.toml": text.replace("ci-bot", "")})
    assert "pixi asks no keyring without." in summary("KD001", world)


@pytest.mark.parametrize(
    ("world", "place"),
    [
        (World({"pyproject.toml": uv(FURY)}), "UV_INDEX_CORP_USERNAME to it"),
        (World({"pyproject.toml": f"tool.uv.index-url = '{FURY}'\n"}), "UV_INDEX_URL to the URL"),
        (
            World({"requirements.txt": f"--extra-index-url {FURY}\n"}, PROVIDED, programs={}),
            "PIP_EXTRA_INDEX_URL to the URL",
        ),
        (
            World({"pyproject.toml": f"tool.uv.publish-url = 'https://push.fury.io/{TOKEN}/a/'\n"}),
            "UV_PUBLISH_URL to the URL",
        ),
    ],
)
def test_a_token_has_another_place(world: World, place: str) -> None:
    assert summary("KD004", world).startswith(f"Take it out and set {place}, as no keyring holds")


def test_two_indexes_of_one_file_are_two_findings() -> None:
    other = URL.replace("/simple", "/other").replace(CANARY, "another-5ecret-1")
    more = f"[[tool.uv.index]]\nname = 'b'\nurl = '{other}'\n"
    found = findings("KD001", World({"pyproject.toml": uv(URL, more)}))
    assert [each.index for each in found] == ["corp", "b"]


class Gone(Memory):
    """A machine on which a file goes away while it is looked at."""

    def mode(self, path: Path) -> int:
        raise FileNotFoundError(path)


def test_a_file_that_goes_away_is_open_to_nobody() -> None:
    environment = netrc(0o644).environment()
    memory = environment.machine
    assert isinstance(memory, Memory)
    gone = Gone(memory.files, memory.modes, memory.programs, memory.links)
    case = on_disk(survey(replace(environment, machine=gone)), today=TODAY)
    assert list(rules.found(case, only={"KD003"})) == []


def test_a_lock_that_is_no_text_holds_nothing() -> None:
    environment = World({"pyproject.toml": uv(PLAIN)}).environment()
    memory = environment.machine
    assert isinstance(memory, Memory)
    memory.files[PROJECT / "poetry.lock"] = b"https://u:p@h/\xff"
    case = on_disk(survey(environment), today=TODAY)
    assert list(rules.found(case, only={"KD002"})) == []


@pytest.mark.parametrize("each", FINDS, ids=lambda each: f"{each.code} {each.says[:50]}")
def test_no_finding_shows_a_secret(each: object) -> None:
    assert isinstance(each, type(FINDS[0]))
    for finding in each.findings():
        for text in _texts(finding):
            assert "5ecret" not in text


def _texts(finding: Finding) -> list[str]:
    fix = finding.fix
    index = masked(str(finding.index), finding.secrets)
    return [finding.message, fix.summary, fix.command, *fix.argv, index]


def test_a_lock_of_five_megabytes_and_many_indexes_take_no_time() -> None:
    more = "".join(
        f"[[tool.uv.index]]\nname = 'i{number}'\n"
        f"url = 'https://u:pass-{number}-5@h{number}.example/simple/'\n"
        for number in range(200)
    )
    text = lock(LOGIN) + "".join(
        f"url = 'https://files.example/packages/{number:064}/a-{number}-py3-none-any.whl'\n"
        for number in range(45_000)
    )
    case = World({"pyproject.toml": uv(PLAIN, more), "poetry.lock": text}).case()
    begun = time.perf_counter()
    found = list(rules.found(case, only={"KD001", "KD002", "KD003", "KD004"}))
    assert len(found) == 201
    assert time.perf_counter() - begun < 5.0
