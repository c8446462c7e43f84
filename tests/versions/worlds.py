"""Machines on which tools are installed in one way or another."""

from pathlib import Path

from keydex.environment import Environment
from tests.memory import HOME, PROJECT, Memory

VENV = Path("/world/venv")
LIBRARY = "lib/python3.11/site-packages"
SETTINGS = "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.7\n"


def place(name: str) -> Path:
    """Return where a name means: `~/` in the home folder, others in the project or absolute."""
    return HOME / name[2:] if name.startswith("~/") else PROJECT / name


def metadata(folder: str, *names: str) -> dict[str, str]:
    """Return the metadata of packages: `metadata("/x", "pip-26.3")`."""
    return {f"{folder}/{name}.dist-info/METADATA": "" for name in names}


def venv(folder: str, *names: str, settings: str = SETTINGS) -> dict[str, str]:
    """Return the files of a virtual environment with packages in it."""
    files = {f"{folder}/pyvenv.cfg": settings, f"{folder}/bin/python": ""}
    return files | metadata(f"{folder}/{LIBRARY}", *names)


def machine(  # noqa: PLR0913 - what a machine is made of.
    files: dict[str, str] | None = None,
    scripts: dict[str, str] | None = None,
    *,
    programs: dict[str, str] | None = None,
    links: dict[str, str] | None = None,
    path: str = "/bin",
    variables: dict[str, str] | None = None,
    platform: str = "linux",
    folder: str = ".",
) -> Environment:
    """Return an environment; `scripts` may be run and read, `programs` print something."""
    memory = Memory()
    for name, text in ((files or {}) | (scripts or {})).items():
        memory.files[place(name)] = text.encode()
    memory.modes |= {place(name): 0o755 for name in scripts or {}}
    memory.programs |= {place(name): text for name, text in (programs or {}).items()}
    memory.links |= {place(name): place(target) for name, target in (links or {}).items()}
    start = PROJECT if folder == "." else place(folder)
    return Environment(start, HOME, {"PATH": path} | (variables or {}), platform, memory)
