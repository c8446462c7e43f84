"""Fixes that install a keyring, or what it lacks, and put it where a tool finds it."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from keydex.environment import Environment
from keydex.findings import Fix, advice, run, typed
from keydex.model import Configuration, Origin, Via
from keydex.rings import Ring, shown
from keydex.rings.installing import Step, anew, can_take, into, place
from keydex.rules.case import Case

PLAIN = re.compile(r"[\w./-]+")


def mended(
    case: Case, configuration: Configuration, ring: Ring, packages: Sequence[str], what: str
) -> Fix:
    """Bring packages to the keyring that a tool reaches, or a keyring with them before it."""
    environment, project = case.environment, case.survey.project
    name = shown(environment, ring.prefix)
    if can_take(ring, project):
        steps = into(environment, ring, packages)
        return _fix(environment, steps, [], f"Install {what} into {name}.")
    if ring.prefix and ring.prefix.is_relative_to(project):
        summary = f"Install {what} outside of {name}, where uv sync takes away what is not locked."
    else:
        summary = f"Install {what} in an environment of its own."
    if ring.executable is None:
        return _instead_of_import(case, configuration, packages, summary)
    return first(case, packages, summary, past=ring)


def first(case: Case, packages: Sequence[str], summary: str, *, past: Ring | None = None) -> Fix:
    """Install keyring as a tool, and put it on PATH before another, where it is not."""
    environment, folder = case.environment, place(case.environment)
    steps = anew(environment, case.others, packages)
    after = [] if past is None or _is_before(environment, folder, past) else [folder]
    return _fix(environment, steps, [exported(environment, each) for each in after], summary)


def exported(environment: Environment, folder: Path) -> str:
    """Write the command that puts a folder at the beginning of PATH, in this shell."""
    if environment.platform == "win32":
        return f'$env:PATH = "{folder};$env:PATH"'
    home = environment.home
    if folder.is_relative_to(home) and PLAIN.fullmatch(inside := str(folder.relative_to(home))):
        return f'export PATH="$HOME/{inside}:$PATH"'
    return f'export PATH={shlex.quote(str(folder))}:"$PATH"'


def variable(environment: Environment, name: str, value: str) -> str:
    """Write the command that sets a variable in this shell."""
    if environment.platform == "win32":
        return f'$env:{name} = "{value}"'
    return f"export {name}={shlex.quote(value)}"


def joined(environment: Environment, commands: Sequence[str]) -> str:
    """Write several commands as one."""
    return ("; " if environment.platform == "win32" else " && ").join(commands)


def provided(case: Case, configuration: Configuration, provider: str) -> str:
    """Write the command that chooses pip's way to a keyring, for good where a file decides."""
    origin = configuration.access.origin or Origin()
    if origin.variable or origin.flag:
        return variable(case.environment, "PIP_KEYRING_PROVIDER", provider)
    python, prefix = configuration.installation.interpreter, configuration.installation.prefix
    scope = "--site" if origin.path and prefix and origin.path.is_relative_to(prefix) else "--user"
    words = ("-m", "pip", "config", scope, "set", "global.keyring-provider", provider)
    return shlex.join((str(python), *words))


def _instead_of_import(
    case: Case, configuration: Configuration, packages: Sequence[str], summary: str
) -> Fix:
    """Install keyring as a tool, and have pip run that in place of importing its own.

    A tool that only imports keyring needs it beside itself.
    """
    tool = configuration.installation.tool
    if tool != "pip":
        names = " ".join(packages)
        return advice(f"Install {names} into the environment of {tool}, as {tool} was installed.")
    steps = anew(case.environment, case.others, packages)
    after = [provided(case, configuration, Via.SUBPROCESS)]
    if (folder := place(case.environment)) not in case.environment.search_path():
        after.append(exported(case.environment, folder))
    return _fix(case.environment, steps, after, summary)


def _is_before(environment: Environment, folder: Path, past: Ring) -> bool:
    """Say whether a folder comes on PATH before that of a keyring, or is the same."""
    places = {folder, past.executable.parent if past.executable else folder}
    return next((each == folder for each in environment.search_path() if each in places), False)


def _fix(environment: Environment, steps: Sequence[Step], more: list[str], summary: str) -> Fix:
    """Make one command of steps; keydex runs it where it is one program."""
    if len(steps) == 1 and not more:
        return run(steps[0], summary)
    return typed(joined(environment, [*map(shlex.join, steps), *more]), summary)
