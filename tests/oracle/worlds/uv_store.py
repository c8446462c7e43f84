"""What of uv's own store ends its search before a keyring is asked."""

from tests.oracle.worlds import HOST, NAMED, URL, World
from tests.oracle.worlds.uv_making import compiled, index, locked

STORE = "~/.local/share/uv/credentials/credentials.toml"
LOGIN = "login ci-bot password s3cret\n"
STORES = (0, 8, 14)


def stored(*entries: tuple[str, str]) -> str:
    """Write a store with these services and users."""
    return "".join(
        f'[[credential]]\nservice = "{service}"\nusername = "{user}"\nscheme = "basic"\n'
        'password = "s3cret"\n\n'
        for service, user in entries
    )


TEXT = {
    "index": stored((URL, "ci-bot")),
    "root": stored((f"https://{HOST}/team", "ci-bot")),
    "host": stored((f"https://{HOST}/", "ci-bot")),
    "page": stored((f"{URL}custompkg/", "ci-bot")),
    "half-segment": stored((f"https://{HOST}/team/sim", "ci-bot")),
    "other-user": stored((URL, "ann")),
    "two-users": stored((URL, "ann"), (URL, "ci-bot")),
    "two-of-one-user": stored((URL, "ci-bot"), (URL, "ci-bot")),
    "deeper-wins": stored((f"https://{HOST}/", "ann"), (URL, "ci-bot")),
    "other-port": stored((f"https://{HOST}:8443/", "ci-bot")),
    "http": stored((f"http://{HOST}/", "ci-bot")),
    "broken": "[[credential]\n",
    "token": f'[[credential]]\nservice = "{URL}"\nusername = "__token__"\n'
    'scheme = "bearer"\ntoken = "t"\n',
}

WORLDS: list[World] = [
    world
    for name, text in TEXT.items()
    for world in (
        compiled(f"store-{name}-user", "--index-url", NAMED, files={STORE: text}, since=STORES),
        compiled(f"store-{name}", "--index-url", URL, files={STORE: text}, since=STORES),
    )
] + [
    compiled(
        "store-variable",
        "--index-url",
        NAMED,
        since=STORES,
        variables={"UV_CREDENTIALS_DIR": "@project/kept"},
        files={"kept/credentials.toml": TEXT["index"]},
    ),
    compiled(
        "store-behind-netrc",
        "--index-url",
        URL,
        since=STORES,
        files={STORE: stored((URL, "ann")), "~/.netrc": f"machine {HOST} {LOGIN}"},
    ),
    locked(
        "store-always",
        index(URL, default=True, authenticate="always"),
        since=STORES,
        files={STORE: TEXT["index"]},
    ),
]
