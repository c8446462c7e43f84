"""How pip writes services, and whose login counts for which URL."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, private
from tests.oracle.worlds.pip_making import PACKAGE, both, pip

TEAM = f"https://{HOST}/team/"
A, B = f"https://{HOST}/a/simple", f"https://{HOST}/b/simple"
LINKS = f"https://ci-bot@{HOST}/links/"
LOGIN = "login ci-bot password s3cret\n"

# The URL as it is configured, and what of the server is private.
SPELLED = {
    "ipv6": ("https://ci-bot@[::1]:8443/simple", "https://[::1]:8443/"),
    "ipv4": ("http://ci-bot@127.0.0.1:8123/simple/", "http://127.0.0.1:8123/"),
    "idna": ("https://ci-bot@bücher.example/a/simple", "https://xn--bcher-kva.example/"),
    "host-mixed": (f"https://ci-bot@{HOST.title()}/team/simple/", TEAM),
    "scheme-upper": (NAMED.replace("https", "HTTPS"), TEAM),
    "http-untrusted": ("http://ci-bot@feed.example/simple/", "http://feed.example/"),
    "port443": (f"https://ci-bot@{HOST}:443/team/simple", TEAM),
    "port443-http": ("http://ci-bot@localhost:443/simple/", "http://localhost:443/"),
    "query": (f"{NAMED}?key=a%20b", TEAM),
    "dots": (f"https://ci-bot@{HOST}/team/x/../simple/", TEAM),
    "path-encoded": (f"https://ci-bot@{HOST}/te%61m%20x/simple/", f"https://{HOST}/"),
    "path-blank": (f"https://ci-bot@{HOST}/tea m/simple/", f"https://{HOST}/"),
    "path-upper": (f"https://ci-bot@{HOST}/Team/Simple/", f"https://{HOST}/"),
    "slashes-last": (f"{NAMED}/", TEAM),
    "slashes-inside": (f"https://ci-bot@{HOST}//team//simple/", f"https://{HOST}/"),
    "no-path": (f"https://ci-bot@{HOST}", f"https://{HOST}/"),
}
# The userinfo as it is written, and the user that the server wants.
USERS = {
    "percent": ("al%40ice", "al@ice"),
    "plus": ("a+b", "a+b"),
    "utf8": ("j%C3%BCrgen", "jürgen"),
    "empty-password": ("ci-bot:", "ci-bot"),
    "only-password": (":s3cret", ""),
    "empty": ("", "ci-bot"),
    "token": ("t0ken", "t0ken"),
}
NETRC = {
    "default": f"default {LOGIN}",
    "other-user": f"machine {HOST} login ann password s3cret\n",
    "other-host": f"machine else.example {LOGIN}",
    "two-users": f"machine {HOST} login ann password s3cret\nmachine {HOST} {LOGIN}",
    "with-port": f"machine {HOST}:443 {LOGIN}",
    "wrong": f"machine {HOST} login ci-bot password stale\n",
    "broken": f"machine {HOST} login\n",
}


def login(url: str, who: str) -> str:
    """Write a login into a URL."""
    return url.replace("//", f"//{who}@")


WORLDS: list[World] = [
    *(
        world
        for name, (url, prefix) in SPELLED.items()
        for world in both(f"url-{name}", PACKAGE, "-i", url, server=(private(prefix),))
    ),
    *(
        world
        for name, (written, wanted) in USERS.items()
        for world in both(
            f"user-{name}",
            PACKAGE,
            "-i",
            NAMED.replace("ci-bot", written),
            server=(private(URL, wanted),),
        )
    ),
    *(
        world
        for name, text in NETRC.items()
        for kind, url in (("", URL), ("-user", NAMED))
        for world in both(f"netrc-{name}{kind}", PACKAGE, "-i", url, files={"~/.netrc": text})
    ),
    *both("netrc-variable", PACKAGE, "-i", NAMED, files={"my": f"machine {HOST} {LOGIN}"},
        variables={"NETRC": "@project/my"}),
    *both("netrc-underscore", PACKAGE, "-i", URL, files={"~/_netrc": f"machine {HOST} {LOGIN}"}),
    *both("netrc-port", PACKAGE, "-i", "https://feed.example:8443/simple/",
        server=(private("https://feed.example:8443/"),), files={"~/.netrc": f"machine feed.example {LOGIN}"}),
    pip("trusted", PACKAGE, "-i", "http://ci-bot@feed.example/simple/", "--trusted-host", "feed.example",
        server=(private("http://feed.example/"),)),
    pip("trusted-port", PACKAGE, "-i", "http://ci-bot@feed.example:8000/simple/", "--trusted-host",
        "feed.example:8000", server=(private("http://feed.example:8000/"),)),
    *both("two-users-one-host", PACKAGE, "-i", login(A, "ann"), "--extra-index-url", login(B, "bob"),
        server=(private(A, "ann", packages=[]), private(B, "bob"))),
    *both("two-users-one-host-hit", PACKAGE, "-i", login(A, "ann"), "--extra-index-url", login(B, "bob"),
        server=(private(A, "ann", packages=[]), private(B, "bob")),
        entries=[(f"{A}/", "ann", "s3cret"), (f"{B}/", "bob", "s3cret"), (A, "ann", "s3cret")]),
    *both("one-named-one-not", PACKAGE, "-i", login(A, "ci-bot"), "--extra-index-url", B,
        server=(private(A, packages=[]), private(B))),
    *both("password-beside-user", PACKAGE, "-i", login(A, "ci-bot:s3cret"), "--extra-index-url",
        login(B, "ci-bot"), server=(private(A, packages=[]), private(B))),
    *both("password-beside-none", PACKAGE, "-i", login(A, "ci-bot:s3cret"), "--extra-index-url", B,
        server=(private(A, packages=[]), private(B))),
    *both("password-wrong", PACKAGE, "-i", NAMED.replace("ci-bot", "ci-bot:stale"), entries=BY_HOST),
    *both("index-below-index", PACKAGE, "-i", login(f"https://{HOST}/a", "ann"), "--extra-index-url",
        login(f"https://{HOST}/a/b", "bob"),
        server=(private(f"https://{HOST}/a/", "ann", packages=[]), private(f"https://{HOST}/a/b/", "bob"))),
    *both("links", PACKAGE, "--no-index", "-f", LINKS, server=(private(f"https://{HOST}/links/"),)),
    *both("links-beside-index", PACKAGE, "-i", NAMED, "-f", LINKS, server=(private(f"https://{HOST}/"),)),
    *both("links-elsewhere", PACKAGE, "-i", NAMED, "-f", OTHER,
        server=(private(URL, packages=[]), private("https://other.example/", "ann"))),
    *both("links-password", PACKAGE, "--no-index", "-f", LINKS.replace("@", ":s3cret@"),
        server=(private(f"https://{HOST}/links/"),)),
    *both("open-index", PACKAGE, "-i", NAMED, server=({"prefix": URL},)),
    *both("empty-password-is-403", PACKAGE, "-i", NAMED, server=(private(URL, wrong=403),), entries=BY_HOST),
    *both("empty-password-is-403-nobody", PACKAGE, "-i", URL, server=(private(URL, wrong=403),), entries=BY_HOST),
    *both("pypi-only", PACKAGE, server=(EMPTY_PYPI,)),
    *both("hit-index", PACKAGE, "-i", NAMED, entries=[(URL, "ci-bot", "s3cret")]),
    *both("hit-other-user", PACKAGE, "-i", NAMED, entries=[(HOST, "ann", "s3cret")]),
]  # fmt: skip
