"""A project with uv and pip on one feed, surveyed in memory with keyrings in dicts."""

from threading import Event as Flag

from keydex.asking import Means, answered
from keydex.environment import Environment
from keydex.errors import KeyringError
from keydex.keyrings import Keyring
from keydex.model import Access, Log, Via
from keydex.survey import Survey, survey
from tests.entries import Entries
from tests.memory import HOME, world

HOST = "pkgs.example"
FEED = f"https://{HOST}/team/simple"
URL = f"{FEED}/"
USER = "ci-bot"


def pyproject(url: str = f"https://{USER}@{HOST}/team/simple/", more: str = "") -> str:
    """Return a pyproject.toml with one index, on line 7."""
    return (
        "[project]\nname = 'demo'\n[tool.uv]\nkeyring-provider = 'subprocess'\n"
        f"[[tool.uv.index]]\nname = 'corp'\nurl = '{url}'\n{more}"
    )


def sample(
    files: dict[str, str] | None = None, variables: dict[str, str] | None = None
) -> Environment:
    """Make a project for uv and pip, with one keyring command that both run."""
    texts = {
        "pyproject.toml": pyproject(),
        "requirements.txt": f"--index-url https://{USER}@{HOST}/team/simple\nfoo\n",
    }
    known = {"PATH": "/shims:/tools", "HOME": str(HOME), "PIP_KEYRING_PROVIDER": "subprocess"}
    programs = {"/shims/keyring": "", "/tools/uv": "uv 0.13.8 (x)"}
    return world(texts | (files or {}), known | (variables or {}), programs=programs)


class Connected:
    """Leads every tool to the same entries, or those without a keyring to none."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.calls = 0

    def __call__(
        self,
        access: Access,
        environment: Environment,
        *,
        log: Log | None = None,
        cancelled: Flag | None = None,
    ) -> Keyring:
        self.calls += 1
        if access.via is Via.NONE:
            raise KeyringError(f"there is no keyring to ask: {access.reason}")
        return self.entries


def means(entries: Entries) -> Means:
    """Return the means of a test: no process, no log."""
    return Means(connect=Connected(entries))


def asked(entries: Entries, files: dict[str, str] | None = None, *, every: bool = False) -> Survey:
    """Survey the sample and ask the keyring."""
    one = survey(sample(files))
    for each in answered(one, means(entries), every=every):
        one = each
    return one
