"""Gather what the rules look at: from the disk, then from keyrings and indexes, then by writing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from keydex import keyrings, rings
from keydex.asking import Means, answered, tested
from keydex.errors import KeyringError
from keydex.looks import look
from keydex.model import Access
from keydex.rules import Case, Needs
from keydex.survey import Survey

Say = Callable[[str], None]


def examined(survey: Survey, means: Means, needs: Needs, *, today: date, say: Say) -> Case:
    """Gather what rules of that need look at; `say` is told what is done next."""
    case = on_disk(survey, today=today)
    if needs >= Needs.KEYRINGS:
        case = _asked(case, means, say)
    if needs >= Needs.INDEXES:
        say("asking the indexes")
        case = replace(case, survey=tested(case.survey, means))
    if needs >= Needs.ENTRY:
        say("writing, reading and deleting a throwaway entry in each keyring")
        case = replace(case, round_trips=dict(_round_trips(case, means)))
    return case


def on_disk(survey: Survey, *, today: date) -> Case:
    """Gather what files say; nothing is started, asked or written."""
    environment = survey.environment
    accesses = dict.fromkeys(each.access for each in survey.configurations)
    found = {access: rings.of_access(environment, access) for access in accesses}
    reached = {access: ring for access, ring in found.items() if ring}
    return Case(survey, reached, rings.commands(environment), today=today)


def _asked(case: Case, means: Means, say: Say) -> Case:
    """Look at each keyring, and ask it what the tools would ask."""
    say("looking at the keyrings")
    looks = {access: look(access, case.survey, means) for access in case.rings}
    murmurs = {
        access: said
        for access in case.rings
        if (said := keyrings.murmur(access, case.environment, log=means.log))
    }
    case = replace(case, looks=looks, murmurs=murmurs)
    if prompting := [access for access, each in looks.items() if each.prompts]:
        tools = ", ".join(dict.fromkeys(name for each in prompting for name in case.tools(each)))
        say(f"asking the keyrings; that of {tools} may ask you something")
    else:
        say("asking the keyrings")
    survey = case.survey
    for each in answered(survey, means):
        survey = each
    return replace(case, survey=survey)


def _round_trips(case: Case, means: Means) -> Iterator[tuple[Access, str]]:
    """Yield what became of a throwaway entry in each keyring: empty where all went well."""
    for access in case.rings:
        try:
            way = means.connect(access, case.environment, log=means.log, cancelled=means.cancelled)
            keyrings.round_trip(way)
        except KeyringError as error:
            yield access, error.message
        else:
            yield access, ""
