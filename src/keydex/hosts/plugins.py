"""The keyring backends that get tokens for certain hosts, and what each of them answers.

Read of their sources: artifacts-keyring 1.0.0, artifacts-keyring-nofuss 1.3.3, keyrings.artifacts
1.0.2, keyrings.google-artifactregistry-auth 1.1.2, keyrings.codeartifact 2.1.2,
keyring-gitlab-pypi 1.2, cloudsmith-keyring 0.2.6, keyrings-chainguard-libraries 0.2.0; 2026-11-21.
"""

import re
from collections.abc import Collection

from keydex.model import Api
from keydex.nouns import dataclass
from keydex.secret import pieces


@dataclass(frozen=True, slots=True)
class Plugin:
    """One backend: its package, the hosts that it is for, and the questions that it answers."""

    package: str
    module: str
    """How the dotted names of its backends begin."""
    kind: str
    """The kind of index (`keydex.hosts.kinds`)."""
    pattern: str
    """Matched whole against `netloc/path` of a service, as it is spelled."""
    limits: str
    """What `pattern` says, for a person."""
    username: str | None = None
    """The username that it answers with."""
    only_username: bool = False
    """Whether a question for another username finds nothing."""
    any_credential: bool = False
    """Whether `get_credential` gives its own login all the same."""
    opens_browser: bool = False
    quieted_by: str = ""
    """The variable that keeps it from asking a person; it fails instead."""
    preferred: bool = False
    """Whether it is the one to install where there is none."""


AZURE = r"[^/:]*(pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com|pkgs\.codedev\.ms|pkgs\.vsts\.me)/.*"
AZURE_LIMITS = "Azure's hosts in lower case, without a port"
QUIET = "ARTIFACTS_KEYRING_NONINTERACTIVE_MODE"

PLUGINS: tuple[Plugin, ...] = (
    Plugin(
        "artifacts-keyring",
        "artifacts_keyring.",
        "azure",
        AZURE,
        AZURE_LIMITS,
        "VssSessionToken",
        only_username=True,
        any_credential=True,
        opens_browser=True,
        quieted_by=QUIET,
        preferred=True,
    ),
    Plugin(
        "artifacts-keyring-nofuss",
        "artifacts_keyring_nofuss.",
        "azure",
        r"(?i:([^/]*\.)?(pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com)(:\d+)?/.*)",
        "Azure's hosts",
        "VssSessionToken",
        opens_browser=True,
    ),
    Plugin(
        "keyrings.artifacts",
        "keyrings_artifacts.",
        "azure",
        AZURE,
        AZURE_LIMITS,
        "VssSessionToken",
        only_username=True,
        any_credential=True,
        opens_browser=True,
    ),
    Plugin(
        "keyrings.google-artifactregistry-auth",
        "keyrings.gauth.",
        "google",
        r"(?i:[^/]*\.pkg\.dev(:\d+)?/.*)",
        "hosts below pkg.dev",
        "oauth2accesstoken",
        preferred=True,
    ),
    Plugin(
        "keyrings.codeartifact",
        "keyrings.codeartifact.",
        "aws",
        r"(?i:[^/]+-\d{12}\.d\.codeartifact\.[^/.]+\.amazonaws\.com(:\d+)?)/pypi/[^/]+.*",
        "hosts that end in amazonaws.com, and paths that begin with /pypi/",
        "aws",
        preferred=True,
    ),
    Plugin(
        "keyring-gitlab-pypi",
        "keyrings.gitlab_pypi.",
        "gitlab",
        r"[^/]+/api/v4/projects/[^/%]+/packages/pypi.*",
        "URLs of one project, by its number",
        "__token__",
        only_username=True,
    ),
    Plugin(
        "cloudsmith-keyring",
        "keyrings.cloudsmith.",
        "cloudsmith",
        r"(?i:(dl|python)\.cloudsmith\.io)(:\d+)?/.*",
        "dl.cloudsmith.io and python.cloudsmith.io",
        "token",
        only_username=True,
        opens_browser=True,
        preferred=True,
    ),
    Plugin(
        "keyrings-chainguard-libraries",
        "keyrings.chainctl_auth.",
        "chainguard",
        r"(?i:[^/]*\.cgr\.dev(:\d+)?/.*)",
        "hosts below cgr.dev",
        opens_browser=True,
        preferred=True,
    ),
)
# Usernames (None: none) for which nobody has a password that lasts: tokens live for hours, or
# the name is that of the plugin.
OF_PLUGINS: dict[str, frozenset[str | None]] = {
    "azure": frozenset({"VssSessionToken"}),
    "google": frozenset({"oauth2accesstoken", None}),
    "aws": frozenset({"aws", None}),
}


def answers(plugin: Plugin, service: str, username: str | None, api: Api = Api.GET) -> bool:
    """Say whether a plugin answers a question: all of them want a URL, not a bare host."""
    if "://" not in service:
        return False
    parts = pieces(service)
    fits = re.fullmatch(plugin.pattern, f"{parts.netloc}{parts.path or '/'}") is not None
    return fits and takes(plugin, username, api)


def takes(plugin: Plugin, username: str | None, api: Api = Api.GET) -> bool:
    """Say whether a plugin answers a question for a username."""
    of_credential = api in {Api.CREDS, Api.GET_CREDENTIAL} and plugin.any_credential
    return not plugin.only_username or of_credential or username in {None, plugin.username}


def of_kind(kind: str | None, packages: Collection[str]) -> tuple[Plugin, ...]:
    """Return the plugins for a kind of index that are among some packages."""
    return tuple(each for each in PLUGINS if each.kind == kind and each.package in packages)


def wanted(kind: str | None, username: str | None) -> Plugin | None:
    """Return the plugin to install where an index can hardly do without one."""
    if username not in OF_PLUGINS.get(kind or "", frozenset()):
        return None
    return next(each for each in PLUGINS if each.kind == kind and each.preferred)
