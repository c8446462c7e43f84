"""What of a netrc ends uv's search before a keyring is asked."""

from tests.oracle.worlds import BY_HOST, HOST, NAMED, URL, World
from tests.oracle.worlds.uv_making import compiled

LOGIN = "login ci-bot password s3cret\n"

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

WORLDS: list[World] = [
    world
    for name, text in NETRC.items()
    for world in (
        compiled(f"netrc-{name}-user", "--index-url", NAMED, files={"~/.netrc": text}),
        compiled(f"netrc-{name}", "--index-url", URL, files={"~/.netrc": text}),
    )
] + [
    compiled(
        "netrc-variable",
        "--index-url",
        NAMED,
        variables={"NETRC": "@project/my"},
        files={"my": f"machine {HOST} {LOGIN}"},
    ),
    compiled(
        "netrc-variable-hides",
        "--index-url",
        NAMED,
        variables={"NETRC": "@project/my"},
        files={"my": "", "~/.netrc": f"machine {HOST} {LOGIN}"},
    ),
    compiled(
        "netrc-variable-missing",
        "--index-url",
        NAMED,
        variables={"NETRC": "@project/none"},
        files={"~/.netrc": f"machine {HOST} {LOGIN}"},
    ),
    compiled(
        "netrc-variable-tilde",
        "--index-url",
        NAMED,
        variables={"NETRC": "~/my"},
        files={"~/my": f"machine {HOST} {LOGIN}"},
    ),
    compiled(
        "netrc-underscore", "--index-url", NAMED, files={"~/_netrc": f"machine {HOST} {LOGIN}"}
    ),
    compiled(
        "netrc-names-user",
        "--index-url",
        URL,
        entries=BY_HOST,
        files={"~/.netrc": f"machine {HOST} login ci-bot password stale\n"},
    ),
]
