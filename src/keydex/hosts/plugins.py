"""The keyring backends that get tokens for certain hosts, and what each of them answers.

Read of their sources: artifacts-keyring 1.0.0, artifacts-keyring-nofuss 1.3.3, keyrings.artifacts,
keyrings.google-artifactregistry-auth 1.1.2, keyrings.codeartifact 2.1.2, keyring-gitlab-pypi 1.2,
cloudsmith-keyring, keyrings-chainguard-libraries; 2026-11-21.
"""

import re
from urllib.parse import urlsplit

from keydex.nouns import dataclass


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
    username: str | None = None
    """The username that it answers with."""
    only_username: bool = False
    """Whether a question for another username finds nothing."""
    opens_browser: bool = False
    preferred: bool = False
    """Whether it is the one to install where there is none."""


AZURE = r"[^/:]*(pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com|pkgs\.codedev\.ms|pkgs\.vsts\.me)/.*"

PLUGINS: tuple[Plugin, ...] = (
    Plugin(
        "artifacts-keyring",
        "artifacts_keyring.",
        "azure",
        AZURE,
        "VssSessionToken",
        only_username=True,
        opens_browser=True,
        preferred=True,
    ),
    Plugin(
        "artifacts-keyring-nofuss",
        "artifacts_keyring_nofuss.",
        "azure",
        r"(?i:([^/]*\.)?(pkgs\.dev\.azure\.com|pkgs\.visualstudio\.com)(:\d+)?/.*)",
        "VssSessionToken",
        opens_browser=True,
    ),
    Plugin(
        "keyrings.artifacts",
        "keyrings.artifacts.",
        "azure",
        AZURE,
        "VssSessionToken",
        only_username=True,
        opens_browser=True,
    ),
    Plugin(
        "keyrings.google-artifactregistry-auth",
        "keyrings.gauth.",
        "google",
        r"(?i:[^/]*\.pkg\.dev(:\d+)?/.*)",
        "oauth2accesstoken",
        preferred=True,
    ),
    Plugin(
        "keyrings.codeartifact",
        "keyrings.codeartifact.",
        "aws",
        r"[^/]+-\d{12}\.d\.codeartifact\.[^/.]+\.amazonaws\.com/pypi/[^/]+.*",
        "aws",
        preferred=True,
    ),
    Plugin(
        "keyring-gitlab-pypi",
        "keyring_gitlab_pypi.",
        "gitlab",
        r"[^/]+/(.*/)?api/v4/projects/\d+/packages/pypi.*",
        "__token__",
        only_username=True,
    ),
    Plugin(
        "cloudsmith-keyring",
        "cloudsmith_keyring.",
        "cloudsmith",
        r"[^/]*cloudsmith\.(io|com)/.*",
        "token",
        only_username=True,
        opens_browser=True,
        preferred=True,
    ),
    Plugin(
        "keyrings-chainguard-libraries",
        "keyrings.chainguard.",
        "chainguard",
        r"libraries\.cgr\.dev/.*",
        opens_browser=True,
        preferred=True,
    ),
)


def answers(plugin: Plugin, service: str, username: str | None) -> bool:
    """Say whether a plugin answers a question: all of them want a URL, not a bare host."""
    if "://" not in service:
        return False
    parts = urlsplit(service)
    fits = re.fullmatch(plugin.pattern, f"{parts.netloc}{parts.path or '/'}") is not None
    return fits and not (plugin.only_username and username not in {None, plugin.username})
