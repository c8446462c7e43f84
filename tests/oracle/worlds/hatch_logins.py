"""Whose login hatch takes: of the command, config.toml, .pypirc, or the last upload."""

from tests.oracle.worlds import World
from tests.oracle.worlds.hatch_making import CACHED, CORP, OTHER, UPLOAD, hatch, pypirc

WORLDS: list[World] = [
    hatch("user-of-all", "-r corp", config=f'[publish.index]\nuser = "ann"\n{CORP}'),
    hatch("user-of-all-main", "", config='[publish.index]\nuser = "ann"\n'),
    hatch(
        "user-of-repo-wins",
        "-r corp",
        config=f'[publish.index]\nuser = "ann"\n{CORP}user = "ci-bot"\n',
    ),
    hatch(
        "user-of-repo-empty", "-r corp", config=f'[publish.index]\nuser = "ann"\n{CORP}user = ""\n'
    ),
    hatch(
        "user-of-repo-variable",
        "-r corp",
        config=f'{CORP}user = "ann"\n',
        variables={"HATCH_INDEX_USER": "ci-bot"},
    ),
    hatch("user-flag-empty", "-r corp -u=", config=f'{CORP}user = "ann"\n'),
    hatch("auth-of-repo", "-r corp", config=f'{CORP}user = "ann"\nauth = "s3cret"\n'),
    hatch("auth-of-repo-empty", "-r corp", config=f'{CORP}user = "ann"\nauth = ""\n'),
    hatch("auth-of-all", "-r corp -u ci-bot", config=f'[publish.index]\nauth = "s3cret"\n{CORP}'),
    hatch("auth-without-user", "-r corp", config=f'{CORP}auth = "s3cret"\n'),
    hatch("auth-variable", "-u ci-bot", variables={"HATCH_INDEX_AUTH": "s3cret"}),
    hatch("auth-variable-empty", "-u ci-bot", variables={"HATCH_INDEX_AUTH": ""}),
    hatch("auth-flag", "-u ci-bot -a s3cret"),
    hatch(
        "cached-user", "-r corp", config=CORP, files={f"~/.cache/hatch/{CACHED}": '{"corp": "ann"}'}
    ),
    hatch("cached-user-main", "", files={f"~/.cache/hatch/{CACHED}": '{"main": "ann"}'}),
    hatch(
        "cached-user-elsewhere",
        "-r corp",
        "--cache-dir cache",
        config=CORP,
        files={f"cache/{CACHED}": '{"corp": "ann"}'},
    ),
    hatch(
        "cached-user-variable",
        "-r corp",
        config=CORP,
        variables={"HATCH_CACHE_DIR": "cache"},
        files={f"cache/{CACHED}": '{"corp": "ann"}'},
    ),
    hatch(
        "cached-user-dirs",
        "-r corp",
        config=f'[dirs]\ncache = "cache"\n{CORP}',
        files={f"cache/{CACHED}": '{"corp": "ann"}'},
    ),
    hatch(
        "cached-user-below",
        "-r corp",
        config=f'{CORP}user = "ci-bot"\n',
        files={f"~/.cache/hatch/{CACHED}": '{"corp": "ann"}'},
    ),
    hatch(
        "netrc", files={"~/.netrc": "machine upload.corp.example login ci-bot password s3cret\n"}
    ),
    hatch(
        "null-backend",
        "-u ci-bot",
        variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
    ),
    pypirc("pypirc-name", "corp", "username = ci-bot", words="-r corp"),
    pypirc(
        "pypirc-name-other-url",
        "corp",
        f"repository = {OTHER}",
        "username = ci-bot",
        words="-r corp",
    ),
    pypirc(
        "pypirc-name-password", "corp", "username = ci-bot", "password = s3cret", words="-r corp"
    ),
    pypirc("pypirc-password-only", "corp", "password = s3cret", words="-r corp"),
    pypirc(
        "pypirc-password-and-flag",
        "corp",
        "username = ci-bot",
        "password = s3cret",
        words="-r corp -u ann",
    ),
    pypirc("pypirc-url", "other", f"repository = {UPLOAD}", "username = ci-bot", words="-r corp"),
    pypirc("pypirc-url-slash", "other", f"repository = {UPLOAD[:-1]}", "username = ci-bot"),
    pypirc(
        "pypirc-url-password",
        "other",
        f"repository = {UPLOAD}",
        "username = ci-bot",
        "password = s3cret",
    ),
    pypirc("pypirc-pypi", "pypi", "username = __token__", words=""),
    pypirc(
        "pypirc-pypi-url",
        "pypi",
        "repository = https://upload.pypi.org/legacy/",
        "username = __token__",
        words="",
    ),
    pypirc("pypirc-main", "main", "username = ann", words=""),
    pypirc("pypirc-server-login", "server-login", "username = ann", words=""),
    pypirc("pypirc-empty-user", "corp", "username =", words="-r corp"),
    pypirc("pypirc-percent", "corp", "username = a%%b", words="-r corp"),
    pypirc("pypirc-percent-wrong", "corp", "username = a%b", words="-r corp"),
]
