"""What was seen is set beside what was predicted, and each difference has its reason."""

import time
from pathlib import Path
from threading import Event as Flag

import pytest

from keydex.environment import Environment, ThisMachine
from keydex.keyrings.recording import STARTED
from keydex.model import Api, Configuration, Lookup, Seen, State, Via
from keydex.survey import PACKAGE, survey
from keydex.workflows.tracing.comparing import (
    FOUND_EARLIER,
    NOT_REACHED,
    NOT_REFUSED,
    compared,
)
from keydex.workflows.tracing.running import arguments, followed, watchable
from tests.keyrings.places import script
from tests.memory import HOME, PROJECT, Memory
from tests.samples import FEED, HOST, URL, USER, pyproject, sample

NAMED = f"https://{USER}@{HOST}/team/simple/"
TWINE = {"~/.pypirc": f"[distutils]\nindex-servers = corp\n[corp]\nrepository = {FEED}\n"}


def uv() -> Configuration:
    return survey(sample({"pyproject.toml": pyproject(NAMED)}), ["uv", "sync"]).configurations[0]


def run(service: str, state: State = State.MISSING, user: str = USER) -> Seen:
    argv = ("get", service, user)
    return Seen(Lookup(service, user, Via.SUBPROCESS, Api.GET, argv), state)


@pytest.mark.parametrize(
    ("seen", "unexpected", "not_asked"),
    [
        ([run(URL), run(HOST)], [], []),
        ([run(URL)], [], [(HOST, NOT_REACHED)]),
        ([run(URL, State.FOUND)], [], [(HOST, FOUND_EARLIER)]),
        ([run("other.example")], ["other.example"], [(URL, NOT_REACHED), (HOST, NOT_REACHED)]),
        ([run(URL, user="eve"), run(HOST)], [URL], [(URL, NOT_REACHED)]),
        ([], [], [(URL, NOT_REACHED), (HOST, NOT_REACHED)]),
    ],
)
def test_each_difference_is_told_with_its_reason(
    seen: list[Seen], unexpected: list[str], not_asked: list[tuple[str, str]]
) -> None:
    found = compared(uv(), seen)
    assert [each.lookup.service for each in found.unexpected] == unexpected
    assert [(each.lookup.service, each.why) for each in found.not_asked] == not_asked
    assert not found.elsewhere


def test_what_waits_for_a_refusal_was_not_refused() -> None:
    files = {"requirements.txt": f"--index-url {URL}\nfoo\n"}
    command = ["pip", "install", "-r", "requirements.txt"]
    (one,) = survey(sample(files), command).configurations
    found = compared(one, [])
    assert {each.why for each in found.not_asked} == {NOT_REFUSED}


def test_a_question_about_a_file_that_the_page_names_can_not_be_predicted() -> None:
    seen = [
        run(URL),
        run(HOST),
        run("https://files.example/a/foo-1.whl"),
        run("https://files.example"),
        run("elsewhere.example"),
    ]
    found = compared(uv(), seen)
    assert [each.lookup.service for each in found.elsewhere] == [
        "https://files.example/a/foo-1.whl",
        "https://files.example",
    ]
    assert [each.lookup.service for each in found.unexpected] == ["elsewhere.example"]


def test_a_package_that_is_not_known_beforehand_is_whichever_is_asked_for() -> None:
    machine = Memory(programs={Path("/tools/uv"): "uv 0.6.9 (x)", Path("/shims/keyring"): ""})
    known = {"PATH": "/shims:/tools", "UV_KEYRING_PROVIDER": "subprocess"}
    environment = Environment(PROJECT, HOME, known, "linux", machine)
    command = ["uv", "pip", "install", "--index-url", NAMED, "foo"]
    (one,) = survey(environment, command).configurations
    lookups = (each for report in one.reports for each in report.lookups)
    lookup = next(each for each in lookups if f"/{PACKAGE}/" in each.service)
    service = lookup.service.replace(PACKAGE, "foo")
    argv = tuple(each.replace(PACKAGE, "foo") for each in lookup.argv or ())
    seen = Seen(Lookup(service, lookup.username, lookup.via, lookup.api, argv))
    assert not compared(one, [seen]).unexpected


def test_what_is_asked_next_with_the_username_that_was_found_is_predicted() -> None:
    command = ["twine", "upload", "-r", "corp", "x.whl"]
    (one,) = survey(sample(TWINE), command).configurations
    (lookup, *_) = (each for report in one.reports for each in report.lookups)
    assert lookup.then
    seen = [
        Seen(Lookup(lookup.service, lookup.username, lookup.via, lookup.api), State.FOUND),
        Seen(Lookup(lookup.service, "whoever", lookup.via, Api(lookup.then)), State.FOUND),
    ]
    assert not compared(one, seen).unexpected


@pytest.mark.parametrize(
    ("script", "words", "line"),
    [
        ("#!{python}", "twine upload x", "twine upload x"),
        ("#!{python} -E", "twine upload x", "{python} -E {started} {twine} upload x"),
        ("#!{python} -sE", "A=1 twine upload x", "{python} -sE {started} {twine} upload x"),
        (
            "#!/bin/sh\n'''exec' \"{python}\" -E \"$0\" \"$@\"\n' '''",
            "twine upload x",
            "{python} -E {started} {twine} upload x",
        ),
        ("#!{python}", "{python} -m twine upload x", "{python} -m twine upload x"),
        ("#!{python}", "{python} -I -m twine upload", "{python} -I {started} -m twine upload"),
    ],
)
def test_a_python_that_takes_no_variables_is_started_in_another_way(
    script: str, words: str, line: str
) -> None:
    names = {"python": "/pipx/bin/python", "twine": "/pipx/bin/twine", "started": str(STARTED)}
    memory = Memory(programs={Path("/pipx/bin/python"): ""})
    memory.files[Path("/pipx/pyvenv.cfg")] = b"home = /usr/bin\n"
    metadata = b"Metadata-Version: 2.1\nName: twine\nVersion: 7.0.0\n"
    memory.files[Path("/pipx/lib/python3.11/site-packages/twine-7.0.0.dist-info/METADATA")] = (
        metadata
    )
    memory.files[Path("/pipx/bin/twine")] = script.format(**names).encode() + b"\n"
    memory.modes[Path("/pipx/bin/twine")] = 0o755
    environment = Environment(PROJECT, HOME, {"PATH": "/pipx/bin"}, "linux", memory)
    command = words.format(**names).split()
    assert watchable(survey(environment, command), command) == tuple(line.format(**names).split())


def test_variables_in_front_of_a_command_are_no_arguments() -> None:
    assert arguments(("A=1", "B=2", "uv", "sync", "C=3")) == ("uv", "sync", "C=3")


def test_a_note_that_is_read_late_is_told_all_the_same(tmp_path: Path) -> None:
    script(
        tmp_path / "uv",
        f"""[ "$1" = --version ] && echo "uv 0.13.8 (x)" && exit
        keyring get {URL} {USER}""",
    )
    script(tmp_path / "keyring", "exit 1")
    (tmp_path / "pyproject.toml").write_text(pyproject(NAMED))
    known = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)}
    world = Environment(tmp_path, tmp_path, known, "linux", ThisMachine())
    words = ("uv", "sync")
    done = followed(
        survey(world, words),
        words,
        heard=lambda _: time.sleep(0.5),
        printed=lambda _: None,
        cancelled=Flag(),
    )
    assert [(each.lookup.service, each.state) for each in done.seen] == [(URL, State.MISSING)]
