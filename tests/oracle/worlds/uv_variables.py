"""Which variables give uv a login, and what else keeps it from asking."""

from tests.oracle.worlds import BY_HOST, EMPTY_PYPI, HOST, NAMED, URL, World, private
from tests.oracle.worlds.uv_making import compiled, index, locked

HUGGING = "https://huggingface.co/team/simple/"

WORLDS: list[World] = [
    compiled(
        "hugging-face",
        "--index-url",
        HUGGING.replace("//", "//ci-bot@"),
        since=(0, 8, 0),
        server=(private(HUGGING),),
        variables={"HF_TOKEN": "t"},
    ),
    compiled(
        "hugging-face-off",
        "--index-url",
        HUGGING.replace("//", "//ci-bot@"),
        since=(0, 8, 0),
        server=(private(HUGGING),),
        variables={"HF_TOKEN": "t", "UV_NO_HF_TOKEN": "1"},
    ),
    compiled(
        "hugging-face-below",
        "--index-url",
        "https://ci-bot@a.huggingface.co/simple",
        since=(0, 8, 0),
        server=(private("https://a.huggingface.co/"),),
        variables={"HF_TOKEN": "t"},
    ),
    compiled(
        "s3",
        "--index-url",
        NAMED,
        since=(0, 8, 18),
        variables={
            "UV_S3_ENDPOINT_URL": f"https://{HOST}",
            "AWS_ACCESS_KEY_ID": "k",
            "AWS_SECRET_ACCESS_KEY": "s",
            "AWS_REGION": "eu-west-1",
        },
    ),
    locked("variable-empty", index(URL, default=True), variables={"UV_INDEX_CORP_USERNAME": ""}),
    locked(
        "variable-empty-beside-user", index(default=True), variables={"UV_INDEX_CORP_USERNAME": ""}
    ),
    locked(
        "variable-password-empty",
        index(URL, default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": ""},
    ),
    locked(
        "variable-password-beside-user",
        index(default=True),
        variables={"UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    locked(
        "variables-beside-user-in-url",
        index(default=True),
        server=(private(URL, "ann"),),
        variables={"UV_INDEX_CORP_USERNAME": "ann", "UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    locked(
        "variables-beside-same-user",
        index(default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "s3cret"},
    ),
    locked(
        "variables-wrong",
        index(URL, default=True),
        entries=BY_HOST,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot", "UV_INDEX_CORP_PASSWORD": "stale"},
    ),
    locked(
        "variable-http-basic",
        index(URL, default=True),
        variables={"UV_HTTP_BASIC_CORP_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-dashes",
        index(URL, "my-feed", default=True),
        since=(0, 4, 25),
        variables={"UV_INDEX_MY-FEED_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-mangled",
        index(URL, "my-feed", default=True),
        since=(0, 4, 25),
        variables={"UV_INDEX_MY_FEED_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-lower", index(URL, default=True), variables={"uv_index_corp_username": "ci-bot"}
    ),
    locked(
        "variable-of-unnamed",
        index(URL, "", default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-hit",
        index(URL, default=True),
        entries=BY_HOST,
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-open-index",
        index(URL, default=True),
        server=({"prefix": URL},),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    locked(
        "variable-explicit",
        index(URL, explicit=True),
        "[tool.uv.sources]\ncustompkg = { index = 'corp' }\n",
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    compiled(
        "variable-of-flag",
        "--default-index",
        f"corp={URL}",
        since=(0, 4, 23),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    compiled(
        "server-error", "--index-url", URL, server=(private(URL, missing=500),), entries=BY_HOST
    ),
    compiled("offline", "--index-url", NAMED, "--offline"),
    locked(
        "two-named-not",
        index(URL, "a"),
        index("https://b.example/simple", "b"),
        variables={"UV_INDEX_A_USERNAME": "ci-bot", "UV_INDEX_B_USERNAME": "bob"},
        server=(private(URL, packages=[]), private("https://b.example/", "bob"), EMPTY_PYPI),
    ),
]
