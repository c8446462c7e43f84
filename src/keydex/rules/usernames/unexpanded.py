"""Variables in URLs that the tool does not expand: it asks for `${NAME}` itself."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from keydex import hosts, naming
from keydex.findings import Finding, Fix, advice, edit, name, typed
from keydex.model import Report, Role, Version
from keydex.nouns import dataclass
from keydex.rules.case import Case, Where, about, called
from keydex.rules.planning import place
from keydex.rules.table import ERROR, Rule
from keydex.tools.uv import releases
from keydex.tools.uv.sources import variable_of

WHOLE = re.compile(r"\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)")
# A password may begin with a dollar sign; hardly one with capitals only.
SECRETLY = re.compile(r"\$\{([A-Za-z_]\w*)\}|\$([A-Z_][A-Z0-9_]*)")
IN_URL = re.compile(r"\$\{[A-Za-z_]\w*\}")
EXPANDING = frozenset({"pdm", "pipenv"})
EXPANDED = re.compile(r"\$\{[A-Z0-9_]+\}")


@dataclass(frozen=True, slots=True)
class Parts:
    """The names of the variables that stand for username and password of a URL."""

    written: str
    username: str | None = None
    password: str | None = None


def unexpanded(case: Case) -> Iterator[Finding]:
    """Find a variable in a URL where this tool does not expand it."""
    for where in case.private():
        _, report = where
        if parts := _parts(report):
            fix = advice(f"Write out what {parts.written} stands for.")
            if parts.username or parts.password:
                mend = _in_requirements if _is_required(report) else _in_settings
                fix = mend(case, where, parts)
            yield about(where, _message(case, report, parts), fix)


def _parts(report: Report) -> Parts | None:
    index = report.index
    user = WHOLE.fullmatch(index.username or "")
    # Only the name of a variable is taken out of what is called a password.
    secret = SECRETLY.fullmatch(index.password.reveal()) if index.password else None
    if user or secret:
        written = (user or secret or [""])[0]
        return Parts(written, _name(user), _name(secret))
    found = IN_URL.search(index.url)
    return Parts(found[0]) if found else None


def _name(found: re.Match[str] | None) -> str | None:
    return found[1] or found[2] if found else None


def _is_required(report: Report) -> bool:
    """Say whether a requirements file names it, the one kind of file that expands variables."""
    return (report.index.origins[0].key or "").startswith("--")


def _message(case: Case, report: Report, parts: Parts) -> str:
    where, tool = place(case.environment, report.index.origins[0]), report.index.tool
    if tool in EXPANDING:
        return f"{tool} can't expand {parts.written} in {where}: the variable is not set."
    if not _is_required(report):
        return f"{tool} expands no variable in {where}: it takes {parts.written} as it stands."
    if EXPANDED.fullmatch(parts.written):
        return f"{tool} can't expand {parts.written} in {where}: the variable is not set."
    return f"{tool} does not expand {parts.written} in {where}: only ${{UPPER_CASE}} is expanded."


def _in_settings(case: Case, where: Where, parts: Parts) -> Fix:
    """Give what the variables hold in a way that the tool reads."""
    configuration, report = where
    version = configuration.installation.version
    origin = report.index.origins[0]
    if origin.path is None:
        holder = origin.variable or origin.flag
        return advice(f"Let the shell expand it: put what {holder} holds between double quotes.")
    if report.index.tool == "uv" and report.index.name and version >= releases.INDEX_VARIABLES:
        return _in_variables(case, report, parts, version)
    if report.index.username_at:
        return advice(f"Take it out of the URL: {report.index.tool} has a place of its own for it.")
    if parts.password is None:
        return _spelled_out(case, report, parts.username or "")
    if report.index.tool == "pip" and report.index.role is Role.DEFAULT:
        return _in_shell(report, parts)
    return advice("Take the password out of the URL, and keep it in the keyring.")


def _in_requirements(case: Case, where: Where, parts: Parts) -> Fix:
    """Spell the variable so that it is expanded, or set it."""
    _, report = where
    username = parts.username
    if username is None:
        return advice(f"Write it as ${{UPPER_CASE}}, and set {parts.password} in your shell.")
    if EXPANDED.fullmatch(parts.written):
        return typed(f"export {username}=NAME", "Set it in your shell.")
    if username.isupper() and case.environment.variables.get(username):
        right = f"${{{username}}}"
        plan = partial(naming.planned, case.survey, (report,), right)
        return edit(f"Write {right} instead.", plan)
    return _spelled_out(case, report, username)


def _spelled_out(case: Case, report: Report, variable: str) -> Fix:
    """Write the username that the variable holds, unless it is a token; else ask for it."""
    value = case.environment.variables.get(variable)
    command = f"keydex username {shlex.quote(called(report))}"
    if value and not hosts.secrets(replace(report.index, username=value)):
        plan = partial(naming.planned, case.survey, (report,), value)
        return edit(f"Write {value}, which {variable} holds.", plan)
    if value:
        return advice(f"Keep what {variable} holds out of the URL: it looks like a token.")
    return name(report.feed, f"{command} NAME")


def _in_variables(case: Case, report: Report, parts: Parts, version: Version) -> Fix:
    """Give the login in the variables that uv reads, and take it out of the URL."""
    index = report.index
    username = f'"${parts.username}"' if parts.username else shlex.quote(index.username or "")
    words = [f"{variable_of(index.name or '', 'USERNAME', version)}={username}"]
    if parts.password:
        variable = variable_of(index.name or "", "PASSWORD", version)
        words.append(f'{variable}="${parts.password}"')
    exports = " ".join(words)
    names = " and ".join(each.partition("=")[0] for each in words)
    plan = partial(naming.bared, case.survey, (report,), keep_username=False)
    command = f"keydex fix KD017 {shlex.quote(called(report))} && export {exports}"
    return edit(f"Take it out of the URL, and set {names}.", plan, command)


def _in_shell(report: Report, parts: Parts) -> Fix:
    """Give the whole URL in a variable, where the shell expands the others."""
    index = report.index
    username = f"${{{parts.username}}}" if parts.username else index.username or ""
    scheme, _, rest = index.url.partition("://")
    url = f"{scheme}://{username}:${{{parts.password}}}@{rest}"
    return typed(f'export PIP_INDEX_URL="{url}"', "Give the URL where your shell expands it.")


ROWS = (
    Rule(
        "KD017",
        "variable-unexpanded",
        ERROR,
        "a URL has a variable, where the tool expands none",
        unexpanded,
    ),
)
