"""Where twine uploads to and as whom: its options, its variables, .pypirc; netrc says nothing."""

from typing import Any

from tests.oracle.worlds import World, login, private

UPLOAD = "https://upload.corp.example/legacy/"
OTHER = "https://else.example/legacy/"
PYPI, TEST = "https://upload.pypi.org/legacy/", "https://test.pypi.org/legacy/"
FILE = "dist/custompkg-0.0.1-py3-none-any.whl"
SERVER = (private(UPLOAD), private(OTHER), private(PYPI, "__token__"), private(TEST, "__token__"))
NETRC = "machine upload.corp.example login ci-bot password s3cret\n"


def twine(case: str, words: str = f"--repository-url {UPLOAD}", **more: Any) -> World:
    """Make a world of `twine upload`."""
    up = "../" * len([each for each in more.get("cwd", ".").split("/") if each != "."])
    command = ("twine", "upload", "--non-interactive", *words.split(), f"{up}{FILE}")
    files = {FILE: "@wheel:custompkg", **more.pop("files", {})}
    return World("twine", case, command, files, **{"server": SERVER, "importable": True, **more})


def pypirc(
    case: str, *lines: str, words: str = "-r corp", at: str = "~/.pypirc", **more: Any
) -> World:
    """Make a world with a .pypirc."""
    return twine(case, words, files={at: "\n".join([*lines, ""]), **more.pop("files", {})}, **more)


SERVERS, URL = ("[distutils]", "index-servers = corp", "[corp]"), f"repository = {UPLOAD}"

PYPIRCS = [
    pypirc("pypirc-below-server-login", "[server-login]", "username = ann", *SERVERS, URL),
    pypirc("pypirc-server-login-pypi", "[server-login]", "username = ann", words=""),
    pypirc(
        "pypirc-server-login-password",
        "[server-login]",
        "username = ann",
        "password = s3cret",
        words="",
    ),
    pypirc(
        "pypirc-not-listed", "[distutils]", "index-servers = pypi", "[corp]", URL, "username = ann"
    ),
    pypirc("pypirc-no-servers", "[corp]", URL, "username = ann"),
    pypirc("pypirc-listed-gone", "[distutils]", "index-servers = corp"),
    pypirc("pypirc-no-repository", *SERVERS, "username = ann"),
    pypirc("pypirc-empty-user", *SERVERS, URL, "username ="),
    pypirc("pypirc-empty-password", *SERVERS, URL, "username = ann", "password ="),
    pypirc("pypirc-password-only", *SERVERS, URL, "password = s3cret"),
    pypirc("pypirc-percent", *SERVERS, URL, "username = a%b"),
    pypirc("pypirc-case", *SERVERS, URL, "Username = ann"),
    pypirc(
        "pypirc-name-case", "[distutils]", "index-servers = Corp", "[Corp]", URL, "username = ann"
    ),
    pypirc(
        "pypirc-commas",
        "[distutils]",
        "index-servers = corp, other",
        "[corp]",
        URL,
        "username = ann",
    ),
    pypirc(
        "pypirc-many",
        "[distutils]",
        "index-servers =",
        "  other",
        "  corp",
        "[other]",
        f"repository = {OTHER}",
        "username = bob",
        "[corp]",
        URL,
        "username = ann",
    ),
    pypirc("pypirc-user-flag", *SERVERS, URL, "username = ann", words="-r corp -u ci-bot"),
    pypirc(
        "pypirc-user-variable",
        *SERVERS,
        URL,
        "username = ann",
        variables={"TWINE_USERNAME": "ci-bot"},
    ),
    pypirc(
        "pypirc-user-flag-password",
        *SERVERS,
        URL,
        "username = ann",
        "password = s3cret",
        words="-r corp -u ci-bot",
    ),
    pypirc(
        "pypirc-password-variable",
        *SERVERS,
        URL,
        "username = ann",
        variables={"TWINE_PASSWORD": "s3cret"},
    ),
    pypirc(
        "pypirc-password-variable-empty",
        *SERVERS,
        URL,
        "username = ann",
        "password = s3cret",
        variables={"TWINE_PASSWORD": ""},
    ),
    pypirc(
        "pypirc-variable-name",
        *SERVERS,
        URL,
        "username = ann",
        words="",
        variables={"TWINE_REPOSITORY": "corp"},
    ),
    pypirc(
        "pypirc-variable-name-flag",
        *SERVERS,
        URL,
        "username = ann",
        words="-r corp",
        variables={"TWINE_REPOSITORY": "testpypi"},
    ),
    pypirc(
        "pypirc-variable-url-wins",
        *SERVERS,
        URL,
        "username = ann",
        variables={"TWINE_REPOSITORY_URL": OTHER},
    ),
    pypirc(
        "pypirc-variable-url-empty",
        *SERVERS,
        URL,
        "username = ann",
        variables={"TWINE_REPOSITORY_URL": ""},
    ),
    pypirc(
        "pypirc-variable-name-empty",
        *SERVERS,
        URL,
        "username = ann",
        words="",
        variables={"TWINE_REPOSITORY": ""},
    ),
    pypirc("pypirc-url-same", *SERVERS, URL, "username = ann", words=f"--repository-url {UPLOAD}"),
    pypirc(
        "pypirc-hit", *SERVERS, URL, "username = ci-bot", entries=[(UPLOAD, "ci-bot", "s3cret")]
    ),
    pypirc("pypirc-nouser-hit", *SERVERS, URL, entries=[(UPLOAD, "ci-bot", "s3cret")]),
    pypirc("pypirc-no-slash", *SERVERS, URL[:-1], "username = ann"),
    pypirc(
        "pypirc-upper",
        *SERVERS,
        "repository = https://UPLOAD.corp.example/legacy/",
        "username = ann",
    ),
    pypirc("pypirc-pypi-user", "[pypi]", "username = ann", words=""),
    pypirc("pypirc-pypi-password", "[pypi]", "username = __token__", "password = s3cret", words=""),
    pypirc("pypirc-pypi-password-only", "[pypi]", "password = s3cret", words=""),
    pypirc(
        "pypirc-pypi-url",
        "[distutils]",
        "index-servers = pypi",
        "[pypi]",
        URL,
        "username = ann",
        words="",
    ),
    pypirc("pypirc-testpypi-user", "[testpypi]", "username = ann", words="-r testpypi"),
    pypirc("pypirc-default-section", "[DEFAULT]", "username = ann", *SERVERS, URL),
    pypirc(
        "pypirc-named-file",
        *SERVERS,
        URL,
        "username = ann",
        words="-r corp --config-file my.cfg",
        at="my.cfg",
    ),
    pypirc(
        "pypirc-named-file-home",
        *SERVERS,
        URL,
        "username = ann",
        words="-r corp --config-file ~/my.cfg",
        at="~/my.cfg",
    ),
    pypirc(
        "pypirc-named-file-gone",
        *SERVERS,
        URL,
        "username = ann",
        words="-r corp --config-file gone.cfg",
    ),
    pypirc("pypirc-of-project", *SERVERS, URL, "username = ann", at=".pypirc"),
    pypirc("pypirc-of-project-below", *SERVERS, URL, "username = ann", at=".pypirc", cwd="src"),
    pypirc("pypirc-broken", "[corp"),
]

WORLDS: list[World] = [
    *PYPIRCS,
    twine("netrc", files={"~/.netrc": NETRC}),
    twine("netrc-user", f"--repository-url {UPLOAD} -u ci-bot", files={"~/.netrc": NETRC}),
    twine("empty-login-netrc", "-u= -p= --repository-url " + UPLOAD, files={"~/.netrc": NETRC}),
    twine("password-only", f"--repository-url {UPLOAD} -p s3cret"),
    twine("password-variable-only", variables={"TWINE_PASSWORD": "s3cret"}),
    twine("user-variable-empty", variables={"TWINE_USERNAME": ""}),
    twine(
        "user-flag-wins",
        f"--repository-url {UPLOAD} -u ci-bot",
        variables={"TWINE_USERNAME": "ann"},
    ),
    twine("url-variable", "", variables={"TWINE_REPOSITORY_URL": UPLOAD}),
    twine("url-variable-user", "", variables={"TWINE_REPOSITORY_URL": login(UPLOAD, "ann")}),
    twine("url-user", f"--repository-url {login(UPLOAD, 'ann')}"),
    twine("url-user-password", f"--repository-url {login(UPLOAD, 'ann:s3cret')}"),
    twine("url-login-flag", f"--repository-url {login(UPLOAD, 'ann')} -u ci-bot"),
    twine("url-user-percent", f"--repository-url {login(UPLOAD, 'a%40b')}"),
    twine("pypi-url", f"--repository-url {PYPI}"),
    twine("pypi-url-http", f"--repository-url {PYPI.replace('https', 'http')} -u ann"),
    twine("pypi-user", "-u ann"),
    twine("pypi-user-token", "-u __token__"),
    twine("pypi-user-empty", "-u="),
    twine("pypi-user-variable", "", variables={"TWINE_USERNAME": "ann"}),
    twine("testpypi-user", "-r testpypi -u ann"),
    twine("testpypi-hit", "-r testpypi", entries=[(TEST, "__token__", "s3cret")]),
    twine("null-backend", variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}),
    twine("url-invalid", "--repository-url upload.corp.example/legacy/ -u ann"),
]
