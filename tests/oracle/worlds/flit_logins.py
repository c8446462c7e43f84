"""Where flit uploads to and as whom: its variables, its options, .pypirc, the project."""

from typing import Any

from tests.oracle.worlds import World, login, private

UPLOAD = "https://upload.corp.example/legacy/"
OTHER = "https://else.example/legacy/"
PYPI = "https://upload.pypi.org/legacy/"
SERVER = (private(UPLOAD), private(OTHER), private(PYPI, "__token__"))
PROJECT = """[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"
[project]
name = "custompkg"
version = "0.0.1"
description = "d"
authors = [{name = "a", email = "a@b.c"}]
"""
FILES = {"pyproject.toml": PROJECT, "custompkg.py": '"""d"""\n'}
INNER = {
    "inner/pyproject.toml": PROJECT.replace("custompkg", "otherpkg"),
    "inner/otherpkg.py": '"""d"""\n',
}
URL = {"FLIT_INDEX_URL": UPLOAD}
BOB = {**URL, "FLIT_USERNAME": "bob"}
SERVERS, AT = ("[distutils]", "index-servers = corp", "[corp]"), f"repository = {UPLOAD}"


def flit(case: str, words: str = "", before: str = "", **more: Any) -> World:
    """Make a world of `flit publish`."""
    command = ("flit", *before.split(), "publish", "--format", "wheel", "--no-use-vcs")
    files = {**FILES, **more.pop("files", {})}
    more = {"server": SERVER, "importable": True, **more}
    return World("flit", case, (*command, *words.split()), files, **more)


def pypirc(
    case: str, *lines: str, words: str = "--repository corp", at: str = "~/.pypirc", **more: Any
) -> World:
    """Make a world with a .pypirc."""
    return flit(case, words, files={at: "\n".join([*lines, ""])}, **more)


WORLDS: list[World] = [
    flit("folder-inner", files=INNER, cwd="inner", variables=BOB),
    flit("folder-below", files={"src/x": ""}, cwd="src", variables=BOB),
    flit("folder-file", before="-f inner/pyproject.toml", files=INNER, variables=BOB),
    flit(
        "folder-file-below",
        before="-f ../pyproject.toml",
        files={"src/x": ""},
        cwd="src",
        variables=BOB,
    ),
    flit("variable-user-nobody", variables=URL),
    flit("variable-user-only", variables={"FLIT_USERNAME": "bob"}),
    flit("variable-user-empty", variables={**URL, "FLIT_USERNAME": ""}),
    flit("variable-password", variables={**BOB, "FLIT_PASSWORD": "s3cret"}),
    flit("variable-password-empty", variables={**BOB, "FLIT_PASSWORD": ""}),
    flit("variable-password-nobody", variables={**URL, "FLIT_PASSWORD": "s3cret"}),
    flit("variable-url-empty", variables={**BOB, "FLIT_INDEX_URL": ""}),
    flit("variable-url-user", variables={"FLIT_INDEX_URL": login(UPLOAD, "ann")}),
    flit("variable-url-http", variables={**BOB, "FLIT_INDEX_URL": PYPI.replace("https", "http")}),
    flit(
        "variable-hit-project",
        variables=URL,
        entries=[(UPLOAD, "pypi_token:project:custompkg", "s3cret")],
    ),
    flit("variable-hit-user", variables=BOB, entries=[(UPLOAD, "pypi_token:user:bob", "s3cret")]),
    flit("variable-and-repository", "--repository pypi", variables=BOB),
    flit("pypi"),
    flit("pypi-hit", entries=[(PYPI, "__token__", "s3cret")]),
    flit(
        "netrc",
        variables=URL,
        files={"~/.netrc": "machine upload.corp.example login bob password s3cret\n"},
    ),
    flit(
        "null-backend", variables={**BOB, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    ),
    pypirc("pypirc-nouser", *SERVERS, AT),
    pypirc("pypirc-password", *SERVERS, AT, "username = bob", "password = s3cret"),
    pypirc("pypirc-password-empty", *SERVERS, AT, "username = bob", "password ="),
    pypirc("pypirc-password-only", *SERVERS, AT, "password = s3cret"),
    pypirc("pypirc-user-empty", *SERVERS, AT, "username ="),
    pypirc("pypirc-no-url", *SERVERS, "username = bob"),
    pypirc(
        "pypirc-not-listed", "[distutils]", "index-servers = pypi", "[corp]", AT, "username = bob"
    ),
    pypirc("pypirc-no-servers", "[corp]", AT, "username = bob"),
    pypirc("pypirc-unknown", *SERVERS, AT, "username = bob", words="--repository other"),
    pypirc(
        "pypirc-variable-user", *SERVERS, AT, "username = bob", variables={"FLIT_USERNAME": "ann"}
    ),
    pypirc(
        "pypirc-variable-password",
        *SERVERS,
        AT,
        "username = bob",
        "password = other",
        variables={"FLIT_PASSWORD": "s3cret"},
    ),
    pypirc(
        "pypirc-variable-url", *SERVERS, AT, "username = bob", variables={"FLIT_INDEX_URL": OTHER}
    ),
    pypirc(
        "pypirc-default",
        "[distutils]",
        "index-servers = pypi",
        "[pypi]",
        "username = bob",
        words="",
    ),
    pypirc(
        "pypirc-default-url",
        "[distutils]",
        "index-servers = pypi",
        "[pypi]",
        AT,
        "username = bob",
        words="",
    ),
    pypirc("pypirc-server-login", "[server-login]", "username = bob", words=""),
    pypirc("pypirc-one-other", *SERVERS, AT, "username = bob", words=""),
    pypirc(
        "pypirc-named-file",
        *SERVERS,
        AT,
        "username = bob",
        words="--repository corp --pypirc my.cfg",
        at="my.cfg",
    ),
    pypirc("pypirc-named-file-gone", *SERVERS, AT, words="--repository corp --pypirc gone.cfg"),
    pypirc("pypirc-of-project", *SERVERS, AT, "username = bob", at=".pypirc"),
    pypirc("pypirc-percent", *SERVERS, AT, "username = a%b"),
    pypirc("pypirc-hit", *SERVERS, AT, "username = bob", entries=[(UPLOAD, "bob", "s3cret")]),
]
