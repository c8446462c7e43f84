"""Write a login to the netrc file, for machines without a store: plain text, for its owner only."""

from collections.abc import Iterator
from pathlib import Path

from keydex import edits
from keydex.asking import Means
from keydex.config import texts
from keydex.environment import Environment
from keydex.errors import UsageError
from keydex.model import Credential, Edit, Report, Step
from keydex.nouns import dataclass
from keydex.secret import Secret, pieces
from keydex.survey import Survey, changed
from keydex.workflows import writing

STAND_IN = Secret("x")
"""What is planned with until a person has handed the secret over."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a login in the netrc file does: the tools that it serves, and those that it does not."""

    feed: str
    path: Path
    host: str
    username: str
    served: tuple[str, ...]
    unserved: tuple[str, ...]
    shared_with: tuple[str, ...]
    """Other feeds of the host, which get the login, too."""
    secrets: tuple[Secret, ...] = ()


def plan(survey: Survey, feed: str, username: str) -> Plan:
    """Plan a login for the host of a feed.

    Raises UsageError where it serves no tool, ConfigError where the file can't hold it.
    """
    edit = added(survey, feed, Credential(username, STAND_IN))
    after = changed(survey, [edit])
    served = {
        configuration.installation.tool: _is_served(report)
        for configuration, report in after.feeds().get(feed, ())
    }
    tools = tuple(tool for tool, is_served in served.items() if is_served)
    if not tools:
        raise UsageError(f"a login in {edit.path.name} serves no tool for this index")
    others = tuple(
        other
        for other, wheres in after.feeds().items()
        if other != feed and any(_is_served(report) for _, report in wheres)
    )
    unserved = tuple(tool for tool, is_served in served.items() if not is_served)
    secrets = tuple(each for _, report in survey.feeds()[feed] for each in report.secrets)
    return Plan(feed, edit.path, _host(feed), username, tools, unserved, others, secrets)


def added(survey: Survey, feed: str, login: Credential) -> Edit:
    """Plan the change of the file. Raises ConfigError where it can't hold the login."""
    environment = survey.environment
    path = place(environment)
    text = texts.read(environment, path) or ""
    host = _host(feed)
    return edits.netrc_added(path, text.encode(), host, login, f"login for {host}")


def place(environment: Environment) -> Path:
    """Return where the netrc file is, or is to be."""
    chosen = environment.variables.get("NETRC")
    return environment.folder / chosen if chosen else environment.home / ".netrc"


def dry(plan: Plan) -> Iterator[Step]:
    """Say what would be written."""
    yield Step("planned", "write a login", where=str(plan.path))


def stored(survey: Survey, plan: Plan, secret: Secret, means: Means) -> Iterator[Step]:
    """Write the login into the file. Raises ConfigError where it can't hold it, or changed."""
    edit = added(survey, plan.feed, Credential(plan.username, secret))
    return writing.written((edit,), means, survey.environment)


def _host(feed: str) -> str:
    return pieces(feed).hostname or ""


def _is_served(report: Report) -> bool:
    """Say whether a tool sends the login that is planned."""
    return any(
        each.kind == "netrc"
        and each.credential is not None
        and each.credential.password == STAND_IN
        for each in report.sources
    )
