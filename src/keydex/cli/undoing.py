"""`undo`: undo what keydex wrote to files last."""

import argparse

from keydex import edits
from keydex.cli import asking, commands
from keydex.cli.changing import confirm, done, say
from keydex.workflows import journal, undoing, writing


def undo(options: argparse.Namespace) -> int:
    """Show what the last write to files leads back to, ask, and undo it."""
    where = commands.environment(options)
    changes = journal.planned(where)
    say([edits.diff(change).rstrip("\n") for change in changes])
    say([f"{change.path} is taken away again" for change in changes if change.removes])
    if not changes:
        say(["There is nothing to undo."])
    if options.dry_run or not changes:
        return done(options, "undo", writing.dry(changes))
    confirm(options, "Undo this?")
    means = asking.means_of(options)
    return done(options, "undo", undoing.undone(changes, means, where))
