"""Which folder is the project of pdm, and which files of settings go with it."""

from tests.oracle.worlds import URL, World
from tests.oracle.worlds.pdm_making import (
    CONFIG,
    HAS_LOCAL,
    HAS_VARIABLE,
    HERE,
    INNER,
    INNER_URL,
    LOCAL,
    pdm,
    placed,
    project,
    published,
    source,
)

BARE = "[tool.other]\nx = 1\n"
ANN = '[pypi]\nusername = "ann"\n'
FALLBACK = "[global_project]\nfallback = true\n"
SHARED = "~/.config/pdm/global-project"
PROJECTS = {
    f"{SHARED}/pyproject.toml": project(source(INNER_URL)),
    f"{SHARED}/.pdm-python": "@python",
}
MINE = {"mine/pyproject.toml": project(source(INNER_URL)), "mine/.pdm-python": "@python"}

WORLDS: list[World] = [
    placed("folder-below", cwd="src/deep"),
    placed("folder-far-below", cwd="a/b/c/d/e/f"),
    placed("folder-far-below-depth", cwd="a/b/c", variables={"PDM_PROJECT_MAX_DEPTH": "2"}),
    placed("folder-nearest", cwd="inner"),
    placed("folder-nearest-below", cwd="inner/src"),
    placed(
        "folder-other-table",
        files={"bare/pyproject.toml": BARE, "bare/.pdm-python": "@python"},
        cwd="bare",
    ),
    placed("folder-only-pdm-toml", files={f"bare/{LOCAL}": ANN}, cwd="bare"),
    placed(
        "folder-without-section",
        files={"bare/pyproject.toml": project(), "bare/.pdm-python": "@python"},
        cwd="bare",
    ),
    placed("folder-option", "lock -p inner"),
    placed("folder-option-long", "lock --project=inner"),
    placed("folder-option-up", "lock -p ..", cwd="inner"),
    placed("folder-option-below", "lock -p inner/src", files={"inner/src/.pdm-python": "@python"}),
    placed("folder-option-gone", "lock -p nowhere"),
    placed("folder-variable", variables={"PDM_PROJECT": "inner"}, since=HAS_VARIABLE),
    placed("folder-variable-up", variables={"PDM_PROJECT": ".."}, cwd="inner", since=HAS_VARIABLE),
    placed(
        "folder-variable-absolute",
        variables={"PDM_PROJECT": "@project/inner"},
        cwd="src",
        since=HAS_VARIABLE,
    ),
    placed("folder-variable-empty", variables={"PDM_PROJECT": ""}, cwd="inner", since=HAS_VARIABLE),
    placed(
        "folder-option-over-variable",
        "lock -p .",
        variables={"PDM_PROJECT": "inner"},
        since=HAS_VARIABLE,
    ),
    pdm("global", "lock -g", files=PROJECTS),
    pdm("global-path", "lock -g", files={**MINE, CONFIG: '[global_project]\npath = "mine"\n'}),
    pdm(
        "global-path-home",
        "lock -g",
        files={
            "~/mine/pyproject.toml": project(source(INNER_URL)),
            "~/mine/.pdm-python": "@python",
            CONFIG: '[global_project]\npath = "~/mine"\n',
        },
    ),
    pdm(
        "global-path-local",
        "lock -g",
        files={**MINE, **PROJECTS, LOCAL: '[global_project]\npath = "mine"\n'},
    ),
    placed("global-and-project", "lock -g -p inner", files=PROJECTS),
    pdm("fallback-inside", files={**PROJECTS, CONFIG: FALLBACK}),
    pdm("fallback", files={**PROJECTS, HERE: None, CONFIG: FALLBACK}),
    pdm("fallback-off", files={**PROJECTS, HERE: None}),
    pdm("fallback-and-project", "lock -p .", files={**PROJECTS, HERE: None, CONFIG: FALLBACK}),
    pdm("local", files={LOCAL: ANN}, since=HAS_LOCAL),
    pdm("local-below", files={LOCAL: ANN}, cwd="src", since=HAS_LOCAL),
    pdm("local-of-cwd", files={f"src/{LOCAL}": ANN}, cwd="src", since=HAS_LOCAL),
    placed("local-of-inner", "lock -p inner", files={f"inner/{LOCAL}": ANN}, since=HAS_LOCAL),
    placed("local-of-outer", "lock -p inner", files={LOCAL: ANN}, since=HAS_LOCAL),
    pdm("local-old-name", files={".pdm.toml": ANN}),
    pdm(
        "local-both-names",
        files={".pdm.toml": '[pypi]\nusername = "bob"\n', LOCAL: ANN},
        since=HAS_LOCAL,
    ),
    pdm("config-option", "-c my.toml lock", files={"my.toml": ANN}),
    pdm("config-option-hides", "-c my.toml lock", files={"my.toml": "", CONFIG: ANN}),
    pdm("config-variable", variables={"PDM_CONFIG_FILE": "my.toml"}, files={"my.toml": ANN}),
    placed(
        "config-variable-project",
        "lock -p inner",
        variables={"PDM_CONFIG_FILE": "my.toml"},
        files={"my.toml": ANN, "inner/my.toml": '[pypi]\nusername = "bob"\n'},
    ),
    pdm(
        "config-variable-below",
        variables={"PDM_CONFIG_FILE": "my.toml"},
        files={"my.toml": ANN},
        cwd="src",
    ),
    pdm("config-gone", "-c gone.toml lock"),
    pdm("config-broken", files={CONFIG: "[x\n"}),
    pdm("local-broken", files={LOCAL: "[x\n"}, since=HAS_LOCAL),
    pdm(
        "site-config",
        files={"etc/pdm/config.toml": ANN},
        variables={"XDG_CONFIG_DIRS": "@project/etc"},
    ),
    pdm(
        "site-config-below-own",
        files={"etc/pdm/config.toml": ANN, CONFIG: '[pypi]\nusername = "bob"\n'},
        variables={"XDG_CONFIG_DIRS": "@project/etc"},
    ),
    published("publish-below", cwd="src"),
    published(
        "publish-folder",
        "-r corp -p inner",
        files={
            INNER: project(source(INNER_URL)),
            "inner/dist/demo-0-py3-none-any.whl": "@wheel:demo",
            f"inner/{LOCAL}": f'[repository.corp]\nurl = "{URL}"\n',
        },
    ),
]
