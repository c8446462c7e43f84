"""What worlds of pipenv are drawn from."""

from collections.abc import Iterator
from random import Random

from keydex.model import Version
from tests.oracle.fuzzing import Draft, Piece
from tests.oracle.fuzzing.addresses import address, entries, netrc, pick, rules
from tests.oracle.worlds import World

OWN = {
    "PIPENV_NOSPIN": "1",
    "PIPENV_PYTHON": "@python",
    "PIPENV_VENV_IN_PROJECT": "1",
    "PIP_NO_INPUT": "1",
}
PIPFILE, PIP_CONF = "Pipfile", "~/.config/pip/pip.conf"
HEAD = "[packages]\ncustompkg = '*'\n\n[requires]\npython_version = '3.11'\n\n"
PROVIDERS = {"subprocess": 6, "import": 1, "auto": 1, "disabled": 1}


def drawn(dice: Random, version: Version) -> Draft:
    """Draw a world of pipenv for a release."""
    found = [address(dice) for _ in range(pick(dice, {1: 6, 2: 2}))]
    pieces: list[Piece] = [*_provider(dice)]
    for position, each in enumerate(found):
        url = each.written
        if each.login == "ci-bot" and dice.random() < 0.3:
            url = url.replace("ci-bot@", "${CORP_USER}@")
            pieces += [Piece(variables={"CORP_USER": "ci-bot"})]
        lines = (f'name = "corp{position or ""}"', f'url = "{url}"', "verify_ssl = true")
        pieces += [Piece(file=PIPFILE, table="[[source]]", text="\n".join(lines))]
        pieces += [*rules(dice, each), *entries(dice, each)]
    pieces += netrc(dice, found[0])
    base = World("pipenv", "", ("pipenv", "lock"), {PIPFILE: HEAD}, variables=OWN)
    return Draft(base, pieces).fitting(version)


def _provider(dice: Random) -> Iterator[Piece]:
    """Draw by what the keyring is chosen."""
    for kind, chance in (("PIPENV_KEYRING_PROVIDER", 0.6), ("PIP_KEYRING_PROVIDER", 0.2)):
        if dice.random() < chance:
            yield Piece(variables={kind: pick(dice, PROVIDERS)})
    if dice.random() < 0.2:
        text = f"keyring-provider = {pick(dice, PROVIDERS)}"
        yield Piece(file=PIP_CONF, table="[global]", text=text)
