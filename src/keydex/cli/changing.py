"""`set`, `delete` and `username`: what changes something, shown before and told after."""

import argparse
import getpass
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keydex import documents, edits, naming
from keydex.asking import Means
from keydex.cli import commands, printing
from keydex.cli.asking import asked
from keydex.errors import CancelledError, KeydexError, UsageError
from keydex.model import Credential, Step, Verdict
from keydex.secret import Secret, masked
from keydex.survey import Survey, chosen
from keydex.tools import TOOLS
from keydex.workflows import copying, deleting, pasting, plainly, storing, writing

Json = dict[str, Any]
LARGEST = 2**16  # Bytes; no store takes a secret that is longer.


def store(options: argparse.Namespace) -> int:
    """Store a credential so that the chosen tools find it."""
    one = commands.read(options)
    (feed,) = chosen(one, [options.index])
    steps = plainly_stored if options.to == "netrc" else stored
    return done(options, "set", steps(options, one, feed))


def stored(options: argparse.Namespace, one: Survey, feed: str) -> Iterator[Step]:
    """Plan what is to be stored, ask for the secret, verify it and store it."""
    means = Means(log=commands.log(options))
    one = asked(one, means, every=True, feeds=[feed])
    plan, copied = _planned(options, one, feed)
    say(entries(plan))
    if options.dry_run:
        yield from storing.dry(plan)
        return
    secret, now = copied or _secret(options, plan), datetime.now(UTC)
    say(pasting.doubts(secret, plan, one.environment, now))
    credential = Credential(plan.entries[0].username, secret)
    if not options.no_verify:
        said = storing.verified(one, feed, credential, means)
        verdict = "the index accepts it" if said.verdict is Verdict.ACCEPTED else said.reason
        say([f"{verdict}."])
    yield from storing.stored(one, plan, secret, means)
    say(pasting.end(secret, now))


def plainly_stored(options: argparse.Namespace, one: Survey, feed: str) -> Iterator[Step]:
    """Plan a login in the netrc file, ask for the secret, verify it and write it."""
    if options.source:
        raise UsageError("--from copies within keyrings: leave --to netrc out")
    _readable(one)
    reports, means = one.feeds()[feed], Means(log=commands.log(options))
    username = options.username or storing.username_of(reports)
    if username is None:
        raise UsageError("nobody says whose password it is", "name the user: -u NAME")
    plan = plainly.plan(one, feed, username)
    say(_in_plain(plan))
    if options.dry_run:
        yield Step("planned", "write a login", where=str(plan.path))
        return
    secret = Secret(handed(options, masked(f"Password or token of {username}", plan.secrets)))
    login = Credential(username, secret)
    change = plainly.added(one, feed, login)
    if not options.no_verify:
        said = storing.verified(one, feed, login, means)
        say([f"{'the index accepts it' if said.verdict is Verdict.ACCEPTED else said.reason}."])
    yield from writing.written((change,), means)


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
        return storing.plan(one, feed, options.username), None
    if options.username or options.stdin:
        raise UsageError("--from takes the entry as it is: leave --username and --stdin out")
    if options.source not in TOOLS:
        raise UsageError(f"keydex knows no tool {options.source}", f"it knows {', '.join(TOOLS)}")
    return copying.planned(one, feed, options.source)


def entries(plan: storing.Plan) -> Iterator[str]:
    """Say what would be stored where, for whom, and what it does not serve."""
    tools: dict[tuple[str, str, str], list[str]] = {}
    for entry in plan.entries:
        key = entry.service, entry.username, ", ".join(entry.shared_with)
        tools.setdefault(key, []).extend(entry.tools)
    for (service, user, others), names in tools.items():
        line = f"{service} as {user}, for {', '.join(dict.fromkeys(names))}"
        yield masked(line, plan.secrets)
        if others:
            yield masked(f"  ! every index on that host gets it, also {others}", plan.secrets)
    for tool, reason in plan.unserved:
        yield f"not for {tool}: {reason}"


def _secret(options: argparse.Namespace, plan: storing.Plan) -> Secret:
    """Read the secret of a plan. Raises UsageError."""
    user = masked(plan.entries[0].username, plan.secrets)
    text = handed(options, f"Password or token of {user}")
    if trouble := pasting.trouble(text, plan):
        raise trouble
    return Secret(text)


def handed(options: argparse.Namespace, what: str, so: str = "nothing is stored") -> str:
    """Read a secret from a hidden prompt or standard input. Raises UsageError."""
    if options.stdin:
        return _piped()
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for the secret", "hand it over with --stdin")
    try:
        return getpass.getpass(f"{printing.safe(what)}: ")
    except EOFError:
        raise CancelledError(f"no secret was given, so {so}") from None


def _piped() -> str:
    """Read a secret from standard input, without the line break at its end."""
    try:
        text = sys.stdin.buffer.read(LARGEST).decode()
    except UnicodeDecodeError:
        raise KeydexError("the secret is not UTF-8, so nothing is stored") from None
    return text.removesuffix("\n").removesuffix("\r")


def delete(options: argparse.Namespace) -> int:
    """Delete the entries that the tools would find."""
    means = Means(log=commands.log(options))
    one = commands.read(options)
    (feed,) = chosen(one, [options.index])
    one = asked(one.only([feed]), means, every=True)
    found = deleting.entries(one, feed)
    if not found:
        say(["There is no entry to delete."])
        return done(options, "delete", ())
    say(_present(found))
    if options.dry_run:
        return done(options, "delete", deleting.dry(found))
    confirm(options, f"Delete {len(found)} {'entry' if len(found) == 1 else 'entries'}?")
    return done(options, "delete", deleting.deleted(one, found, means))


def _present(found: Iterable[deleting.Entry]) -> Iterator[str]:
    """Say which entries are there, and which tools find them."""
    tools: dict[str, list[str]] = {}
    for each in found:
        name = masked(f"{each.service} as {each.username}", each.secrets)
        tools.setdefault(name, []).extend(each.tools)
    for name, names in tools.items():
        yield f"{name}, found by {', '.join(dict.fromkeys(names))}"


def username(options: argparse.Namespace) -> int:
    """Print the username of an index, or write it into the file that declares the index."""
    one = commands.read(options)
    (feed,) = chosen(one, [options.index])
    if options.name is None and not options.unset:
        return _usernames(options, one, feed)
    if options.name is not None and options.unset:
        raise UsageError("--unset takes no name")
    if options.name is not None and not options.name.strip():
        raise UsageError("a username can't be empty", "take it away with --unset")
    _readable(one)
    reports = naming.places(one, feed, options.where)
    changes = naming.planned(one, reports, None if options.unset else options.name)
    for change in changes:
        say([edits.diff(change).rstrip("\n")])
    if not changes:
        say(["Nothing is to be changed."])
    if options.dry_run or not changes:
        return done(options, "username", writing.dry(changes))
    confirm(options, "Write this?")
    return done(options, "username", writing.written(changes, Means(log=commands.log(options))))


def _readable(one: Survey) -> None:
    """Change nothing while a file can't be read. Raises ConfigError."""
    from keydex.errors import ConfigError

    for problem in one.problems:
        raise ConfigError(problem.reason, problem.path, problem.line, problem.key)


def _usernames(options: argparse.Namespace, one: Survey, feed: str) -> int:
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
    elif len({row["username"] for row in rows}) == 1:
        print(printing.safe(rows[0]["username"] or ""))
    else:
        for row in rows:
            print(f"{row['tool']}  {printing.safe(row['username'] or 'no username')}")
    return 0 if any(row["username"] for row in rows) else 1


def no_lines(_: Json) -> Iterator[str]:
    """Print nothing more: what there is to say was said on the way."""
    return iter(())


def confirm(options: argparse.Namespace, question: str) -> None:
    """Ask before a change; raises where the answer is no, or where nobody may be asked."""
    if not agreed(options, question):
        raise CancelledError("nothing is changed")


def agreed(options: argparse.Namespace, question: str) -> bool:
    """Ask before a change. Raises UsageError where nobody may be asked."""
    if options.yes:
        return True
    if options.no_input or not sys.stdin.isatty():
        raise UsageError("nobody can be asked, so nothing is changed", "say --yes to do it")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def say(lines: Iterable[str]) -> None:
    """Tell what is about to happen; results alone go to standard output."""
    for line in lines:
        for each in line.split("\n"):
            print(printing.safe(each), file=sys.stderr)


def done(options: argparse.Namespace, name: str, steps: Iterable[Step]) -> int:
    """Print what was done as it is done; returns the exit code, or raises what ended it."""
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
        trouble = CancelledError("interrupted; nothing is half done")
    if options.format == "json":
        if trouble and not any(found.values()):
            raise trouble
        document: Json = {"schema": f"keydex.{name}/1", **found}
        commands.show(options, document | documents.trouble(trouble), no_lines)
    elif trouble:
        print(f"keydex: {printing.safe(trouble.message)}", file=sys.stderr)
        if trouble.hint:
            print(f"  → {printing.safe(trouble.hint)}", file=sys.stderr)
    if trouble:
        return trouble.exit
    return 4 if found["failed"] else 0


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
