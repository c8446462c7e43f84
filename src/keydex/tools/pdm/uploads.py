"""What `pdm publish` asks a keyring (cli/commands/publish, project/config.py)."""

from collections.abc import Mapping
from dataclasses import replace

from keydex.model import Credential, Origin, Version
from keydex.model import Source as Login
from keydex.secret import Secret
from keydex.tools.pdm import releases, urls
from keydex.tools.pdm.arguments import Arguments
from keydex.tools.pdm.asking import Question, Search
from keydex.tools.pdm.settings import Setting, Settings, table
from keydex.tools.pdm.sources import PYPI, Source, of_files, updated

REPOSITORY = "repository"
DEFAULTS = {PYPI: "https://upload.pypi.org/legacy/", "testpypi": "https://test.pypi.org/legacy/"}
UNKNOWN = "__unknown__"


def configured(settings: Settings) -> tuple[str, ...]:
    """Name the repositories that files configure, those of the project first."""
    documents = (*settings.local, *settings.own)
    found = (table(each, (REPOSITORY,)).items() for each in documents)
    names = (name for each in found for name, content in each if isinstance(content, dict))
    return tuple(dict.fromkeys(names))


def target(settings: Settings, arguments: Arguments, version: Version) -> Source | None:
    """Find what is uploaded to, and as whom; None where pdm stops for want of it."""
    chosen = _chosen(settings, arguments, REPOSITORY, "PDM_PUBLISH_REPO") or Setting(PYPI)
    own = {each.name: each for each in of_files(settings.own, REPOSITORY)}
    local: dict[str, Source] = {}
    if version >= releases.PROJECT_REPOSITORIES:
        local = {each.name: each for each in of_files(settings.local, REPOSITORY)}
    found = _named(chosen, own, knows_defaults=True)
    if version >= releases.PROJECT_REPOSITORIES:
        ours = _named(chosen, local, knows_defaults=False)
        found = updated(ours, found) if ours and found else ours or found
    if found is None or found.url is None or not urls.is_remote(found.url.text):
        return None
    username = _chosen(settings, arguments, "username", "PDM_PUBLISH_USERNAME")
    password = _chosen(settings, arguments, "password", "PDM_PUBLISH_PASSWORD")
    return replace(
        found,
        username=username or found.username,
        password=password or found.password,
        expanded=found.url.text,
    )


def search(source: Source, version: Version) -> Search:
    """Follow an upload without a person: by name, then by URL (publish/repository.py)."""
    user, password = source.user, source.password
    asks = password is None or (user is None and version >= releases.TAKES_BOTH)
    questions: list[Question] = []
    if asks and version >= releases.ASKS_BY_NAME:
        questions.append(Question(f"pdm-{REPOSITORY}-{source.name}", user))
    if password and password.text:
        kind = "config" if password.origin.path else "env"
        login = Login(kind, password.origin, Credential(user or "", Secret(password.text)))
        return Search(tuple(questions), login)
    if version >= releases.UPLOADS_BY_URL and (found := source.login_of_url()):
        return Search(tuple(questions), found)
    if version >= releases.ASKS_FOR_UPLOADS:
        questions.append(Question(source.expanded, user))
    return Search(tuple(questions))


def _chosen(settings: Settings, arguments: Arguments, flag: str, variable: str) -> Setting | None:
    """Return what a flag, or else its variable, says."""
    if text := arguments.last(flag):
        return Setting(text, Origin(flag=f"--{flag}"))
    if variable in settings.environment.variables:
        return Setting(settings.environment.variables[variable], Origin(variable=variable))
    return None


def _named(chosen: Setting, known: Mapping[str, Source], *, knows_defaults: bool) -> Source | None:
    """Find a repository by its name or URL; a URL that nobody named is unknown by name."""
    found = known.get(chosen.text)
    if "://" in chosen.text:
        same = (each for each in known.values() if each.url and each.url.text == chosen.text)
        found = next(same, Source(UNKNOWN, chosen))
    if not knows_defaults:
        return found
    if chosen.text in DEFAULTS:
        default = Source(chosen.text, Setting(DEFAULTS[chosen.text]))
        return updated(found, default) if found else default
    for name, url in DEFAULTS.items():
        if found and found.name == UNKNOWN and url == chosen.text:
            return replace(found, name=name)
    return found
