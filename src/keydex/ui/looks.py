"""What stands behind each keyring, looked at without a question to it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from keydex.asking import Means
from keydex.errors import KeyringError
from keydex.keyrings import Store
from keydex.keyrings.interpreters import interpreter
from keydex.model import Access, Configuration, Via
from keydex.survey import Survey
from keydex.ui.session import Session
from keydex.ui.threads import in_thread


@dataclass(frozen=True, slots=True)
class Look:
    """A store, or why there is none to see; `prompts` where a question may put one to a person."""

    store: Store | None = None
    reason: str = ""
    prompts: bool = True


Looks = Mapping[Access, Look]


def way(access: Access) -> Access:
    """Return the way to a keyring, whatever it was chosen by."""
    return replace(access, reason="")


def is_of_project(access: Access, survey: Survey) -> bool:
    """Say whether asking would start a program that the project brought along."""
    environment = survey.environment
    resolve = environment.machine.resolve
    folders = {environment.folder, *(each.project for each in survey.configurations)}
    own = {each for each in folders if not environment.home.is_relative_to(each)}
    programs = [each for each in (access.executable, access.interpreter) if each]
    if access.executable and (words := interpreter(access.executable, environment)):
        programs.append(Path(words[0]))
    return any(
        each.is_relative_to(folder) or resolve(each).is_relative_to(resolve(folder))
        for each in programs
        for folder in own
    )


async def looked(survey: Survey, session: Session, means: Means) -> Looks:
    """Look at every keyring but those of the project, all at once."""
    ways = list(dict.fromkeys(way(each.access) for each in survey.configurations))
    looks = (_look(each, survey, session, means) for each in ways)
    return dict(zip(ways, await asyncio.gather(*looks), strict=True))


async def _look(access: Access, survey: Survey, session: Session, means: Means) -> Look:
    if access.via is Via.NONE:
        return Look(reason="no keyring", prompts=False)
    if is_of_project(access, survey):
        return Look(reason="not looked at: it is the project's own")
    call = partial(
        session.describe, access, session.environment, log=means.log, cancelled=means.cancelled
    )
    try:
        store = await in_thread(call)
    except KeyringError as error:
        return Look(reason=error.message)
    return Look(store, prompts=store.prompts)


def may_prompt(configuration: Configuration, looks: Looks) -> bool:
    """Say whether asking a tool's keyring may prompt; what was not looked at may."""
    return looks.get(way(configuration.access), Look()).prompts
