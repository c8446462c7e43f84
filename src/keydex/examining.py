"""Gather what the rules look at: from the disk, then from keyrings and indexes, then by writing."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from keydex import keyrings, resolving, rings
from keydex.asking import Means, answered, silences, tested
from keydex.errors import KeyringError
from keydex.looks import Look, Looks, is_of_project, look
from keydex.model import Access, Fallback
from keydex.rules import Case, Needs
from keydex.survey import Survey

T = TypeVar("T")
Say = Callable[[str], None]


def examined(survey: Survey, means: Means, needs: Needs, *, now: datetime, say: Say) -> Case:
    """Gather what rules of that need look at; `say` is told what is done next."""
    case = replace(on_disk(survey, today=now.date()), now=now)
    if needs >= Needs.KEYRINGS:
        case = asked(case, means, say)
    if needs >= Needs.INDEXES:
        say("asking the indexes")
        case = replace(case, survey=tested(case.survey, means))
        case = replace(case, fallbacks=resolving.fallbacks(case.survey, means))
    if needs >= Needs.ENTRY:
        say("writing, reading and deleting a throwaway entry in each keyring")
        ready = [each for each in case.rings if each not in silences(case.survey)]
        trips = _side_by_side(ready, lambda access: _round_trip(access, case, means))
        case = replace(case, round_trips=trips)
    return case


def on_disk(survey: Survey, *, today: date) -> Case:
    """Gather what files say; nothing is started, asked or written."""
    environment = survey.environment
    accesses = dict.fromkeys(each.access for each in survey.configurations)
    found = {access: rings.of_access(environment, access) for access in accesses}
    reached = {access: ring for access, ring in found.items() if ring}
    return Case(survey, reached, rings.commands(environment), today=today)


def case_of(
    survey: Survey, looks: Looks, fallbacks: tuple[Fallback, ...] = (), *, now: datetime
) -> Case:
    """Gather what files say, with the looks, answers and probes that there are already."""
    case = on_disk(survey, today=now.date())
    found = {way: each for way, each in looks.items() if way in case.rings}
    return replace(case, looks=found, fallbacks=fallbacks, now=now)


def known(survey: Survey, looks: Looks) -> Needs:
    """Say which needs of rules are met by what there is."""
    if any(report.probe for _, report in survey.reports()):
        return Needs.INDEXES
    return Needs.KEYRINGS if looks else Needs.FILES


def asked(case: Case, means: Means, say: Say, *, prompts: bool = True) -> Case:
    """Look at each keyring, and ask it what the tools would ask.

    One that may prompt, or that the project brought along, is asked only if it `prompts`.
    """
    say("looking at the keyrings")
    ways = dict.fromkeys(each.access for each in case.survey.configurations)
    seen = [each for each in ways if not is_of_project(each, case.survey)]
    seen = list(case.rings) if prompts else seen
    looks = _side_by_side(seen, lambda access: look(access, case.survey, means))
    prompting = [access for access, each in looks.items() if each.prompts]
    free = [access for access in seen if prompts or access not in prompting]
    if prompts and prompting:
        tools = " and ".join(dict.fromkeys(name for each in prompting for name in case.tools(each)))
        say(f"asking the keyrings; that of {tools} may ask you something")
    else:
        say("asking the keyrings")
    survey = case.survey
    for each in answered(survey, means, ways=None if prompts else free):
        survey = each
    silent = silences(survey)
    ready = [each for each in free if _is_open(looks[each]) and each not in silent]
    murmurs = _side_by_side(ready, lambda access: _murmur(access, case, means))
    said = {access: words for access, words in murmurs.items() if words}
    return replace(case, survey=survey, looks=looks, murmurs=said)


def _is_open(one: Look) -> bool:
    """Say whether a store is there that puts no prompt to a person, whatever it is asked for."""
    return one.store is not None and not (one.store.locked is True or one.store.unlockable)


def _murmur(access: Access, case: Case, means: Means) -> str:
    return keyrings.murmur(access, case.environment, log=means.log, cancelled=means.cancelled)


def _round_trip(access: Access, case: Case, means: Means) -> str:
    """Say what became of a throwaway entry: nothing where all went well.

    It is not cancelled on its way, so that the entry is deleted; it ends in time by itself.
    """
    try:
        keyrings.round_trip(means.connect(access, case.environment, log=means.log))
    except KeyringError as error:
        return error.message
    return ""


def _side_by_side(accesses: Collection[Access], act: Callable[[Access], T]) -> dict[Access, T]:
    """Do something with several keyrings at once, and return what comes of each."""
    with ThreadPoolExecutor(max_workers=len(accesses) or 1) as pool:
        return dict(zip(accesses, pool.map(act, accesses), strict=True))
