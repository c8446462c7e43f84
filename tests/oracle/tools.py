"""Real releases of the tools, installed into a folder where they stay: KEYDEX_TOOLS."""

import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEYRING = "25.7.0"
INSTALLER = "25.3"  # The pip that fetches the others.
NAMES = {"pdm": "pdm[locked]"}
"""What a tool is installed as, where that is not its name."""
BESIDE = {"pipenv": ("setuptools<81",), "twine": ("importlib-metadata<8",)}
"""What a tool imports and does not ask for, or not in the release that it needs."""
BRING_KEYRING = frozenset({"poetry"})
"""Tools that come with keyring, in a release of their own choice."""
PYTHON = Path(os.path.realpath(sys.executable))


class Tools:
    """The releases that were installed, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def programs(self, tool: str, version: str, *, importable: bool = False) -> Path:
        """Return the folder that holds the programs of a release; install it first if need be.

        `importable` asks for one whose interpreter has keyring too.
        """
        place = self.folder / f"{tool}{'-with-keyring' if importable else ''}" / version
        with self._lock:
            if not (place / "installed").exists():
                if tool == "uv":
                    self._unpack_uv(place, version)
                else:
                    own = [NAMES.get(tool, tool) + f"=={version}", *BESIDE.get(tool, ())]
                    is_added = importable and tool not in BRING_KEYRING
                    self.venv(place, *own, *([f"keyring=={KEYRING}"] if is_added else []))
                (place / "installed").touch()
        return place / "bin"

    def venv(self, place: Path, *packages: str) -> None:
        """Make a virtual environment with those packages."""
        _run(str(PYTHON), "-m", "venv", "--clear", "--without-pip", str(place))
        self._pip("--python", str(place), "install", *packages)

    def _unpack_uv(self, place: Path, version: str) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self._pip(
            "download", "--no-deps", "--only-binary=:all:", "--dest", str(place), f"uv=={version}"
        )
        (wheel,) = place.glob("*.whl")
        (place / "bin").mkdir(exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (each for each in archive.namelist() if each.endswith("scripts/uv"))
            (place / "bin/uv").write_bytes(archive.read(name))
        (place / "bin/uv").chmod(0o755)
        wheel.unlink()

    def _pip(self, *words: str) -> None:
        """Run a pip of our own, with the configuration of whoever runs the tests."""
        place = self.folder / "installer"
        python = place / "bin/python"
        if not (place / "installed").exists():
            _run(str(PYTHON), "-m", "venv", "--clear", str(place))
            _run(str(python), "-m", "pip", "install", "--quiet", f"pip=={INSTALLER}")
            (place / "installed").touch()
        _run(str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *words)


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr[-1000:]}"


@contextmanager
def tools() -> Iterator[Tools]:
    """Find the folder that KEYDEX_TOOLS names; without it, one that is gone afterwards."""
    if chosen := os.environ.get("KEYDEX_TOOLS"):
        yield Tools(Path(chosen).absolute())
        return
    with tempfile.TemporaryDirectory(prefix="keydex-tools-") as folder:
        yield Tools(Path(folder))
