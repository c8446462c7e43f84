"""`rotate`: give all that holds a secret a new one, or end what was left unfinished."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from keydex.cli import asking, commands
from keydex.cli.asking import asked
from keydex.cli.changing import Json, confirm, done, present, readable, say
from keydex.cli.prompting import handed
from keydex.config.rotation import Rotation
from keydex.environment import Environment
from keydex.model import Step
from keydex.rules import Case
from keydex.secret import Secret
from keydex.survey import Survey, chosen
from keydex.words import NO_INDEX
from keydex.workflows import pasting, rotating
from keydex.workflows.deleting import Entry

PROMPT = "New password or token"


def rotate(options: argparse.Namespace) -> int:
    """Rotate what the indexes use, or end the rotation that was left unfinished."""
    where, more = commands.environment(options), Json()
    journal = rotating.Journal(where)
    if unfinished := rotating.pending(journal):
        steps = _ended(options, where, journal, unfinished)
    elif options.undo:
        say(["There is no rotation to undo."])
        steps = iter(())
    else:
        steps = _rotated(options, journal, more)
    return done(options, "rotate", steps, more)


def _ended(
    options: argparse.Namespace, where: Environment, journal: rotating.Journal, found: Rotation
) -> Iterator[Step]:
    """Show what was left unfinished, ask, and end it."""
    goes_back = options.undo or rotating.leads_back(found)
    if found.only_forgets:
        say([f"A rotation in {found.project} was not finished: {rotating.FORGETS}."])
        planned, question = [Step("planned", "forget what was put aside")], "Finish it?"
    else:
        say([f"A rotation in {found.project} was not finished: {len(found.places)} to write."])
        say([f"Its entries get the {'old' if goes_back else 'new'} secret."])
        what = "put back" if goes_back else "store"
        planned = [rotating.step("planned", what, each) for each in found.places]
        question = "Undo it?" if goes_back else "Finish it? (--undo puts the old one back)"
    if options.dry_run:
        yield from planned
        return
    confirm(options, question)
    means = asking.means_of(options)
    bench = rotating.Bench(Survey(where, ()), means, journal)
    yield from rotating.recovered(bench, undo=options.undo)
    if options.stdin or options.indexes:
        say(["That ended the rotation that was left unfinished: run it again for a new secret."])


def _rotated(options: argparse.Namespace, journal: rotating.Journal, more: Json) -> Iterator[Step]:
    """Plan what gets a new secret, and give it one."""
    if plan := _planned(options):
        yield from _given(options, plan, journal, more)
    else:
        say([NO_INDEX])


def _given(
    options: argparse.Namespace, plan: rotating.Plan, journal: rotating.Journal, more: Json
) -> Iterator[Step]:
    """Show the plan, ask for the new secret, verify it and write it everywhere."""
    means = asking.means_of(options)
    more |= {"unreached": list(plan.unreached), "pages": list(plan.pages)}
    say(present(Entry(*each.key, each.tools) for each in plan.entries))
    say(f"not reached: {each}" for each in plan.unreached)
    if options.dry_run:
        yield from rotating.dry(plan)
        return
    say(f"A new one is made at {page}" for page in plan.pages)
    if options.stdin:
        _confirm(options, plan)
    secret, now = _secret(options, plan), datetime.now(UTC)
    environment = plan.survey.environment
    doubts = (pasting.doubts(secret, use, environment, now) for use in plan.uses)
    say(dict.fromkeys(each for some in doubts for each in some))
    if not options.no_verify:
        say(rotating.verified(plan, secret, means))
    if not options.stdin:
        _confirm(options, plan)
    bench = rotating.Bench(plan.survey, means, journal)
    yield from rotating.rotated(plan, secret, bench, verify=not options.no_verify)
    say(pasting.end(secret, now))
    say(f"Now revoke the old one at {page}" for page in plan.pages)


def _planned(options: argparse.Namespace) -> rotating.Plan | None:
    """Ask the keyrings who holds what, and plan; None where nobody has an index of their own.

    Raises KeydexError.
    """
    whole, means = commands.read(options), asking.means_of(options)
    readable(whole)
    feeds = chosen(whole, options.indexes)
    held = rotating.holdings(asked(whole, means, every=True), means)
    is_used = any(each.serves for each in held.entries) or any(Case(held.survey).private())
    if not options.indexes and not is_used:
        return None
    return rotating.planned(held, feeds, only=options.only, any_of=not options.indexes)


def _secret(options: argparse.Namespace, plan: rotating.Plan) -> Secret:
    text = handed(options, PROMPT, "nothing is changed")
    if trouble := rotating.trouble(text, plan):
        raise trouble
    return Secret(text)


def _confirm(options: argparse.Namespace, plan: rotating.Plan) -> None:
    count = len({each.key[1:] for each in plan.entries})
    confirm(options, f"Write it to {count} {'entry' if count == 1 else 'entries'}?")
