"""Whose login counts for which URL of pip: of the indexes, of find-links, of netrc."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, login, private
from tests.oracle.worlds.pip_making import LINKS, PACKAGE, A, B, both

LOGIN = "login ci-bot password s3cret\n"

NETRC = {
    "default": f"default {LOGIN}",
    "other-user": f"machine {HOST} login ann password s3cret\n",
    "other-host": f"machine else.example {LOGIN}",
    "two-users": f"machine {HOST} login ann password s3cret\nmachine {HOST} {LOGIN}",
    "with-port": f"machine {HOST}:443 {LOGIN}",
    "wrong": f"machine {HOST} login ci-bot password stale\n",
    "broken": f"machine {HOST} login\n",
}

WORLDS: list[World] = [
    *(
        world
        for name, text in NETRC.items()
        for kind, url in (("", URL), ("-user", NAMED))
        for world in both(f"netrc-{name}{kind}", PACKAGE, "-i", url, files={"~/.netrc": text})
    ),
    *both(
        "netrc-variable",
        PACKAGE,
        "-i",
        NAMED,
        files={"my": f"machine {HOST} {LOGIN}"},
        variables={"NETRC": "@project/my"},
    ),
    *both("netrc-underscore", PACKAGE, "-i", URL, files={"~/_netrc": f"machine {HOST} {LOGIN}"}),
    *both(
        "netrc-port",
        PACKAGE,
        "-i",
        "https://feed.example:8443/simple/",
        server=(private("https://feed.example:8443/"),),
        files={"~/.netrc": f"machine feed.example {LOGIN}"},
    ),
    *both(
        "two-users-one-host",
        PACKAGE,
        "-i",
        login(A, "ann"),
        "--extra-index-url",
        login(B, "bob"),
        server=(private(A, "ann", packages=[]), private(B, "bob")),
    ),
    *both(
        "two-users-one-host-hit",
        PACKAGE,
        "-i",
        login(A, "ann"),
        "--extra-index-url",
        login(B, "bob"),
        server=(private(A, "ann", packages=[]), private(B, "bob")),
        entries=[(f"{A}/", "ann", "s3cret"), (f"{B}/", "bob", "s3cret"), (A, "ann", "s3cret")],
    ),
    *both(
        "one-named-one-not",
        PACKAGE,
        "-i",
        login(A, "ci-bot"),
        "--extra-index-url",
        B,
        server=(private(A, packages=[]), private(B)),
    ),
    *both(
        "password-beside-user",
        PACKAGE,
        "-i",
        login(A, "ci-bot:s3cret"),
        "--extra-index-url",
        login(B, "ci-bot"),
        server=(private(A, packages=[]), private(B)),
    ),
    *both(
        "password-beside-none",
        PACKAGE,
        "-i",
        login(A, "ci-bot:s3cret"),
        "--extra-index-url",
        B,
        server=(private(A, packages=[]), private(B)),
    ),
    *both(
        "password-wrong", PACKAGE, "-i", NAMED.replace("ci-bot", "ci-bot:stale"), entries=BY_HOST
    ),
    *both(
        "index-below-index",
        PACKAGE,
        "-i",
        login(f"https://{HOST}/a", "ann"),
        "--extra-index-url",
        login(f"https://{HOST}/a/b", "bob"),
        server=(
            private(f"https://{HOST}/a/", "ann", packages=[]),
            private(f"https://{HOST}/a/b/", "bob"),
        ),
    ),
    *both("links", PACKAGE, "--no-index", "-f", LINKS, server=(private(f"https://{HOST}/links/"),)),
    *both(
        "links-beside-index",
        PACKAGE,
        "-i",
        NAMED,
        "-f",
        LINKS,
        server=(private(f"https://{HOST}/"),),
    ),
    *both(
        "links-elsewhere",
        PACKAGE,
        "-i",
        NAMED,
        "-f",
        OTHER,
        server=(private(URL, packages=[]), private("https://other.example/", "ann")),
    ),
    *both(
        "links-password",
        PACKAGE,
        "--no-index",
        "-f",
        LINKS.replace("@", ":s3cret@"),
        server=(private(f"https://{HOST}/links/"),),
    ),
    *both("open-index", PACKAGE, "-i", NAMED, server=({"prefix": URL},)),
    *both(
        "empty-password-is-403",
        PACKAGE,
        "-i",
        NAMED,
        server=(private(URL, wrong=403),),
        entries=BY_HOST,
    ),
    *both(
        "empty-password-is-403-nobody",
        PACKAGE,
        "-i",
        URL,
        server=(private(URL, wrong=403),),
        entries=BY_HOST,
    ),
    *both("pypi-only", PACKAGE, server=(EMPTY_PYPI,)),
    *both("hit-index", PACKAGE, "-i", NAMED, entries=[(URL, "ci-bot", "s3cret")]),
    *both("hit-other-user", PACKAGE, "-i", NAMED, entries=[(HOST, "ann", "s3cret")]),
]
