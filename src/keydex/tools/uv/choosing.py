"""Which of its indexes uv takes a package from, and after which answers it asks the next one."""

from dataclasses import replace
from urllib.parse import urlsplit

from keydex.environment import Environment
from keydex.model import Choice, Index, Origin, Report, Role, Version
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.settings import Settings

# crates/uv-client/src/registry_client.rs, by release.
IGNORES_401: Version = (0, 1, 40)  # astral-sh/uv#3292
STOPS_AT_REFUSALS: Version = (0, 7, 0)  # #12805: 401 and 403 end the search, 404 does not.
# Its 403 says that there is no such package (IndexStatusCodeStrategy::from_index_url).
SAYS_403 = "pytorch.org"
REFUSALS = frozenset({401, 403, 404})


def choice(environment: Environment, arguments: Arguments, settings: Settings) -> Choice:
    """Return the strategy that counts; all that begin with `unsafe-` mix the indexes."""
    value, origin = _strategy(environment, arguments, settings)
    return Choice(value.startswith("unsafe-"), value, origin)


def _strategy(
    environment: Environment, arguments: Arguments, settings: Settings
) -> tuple[str, Origin | None]:
    if value := arguments.last("index-strategy"):
        return value, Origin(flag="--index-strategy")
    if value := environment.variables.get("UV_INDEX_STRATEGY"):
        return value, Origin(variable="UV_INDEX_STRATEGY")
    keys = [("pip", "index-strategy")] if arguments.command[:1] == ("pip",) else []
    for key in [*keys, ("index-strategy",)]:
        if setting := settings.first(*key):
            return str(setting[0]), setting[1]
    return "first-index", None


def told(report: Report, choice: Choice, version: Version) -> Report:
    """Note with an index after which statuses uv goes on to another one."""
    return replace(report, goes_on=_goes_on(report.index, choice, version))


def _goes_on(index: Index, choice: Choice, version: Version) -> frozenset[int]:
    if index.role is Role.FIND_LINKS:
        return frozenset()  # crates/uv-client/src/flat_index.rs, fetch_all: any refusal ends it.
    if choice.mixes:
        return REFUSALS
    if version < STOPS_AT_REFUSALS:
        return REFUSALS if version >= IGNORES_401 else REFUSALS - {401}
    ignored = index.settings.get("ignore-error-codes")
    host = urlsplit(index.url).hostname or ""
    own = {403} if host == SAYS_403 or host.endswith(f".{SAYS_403}") else set()
    return frozenset({404, *own, *(ignored if isinstance(ignored, tuple) else ())})
