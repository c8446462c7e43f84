"""`set` and `delete`: what changes something, shown before and told after."""

import argparse
import sys
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keydex import documents
from keydex.asking import Means
from keydex.cli import asking, commands, printing
from keydex.cli.asking import asked
from keydex.cli.entries import UNLISTED
from keydex.cli.prompting import handed, named
from keydex.errors import CancelledError, KeydexError, UsageError
from keydex.matrix import stocks
from keydex.model import Credential, Step, Verdict
from keydex.secret import Secret, masked
from keydex.survey import Survey, chosen, word
from keydex.tools import TOOLS
from keydex.workflows import copying, deleting, pasting, plainly, storing

Json = dict[str, Any]


def store(options: argparse.Namespace) -> int:
    """Store a credential so that the chosen tools find it."""
    one = commands.read(options)
    (feed,) = chosen(one, [options.index])
    steps = plainly_stored if options.to == "netrc" else stored
    return done(options, "set", steps(options, one, feed))


def stored(options: argparse.Namespace, one: Survey, feed: str) -> Iterator[Step]:
    """Plan what is to be stored, ask for the secret, verify it and store it."""
    means = asking.means_of(options)
    one = asked(one, means, every=True, feeds=[feed])
    plan, copied = _planned(options, one, feed)
    say(entries(plan))
    if options.dry_run:
        yield from storing.dry(plan)
        return
    secret, now = copied or _secret(options, plan), datetime.now(UTC)
    say(pasting.doubts(secret, plan, one.environment, now))
    _verify(options, one, Credential(plan.username, secret), plan, means)
    yield from storing.stored(one, plan, secret, means)
    say(pasting.end(secret, now))


def plainly_stored(options: argparse.Namespace, one: Survey, feed: str) -> Iterator[Step]:
    """Plan a login in the netrc file, ask for the secret, verify it and write it."""
    if options.source:
        raise UsageError("--from copies within keyrings: leave --to netrc out")
    readable(one)
    reports, means = one.feeds()[feed], asking.means_of(options)
    username = options.username or storing.username_of(reports) or _owner(options, one, feed)
    plan = plainly.plan(one, feed, username)
    say(_in_plain(plan))
    if options.dry_run:
        yield from plainly.dry(plan)
        return
    secret, now = _secret(options, plan), datetime.now(UTC)
    say(pasting.doubts(secret, plan, one.environment, now))
    _verify(options, one, Credential(username, secret), plan, means)
    yield from plainly.stored(one, plan, secret, means)
    say(pasting.end(secret, now))


def _verify(
    options: argparse.Namespace,
    one: Survey,
    credential: Credential,
    plan: pasting.Plan,
    means: Means,
) -> None:
    """Ask the index before anything is stored, and say what it says. Raises KeydexError."""
    if not options.no_verify:
        said = storing.verified(one, plan.feed, credential, means)
        verdict = "the index accepts it" if said.verdict is Verdict.ACCEPTED else said.reason
        say([f"{verdict}."])


def _in_plain(plan: plainly.Plan) -> Iterator[str]:
    """Say what a login in the netrc file means, before it is there."""
    yield f"{plan.path}: plain text that only you can read, one login for all of {plan.host}"
    yield masked(f"for {', '.join(plan.served)}, as {plan.username}", plan.secrets)
    if plan.shared_with:
        others = ", ".join(plan.shared_with)
        yield masked(f"  ! every index on that host gets it, also {others}", plan.secrets)
    if plan.unserved:
        yield f"not for {', '.join(plan.unserved)}, which would not send it"


def _planned(
    options: argparse.Namespace, one: Survey, feed: str
) -> tuple[storing.Plan, Secret | None]:
    """Plan the entries, and return the secret where it is there already. Raises UsageError."""
    if not options.source:
        try:
            return storing.plan(one, feed, options.username), None
        except storing.NobodysError:
            return storing.plan(one, feed, _owner(options, one, feed)), None
        except UsageError as error:
            raise UsageError(error.message, _remedy(one, feed) or error.hint) from None
    if options.username or options.stdin:
        raise UsageError("--from takes the entry as it is: leave --username and --stdin out")
    if options.source not in TOOLS:
        raise UsageError(f"keydex knows no tool {options.source}", f"it knows {', '.join(TOOLS)}")
    return copying.planned(one, feed, options.source)


def _owner(options: argparse.Namespace, one: Survey, feed: str) -> str:
    """Ask whose secret it is. Raises NobodysError where nobody can be asked."""
    plainly = " --to netrc" if getattr(options, "to", None) == "netrc" else ""
    hint = f"keydex set {word(one, feed)} -u NAME{plainly}"
    options.username = named(options, storing.NobodysError(hint))
    return str(options.username)


def _remedy(one: Survey, feed: str) -> str:
    """Name the command that has a tool ask about a feed of which none asks anything."""
    from keydex.cli.doctoring import opened

    return "" if any(report.lookups for _, report in one.feeds()[feed]) else opened(one, feed)


def entries(plan: storing.Plan) -> Iterator[str]:
    """Say what would be stored where, for whom, and what it does not serve."""
    for entry, tools in storing.named(plan):
        line = f"{entry.service} as {entry.username}, for {', '.join(tools)}"
        yield masked(line, plan.secrets)
        if entry.shared_with:
            others = ", ".join(entry.shared_with)
            yield masked(f"  ! every index on that host gets it, also {others}", plan.secrets)
    for tool, reason in plan.unserved:
        yield f"not for {tool}: {reason}"


def _secret(options: argparse.Namespace, plan: pasting.Plan) -> Secret:
    """Read the secret of a plan. Raises UsageError."""
    user = masked(plan.username, plan.secrets)
    text = handed(options, f"Password or token of {user}")
    if trouble := pasting.trouble(text, plan):
        raise trouble
    return Secret(text)


def delete(options: argparse.Namespace) -> int:
    """Delete the entries that the tools would find, with --orphans also those that none asks."""
    means = asking.means_of(options)
    whole = commands.read(options)
    feeds = chosen(whole, options.indexes)
    whole = asked(whole, means, every=True, feeds=feeds)
    found = tuple(each for feed in feeds for each in deleting.entries(whole, feed))
    if options.orphans:
        kept = stocks(whole, means, feeds)
        unasked = (each for feed in feeds for each in deleting.unasked(whole, feed, kept))
        # What stands under a bare host may be another project's: that is chosen in the app.
        found += tuple(each for each in unasked if "://" in each.service)
        say(UNLISTED.format(tool) for tool in deleting.unlisted(whole, kept))
    found = tuple(dict.fromkeys(found))
    if not found:
        say(_unfound(options, whole, feeds))
        return done(options, "delete", ())
    say(present(found))
    if options.dry_run:
        return done(options, "delete", deleting.dry(found))
    count = len(tuple(present(found)))
    confirm(options, f"Delete {count} {'entry' if count == 1 else 'entries'}?")
    return done(options, "delete", deleting.deleted(whole, found, means))


def _unfound(options: argparse.Namespace, one: Survey, feeds: Iterable[str]) -> Iterator[str]:
    """Say that there is nothing to delete, or what keeps tools from asking for what is there."""
    reasons = list(dict.fromkeys(line for feed in feeds for line in deleting.silent(one, feed)))
    if options.orphans or not reasons:
        yield "There is no entry to delete."
        return
    yield "No tool asks for an entry that is there."
    yield from (f"  {line}" for line in reasons)
    words = " ".join(word(one, feed) for feed in feeds)
    yield f"  → what no tool asks for is deleted by: keydex delete {words} --orphans"


def present(found: Iterable[deleting.Entry]) -> Iterator[str]:
    """Say which entries are there, and which tools find them."""
    tools: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for each in found:
        shown = masked(f"{each.service} as {each.username}", each.secrets)
        tools.setdefault((each.service, each.username), (shown, []))[1].extend(each.tools)
    for name, names in tools.values():
        by = f"found by {', '.join(dict.fromkeys(names))}"
        yield f"{name}, {by if names else 'which no tool finds here'}"


def readable(one: Survey) -> None:
    """Change nothing while a file can't be read. Raises ConfigError."""
    from keydex.errors import ConfigError

    for problem in one.problems:
        raise ConfigError(problem.reason, problem.path, problem.line, problem.key)


def no_lines(_: Json) -> Iterator[str]:
    """Print nothing more: what there is to say was said on the way."""
    return iter(())


def confirm(options: argparse.Namespace, question: str) -> None:
    """Ask before a change; raises where the answer is no, or where nobody may be asked."""
    if not agreed(options, question):
        raise CancelledError("nothing is changed")


def agreed(options: argparse.Namespace, question: str) -> bool:
    """Ask before a change, as a workflow with more answers does. Raises UsageError for nobody."""
    if options.yes:
        return True
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("nobody can be asked, so nothing is changed", "say --yes to do it")
    if ask := getattr(options, "ask", None):
        return bool(ask(question))
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def say(lines: Iterable[str]) -> None:
    """Tell what is about to happen; results alone go to standard output."""
    for line in lines:
        for each in line.split("\n"):
            print(printing.safe(each), file=sys.stderr)


def done(
    options: argparse.Namespace, name: str, steps: Iterable[Step], more: Json | None = None
) -> int:
    """Print what was done as it is done; returns the exit code, or raises what ended it.

    `more` is for the document of a script alone.
    """
    found: dict[str, list[Json]] = {"done": [], "failed": [], "undone": []}
    if options.dry_run:
        found["planned"] = []
    trouble: KeydexError | None = None
    try:
        for step in steps:
            found[step.outcome].append(_described(step))
            if options.format == "text":
                print(_line(step))
    except KeydexError as error:
        trouble = error
    except KeyboardInterrupt:
        trouble = _ended(steps) or CancelledError("interrupted; nothing is half done")
    if options.format == "json":
        if trouble and not any(found.values()):
            raise trouble
        document: Json = {"schema": f"keydex.{name}/1", **found, **(more or {})}
        commands.show(options, document | documents.trouble(trouble), no_lines)
    elif trouble:
        print(f"keydex: {printing.safe(trouble.message)}", file=sys.stderr)
        if trouble.hint:
            print(f"  → {printing.safe(trouble.hint)}", file=sys.stderr)
    if trouble:
        return trouble.exit
    return 4 if found["failed"] else 0


def _ended(steps: Iterable[Step]) -> KeydexError | None:
    """Let steps that were interrupted between two put back what they have done."""
    try:
        if isinstance(steps, Generator):
            steps.close()
    except KeydexError as error:
        return error
    return None


def _described(step: Step) -> Json:
    entry = {"service": step.service, "username": step.username}
    described: Json = {"what": step.what, "where": step.where, "tool": step.tool}
    if step.service is not None:
        described["entry"] = entry
    return described | ({"reason": step.reason} if step.reason else {})


def _line(step: Step) -> str:
    glyph = {"done": "✓", "failed": "✗", "undone": "·", "planned": "·"}[step.outcome]
    place = f"{step.service} as {step.username}" if step.service else Path(step.where).name
    reason = f": {step.reason}" if step.reason else ""
    return printing.safe(f"{glyph} {step.what}  {place}".rstrip() + reason)
