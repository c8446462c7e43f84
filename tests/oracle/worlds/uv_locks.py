"""What uv asks when there is a lock: about files, and about indexes where the lock does not fit."""

import hashlib

from tests.oracle.wheels import wheel
from tests.oracle.worlds import BY_HOST, BY_URL, HOST, NAMED, URL, World, private
from tests.oracle.worlds.uv_making import index, locked

INSIDE, OUTSIDE, ELSEWHERE = f"{URL}-files", f"https://{HOST}/blobs/9f3c", "https://files.example/x"
SERVER = (private(f"https://{HOST}/"), private("https://files.example/"))
INSTALL = "--no-install-project"
LOCKS = (0, 4, 30)


def entry(package: str, folder: str, registry: str) -> str:
    """Write a package of a lock."""
    digest = hashlib.sha256(wheel(package)).hexdigest()
    file = f"{folder}/{package}-0.0.1-py3-none-any.whl"
    return (
        f'[[package]]\nname = "{package}"\nversion = "0.0.1"\n'
        f'source = {{ registry = "{registry}" }}\n'
        f'wheels = [\n    {{ url = "{file}", hash = "sha256:{digest}" }},\n]\n\n'
    )


def lock(
    folder: str, registry: str = URL, *, python: str = ">=3.11", needs: str = "custompkg"
) -> str:
    """Write a lock of one package, fitting a project that needs it."""
    return (
        f'version = 1\nrequires-python = "{python}"\n\n{entry(needs, folder, registry)}'
        '[[package]]\nname = "demo"\nversion = "0"\nsource = { virtual = "." }\n'
        f'dependencies = [\n    {{ name = "{needs}" }},\n]\n\n'
        f'[package.metadata]\nrequires-dist = [{{ name = "{needs}" }}]\n'
    )


def from_lock(case: str, text: str, command: str, *tables: str, **more: object) -> World:
    """Make a world of a project with a lock."""
    tables = tables or (index(default=True),)
    more = {"since": LOCKS, "server": SERVER, **more}
    netrc = f"machine {HOST} login ci-bot password s3cret\n"
    files = {"uv.lock": text} | ({"~/.netrc": netrc} if more.pop("netrc", False) else {})
    return locked(case, *tables, command=command, files=files, **more)


FITTING = {
    "sync": f"sync {INSTALL}",
    "sync-locked": f"sync --locked {INSTALL}",
    "sync-frozen": f"sync --frozen {INSTALL}",
    "run": "run python -c pass",
    "run-frozen": "run --frozen python -c pass",
    "lock": "lock",
    "lock-check": "lock --locked",
    "export": "export",
    "export-frozen": "export --frozen",
    "tree-frozen": "tree --frozen",
    "sync-upgrade": f"sync --upgrade {INSTALL}",
    "sync-upgrade-package": f"sync --upgrade-package custompkg {INSTALL}",
    "lock-upgrade": "lock --upgrade",
    "sync-refresh": f"sync --refresh {INSTALL}",
}

WORLDS: list[World] = [
    *(
        from_lock(f"lock-{place}-{name}", lock(folder), command)
        for place, folder in {"inside": INSIDE, "outside": OUTSIDE}.items()
        for name, command in FITTING.items()
    ),
    from_lock(
        "lock-frozen-variable", lock(OUTSIDE), f"sync {INSTALL}", variables={"UV_FROZEN": "1"}
    ),
    from_lock("lock-other-need", lock(INSIDE, needs="otherpkg"), f"sync {INSTALL}"),
    from_lock(
        "lock-other-need-frozen", lock(OUTSIDE, needs="otherpkg"), f"sync --frozen {INSTALL}"
    ),
    from_lock("lock-other-python", lock(INSIDE, python=">=3.10"), f"sync {INSTALL}"),
    from_lock(
        "lock-other-index",
        lock("https://zed.example/x", "https://zed.example/simple"),
        f"sync {INSTALL}",
    ),
    from_lock(
        "lock-other-index-frozen",
        lock(OUTSIDE, "https://zed.example/simple"),
        f"sync --frozen {INSTALL}",
    ),
    from_lock("lock-registry-slash", lock(OUTSIDE, URL.rstrip("/")), f"sync {INSTALL}"),
    from_lock("lock-specifier", lock(INSIDE), f"sync {INSTALL}", needs="'custompkg>=0.0.1'"),
    from_lock("lock-elsewhere-sync", lock(ELSEWHERE), f"sync {INSTALL}"),
    from_lock("lock-outside-hit-host", lock(OUTSIDE), f"sync --frozen {INSTALL}", entries=BY_HOST),
    from_lock("lock-outside-hit-index", lock(OUTSIDE), f"sync --frozen {INSTALL}", entries=BY_URL),
    from_lock(
        "lock-inside-nouser", lock(INSIDE), f"sync --frozen {INSTALL}", index(URL, default=True)
    ),
    from_lock(
        "lock-outside-nouser", lock(OUTSIDE), f"sync --frozen {INSTALL}", index(URL, default=True)
    ),
    from_lock(
        "lock-outside-variable",
        lock(OUTSIDE),
        f"sync --frozen {INSTALL}",
        index(URL, default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    from_lock(
        "lock-inside-variable",
        lock(INSIDE),
        f"sync --frozen {INSTALL}",
        index(URL, default=True),
        variables={"UV_INDEX_CORP_USERNAME": "ci-bot"},
    ),
    from_lock(
        "lock-inside-always",
        lock(INSIDE),
        f"sync --frozen {INSTALL}",
        index(URL, default=True, authenticate="always"),
        since=(0, 6, 6),
    ),
    from_lock(
        "lock-outside-always",
        lock(OUTSIDE),
        f"sync --frozen {INSTALL}",
        index(URL, default=True, authenticate="always"),
        since=(0, 6, 6),
    ),
    from_lock(
        "lock-inside-never",
        lock(INSIDE),
        f"sync --frozen {INSTALL}",
        index(NAMED, default=True, authenticate="never"),
        since=(0, 6, 6),
    ),
    from_lock(
        "lock-outside-never",
        lock(OUTSIDE),
        f"sync --frozen {INSTALL}",
        index(NAMED, default=True, authenticate="never"),
        since=(0, 6, 6),
    ),
    from_lock(
        "lock-inside-password",
        lock(INSIDE),
        f"sync --frozen {INSTALL}",
        index(NAMED.replace("ci-bot", "ci-bot:s3cret"), default=True),
    ),
    from_lock(
        "lock-outside-password",
        lock(OUTSIDE),
        f"sync --frozen {INSTALL}",
        index(NAMED.replace("ci-bot", "ci-bot:s3cret"), default=True),
    ),
    from_lock(
        "lock-half-segment",
        lock(f"https://{HOST}/teamwork/f", f"https://{HOST}/team"),
        f"sync --frozen {INSTALL}",
        index(f"https://ci-bot@{HOST}/team", default=True),
    ),
    from_lock("lock-provider-off", lock(OUTSIDE), f"sync --frozen {INSTALL}", settings=""),
    from_lock(
        "lock-no-install", lock(OUTSIDE), f"sync --frozen {INSTALL} --no-install-package custompkg"
    ),
    from_lock(
        "lock-two-indexes",
        lock(OUTSIDE),
        f"sync --frozen {INSTALL}",
        index(default=True),
        index("https://zed@zed.example/simple", "zed"),
    ),
    from_lock(
        "lock-host-index",
        lock(f"https://{HOST}/files/x", f"https://{HOST}/simple"),
        f"sync --frozen {INSTALL}",
        index(f"https://ci-bot@{HOST}/simple", default=True),
    ),
    from_lock("lock-netrc", lock(OUTSIDE), f"sync --frozen {INSTALL}", netrc=True),
]
