"""A project on this machine with an index on loopback, and a keyring in a dict."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from keydex.environment import Environment, ThisMachine
from keydex.keyrings import Store
from keydex.rules import found
from keydex.ui.app import Keydex
from tests.entries import Entries
from tests.server import Server, Site, by_folder, private
from tests.ui.worlds import OPEN, Rules, app

USER = "ci-bot"
LOGINS = "logins"
RIGHT = "s3cret"
HEAD = """\
[project]
name = "demo"
version = "0"

[tool.uv]
keyring-provider = "subprocess"
"""
INDEX = """
[[tool.uv.index]]
name = "{name}"
url = "{url}/{name}/simple/"
"""


@dataclass
class Project:
    """What a test may look at: the server, the entries, the project's file, and the app."""

    server: Server
    entries: Entries
    file: Path
    app: Keydex

    @property
    def netrc(self) -> Path:
        """Name the file of logins."""
        return self.file.parent / LOGINS

    @property
    def service(self) -> str:
        """Name the first question that uv asks."""
        return f"{self.server.url}/core/simple/"


@contextmanager
def project(  # noqa: PLR0913 - options, all by name.
    folder: Path,
    passwords: Mapping[str, str] | None = None,
    *,
    user: str | None = USER,
    more: str = "",
    site: Site | None = None,
    sites: Mapping[str, Site] | None = None,
    store: Store = OPEN,
    rules: Rules = found,
    keyring: Entries | None = None,
) -> Iterator[Project]:
    """Serve `core`, which one password opens; the keyring has `passwords` for its questions."""
    sites = {"core": site or private({USER: RIGHT}), **(sites or {})}
    with Server(by_folder(sites)) as server:
        url = server.url.replace("://", f"://{user}@") if user else server.url
        file = folder / "pyproject.toml"
        indexes = "".join(INDEX.format(url=url, name=name) for name in sites)
        file.write_text(f"{HEAD}{indexes}{more}", "utf-8")
        (folder / "bin").mkdir()
        command = folder.parent / f"{folder.name}-bin" / "keyring"
        command.parent.mkdir()
        command.write_text("#!/bin/sh\n", "utf-8")
        command.chmod(0o755)
        known = {"PATH": str(command.parent), "HOME": str(folder.parent), "NETRC": LOGINS}
        environment = Environment(folder, folder.parent, known, "linux", ThisMachine())
        entries = keyring or Entries(
            {(each.format(url=server.url), USER): text for each, text in (passwords or {}).items()}
        )
        yield Project(server, entries, file, app(environment, entries, store, rules))
