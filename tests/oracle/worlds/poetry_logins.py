"""Whose login poetry takes: of variables, poetry.toml, auth.toml, config.toml, netrc, a keyring."""

from tests.oracle.worlds import HOST, NAMED, URL, World
from tests.oracle.worlds import login as logged
from tests.oracle.worlds.poetry_making import (
    AUTH,
    CONFIG,
    HERE,
    LOCAL,
    NETRC,
    PYPI,
    REPOSITORY,
    UPLOAD,
    login,
    poetry,
    project,
    published,
    source,
)

OFF, ON = "[keyring]\nenabled = false\n", "[keyring]\nenabled = true\n"
USER, PASSWORD = "POETRY_HTTP_BASIC_CORP_USERNAME", "POETRY_HTTP_BASIC_CORP_PASSWORD"
ANN, BOTH = login(username="ann"), login(username="ci-bot", password="s3cret")
KEYRING = "POETRY_KEYRING_ENABLED"
BY_REPOSITORY = (("poetry-repository-corp", "ci-bot", "s3cret"),)
OTHER = "https://other.example/b/simple/"
TOKEN = "POETRY_PYPI_TOKEN_CORP"

VARIABLES = [
    poetry("variable-password-only", variables={PASSWORD: "s3cret"}),
    poetry("variable-user-empty", variables={USER: "", PASSWORD: "s3cret"}),
    poetry("variable-password-empty", variables={USER: "ci-bot", PASSWORD: ""}),
    poetry("variable-both-empty", variables={USER: "", PASSWORD: ""}),
    poetry(
        "variable-user-file-password",
        variables={USER: "ci-bot"},
        files={AUTH: login(password="s3cret")},
    ),
    poetry("variable-user-over-file", variables={USER: "ci-bot"}, files={AUTH: ANN}),
    poetry("variable-user-over-both", variables={USER: "ann"}, files={AUTH: BOTH}),
    poetry(
        "variable-password-file-user",
        variables={PASSWORD: "s3cret"},
        files={AUTH: login(username="ci-bot")},
    ),
    poetry(
        "variable-lower-name",
        "lock",
        source(name="My-Corp"),
        variables={"POETRY_HTTP_BASIC_MY_CORP_USERNAME": "ann"},
    ),
    poetry(
        "variable-dotted-name",
        "lock",
        source(name="my.corp"),
        variables={"POETRY_HTTP_BASIC_MY_CORP_USERNAME": "ann"},
    ),
    poetry("variable-repository", variables={"POETRY_REPOSITORIES_CORP_URL": OTHER}),
    poetry("variable-repository-other", variables={"POETRY_REPOSITORIES_OTHER_URL": URL}),
]

FILES = [
    poetry("file-auth-empty-user", files={AUTH: login(username="", password="s3cret")}),
    poetry("file-auth-empty-password", files={AUTH: login(username="ci-bot", password="")}),
    poetry("file-auth-password-only", files={AUTH: login(password="s3cret")}),
    poetry("file-auth-other-case", files={AUTH: login("Corp", username="ann")}),
    poetry(
        "file-auth-dotted-name",
        "lock",
        source(name="my.corp"),
        files={AUTH: login('"my.corp"', username="ann")},
    ),
    poetry(
        "file-auth-dotted-table",
        "lock",
        source(name="my.corp"),
        files={AUTH: login("my.corp", username="ann")},
    ),
    poetry("file-config-login", files={CONFIG: ANN}),
    poetry("file-config-below-auth", files={CONFIG: login(username="bob"), AUTH: ANN}),
    poetry("file-config-password-auth-user", files={CONFIG: login(password="s3cret"), AUTH: ANN}),
    poetry("file-local-login", files={LOCAL: ANN}),
    poetry("file-local-over-auth", files={LOCAL: ANN, AUTH: login(username="bob")}),
    poetry("file-local-user-auth-password", files={LOCAL: ANN, AUTH: login(password="s3cret")}),
    poetry("file-local-below-variable", files={LOCAL: ANN}, variables={USER: "ci-bot"}),
    poetry("file-local-keyring-off", files={LOCAL: OFF}),
    poetry("file-config-keyring-off", files={CONFIG: OFF}),
    poetry("file-auth-keyring-off", files={AUTH: OFF}),
    poetry("file-local-keyring-on", files={LOCAL: ON, CONFIG: OFF}),
    poetry("file-off-variable-on", files={LOCAL: OFF}, variables={KEYRING: "true"}),
    poetry("file-off-text", files={LOCAL: OFF.replace("false", '"false"')}),
    poetry(
        "file-repository-same", files={CONFIG: f'[repositories.corp]\nurl = "{URL}"\n', AUTH: ANN}
    ),
    poetry("file-repository-elsewhere", files={CONFIG: REPOSITORY, AUTH: ANN}),
    poetry(
        "file-repository-same-host",
        files={
            CONFIG: f'[repositories.other]\nurl = "https://{HOST}/team/"\n',
            AUTH: login("other", username="ann"),
        },
    ),
    poetry(
        "file-repository-deeper",
        files={
            CONFIG: f'[repositories.deep]\nurl = "{URL}custompkg/"\n',
            AUTH: login("deep", username="ann"),
        },
    ),
    poetry("file-broken", files={LOCAL: "[x\n"}),
    poetry("backend-in-config", files={CONFIG: "[keyring]\nbackend = 'x'\n"}),
    poetry("null-backend", variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}),
    poetry("fail-backend", variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}),
    poetry("off-number", variables={KEYRING: "0"}),
    poetry("off-empty", variables={KEYRING: ""}),
    poetry("off-word", variables={KEYRING: "no"}),
    poetry("off-upper", variables={KEYRING: "FALSE"}),
    poetry("on-upper", variables={KEYRING: "TRUE"}),
]

NETRCS = [
    poetry("netrc-default", files={"~/.netrc": "default login ci-bot password s3cret\n"}),
    poetry(
        "netrc-other-host", files={"~/.netrc": "machine x.example login ci-bot password s3cret\n"}
    ),
    poetry("netrc-open", files={"~/.netrc": NETRC}, modes={"~/.netrc": "644"}),
    poetry("netrc-variable", files={"my": NETRC}, variables={"NETRC": "@project/my"}),
    poetry("netrc-broken", files={"~/.netrc": "machine\n"}),
    poetry("netrc-and-auth-user", files={"~/.netrc": NETRC, AUTH: ANN}),
    poetry("netrc-and-auth-both", files={"~/.netrc": NETRC.replace("ci-bot", "eve"), AUTH: BOTH}),
    poetry(
        "netrc-and-entry",
        files={"~/.netrc": NETRC.replace("ci-bot", "eve"), AUTH: login(username="ci-bot")},
        entries=BY_REPOSITORY,
    ),
    poetry("netrc-and-url", "lock", source(NAMED), files={"~/.netrc": NETRC}),
    poetry("netrc-off", files={"~/.netrc": NETRC}, variables={KEYRING: "false"}),
]

SOURCES = [
    poetry(
        "two-named",
        "lock",
        source(),
        source(OTHER, "other"),
        files={AUTH: ANN + login("other", username="bob")},
    ),
    poetry(
        "two-supplemental",
        "lock",
        source(),
        source(OTHER, "other", priority="supplemental"),
        since=(1, 5),
    ),
    poetry("explicit-alone", "lock", source(priority="explicit"), since=(1, 5)),
    poetry("url-user-password", "lock", source(logged(URL, "ci-bot:stale")), files={AUTH: ANN}),
    poetry("url-user-entry", "lock", source(NAMED), entries=BY_REPOSITORY),
    poetry("add", "add --lock custompkg", files={AUTH: ANN, HERE: project(source(), needs="")}),
    poetry(
        "add-source",
        "add --lock --source corp custompkg",
        files={AUTH: ANN, HERE: project(source(priority="explicit"), needs="")},
        since=(1, 5),
    ),
    poetry("update", "update --dry-run", files={AUTH: ANN}),
    poetry("search", "search custompkg", files={AUTH: ANN}, since=(2, 0)),
]

PUBLISHED = [
    published("publish-token-variable", variables={TOKEN: "s3cret"}),
    published("publish-token-file", files={AUTH: '[pypi-token]\ncorp = "s3cret"\n'}),
    published(
        "publish-token-config", files={CONFIG: f'{REPOSITORY}[pypi-token]\ncorp = "s3cret"\n'}
    ),
    published("publish-token-and-user", "-r corp -u ann", variables={TOKEN: "s3cret"}),
    published("publish-token-and-both", "-r corp -u ann -p s3cret", variables={TOKEN: "tok"}),
    published("publish-token-entry", entries=[("poetry-repository-corp", "__token__", "s3cret")]),
    published("publish-flag-user", "-r corp -u ann"),
    published("publish-flag-password", "-r corp -p s3cret"),
    published("publish-auth-both", files={AUTH: BOTH}),
    published("publish-auth-user", files={AUTH: ANN}),
    published("publish-auth-password", files={AUTH: login(password="s3cret")}),
    published("publish-auth-empty", files={AUTH: login(username="ci-bot", password="")}),
    published("publish-variable-user", variables={USER: "ann"}),
    published("publish-variable-both", variables={USER: "ci-bot", PASSWORD: "s3cret"}),
    published("publish-entry-url", entries=[(UPLOAD, "ci-bot", "s3cret")]),
    published("publish-entry-host", entries=[("upload.corp.example", "ci-bot", "s3cret")]),
    published(
        "publish-netrc",
        files={"~/.netrc": "machine upload.corp.example login ci-bot password s3cret\n"},
    ),
    published("publish-off", variables={KEYRING: "false"}),
    published("publish-local-url", files={CONFIG: "", LOCAL: REPOSITORY}),
    published(
        "publish-variable-url",
        files={CONFIG: ""},
        variables={"POETRY_REPOSITORIES_CORP_URL": UPLOAD},
    ),
    published("publish-source", files={CONFIG: ""}),
    published("publish-url-user", files={CONFIG: REPOSITORY.replace("//", "//ann@")}),
    published("publish-unknown", "-r other"),
    published("publish-pypi-auth", "--skip-existing", files={AUTH: login("pypi", username="ann")}),
    published("publish-pypi-user", "-u ann"),
    published("publish-pypi-entry-url", "--skip-existing", entries=[(PYPI, "__token__", "s3cret")]),
    published("publish-dry-run", "-r corp --dry-run"),
]

WORLDS: list[World] = [*VARIABLES, *FILES, *NETRCS, *SOURCES, *PUBLISHED]
