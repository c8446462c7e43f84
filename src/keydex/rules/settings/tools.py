"""Releases of tools that ask no keyring, and how each is upgraded."""

from collections.abc import Iterator
from pathlib import Path

from keydex.environment import Environment
from keydex.findings import Finding, Fix, advice, run
from keydex.model import Configuration
from keydex.rings.installing import PIP
from keydex.rules.case import Case, about
from keydex.rules.table import ERROR, Rule
from keydex.versions import interpreters

# The index at hand may be the one that refuses, so that PyPI is named, and no file is read.
PUBLIC = (*PIP, "--isolated")


def old(case: Case) -> Iterator[Finding]:
    """Find a release that asks no keyring."""
    told: set[tuple[int, str]] = set()
    for where in case.private():
        configuration, report = where
        silence = report.silence
        if silence is None or silence.code != "unsupported-version":
            continue
        if (id(configuration), silence.reason) not in told:
            told.add((id(configuration), silence.reason))
            yield about(where, silence.reason, upgrade(case, configuration))


def upgrade(case: Case, configuration: Configuration) -> Fix:
    """Upgrade a tool in the way that it was installed, as far as that can be told."""
    environment, installation = case.environment, configuration.installation
    tool, python = installation.tool, installation.interpreter
    if tool == "uv" and installation.executable:
        if _is_of_installer(environment, installation.executable):
            return run((str(installation.executable), "self", "update"), "Upgrade uv.")
        python = _python_beside(environment, installation.executable)
    if python and not interpreters.at(environment, python).is_managed(environment):
        return run(
            (str(python), "-m", "pip", "install", *PUBLIC, "--upgrade", tool), f"Upgrade {tool}."
        )
    return advice(f"Upgrade {tool} in the way that it was installed.")


def _is_of_installer(environment: Environment, executable: Path) -> bool:
    """Say whether uv's own installer put it there: it leaves a receipt."""
    folder = environment.user_config("uv")
    if environment.platform == "win32":
        folder = Path(environment.variables.get("LOCALAPPDATA", "")) / "uv"
    try:
        receipt = environment.machine.read(folder / "uv-receipt.json").decode(errors="replace")
    except OSError:
        return False
    prefix = str(executable.parent)
    return prefix in receipt.replace("\\\\", "\\")


def _python_beside(environment: Environment, executable: Path) -> Path | None:
    """Return the Python of the virtual environment in which a program lies, if it has pip."""
    folder = executable.parent
    name = "python.exe" if environment.platform == "win32" else "python"
    is_there = environment.machine.is_file(folder.parent / "pyvenv.cfg")
    has_pip = environment.which("pip", (folder,)) is not None
    return folder / name if is_there and has_pip else None


ROWS = (
    Rule(
        "KD058",
        "tool-old",
        ERROR,
        "the release of a tool asks no keyring",
        old,
    ),
)
