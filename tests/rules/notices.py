"""When news is told, and when it is not."""

from dataclasses import replace
from datetime import date

from keydex.findings import Kind
from tests.rules.cases import Finds, Ring, World, uv
from tests.versions.worlds import venv

AZURE = "https://VssSessionToken@pkgs.dev.azure.com/acme/_packaging/{}/pypi/simple/"
TWO = uv(AZURE.format("a"), f"[[tool.uv.index]]\nname = 'b'\nurl = '{AZURE.format('b')}'\n")
FEEDS = World({"pyproject.toml": TWO})


def pip(version: str = "26.2", url: str = "https://pkgs.example/simple/") -> World:
    """Return a project whose pip runs the keyring command."""
    files = {"requirements.txt": f"--index-url {url}\nfoo\n"}
    more = venv(".venv", f"pip-{version}") if version else {}
    return World(files | more, {"PIP_KEYRING_PROVIDER": "subprocess"})


FINDS = [
    Finds(
        "KD090",
        FEEDS,
        "Azure DevOps ends tokens for all organizations on 2026-12-01.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD090",
        replace(FEEDS, today=date(2026, 12, 31)),
        "Azure DevOps ended tokens for all organizations on 2026-12-01.",
        Kind.NONE,
        at="pyproject.toml:7",
    ),
    Finds(
        "KD091",
        pip(),
        "pip asks keyring for anyone's entry of https://pkgs.example/simple, as it does since "
        "26.2.",
        Kind.NONE,
        at="requirements.txt:1",
    ),
]
SILENT = [
    ("KD090", replace(FEEDS, today=date(2027, 1, 1))),
    ("KD090", replace(FEEDS, rings=(Ring(packages={"artifacts-keyring": "1.0.0"}),))),
    ("KD090", World({"pyproject.toml": uv("https://ci-bot@pkgs.example/simple/")})),
    ("KD091", replace(pip(), today=date(2027, 2, 1))),
    ("KD091", pip("26.1.2")),
    ("KD091", pip("")),
    ("KD091", pip(url="https://ci-bot@pkgs.example/simple/")),
    ("KD091", pip(url="https://pypi.org/simple")),
]
