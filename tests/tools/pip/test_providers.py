"""The way to a keyring, and why pip asks nothing."""

from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import pytest

from keydex.model import Installation, Version, Via
from keydex.tools import pip
from tests.memory import Memory, world
from tests.tools.pip.reading import ALONE, INDEX, INSTALLED, MINE, NEWEST, only, read

PACKAGE = "the package keyring, to be imported"
SHIM = "/shims/keyring"
OWN = "/world/venv/bin/keyring"
IMPORT, SUBPROCESS, NONE = Via.IMPORT, Via.SUBPROCESS, Via.NONE


class Present(TypedDict):
    """What there is of keyring."""

    installed: Installation
    commands: tuple[str, ...]


def present(there: tuple[str, ...]) -> Present:
    installed = INSTALLED if PACKAGE in there else ALONE
    return {"installed": installed, "commands": tuple(each for each in there if each != PACKAGE)}


@pytest.mark.parametrize(
    ("version", "provider", "there", "via", "executable"),
    [
        (NEWEST, "", (PACKAGE, SHIM), IMPORT, None),
        (NEWEST, "", (SHIM,), SUBPROCESS, SHIM),
        (NEWEST, "auto", (), NONE, None),
        (NEWEST, "import", (PACKAGE, SHIM), IMPORT, None),
        (NEWEST, "import", (SHIM,), NONE, None),
        (NEWEST, "subprocess", (PACKAGE, SHIM), SUBPROCESS, SHIM),
        (NEWEST, "subprocess", (PACKAGE,), NONE, None),
        (NEWEST, "disabled", (PACKAGE, SHIM), NONE, None),
        (NEWEST, "native", (PACKAGE, SHIM), NONE, None),
        (NEWEST, "subprocess", (PACKAGE, OWN), NONE, None),
        (NEWEST, "subprocess", (PACKAGE, OWN, "/usr/bin/keyring"), SUBPROCESS, "/usr/bin/keyring"),
        ((23, 0, 1), "", (OWN,), SUBPROCESS, OWN),
        ((23, 0, 1), "disabled", (PACKAGE,), IMPORT, None),
        ((22, 3, 1), "", (SHIM,), NONE, None),
        ((22, 3, 1), "subprocess", (PACKAGE, SHIM), IMPORT, None),
    ],
)
def test_the_way_by_provider_and_release(
    version: Version,
    provider: str,
    there: tuple[str, ...],
    via: Via,
    executable: str | None,
) -> None:
    found = read(
        f"install x -i {MINE}",
        version,
        variables={"PIP_KEYRING_PROVIDER": provider},
        **present(there),
    )
    assert (found.access.via, found.access.executable) == (via, executable and Path(executable))
    assert bool(only(found).lookups) == (via is not NONE)


def test_the_folder_of_pip_is_passed_over_as_text_and_then_as_a_folder() -> None:
    environment = world(programs={OWN: ""}, variables={"PATH": "/link:/world/venv/bin"})
    assert isinstance(environment.machine, Memory)
    environment.machine.links[Path("/link")] = Path("/world/venv/bin")
    command = next(iter(pip.usual(environment)))
    assert pip.read(environment, command, ALONE, "x").access.executable == Path("/link/keyring")
    linked = replace(ALONE, scripts=Path("/link"))
    assert pip.read(environment, command, linked, "x").access.via is NONE


def test_an_unknown_installation_passes_nothing_over() -> None:
    unknown = replace(ALONE, scripts=None)
    found = read("install x", installed=unknown, commands=(OWN,))
    assert found.access.executable == Path(OWN)


@pytest.mark.parametrize(
    ("words", "variables", "files", "reason"),
    [
        ("", {}, {}, "default (auto)"),
        ("--keyring-provider import", {}, {}, "--keyring-provider import"),
        ("--keyring import", {}, {}, "--keyring-provider import"),
        ("", {"PIP_KEYRING_PROVIDER": "import"}, {}, "PIP_KEYRING_PROVIDER=import"),
        (
            "",
            {},
            {"~/.config/pip/pip.conf": "[global]\nkeyring-provider = import\n"},
            "global.keyring-provider = import in pip.conf",
        ),
    ],
)
def test_why_it_is_that_way(
    words: str, variables: dict[str, str], files: dict[str, str], reason: str
) -> None:
    found = read(f"install x {words}", files=files, variables=variables)
    assert (found.access.via, found.access.reason) == (IMPORT, reason)


@pytest.mark.parametrize(
    ("words", "version", "there", "code", "reason"),
    [
        (
            f"-i {MINE}",
            (19, 1, 1),
            (PACKAGE,),
            "unsupported-version",
            "pip 19.1.1 asks no keyring.",
        ),
        (
            f"-i {MINE} --keyring-provider disabled",
            NEWEST,
            (PACKAGE,),
            "provider-disabled",
            "pip asks no keyring: --keyring-provider disabled.",
        ),
        (
            f"-i {MINE} --keyring-provider native",
            NEWEST,
            (PACKAGE,),
            "provider-disabled",
            "pip knows no keyring-provider native.",
        ),
        (f"-i {MINE}", NEWEST, (), "no-keyring", 'pip runs "keyring" and PATH has none.'),
        (
            f"-i {MINE}",
            NEWEST,
            (OWN,),
            "no-keyring",
            f"pip passes over {OWN}, which is beside pip, and PATH has no other.",
        ),
        (
            f"-i {MINE} --keyring-provider import",
            NEWEST,
            (SHIM,),
            "no-keyring",
            "pip 26.3 imports keyring, and its Python has none.",
        ),
        (
            f"-i {MINE} --no-input",
            (22, 3, 1),
            (PACKAGE,),
            "no-input",
            "pip 22.3.1 asks no keyring under --no-input.",
        ),
        (
            f"-i {MINE} --no-input",
            NEWEST,
            (PACKAGE,),
            "no-input",
            "pip asks no keyring: --no-input, and keyring-provider is auto.",
        ),
        (
            f"-i {INDEX}",
            (26, 1, 2),
            (SHIM,),
            "no-username",
            "pip asks no keyring for pkgs.example: the URL has no username (--index-url).",
        ),
        (
            "",
            (26, 1, 2),
            (SHIM,),
            "no-username",
            "pip asks no keyring for pypi.org: the URL has no username (the default).",
        ),
        (
            "-i https://u@H.example/",
            (26, 1, 2),
            (SHIM,),
            "no-username",
            "pip loses the username of the URL: H.example is not in lower case (--index-url).",
        ),
        (
            "--no-index -f https://u@h.example/",
            (26, 1, 2),
            (SHIM,),
            "no-username",
            "pip does not use the username of the URL in --find-links for h.example.",
        ),
        (
            "-i https://u:p@h.example/",
            NEWEST,
            (PACKAGE,),
            "settled",
            "The URL holds a username and a password (--index-url).",
        ),
        (
            "-i http://h.example/",
            NEWEST,
            (PACKAGE,),
            "settings-ignored",
            "pip leaves this index out: it is http, and h.example is no trusted host.",
        ),
    ],
)
def test_why_nothing_is_asked(
    words: str,
    version: Version,
    there: tuple[str, ...],
    code: str,
    reason: str,
) -> None:
    found = only(read(f"install x {words}", version, **present(there)))
    assert found.silence is not None
    assert (found.silence.code, found.silence.reason) == (code, reason)
    assert found.silence.fix
    assert not found.lookups


def test_netrc_answers_before_any_keyring() -> None:
    files = {"~/.netrc": "machine pkgs.example login me password secret\n"}
    silence = only(read(f"install x -i {INDEX}", (22, 1), files)).silence
    assert silence is not None
    assert silence.reason == ".netrc:1 answers before any keyring."


def test_a_backend_that_holds_nothing() -> None:
    off = replace(INSTALLED, keyring_off="PYTHON_KEYRING_BACKEND")
    silence = only(read(f"install x -i {MINE}", installed=off)).silence
    assert silence is not None
    assert silence.code == "no-keyring"
    command = replace(off, importable=False)
    found = read(f"install x -i {MINE}", installed=command, commands=(SHIM,))
    assert only(found).lookups


@pytest.mark.parametrize(
    ("version", "words", "variables", "asks"),
    [
        ((21, 0, 1), "--no-input", {}, True),
        ((21, 1), "--no-input", {}, False),
        ((23, 0, 1), "", {"PIP_NO_INPUT": "1"}, False),
        ((23, 0, 1), "", {"PIP_NO_INPUT": "0"}, True),
        ((23, 0, 1), "", {"PIP_NO_INPUT": ""}, True),
        ((23, 1), "--no-input", {"PIP_KEYRING_PROVIDER": "auto"}, False),
        ((23, 1), "--no-input", {"PIP_KEYRING_PROVIDER": "import"}, True),
        ((23, 1), "--isolated", {"PIP_NO_INPUT": "1"}, True),
    ],
)
def test_without_input(version: Version, words: str, variables: dict[str, str], asks: bool) -> None:
    found = only(read(f"install x -i {MINE} {words}", version, variables=variables))
    assert bool(found.lookups) == asks
