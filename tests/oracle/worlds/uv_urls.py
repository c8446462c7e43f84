"""How uv writes services: every part of a URL that can be spelled in more than one way."""

from tests.oracle.worlds import HOST, NAMED, URL, World, private
from tests.oracle.worlds.uv_making import compiled, index, locked

TEAM = f"https://{HOST}/team/"

# The URL as it is configured, and what of the server is private.
SPELLED = {
    "ipv6": ("https://ci-bot@[::1]:8443/simple", "https://[::1]:8443/"),
    "ipv6-named": ("http://ci-bot@[2001:DB8::1]/simple", "http://[2001:db8::1]/"),
    "ipv4": ("http://ci-bot@127.0.0.1:8123/simple/", "http://127.0.0.1:8123/"),
    "idna": ("https://ci-bot@bücher.example/a/simple", "https://xn--bcher-kva.example/"),
    "scheme-upper": (NAMED.replace("https", "HTTPS"), TEAM),
    "http-plain": ("http://ci-bot@feed.example/simple/", "http://feed.example/"),
    "http-port80": ("http://ci-bot@feed.example:80/simple/", "http://feed.example/"),
    "http-port443": ("http://ci-bot@feed.example:443/simple/", "http://feed.example:443/"),
    "no-path": ("http://ci-bot@feed.example:8000", "http://feed.example:8000/"),
    "query": (f"{NAMED}?key=a%20b&c=d", TEAM),
    "fragment": (f"{NAMED}#top", TEAM),
    "dots": (f"https://ci-bot@{HOST}/team/x/../simple/", TEAM),
    "dots-encoded": (f"https://ci-bot@{HOST}/team/x/%2E%2e/simple/", TEAM),
    "path-encoded": (f"https://ci-bot@{HOST}/te%61m%20x/simple/", f"https://{HOST}/te%61m%20x/"),
    "path-upper": (f"https://ci-bot@{HOST}/Team/Simple/", f"https://{HOST}/Team/"),
    "path-tilde": (f"https://ci-bot@{HOST}/~team/@x/simple/", f"https://{HOST}/"),
    "slashes-last": (f"{NAMED}/", TEAM),
    "slashes-inside": (f"https://ci-bot@{HOST}//team//simple/", f"https://{HOST}//team//"),
    "plus-simple": (f"https://ci-bot@{HOST}/team/+simple/", TEAM),
    "no-simple": (f"https://ci-bot@{HOST}/team/pypi", TEAM),
    "root-simple": (f"https://ci-bot@{HOST}/simple", f"https://{HOST}/"),
}
# The userinfo as it is written, and the user that the server wants.
USERS = {
    "percent": ("al%40ice", "al@ice"),
    "percent-slash": ("team%2Fbot", "team/bot"),
    "plus": ("a+b", "a+b"),
    "utf8": ("j%C3%BCrgen", "jürgen"),
    "dollar": ("${CI_USER}", "${CI_USER}"),
    "empty-password": ("ci-bot:", "ci-bot"),
    "only-password": (":s3cret", ""),
    "empty": ("", "ci-bot"),
    "password-percent": ("ci-bot:s3%63ret", "ci-bot"),
}

WORLDS: list[World] = [
    *(
        compiled(f"url-{name}", "--index-url", url, server=(private(prefix),))
        for name, (url, prefix) in SPELLED.items()
    ),
    *(
        locked(f"project-url-{name}", index(url, default=True), server=(private(prefix),))
        for name, (url, prefix) in SPELLED.items()
        if name in {"ipv6", "idna", "query", "slashes-last", "plus-simple", "http-plain"}
    ),
    *(
        compiled(
            f"user-{name}",
            "--index-url",
            NAMED.replace("ci-bot", written),
            server=(private(URL, wanted),),
        )
        for name, (written, wanted) in USERS.items()
    ),
    compiled(
        "hit-origin",
        "--index-url",
        "http://ci-bot@feed.example:8000/simple/",
        entries=[("http://feed.example:8000", "ci-bot", "s3cret")],
        server=(private("http://feed.example:8000/"),),
    ),
]
