"""The registries of forges: tokens of a person or a project, made on a page.

Read of docs.gitlab.com, docs.gitea.com, forgejo.org/docs, docs.quay.io and of threads at GitHub,
2026-11-21.
"""

from keydex.hosts.host import Address, Host, Who

FORGES: tuple[Host, ...] = (
    Host(
        "gitlab",
        "GitLab",
        r"[^/]+/(.*/)?api/v4/(projects|groups)/[^/]+/(-/)?packages/pypi",
        "__token__",
        Who.ANY,
        other_usernames=("gitlab-ci-token",),
        hides_404=True,
        page=(
            "https://{host}{prefix}/-/user_settings/personal_access_tokens"
            "?name=keydex&scopes=read_api"
        ),
        place=r"[^/]+(?P<prefix>/.*?)?/api/v4/",
        form=r"(glpat|gldt|glcbt|glptt|glft)-[\w.-]{20,}",
        credential="a personal, project or group access token, a deploy token or a CI job token",
        lifetime="at most 365 days, to 00:00 UTC of the last; a CI job token as long as its job",
        install="read_api; of a deploy token read_package_registry",
        publish="api; of a deploy token write_package_registry",
        statuses=(
            (401, "The token is wrong or expired, or of no member; a deploy token wants its name."),
            (404, "The id of the project or group is unknown, or the token may not see it."),
        ),
        uploads=(Address(r"(https?://.+/api/v4/projects/[^/]+/packages/pypi)/?", r"\1/simple"),),
        indexes=(
            Address(r"(https?://.+/api/v4/projects/[^/]+/packages/pypi)/simple/?", r"\1"),
            Address(
                r"https?://.+/api/v4/groups/[^/]+/-/packages/pypi(/simple)?/?",
                advice="Publish to a project, at /api/v4/projects/ID/packages/pypi.",
            ),
        ),
    ),
    Host(
        "github",
        "GitHub Packages",
        r"([^/]+\.)?pkg\.github\.com/",
        page="https://github.com/settings/tokens",
        form=r"gh[opsu]_\w{30,}|github_pat_\w{30,}",
        has_python=False,
        statuses=((404, "GitHub Packages serves no Python packages."),),
        unverified=frozenset({"page"}),
    ),
    Host(
        "ghcr",
        "ghcr.io",
        r"ghcr\.io/",
        has_python=False,
        unverified=frozenset({"has_python"}),
    ),
    Host(
        "quay",
        "Quay",
        r"quay\.io/",
        has_python=False,
        unverified=frozenset({"has_python"}),
    ),
    Host(
        "dockerhub",
        "Docker Hub",
        r"((registry-1|hub|index)\.)?docker\.(io|com)/",
        form=r"dckr_[ops]at_[\w-]{20,}",
        has_python=False,
        unverified=frozenset({"has_python", "form"}),
    ),
    Host(
        "gitea",
        "Gitea/Forgejo",
        r"[^/]+/(.*/)?api/packages/[^/]+/pypi",
        page="https://{host}{prefix}/user/settings/applications",
        place=r"[^/]+(?P<prefix>/.*?)?/api/packages/(?P<account>[^/]+)",
        credential="a password or access token",
        lifetime="until it is revoked",
        install="read:package",
        publish="write:package",
        statuses=((404, "The owner is private, or the name is spelled wrong."),),
        uploads=(Address(r"(https?://.+/api/packages/[^/]+/pypi)/?", r"\1/simple"),),
        indexes=(Address(r"(https?://.+/api/packages/[^/]+/pypi)/simple/?", r"\1"),),
        unverified=frozenset({"page", "lifetime", "install", "publish"}),
    ),
)
