"""Say what a new secret does not reach: files, tools that read no keyring, other machines."""

from collections.abc import Collection, Iterator

from keydex import hosts, rings
from keydex.asking import is_unknown
from keydex.config import texts
from keydex.environment import Environment
from keydex.model import Credential, Origin, Report
from keydex.rules import Case
from keydex.rules.leaks import places
from keydex.rules.leaks.copies import SHORTEST
from keydex.secret import Secret, masked
from keydex.survey import Survey
from keydex.workflows.rotating.holdings import MINTED, Held, Holdings

ELSEWHERE = "CI and other machines: give them the new one yourself."


def unreached(
    held: Holdings, entries: Collection[Held], left: Collection[Held], feeds: Collection[str]
) -> Iterator[str]:
    """Yield what can't be reached, a sentence each, without anything secret."""
    secrets = {each.secret for each in entries}
    for each in left:
        yield masked(_left(each), (*held.secrets, each.secret))
    for place in dict.fromkeys((*_configured(held.survey, secrets), *_written(held, secrets))):
        yield f"{place} holds it in plain text: keydex migrate moves it into the keyring."
    yield from dict.fromkeys(_settled(held.survey, feeds, secrets))
    yield ELSEWHERE


def silent(held: Holdings, feeds: Collection[str]) -> tuple[str, ...]:
    """Name the keyrings and the entries that may hold the same and do not say so."""
    said = (
        f"{configuration.installation.tool}'s keyring gives no answer about "
        f"{places.shown(report)}: what it holds is not known."
        for configuration, report in held.survey.reports()
        if report.feed not in feeds and any(map(is_unknown, report.answers))
    )
    more = (f"{tool}'s keyring can't be listed: it may hold more." for tool in held.unlisted)
    unread = (f"{each}: no answer, so what it holds is not known." for each in held.unread)
    return (*dict.fromkeys(said), *more, *unread)


def _left(held: Held) -> str:
    """Say why an entry is left out, and what to do instead."""
    name = f"{held.service} as {held.username}"
    logins = (host.login for feed in held.feeds if (host := hosts.kind(feed)))
    if held.obstacle == MINTED and (login := next(filter(None, logins), "")):
        return f"{name}: {MINTED}; log in again instead: {login}."
    return f"{name}: {held.obstacle}."


def _configured(survey: Survey, secrets: Collection[Secret]) -> Iterator[str]:
    """Yield where a tool reads the secret, other than from a keyring."""
    for _, report in survey.reports():
        for origin, credential in _logins(report):
            if credential.password in secrets:
                yield _spelled(survey.environment, origin)


def _logins(report: Report) -> Iterator[tuple[Origin, Credential]]:
    """Yield every login of an index that is configured."""
    for each in report.sources:
        if each.credential:
            yield each.origin, each.credential
    if password := report.index.password:
        places = (report.index.password_at,) if report.index.password_at else report.index.origins
        yield from ((each, Credential(report.index.username or "", password)) for each in places)


def _written(held: Holdings, secrets: Collection[Secret]) -> Iterator[str]:
    """Yield where else the secret stands in files that configure tools; not a word by chance."""
    case, environment = Case(held.survey), held.survey.environment
    files = places.Files(environment)
    longer = [each for each in secrets if len(each.reveal()) >= SHORTEST]
    for path in places.beside(case, places.SETTINGS + places.REQUIREMENTS):
        for secret in longer:
            if (at := places.stands(secret, text := files[path].text)) >= 0:
                yield _spelled(environment, Origin(path, texts.line_at(text, at)))


def _settled(survey: Survey, feeds: Collection[str], secrets: Collection[Secret]) -> Iterator[str]:
    """Yield the tools that take another login before they ask a keyring."""
    for configuration, report in survey.reports():
        source, tool = report.settled_by, configuration.installation.tool
        if source and report.feed in feeds:
            credential = source.credential
            if credential is None or credential.password not in secrets:
                place = _spelled(survey.environment, source.origin)
                yield f"{tool} takes the login in {place} for {places.shown(report)}."


def _spelled(environment: Environment, origin: Origin) -> str:
    """Name a place: a file and a line, a variable, a flag."""
    if origin.path:
        line = f":{origin.line}" if origin.line else ""
        return f"{rings.shown(environment, origin.path)}{line}"
    return origin.variable or origin.flag or "the command"
