"""Why pip asks nothing for an index, in a sentence, and what mends it."""

from keydex.model import (
    Access,
    Index,
    Installation,
    Origin,
    Problem,
    Silence,
    Source,
    Version,
    Via,
    spelled,
)
from keydex.nouns import dataclass
from keydex.tools.pip import releases, urls
from keydex.tools.pip.asking import Search
from keydex.tools.pip.providers import PROVIDERS, said
from keydex.tools.pip.settings import Setting

UPGRADE = "pip install --upgrade pip"
SUBPROCESS = "pip config set global.keyring-provider subprocess"


@dataclass(frozen=True, slots=True)
class Reasons:
    """What stands between a command and a keyring, whatever the index."""

    installation: Installation
    access: Access
    provider: Setting
    no_input: Setting | None
    fault: Problem | None

    def stop(self) -> Silence | None:
        """Say that pip stops before it asks anything."""
        if self.fault is None:
            return None
        origin = Origin(self.fault.path, self.fault.line, self.fault.key)
        reason = f"pip stops: {self.fault.reason} ({place(origin)})."
        return Silence("settings-ignored", reason, f"mend {place(origin)}", origin)

    def general(self) -> Silence | None:
        """Say why nothing is asked for any index."""
        version = self.installation.version
        if version < releases.OLDEST:
            reason = f"pip {spelled(version)} asks no keyring."
            return Silence("unsupported-version", reason, UPGRADE)
        if self.access.via is Via.NONE:
            return self._no_access()
        if self.access.via is Via.IMPORT and (off := self.installation.keyring_off):
            reason = f"The keyring of pip's Python holds nothing: {off} names that backend."
            return Silence("no-keyring", reason, f"take the backend out of {off}")
        return self._no_input(version)

    def _no_access(self) -> Silence:
        if self.provider.value == "disabled":
            reason = f"pip asks no keyring: {self.access.reason}."
            return Silence("provider-disabled", reason, SUBPROCESS, self.provider.origin)
        if self.provider.value not in PROVIDERS:
            reason = f"{self.access.reason}."
            return Silence("provider-disabled", reason, SUBPROCESS, self.provider.origin)
        return Silence("no-keyring", f"{self.access.reason}.", "uv tool install keyring")

    def _no_input(self, version: Version) -> Silence | None:
        """Say that `auto` is off where pip may not ask a person (`use_keyring`)."""
        if self.no_input is None or version < releases.INPUT_NEEDED:
            return None
        because = said(self.no_input, "no-input")
        if version < releases.ASKS_WITHOUT_INPUT:
            reason = f"pip {spelled(version)} asks no keyring under {because}."
            return Silence("no-input", reason, UPGRADE, self.no_input.origin)
        if self.provider.value != "auto":
            return None
        reason = f"pip asks no keyring: {because}, and keyring-provider is auto."
        return Silence("no-input", reason, SUBPROCESS, self.no_input.origin)


def settled(source: Source, index: Index) -> Silence:
    """Say which credential ends the search."""
    where = place(source.origin)
    if source.kind == "netrc":
        reason = f"{where} answers before any keyring."
        return Silence("settled", reason, f"take the login out of {where}")
    if source.origin not in index.origins:
        reason = f"pip sends to this host the login of another index ({where})."
        return Silence("settled", reason, "give each index a login of its own")
    reason = f"The URL holds a username and a password ({where})."
    return Silence("settled", reason, "take the password out of the URL")


def no_username(index: Index, search: Search) -> Silence:
    """Say that the keyring command is not run without a username."""
    where = place(index.origins[0]) if index.origins else "the default"
    host = urls.host(index.url)
    if index.username is None:
        reason = f"pip asks no keyring for {host}: the URL has no username ({where})."
        return Silence("no-username", reason, "put a username into the URL")
    spelled_so = urls.netloc(index.url)
    if search.services == (urls.netloc(urls.sent(index.url)),) and spelled_so != host:
        reason = f"pip loses the username of the URL: {spelled_so} is not in lower case ({where})."
        return Silence("no-username", reason, "write the host in lower case")
    reason = f"pip does not use the username of the URL in {where} for {host}."
    return Silence("no-username", reason, UPGRADE)


def untrusted(index: Index) -> Silence:
    """Say that pip leaves out an index that is neither https nor trusted."""
    host = urls.host(index.url)
    reason = f"pip leaves this index out: it is http, and {host} is no trusted host."
    return Silence("settings-ignored", reason, f"use https, or --trusted-host {host}")


def locked() -> Silence:
    """Say that the files are named by a lock."""
    return Silence("locked", "All comes from pylock.toml; this index is not asked.")


def place(origin: Origin) -> str:
    """Name the place of a setting in a few words."""
    if origin.path:
        return f"{origin.path.name}:{origin.line}" if origin.line else origin.path.name
    return origin.variable or origin.flag or "the URL"
