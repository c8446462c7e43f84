"""What each tool does about an index before a change, and after it."""

from collections.abc import Iterator

from keydex.model import Configuration, Origin, Report, Role
from keydex.naming.persons import Plan
from keydex.nouns import dataclass
from keydex.secret import masked
from keydex.survey import Survey, changed

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


def effects(survey: Survey, feed: str, plan: Plan) -> tuple[Effect, ...]:
    """Say of each tool that uses a feed what it does now, and what it will do by a plan."""
    after = changed(survey, plan.changes, plan.variables)
    then = {_key(where): where for where in reversed(after.feeds().get(feed, []))}

    def effect(where: Where) -> Effect:
        configuration, report = where
        new = then.get(_key(where))
        secrets = (*plan.secrets, *report.secrets, *(new[1].secrets if new else ()))
        will = told(new[1]) if new else "does not use it"
        tool = configuration.installation.tool
        return Effect(tool, masked(told(report), secrets), masked(will, secrets))

    return tuple(dict.fromkeys(map(effect, survey.feeds()[feed])))


def _key(where: Where) -> tuple[str, Role, str | None, str]:
    configuration, report = where
    index = report.index
    return configuration.installation.tool, index.role, index.name, index.url


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
    if report.falls_back:
        said += f", else takes the login in {_place(report.falls_back.origin)}"
    return said


def _asked(report: Report) -> Iterator[str]:
    """Yield the services that are asked, by the user that they are asked for."""
    users: dict[str | None, dict[str, None]] = {}
    for each in report.lookups:
        users.setdefault(each.username, {})[each.service] = None
    for user, services in users.items():
        yield f"{', '.join(services)} as {'anyone' if user is None else user or 'nobody'}"


def _place(origin: Origin) -> str:
    """Name a place in a word."""
    return origin.variable or origin.flag or (origin.path.name if origin.path else "a URL")
