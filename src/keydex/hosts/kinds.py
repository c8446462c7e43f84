"""What kinds of package index there are, and where each of them hides a secret in a URL."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from keydex.model import Index
from keydex.nouns import dataclass
from keydex.secret import Secret


@dataclass(frozen=True, slots=True)
class Host:
    """One kind of index: recognised by host and path; the username that it wants."""

    kind: str
    title: str
    pattern: str
    """Matched against host and path in lower case, from the start."""
    username: str | None = None
    token_page: str | None = None
    secret_username: bool = False
    """Whether the token stands where a username does."""
    secret_segment: int | None = None
    """Which part of the path is a token."""
    hides_404: bool = False
    """Whether it answers 404 to a credential that it does not know."""


# One row a kind, the specific before the general. What was read of each: vendor documentation and
# the sources of the keyring plugins, 2026-11-21.
HOSTS: tuple[Host, ...] = (
    Host(
        "pypi",
        "PyPI",
        r"(upload\.)?pypi\.org/",
        "__token__",
        "https://pypi.org/manage/account/token/",
    ),
    Host(
        "testpypi",
        "TestPyPI",
        r"test\.pypi\.org/",
        "__token__",
        "https://test.pypi.org/manage/account/token/",
    ),
    Host(
        "azure",
        "Azure",
        r"(pkgs\.dev\.azure\.com|[^/]+\.pkgs\.visualstudio\.com)/",
        "VssSessionToken",
    ),
    Host("google", "Google", r"[^/]+-python\.pkg\.dev/", "oauth2accesstoken"),
    Host(
        "aws",
        "AWS",
        r"[^/]+\.d\.codeartifact\.[^/]+\.amazonaws\.com(\.cn)?/",
        "aws",
        hides_404=True,
    ),
    Host(
        "gitlab",
        "GitLab",
        r"[^/]+/(.*/)?api/v4/(projects|groups)/[^/]+/(-/)?packages/pypi",
        "__token__",
        hides_404=True,
    ),
    Host("github", "GitHub", r"([^/]+\.)?pkg\.github\.com/"),
    Host("jfrog", "JFrog", r"[^/]+\.jfrog\.io/|[^/]+/(.*/)?api/pypi/[^/]+"),
    Host("cloudsmith", "Cloudsmith", r"(dl|python)\.cloudsmith\.io/", "token"),
    Host(
        "gemfury",
        "Gemfury",
        r"(pypi|push)\.fury\.io/[^/]+/[^/]+",
        secret_username=True,
        secret_segment=0,
    ),
    Host("gemfury", "Gemfury", r"([^/]+\.)?fury\.io/", secret_username=True),
    Host(
        "packagecloud",
        "Packagecloud",
        r"packagecloud\.io/priv/[^/]+",
        secret_username=True,
        secret_segment=1,
    ),
    Host("packagecloud", "Packagecloud", r"packagecloud\.io/", secret_username=True),
    Host(
        "anaconda",
        "Anaconda",
        r"pypi\.anaconda\.org/|[^/]+/api/repo/[^/]+/simple",
        secret_username=True,
    ),
    Host("chainguard", "Chainguard", r"libraries\.cgr\.dev/"),
    Host("pyx", "pyx", r"(api\.)?pyx\.dev/|[^/]+\.astralhosted\.com/"),
    Host("gitea", "Gitea", r"[^/]+/(.*/)?api/packages/[^/]+/pypi"),
    Host(
        "buildkite", "Buildkite", r"packages\.buildkite\.com/|buildkitepackages\.com/", "buildkite"
    ),
    Host("posit", "Posit", r"packagemanager\.[^/]+/"),
    Host("devpi", "devpi", r"[^/]+/[^/]+/[^/]+/\+simple"),
    Host("nexus", "Nexus", r"[^/]+/(.*/)?repository/[^/]+"),
)
# Forms that only a token has: PyPI, GitLab, GitHub, Azure's and other JWTs, AWS, Hugging Face.
TOKEN = re.compile(
    r"(pypi-|glpat-|gldt-|glcbt-|gh[opsu]_|github_pat_|hf_|eyJ|AKC|cmVm|dckr_pat_)[\w.=+/-]{16,}|"
    r"(?=[^a-z]*[a-z])(?=[^0-9]*[0-9])[A-Za-z0-9]{28,}|[0-9a-f]{32,}"
)
SHORTEST = 16  # Characters; what is shorter in a query is hardly a token.
# Names in a query behind which a secret stands.
QUERY = re.compile(r"token|key|sig|secret|pass|auth", re.IGNORECASE)
PUBLIC = frozenset({"pypi", "testpypi"})


def kind(url: str) -> Host | None:
    """Return the kind of index that a URL without userinfo leads to."""
    parts = urlsplit(url.lower())
    place = f"{parts.hostname or ''}{parts.path or '/'}"
    return next((host for host in HOSTS if re.match(host.pattern, place)), None)


def secrets(index: Index) -> tuple[Secret, ...]:
    """Name the parts of an index's username and path that are themselves the secret."""
    host = kind(index.url)
    found = []
    username = index.username or ""
    in_url = index.username_from == "url"
    if username and (TOKEN.fullmatch(username) or (host and host.secret_username and in_url)):
        found.append(Secret(username))
    parts = [unquote(part) for part in urlsplit(index.url).path.split("/") if part]
    for position, part in enumerate(parts):
        is_named = host is not None and host.secret_segment == position
        if is_named or re.match(TOKEN.pattern.partition("|(?=")[0], part):
            found.append(Secret(part))
    for name, value in parse_qsl(urlsplit(index.url).query):
        if TOKEN.fullmatch(value) or (QUERY.search(name) and len(value) >= SHORTEST):
            found.append(Secret(value))
    return tuple(found)
