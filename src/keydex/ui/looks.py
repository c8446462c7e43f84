"""Look at every keyring beside the event loop."""

import asyncio
from functools import partial

from keydex.asking import Means
from keydex.looks import Look, Looks, is_of_project, look
from keydex.model import Access, Configuration
from keydex.survey import Survey
from keydex.ui.threads import in_thread

OWN = Look(reason="not looked at: it is the project's own")


async def looked(survey: Survey, means: Means) -> Looks:
    """Look at every keyring but those of the project, all at once."""
    ways = list(dict.fromkeys(each.access for each in survey.configurations))
    looks = (_look(each, survey, means) for each in ways)
    return dict(zip(ways, await asyncio.gather(*looks), strict=True))


async def _look(access: Access, survey: Survey, means: Means) -> Look:
    if is_of_project(access, survey):
        return OWN
    return await in_thread(partial(look, access, survey, means))


def may_prompt(configuration: Configuration, looks: Looks) -> bool:
    """Say whether asking a tool's keyring may prompt; what was not looked at may."""
    return looks.get(configuration.access, Look()).prompts
