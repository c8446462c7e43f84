"""The kinds of index, and where their secrets hide."""

import pytest

from keydex.hosts import kind, secrets
from keydex.model import Index, Role
from keydex.secret import Secret

TOKEN = "glpat-0123456789abcdefghij"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://pypi.org/simple", "pypi"),
        ("https://upload.pypi.org/legacy/", "pypi"),
        ("https://test.pypi.org/simple/", "testpypi"),
        ("https://PKGS.dev.azure.com/acme/_packaging/core/pypi/simple", "azure"),
        ("https://acme.pkgs.visualstudio.com/_packaging/core/pypi/simple/", "azure"),
        ("https://europe-python.pkg.dev/acme/repo/simple/", "google"),
        ("https://d-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/", "aws"),
        ("https://gitlab.example/api/v4/projects/42/packages/pypi/simple", "gitlab"),
        ("https://git.example/lab/api/v4/groups/7/-/packages/pypi/simple", "gitlab"),
        ("https://acme.jfrog.io/artifactory/api/pypi/r/simple", "jfrog"),
        ("https://repo.example/artifactory/api/pypi/r/simple", "jfrog"),
        ("https://nexus.example/repository/pypi/simple", "nexus"),
        ("https://dl.cloudsmith.io/basic/o/r/python/simple/", "cloudsmith"),
        ("https://pypi.fury.io/t/acme/", "gemfury"),
        ("https://packagecloud.io/u/r/pypi/simple", "packagecloud"),
        ("https://devpi.example/root/pypi/+simple/", "devpi"),
        ("https://codeberg.org/api/packages/o/pypi/simple", "gitea"),
        ("https://pypi.org.evil.example/simple", None),
        ("https://pkgs.example/simple/", None),
    ],
)
def test_an_index_is_recognised_by_its_url(url: str, expected: str | None) -> None:
    found = kind(url)
    assert (found.kind if found else None) == expected


@pytest.mark.parametrize(
    ("url", "username", "expected"),
    [
        ("https://pypi.fury.io/TOKENpart/acme/", None, ["TOKENpart"]),
        ("https://pypi.fury.io/acme/", "TOKENuser", ["TOKENuser"]),
        ("https://packagecloud.io/priv/TOKENpart/acme/pypi/simple", None, ["TOKENpart"]),
        ("https://h/simple/?token=0123456789abcdef", None, ["0123456789abcdef"]),
        (f"https://h/simple/?x={TOKEN}", None, [TOKEN]),
        ("https://h/simple/?key=a%20b&x=1", None, []),
        ("https://packagecloud.io/u/r/pypi/simple", "abc", ["abc"]),
        ("https://pkgs.example/simple/", TOKEN, [TOKEN]),
        (f"https://pkgs.example/{TOKEN}/simple/", None, [TOKEN]),
        (
            "https://pkgs.example/simple/",
            "0123456789abcdef0123456789abcdef",
            ["0123456789abcdef0123456789abcdef"],
        ),
        ("https://pkgs.example/simple/", "ci-bot", []),
        ("https://europe-python.pkg.dev/a/r/simple/", "oauth2accesstoken", []),
        (
            "https://pkgs.dev.azure.com/a/_packaging/9f3c2b1a0d8e7f6a5b4c3d2e1f0a9b8c/pypi/simple/",
            "VssSessionToken",
            [],
        ),
        ("https://gitlab.example/api/v4/projects/42/packages/pypi/simple", "__token__", []),
        ("https://x/simple/", "someone@corporation.example.com", []),
    ],
)
def test_a_username_or_path_that_is_the_secret_is_told(
    url: str, username: str | None, expected: list[str]
) -> None:
    index = Index("uv", None, url, Role.EXTRA, username=username, username_from="url")
    assert secrets(index) == tuple(Secret(each) for each in expected)
