"""What each tool does about an index before a change, and after it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from keydex.environment import Drafted
from keydex.model import Configuration, Edit, Origin, Report, Role
from keydex.nouns import dataclass
from keydex.secret import masked
from keydex.survey import Survey, again

Where = tuple[Configuration, Report]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one tool does about an index now, and what it will do; nothing secret is in it."""

    tool: str
    before: str
    after: str

    def __str__(self) -> str:
        after = "unchanged" if self.after == self.before else self.after
        return f"{self.tool}: {self.before} → {after}"


def drafted(
    survey: Survey, changes: tuple[Edit, ...], variables: Iterable[tuple[str, str]] = ()
) -> Survey:
    """Return what the tools will do once files are changed and variables are set."""
    environment = survey.environment
    machine = environment.machine
    contents = {machine.resolve(each.path): each.after for each in changes}
    known = {**environment.variables, **dict(variables)}
    then = replace(environment, machine=Drafted(machine, contents), variables=known)
    return again(survey, then)


def effects(survey: Survey, after: Survey, feed: str) -> tuple[Effect, ...]:
    """Say of each tool that uses a feed what it does before and after."""
    then = {_key(where): where for where in reversed(after.feeds().get(feed, []))}
    found = (_effect(where, then.get(_key(where))) for where in survey.feeds()[feed])
    return tuple(dict.fromkeys(found))


def _key(where: Where) -> tuple[str, Role, str | None, str]:
    configuration, report = where
    index = report.index
    return configuration.installation.tool, index.role, index.name, index.url


def _effect(where: Where, then: Where | None) -> Effect:
    configuration, report = where
    tool = configuration.installation.tool
    secrets = (*report.secrets, *(then[1].secrets if then else ()))
    before, after = told(report), told(then[1]) if then else "does not use it"
    return Effect(tool, masked(before, secrets), masked(after, secrets))


def told(report: Report) -> str:
    """Say what a tool does about an index, in a clause."""
    what = "publishes: " if report.index.role is Role.PUBLISH else ""
    if report.settled_by:
        return f"{what}takes the login in {_place(report.settled_by.origin)}, asks nothing"
    if not report.lookups:
        reason = report.silence.code.replace("-", " ") if report.silence else "no question"
        return f"{what}asks nothing ({reason})"
    said = f"{what}asks {'; '.join(_asked(report))}"
    if report.sent_first:
        said += f", once the login in {_place(report.sent_first.origin)} is refused"
    if report.overridden_by:
        said += f", but takes the login in {_place(report.overridden_by.origin)}"
    return said


def _asked(report: Report) -> Iterator[str]:
    """Yield the services that are asked, by the user that they are asked for."""
    users: dict[str | None, dict[str, None]] = {}
    for each in report.lookups:
        users.setdefault(each.username or None, {})[each.service] = None
    for user, services in users.items():
        yield f"{', '.join(services)} as {'anyone' if user is None else user}"


def _place(origin: Origin) -> str:
    """Name a place in a word."""
    return origin.variable or origin.flag or (origin.path.name if origin.path else "a URL")
