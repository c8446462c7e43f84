"""Holds what keydex says against what was seen in a random world."""

from keydex.documents import explained
from keydex.model import Report, Role
from keydex.survey import Survey, survey
from tests.oracle.worlds import Json
from tests.recorded import PACKAGE, Row, compared, difference, environment, requested


def judged(row: Row) -> tuple[str | None, str | None]:
    """Say how keydex differs from what was seen, and of which kind that is."""
    try:
        found = survey(environment(row), row.world["command"], package=PACKAGE)
        said = _reached(row, found)
    except Exception as error:
        return f"breaks: {error!r}", f"breaks: {type(error).__name__}"
    told = difference(row, said)
    if told is None:
        return None, None
    seen, flat = compared(row, said)
    missing, more = set(seen) - set(flat), set(flat) - set(seen)
    kinds = [name for name, each in (("unsaid", missing), ("unseen", more)) if each]
    return told, " and ".join(kinds) or "order"


def _reached(row: Row, found: Survey) -> Json:
    """Return what was said, without the indexes that the tool had no need to ask any more."""
    (tool,) = explained(found)["tools"]
    (configuration,) = found.configurations
    kept, is_over, is_served = [], False, False
    for report, index in zip(configuration.reports, tool["indexes"], strict=True):
        sent = requested(row, index["url"])
        if report.index.role is Role.PUBLISH and not sent and _is_refused(row):
            # What is there already could not be told: nothing is uploaded.
            asked = [call.get("argv") for call in row.calls]
            index["lookups"] = [each for each in index["lookups"] if each.get("argv") in asked]
            if not index["lookups"]:
                continue
        if sent or not (is_over or (is_served and _is_spare(report))):
            kept.append(index)
        is_served = is_served or 200 in sent
        is_over = is_over or _asked_nobody(report, sent)
        is_over = is_over or (not configuration.choice.mixes and _ends(report, sent))
    if is_over and not any("/-files/" in request[1] for request in row.requests):
        kept = [{**each, "lookups": _of_pages(each)} for each in kept]
    return {**tool, "indexes": kept}


def _is_spare(report: Report) -> bool:
    """Say whether an index is asked only for what no other has (repository_pool.py of poetry)."""
    return report.index.settings.get("priority") == "supplemental"


def _asked_nobody(report: Report, statuses: list[int]) -> bool:
    """Say whether the run ended where a person was asked: here is none (EOFError)."""
    return report.asks_person and statuses[-1:] == [401]


def _is_refused(row: Row) -> bool:
    """Say whether a check before an upload failed, and nothing was uploaded."""
    uploads = [each for each in row.requests if each[0] == "POST"]
    return not uploads and any(each[3] >= 400 for each in row.requests)


def _of_pages(index: Json) -> list[Json]:
    """Return the questions about an index, without those about files that were not reached."""
    return [each for each in index["lookups"] if each.get("about") != "file"]


def _ends(report: Report, statuses: list[int]) -> bool:
    """Say whether the last answer of an index ends the search: found, or refused for good."""
    if not statuses or report.index.role is Role.PUBLISH:
        return False
    if statuses[-1] == 200:
        return report.index.role is not Role.FIND_LINKS
    return statuses[-1] not in report.goes_on  # Where a redirect leads, no rule foretells.
