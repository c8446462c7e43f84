"""Where the username of an index stands, and where else a tool would take it from."""

from collections.abc import Iterator

from keydex.errors import UsageError
from keydex.model import Origin, Report, Role
from keydex.survey import Survey

EVERYONE, ME = "project", "user"
"""Whom a username is for, as the command line has it: all who share the project, or a person."""
OF_UPLOADS = {
    "uv": "UV_PUBLISH_USERNAME",
    "twine": "TWINE_USERNAME",
    "flit": "FLIT_USERNAME",
    "hatch": "HATCH_INDEX_USER",
    "pdm": "PDM_PUBLISH_USERNAME",
}
"""The variable in which each tool takes the username for its uploads."""
OF_HATCH = {"HATCH_INDEX_USER": "HATCH_INDEX_AUTH"}
"""The variable for the password, where its name does not follow from that for the username."""


def places(survey: Survey, feed: str, where: str | None = None) -> tuple[Report, ...]:
    """Return the reports whose index a file declares: all, or those in project or user files.

    Raises UsageError where there is none; the hint says what does it instead.
    """
    found: dict[Origin, Report] = {}
    other: list[str] = []
    for _, report in survey.feeds()[feed]:
        meant = tuple(named_at(survey, report, where))
        found |= {origin: report for origin in meant if origin not in found}
        other += (_instead(report, each) for each in _all(report) if each not in meant)
    if not found:
        reason = (
            "is not declared in a file" if where is None else f"is not declared in {where} files"
        )
        raise UsageError(f"{feed} {reason}", "; ".join(dict.fromkeys(other)))
    return tuple(found.values())


def named_at(survey: Survey, report: Report, where: str | None = None) -> Iterator[Origin]:
    """Yield where the username stands in files: in the URL, or under a key of its own."""
    for origin in _all(report):
        if origin.path and (where is None or is_shared(survey, origin) == (where == EVERYONE)):
            yield origin


def _all(report: Report) -> tuple[Origin, ...]:
    own = report.index.username_at
    return (own,) if own else report.index.origins


def is_shared(survey: Survey, origin: Origin) -> bool:
    """Say whether a place is in a file that all who work on the project share.

    Nobody shares a folder that has somebody's home in it.
    """
    home, path = survey.environment.home, origin.path
    folders = {survey.project, *(each.project for each in survey.configurations)}
    return path is not None and any(
        path.is_relative_to(each) for each in folders if not home.is_relative_to(each)
    )


def _instead(report: Report, origin: Origin) -> str:
    """Say how the username is set where no file can be changed."""
    if name := variable(report):
        return f"set {name}"
    if origin.variable or origin.flag:
        return f"put the username into the URL in {origin.variable or origin.flag}"
    return "declare it in a file"


def variable(report: Report) -> str | None:
    """Name the variable in which a tool takes the username of an index, if there is one."""
    tool, name = report.index.tool, report.index.name
    if tool == "poetry" and name:
        return f"POETRY_HTTP_BASIC_{name.upper().replace('-', '_')}_USERNAME"
    if report.index.role is Role.PUBLISH:
        return OF_UPLOADS.get(tool)
    if tool == "uv" and name:
        mangled = "".join(each if each.isalnum() else "_" for each in name.upper())
        return f"UV_INDEX_{mangled}_USERNAME"
    return "PDM_PYPI_USERNAME" if tool == "pdm" and name == "pypi" else None


def password_variable(username: str) -> str:
    """Name the variable for the password beside that for the username."""
    return OF_HATCH.get(username) or f"{username.removesuffix('USERNAME')}PASSWORD"
