"""The registries of clouds: short-lived tokens, plugins that get them.

Read of vendor documentation, uv's guides (docs.astral.sh/uv/guides/integration) and the sources of
the keyring plugins, 2026-11-21.
"""

from keydex.hosts.host import Address, Host, Who

CLOUDS: tuple[Host, ...] = (
    Host(
        "azure",
        "Azure",
        r"(pkgs\.dev\.azure\.com|[^/]+\.pkgs\.visualstudio\.com)/",
        "VssSessionToken",
        Who.ANY,
        page="https://dev.azure.com/{org}/_usersSettings/tokens",
        place=r"(pkgs\.dev\.azure\.com/)?(?P<org>[^/.]+)",
        credential="a personal access token, or what artifacts-keyring gets",
        lifetime="at most 1 year, less by policy of the organization",
        install="Packaging (Read)",
        publish="Packaging (Read & write)",
        statuses=(
            (401, "The token is wrong, expired, or of another tenant."),
            (403, "The token is right, but its owner may not read this feed."),
            (404, "Organization, project or feed is spelled wrong."),
        ),
        uploads=(Address(r"(https://.+/_packaging/[^/]+/pypi/)upload/?", r"\1simple/"),),
        indexes=(Address(r"(https://.+/_packaging/[^/]+/pypi/)simple/?", r"\1upload/"),),
        unverified=frozenset({"lifetime"}),
    ),
    Host(
        "google",
        "Google",
        r"[^/]+-python\.pkg\.dev/",
        "oauth2accesstoken",
        Who.EXACT,
        other_usernames=("_json_key_base64", "_json_key"),
        credential="an access token, or a service account's key in base64",
        lifetime="60 minutes; a key until it is revoked",
        install="Artifact Registry Reader",
        publish="Artifact Registry Writer",
        login="gcloud auth login",
        statuses=(
            (401, "There is no access token, or it expired."),
            (403, "The login is valid, but of an account that may not read this repository."),
            (404, "Project or repository is spelled wrong."),
        ),
        uploads=(Address(r"(https://[^/]+-python\.pkg\.dev/[^/]+/[^/]+)/?", r"\1/simple/"),),
        indexes=(Address(r"(https://[^/]+-python\.pkg\.dev/[^/]+/[^/]+/)simple/?", r"\1"),),
        unverified=frozenset({"install", "publish"}),
    ),
    Host(
        "aws",
        "AWS",
        r"[^/]+\.d\.codeartifact\.[^/]+\.amazonaws\.com(\.cn)?/",
        "aws",
        Who.EXACT,
        hides_404=True,
        form=r"eyJ[\w-]+(\.[\w-]*){4}",
        credential="the authorizationToken that aws codeartifact get-authorization-token prints",
        lifetime="12 hours, or from 15 minutes on as asked for",
        install="codeartifact:ReadFromRepository",
        publish="codeartifact:PublishPackageVersion",
        login="aws sso login",
        statuses=(
            (401, "The token is wrong or expired."),
            (404, "The token may be wrong or expired as well: a 404 proves nothing here."),
        ),
        uploads=(Address(r"(https://[^/]+\.d\.codeartifact\.[^/]+/pypi/[^/]+)/?", r"\1/simple/"),),
        indexes=(Address(r"(https://[^/]+\.d\.codeartifact\.[^/]+/pypi/[^/]+/)simple/?", r"\1"),),
        unverified=frozenset({"install", "publish", "form"}),
    ),
)
