"""Indexes that forward to a public one what they do not have, or do not show a stranger."""

from collections.abc import Iterator

from keydex.environment import Environment
from keydex.findings import Finding, Fix, advice, edit
from keydex.model import Report, Role, Verdict, When, undotted
from keydex.rules.case import Case, Where, about, called
from keydex.rules.planning import toml_set
from keydex.tools.uv.releases import ASKS_WITHOUT_USERNAME

# docs.gitlab.com/user/packages/pypi_repository, 2026-11: what is not found is looked for at PyPI.
FORWARDS = frozenset({"gitlab"})
SETTING = (
    "Have its owner clear Forward PyPI package requests under Settings, Packages and registries."
)


def forwards_to_public(case: Case) -> Iterator[Finding]:
    """Find an index of GitLab that is first asked as a stranger, who is sent on to PyPI."""
    for where in case.private():
        configuration, report = where
        if report.host not in FORWARDS or not _asks_as_stranger(report):
            continue
        tool, index = configuration.installation.tool, called(report)
        message = (
            f"{tool} asks {index} without a credential first; what GitLab then does not show "
            f"comes from pypi.org."
        )
        yield about(where, message, _fix(case.environment, where))


def _asks_as_stranger(report: Report) -> bool:
    """Say whether a tool surely sends nothing with its first request."""
    if report.index.role in {Role.PUBLISH, Role.FIND_LINKS} or report.index.username is not None:
        return False
    if report.sources:
        return False
    if report.probe and report.probe.verdict is Verdict.OPEN:
        return False
    is_off = report.silence is not None and report.silence.code not in {
        "no-username",
        "provider-disabled",
        "no-keyring",
        "no-input",
    }
    asks_before = any(each.when is When.BEFORE for each in report.lookups)
    return not is_off and not asks_before and report.index.settings.get("authenticate") != "always"


def _fix(environment: Environment, where: Where) -> Fix:
    """Have uv sign in before anything else; of other tools only GitLab's own setting helps."""
    configuration, report = where
    origin = report.index.origins[0]
    key = undotted(origin.key or "")
    is_table = report.index.tool == "uv" and key[-3:-2] == ("index",) and key[-1:] == ("url",)
    is_new = configuration.installation.version >= ASKS_WITHOUT_USERNAME
    if origin.path is None or origin.path.suffix != ".toml" or not (is_table and is_new):
        return advice(SETTING)
    summary = 'Write authenticate = "always": uv then asks nothing without a credential.'
    key = (*key[:-1], "authenticate")
    return edit(summary, toml_set(environment, origin.path, key, "always", summary))
