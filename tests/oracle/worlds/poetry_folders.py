"""Which folder is the project of poetry, and which files of settings go with it."""

from tests.oracle.worlds import URL, World
from tests.oracle.worlds.poetry_making import (
    AUTH,
    HERE,
    INNER,
    INNER_URL,
    LOCAL,
    login,
    placed,
    poetry,
    project,
    published,
    source,
)

OFF = "[keyring]\nenabled = false\n"
ON = "[keyring]\nenabled = true\n"
ANN = login(username="ann")
BARE = "[tool.other]\nx = 1\n"
MODERN = """[project]
name = "new"
version = "0"
requires-python = ">=3.11,<4"
dependencies = ["custompkg"]
"""
NAMELESS = project(source(INNER_URL, "inner")).replace('name = "demo"\n', "", 1)
HAS_DIRECTORY, HAS_PROJECT = (1, 3), (2, 0)

WORLDS: list[World] = [
    placed("folder-below", cwd="src/deep/er"),
    placed("folder-nearest", cwd="inner"),
    placed("folder-nearest-below", cwd="inner/src"),
    placed("folder-other-table", files={"bare/pyproject.toml": BARE}, cwd="bare"),
    placed("folder-empty-file", files={"bare/pyproject.toml": ""}, cwd="bare"),
    placed(
        "folder-project-table",
        files={"new/pyproject.toml": MODERN + source(INNER_URL, "inner")},
        cwd="new",
    ),
    placed("folder-only-setup", files={"old/setup.py": ""}, cwd="old"),
    placed(
        "folder-no-mode",
        files={"bare/pyproject.toml": NAMELESS.replace('version = "0"', "package-mode = false")},
        cwd="bare",
    ),
    placed(
        "folder-nameless",
        files={"bare/pyproject.toml": NAMELESS},
        cwd="bare",
    ),
    placed("directory", "-C inner lock", since=HAS_DIRECTORY),
    placed("directory-long", "--directory=inner lock", since=HAS_DIRECTORY),
    placed("directory-behind", "lock -C inner", since=HAS_DIRECTORY),
    placed(
        "directory-below", "-C inner/src lock", files={"inner/src/x.py": ""}, since=HAS_DIRECTORY
    ),
    placed("directory-up", "-C .. lock", cwd="inner", since=HAS_DIRECTORY),
    placed("directory-gone", "-C nowhere lock", since=HAS_DIRECTORY),
    placed("project", "-P inner lock", since=HAS_PROJECT),
    placed("project-long", "lock --project inner", since=HAS_PROJECT),
    placed("project-up", "-P .. lock", cwd="inner", since=HAS_PROJECT),
    placed("project-below", "-P inner/src lock", files={"inner/src/x.py": ""}, since=HAS_PROJECT),
    placed(
        "project-of-directory", "-C src -P ../inner lock", files={"src/x.py": ""}, since=HAS_PROJECT
    ),
    placed("project-gone", "-P nowhere lock", since=HAS_PROJECT),
    placed(
        "folder-versionless",
        files={
            "bare/pyproject.toml": project(source(INNER_URL, "inner")).replace(
                'version = "0"\n', ""
            )
        },
        cwd="bare",
    ),
    placed("directory-up-two", "-C ../.. lock", cwd="inner/src", since=HAS_DIRECTORY),
    placed(
        "directory-side", "-C ../side lock", files={"side/x": ""}, cwd="inner", since=HAS_DIRECTORY
    ),
    placed("directory-here", "-C . lock", cwd="inner/src", since=HAS_DIRECTORY),
    poetry("local-above", files={LOCAL: ANN}, cwd="src"),
    poetry("local-of-cwd", files={f"src/{LOCAL}": ANN}, cwd="src"),
    placed(
        "local-of-inner",
        files={LOCAL: ANN, f"inner/{LOCAL}": login("inner", username="bob")},
        cwd="inner",
    ),
    placed("local-of-outer", files={LOCAL: login("inner", username="bob")}, cwd="inner"),
    placed("local-of-directory", "-C inner lock", files={LOCAL: OFF}, since=HAS_DIRECTORY),
    placed(
        "local-of-directory-off",
        "-C inner lock",
        files={f"inner/{LOCAL}": OFF},
        since=HAS_DIRECTORY,
    ),
    placed("local-of-project", "-P inner lock", files={LOCAL: OFF}, since=HAS_PROJECT),
    placed(
        "local-of-project-off", "-P inner lock", files={f"inner/{LOCAL}": OFF}, since=HAS_PROJECT
    ),
    poetry(
        "config-folder",
        files={"conf/auth.toml": ANN},
        variables={"POETRY_CONFIG_DIR": "@project/conf"},
    ),
    poetry(
        "config-folder-relative",
        files={"conf/auth.toml": ANN},
        variables={"POETRY_CONFIG_DIR": "conf"},
    ),
    poetry(
        "config-folder-hides",
        files={"conf/x": "", AUTH: ANN},
        variables={"POETRY_CONFIG_DIR": "conf"},
    ),
    poetry("config-folder-empty", files={AUTH: ANN}, variables={"POETRY_CONFIG_DIR": ""}),
    placed(
        "config-folder-directory",
        "-C inner lock",
        files={"conf/auth.toml": login("inner", username="ann")},
        variables={"POETRY_CONFIG_DIR": "conf"},
        since=HAS_DIRECTORY,
    ),
    placed(
        "config-folder-of-directory",
        "-C inner lock",
        files={"inner/conf/auth.toml": login("inner", username="ann")},
        variables={"POETRY_CONFIG_DIR": "conf"},
        since=HAS_DIRECTORY,
    ),
    published("publish-below", cwd="src"),
    published(
        "publish-directory",
        "-C inner -r corp",
        files={
            INNER: project(source(INNER_URL, "inner")),
            "inner/dist/demo-0-py3-none-any.whl": "@wheel:demo",
            f"inner/{LOCAL}": login(username="bob"),
        },
        since=HAS_DIRECTORY,
    ),
    poetry(
        "lock-of-outer",
        "install --no-root",
        files={INNER: project(source(INNER_URL, "inner")), "poetry.lock": "broken"},
        cwd="inner",
    ),
    poetry(
        "source-of-outer",
        "lock",
        files={HERE: project(source(URL, "corp")), INNER: project()},
        cwd="inner",
        server=(),
    ),
]
