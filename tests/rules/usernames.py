"""What the rules about usernames find, and what they leave alone."""

from keydex.findings import Kind
from tests.rules.cases import Finds, World, uv

AZURE = "https://pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"

FINDS = [
    Finds(
        "KD012",
        World({"pyproject.toml": uv(AZURE)}),
        "uv asks no keyring for corp: its URL has no username.",
        Kind.EDIT,
        "keydex username corp VssSessionToken",
        "pyproject.toml:7",
    ),
    Finds(
        "KD012",
        World({"pyproject.toml": uv("https://pkgs.example/simple/")}),
        "uv asks no keyring for corp: its URL has no username.",
        Kind.EDIT,
        "keydex username corp NAME",
        "pyproject.toml:7",
    ),
]
SILENT = [
    ("KD012", World({"pyproject.toml": uv("https://ci-bot@pkgs.example/simple/")})),
    ("KD012", World({"pyproject.toml": "[project]\nname = 'demo'\n"})),
]
