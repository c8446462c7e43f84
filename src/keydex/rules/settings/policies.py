"""Indexes for which uv is told to look for no credential."""

from collections.abc import Iterator
from dataclasses import replace

from keydex.findings import Finding, advice, edit
from keydex.model import Origin, dotted, undotted
from keydex.rules.case import Case, about, called, wants_login
from keydex.rules.planning import document, place, toml_set
from keydex.rules.table import WARNING, Needs, Rule


def never(case: Case) -> Iterator[Finding]:
    """Find `authenticate = "never"` for an index that wants a credential."""
    feeds = case.survey.feeds()
    for where in case.private():
        _, report = where
        if report.index.settings.get("authenticate") != "never" or report.index.password:
            continue
        others = (each for _, each in feeds[report.feed])
        if not any(wants_login(each) for each in others):
            continue
        message = f'uv looks for no credential for {called(report)}: authenticate is "never".'
        origin = _place(case, report.index.origins[0])
        value = "auto" if report.index.username else "always"
        fix = advice(f'Set authenticate to "{value}".')
        if origin.path and origin.path.suffix == ".toml":
            summary = f'Set authenticate to "{value}" in {place(case.environment, origin)}.'
            key = undotted(origin.key or "")
            fix = edit(summary, toml_set(case.environment, origin.path, key, value, summary))
        yield about(where, message, fix, origin=origin)


def _place(case: Case, origin: Origin) -> Origin:
    """Say where `authenticate` stands, beside the URL."""
    key = (*undotted(origin.key or "")[:-1], "authenticate")
    if origin.path is None or origin.path.suffix != ".toml":
        return origin
    line = document(case.environment, origin.path).line(key)
    return replace(origin, line=line, key=dotted(key))


ROWS = (
    Rule(
        "KD059",
        "authenticate-never",
        WARNING,
        'authenticate = "never" keeps uv from a credential that an index wants',
        never,
        heeds=Needs.INDEXES,
    ),
)
