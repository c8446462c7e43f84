"""The password of an index at another place than its URL."""

from collections.abc import Collection, Iterator
from itertools import chain

from keydex.config import texts
from keydex.findings import Finding, advice
from keydex.model import Origin
from keydex.rules.case import Case, Where, about
from keydex.rules.leaks import places
from keydex.secret import Secret

SHORTEST = 8  # Characters; a shorter password stands in a text by chance.


def found(
    case: Case, files: places.Files, told: Collection[Origin], kept: Collection[Origin]
) -> Iterator[Finding]:
    """Find a password in the files that configure tools, but for the places that are told.

    They are URLs, and keys whose value it is.
    """
    owners = dict(_passwords(case))
    if not owners:
        return
    read = (places.declared(report) for _, report in case.survey.reports())
    beside = places.beside(case, places.SETTINGS + places.REQUIREMENTS)
    paths = (each.path for each in read if each and each.path)
    for path in dict.fromkeys(chain(paths, beside)):
        lines = {each.line for each in told if each.path == path}
        text = _untold(files[path], lines, {each.line for each in kept if each.path == path})
        for secret, where in owners.items():
            if (at := places.stands(secret, text)) >= 0:
                yield _finding(where, Origin(path, texts.line_at(text, at)))


def _untold(
    file: places.Written, lines: Collection[int | None], keys: Collection[int | None]
) -> str:
    """Blank out what is told: logins of those lines, lines of keys, all in requirements (KD002)."""
    is_told = file.path.suffix in {".txt", ".in"}
    parts, at = [], 0
    for each in file.logins:
        if is_told or each.line in lines:
            parts += [file.text[at : each.start], " " * (each.end - each.start)]
            at = each.end
    text = "".join((*parts, file.text[at:]))
    if not keys:
        return text
    written = enumerate(text.splitlines(keepends=True), start=1)
    return "".join("\n" if number in keys else line for number, line in written)


def _passwords(case: Case) -> Iterator[tuple[Secret, Where]]:
    """Yield the passwords that are known without a keyring; a word stands there by chance."""
    for where in case.survey.reports():
        report = where[1]
        logins = (each.credential for each in report.sources if each.credential)
        for secret in (report.index.password, *(each.password for each in logins)):
            value = secret.reveal() if secret else ""
            is_chance = len(value) < SHORTEST or value.isalpha() or value.startswith("$")
            if secret and not is_chance and places.is_password(report, secret):
                yield secret, where


def _finding(where: Where, origin: Origin) -> Finding:
    report = where[1]
    name = origin.path.name if origin.path else ""
    message = f"{name} holds the password of {places.shown(report)} outside of its URL."
    fix = advice(f"Take it out in an editor; {places.anew(report.index.url)}.")
    return about(where, message, fix, origin=origin)
