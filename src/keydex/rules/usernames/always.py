"""Where uv does better to ask for anyone's credential: authenticate = "always"."""

import re
from collections.abc import Iterator

from keydex import hosts
from keydex.findings import Finding, Fix, edit
from keydex.model import Report, Version, Via, When, undotted
from keydex.rules.case import Case, Where, about, called
from keydex.rules.planning import toml_set
from keydex.rules.table import NOTE, Rule
from keydex.rules.usernames.nameless import nameless, other
from keydex.tools.uv import releases

# The first keyring whose `get --mode creds` works (jaraco/keyring#681).
ANSWERS_FOR_ANYONE: Version = (25, 2, 1)
TABLE = re.compile(r"(tool\.uv\.)?index\[\d+\]\.url")
# Where a request that carries no password is sent on to PyPI, and not refused.
SENDS_ON = frozenset({"gitlab"})


def always(case: Case) -> Iterator[Finding]:
    """Find an index for which `authenticate = "always"` is the better way."""
    feeds = case.survey.feeds()
    for where in nameless(case):
        name = called(where[1])
        if can_ask_anyone(case, where) and other(feeds, where[1]) is None:
            message = f'uv can ask for {name} without a username: authenticate = "always" does it.'
            yield about(where, message, _fix(case, where[1]))
    for where in case.private():
        name = called(where[1])
        if _is_sent_on(where):
            message = f"uv asks for {name} only once it is refused, and GitLab may send it on "
            yield about(where, f"{message}to PyPI instead.", _fix(case, where[1]))


def _fix(case: Case, report: Report) -> Fix:
    """Write it into the table of the index."""
    origin = report.index.origins[0]
    key = (*undotted(origin.key or "")[:-1], "authenticate")
    summary = 'Write authenticate = "always" for it.'
    path = origin.path or case.survey.project / "pyproject.toml"
    return edit(summary, toml_set(case.environment, path, key, "always", summary))


def can_ask_anyone(case: Case, where: Where) -> bool:
    """Say whether uv can do without the username that is missing, where people have different ones.

    The Keychain of macOS tells nothing without a username.
    """
    configuration, report = where
    host, ring = hosts.kind(report.index.url), case.rings.get(configuration.access)
    return bool(
        _has_table(where)
        and (host is None or host.username is None)
        and ring
        and ring.version >= ANSWERS_FOR_ANYONE
        and case.environment.platform != "darwin"
    )


def _has_table(where: Where) -> bool:
    """Say whether uv takes `authenticate` for an index, and it is not set yet."""
    configuration, report = where
    origin = report.index.origins[0]
    return bool(
        report.index.tool == "uv"
        and configuration.installation.version >= releases.ASKS_WITHOUT_USERNAME
        and report.index.settings.get("authenticate") == "auto"
        and origin.path
        and origin.path.suffix == ".toml"
        and TABLE.fullmatch(origin.key or "")
    )


def _is_sent_on(where: Where) -> bool:
    """Say whether uv would ask only after a refusal that does not come."""
    configuration, report = where
    asks_late = bool(report.lookups) and all(
        each.when is When.ON_REFUSAL for each in report.lookups
    )
    is_asked = configuration.access.via is not Via.NONE
    return report.host in SENDS_ON and asks_late and is_asked and _has_table(where)


ROWS = (
    Rule(
        "KD018",
        "authenticate-always",
        NOTE,
        'authenticate = "always" is the better way to let uv ask',
        always,
    ),
)
