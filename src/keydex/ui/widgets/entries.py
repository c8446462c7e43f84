"""The entries that are to be stored, as dialogs list them."""

from collections.abc import Iterator

from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.texts import listed, place, safe
from keydex.ui.widgets.facts import Fact
from keydex.workflows import plainly, storing


def login(survey: Survey, plan: plainly.Plan) -> Iterator[Fact]:
    """Yield what a login in the netrc file means, before it is there."""

    def shown(text: str) -> str:
        return safe(masked(text, plan.secrets))

    yield Fact("file", place(plan.path, survey.project, survey.environment))
    yield Fact("", "plain text that only you can read, one login a host")
    yield Fact("login", f"{plan.host} as {shown(plan.username)}, for {listed(plan.served)}")
    if plan.shared_with:
        others = shown(listed(plan.shared_with))
        yield Fact("!", f"every index on that host gets it, also {others}")
    if plan.unserved:
        yield Fact("–", f"not for {listed(plan.unserved)}: it would not be sent")


def entries(survey: Survey, plan: storing.Plan) -> Iterator[Fact]:
    """Yield what would be stored where, for whom, and what it does not serve."""
    for entry, tools in storing.named(plan):
        service, user = (
            safe(masked(each, plan.secrets)) for each in (entry.service, entry.username)
        )
        yield Fact("entry", service)
        yield Fact("", f"as {user}, for {listed(tools)}")
        if entry.shared_with:
            others = safe(masked(listed(entry.shared_with), plan.secrets))
            yield Fact("!", f"every index on that host gets it, also {others}")
    for path in dict.fromkeys(
        entry.access.executable or entry.access.interpreter for entry in plan.entries
    ):
        if path:
            yield Fact("into", place(path, survey.project, survey.environment))
    for tool, reason in plan.unserved:
        yield Fact("–", f"not for {tool}: {safe(reason)}")
