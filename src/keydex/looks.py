"""What stands behind each keyring, looked at without a question to it."""

from collections.abc import Mapping
from pathlib import Path

from keydex.asking import Means
from keydex.errors import KeyringError
from keydex.keyrings import Store
from keydex.keyrings.interpreters import interpreter
from keydex.model import Access, Via
from keydex.nouns import dataclass
from keydex.survey import Survey


@dataclass(frozen=True, slots=True)
class Look:
    """A store, or why there is none to see; `prompts` where a question may put one to a person."""

    store: Store | None = None
    reason: str = ""
    prompts: bool = True


Looks = Mapping[Access, Look]


def look(access: Access, survey: Survey, means: Means) -> Look:
    """Look at one keyring. It runs the keyring's interpreter."""
    if access.via is Via.NONE:
        return Look(reason="no keyring", prompts=False)
    try:
        store = means.describe(access, survey.environment, log=means.log, cancelled=means.cancelled)
    except KeyringError as error:
        return Look(reason=error.message)
    return Look(store, prompts=store.prompts)


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
