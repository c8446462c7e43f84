"""Who made the environment of a keyring, by what lies in it."""

from collections.abc import Iterator
from pathlib import Path

from keydex.config import toml
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.nouns import dataclass
from keydex.rings.places import user_bins
from keydex.versions.interpreters import Python, normalised

RECEIPT = "uv-receipt.toml"


@dataclass(frozen=True, slots=True)
class Owner:
    """What installed a keyring, for which tool, and what it was asked for (the tool first)."""

    name: str = ""
    tool: str = ""
    asked: tuple[str, ...] = ()


def owner(environment: Environment, executable: Path | None, python: Python) -> Owner:
    """Say what installed the keyring of an interpreter."""
    is_file, prefix = environment.machine.is_file, python.prefix
    tool = environment.machine.resolve(prefix).name
    if is_file(prefix / RECEIPT):
        asked = tuple(_asked(environment, prefix / RECEIPT, tool))
        return Owner("keydex" if tool == "keydex" else "uv tool", tool, asked or (tool,))
    if is_file(prefix / "pipx_metadata.json"):
        return Owner("pipx", tool)
    if is_file(prefix / "pyvenv.cfg"):
        return Owner("venv")
    if environment.machine.is_folder(prefix / "conda-meta"):
        return Owner("conda")
    is_user = executable is not None and executable.parent in set(user_bins(environment))
    return Owner("user" if is_user else "system")


def _asked(environment: Environment, receipt: Path, tool: str) -> Iterator[str]:
    """Yield what uv wrote down that it was asked for, the tool itself first."""
    try:
        document = toml.read(environment, receipt)
    except ConfigError:
        return
    words = document.data.get("tool", {}).get("requirements", []) if document else []
    words = [each for each in words if isinstance(each, dict) and "name" in each]
    for each in sorted(words, key=lambda each: normalised(each["name"]) != tool):
        yield _requirement(each)


def _requirement(word: dict[str, object]) -> str:
    """Write one requirement of a receipt as it is typed (crates/uv-tool/src/receipt.rs, 0.13.8)."""
    extras = word.get("extras")
    name = f"{word['name']}"
    if isinstance(extras, list):
        name += f"[{','.join(map(str, extras))}]"
    for key in ("directory", "editable", "path"):
        if isinstance(place := word.get(key), str):
            return place
    if url := word.get("url"):
        return f"{name} @ {url}"
    if git := word.get("git"):
        return f"{name} @ git+{git}"
    return f"{name}{word.get('specifier', '')}"
