"""The kinds of index, and where their secrets hide."""

import re
import string
from dataclasses import fields

import pytest

from keydex.hosts import HOSTS, Host, corrected, kind, secrets, token_page
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
        ("https://dl.cloudsmith.io/t/o/r/python/simple/", "cloudsmith"),
        ("https://pypi.fury.io/t/acme/", "gemfury"),
        ("https://packagecloud.io/u/r/pypi/simple", "packagecloud"),
        ("https://devpi.example/root/pypi/+simple/", "devpi"),
        ("https://codeberg.org/api/packages/o/pypi/simple", "gitea"),
        ("https://pypi.anaconda.org/acme/simple", "anaconda"),
        ("https://libraries.cgr.dev/python/simple/", "chainguard"),
        ("https://api.pyx.dev/simple/acme/main", "pyx"),
        ("https://packages.buildkite.com/acme/reg/pypi/simple", "buildkite"),
        ("https://packagemanager.posit.co/pypi/latest/simple", "posit"),
        ("https://pypi.pkg.github.com/acme", "github"),
        ("https://ghcr.io/acme", "ghcr"),
        ("https://quay.io/acme", "quay"),
        ("https://index.docker.io/v1/", "dockerhub"),
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
        ("https://pypi.fury.io//TOKENpart/acme/", None, ["TOKENpart"]),
        ("https://pypi.fury.io/acme/", "TOKENuser", ["TOKENuser"]),
        ("https://dl.cloudsmith.io/TOKENpart/o/r/python/simple/", None, ["TOKENpart"]),
        ("https://dl.cloudsmith.io//TOKENpart/o/r/python/simple/", None, ["TOKENpart"]),
        ("https://dl.cloudsmith.io/a%20b.c/o/r/python/simple/", None, ["a b.c"]),
        ("https://dl.cloudsmith.io/${TOKEN}/o/r/python/simple/", None, []),
        ("https://dl.cloudsmith.io/basic/o/r/python/simple/", "token", []),
        ("https://dl.cloudsmith.io/public/o/r/python/simple/", None, []),
        ("https://python.cloudsmith.io/o/r/", "token", []),
        ("https://packagecloud.io/priv/TOKENpart/acme/pypi/simple", None, ["TOKENpart"]),
        ("https://pypi.anaconda.org/t/ab-TOKENpart/acme/simple", None, ["ab-TOKENpart"]),
        ("https://pypi.anaconda.org/acme/simple", None, []),
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
        ("https://pkgs.example/pypi-private-releases/simple/", None, []),
        ("https://[pkgs.example/simple/", TOKEN, [TOKEN]),
        ("https://ho\u2100st/simple/", None, []),
        ("https://x/simple/", "someone@corporation.example.com", []),
    ],
)
def test_a_username_or_path_that_is_the_secret_is_told(
    url: str, username: str | None, expected: list[str]
) -> None:
    index = Index("uv", None, url, Role.EXTRA, username=username, username_from="url")
    assert secrets(index) == tuple(Secret(each) for each in expected)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (
            "https://pkgs.dev.azure.com/acme/proj/_packaging/core/pypi/simple/",
            "https://dev.azure.com/acme/_usersSettings/tokens",
        ),
        (
            "https://acme.pkgs.visualstudio.com/_packaging/core/pypi/simple/",
            "https://dev.azure.com/acme/_usersSettings/tokens",
        ),
        (
            "https://gitlab.example:8443/api/v4/projects/42/packages/pypi/simple",
            "https://gitlab.example:8443/-/user_settings/personal_access_tokens"
            "?name=keydex&scopes=read_api",
        ),
        (
            "https://git.example/lab/api/v4/groups/7/-/packages/pypi/simple",
            "https://git.example/lab/-/user_settings/personal_access_tokens"
            "?name=keydex&scopes=read_api",
        ),
        (
            "https://codeberg.org/api/packages/o/pypi",
            "https://codeberg.org/user/settings/applications",
        ),
        ("https://pypi.fury.io/TOKEN/acme/", "https://manage.fury.io/manage/acme/tokens"),
        ("https://pypi.fury.io/acme/", "https://manage.fury.io/manage/acme/tokens"),
        ("https://pypi.fury.io/", None),
        ("https://upload.pypi.org/legacy/", "https://pypi.org/manage/account/token/"),
        ("https://europe-python.pkg.dev/acme/repo/simple/", None),
        ("https://pkgs.example/simple/", None),
    ],
)
def test_the_page_of_tokens(url: str, page: str | None) -> None:
    assert token_page(url) == page


GITLAB = "https://gitlab.example/api/v4/projects/a%2Fb/packages/pypi"


@pytest.mark.parametrize(
    ("index", "upload"),
    [
        ("https://pypi.org/simple/", "https://upload.pypi.org/legacy/"),
        ("https://test.pypi.org/simple/", "https://test.pypi.org/legacy/"),
        (
            "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/",
            "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/upload/",
        ),
        ("https://europe-python.pkg.dev/p/r/simple/", "https://europe-python.pkg.dev/p/r/"),
        (
            "https://d-1.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/",
            "https://d-1.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/",
        ),
        (f"{GITLAB}/simple", GITLAB),
        ("https://acme.jfrog.io/art/api/pypi/r/simple", "https://acme.jfrog.io/art/api/pypi/r"),
        (
            "https://git.example/api/packages/o/pypi/simple",
            "https://git.example/api/packages/o/pypi",
        ),
    ],
)
def test_each_purpose_has_its_address(index: str, upload: str) -> None:
    assert corrected(upload, publishes=False) == (index, "")
    assert corrected(index, publishes=True) == (upload, "")
    assert corrected(index, publishes=False) is None
    assert corrected(upload, publishes=True) is None


@pytest.mark.parametrize(
    ("url", "publishes", "advice"),
    [
        ("https://gitlab.example/api/v4/groups/7/-/packages/pypi/simple", True, "to a project"),
        ("https://python.cloudsmith.io/o/r/", False, "dl.cloudsmith.io/basic/"),
    ],
)
def test_an_address_that_can_not_be_told(url: str, publishes: bool, advice: str) -> None:
    found = corrected(url, publishes=publishes)
    assert found
    assert not found[0]
    assert advice in found[1]


def test_an_address_that_nobody_knows_is_left_alone() -> None:
    assert corrected("https://pkgs.example/upload/", publishes=False) is None


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: f"{host.kind} {host.pattern}")
def test_a_row_is_sound(host: Host) -> None:
    names = {each.name for each in fields(host)}
    assert host.unverified <= names
    words = {name for _, name, _, _ in string.Formatter().parse(host.page or "") if name}
    assert words <= {"host", *re.compile(host.place).groupindex}
    assert all(text.endswith(".") for _, text in host.statuses)
    assert all(bool(each.instead) != bool(each.advice) for each in (*host.uploads, *host.indexes))
    for pattern in (host.form or "", *(each.pattern for each in (*host.uploads, *host.indexes))):
        re.compile(pattern)
