"""Which repository hatch uploads to: of the command, of a variable, of config.toml."""

from tests.oracle.worlds import World
from tests.oracle.worlds.hatch_making import CORP, OTHER, UPLOAD, hatch

WORLDS: list[World] = [
    hatch("repo-string", "-r corp -u ci-bot", config=f'[publish.index.repos]\ncorp = "{UPLOAD}"\n'),
    hatch("repo-variable", "-u ci-bot", config=CORP, variables={"HATCH_INDEX_REPO": "corp"}),
    hatch("repo-variable-flag", "-r test -u ci-bot", variables={"HATCH_INDEX_REPO": "corp"}),
    hatch("repo-default", "-u ci-bot", config=f'[publish.index]\nrepo = "corp"\n{CORP}'),
    hatch("repo-main-url", "-u ci-bot", config=f'[publish.index.repos.main]\nurl = "{OTHER}"\n'),
    hatch("repo-test", "-r test -u ci-bot"),
    hatch(
        "repo-test-hit",
        "-r test -u __token__",
        entries=[
            ("https://test.pypi.org/legacy/", "__token__", "s3cret"),
            ("test", "__token__", "s3cret"),
        ],
    ),
    hatch(
        "repo-without-url", "-r corp -u ci-bot", config='[publish.index.repos.corp]\nuser = "ann"\n'
    ),
    hatch(
        "repo-hit-name", "-r corp -u ci-bot", config=CORP, entries=[("corp", "ci-bot", "s3cret")]
    ),
    hatch("repo-hit-url", "-r corp -u ci-bot", config=CORP, entries=[(UPLOAD, "ci-bot", "s3cret")]),
    hatch("repo-named-host", f"-r {UPLOAD.replace('//', '//ann@')}"),
    hatch("repo-named-host-user", f"-r {UPLOAD.replace('//', '//ann@')} -u ci-bot"),
    hatch(
        "config-flag",
        "-r corp",
        "--config my.toml",
        config=f'{CORP}user = "ci-bot"\n',
        config_at="my.toml",
    ),
    hatch(
        "config-variable",
        "-r corp",
        config=f'{CORP}user = "ci-bot"\n',
        config_at="my.toml",
        variables={"HATCH_CONFIG": "my.toml"},
    ),
    hatch("config-gone", "-u ci-bot", "--config gone.toml"),
    hatch("config-broken", "-u ci-bot", config="[publish\n"),
    hatch("publisher-other", f"-p other -r {UPLOAD} -u ci-bot"),
]
