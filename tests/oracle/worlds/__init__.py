"""Worlds in which a tool is run: files, variables, a command, what the keyring holds, the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keydex.model import Version

Json = dict[str, Any]

HOST = "pkgs.corp.example"
URL = f"https://{HOST}/team/simple/"
NAMED = f"https://ci-bot@{HOST}/team/simple/"
OTHER = "https://ann@other.example/b/simple/"
BY_HOST = ((HOST, "ci-bot", "s3cret"),)
BY_URL = ((URL, "ci-bot", "s3cret"),)
EMPTY_PYPI: Json = {"prefix": "https://pypi.org/simple/", "packages": []}


@dataclass(frozen=True)
class World:
    """One world, and the releases in which it can be: from `since`, and before `until`."""

    tool: str
    case: str
    command: Sequence[str]
    files: Mapping[str, str] = field(default_factory=dict)
    server: Sequence[Json] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    entries: Sequence[Sequence[str]] = ()
    cwd: str = "."
    on_path: bool = True
    importable: bool = False
    modes: Mapping[str, str] = field(default_factory=dict)
    """Of files at home that are not for their owner only."""
    since: Version = (0,)
    until: Version = (9999,)

    def is_possible(self, version: Version) -> bool:
        """Say whether a release knows what this world is about."""
        return self.since <= version < self.until

    def recorded(self) -> Json:
        """Write it as tests/recorded keeps it."""
        return {
            "tool": self.tool,
            "case": self.case,
            "command": list(self.command),
            "cwd": self.cwd,
            "files": dict(self.files),
            "variables": dict(self.variables),
            "entries": [list(each) for each in self.entries],
            "server": list(self.server),
            "on_path": self.on_path,
            "importable": self.importable,
            **({"modes": dict(self.modes)} if self.modes else {}),
        }


def private(prefix: str, user: str = "ci-bot", password: str = "s3cret", **more: Any) -> Json:
    """Make a rule: what lies below a URL wants a login."""
    return {"prefix": prefix, "users": {user: password}, **more}


def login(url: str, who: str) -> str:
    """Write a login into a URL."""
    return url.replace("//", f"//{who}@")


def worlds(tool: str) -> Iterable[World]:
    """Return the worlds of a tool."""
    from tests.oracle.worlds import (
        flit_logins,
        hatch_folders,
        hatch_logins,
        hatch_repositories,
        pdm_folders,
        pdm_logins,
        pip_files,
        pip_logins,
        pip_options,
        pip_requirements,
        pip_urls,
        pipenv_folders,
        pipenv_logins,
        poetry_folders,
        poetry_logins,
        twine_logins,
        uv_locks,
        uv_logins,
        uv_netrc,
        uv_order,
        uv_places,
        uv_publishing,
        uv_requirements,
        uv_settings,
        uv_store,
        uv_urls,
        uv_variables,
    )

    of_pip = (pip_files, pip_logins, pip_options, pip_requirements, pip_urls)
    of_uv = (
        *(uv_settings, uv_places, uv_requirements, uv_order, uv_logins, uv_urls),
        *(uv_netrc, uv_store, uv_variables, uv_locks, uv_publishing),
    )
    of_hatch = (hatch_folders, hatch_repositories, hatch_logins)
    modules = {
        "flit": (flit_logins,),
        "hatch": of_hatch,
        "pdm": (pdm_folders, pdm_logins),
        "pip": of_pip,
        "pipenv": (pipenv_folders, pipenv_logins),
        "poetry": (poetry_folders, poetry_logins),
        "twine": (twine_logins,),
        "uv": of_uv,
    }
    return [world for module in modules.get(tool, ()) for world in module.WORLDS]
