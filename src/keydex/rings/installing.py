"""The commands that install a keyring, or what it lacks, whatever is configured here.

They name the public index and leave the configuration at hand aside: a private default index may
be the very one that answers 401. What `--no-config` leaves standing is taken out of the variables
(watched with uv 0.13.8 and pip 26.3).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from keydex.environment import Environment
from keydex.rings.places import pipx_bin, program, tool_bin
from keydex.rings.ring import Ring
from keydex.versions import interpreters

Step = tuple[str, ...]
PUBLIC = "https://pypi.org/simple"
UV = ("--no-config", "--default-index", PUBLIC)
PIP = ("--index-url", PUBLIC)
# What adds an index, or forbids one, beside `--default-index` and `--index-url`.
OF_UV = ("UV_EXTRA_INDEX_URL", "UV_INDEX", "UV_NO_INDEX")
OF_PIP = ("PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX")


def anew(environment: Environment, others: Iterable[Ring], packages: Sequence[str]) -> list[Step]:
    """Return the commands that install keyring as a tool of its own, or add packages to that."""
    for ring in others:
        if ring.owner == "uv tool" and ring.tool == "keyring":
            return into(environment, ring, packages)
    own = next((each for each in packages if _name(each) == "keyring"), "keyring")
    more = [each for each in packages if each != own]
    if environment.which("uv"):
        force = environment.machine.is_file(place(environment) / program(environment))
        return [_tool(environment, ("--force",) if force else (), own, more)]
    if environment.which("pipx"):
        return [_pipx(environment, "install", own), *_injected(environment, "keyring", more)]
    python = environment.which("python3") or environment.which("python") or Path("python3")
    return [_pip(environment, python, "--user", *_broken(environment, python), own, *more)]


def place(environment: Environment) -> Path:
    """Name the folder into which `anew` puts the command."""
    has_pipx = not environment.which("uv") and environment.which("pipx")
    return pipx_bin(environment) if has_pipx else tool_bin(environment)


def can_take(ring: Ring, project: Path) -> bool:
    """Say whether what is installed into an environment stays there.

    `uv sync` takes away from the environment of a project what its lock does not name.
    """
    if ring.owner == "venv":
        return ring.prefix is not None and not ring.prefix.is_relative_to(project)
    return ring.owner in {"uv tool", "keydex", "pipx", "conda"}


def into(environment: Environment, ring: Ring, packages: Sequence[str]) -> list[Step]:
    """Return the commands that install packages beside a keyring, newer ones over older."""
    if ring.owner in {"uv tool", "keydex"}:
        return [_added(environment, ring, packages)]
    if ring.owner == "pipx":
        steps = [_pipx(environment, "upgrade", ring.tool)] if _newer(packages) else []
        more = [each for each in packages if _name(each) != "keyring"]
        return [*steps, *_injected(environment, ring.tool, more)]
    python = ring.interpreter or Path("python3")
    if environment.which("uv"):
        words = ("pip", "install", *UV, "--python", str(ring.prefix or python), *packages)
        return [(*_without(environment, OF_UV), "uv", *words)]
    return [_pip(environment, python, *packages)]


def out_of(environment: Environment, ring: Ring, packages: Sequence[str]) -> Step:
    """Return the command that takes packages away from beside a keyring."""
    if ring.owner in {"uv tool", "keydex"}:
        tool, *known = ring.asked or (ring.tool,)
        kept = [each for each in known if _name(each) not in {*map(_name, packages), "keyring"}]
        return _tool(environment, (), tool, kept, _brings(ring))
    if ring.owner == "pipx":
        return ("pipx", "uninject", ring.tool, *packages)
    python = ring.interpreter or Path("python3")
    if environment.which("uv"):
        return ("uv", "pip", "uninstall", "--python", str(ring.prefix or python), *packages)
    return (str(python), "-m", "pip", "uninstall", "--yes", *packages)


def _added(environment: Environment, ring: Ring, packages: Sequence[str]) -> Step:
    """Name again all that uv was asked to install, with what is new."""
    tool, *known = ring.asked or (ring.tool,)
    new = {_name(each) for each in packages}
    if ring.tool in new:
        tool = next(each for each in packages if _name(each) == ring.tool)
    kept = [each for each in known if _name(each) not in new and each != "keyring"]
    more = [*kept, *(each for each in packages if each != tool)]
    options = ("--upgrade",) if _newer(packages) else ()
    return _tool(environment, options, tool, more, _brings(ring))


def _brings(ring: Ring) -> Step:
    """Return what has uv put keyring's command beside that of another tool."""
    return () if ring.tool == "keyring" else ("--with-executables-from", "keyring")


def _tool(
    environment: Environment,
    options: Sequence[str],
    tool: str,
    more: Sequence[str],
    brings: Sequence[str] = (),
) -> Step:
    with_them = [word for each in more for word in ("--with", each)]
    words = ("tool", "install", *options, *UV, tool, *brings, *with_them)
    return (*_without(environment, OF_UV), "uv", *words)


def _pipx(environment: Environment, act: str, *words: str) -> Step:
    return (*_without(environment, OF_PIP), "pipx", act, *PIP, *words)


def _injected(environment: Environment, tool: str, packages: Sequence[str]) -> list[Step]:
    return [_pipx(environment, "inject", tool, *packages)] if packages else []


def _pip(environment: Environment, python: Path, *words: str) -> Step:
    command = (str(python), "-m", "pip", "install", "--upgrade", *PIP, *words)
    return (*_without(environment, OF_PIP), *command)


def _without(environment: Environment, names: Sequence[str]) -> Step:
    """Return what starts a program without variables and, for pip, without its files."""
    if environment.platform == "win32":
        return ()
    unset = [word for name in names if name in environment.variables for word in ("-u", name)]
    files = ("PIP_CONFIG_FILE=/dev/null",) if names is OF_PIP else ()
    return ("env", *unset, *files) if unset or files else ()


def _broken(environment: Environment, python: Path) -> Step:
    """Return what pip wants to hear where a distribution keeps its Python to itself."""
    is_managed = interpreters.at(environment, python).is_managed(environment)
    return ("--break-system-packages",) if is_managed else ()


def _newer(packages: Sequence[str]) -> bool:
    return any(_name(each) == "keyring" for each in packages)


def _name(requirement: str) -> str:
    """Return the normalised name of a requirement."""
    end = next((at for at, each in enumerate(requirement) if each in "<>=!~[ @"), None)
    return interpreters.normalised(requirement[:end])
