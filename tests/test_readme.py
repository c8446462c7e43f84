"""The README says what the code's own tables say; KEYDEX_DRAW=1 writes it anew."""

import os
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from keydex.cli.examples import CODES
from keydex.cli.helping import GROUPS
from keydex.cli.parser import COMMANDS, OPEN
from keydex.hosts import HOSTS, Host, Who
from keydex.hosts.plugins import PLUGINS
from keydex.model import spelled
from keydex.rules import RULES
from keydex.rules.recipes import RECIPES
from keydex.tools import TOOLS

README = Path(__file__).parent.parent / "README.md"
DRAWS = bool(os.environ.get("KEYDEX_DRAW"))
WIDTH = 120
KINDS = (
    *("kind", "username", "what is stored", "it needs for installing"),
    *("it is made on this page, or by this command", "it lives", "plugins of keyring"),
)
WORDS = ("credential", "install", "lifetime")
USERNAMES = {
    Who.ANY: "any, usually {}",
    Who.EXACT: "{}",
    Who.ITSELF: "the token itself",
    Who.NONE: "none",
    Who.OWN: "your own",
}


def checks() -> Iterator[str]:
    """Write the table of rules."""
    yield "| code | name | severity | finds that |"
    yield "|---|---|---|---|"
    for rule in RULES:
        yield f"| {rule.code} | `{rule.name}` | {rule.severity} | {rule.finds} |"


def kinds() -> Iterator[str]:
    """Write the table of kinds of index, each once."""
    yield f"| {' | '.join(KINDS)} |"
    yield f"|{'---|' * len(KINDS)}"
    for host in {host.kind: host for host in HOSTS}.values():
        stored, needs, lives = (_marked(host, each, getattr(host, each)) for each in WORDS)
        cells = [_username(host), stored, needs, _made(host), lives]
        if not host.has_python:
            cells = [_marked(host, "has_python", "serves no Python packages"), *[""] * 4]
        plugins = [f"`{each.package}`" for each in PLUGINS if each.kind == host.kind]
        yield f"| {' | '.join((host.title, *cells, ', '.join(plugins)))} |"


def recipes() -> Iterator[str]:
    """Write what to type on a machine without a desktop."""
    for recipe in RECIPES:
        yield from (f"**{recipe.title}**", "", "```sh", *recipe.lines, "```", "")
        yield from (*textwrap.wrap(recipe.note, WIDTH, break_on_hyphens=False), "")


def commands() -> Iterator[str]:
    """Write what each command does, in the order in which one needs them."""
    yield from ("| | command | what it does |", "|---|---|---|")
    yield f"| | `keydex` | {OPEN} |"
    for title, names in GROUPS.items():
        for place, name in enumerate(names):
            yield f"| {'' if place else title} | `keydex {name}` | {COMMANDS[name][0]} |"


def exits() -> Iterator[str]:
    """Write what each exit code means."""
    yield from ("| code | meaning |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in CODES.items())


def tools() -> Iterator[str]:
    """Write which releases of which tool are known, and where all of it is told."""
    yield "| what it asks | releases | run and watched |"
    yield "|---|---|---|"
    for name, tool in TOOLS.items():
        known = f"{spelled(tool.OLDEST)} to {spelled(tool.NEWEST)}"
        watched = str(len(tool.WATCHED)) if tool.WATCHED else "none: told from its sources"
        yield f"| [{name}](src/keydex/reference/{name}.md) | {known} | {watched} |"


def _username(host: Host) -> str:
    text = USERNAMES[host.who].format(f"`{host.username}`")
    if host.who is Who.OWN and host.username:
        text = f"{text}, or `{host.username}`"
    more = " or ".join(f"`{each}`" for each in host.other_usernames)
    return _marked(host, "username", f"{text}; of other tokens {more}" if more else text)


def _made(host: Host) -> str:
    """Name the page, else the command that logs a person in."""
    if not host.page:
        return _marked(host, "login", f"`{host.login}`" if host.login else "")
    page = re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), host.page.replace("{prefix}", ""))
    return _marked(host, "page", f"`{page}`")


def _marked(host: Host, field: str, text: str) -> str:
    """Mark what is hearsay."""
    return f"{text} ?" if text and field in host.unverified else text


SECTIONS: dict[str, Callable[[], Iterator[str]]] = {
    "checks": checks,
    "kinds": kinds,
    "commands": commands,
    "recipes": recipes,
    "exits": exits,
    "tools": tools,
}


def _drawn(text: str) -> str:
    """Write each section anew."""
    for name, lines in SECTIONS.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        assert found, name
        assert closed, name
        text = "".join((before, begin, *(f"{line}\n" for line in lines()), end, after))
    return text


def test_what_stands_in_tables_is_the_codes_own() -> None:
    text = README.read_text("utf-8")
    if DRAWS:
        README.write_text(_drawn(text), "utf-8")
    assert DRAWS or text == _drawn(text)


def test_every_command_is_told() -> None:
    text = README.read_text("utf-8")
    assert all(f"keydex {name}" in text for name in COMMANDS)
