"""What `uv publish` asks: before the upload, for the check of what is there, and on the upload."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from keydex.environment import Environment
from keydex.model import Credential, Lookup, Origin, Silence, Source, Version
from keydex.nouns import dataclass
from keydex.secret import Secret, bare
from keydex.tools.uv import releases, urls
from keydex.tools.uv.arguments import Arguments
from keydex.tools.uv.asking import Asker, Outcome, Request
from keydex.tools.uv.indexes import Entry, entry, named
from keydex.tools.uv.settings import Settings

UPLOAD = "https://upload.pypi.org/legacy/"
TOKEN = "__token__"  # noqa: S105 - the user of every token.


@dataclass(frozen=True, slots=True)
class Target:
    """Where `uv publish` uploads to, as whom, and the index in which it looks for what is there."""

    upload: Entry
    username: str | None
    username_from: Source | None
    settled: Source | None
    """The token or the password that a flag or a variable gives."""
    check: Entry | None
    unusable: str | None = None
    """The index that is chosen by its name, where none of that name has a publish URL."""


def target(
    asker: Asker, arguments: Arguments, settings: Settings, known: tuple[Entry, ...]
) -> Target:
    """Find the upload URL and its login (crates/uv/src/commands/publish.rs)."""
    environment = asker.environment
    name = None
    if asker.version >= releases.PUBLISHES_TO_INDEX:
        name = _chosen(environment, arguments, "index", "UV_PUBLISH_INDEX")
    index = next((each for each in known if name and each.name == name[0]), None)
    check = _chosen(environment, arguments, "check-url", "UV_PUBLISH_CHECK_URL")
    check = check or settings.first("check-url")
    checked: Entry | None = index
    if index and index.publish_url:
        upload = entry(index.publish_url, index.origin)
    else:
        where = _chosen(environment, arguments, "publish-url", "UV_PUBLISH_URL")
        url, origin = where or settings.first("publish-url") or (UPLOAD, None)
        upload = entry(url, origin)
        checked = _checked(named(*check, names=False), known, asker.version) if check else None
    user = _chosen(environment, arguments, "username", "UV_PUBLISH_USERNAME")
    settled = None
    for option, variable in (("token", "UV_PUBLISH_TOKEN"), ("password", "UV_PUBLISH_PASSWORD")):
        if given := _chosen(environment, arguments, option, variable):
            user = user if option == "password" else (TOKEN, given[1])
            settled = settled or Source("env", given[1], Credential("", Secret(given[0])))
    username_from = Source("env", user[1]) if user else None
    unusable = bare(name[0]) if name and not (index and index.publish_url) else None
    return Target(upload, user[0] if user else None, username_from, settled, checked, unusable)


def _checked(check: Entry, known: tuple[Entry, ...], version: Version) -> Entry:
    """Find the index that a check URL belongs to, since it is not one by itself any more."""
    if version < releases.PUBLISH_KNOWS_INDEXES or not urls.is_valid(check.url):
        return check
    whole = version >= releases.WHOLE_SEGMENTS
    for each in known:
        if each.matched and urls.covers(
            urls.root(each.url, plus_simple=True), check.url, by_segment=whole
        ):
            return replace(check, url=each.url, authenticate=each.authenticate)
    return replace(check, matched=False)


def _chosen(
    environment: Environment, arguments: Arguments, flag: str, variable: str
) -> tuple[str, Origin] | None:
    """Return what a flag, or else its variable, says."""
    if value := arguments.last(flag):
        return value, Origin(flag=f"--{flag}")
    if value := environment.variables.get(variable):
        return value, Origin(variable=variable)
    return None


def upload(asker: Asker, target: Target) -> tuple[Outcome, tuple[Lookup, ...]]:
    """Follow an upload: asked before it, and once more on it."""
    url = urls.normalised(target.upload.url)
    in_url = Source("url", target.upload.origin or Origin())
    # Before, a username in the URL came before the login that is given.
    hides = target.upload.username and asker.version < releases.READS_PUBLISH_URL
    if target.settled and not hides:
        return Outcome(target.username, target.username_from, settled_by=target.settled), ()
    request = Request(url, target.upload.username, target.upload.password, in_url, must_login=True)
    if target.username and not target.upload.password and not target.settled:
        request = Request(url, target.username, None, target.username_from, must_login=True)
    outcome = asker.outcome(request, None, "auto")
    found = (*beforehand(asker, target), *asker.lookups(outcome, url, "auto"))
    return outcome, tuple(dict.fromkeys(found))


def beforehand(asker: Asker, target: Target) -> Iterator[Lookup]:
    """Yield the questions that are asked before anything is sent.

    The username of the URL is not decoded there (0.5.17 to 0.13.8). Before, it is none, and stays
    in the service, its password too (0.5.6 to 0.5.16).
    """
    upload, username = target.upload, target.username
    reads = asker.version >= releases.READS_PUBLISH_URL
    if asker.version < releases.ASKS_BEFORE_UPLOAD or target.settled or (upload.password and reads):
        return
    url = urls.normalised(upload.url)
    if reads:
        username = username or upload.written or None
    elif upload.written or upload.password:
        secret = upload.password.reveal() if upload.password else ""
        password = f":{quote(secret, safe='', errors='replace')}" if secret else ""
        url = url.replace("://", f"://{upload.written}{password}@", 1)
    if username:
        yield from asker.lookups(Outcome(username), url, "auto")


def conflict(target: Target, version: Version) -> Silence | None:
    """Say that uv stops: the publish URL has another login than a flag or a variable.

    Users are compared as they are written; without one a password is for nobody
    (gather_credentials, to 0.13.8).
    """
    upload, settled = target.upload, target.settled
    given = settled.credential.password if settled and settled.credential else None
    reads = version >= releases.READS_PUBLISH_URL
    if target.unusable:
        reason = f"uv stops: there is no index {target.unusable} with a publish-url."
        return Silence("settings-ignored", reason, "give the index a publish-url")
    if not (target.username or (upload.written and reads)) and (
        settled or (upload.password and reads)
    ):
        reason = "uv stops: there is a password to publish with, and no username."
        return Silence("settings-ignored", reason, "set UV_PUBLISH_USERNAME", upload.origin)
    if not reads:
        return None
    if upload.password and settled and given != upload.password:
        return _stop(target, settled, "password")
    if upload.written and target.username_from and target.username != upload.written:
        return _stop(target, target.username_from, "username")
    return None


def _stop(target: Target, source: Source, part: str) -> Silence:
    named = source.origin.flag or source.origin.variable
    reason = f"uv stops: the publish URL has another {part} than {named}."
    return Silence("settings-ignored", reason, f"name one {part}", target.upload.origin)


def silence() -> Silence:
    """Say why an upload asks no keyring although it could."""
    return Silence(
        "no-username",
        "uv publish asks no keyring without a username, and has no default.",
        "set UV_PUBLISH_USERNAME or write it into the publish URL",
    )
