"""The rule who may import whom, as it is written and as it runs."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import keydex

SOURCE = Path(keydex.__file__).parent
# Imports point to the right of their own place, never left and never sideways.
LAYERS = [
    {"__main__"},
    {"cli"},
    {"demo"},
    {"ui"},
    {"workflows"},
    {"matrix"},
    {"examining"},
    {"rules"},
    {"resolving"},
    {"looks"},
    {"asking"},
    {"naming"},
    {"documents"},
    {"survey"},
    {"rings"},
    {"words", "typed"},
    {"tools", "versions", "keyrings", "hosts", "probe", "edits"},
    {"config"},
    {"environment"},
    {"findings"},
    {"model"},
    {"secret", "errors"},
    {"nouns", "dumps"},
    {"__init__"},
]
OWNERS = {
    "textual": {"ui"},
    "rich": {"ui"},
    "keyring": {"keyrings"},
    "httpx": {"probe"},
    "tomlkit": {"edits"},
    "os": {"environment", "cli", "edits", "keyrings", "workflows", "demo", "ui"},
    "sys": {"environment", "cli", "edits", "keyrings", "workflows", "demo", "ui", "dumps", "probe"},
    "subprocess": {"environment", "cli", "edits", "keyrings", "workflows"},
}
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = ("textual", "rich", "keyring", "httpx", "tomlkit", "asyncio")
TEXTUAL = {"textual", "rich", "asyncio"}  # Textual loads the other two.


def _room(path: Path) -> str:
    """Return the module or package of keydex that a file belongs to."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def _imports(path: Path) -> Iterator[str]:
    """Yield what a file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "keydex":
                yield from (f"keydex.{alias.name}" for alias in node.names)
            else:
                yield node.module


def _layer(room: str) -> int:
    return next(at for at, rooms in enumerate(LAYERS) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_right(path: Path) -> None:
    room = _room(path)
    rooms = {name.split(".")[1] for name in _imports(path) if name.startswith("keydex.")}
    own = {"__version__"}
    assert not {each for each in rooms - {room} - own if _layer(each) <= _layer(room)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_an_outside_package_has_its_owner(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}
    assert not {each for each in roots & OWNERS.keys() if _room(path) not in OWNERS[each]}


def test_every_module_has_a_place() -> None:
    placed = {room for rooms in LAYERS for room in rooms}
    assert {_room(path) for path in MODULES} <= placed


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["explain"], HEAVY),
        (["list"], HEAVY),
        (["--help"], HEAVY),
        (["status"], ("textual", "rich", "keyring", "httpx", "tomlkit")),
        (["test"], ("textual", "rich", "keyring", "tomlkit")),
        (["username", "corp", "alice", "--dry-run"], ("textual", "rich", "keyring", "httpx")),
    ],
    ids=" ".join,
)
def test_a_command_loads_what_it_needs(
    words: list[str], unwanted: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nname = 'demo'\nversion = '0'\n[[tool.uv.index]]\nname = 'corp'\n"
        "url = 'https://ci-bot@pkgs.example.invalid/simple/'\n"
    )
    script = (
        "import json, sys\n"
        "from keydex.cli import main\n"
        "try:\n"
        f"    main({words!r})\n"
        "except SystemExit:\n"
        "    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PATH": "/nowhere", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "keydex.cli" in loaded
    assert not loaded & set(unwanted)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("keydex.cli.commands", {"keydex.survey", "keydex.tools", "keydex.ui"}),
        ("keydex.ui.app", {"keydex.survey", "keydex.tools", "keydex.ui.screens.main"}),
        (
            "keydex.ui.screens.main",
            {"keydex.rules", "keydex.workflows", "keydex.ui.screens.store", *HEAVY} - TEXTUAL,
        ),
    ],
)
def test_what_is_seen_first_is_loaded_first(module: str, unwanted: set[str]) -> None:
    script = f"import json, sys, {module}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert module in loaded
    assert not loaded & unwanted
