"""Which indexes uv asks, and in which order."""

from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, login, private
from tests.oracle.worlds.uv_making import (
    ON,
    SEARCHED,
    USER_FILE,
    ZED,
    A,
    B,
    compiled,
    index,
    locked,
    pinned,
    project,
)

WORLDS: list[World] = [
    locked(
        "indexes-of-variable",
        index(ZED, "zed"),
        server=SEARCHED,
        variables={"UV_INDEX": f"corp={NAMED} {OTHER}"},
    ),
    locked(
        "index-flag-over-variable",
        server=SEARCHED,
        variables={"UV_INDEX": ZED},
        command=f"lock --index corp={NAMED}",
    ),
    locked("index-flags", server=SEARCHED, command=f"lock --index {NAMED} --index {OTHER}"),
    locked(
        "default-flag", index(ZED, "zed"), server=SEARCHED, command=f"lock --default-index {NAMED}"
    ),
    locked(
        "default-flag-over-file",
        index(ZED, "zed", default=True),
        server=SEARCHED,
        command=f"lock --default-index {NAMED}",
    ),
    locked("default-first-in-file", index(NAMED, default=True), index(ZED, "zed"), server=SEARCHED),
    locked(
        "extra-variable",
        index(ZED, "zed"),
        server=SEARCHED,
        variables={"UV_EXTRA_INDEX_URL": f"{NAMED} {OTHER}"},
    ),
    locked("url-variable", index(ZED, "zed"), server=SEARCHED, variables={"UV_INDEX_URL": NAMED}),
    locked(
        "url-variable-empty",
        index(NAMED, default=True),
        server=SEARCHED,
        variables={"UV_INDEX_URL": ""},
    ),
    locked(
        "url-key-and-table",
        index(ZED, "zed"),
        settings=f'{ON}index-url = "{NAMED}"\n',
        server=SEARCHED,
    ),
    locked(
        "url-key-hidden-by-default",
        index(ZED, "zed", default=True),
        settings=f'{ON}index-url = "{NAMED}"\n',
        server=SEARCHED,
    ),
    locked(
        "extra-key-and-table",
        index(ZED, "zed"),
        settings=f'{ON}extra-index-url = ["{NAMED}"]\n',
        server=SEARCHED,
    ),
    locked("no-index-key", index(), settings=f"{ON}no-index = true\n"),
    locked("no-index-flag", index(), command="lock --no-index"),
    locked(
        "links-key",
        settings=f'{ON}find-links = ["https://ci-bot@{HOST}/links/"]\n',
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
    ),
    locked(
        "links-key-beside-index",
        index(),
        settings=f'{ON}find-links = ["https://ci-bot@{HOST}/links/"]\n',
        server=(private(f"https://{HOST}/"), EMPTY_PYPI),
    ),
    locked(
        "links-variable",
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
        variables={"UV_FIND_LINKS": f"https://ci-bot@{HOST}/links/"},
    ),
    compiled(
        "links-flag",
        "--find-links",
        f"https://ci-bot@{HOST}/links/",
        since=(0, 1, 33),
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
    ),
    compiled(
        "links-flag-no-index",
        "--no-index",
        "--find-links",
        f"https://ci-bot@{HOST}/links/",
        server=(private(f"https://{HOST}/links/"),),
    ),
    locked(
        "name-hides-user-file",
        index(ZED, "corp"),
        server=SEARCHED,
        files={USER_FILE: f'[[index]]\nname = "corp"\nurl = "{NAMED}"\n'},
    ),
    locked(
        "name-hidden-login",
        index(NAMED),
        variables={"UV_INDEX": f"corp={URL}"},
        server=(private(URL), EMPTY_PYPI),
    ),
    locked(
        "default-hidden-login", index(NAMED, default=True), command=f"lock --default-index {URL}"
    ),
    locked("same-url-twice", index(NAMED, "a"), index(NAMED, "b"), server=SEARCHED),
    locked("explicit-unpinned", index(explicit=True), server=(private(URL), EMPTY_PYPI)),
    locked("explicit-unpinned-login", index(explicit=True), index(URL, "open", default=True)),
    locked(
        "explicit-two",
        index(login(A, "ci-bot"), "a", explicit=True),
        index(login(B, "bob"), "b", explicit=True),
        pinned("b"),
        server=(private(A), private(B, "bob")),
    ),
    locked("pinned-by-variable", pinned("corp"), variables={"UV_INDEX": f"corp={NAMED}"}),
    locked(
        "no-sources",
        index(explicit=True),
        index(ZED, "zed"),
        pinned("corp"),
        server=SEARCHED,
        command="lock --no-sources",
    ),
    compiled(
        "pip-table",
        provider=False,
        since=(0, 4, 23),
        files={
            "pyproject.toml": project(f'[tool.uv.pip]\n{ON}index-url = "{NAMED}"\n', settings="")
        },
    ),
    compiled(
        "pip-table-and-top",
        provider=False,
        since=(0, 4, 23),
        server=SEARCHED,
        files={
            "pyproject.toml": project(
                f'[tool.uv.pip]\nextra-index-url = ["{NAMED}"]\n',
                settings=f'{ON}index-url = "{ZED}"\n',
            )
        },
    ),
    compiled(
        "pip-table-first",
        provider=False,
        since=(0, 4, 23),
        server=SEARCHED,
        files={
            "pyproject.toml": project(
                f'[tool.uv.pip]\nindex-url = "{NAMED}"\n', settings=f'{ON}index-url = "{ZED}"\n'
            )
        },
    ),
    compiled(
        "pip-table-provider-off",
        provider=False,
        since=(0, 4, 23),
        files={
            "pyproject.toml": project(index(), '[tool.uv.pip]\nkeyring-provider = "disabled"\n')
        },
    ),
    compiled(
        "pip-in-project",
        provider=False,
        since=(0, 4, 23),
        files={"pyproject.toml": project(index())},
    ),
    compiled(
        "pip-extra-and-url", "--index-url", NAMED, "--extra-index-url", OTHER, server=SEARCHED
    ),
    compiled(
        "pip-index-order",
        "--index",
        NAMED,
        "--extra-index-url",
        OTHER,
        "--default-index",
        ZED,
        since=(0, 4, 23),
        server=SEARCHED,
    ),
    locked("pip-table-ignored", f'[tool.uv.pip]\n{ON}index-url = "{NAMED}"\n', settings=""),
]
