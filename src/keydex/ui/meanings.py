"""What the state of an index means for a tool, in words."""

from keydex import words
from keydex.asking import found
from keydex.model import Configuration, Report, State, Verdict, When
from keydex.secret import masked
from keydex.ui.texts import counted, safe, turn

WHEN = {
    When.BEFORE: "before its first request",
    When.ON_401: "after a 401",
    When.ON_REFUSAL: "after a 401, 403 or 404",
}

SENTENCES = frozenset({"A", "All", "The"})  # How sentences begin that don't begin with a name.


def meaning(configuration: Configuration, report: Report) -> str:
    """Say why the state is what it is, without the name of the tool that stands beside it."""
    tool = configuration.installation.tool
    said = masked(_meaning(report), report.secrets)
    return safe(said).removeprefix(f"{tool} ").removesuffix(".")


def _meaning(report: Report) -> str:
    if report.probe:
        is_refused = report.probe.verdict is Verdict.REFUSED and report.settled_by
        source = f": {_silence(report)}" if is_refused and report.silence else ""
        return f"{report.probe.reason}{source}"
    if report.silence:
        return _silence(report)
    names = counted(len(report.lookups), "name")
    if not words.is_asked(report):
        return "PyPI refuses nobody"
    if not report.answers:
        return f"would ask {names}"
    if found(report):
        return f"finds {finds(report)}"
    silent = [each for each in report.answers if each.state is not State.MISSING]
    return silent[0].reason if silent else f"asks {names} and finds none of them"


def _silence(report: Report) -> str:
    """Say why nothing is asked, as what follows a state."""
    said = report.silence.reason if report.silence else ""
    first, space, rest = said.partition(" ")
    return f"{first.lower() if first in SENTENCES else first}{space}{rest}"


def finds(report: Report) -> str:
    """Say what the keyring has for a tool: which of its questions is answered, and as whom."""
    hit = found(report)
    if hit is None:
        return "nothing"
    lookup, credential = hit
    at = [each for each in report.lookups if each.about is None].index(lookup) + 1
    user = safe(masked(credential.username, report.secrets))
    about_files = [each.about for each in report.lookups if each.about]
    lacks = about_files and not found(report, about_files[0])
    files = "; but nothing for the files of the lock" if lacks else ""
    return f"the entry of {user}, by its {turn(at)} question{files}"
