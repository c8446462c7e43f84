"""Where uv starts to look: folders, workspaces and their members, scripts."""

from tests.oracle.worlds import NAMED, URL, World
from tests.oracle.worlds.uv_making import (
    INDEX,
    MEMBER,
    ON,
    PROVIDER,
    SEARCHED,
    TEAM,
    USER_FILE,
    ZED,
    index,
    locked,
    project,
    uv,
)

WORKSPACE = "[tool.uv.workspace]\nmembers = ['pkgs/*']\nexclude = ['pkgs/out']\n"
SCRIPT = (
    "# /// script\n# requires-python = '>=3.11'\n# dependencies = ['custompkg']\n"
    f"# [tool.uv]\n# {ON}# [[tool.uv.index]]\n# name = 'corp'\n# url = '{NAMED}'\n# ///\nprint(1)\n"
)


WORLDS: list[World] = [
    locked(
        "directory-flag",
        cwd=".",
        command="--directory sub lock",
        settings="",
        files={"sub/pyproject.toml": project(index())},
    ),
    locked(
        "project-flag",
        command="--project sub lock",
        settings="",
        files={"sub/pyproject.toml": project(index())},
    ),
    locked(
        "project-variable",
        settings="",
        files={"sub/pyproject.toml": project(index())},
        variables={"UV_PROJECT": "sub"},
        since=(0, 4, 30),
    ),
    locked(
        "directory-variable",
        settings="",
        files={"sub/pyproject.toml": project(index())},
        variables={"UV_WORKING_DIRECTORY": "sub"},
        since=(0, 4, 30),
    ),
    locked(
        "directory-and-project",
        command="--directory sub --project .. lock",
        settings="",
        files={"sub/pyproject.toml": project(index())},
    ),
    locked(
        "no-project-flag",
        index(ZED),
        server=TEAM,
        command="run --no-project --with custompkg python",
        files={USER_FILE: ON + INDEX},
    ),
    locked(
        "member-folder",
        WORKSPACE,
        index(),
        cwd="pkgs/m",
        needs="",
        server=TEAM,
        files={"pkgs/m/pyproject.toml": f"{MEMBER}[tool.uv]\nindex-url = '{ZED}'\n"},
    ),
    locked(
        "member-settings",
        WORKSPACE,
        index(),
        cwd="pkgs/m",
        needs="",
        settings="",
        server=TEAM,
        files={"pkgs/m/pyproject.toml": f"{MEMBER}[tool.uv]\n{ON}"},
    ),
    locked(
        "member-excluded",
        WORKSPACE,
        index(ZED),
        cwd="pkgs/out",
        server=TEAM,
        files={"pkgs/out/pyproject.toml": f"{MEMBER}[tool.uv]\n{ON}\n{index()}"},
    ),
    locked(
        "member-pin",
        WORKSPACE,
        needs="",
        server=TEAM,
        since=(0, 5, 0),
        files={
            "pkgs/m/pyproject.toml": MEMBER
            + index(name="own")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"
        },
    ),
    locked(
        "member-pin-variable",
        WORKSPACE,
        needs="",
        server=TEAM,
        since=(0, 5, 0),
        variables={"UV_INDEX_OWN_USERNAME": "ci-bot"},
        files={
            "pkgs/m/pyproject.toml": MEMBER
            + index(URL, "own")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"
        },
    ),
    locked(
        "member-pin-explicit-variable",
        WORKSPACE,
        needs="",
        server=TEAM,
        since=(0, 5, 0),
        variables={"UV_INDEX_OWN_USERNAME": "ci-bot"},
        files={
            "pkgs/m/pyproject.toml": MEMBER
            + index(URL, "own", explicit=True)
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"
        },
    ),
    locked(
        "member-pin-always",
        WORKSPACE,
        needs="",
        server=TEAM,
        since=(0, 6, 6),
        files={
            "pkgs/m/pyproject.toml": MEMBER
            + index(URL, "own", authenticate="always")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"
        },
    ),
    uv(
        "script-lock",
        "lock --script demo.py",
        files={"demo.py": SCRIPT},
        since=(0, 5, 22),
        server=TEAM,
    ),
    uv("script-run", "run demo.py", files={"demo.py": SCRIPT}, since=(0, 4, 23), server=TEAM),
    uv(
        "script-run-in-project",
        "run demo.py",
        since=(0, 4, 23),
        server=SEARCHED,
        files={"demo.py": SCRIPT, "pyproject.toml": project(index(ZED, "zed"), needs="")},
    ),
    uv(
        "script-run-below",
        "run sub/demo.py",
        since=(0, 4, 23),
        server=SEARCHED,
        variables=PROVIDER,
        files={
            "sub/demo.py": SCRIPT,
            "sub/uv.toml": INDEX.replace("corp", "zed").replace(NAMED, ZED),
        },
    ),
]
