"""Say of each stage of an index how far it is, and what does it."""

from collections.abc import Iterable, Sequence

from keydex import hosts
from keydex.asking import is_unknown, lacks
from keydex.findings import Finding
from keydex.keyrings.replies import FAIL, NO_BACKEND
from keydex.model import Via, spelled
from keydex.rings import shown
from keydex.rules.case import Case, Where, who
from keydex.rules.planning import place
from keydex.rules.plugins.fitting import answering, installed
from keydex.secret import masked
from keydex.words import is_asked
from keydex.workflows.onboarding.stages import Stage, State, Task, Way, stage

Findings = tuple[Finding, ...]


def tasks(
    case: Case, wheres: Sequence[Where], out: Sequence[Where], findings: Iterable[Finding]
) -> tuple[Task, ...]:
    """Say of each stage how far it is; `out` is who does not get in, `findings` why not."""
    by: dict[Stage | None, Findings] = {}
    for each in findings:
        by[stage(each)] = (*by.get(stage(each), ()), each)
    of_credential = by.get(Stage.CREDENTIAL, ())
    way = _way(case, out, of_credential)
    is_plain = way is Way.PLAIN
    known = [
        _task(Stage.KEYRING, by.get(Stage.KEYRING, ()), _keyrings(case, wheres)),
        _task(Stage.SETTING, by.get(Stage.SETTING, ()), _asking(wheres), waits=is_plain),
        _username(case, wheres, by.get(Stage.USERNAME, ()), waits=is_plain),
    ]
    is_open = any(each.state is State.OPEN for each in known)
    known.append(_credential(case, out, of_credential, way, is_open=is_open))
    is_open = any(each.state is not State.DONE for each in known)
    known.append(_proof(wheres, out, by.get(Stage.PROOF, ()), is_open=is_open))
    return tuple(known)


def _task(name: Stage, findings: Findings, done: str, *, waits: bool = False) -> Task:
    """Return a stage that its findings keep open; what no netrc needs waits."""
    if not findings:
        return Task(name, State.DONE, done)
    state = State.LATER if waits else State.OPEN
    return Task(name, state, findings[0].message, findings)


def _keyrings(case: Case, wheres: Sequence[Where]) -> str:
    """Name the keyrings that the tools reach, with their releases."""
    found = []
    for access in dict.fromkeys(each.access for each, _ in wheres):
        if ring := case.rings.get(access):
            name = shown(case.environment, ring.executable or ring.prefix or ring.interpreter)
            found.append(f"{name} {spelled(ring.version)}".strip())
    return ", ".join(dict.fromkeys(found)) or "none is needed"


def _asking(wheres: Sequence[Where]) -> str:
    """Say which tools ask."""
    names = [each.installation.tool for each, report in wheres if report.lookups]
    return who(names, "asks") if names else "no setting is in the way"


def _username(case: Case, wheres: Sequence[Where], findings: Findings, *, waits: bool) -> Task:
    """Say which usernames there are; of a tool that asks nothing it is not known what it needs."""
    silent = [
        configuration.installation.tool
        for configuration, report in wheres
        if report.silence and not report.sources and report.index.username is None
    ]
    if silent and not findings:
        return Task(Stage.USERNAME, State.LATER, f"None is set for {', '.join(silent)}.")
    return _task(Stage.USERNAME, findings, _usernames(case, wheres), waits=waits)


def _usernames(case: Case, wheres: Sequence[Where]) -> str:
    """Name the usernames that the tools have, with their places."""
    found = []
    for _, report in wheres:
        if user := report.index.username:
            first = report.index.origins[0] if report.index.origins else None
            at = place(case.environment, report.index.username_at or first)
            found.append(masked(f"{user}, {at}", report.secrets))
    return "; ".join(dict.fromkeys(found)) or "the tools ask for anyone's"


def _way(case: Case, out: Sequence[Where], findings: Findings) -> Way:
    """Choose how the tools that lack a credential come by one."""
    if any(each.fix.copies for each in findings):
        return Way.MEND
    if any(_is_unasked(where) for where in out):
        return Way.ASK
    if _plugin(case, out) and _login(out):
        return Way.LOGIN
    wanting = [each for each in out if _wants_keyring(each)]
    is_plain = wanting and all(_has_no_store(case, where) for where in wanting)
    return Way.PLAIN if is_plain else Way.PASTE


def _is_unasked(where: Where) -> bool:
    """Say whether a keyring was not asked what a tool would ask it."""
    return is_asked(where[1]) and not where[1].answers and lacks(where[1])


def _wants_keyring(where: Where) -> bool:
    """Say whether a tool looks for a keyring, whether or not it reaches one."""
    return {where[0].access.via, where[0].access.wanted} != {Via.NONE}


def _has_no_store(case: Case, where: Where) -> bool:
    """Say whether a tool reaches no keyring, or one without a store."""
    configuration, report = where
    access = configuration.access
    if access.via is Via.NONE:
        return True
    look = case.looks.get(access)
    is_failing = bool(look and look.store and look.store.backends == (FAIL,))
    return is_failing or any(each.reason == NO_BACKEND.reason for each in report.answers)


def _credential(
    case: Case, out: Sequence[Where], findings: Findings, way: Way, *, is_open: bool
) -> Task:
    """Say whether there is a credential, and how it comes to be there."""
    lacking = [where for where in out if lacks(where[1])]
    if not lacking and not findings:
        return Task(Stage.CREDENTIAL, State.DONE, "there is one")
    copied = tuple(each for each in findings if each.fix.copies)
    what = _lack(case, lacking, findings, way)
    if way is Way.PLAIN or findings or any(is_asked(report) for _, report in lacking):
        return Task(Stage.CREDENTIAL, State.OPEN, what, copied or findings, way)
    silent = [report.silence.reason for _, report in lacking if report.silence]
    if is_open:
        return Task(Stage.CREDENTIAL, State.LATER, what, way=way)
    return Task(Stage.CREDENTIAL, State.OPEN, silent[0] if silent else what, way=Way.MEND)


def _lack(case: Case, lacking: Sequence[Where], findings: Findings, way: Way) -> str:
    """Say in a sentence what there is not."""
    tools = list(dict.fromkeys(each.installation.tool for each, _ in lacking))
    if way is Way.ASK:
        plugin = _plugin(case, lacking)
        if plugin:
            return f"{plugin} gets a token; it may have you sign in."
        return f"{who(tools, 'asks')} a keyring that was not asked yet, since it may prompt."
    if way is Way.LOGIN:
        return f"{_plugin(case, lacking)} gets no token before {_login(lacking)}."
    if way is Way.PLAIN:
        return "There is no store on this machine; a netrc file can hold it in plain text."
    return findings[0].message if findings else _nothing(tools, lacking)


def _nothing(tools: Sequence[str], lacking: Sequence[Where]) -> str:
    """Say that nothing is found, or that nobody knows."""
    answers = (each for _, report in lacking for each in report.answers)
    if unknown := next(filter(is_unknown, answers), None):
        return f"{who(tools, 'asks')} a keyring that gives no answer: {unknown.reason}."
    return f"{who(tools, 'finds')} nothing."


def _login(wheres: Sequence[Where]) -> str:
    """Return the command that logs a person in at the host of an index."""
    host = hosts.kind(wheres[0][1].index.url) if wheres else None
    return host.login if host else ""


def _plugin(case: Case, lacking: Sequence[Where]) -> str:
    """Name the plugin that answers for one of some indexes."""
    feeds = {(each.access, report.feed) for each, report in lacking}
    for (configuration, report), present, asked in installed(case):
        if (configuration.access, report.feed) in feeds and (one := answering(present, asked)):
            return one.package
    return ""


def _proof(
    wheres: Sequence[Where], out: Sequence[Where], findings: Findings, *, is_open: bool
) -> Task:
    """Say what the index says to each tool, without and with what it finds."""
    said = [report.probe for _, report in (*out, *wheres) if report.probe]
    if findings:
        return Task(Stage.PROOF, State.OPEN, findings[0].message, findings)
    if out and not is_open:
        return Task(Stage.PROOF, State.OPEN, f"{said[0].reason}." if said else "It is not known.")
    if out or not said:
        files = any(each.about == "file" for _, report in wheres for each in report.lookups)
        also = " and one file of the lock" if files else ""
        return Task(Stage.PROOF, State.LATER, f"The index{also}, without and with the credential.")
    return Task(Stage.PROOF, State.DONE, said[0].reason)
