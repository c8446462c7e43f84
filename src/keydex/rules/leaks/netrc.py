"""Logins of a netrc: a place that is meant for them, so no check tells of it; they can move."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from keydex import hosts
from keydex.config import netrc
from keydex.config.netrc import Login
from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, advice
from keydex.model import Credential, Index, Origin, Role
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import keys, places
from keydex.rules.planning import netrc_taken
from keydex.survey import changed

OTHERS = "What else reads that line (curl, git, other projects) can't be known: it loses the login."


def found(case: Case, feeds: Collection[str]) -> Iterator[Finding]:
    """Find the logins that tools take from a netrc for some feeds, and say whether they can move.

    All that take one count, whatever their feed.
    """
    for origin, owners in _gathered(case).items():
        wanted = [where for where in owners if where[1].feed in feeds]
        login = _login(case, origin)
        if not wanted or login is None or origin.path is None:
            continue
        host = login.machine or "every other host"
        message = f"{origin.path.name} holds the login of {host}."
        place = replace(origin, key=f"machine {login.machine}" if login.machine else "default")
        fix = _fix(case, owners, place, login)
        yield about(wanted[0], message, replace(fix, feed=wanted[0][1].feed), origin=place)


def _gathered(case: Case) -> dict[Origin, list[Where]]:
    """Gather the logins by their lines, each with all that take it."""
    found: dict[Origin, list[Where]] = {}
    for where in case.survey.reports():
        for each in where[1].sources:
            if each.kind == "netrc" and each.credential:
                place = Origin(each.origin.path, each.origin.line)
                found.setdefault(place, []).append(where)
    return found


def _login(case: Case, origin: Origin) -> Login | None:
    """Return the login that begins in a line, if it holds a password."""
    try:
        logins = netrc.read(case.environment, origin.path) if origin.path else ()
    except ConfigError:
        return None
    found = next((each for each in logins if each.line == origin.line), None)
    return found if found and found.password.reveal() else None


def _fix(case: Case, owners: list[Where], origin: Origin, login: Login) -> Fix:
    """Move it, or say what must be done before, or why it must stay."""
    if login.machine is None:
        return advice("Give each host an entry of its own first: it is sent to every other host.")
    if _is_token(login):
        return advice(
            "Leave it: the token stands as its username, and no keyring holds a username."
        )
    credential = Credential(login.login, login.password)
    path = origin.path or Path()
    plan = netrc_taken(case.environment, path, login.line, credential, "took the login out")
    try:
        after = changed(case.survey, plan())
    except ConfigError as error:
        return advice(f"Take it out in an editor, since {error.reason}.")
    for where in owners:
        if fix := keys.obstacle(where, credential, after):
            return fix
    also = " for the indexes of this project"
    moving = places.moving(case, owners[0][1], origin, plan, also)
    return replace(moving, summary=f"{moving.summary} {OTHERS}")


def _is_token(login: Login) -> bool:
    """Say whether the username is the secret (Gemfury, GitHub with x-oauth-basic)."""
    index = Index("", None, f"https://{login.machine}/", Role.EXTRA, (), login.login, "url")
    return login.password.reveal() in places.NO_SECRETS or bool(hosts.secrets(index))
