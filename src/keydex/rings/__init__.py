"""The `keyring` commands that lie on this machine, read from the disk: nothing is started.

`ring` describes one, `places` knows where installers put commands, `owners` by what an environment
tells who made it, and `installing` names the commands that bring a keyring or what it lacks.
"""

from pathlib import Path

from keydex.environment import Environment
from keydex.rings.places import bin_folders, program, tool_bin
from keydex.rings.ring import STORES, Ring, of_access, of_command

__all__ = ["STORES", "Ring", "commands", "of_access", "of_command", "shown", "tool_bin"]


def commands(environment: Environment) -> tuple[Ring, ...]:
    """Return every keyring command that is known: those on PATH in its order, then others.

    The others lie where uv, pipx and `pip install --user` put commands. Two commands of one
    environment are one.
    """
    found: dict[Path, Ring] = {}
    for folder in dict.fromkeys((*environment.search_path(), *bin_folders(environment))):
        path = folder / program(environment)
        if environment.machine.is_executable(path):
            ring = of_command(environment, path)
            own = ring.prefix if ring.owner not in {"", "system"} else None
            found.setdefault(own or environment.machine.resolve(path), ring)
    return tuple(found.values())


def shown(environment: Environment, path: Path | None) -> str:
    """Spell a path as a person does: from the project, else from the home folder."""
    for folder, start in ((environment.folder, ""), (environment.home, "~/")):
        if path and path.is_relative_to(folder):
            return f"{start}{path.relative_to(folder).as_posix()}"
    return str(path)
