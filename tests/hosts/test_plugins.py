"""Which plugin answers what, as their sources have it."""

import pytest

from keydex.hosts.plugins import PLUGINS, answers, of_kind, wanted
from keydex.model import Api

AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
GOOGLE = "https://europe-python.pkg.dev/acme/repo/simple/"
AWS = "https://acme-123456789012.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/"
GITLAB = "https://gitlab.example/api/v4/projects/42/packages/pypi/simple"
CLOUDSMITH = "https://dl.cloudsmith.io/basic/o/r/python/simple/"
CHAINGUARD = "https://libraries.cgr.dev/python/simple/"
NAMED = {each.package: each for each in PLUGINS}
GAUTH = "keyrings.google-artifactregistry-auth"


@pytest.mark.parametrize(
    ("package", "service", "username", "expected"),
    [
        ("artifacts-keyring", AZURE, "VssSessionToken", True),
        ("artifacts-keyring", AZURE, "me", False),
        ("artifacts-keyring", AZURE, None, True),
        ("artifacts-keyring", AZURE.replace(".com", ".com:443"), "VssSessionToken", False),
        ("artifacts-keyring", AZURE.replace("pkgs", "PKGS"), "VssSessionToken", False),
        ("artifacts-keyring", "pkgs.dev.azure.com", "VssSessionToken", False),
        ("artifacts-keyring-nofuss", AZURE, "me", True),
        ("artifacts-keyring-nofuss", AZURE.replace(".com", ".com:443"), "me", True),
        ("artifacts-keyring-nofuss", AZURE.replace("//", "//not"), "me", False),
        ("keyrings.artifacts", AZURE, "VssSessionToken", True),
        (GAUTH, GOOGLE, "oauth2accesstoken", True),
        (GAUTH, GOOGLE, "anyone", True),
        (GAUTH, "europe-python.pkg.dev", "oauth2accesstoken", False),
        ("keyrings.codeartifact", AWS, "aws", True),
        ("keyrings.codeartifact", AWS.replace(".com/", ".com.cn/"), "aws", False),
        ("keyrings.codeartifact", AWS.replace("/pypi/", "/npm/"), "aws", False),
        ("keyring-gitlab-pypi", GITLAB, "__token__", True),
        ("keyring-gitlab-pypi", GITLAB.replace("42", "team%2Fapp"), "__token__", False),
        ("keyring-gitlab-pypi", GITLAB.replace("/api", "/sub/api"), "__token__", False),
        ("keyring-gitlab-pypi", GITLAB.replace("projects/42", "groups/7/-"), "__token__", False),
        ("cloudsmith-keyring", CLOUDSMITH, "token", True),
        ("cloudsmith-keyring", CLOUDSMITH.replace("dl", "docker"), "token", False),
        ("keyrings-chainguard-libraries", CHAINGUARD, "anyone", True),
    ],
)
def test_a_plugin_answers(package: str, service: str, username: str, *, expected: bool) -> None:
    assert answers(NAMED[package], service, username) is expected


@pytest.mark.parametrize(
    ("package", "service", "expected"),
    [
        ("artifacts-keyring", AZURE, True),
        ("keyrings.artifacts", AZURE, True),
        ("keyring-gitlab-pypi", GITLAB, False),
        ("cloudsmith-keyring", CLOUDSMITH, False),
    ],
)
def test_some_give_their_own_login_where_a_credential_is_asked_for(
    package: str, service: str, *, expected: bool
) -> None:
    assert answers(NAMED[package], service, "me", Api.CREDS) is expected
    assert answers(NAMED[package], service, "me", Api.GET_CREDENTIAL) is expected


@pytest.mark.parametrize(
    ("kind", "username", "expected"),
    [
        ("azure", "VssSessionToken", "artifacts-keyring"),
        ("azure", None, None),
        ("azure", "me", None),
        ("google", None, GAUTH),
        ("google", "_json_key_base64", None),
        ("aws", "aws", "keyrings.codeartifact"),
        ("gitlab", "__token__", None),
        (None, None, None),
    ],
)
def test_a_plugin_is_wanted_where_no_password_lasts(
    kind: str | None, username: str | None, expected: str | None
) -> None:
    found = wanted(kind, username)
    assert (found.package if found else None) == expected


def test_each_kind_has_one_to_install_at_most() -> None:
    preferred = [each.kind for each in PLUGINS if each.preferred]
    assert sorted(set(preferred)) == sorted(preferred)


def test_the_plugins_of_a_kind_are_those_that_are_there() -> None:
    assert [each.package for each in of_kind("google", {GAUTH, "artifacts-keyring"})] == [GAUTH]
    assert of_kind(None, {GAUTH}) == ()
