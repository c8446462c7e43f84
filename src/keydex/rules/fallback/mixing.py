"""Tools that take a package from any of their indexes, a private and a public one alike."""

from collections.abc import Iterator

from keydex import hosts
from keydex.environment import Environment
from keydex.findings import Finding, Fix, advice, edit, typed
from keydex.hosts.mirrors import is_open
from keydex.model import Configuration, Report, Verdict, undotted
from keydex.resolving import has_hashes, used
from keydex.rules.case import Case, about, wants_login
from keydex.rules.planning import toml_taken
from keydex.secret import pieces

OF_PIP = "Use one index that passes PyPI on; or uv, which stops at the first that has a package."
SHOWN = 3  # Names of indexes in one sentence.


def any_index_wins(case: Case) -> Iterator[Finding]:
    """Find a private index beside a public one, where the best release of either is taken."""
    for configuration in case.survey.configurations:
        if not configuration.choice.mixes:
            continue
        reports = used(configuration)
        private = [each for each in reports if _is_private(each)]
        public = any(each.host in hosts.PUBLIC for each in reports)
        if private and public and not has_hashes(case.environment, configuration):
            message = _message(configuration, reports)
            fix = _fix(case.environment, configuration)
            origin = configuration.choice.origin
            yield about((configuration, private[0]), message, fix, origin=origin)


def _is_private(report: Report) -> bool:
    """Say whether an index surely wants a credential: many that nobody needs one for are extra."""
    if report.probe and report.probe.verdict is Verdict.OPEN:
        return False
    if report.host in hosts.PUBLIC or not report.index.origins or is_open(report.index.url):
        return False
    index = report.index
    has_login = index.username is not None or index.password is not None
    has_source = report.settled_by or report.sent_first
    return has_login or bool(has_source) or wants_login(report)


def _message(configuration: Configuration, reports: tuple[Report, ...]) -> str:
    """Name the tool, its indexes and the reason."""
    tool, value = configuration.installation.tool, configuration.choice.value
    names = list(dict.fromkeys(map(shown, reports)))
    if len(names) > SHOWN:
        names = [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} more"]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    why = f": index-strategy is {value}." if value else ", whichever has the newest release."
    return f"{tool} takes packages from any of {listed}{why}"


def shown(report: Report) -> str:
    """Name an index in a sentence: by its name, else by its host."""
    return report.index.name or pieces(report.feed).netloc


def _fix(environment: Environment, configuration: Configuration) -> Fix:
    """Take the setting away that mixes the indexes, where there is one."""
    origin = configuration.choice.origin
    summary = "Take index-strategy away: the first index that has a package counts then."
    if origin is None:
        return advice(OF_PIP)
    if origin.variable:
        return typed(f"unset {origin.variable}", summary)
    if origin.path and origin.path.suffix == ".toml" and origin.key:
        # The finding is about several indexes, so that the command names none.
        plan = toml_taken(environment, origin.path, undotted(origin.key), summary)
        return edit(summary, plan, "keydex fix KD080")
    return advice(summary)
