"""Whose login pipenv takes: of the Pipfile and its variables, of options, netrc, pip's settings."""

import hashlib
import json

from tests.oracle.wheels import wheel
from tests.oracle.worlds import BY_HOST, BY_URL, HOST, NAMED, URL, World, login, private
from tests.oracle.worlds.pipenv_making import HERE, INNER, INNER_URL, pipenv, pipfile

NETRC = f"machine {HOST} login ci-bot password s3cret\n"
OTHER = f"https://{HOST}/other/simple/"
CONF = "~/.config/pip/pip.conf"
ON = "[global]\nkeyring-provider = subprocess\n"
# What virtualenv asks by itself for newer seeds is none of pipenv's questions.
QUIET = {"VIRTUALENV_NO_PERIODIC_UPDATE": "1"}
OFF = {"PIPENV_KEYRING_PROVIDER": "", "PIP_KEYRING_PROVIDER": ""}


def lock(*urls: str) -> str:
    """Write a lock with those sources."""
    sources = [{"name": f"s{at}", "url": each, "verify_ssl": True} for at, each in enumerate(urls)]
    digest = hashlib.sha256(wheel("custompkg")).hexdigest()
    package = {"hashes": [f"sha256:{digest}"], "version": "==0.0.1", "index": "s0"}
    meta = {"hash": {"sha256": "0"}, "pipfile-spec": 6, "requires": {}, "sources": sources}
    return json.dumps({"_meta": meta, "default": {"custompkg": package}, "develop": {}})


WORLDS: list[World] = [
    pipenv("variable", "lock", login(URL, "${WHO}"), variables={"WHO": "ann"}),
    pipenv("variable-bare", "lock", login(URL, "$WHO"), variables={"WHO": "ann"}),
    pipenv("variable-gone", "lock", login(URL, "${WHO}")),
    pipenv("variable-gone-password", "lock", login(URL, "ann:${WORD}")),
    pipenv("variable-password", "lock", login(URL, "ci-bot:${WORD}"), variables={"WORD": "s3cret"}),
    pipenv("variable-mail", "lock", login(URL, "${WHO}"), variables={"WHO": "a@b.example"}),
    pipenv(
        "variable-host", "lock", "https://ci-bot@${WHERE}/team/simple/", variables={"WHERE": HOST}
    ),
    pipenv("url-password", "lock", login(URL, "ci-bot:s3cret")),
    pipenv("url-password-wrong", "lock", login(URL, "ci-bot:stale")),
    pipenv("nobody", "lock", URL),
    pipenv("nobody-hit", "lock", URL, entries=BY_URL),
    pipenv("hit-url", entries=BY_URL),
    pipenv("hit-host", entries=BY_HOST),
    pipenv("two-hosts", "lock", NAMED, INNER),
    pipenv("two-paths", "lock", NAMED, login(OTHER, "ann")),
    pipenv(
        "unverified",
        "lock",
        "http://ci-bot@feed.example/simple/",
        server=(private("http://feed.example/"),),
    ),
    pipenv(
        "unverified-told",
        files={HERE: pipfile("http://ci-bot@feed.example/simple/").replace("true", "false")},
        server=(private("http://feed.example/"),),
    ),
    pipenv("netrc", "lock", URL, files={"~/.netrc": NETRC}),
    pipenv("netrc-user", files={"~/.netrc": NETRC}),
    pipenv(
        "netrc-default", "lock", URL, files={"~/.netrc": "default login ci-bot password s3cret\n"}
    ),
    pipenv("netrc-variable", "lock", URL, files={"my": NETRC}, variables={"NETRC": "@project/my"}),
    pipenv(
        "netrc-and-password",
        "lock",
        login(URL, "ci-bot:s3cret"),
        files={"~/.netrc": NETRC.replace("ci-bot", "eve")},
    ),
    pipenv("netrc-wrong", "lock", URL, files={"~/.netrc": NETRC.replace("s3cret", "stale")}),
    pipenv("provider-own", variables={"PIP_KEYRING_PROVIDER": ""}),
    pipenv("provider-pip", variables={"PIPENV_KEYRING_PROVIDER": ""}),
    pipenv("provider-own-off", variables={"PIPENV_KEYRING_PROVIDER": "disabled"}),
    pipenv("provider-none", variables=OFF),
    pipenv("provider-file", variables=OFF, files={CONF: ON}),
    pipenv(
        "provider-file-off",
        variables={**OFF, "PIPENV_KEYRING_PROVIDER": "subprocess"},
        files={CONF: ON.replace("subprocess", "disabled")},
    ),
    pipenv(
        "provider-import",
        variables={"PIPENV_KEYRING_PROVIDER": "import", "PIP_KEYRING_PROVIDER": "import"},
    ),
    pipenv("no-command", on_path=False),
    pipenv(
        "mirror",
        "lock",
        "https://pypi.org/simple",
        variables={**QUIET, "PIPENV_PYPI_MIRROR": NAMED},
    ),
    pipenv(
        "mirror-flag", f"lock --pypi-mirror {NAMED}", "https://pypi.org/simple", variables=QUIET
    ),
    pipenv("mirror-not-pypi", variables={**QUIET, "PIPENV_PYPI_MIRROR": INNER}),
    pipenv(
        "conf-index",
        files={HERE: '[packages]\ncustompkg = "*"\n', CONF: f"[global]\nindex-url = {NAMED}\n"},
    ),
    pipenv("conf-extra", files={CONF: f"[global]\nextra-index-url = {INNER}\n"}),
    pipenv("variable-index", variables={**QUIET, "PIP_INDEX_URL": INNER}),
    pipenv("variable-extra", variables={**QUIET, "PIP_EXTRA_INDEX_URL": INNER}),
    pipenv("dotenv", "lock", login(URL, "${WHO}"), files={".env": "WHO=ann\n"}),
    pipenv("upgrade", "upgrade custompkg"),
    pipenv("update", "update"),
    pipenv(
        "install",
        "install custompkg",
        files={HERE: pipfile(NAMED).replace('custompkg = "*"\n', "")},
    ),
    pipenv(
        "install-index",
        f"install custompkg -i {INNER}",
        files={HERE: pipfile(NAMED).replace('custompkg = "*"\n', "")},
    ),
    pipenv("sync", "sync", files={"Pipfile.lock": lock(NAMED)}),
    pipenv(
        "sync-other-source",
        "sync",
        files={"Pipfile.lock": lock(INNER)},
        server=(private(URL), private(INNER_URL, "ann")),
    ),
    pipenv("sync-password", "sync", files={"Pipfile.lock": lock(login(URL, "ci-bot:s3cret"))}),
    pipenv(
        "sync-variable",
        "sync",
        files={"Pipfile.lock": lock(login(URL, "${WHO}"))},
        variables={"WHO": "ann"},
    ),
    pipenv("sync-netrc", "sync", URL, files={"Pipfile.lock": lock(URL), "~/.netrc": NETRC}),
    pipenv("sync-file", "sync", files={"Pipfile.lock": lock(NAMED), CONF: ON}, variables=OFF),
    pipenv(
        "category-index",
        files={HERE: pipfile(URL, INNER).replace('= "*"', '= {version = "*", index = "s1"}')},
    ),
]
