"""Whose login pdm takes: of variables, of the project, pdm.toml, config.toml, netrc, a keyring."""

from tests.oracle.worlds import HOST, NAMED, URL, World, login, private
from tests.oracle.worlds.pdm_making import (
    CONFIG,
    HAS_LOCAL,
    LOCAL,
    NETRC,
    PYPI,
    REPOSITORY,
    UPLOAD,
    netrc,
    pdm,
    published,
    source,
)

USER, PASSWORD = "PDM_PYPI_USERNAME", "PDM_PYPI_PASSWORD"
ANN, BOB = '[pypi]\nusername = "ann"\n', '[pypi]\nusername = "bob"\n'
BOTH = '[pypi]\nusername = "ci-bot"\npassword = "s3cret"\n'
OTHER = "https://other.example/b/simple/"
CORP = f'[pypi.corp]\nurl = "{OTHER}"\n'
IGNORED = "[pypi]\nignore_stored_index = true\n"
# Before, each request asks for every index by its name.
APART = (2, 22)
BY_NAME = (("pdm-pypi-pypi", "ci-bot", "s3cret"),)

SOURCES = [
    pdm("source-user", "lock", source(username="ann")),
    pdm("source-user-hit-name", "lock", source(username="ci-bot"), entries=BY_NAME),
    pdm("source-password-only", "lock", source(password="s3cret")),
    pdm("source-user-empty", "lock", source(username="")),
    pdm("source-over-url", "lock", source(login(URL, "bob"), username="ann")),
    pdm("source-over-url-password", "lock", source(login(URL, "ci-bot:s3cret"), username="ann")),
    pdm("source-url-password", "lock", source(login(URL, "ci-bot:s3cret"))),
    pdm(
        "source-url-variable",
        "lock",
        source(login(URL, "${WHO}:${WORD}")),
        variables={"WHO": "ci-bot", "WORD": "s3cret"},
    ),
    pdm("source-url-variable-gone", "lock", source(login(URL, "${WHO}"))),
    pdm("source-user-variable", "lock", source(username="${WHO}"), variables={"WHO": "ann"}),
    pdm(
        "source-links",
        "lock",
        source(),
        source(f"https://ann@{HOST}/links/", "links", type="find_links"),
        server=(private(f"https://{HOST}/"),),
    ),
    pdm(
        "source-two",
        "lock",
        source(username="ann"),
        source(OTHER, "other", username="bob"),
        since=APART,
    ),
    pdm("source-nameless", "lock", f'[[tool.pdm.source]]\nurl = "{URL}"\n'),
    pdm("variable-user", variables={USER: "ann"}),
    pdm("variable-both", variables={USER: "ci-bot", PASSWORD: "s3cret"}),
    pdm("variable-password", variables={PASSWORD: "s3cret"}),
    pdm("variable-user-source", "lock", source(username="bob"), variables={USER: "ann"}),
    pdm("variable-user-config", variables={USER: "ci-bot"}, files={CONFIG: BOTH}),
    pdm("variable-user-empty", variables={USER: ""}, files={CONFIG: ANN}),
    pdm("variable-url-source", variables={"PDM_PYPI_URL": OTHER}),
    pdm(
        "variable-ignore",
        "lock",
        source(),
        variables={"PDM_IGNORE_STORED_INDEX": "1"},
        files={CONFIG: ANN + CORP},
    ),
    pdm("config-user", files={CONFIG: ANN}),
    pdm("config-both", files={CONFIG: BOTH}),
    pdm("config-named", files={CONFIG: CORP}),
    pdm("config-named-user", files={CONFIG: f'{CORP}username = "ann"\n'}, since=APART),
    pdm(
        "config-named-completes",
        "lock",
        source(),
        source(OTHER, "corp"),
        files={CONFIG: '[pypi.corp]\nusername = "ann"\n'},
        since=APART,
    ),
    pdm(
        "config-named-completes-password",
        "lock",
        source(),
        source(OTHER, "corp", username="ann"),
        files={CONFIG: '[pypi.corp]\npassword = "s3cret"\n'},
    ),
    pdm("config-ignore", files={CONFIG: IGNORED + CORP}),
    pdm(
        "config-ignore-completes",
        "lock",
        source(),
        source(OTHER, "corp"),
        files={CONFIG: f'{IGNORED}[pypi.corp]\nusername = "ann"\n'},
    ),
    pdm("local-over-config", files={LOCAL: ANN, CONFIG: BOB}, since=HAS_LOCAL),
    pdm(
        "local-user-config-password",
        files={LOCAL: ANN, CONFIG: '[pypi]\npassword = "s3cret"\n'},
        since=HAS_LOCAL,
    ),
    pdm("local-named-hides", files={LOCAL: CORP, CONFIG: f'{CORP}username = "ann"\n'}, since=APART),
    pdm(
        "local-ignore-variable-off",
        files={LOCAL: IGNORED + CORP},
        variables={"PDM_IGNORE_STORED_INDEX": "0"},
        since=HAS_LOCAL,
    ),
    pdm("null-backend", variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}),
]

COMMANDS = [
    pdm("command-miss", importable=False),
    pdm("command-user", "lock", source(NAMED), importable=False),
    pdm(
        "command-user-hit",
        "lock",
        source(NAMED),
        importable=False,
        entries=[(URL, "ci-bot", "s3cret")],
    ),
    pdm(
        "command-key-hit-name", "lock", source(username="ci-bot"), importable=False, entries=BY_NAME
    ),
    pdm("command-none", importable=False, on_path=False),
    pdm("command-netrc", importable=False, files={"~/.netrc": NETRC}, modes={"~/.netrc": "600"}),
]

NETRCS = [
    netrc("netrc-default", "default login ci-bot password s3cret\n"),
    netrc("netrc-other-host", "machine x.example login ci-bot password s3cret\n"),
    netrc("netrc-open", mode="644"),
    netrc("netrc-open-anonymous", NETRC.replace("ci-bot", "anonymous"), mode="644"),
    netrc("netrc-variable", at="my", variables={"NETRC": "@project/my"}),
    netrc("netrc-variable-home", at="~/my", mode="644", variables={"NETRC": "@home/my"}),
    netrc("netrc-variable-empty", variables={"NETRC": ""}),
    netrc("netrc-variable-gone", variables={"NETRC": "@project/gone"}),
    netrc("netrc-underscore", at="~/_netrc"),
    netrc("netrc-broken", "machine\n"),
    netrc("netrc-and-user", sources=(source(NAMED),)),
    netrc("netrc-and-other-user", sources=(source(login(URL, "ann")),)),
    netrc("netrc-and-key", sources=(source(username="ann"),)),
    netrc(
        "netrc-and-key-entry",
        NETRC.replace("s3cret", "stale"),
        sources=(source(username="ci-bot"),),
        entries=BY_NAME,
    ),
    netrc("netrc-wrong", NETRC.replace("s3cret", "stale")),
    netrc(
        "netrc-wrong-entry", NETRC.replace("s3cret", "stale"), entries=[(HOST, "ci-bot", "s3cret")]
    ),
]

PUBLISHED = [
    published("publish-nobody"),
    published("publish-flag-both", "-r corp -u ann -P s3cret"),
    published("publish-flag-user", "-r corp -u ann"),
    published("publish-variable-user", variables={"PDM_PUBLISH_USERNAME": "ann"}),
    published(
        "publish-variable-both",
        variables={"PDM_PUBLISH_USERNAME": "ci-bot", "PDM_PUBLISH_PASSWORD": "s3cret"},
    ),
    published("publish-variable-password", variables={"PDM_PUBLISH_PASSWORD": "s3cret"}),
    published("publish-variable-repository", "", variables={"PDM_PUBLISH_REPO": "corp"}),
    published("publish-variable-repository-flag", variables={"PDM_PUBLISH_REPO": "testpypi"}),
    published("publish-variable-empty", "-r corp", variables={"PDM_PUBLISH_USERNAME": ""}),
    published(
        "publish-config-both",
        files={CONFIG: f'{REPOSITORY}username = "ci-bot"\npassword = "s3cret"\n'},
    ),
    published("publish-config-password", files={CONFIG: f'{REPOSITORY}password = "s3cret"\n'}),
    published(
        "publish-config-flag",
        "-r corp -u ci-bot",
        files={CONFIG: f'{REPOSITORY}username = "ann"\n'},
    ),
    published(
        "publish-config-url", f"-r {UPLOAD}", files={CONFIG: f'{REPOSITORY}username = "ann"\n'}
    ),
    published(
        "publish-config-url-no-slash",
        f"-r {UPLOAD[:-1]}",
        files={CONFIG: f'{REPOSITORY}username = "ann"\n'},
    ),
    published("publish-config-pypi", "", files={CONFIG: '[repository.pypi]\nusername = "ann"\n'}),
    published(
        "publish-config-pypi-url",
        f"-r {PYPI}",
        files={CONFIG: '[repository.pypi]\nusername = "ann"\n'},
    ),
    published("publish-local", files={CONFIG: "", LOCAL: f'{REPOSITORY}username = "ann"\n'}),
    published(
        "publish-local-over-config",
        files={
            CONFIG: f'{REPOSITORY}username = "bob"\n',
            LOCAL: '[repository.corp]\nusername = "ann"\n',
        },
    ),
    published("publish-url-user", f"-r {login(UPLOAD, 'ann')}"),
    published("publish-url-user-password", f"-r {login(UPLOAD, 'ci-bot:s3cret')}"),
    published("publish-url-hit", f"-r {UPLOAD}", entries=[(UPLOAD, "ci-bot", "s3cret")]),
    published("publish-hit-name", entries=[("pdm-repository-corp", "ci-bot", "s3cret")]),
    published("publish-pypi", ""),
    published("publish-testpypi", "-r testpypi -u __token__"),
    published("publish-unknown", "-r other"),
    published(
        "publish-netrc",
        files={"~/.netrc": "machine upload.corp.example login ci-bot password s3cret\n"},
        modes={"~/.netrc": "600"},
    ),
    published(
        "publish-command",
        "-r corp -u ci-bot",
        importable=False,
        entries=[("pdm-repository-corp", "ci-bot", "s3cret")],
    ),
]

WORLDS: list[World] = [*SOURCES, *COMMANDS, *NETRCS, *PUBLISHED]
