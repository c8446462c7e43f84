"""What people saw in issues of uv, told by the doctor in one sentence; silence after its fix."""

from dataclasses import dataclass, replace

import pytest

from keydex.findings import Severity
from keydex.model import Verdict
from keydex.rules import found
from tests.entries import Entries
from tests.memory import HOME, PROJECT
from tests.rules.cases import OPEN, Ring, World, probed, uv

CORE = "pkgs.dev.azure.com/acme/_packaging/core/pypi/simple/"
AZURE = f"https://VssSessionToken@{CORE}"
GOOGLE = "https://europe-python.pkg.dev/acme/internal/simple/"
FEED = "https://pkgs.example:8443/simple"
CORP = "https://ci-bot@pkgs.example:8443/simple/"
BIN = f"{HOME}/.local/bin"
MINTED = {(f"https://{CORE}", "VssSessionToken"): "a token"}
VENV = Ring(f"{PROJECT}/.venv/bin/keyring")
AZURE_RING = Ring(f"{BIN}/keyring", packages={"artifacts-keyring": "1.0.0"})
GOOGLE_RING = Ring(f"{BIN}/keyring", packages={"keyrings.google-artifactregistry-auth": "1.1.2"})


@dataclass
class Story:
    """An issue: the state a person was in, what keydex says of it, and the state it leads to."""

    issue: int
    before: World
    says: tuple[str, str]
    mends: str
    after: World


# The URL has the username that the plugin wants; no release up to 0.1.34 asks a keyring then.
ASKED_NOTHING = World(
    programs={"/tools/uv": "uv 0.1.24 (x)"},
    rings=(AZURE_RING,),
    path=f"{BIN}:/tools",
    command=f"uv pip install --keyring-provider subprocess --index-url {AZURE} pkg",
    entries=Entries(dict(MINTED)),
    store=OPEN,
)
# `uv add keyring` brought a keyring without the plugin into the environment that is active.
SHADOWED = World(
    {"pyproject.toml": uv(AZURE)},
    {"VIRTUAL_ENV": f"{PROJECT}/.venv"},
    rings=(VENV, AZURE_RING),
    path=f"{PROJECT}/.venv/bin:{BIN}:/tools",
    entries=Entries(),
    store=OPEN,
)
# RUN uv tool install keyring --with keyrings.google-artifactregistry-auth, without ENV PATH.
IN_DOCKER = World(
    {"pyproject.toml": f"[[tool.uv.index]]\nname = 'internal-gar-pypi'\nurl = '{GOOGLE}'\n"},
    {
        "UV_KEYRING_PROVIDER": "subprocess",
        "UV_INDEX_INTERNAL_GAR_PYPI_USERNAME": "oauth2accesstoken",
    },
    {"/tools/uv": "uv 0.6.17"},
    (GOOGLE_RING,),
    path="/tools",
    command="uv sync --frozen --no-install-project",
    entries=Entries(),
)
# pip and uv ask other names: uv that of each package's page, and up to 0.2.8 a host without port.
OTHER_NAMES = World(
    {"requirements.txt": f"--index-url {CORP}\nfoo\n"},
    {
        "UV_KEYRING_PROVIDER": "subprocess",
        "PIP_KEYRING_PROVIDER": "subprocess",
        "UV_INDEX_URL": CORP,
    },
    {"/tools/uv": "uv 0.2.8 (x)"},
    entries=Entries({(f"{FEED}/", "ci-bot"): "a password"}),
    store=OPEN,
)
# Nobody knew which names uv asks, and a wrong password and a missing one look alike to it.
UNKNOWN_NAME = World(
    {"pyproject.toml": uv(CORP)},
    entries=Entries({("corp", "ci-bot"): "a password"}),
    store=OPEN,
    probes={FEED: probed(Verdict.MISSING)},
)
WRONG = replace(
    UNKNOWN_NAME,
    entries=Entries({(f"{FEED}/", "ci-bot"): "a wrong password"}),
    probes={FEED: probed(Verdict.REFUSED)},
)
RIGHT = replace(WRONG, probes={FEED: probed(Verdict.ACCEPTED)})

STORIES = [
    Story(
        2563,
        ASKED_NOTHING,
        ("KD058", "uv 0.1.24 asks no keyring for a URL with a username."),
        "Upgrade uv in the way that it was installed.",
        replace(ASKED_NOTHING, programs={"/tools/uv": "uv 0.13.8 (x)"}),
    ),
    Story(
        7003,
        SHADOWED,
        (
            "KD022",
            "uv runs .venv/bin/keyring, which lacks the Azure plugin "
            "and hides ~/.local/bin/keyring, which has it.",
        ),
        "deactivate",
        replace(SHADOWED, variables={}, path=f"{BIN}:/tools", entries=Entries(dict(MINTED))),
    ),
    Story(
        1520,
        IN_DOCKER,
        ("KD021", 'uv runs "keyring" and PATH has none; ~/.local/bin has one.'),
        'export PATH="$HOME/.local/bin:$PATH"',
        replace(
            IN_DOCKER,
            path=f"{BIN}:/tools",
            entries=Entries({("europe-python.pkg.dev", "oauth2accesstoken"): "a token"}),
        ),
    ),
    Story(
        4056,
        OTHER_NAMES,
        (
            "KD066",
            f"pip finds an entry for {FEED} that uv does not ask for: it is stored under {FEED}/.",
        ),
        f"keydex fix KD066 {FEED}",
        replace(
            OTHER_NAMES,
            entries=Entries(
                {(f"{FEED}/", "ci-bot"): "a password", ("pkgs.example", "ci-bot"): "a password"}
            ),
        ),
    ),
    Story(
        12280,
        UNKNOWN_NAME,
        ("KD060", "uv asks 2 names for corp and finds nothing."),
        "keydex set corp",
        RIGHT,
    ),
    Story(
        12280,
        WRONG,
        ("KD061", f"corp refuses the password stored under {FEED}/ for ci-bot (401)."),
        "keydex set corp",
        RIGHT,
    ),
]
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: f"uv#{story.issue}")


def told(world: World) -> list[tuple[str, str, str]]:
    """Return what keeps a tool out: code, sentence, and what mends it."""
    return [
        (each.code, each.message, each.fix.command or each.fix.summary)
        for each in found(world.case())
        if each.severity is not Severity.NOTE
    ]


@each_story
def test_the_cause_is_told_in_one_sentence(story: Story) -> None:
    assert told(story.before) == [(*story.says, story.mends)]


@each_story
def test_after_the_fix_nothing_is_told(story: Story) -> None:
    assert told(story.after) == []
