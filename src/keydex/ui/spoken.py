"""What a command has said, as it may be shown: without colours, and without what is secret."""

import re

from keydex import typed
from keydex.edits.showing import USERINFO
from keydex.secret import MASK, Secret, masked
from keydex.survey import Survey
from keydex.ui.texts import safe

COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def spoken(text: str, secrets: tuple[Secret, ...]) -> list[str]:
    """Return the lines that say something."""
    shown = USERINFO.sub(rf"\1{MASK}@", masked(COLOUR.sub("", text), secrets))
    return [safe(line) for line in shown.splitlines() if line.strip()]


def secrets(survey: Survey) -> tuple[Secret, ...]:
    """Return every secret that is known: of URLs, files and keyrings."""
    found: list[Secret] = []
    for _, report in survey.reports():
        found += report.secrets
        found += [each for each in (report.index.password,) if each]
        found += [each.credential.password for each in report.answers if each.credential]
    return tuple(dict.fromkeys(found))


def again(words: tuple[str, ...], survey: Survey) -> tuple[str, ...]:
    """Return a command to be shown in a field again, or nothing of one that may hold a secret."""
    return words if typed.shown(words, secrets(survey)) == list(words) else ()
