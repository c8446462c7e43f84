"""How pip writes services: every part of a URL that can be spelled in more than one way."""

from tests.oracle.worlds import HOST, NAMED, URL, World, private
from tests.oracle.worlds.pip_making import PACKAGE, both, pip

TEAM = f"https://{HOST}/team/"

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
    pip(
        "trusted",
        PACKAGE,
        "-i",
        "http://ci-bot@feed.example/simple/",
        "--trusted-host",
        "feed.example",
        server=(private("http://feed.example/"),),
    ),
    pip(
        "trusted-port",
        PACKAGE,
        "-i",
        "http://ci-bot@feed.example:8000/simple/",
        "--trusted-host",
        "feed.example:8000",
        server=(private("http://feed.example:8000/"),),
    ),
]
