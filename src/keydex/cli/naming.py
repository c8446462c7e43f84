"""`username`: print whose index it is, or write that where it belongs: for everyone, or for one."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict

from keydex import documents, edits, naming
from keydex.cli import asking, commands, printing
from keydex.cli.changing import confirm, done, no_lines, readable, say
from keydex.errors import CancelledError, KeydexError, UsageError
from keydex.naming import EVERYONE, ME, Plan
from keydex.secret import masked
from keydex.survey import Survey, chosen, word
from keydex.workflows import writing


def username(options: argparse.Namespace) -> int:
    """Print the username of an index, or write it to where it belongs."""
    one = commands.read(options)
    (feed,) = chosen(one, [options.index])
    if options.name is None and not options.unset:
        return _printed(options, one, feed)
    if options.name is not None and options.unset:
        raise UsageError("--unset takes no name")
    if options.name is not None and not options.name.strip():
        raise UsageError("a username can't be empty", "take it away with --unset")
    readable(one)
    plan = naming.plan(one, feed, options.name, whom(options, one, feed, options.name))
    effects = naming.effects(one, feed, plan)
    more = {
        "effects": [asdict(each) for each in effects],
        "variables": [
            {"name": name, "value": masked(value, plan.secrets)} for name, value in plan.variables
        ],
    }
    say(shown(plan))
    say(map(str, effects))
    if options.dry_run or not plan.changes:
        steps = writing.dry(plan.changes)
    else:
        confirm(options, "Write this?")
        steps = writing.written(plan.changes, asking.means_of(options), one.environment)
    code = done(options, "username", steps, more)
    if options.format == "text" and plan.variables:
        say(["Set this where your shell reads it:"])
        for line in naming.assignments(plan, one):
            print(printing.safe(line))
    return code


def shown(plan: Plan) -> Iterator[str]:
    """Say what a plan changes in files."""
    for change in plan.changes:
        yield edits.diff(change).rstrip("\n")
    if not plan.changes:
        yield (
            "Nothing is to be changed in a file." if plan.variables else "Nothing is to be changed."
        )


def whom(options: argparse.Namespace, one: Survey, feed: str, name: str | None) -> str | None:
    """Say whom a name is for, and ask where others would get to see a person's own.

    Raises UsageError where nobody may be asked: a yes to the change is no answer to that.
    """
    where: str | None = getattr(options, "where", None)
    files = naming.shared(one, feed, name) if where is None else ()
    if where or not files or name is None:
        return where
    reports = [report for _, report in one.feeds()[feed]]
    user = masked(name, naming.secret_names(reports, name))
    places = ", ".join(str(documents.place(each.path, one.project)) for each in files)
    why = f"{user} is a name of yours, and others share {places}"
    mine = _alternative(one, feed, name)
    if options.dry_run:
        say([f"{why}.", f"  --in {ME}: {mine}"])
        return None
    if options.yes or options.no_input or not sys.stdin.isatty():
        hint = f"say whom it is for: --in {EVERYONE} writes it there, --in {ME}: {mine}"
        raise UsageError(why, hint)
    say([f"{why}.", f"  {EVERYONE}  write it there all the same", f"  {ME:<7}  {mine}"])
    return _answered()


def _answered() -> str:
    """Ask whom a name is for. Raises CancelledError where that is not answered."""
    print(f"Whom is it for? [{EVERYONE}/{ME}/N] ", end="", file=sys.stderr, flush=True)
    said = sys.stdin.readline().strip().lower()
    for each in (EVERYONE, ME):
        if said and each.startswith(said):
            return each
    raise CancelledError("nothing is changed")


def _alternative(one: Survey, feed: str, name: str) -> str:
    """Say in a clause what brings a name to the tools of one person alone."""
    try:
        plan = naming.plan(one, feed, name, ME)
    except KeydexError as error:
        return error.message
    files = [f"write {documents.place(each.path, one.project)}" for each in plan.changes]
    return "; ".join([*files, *naming.assignments(plan, one)]) or "nothing is to be changed"


def _printed(options: argparse.Namespace, one: Survey, feed: str) -> int:
    """Print the username that each tool has for an index."""
    rows = [
        {
            "tool": configuration.installation.tool,
            "username": report.index.username and masked(report.index.username, report.secrets),
            "username_from": report.index.username_from,
        }
        for configuration, report in one.feeds()[feed]
    ]
    if options.format == "json":
        commands.show(options, {"schema": "keydex.username/1", "usernames": rows}, no_lines)
    elif not any(row["username"] for row in rows):
        name = word(one, feed)
        raise KeydexError(f"{name} has no username", f"keydex username {name} NAME")
    elif len({row["username"] for row in rows}) == 1:
        print(printing.safe(str(rows[0]["username"])))
    else:
        for row in rows:
            print(f"{row['tool']}  {printing.safe(row['username'] or 'no username')}")
    return 0 if any(row["username"] for row in rows) else 1
