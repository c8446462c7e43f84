"""Copy the entry that one tool finds to the names that the others ask for."""

from keydex import rings
from keydex.asking import found
from keydex.errors import UsageError
from keydex.model import Access, Configuration, Credential, Lookup, Report
from keydex.rules.case import Case
from keydex.rules.plugins.fitting import minted
from keydex.secret import Secret
from keydex.survey import Survey
from keydex.workflows import storing
from keydex.workflows.storing import Plan


def planned(survey: Survey, feed: str, tool: str | None = None) -> tuple[Plan, Secret]:
    """Plan the entries for the tools that find nothing, and return the secret that they get.

    The survey has the answers; `tool` is whose entry is copied, by default the first that finds
    one. Raises UsageError where no tool finds an entry, or all do, or a plugin made it;
    KeyringError where a keyring did not answer.
    """
    hits = [
        (configuration, hit)
        for configuration, report in survey.feeds()[feed]
        if tool in {None, configuration.installation.tool} and (hit := found(report))
    ]
    if not hits:
        for configuration, report in survey.feeds()[feed]:
            if tool in {None, configuration.installation.tool}:
                storing.known(configuration, report)
        who = tool or "no tool"
        finds = "finds no entry" if tool else "finds an entry"
        raise UsageError(f"{who} {finds} that could be copied", "store one instead")
    configuration, hit = hits[0]
    if is_minted(survey, configuration.access, *hit):
        name = configuration.installation.tool
        message = f"what {name} finds is a token that a plugin made, which is never copied"
        raise UsageError(message, "bring the plugin to the other tools: keydex doctor")

    def lacking(_: Configuration, report: Report) -> Report | None:
        return None if report.feed == feed and found(report) else report

    credential, others = hit[1], survey.mapped(lacking)
    if feed not in others.feeds():
        raise UsageError("every tool finds an entry already", "there is nothing to copy")
    return storing.plan(others, feed, credential.username), credential.password


def is_minted(survey: Survey, access: Access, lookup: Lookup, credential: Credential) -> bool:
    """Say whether a plugin of that keyring made what it answered."""
    ring = rings.of_access(survey.environment, access)
    case = Case(survey, {access: ring} if ring else {})
    return minted(case, access, lookup, credential)
