"""The entries that are to be stored, as dialogs list them."""

from collections.abc import Iterator

from keydex.secret import masked
from keydex.survey import Survey
from keydex.ui.texts import listed, place, safe
from keydex.ui.widgets.facts import Fact
from keydex.workflows import storing


def entries(survey: Survey, plan: storing.Plan) -> Iterator[Fact]:
    """Yield what would be stored where, for whom, and what it does not serve."""
    for entry in plan.entries:
        service, user = (
            safe(masked(each, plan.secrets)) for each in (entry.service, entry.username)
        )
        yield Fact("entry", service)
        yield Fact("", f"as {user}, for {listed(entry.tools)}")
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
