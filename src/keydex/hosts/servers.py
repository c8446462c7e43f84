"""Servers that companies run themselves, recognised by the paths that they serve.

pypiserver is missing: `/simple/` is the path of many. Read of the vendors' documentation,
2026-11-21.
"""

from keydex.hosts.host import Address, Host

SERVERS: tuple[Host, ...] = (
    Host(
        "jfrog",
        "JFrog",
        r"[^/]+\.jfrog\.io/|[^/]+/(.*/)?api/pypi/[^/]+",
        unfit_usernames=("__token__",),
        page="https://{host}/ui/user_profile",
        form=r"eyJ[\w-]+\.[\w-]+\.[\w-]*|cmVmd[\w-]{50,}|AKC[\w-]{50,}",
        credential="an access token, an identity token, or an API key",
        lifetime="1 year by the platform's default",
        statuses=(
            (401, "The token is wrong or expired."),
            (403, "Its owner may not read this repository, or curation blocks the package."),
            (404, "The repository is spelled wrong, or hidden from this token."),
        ),
        uploads=(Address(r"(https?://.+/api/pypi/[^/]+)/?", r"\1/simple"),),
        indexes=(Address(r"(https?://.+/api/pypi/[^/]+)/simple/?", r"\1"),),
        unverified=frozenset({"page", "form"}),
    ),
    Host(
        "posit",
        "Posit",
        r"packagemanager\.[^/]+/",
        credential="an API token, or single sign-on",
    ),
    Host(
        "devpi",
        "devpi",
        r"[^/]+/[^/]+/[^/]+/\+simple",
        credential="a password, or what devpi login gets",
        lifetime="10 hours for a login",
        login="devpi login",
        statuses=((401, "The login expired, or the password is wrong."),),
        unverified=frozenset({"statuses"}),
    ),
    Host(
        "nexus",
        "Nexus",
        r"[^/]+/(.*/)?repository/[^/]+",
        credential="a password, or a user token's name code and pass code",
        lifetime="no end unless set",
        statuses=(
            (401, "The password is wrong."),
            (403, "The account has no privilege for this repository."),
            (404, "The repository is spelled wrong."),
        ),
        unverified=frozenset({"credential", "lifetime"}),
    ),
)
