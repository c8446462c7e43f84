"""The setting that chooses the way to a keyring: not there, off, or without effect."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from keydex.findings import Finding, Fix, Severity, advice, edit, typed
from keydex.model import Configuration, Key, Origin
from keydex.rules.case import Case, Where, about, is_itself, wants_login
from keydex.rules.planning import ini_set, place, setting, toml_set
from keydex.rules.settings.tools import upgrade
from keydex.rules.table import ERROR, NOTE, WARNING, Rule
from keydex.tools import pip, pixi, uv
from keydex.tools.pip import releases as pip_releases
from keydex.tools.pixi.settings import FLAG, PROVIDER
from keydex.tools.uv import releases as uv_releases

OPTION = "--keyring-provider"
PROVIDED = frozenset({"uv", "pip", "pixi"})
"""Tools whose keyring-provider keydex sets; others have a switch of their own."""


def unset(case: Case) -> Iterator[Finding]:
    """Find that uv or pixi asks no keyring, since nobody told it to."""
    for configuration, wheres in _silent(case, "provider-disabled"):
        access = configuration.access
        if access.origin is None and access.provider == "disabled":
            tool = configuration.installation.tool
            message = f"{tool} asks no keyring: keyring-provider is not set."
            yield _finding(wheres, message, _switched_on(case, configuration))


def _switched_on(case: Case, configuration: Configuration) -> Fix:
    """Set the provider in a person's own file: which keyring there is, is theirs to know."""
    installation = configuration.installation
    if installation.tool == "pixi":
        own = pixi.own_file(case.environment, configuration.command, installation)
        return _written(case, own, PROVIDER) if own else advice(f"Add {FLAG} subprocess to it.")
    path = uv.own_file(case.environment, configuration.command)
    is_old = installation.version < uv_releases.TOP_LEVEL_SETTINGS
    if path is None or path.suffix != ".toml" or is_old:
        return typed("export UV_KEYRING_PROVIDER=subprocess", "Say it in your shell.")
    return _written(case, path, PROVIDER[-1:])


def _written(case: Case, path: Path, key: Key) -> Fix:
    summary = f'Write keyring-provider = "subprocess" to {place(case.environment, Origin(path))}.'
    return edit(summary, toml_set(case.environment, path, key, "subprocess", summary))


def disabled(case: Case) -> Iterator[Finding]:
    """Find that a setting turns the keyring off, or names none that the tool knows."""
    for configuration, wheres in _silent(case, "provider-disabled"):
        tool, access = configuration.installation.tool, configuration.access
        if access.origin is None:
            continue
        where = place(case.environment, access.origin)
        if tool not in PROVIDED:
            yield _finding(wheres, _said(wheres), _taken_back(access.origin, where), access.origin)
            continue
        message, severity = (
            f"{tool} asks no keyring: keyring-provider is disabled in {where}.",
            None,
        )
        if access.provider != "disabled":
            message = f"{tool} knows no keyring-provider {access.provider}, which {where} names."
            severity = ERROR
        option = FLAG if tool == "pixi" else OPTION
        fix = setting(case.environment, access.origin, _provider(configuration), option)
        yield _finding(wheres, message, fix, access.origin, severity)


def no_input(case: Case) -> Iterator[Finding]:
    """Find that pip asks no keyring, since it may not ask a person."""
    for configuration, wheres in _silent(case, "no-input"):
        silence = wheres[0][1].silence
        origin = silence.origin if silence else None
        if configuration.installation.tool != "pip":
            fix = advice(f"{wheres[0][1].silence.fix}." if wheres[0][1].silence else "")
            yield _finding(wheres, _said(wheres), fix, origin)
            continue
        message = f"pip asks no keyring: {place(case.environment, origin)} forbids it to ask, "
        message += "and keyring-provider is auto."
        yield _finding(wheres, message, _named(case, configuration), origin)


def _said(wheres: list[Where]) -> str:
    """Return what a tool says of its silence itself."""
    silence = wheres[0][1].silence
    return silence.reason if silence else ""


def _taken_back(origin: Origin, where: str) -> Fix:
    """Take a switch of the tool's own back where it stands."""
    if origin.variable:
        return typed(f"unset {origin.variable}", "Unset it in your shell, and where it is set.")
    return advice(f"Take {origin.key or origin.flag} out of {where}.")


def _named(case: Case, configuration: Configuration) -> Fix:
    """Name the provider: then pip asks it, whether or not it may ask a person."""
    environment, installation = case.environment, configuration.installation
    if installation.version < pip_releases.ASKS_WITHOUT_INPUT:
        return _upgraded(case, configuration)
    value = _provider(configuration)
    if origin := configuration.access.origin:
        return setting(environment, origin, value, OPTION)
    path = pip.own_file(environment, configuration.command, installation)
    if path is None:
        if "--isolated" in configuration.command.words:
            return advice(f"Add {OPTION} {value} to the command.")
        return typed(f"export PIP_KEYRING_PROVIDER={value}", "Say it in your shell.")
    summary = f"Set keyring-provider to {value} in {place(environment, Origin(path))}."
    return edit(summary, ini_set(environment, path, "global.keyring-provider", value, summary))


def _upgraded(case: Case, configuration: Configuration) -> Fix:
    """Upgrade pip to a release that has the setting, and set it."""
    fix, value = upgrade(case, configuration), _provider(configuration)
    if not fix.argv:
        return fix
    words = (fix.argv[0], "-m", "pip", "config", "set", "global.keyring-provider", value)
    command = f"{fix.command} && {shlex.join(words)}"
    return typed(command, "Upgrade pip, then name the provider.")


def _provider(configuration: Configuration) -> str:
    """Return the provider that fits: pip passes over a command beside itself, and imports it."""
    installation = configuration.installation
    return "import" if installation.tool == "pip" and installation.importable else "subprocess"


def _silent(case: Case, code: str) -> Iterator[tuple[Configuration, list[Where]]]:
    """Yield each tool that asks nothing for that reason, with its private indexes."""
    found = [each for each in case.private() if each[1].silence and not is_itself(each[1])]
    for configuration in case.survey.configurations:
        wheres = [
            (owner, report)
            for owner, report in found
            if owner is configuration and report.silence and report.silence.code == code
        ]
        if wheres:
            yield configuration, wheres


def _finding(
    wheres: list[Where],
    message: str,
    fix: Fix,
    origin: Origin | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Make one finding of a tool, about its index where only one may want a login.

    Where nothing says that one does, it is a note: most indexes of companies are open to them.
    """
    wanted = [each for each in wheres if wants_login(each[1])]
    severity = severity or (None if wanted else NOTE)
    if len(wanted or wheres) == 1:
        return about((wanted or wheres)[0], message, fix, origin=origin, severity=severity)
    tool = wheres[0][0].installation.tool
    return Finding(message, fix, tool=tool, origin=origin, severity=severity)


ROWS = (
    Rule(
        "KD050",
        "provider-unset",
        ERROR,
        "uv or pixi asks no keyring, since keyring-provider is not set",
        unset,
    ),
    Rule(
        "KD051",
        "provider-disabled",
        WARNING,
        "a setting turns the keyring off, or names a provider that the tool does not know",
        disabled,
    ),
    Rule(
        "KD052",
        "no-input",
        ERROR,
        "pip may not ask a person, and so asks no keyring either",
        no_input,
    ),
)
