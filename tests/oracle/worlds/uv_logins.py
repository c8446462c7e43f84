"""Whose login counts for which index of uv, and when it is sent."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, URL, World, login, private
from tests.oracle.worlds.uv_making import (
    ON,
    PROVIDER,
    A,
    B,
    compiled,
    index,
    locked,
    pinned,
    project,
)

TWO = (private(A, packages=[]), private(B), EMPTY_PYPI)
OPEN_FIRST = ({"prefix": A, "packages": []}, private(B), EMPTY_PYPI)
ALWAYS = (0, 6, 6)

WORLDS: list[World] = [
    locked("one-named-one-not", index(login(A, "ci-bot"), "a"), index(B, "b"), server=TWO),
    locked("one-not-one-named", index(A, "a"), index(login(B, "ci-bot"), "b"), server=OPEN_FIRST),
    locked(
        "one-named-one-not-hit",
        index(login(A, "ci-bot"), "a"),
        index(B, "b"),
        server=TWO,
        entries=BY_HOST,
    ),
    locked(
        "password-beside-none", index(login(A, "ci-bot:s3cret"), "a"), index(B, "b"), server=TWO
    ),
    locked(
        "password-beside-user",
        index(login(A, "ci-bot:s3cret"), "a"),
        index(login(B, "ci-bot"), "b"),
        server=TWO,
    ),
    locked(
        "password-beside-other",
        index(login(A, "ci-bot:s3cret"), "a"),
        index(login(B, "bob"), "b"),
        server=(private(A, packages=[]), private(B, "bob"), EMPTY_PYPI),
    ),
    locked(
        "variable-beside-none",
        index(A, "a"),
        index(B, "b"),
        server=TWO,
        variables={"UV_INDEX_A_USERNAME": "ci-bot"},
    ),
    locked(
        "variables-beside-user",
        index(A, "a"),
        index(login(B, "ci-bot"), "b"),
        server=TWO,
        variables={"UV_INDEX_A_USERNAME": "ci-bot", "UV_INDEX_A_PASSWORD": "s3cret"},
    ),
    locked(
        "http-and-https",
        index("http://ci-bot@feed.example/a/simple", "a"),
        index("https://feed.example/b/simple", "b"),
        server=(
            private("http://feed.example/", packages=[]),
            private("https://feed.example/"),
            EMPTY_PYPI,
        ),
    ),
    compiled(
        "pip-one-named-one-not",
        "--index-url",
        login(B, "ci-bot"),
        "--extra-index-url",
        A,
        server=OPEN_FIRST,
    ),
    locked("always", index(URL, default=True, authenticate="always"), since=ALWAYS),
    locked("always-user", index(default=True, authenticate="always"), since=ALWAYS),
    locked(
        "always-variable",
        index(URL, default=True, authenticate="always"),
        since=ALWAYS,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    locked(
        "always-port",
        index("http://feed.example:8000/simple/", default=True, authenticate="always"),
        since=ALWAYS,
        server=(private("http://feed.example:8000/"),),
    ),
    locked(
        "always-dependabot",
        index(URL, default=True, authenticate="always"),
        since=ALWAYS,
        variables={"DEPENDABOT": "true"},
    ),
    locked(
        "always-dependabot-user",
        index(default=True, authenticate="always"),
        since=ALWAYS,
        variables={"DEPENDABOT": "true"},
    ),
    locked(
        "always-dependabot-open",
        index(URL, default=True, authenticate="always"),
        since=ALWAYS,
        variables={"DEPENDABOT": "true"},
        server=({"prefix": URL},),
    ),
    locked(
        "always-password",
        index(NAMED.replace("ci-bot", "ci-bot:s3cret"), default=True, authenticate="always"),
        since=ALWAYS,
    ),
    locked(
        "always-explicit",
        index(URL, explicit=True, authenticate="always"),
        pinned("corp"),
        since=ALWAYS,
    ),
    locked(
        "always-in-uv-toml",
        settings="",
        since=ALWAYS,
        files={
            "uv.toml": f'{ON}[[index]]\nname = "corp"\nurl = "{URL}"\n'
            'default = true\nauthenticate = "always"\n'
        },
    ),
    locked(
        "always-beside-auto",
        index(A, "a", authenticate="always"),
        index(B, "b"),
        server=TWO,
        since=ALWAYS,
    ),
    locked(
        "never-variable",
        index(URL, default=True, authenticate="never"),
        since=ALWAYS,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    compiled(
        "pip-always",
        provider=False,
        since=ALWAYS,
        files={"pyproject.toml": project(index(URL, default=True, authenticate="always"))},
    ),
    compiled(
        "pip-never",
        provider=False,
        since=ALWAYS,
        files={"pyproject.toml": project(index(default=True, authenticate="never"))},
    ),
    compiled(
        "pip-always-flag-instead",
        "--default-index",
        URL,
        provider=False,
        since=ALWAYS,
        variables=PROVIDER,
        files={"pyproject.toml": project(index(URL, default=True, authenticate="always"))},
    ),
    locked(
        "always-root-below",
        index(f"https://{HOST}/team/pypi", default=True, authenticate="always"),
        since=ALWAYS,
        server=(private(f"https://{HOST}/team/"),),
    ),
]
