"""What of pip's settings is lost where it builds a package."""

from collections.abc import Iterator

from keydex.findings import Finding, typed
from keydex.model import Configuration, Via
from keydex.rules.case import Case, about
from keydex.rules.table import WARNING, Rule
from keydex.tools import pip
from keydex.tools.pip.arguments import parsed

BUILDS = frozenset({"download", "install", "wheel"})
INSIDE = "inprocess-build-deps"  # Needs of a build are installed by the same pip (26.0).


def isolated(case: Case) -> Iterator[Finding]:
    """Find a flag for the keyring that does not reach the pip that installs what a build needs."""
    told: set[int] = set()
    for where in case.private():
        configuration, report = where
        if id(configuration) in told or not report.lookups or not _is_lost(case, configuration):
            continue
        told.add(id(configuration))
        message = (
            "pip asks no keyring for what a build needs: "
            "--keyring-provider does not reach there, and --no-input does."
        )
        command = f"export PIP_KEYRING_PROVIDER={configuration.access.provider}"
        fix = typed(command, "Say it in a variable, which reaches every pip.")
        yield about(where, message, fix, origin=configuration.access.origin)


def _is_lost(case: Case, configuration: Configuration) -> bool:
    access, installation = configuration.access, configuration.installation
    if installation.tool != "pip" or access.via is Via.NONE or access.provider == "auto":
        return False
    if access.origin is None or not access.origin.flag:
        return False
    arguments = parsed(configuration.command.words)
    isolates = not arguments.all("no-build-isolation") and INSIDE not in arguments.all(
        "use-feature"
    )
    builds = arguments.command in BUILDS and ":all:" not in arguments.all("only-binary")
    command, environment = configuration.command, case.environment
    lost = pip.builds_without_keyring(environment, command, installation)
    return builds and isolates and lost


ROWS = (
    Rule(
        "KD054",
        "build-isolation",
        WARNING,
        "pip forgets the keyring where it builds a package",
        isolated,
    ),
)
