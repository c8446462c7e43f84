"""Python interpreters as they lie on the disk: what they can import, without starting one."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from keydex.config import texts
from keydex.environment import Environment
from keydex.model import Version
from keydex.nouns import dataclass

LIBRARY = re.compile(r"(?:python|pypy)3\.\d+t?")
"""A folder below lib; it has the name of its interpreter."""
METADATA = re.compile(r"(?P<name>[^-]+)-(?P<version>\d[^-]*).*\.(?:dist-info|egg-info|egg)")
MANAGED = "EXTERNALLY-MANAGED"
DEBIAN = Path("/usr/lib/python3/dist-packages")
# Debian's Python installs scripts below /usr/local since 3.10 (its `posix_local` scheme).
LOCAL_SCRIPTS: Version = (3, 10)


@dataclass(frozen=True, slots=True)
class Python:
    """An interpreter: sys.prefix, where it puts scripts, and the folders that packages are in."""

    executable: Path
    prefix: Path
    scripts: Path
    folders: tuple[Path, ...]

    def distribution(self, environment: Environment, name: str) -> Version | None:
        """Return the version of a package by the metadata that stands first, None without any."""
        return self.distributions(environment).get(normalised(name))

    def distributions(self, environment: Environment) -> dict[str, Version]:
        """Return the versions of all packages, by their normalised names."""
        found: dict[str, Version] = {}
        for folder in self.folders:
            for each in environment.machine.names(folder):
                if parts := METADATA.fullmatch(each):
                    found.setdefault(normalised(parts["name"]), parsed(parts["version"]))
        return found

    def is_managed(self, environment: Environment) -> bool:
        """Say whether a distribution keeps it to itself, so that nobody installs into it (PEP 668).

        A virtual environment on top of it is free.
        """
        library = self.prefix / "lib"
        names = environment.machine.names(library)
        return any(environment.machine.is_file(library / name / MANAGED) for name in names)

    def imports(self, environment: Environment, name: str) -> bool:
        """Say whether a package of that name is there to be imported."""
        machine = environment.machine
        return any(machine.is_folder(folder / name) for folder in self.folders) or (
            self.distribution(environment, name) is not None
        )


def normalised(name: str) -> str:
    """Spell the name of a package so that two spellings of it are equal (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parsed(text: str) -> Version:
    """Read the numbers at the beginning of a version; what follows them is dropped."""
    found = re.match(r"\d{1,9}(?:\.\d{1,9})*", text)
    return tuple(map(int, found[0].split("."))) if found else ()


def at(environment: Environment, executable: Path) -> Python:
    """Describe the interpreter at a path, which may be a link into or out of an environment.

    A virtual environment is known by pyvenv.cfg beside or above the path as it is spelled
    (Modules/getpath.py, 3.11); anything else by the file that the links lead to.
    """
    for folder in (executable.parent.parent, executable.parent):
        if (settings := _settings(environment, folder / "pyvenv.cfg")) is not None:
            return _of_venv(environment, executable, folder, settings)
    real = environment.machine.resolve(executable)
    return _of_base(environment, executable, real)


def inside(environment: Environment, folder: Path) -> Path:
    """Return where a virtual environment keeps its interpreter."""
    program = "python.exe" if environment.platform == "win32" else "python"
    return folder / _bin(environment) / program


def _settings(environment: Environment, path: Path) -> dict[str, str] | None:
    text = texts.read(environment, path)
    if text is None:
        return None
    pairs = (line.partition("=") for line in text.splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _of_venv(
    environment: Environment, executable: Path, folder: Path, settings: Mapping[str, str]
) -> Python:
    version = parsed(settings.get("version") or settings.get("version_info") or "")
    name = f"python{'.'.join(map(str, version[:2]))}"
    folders = list(_chosen(environment))
    folders += _packages(environment, folder, name)
    if settings.get("include-system-site-packages", "").lower() == "true":
        program = "python.exe" if environment.platform == "win32" else "python3"
        base = environment.machine.resolve(Path(settings.get("home", "/usr/bin")) / program)
        folders += _site(environment, _prefix(environment, base), _name(environment, base, name))
    return Python(executable, folder, folder / _bin(environment), tuple(folders))


def _of_base(environment: Environment, executable: Path, real: Path) -> Python:
    prefix, name = _prefix(environment, real), _name(environment, real, real.name)
    folders = (*_chosen(environment), *_site(environment, prefix, name))
    return Python(executable, prefix, _scripts(environment, prefix, name), folders)


def _bin(environment: Environment) -> str:
    return "Scripts" if environment.platform == "win32" else "bin"


def _prefix(environment: Environment, real: Path) -> Path:
    return real.parent if environment.platform == "win32" else real.parent.parent


def _name(environment: Environment, real: Path, otherwise: str) -> str:
    """Return the interpreter's name with its minor version, as its folder below lib has it."""
    if LIBRARY.fullmatch(real.name):
        return real.name
    if environment.platform == "win32":
        names = environment.machine.names(real.parent)
        found = (re.fullmatch(r"python3(\d+)\.dll", name) for name in names)
        return next((f"python3.{each[1]}" for each in found if each), otherwise)
    return _newest(environment, real.parent.parent / "lib") or otherwise


def _newest(environment: Environment, folder: Path) -> str | None:
    names = [name for name in environment.machine.names(folder) if LIBRARY.fullmatch(name)]
    return max(names, key=lambda name: parsed(name.lstrip("pyothn")), default=None)


def _chosen(environment: Environment) -> Iterator[Path]:
    """Yield the folders of PYTHONPATH, which come before all others."""
    separator = ";" if environment.platform == "win32" else ":"
    for word in environment.variables.get("PYTHONPATH", "").split(separator):
        if word:
            yield environment.folder / word


def _packages(environment: Environment, prefix: Path, name: str) -> Iterator[Path]:
    """Yield the site-packages folders of a prefix."""
    if environment.platform == "win32":
        yield prefix / "Lib/site-packages"
        return
    if not environment.machine.is_folder(prefix / "lib" / name):
        name = _newest(environment, prefix / "lib") or name
    yield prefix / "lib" / name / "site-packages"
    yield prefix / "lib64" / name / "site-packages"


def _site(environment: Environment, prefix: Path, name: str) -> Iterator[Path]:
    """Yield the package folders of an installed Python: the user's first, then its own."""
    if not environment.variables.get("PYTHONNOUSERSITE"):
        yield _user_site(environment, prefix, name)
    if prefix == Path("/usr"):
        # Debian and Fedora: what an administrator adds comes before what the system brings.
        yield from _packages(environment, Path("/usr/local"), name)
        yield Path("/usr/local/lib") / name / "dist-packages"
        yield DEBIAN
    yield from _packages(environment, prefix, name)


def _user_site(environment: Environment, prefix: Path, name: str) -> Path:
    """Return the folder of `pip install --user` (Lib/site.py, _get_path, 3.11)."""
    chosen = environment.variables.get("PYTHONUSERBASE")
    if environment.platform == "win32":
        roaming = environment.variables.get("APPDATA", environment.home / "AppData/Roaming")
        base = Path(chosen or Path(roaming) / "Python")
        return base / name.replace("python", "Python").replace(".", "") / "site-packages"
    if environment.platform == "darwin" and "Versions" in prefix.parts and not chosen:
        base = environment.home / "Library/Python" / name.removeprefix("python")
        return base / "lib/python/site-packages"
    return Path(chosen or environment.home / ".local") / "lib" / name / "site-packages"


def _scripts(environment: Environment, prefix: Path, name: str) -> Path:
    """Return sysconfig's folder for scripts."""
    if "Cellar" in prefix.parts:  # Homebrew keeps scripts beside its cellar.
        return Path(*prefix.parts[: prefix.parts.index("Cellar")]) / "bin"
    is_debian = prefix == Path("/usr") and environment.machine.is_folder(DEBIAN)
    if is_debian and parsed(name.removeprefix("python")) >= LOCAL_SCRIPTS:
        return Path("/usr/local/bin")
    return prefix / _bin(environment)
