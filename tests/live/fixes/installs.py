"""Keyrings as people install them: with uv, pipx, into an environment, with keydex."""

import subprocess
from pathlib import Path

from tests.live.fixes import Place
from tests.live.person import OF_PIP, OF_UV, UV, trusted

ROOT = Path(__file__).parents[3]
PUBLIC = ("--no-config", "--default-index", "https://pypi.org/simple")
STATES = ()


def uv(place: Place, *words: str) -> None:
    """Run uv in the project."""
    _run(place, str(place.installed.programs("uv", UV) / "uv"), *words)


def tool(place: Place, *words: str) -> None:
    """Install a tool with uv; its commands come to `~/bin`, since that is beside the data."""
    uv(place, "tool", "install", "--quiet", *PUBLIC, *words)


def pipx(place: Place, *words: str) -> None:
    """Have pipx in `~/pipx/bin`, and run it."""
    if not (place.home / "pipx").exists():
        place.venv("~/pipx", "pip", "pipx")
    if words:
        _run(place, str(place.home / "pipx/bin/pipx"), *words)


def keydex_wheel(place: Place) -> None:
    """Build keydex into `~/wheels`, from where uv takes it."""
    out = str(place.home / "wheels")
    uv(place, "build", "--quiet", "--wheel", *PUBLIC, "--out-dir", out, str(ROOT))


def _run(place: Place, *words: str) -> None:
    done = subprocess.run(
        words,
        cwd=place.project,
        env={**place.service.variables, **OF_UV, **OF_PIP, **trusted()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr[-1000:]}"
