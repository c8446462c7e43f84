"""What ends uv's search before a keyring is asked: netrc, its own store, variables."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, URL, World, private
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


# What netrc holds, for a URL with the user `ci-bot` and for one without.
NETRC = {
    "default": f"default {LOGIN}",
    "default-behind": f"machine else.example {LOGIN}default {LOGIN}",
    "other-user": f"machine {HOST} login ann password s3cret\n",
    "other-user-and-default": f"machine {HOST} login ann password s3cret\ndefault {LOGIN}",
    "two-users": f"machine {HOST} login ann password s3cret\nmachine {HOST} {LOGIN}",
    "other-host": f"machine else.example {LOGIN}",
    "with-port": f"machine {HOST}:443 {LOGIN}",
    "wrong": f"machine {HOST} login ci-bot password stale\n",
    "broken": f"machine {HOST} login\n",
    "lines": f"machine {HOST}\n  login ci-bot\n  password s3cret\n",
    "macro": f"macdef init\necho\n\nmachine {HOST} {LOGIN}",
    "upper": f"machine {HOST.upper()} {LOGIN}",
}

NETRCS = [
    world
    for name, text in NETRC.items()
    for world in (
        compiled(f"netrc-{name}-user", "--index-url", NAMED, files={"~/.netrc": text}),
        compiled(f"netrc-{name}", "--index-url", URL, files={"~/.netrc": text}),
    )
] + [
    compiled("netrc-variable", "--index-url", NAMED, variables={"NETRC": "@project/my"},
        files={"my": f"machine {HOST} {LOGIN}"}),
    compiled("netrc-variable-hides", "--index-url", NAMED, variables={"NETRC": "@project/my"},
        files={"my": "", "~/.netrc": f"machine {HOST} {LOGIN}"}),
    compiled("netrc-variable-missing", "--index-url", NAMED, variables={"NETRC": "@project/none"},
        files={"~/.netrc": f"machine {HOST} {LOGIN}"}),
    compiled("netrc-variable-tilde", "--index-url", NAMED, variables={"NETRC": "~/my"},
        files={"~/my": f"machine {HOST} {LOGIN}"}),
    compiled("netrc-underscore", "--index-url", NAMED, files={"~/_netrc": f"machine {HOST} {LOGIN}"}),
    compiled("netrc-names-user", "--index-url", URL, entries=BY_HOST,
        files={"~/.netrc": f"machine {HOST} login ci-bot password stale\n"}),
]  # fmt: skip

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
    "token": f'[[credential]]\nservice = "{URL}"\nusername = "__token__"\nscheme = "bearer"\ntoken = "t"\n',
}

STORED = [
    world
    for name, text in TEXT.items()
    for world in (
        compiled(f"store-{name}-user", "--index-url", NAMED, files={STORE: text}, since=STORES),
        compiled(f"store-{name}", "--index-url", URL, files={STORE: text}, since=STORES),
    )
] + [
    compiled("store-variable", "--index-url", NAMED, since=STORES, variables={"UV_CREDENTIALS_DIR": "@project/kept"},
        files={"kept/credentials.toml": TEXT["index"]}),
    compiled("store-behind-netrc", "--index-url", URL, since=STORES,
        files={STORE: stored((URL, "ann")), "~/.netrc": f"machine {HOST} {LOGIN}"}),
    locked("store-always", index(URL, default=True, authenticate="always"), since=STORES,
        files={STORE: TEXT["index"]}),
]  # fmt: skip

HUGGING = "https://huggingface.co/team/simple/"
VARIABLES = [
    compiled("hugging-face", "--index-url", HUGGING.replace("//", "//ci-bot@"), since=(0, 8, 0),
        server=(private(HUGGING),), variables={"HF_TOKEN": "t"}),
    compiled("hugging-face-off", "--index-url", HUGGING.replace("//", "//ci-bot@"), since=(0, 8, 0),
        server=(private(HUGGING),), variables={"HF_TOKEN": "t", "UV_NO_HF_TOKEN": "1"}),
    compiled("hugging-face-below", "--index-url", "https://ci-bot@a.huggingface.co/simple", since=(0, 8, 0),
        server=(private("https://a.huggingface.co/"),), variables={"HF_TOKEN": "t"}),
    compiled("s3", "--index-url", NAMED, since=(0, 8, 18), variables={
        "UV_S3_ENDPOINT_URL": f"https://{HOST}", "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s",
        "AWS_REGION": "eu-west-1"}),
    locked("variable-empty", index(URL, default=True), variables={"UV_INDEX_CORP_USERNAME": ""}),
    locked("variable-empty-beside-user", index(default=True), variables={"UV_INDEX_CORP_USERNAME": ""}),
    locked("variable-password-empty", index(URL, default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": ""}),
    locked("variable-password-beside-user", index(default=True),
        variables={"UV_INDEX_CORP_PASSWORD": "s3cret"}),
    locked("variables-beside-user-in-url", index(default=True), server=(private(URL, "ann"),),
        variables={"UV_INDEX_CORP_USERNAME": "ann", "UV_INDEX_CORP_PASSWORD": "s3cret"}),
    locked("variables-beside-same-user", index(default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"}),
    locked("variables-wrong", index(URL, default=True), entries=BY_HOST,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "stale"}),
    locked("variable-http-basic", index(URL, default=True), variables={"UV_HTTP_BASIC_CORP_USERNAME": "ci-bot"}),
    locked("variable-dashes", index(URL, "my-feed", default=True), since=(0, 4, 25),
        variables={"UV_INDEX_MY-FEED_USERNAME": "ci-bot"}),
    locked("variable-mangled", index(URL, "my-feed", default=True), since=(0, 4, 25),
        variables={"UV_INDEX_MY_FEED_USERNAME": "ci-bot"}),
    locked("variable-lower", index(URL, default=True), variables={"uv_index_corp_username": "ci-bot"}),
    locked("variable-of-unnamed", index(URL, "", default=True), variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    locked("variable-hit", index(URL, default=True), entries=BY_HOST, variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    locked("variable-open-index", index(URL, default=True), server=({"prefix": URL},),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    locked("variable-explicit", index(URL, explicit=True), "[tool.uv.sources]\ncustompkg = { index = 'corp' }\n",
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    compiled("variable-of-flag", "--default-index", f"corp={URL}", since=(0, 4, 23),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"}),
    compiled("server-error", "--index-url", URL, server=(private(URL, missing=500),), entries=BY_HOST),
    compiled("offline", "--index-url", NAMED, "--offline"),
    locked("two-named-not", index(URL, "a"), index("https://b.example/simple", "b"), variables={
        "UV_INDEX_A_USERNAME": "ci-bot", "UV_INDEX_B_USERNAME": "bob"}, server=(
        private(URL, packages=[]), private("https://b.example/", "bob"), EMPTY_PYPI)),
]  # fmt: skip

WORLDS: list[World] = [*NETRCS, *STORED, *VARIABLES]
