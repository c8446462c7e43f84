"""Which settings uv reads, and which of them win."""

from tests.oracle.worlds import NAMED, OTHER, World
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

WORLDS: list[World] = [
    locked(
        "config-file-variable",
        index(ZED),
        files={"my.toml": ON + INDEX},
        server=TEAM,
        variables={"UV_CONFIG_FILE": "my.toml"},
    ),
    locked(
        "config-file-flag",
        index(ZED),
        files={"my.toml": ON + INDEX},
        server=TEAM,
        command="lock --config-file my.toml",
    ),
    locked(
        "config-file-hides-user",
        files={"my.toml": ON, USER_FILE: INDEX},
        server=TEAM,
        variables={"UV_CONFIG_FILE": "my.toml"},
    ),
    locked("no-config-variable", index(), variables={"UV_NO_CONFIG": "1", **PROVIDER}),
    locked("no-config-flag", index(), variables=PROVIDER, command="lock --no-config"),
    locked(
        "no-config-index-variable",
        index(ZED),
        server=TEAM,
        command="lock --no-config",
        variables={"UV_INDEX": NAMED, **PROVIDER},
    ),
    locked(
        "system-file",
        files={"etc/uv/uv.toml": ON + INDEX},
        settings="",
        server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/etc"},
    ),
    locked(
        "system-file-second",
        files={"two/uv/uv.toml": ON + INDEX},
        settings="",
        server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/one:@project/two"},
    ),
    locked(
        "system-file-after-gap",
        files={"two/uv/uv.toml": ON + INDEX},
        settings="",
        server=TEAM,
        variables={"XDG_CONFIG_DIRS": ":@project/two"},
    ),
    locked(
        "system-file-off",
        files={"etc/uv/uv.toml": ON + INDEX},
        settings="",
        server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/etc", "UV_NO_SYSTEM_CONFIG": "1"},
    ),
    locked(
        "all-files",
        index(ZED, "zed"),
        server=SEARCHED,
        files={
            USER_FILE: INDEX,
            "etc/uv/uv.toml": INDEX.replace("corp", "other").replace(NAMED, OTHER),
        },
        variables={"XDG_CONFIG_DIRS": "@project/etc"},
    ),
    locked(
        "provider-project-over-user", index(), files={USER_FILE: 'keyring-provider = "disabled"\n'}
    ),
    locked(
        "provider-flag-over-all",
        index(),
        settings='keyring-provider = "disabled"\n',
        command="lock --keyring-provider subprocess",
        variables={"UV_KEYRING_PROVIDER": "disabled"},
    ),
    locked("unknown-key", index(), settings=f"{ON}frobnicate = 1\n", variables=PROVIDER),
    locked("unknown-index-key", index(frobnicate="x"), variables=PROVIDER),
    locked("newer-key", index(), settings=f'{ON}add-bounds = "lower"\n', variables=PROVIDER),
    locked("bad-type", index(), settings=f"{ON}index-url = 3\n", variables=PROVIDER),
    locked("bad-policy", index(authenticate="sometimes"), variables=PROVIDER, since=(0, 6, 6)),
    locked(
        "uv-toml-above",
        files={"uv.toml": ON + INDEX, "sub/pyproject.toml": MEMBER},
        cwd="sub",
        settings="",
        server=TEAM,
    ),
    locked(
        "uv-toml-above-empty-table",
        cwd="sub",
        server=TEAM,
        variables=PROVIDER,
        files={"uv.toml": INDEX, "sub/pyproject.toml": f"{MEMBER}[tool.uv]\n"},
    ),
    locked(
        "dotted-keys", f"[tool.uv.pip]\n{ON}", f"[[tool.uv.index]]\nurl = '{NAMED}'\n", settings=""
    ),
    uv(
        "requirements-in-a-uv-folder",
        "pip compile req.in",
        server=TEAM,
        since=(0, 4, 23),
        files={"uv.toml": ON + INDEX, "req.in": "custompkg\n"},
    ),
    uv(
        "tool-run",
        "tool run --from custompkg demo",
        server=TEAM,
        since=(0, 4, 23),
        files={"pyproject.toml": project(index(ZED)), USER_FILE: ON + INDEX},
    ),
]
