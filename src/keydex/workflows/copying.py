"""Copy the entry that one tool finds to the names that the others ask for."""

from keydex.asking import found
from keydex.errors import UsageError
from keydex.model import Configuration, Report
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.workflows import storing
from keydex.workflows.storing import Plan


def planned(survey: Survey, feed: str) -> tuple[Plan, Secret]:
    """Plan the entries for the tools that find nothing, and return the secret that they get.

    The survey has the answers. Raises UsageError where no tool finds an entry, or none is of use
    to another; KeyringError where a keyring did not answer.
    """
    hits = [hit for _, report in survey.feeds()[feed] if (hit := found(report))]
    if not hits:
        raise UsageError("no tool finds an entry that could be copied", "store one instead")

    def lacking(_: Configuration, report: Report) -> Report | None:
        return None if report.feed == feed and found(report) else report

    credential = hits[0][1]
    plan = storing.plan(survey.mapped(lacking), feed, credential.username)
    return plan, credential.password
