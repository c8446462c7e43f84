"""Tokens in a URL, where no keyring can take them from."""

from collections.abc import Iterator

from keydex import hosts, naming
from keydex.findings import Finding, Fix, Severity, advice
from keydex.model import Report, Role
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import places
from keydex.rules.table import ERROR, Rule
from keydex.secret import Secret


def in_url(case: Case) -> Iterator[Finding]:
    """Find a token as username, in the path or in the query of a URL in a file of the project."""
    files = places.Files(case.environment)
    for where in case.survey.reports():
        report = where[1]
        origin = places.declared(report)
        if not report.secrets or origin is None or origin.path is None:
            continue
        is_told = places.is_password(report, report.index.password)  # As a password: KD001.
        if is_told or places.is_own(case, origin.path):
            continue
        text = files[origin.path].text
        if any(places.stands(each, text) >= 0 for each in report.secrets):
            message = f"{origin.path.name} holds the token of {places.shown(report)} in its URL."
            yield about(where, message, _fix(where), origin=origin, severity=_severity(report))


def _severity(report: Report) -> Severity:
    """Say how sure it is: by the kind of host, or only by what the text looks like."""
    kind = hosts.kind(report.index.url)
    is_sure = kind and (kind.secret_username or kind.secret_segment is not None)
    return Severity.ERROR if is_sure else Severity.WARNING


def _fix(where: Where) -> Fix:
    """Say where the token can go instead."""
    report = where[1]
    index = report.index
    variable = naming.variable(report)
    if variable and Secret(index.username or "") in report.secrets:
        place = f"{variable} to it, as no keyring holds a username"
    else:
        place = f"{_variable(report)} to the URL, as no keyring holds one"
    return advice(f"Take it out and set {place}; {places.anew(index.url)}.")


def _variable(report: Report) -> str:
    """Name the variable that takes a whole URL."""
    prefix = report.index.tool.upper()
    if report.index.role is Role.PUBLISH:
        return f"{prefix}_PUBLISH_URL"
    return f"{prefix}_{'INDEX_URL' if report.index.role is Role.DEFAULT else 'EXTRA_INDEX_URL'}"


ROWS = (
    Rule(
        "KD004",
        "token-in-url",
        ERROR,
        "a token stands in the URL of an index, where no keyring can take it from",
        in_url,
    ),
)
