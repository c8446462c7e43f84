"""Passwords that stand under a key of their own, in a file that configures a tool."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.errors import ConfigError
from keydex.findings import Finding, Fix, advice, typed
from keydex.model import Credential, Origin, Report, Silence
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import places
from keydex.rules.leaks.places import Kept
from keydex.rules.planning import Plan, key_taken
from keydex.survey import Survey, changed

Owner = tuple[Where, Kept]


def gathered(case: Case) -> dict[Origin, list[Owner]]:
    """Gather the keys that hold passwords, each with the indexes that it is for."""
    found: dict[Origin, list[Owner]] = {}
    for where in case.survey.reports():
        for each in places.kept(where[1]):
            found.setdefault(each.origin, []).append((where, each))
    return found


def found(case: Case, gathered: dict[Origin, list[Owner]]) -> Iterator[Finding]:
    """Find a password under a key, one finding for all tools, and say whether it can move."""
    for origin, owners in gathered.items():
        (_, report), key = owners[0]
        name = origin.path.name if origin.path else ""
        message = f"{name} holds the password of {places.shown(report)}."
        password = key.login.password
        plan = key_taken(case.environment, origin, password, "took the password out")
        fix = _fix(case, owners, plan)
        for where, _ in owners:
            told = about(where, message, fix, origin=origin, severity=places.severity(case, origin))
            word = _word(case.survey, report)
            yield replace(told, feed=report.feed, index=word, secrets=report.secrets)


def _word(survey: Survey, report: Report) -> str:
    """Name an index in a command: by its URL where its name means another one, too."""
    name = report.index.name
    feeds = {each.feed for _, each in survey.reports() if each.index.name == name}
    return name if name and len(feeds) == 1 else report.feed


def _fix(case: Case, owners: list[Owner], plan: Plan) -> Fix:
    """Move the password, or say what must be done before."""
    (_, first), key = owners[0]
    if key.is_store and not key.login.username:  # uv sends it as a bearer token.
        return advice("Leave it: it has no username, and what a keyring gives is sent with one.")
    try:
        after = changed(case.survey, plan())
    except ConfigError as error:
        page = places.anew(first.index.url)
        return advice(f"Take it out in an editor, since {error.reason}; then {page}.")
    for where, each in owners:
        if fix := obstacle(where, each.login, after):
            return fix
    # uv's own store serves whole hosts, an entry only those who ask by its URL.
    also = " for the indexes of this project" if key.is_store else ""
    return places.moving(case, first, key.origin, plan, also)


def obstacle(where: Where, login: Credential, after: Survey) -> Fix | None:
    """Say what comes first where a tool would not find the password in a keyring."""
    tool, same = where[0].installation.tool, places.same(where, after)
    if not same:
        end = f"else {tool} has no index to ask about."
        return advice(f"Write its URL or username beside it first: {end}")
    for report in same:
        if report.silence and not report.settled_by:
            return _unasked(tool, report.silence)
        if not report.settled_by and places.asked_as(report, login) is None:
            end = f"{tool} asks a keyring for somebody's."
            return advice(f"Write its username beside it first: {end}")
    return None


def _unasked(tool: str, silence: Silence) -> Fix:
    """Say what lets a tool ask a keyring; what is spared by a lock is asked by another command."""
    if silence.code == "locked":
        command = f"keydex fix KD001 -- {tool} lock"
        return typed(command, f"Put it into the keyring as {tool} lock asks: install does not.")
    fix = f" ({silence.fix})" if silence.fix else ""
    reason = silence.reason.rstrip(".")
    return advice(f"Let {tool} ask a keyring first, for the password to go to{fix}: {reason}.")
