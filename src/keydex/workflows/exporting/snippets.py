"""Write what goes into a Dockerfile, a workflow of GitHub or a pipeline of GitLab; no value."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping

from keydex.model import Command
from keydex.nouns import dataclass
from keydex.workflows.exporting.ways import JOB_USER, Export, Way

NETRC = "NETRC_FILE"
"""The secret that holds a netrc; NETRC itself would be taken as its path."""
SYNTAX = "# syntax=docker/dockerfile:1"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text and the file, or the place, that it is for."""

    place: str
    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines with the place in a comment above them, as they may be copied.

        Below the syntax of a Dockerfile, which counts only as its first line (docs.docker.com,
        parser directives).
        """
        heading, (first, *rest) = f"# {self.place}", self.text.split("\n")
        return (first, heading, *rest) if first == SYNTAX else (heading, first, *rest)


def docker(export: Export) -> Iterator[Snippet]:
    """Mount build secrets, of which no layer keeps anything (docs.docker.com, build secrets).

    `env=` takes a Dockerfile syntax of 1.10 or newer. Nothing is published from a build.
    """
    ways = [each for each in export.ways if not each.is_upload]
    if not ways:
        return
    runs = {
        each.command: _mounts([one for one in ways if one.command == each.command]) for each in ways
    }
    lines = [SYNTAX, *(_run(*each) for each in runs.items())]
    yield Snippet("Dockerfile", "\n".join(lines))
    names = [f"--secret id={each},env={each}" for each in _names(ways)]
    if any(not each.variables for each in ways):
        names.append('--secret id=netrc,src="$HOME/.netrc"')
    yield Snippet("shell", f"docker build {' '.join(names)} .")


def _mounts(ways: Iterable[Way]) -> tuple[str, ...]:
    known = list(ways)
    mounts = [f"--mount=type=secret,id={each},env={each}" for each in _names(known)]
    if any(not each.variables for each in known):
        mounts.append("--mount=type=secret,id=netrc,target=/root/.netrc")
    return tuple(mounts)


def _run(command: Command, mounts: tuple[str, ...]) -> str:
    words = shlex.join((*command.launcher, command.tool, *command.words))
    return " \\\n    ".join((f"RUN {mounts[0]}", *mounts[1:], words))


def github(export: Export) -> Iterator[Snippet]:
    """Hand secrets over as variables, and a netrc as a file (docs.github.com, using secrets)."""
    names, urls, lines = _names(export.ways), _urls(export.ways), []
    if names or urls:
        lines += ["env:", *urls, *(f"  {each}: {_secret(each)}" for each in names)]
    if _netrc_hosts(export.ways):
        lines += ["steps:", "  - name: Write the netrc", "    env:"]
        lines += [f"      {NETRC}: {_secret(NETRC)}"]
        lines += [f"""    run: umask 077 && printf '%s\\n' "${NETRC}" > ~/.netrc"""]
        names = (*names, NETRC)
    if names:
        yield Snippet(".github/workflows, in the job", "\n".join(lines))
        yield Snippet("shell", "\n".join(f"gh secret set {each}" for each in names))


def _secret(name: str) -> str:
    return f"${{{{ secrets.{name} }}}}"


def gitlab(export: Export) -> Iterator[Snippet]:
    """Take the token of the job where the index is GitLab's, else variables of the settings.

    Those are in the environment of every job; a netrc is one of type File, which holds a path. A
    value of less than 8 characters can't be masked, so no username is (docs.gitlab.com, CI/CD
    variables).
    """
    own = [each for each in export.ways if each.takes_job_token]
    others = [each for each in export.ways if not each.takes_job_token]
    lines = []
    pairs = dict.fromkeys(each.variables for each in own if each.variables)
    if pairs or _urls(export.ways):
        lines += ["variables:", *_urls(export.ways)]
        for username, password in pairs:
            lines += [f"  {username}: {JOB_USER}", f"  {password}: $CI_JOB_TOKEN"]
    if script := list(_script(_netrc_hosts(own), has_file=bool(_netrc_hosts(others)))):
        lines += ["before_script:", *(f"  - {each}" for each in script)]
    if lines:
        yield Snippet(".gitlab-ci.yml", "\n".join(lines))
    secret = {name for each in others for name in each.hides}
    settings = [f"{each}  masked" if each in secret else each for each in _names(others)]
    if _netrc_hosts(others):
        settings.append(f"{NETRC}  of type File")
    if settings:
        yield Snippet("Settings, CI/CD, Variables", "\n".join(settings))


def _script(hosts: Iterable[str], *, has_file: bool) -> Iterator[str]:
    """Yield what writes the netrc: what is in the settings, then the token of the job."""
    known = list(hosts)
    if has_file or known:
        yield "umask 077"
    if has_file:
        # What is typed there need not end with a line break.
        yield f"""printf '%s\\n' "$(cat "${NETRC}")" > ~/.netrc"""
    for each in known:
        form = f"machine {each} login {JOB_USER} password %s\\n"
        yield f"""printf '{form}' "$CI_JOB_TOKEN" >> ~/.netrc"""


def _names(ways: Iterable[Way]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in ways for name in each.variables))


def _urls(ways: Iterable[Way]) -> tuple[str, ...]:
    """Set the URLs that only this machine names, as YAML that both have."""
    return tuple(dict.fromkeys(f"  {each.url[0]}: {each.url[1]}" for each in ways if each.url))


def _netrc_hosts(ways: Iterable[Way]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.host for each in ways if not each.variables))


SNIPPETS: Mapping[str, Callable[[Export], Iterator[Snippet]]] = {
    "docker": docker,
    "github": github,
    "gitlab": gitlab,
}
