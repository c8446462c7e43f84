"""Dated news, told only where it touches this project, and only while it is news."""

from collections.abc import Iterator
from datetime import date

from keydex import hosts
from keydex.findings import Finding, advice
from keydex.hosts import plugins
from keydex.model import Access, Version, Via
from keydex.rules.case import Case, about, called
from keydex.rules.table import NOTE, Rule

# devblogs.microsoft.com/devops/retirement-of-global-personal-access-tokens-in-azure-devops
GLOBAL_TOKENS_END = date(2026, 12, 1)
GLOBAL_TOKENS_TOLD = date(2027, 1, 1)
# pypa/pip#12543: 26.2 asks the keyring command in its mode `creds`, without a username, too.
PIP_ASKS_ANYONE: Version = (26, 2)
PIP_ASKED_ANYONE: Version = (26, 4)
PIP_TOLD = date(2027, 2, 1)


def azure_global_tokens(case: Case) -> Iterator[Finding]:
    """Tell, once an organization, that tokens for all organizations end.

    Plugins get tokens of their own, which are none of these.
    """
    told: set[str | None] = set()
    for where in case.private():
        configuration, report = where
        page = hosts.token_page(report.index.url)
        is_over = case.today >= GLOBAL_TOKENS_TOLD
        if (
            report.host != "azure"
            or page in told
            or is_over
            or _has_plugin(case, configuration.access)
        ):
            continue
        told.add(page)
        verb = "ended" if case.today >= GLOBAL_TOKENS_END else "ends"
        message = f"Azure DevOps {verb} tokens for all organizations on {GLOBAL_TOKENS_END}."
        yield about(where, message, advice(f"If yours is one, make one of this: {page}"))


def _has_plugin(case: Case, access: Access) -> bool:
    """Say whether the keyring behind a way gets tokens of Azure by itself."""
    ring = case.rings.get(access)
    return ring is not None and bool(plugins.of_kind("azure", ring.packages))


def pip_asks_anyone(case: Case) -> Iterator[Finding]:
    """Tell that pip now asks a keyring command for an index without a username."""
    for where in case.private():
        configuration, report = where
        installation = configuration.installation
        is_new = PIP_ASKS_ANYONE <= installation.version < PIP_ASKED_ANYONE
        is_known = installation.tool == "pip" and installation.source != "assumed"
        if not is_known or not is_new or case.today >= PIP_TOLD:
            continue
        if any(each.via is Via.SUBPROCESS and each.username is None for each in report.lookups):
            message = (
                f"pip asks keyring for anyone's entry of {called(report)}, as it does since 26.2."
            )
            fix = advice("A username in its URL says whose; without it, older pips ask nothing.")
            yield about(where, message, fix)


ROWS = (
    Rule(
        "KD090",
        "azure-global-tokens",
        NOTE,
        "Azure DevOps ends tokens for all organizations on 2026-12-01",
        azure_global_tokens,
    ),
    Rule(
        "KD091",
        "pip-26.2",
        NOTE,
        "pip 26.2 asks the keyring command also for an index without a username",
        pip_asks_anyone,
    ),
)
