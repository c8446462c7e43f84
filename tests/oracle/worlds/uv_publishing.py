"""What `uv publish` asks."""

from typing import Any

from tests.oracle.worlds import HOST, NAMED, URL, World, private
from tests.oracle.worlds.uv_making import ON, PROVIDER, index, project, uv

UPLOAD = "https://upload.corp.example/legacy/"
BOT = UPLOAD.replace("//", "//ci-bot@")
FILE = "dist/custompkg-0.0.1-py3-none-any.whl"
SAME_HOST = f"https://{HOST}/legacy/"
SERVER = (
    private(UPLOAD),
    private(SAME_HOST),
    private(URL),
    private("https://upload.pypi.org/legacy/"),
)
INDEX = (0, 5, 8)


def published(case: str, words: str = "", *tables: str, **more: Any) -> World:
    """Make a world of `uv publish`; with tables, in a project."""
    files = {FILE: "@wheel:custompkg"}
    if more.pop("netrc", False):
        files["~/.netrc"] = "machine upload.corp.example login ci-bot password s3cret\n"
    if tables or "settings" in more:
        files["pyproject.toml"] = project(*tables, needs="", settings=more.pop("settings", ON))
    trusted = "" if "trusted-publishing" in words else " --trusted-publishing never"
    more = {"since": (0, 4, 16), "server": SERVER, **more}
    more["variables"] = {**PROVIDER, **more.get("variables", {})}
    return uv(case, f"publish {words}{trusted}", files=files, **more)


WORLDS: list[World] = [
    published("publish-flag-user", f"--publish-url {UPLOAD} -u ci-bot"),
    published(
        "publish-flag-user-hit",
        f"--publish-url {UPLOAD} -u ci-bot",
        entries=[(UPLOAD, "ci-bot", "s3cret")],
    ),
    published(
        "publish-flag-user-hit-host",
        f"--publish-url {UPLOAD} --username ci-bot",
        entries=[("upload.corp.example", "ci-bot", "s3cret")],
    ),
    published("publish-flag-password", f"--publish-url {UPLOAD} -u ci-bot -p s3cret"),
    published("publish-flag-token", f"--publish-url {UPLOAD} -t tok"),
    published(
        "publish-variable-password",
        f"--publish-url {UPLOAD}",
        variables={"UV_PUBLISH_USERNAME": "ci-bot", "UV_PUBLISH_PASSWORD": "s3cret"},
    ),
    published("publish-variable-url", variables={"UV_PUBLISH_URL": BOT}),
    published("publish-key-url", settings=f'{ON}publish-url = "{BOT}"\n'),
    published("publish-user-percent", f"--publish-url {UPLOAD.replace('//', '//al%40ice@')}"),
    published("publish-url-password", f"--publish-url {UPLOAD.replace('//', '//ci-bot:s3cret@')}"),
    published("publish-url-query", f"--publish-url {BOT}?x=1"),
    published("publish-url-no-slash", f"--publish-url {BOT[:-1]}"),
    published(
        "publish-http",
        "--publish-url http://ci-bot@feed.example/legacy/",
        server=(private("http://feed.example/"),),
    ),
    published("publish-pypi", "-u __token__"),
    published("publish-pypi-nobody"),
    published("publish-check", f"--publish-url {BOT} --check-url {NAMED}", since=(0, 4, 30)),
    published(
        "publish-check-nobody", f"--publish-url {UPLOAD} --check-url {URL}", since=(0, 4, 30)
    ),
    published(
        "publish-check-password",
        f"--publish-url {UPLOAD} -u ci-bot -p s3cret --check-url {NAMED}",
        since=(0, 4, 30),
    ),
    published(
        "publish-check-variable",
        f"--publish-url {BOT}",
        since=(0, 4, 30),
        variables={"UV_PUBLISH_CHECK_URL": NAMED},
    ),
    published(
        "publish-check-configured",
        f"--publish-url {BOT} --check-url {NAMED}",
        index(),
        since=(0, 4, 30),
    ),
    published(
        "publish-check-configured-login",
        f"--publish-url {BOT} --check-url {URL}",
        index(),
        since=(0, 5, 13),
    ),
    published(
        "publish-check-variable-login",
        f"--publish-url {BOT} --check-url {URL}",
        index(URL),
        since=(0, 5, 13),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    published(
        "publish-check-same-host",
        f"--publish-url {SAME_HOST} --check-url {NAMED}",
        since=(0, 4, 30),
    ),
    published("publish-index", "--index corp", index(publish_url=BOT), since=INDEX),
    published("publish-index-nobody", "--index corp", index(URL, publish_url=UPLOAD), since=INDEX),
    published("publish-index-same-host", "--index corp", index(publish_url=SAME_HOST), since=INDEX),
    published(
        "publish-index-variable",
        "--index corp",
        index(URL, publish_url=SAME_HOST),
        since=INDEX,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    published(
        "publish-index-variables",
        "--index corp",
        index(URL, publish_url=SAME_HOST),
        since=INDEX,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    published(
        "publish-index-variables-elsewhere",
        "--index corp",
        index(URL, publish_url=UPLOAD),
        since=INDEX,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    published(
        "publish-index-of-variable",
        "",
        index(publish_url=BOT),
        since=INDEX,
        variables={"UV_PUBLISH_INDEX": "corp"},
    ),
    published(
        "publish-index-user", "--index corp -u ci-bot", index(URL, publish_url=UPLOAD), since=INDEX
    ),
    published(
        "publish-provider-off",
        f"--publish-url {BOT}",
        variables={"UV_KEYRING_PROVIDER": "disabled"},
    ),
    published("publish-netrc", f"--publish-url {UPLOAD}", netrc=True),
    published("publish-netrc-user", f"--publish-url {BOT}", netrc=True),
    published("publish-open", f"--publish-url {BOT}", server=({"prefix": UPLOAD},)),
    published(
        "publish-403", f"--publish-url {BOT}", server=(private(UPLOAD, missing=403, wrong=403),)
    ),
]
