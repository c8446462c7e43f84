"""What twine, flit and hatch have in common: they upload, and import keyring themselves."""

from collections.abc import Mapping

from keydex.config.pypirc import Value
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import (
    Access,
    Api,
    Credential,
    Index,
    Installation,
    Lookup,
    Origin,
    Problem,
    Role,
    Silence,
    Source,
    Version,
    Via,
    spelled,
)
from keydex.nouns import dataclass
from keydex.secret import Secret, userinfo


@dataclass(frozen=True, slots=True)
class Syntax:
    """The options of a command, each spelling beside its name; argparse takes shortened ones."""

    valued: Mapping[str, str]
    flags: Mapping[str, str]
    shortens: bool

    def completed(self, flag: str) -> str:
        """Complete an option that is cut short; as it is where it could be several or none."""
        every = {**self.valued, **self.flags}
        if flag in every or not self.shortens:
            return flag
        found = [each for each in every if each.startswith(flag)]
        return found[0] if len(found) == 1 else flag


@dataclass(frozen=True, slots=True)
class Given:
    """What a command line and the variables say; the command line wins."""

    environment: Environment
    options: Mapping[str, str]

    def value(self, name: str, variable: str) -> Value | None:
        """Return what an option, or else its variable, says; an empty one counts."""
        if name in self.options:
            return Value(self.options[name], Origin(flag=f"--{name}"))
        if variable in self.environment.variables:
            return Value(self.environment.variables[variable], Origin(variable=variable))
        return None


def parsed(
    words: tuple[str, ...], syntax: Syntax, *, stops: bool = False
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the last value of each option, and the other words; `stops` ends at the first."""
    values: dict[str, str] = {}
    others: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return values, (*others, *rest)
        if word.startswith("--"):
            flag, equals, value = word.partition("=")
            flag = syntax.completed(flag)
            if flag in syntax.valued:
                values[syntax.valued[flag]] = value if equals else _next(rest)
            elif flag in syntax.flags:
                values[syntax.flags[flag]] = ""
        elif word.startswith("-") and word != "-":
            _short(word[1:], rest, syntax, values)
        elif stops:
            return values, (word, *rest)
        else:
            others.append(word)
    return values, tuple(others)


def _short(letters: str, rest: list[str], syntax: Syntax, values: dict[str, str]) -> None:
    """Note letters behind one dash: flags, up to one that takes what follows as its value."""
    for position, letter in enumerate(letters, start=1):
        if name := syntax.valued.get(f"-{letter}"):
            value = letters[position:] or _next(rest)
            # argparse takes `-u=NAME`, click does not.
            values[name] = value.removeprefix("=") if syntax.shortens else value
            return
        if name := syntax.flags.get(f"-{letter}"):
            values[name] = ""


def _next(rest: list[str]) -> str:
    return rest.pop(0) if rest else ""


def access(installation: Installation) -> Access:
    """Return the way to a keyring: these tools only import it."""
    if installation.importable:
        is_here = installation.interpreter is not None
        does = "imports keyring" if is_here else "is not installed here"
        reason = f"{installation.tool} {does}"
        return Access(Via.IMPORT, reason, interpreter=installation.interpreter)
    reason = f"{installation.tool} imports keyring, and its Python has none"
    return Access(Via.NONE, reason, wanted=Via.IMPORT)


def general(installation: Installation, oldest: Version) -> Silence | None:
    """Say why nothing is asked for any upload."""
    tool = installation.tool
    if installation.version < oldest:
        reason = f"{tool} {spelled(installation.version)} asks no keyring as later releases do."
        return Silence("unsupported-version", reason, f"install {tool} {spelled(oldest)} or later")
    if not installation.importable:
        reason = f"{tool} imports keyring, and its Python has none."
        return Silence("no-keyring", reason, f"install keyring beside {tool}")
    if off := installation.keyring_off:
        reason = f"The keyring of {tool}'s Python holds nothing: {off} names that backend."
        return Silence("no-keyring", reason, f"take the backend out of {off}")
    return None


def settled(kind: str, password: Value, username: Value | None) -> tuple[Source, Silence]:
    """Say which password ends the search."""
    where = place(password.origin)
    reason = f"The password is in {where}; no keyring is asked."
    silence = Silence("settled", reason, f"take the password out of {where}", password.origin)
    name = username.text if username else ""
    return Source(kind, password.origin, Credential(name, Secret(password.text))), silence


def kind(origin: Origin) -> str:
    """Say of which kind a source is: a file of settings, or the environment and its flags."""
    return "config" if origin.path else "env"


def username_from(username: Value | None) -> str | None:
    """Say where a username comes from, as an index tells it."""
    if username is None:
        return None
    if username.origin == Origin():
        return "default"
    return "key" if username.origin.path else "variable"


def stops(tool: str, problem: Problem) -> Silence:
    """Say that a tool stops before it asks anything."""
    origin = Origin(problem.path, problem.line, problem.key)
    reason = f"{tool} stops: {problem.reason} ({place(origin)})."
    return Silence("settings-ignored", reason, f"mend {place(origin)}", origin)


def problem(error: ConfigError) -> Problem:
    """Return what is wrong with a file."""
    return Problem(error.path, error.reason, error.line, error.key)


def index(tool: str, name: str | None, url: Value, *more: Origin) -> Index:
    """Return an upload as it is configured, without userinfo; a password in its URL is kept."""
    bare, _, password = userinfo(url.text)
    origins = [each for each in (url.origin, *more) if each != Origin()]
    return Index(tool, name, bare, Role.PUBLISH, tuple(dict.fromkeys(origins)), password=password)


def username_at(name: str, url: Value | None) -> Origin | None:
    """Return where .pypirc has, or is to have, the username of a repository that is in it."""
    path = url.origin.path if url else None
    return Origin(path, None, f"{name}.username") if path else None


def asks(
    service: str, username: str | None, then: str | None = None, sends: str | None = None
) -> Lookup:
    """Return one question in process: for a password, or for anyone's credential."""
    api = Api.GET_CREDENTIAL if username is None else Api.GET_PASSWORD
    return Lookup(service, username, Via.IMPORT, api, then=then, sends=sends)


def place(origin: Origin) -> str:
    """Name the place of a setting in a few words."""
    if origin.path:
        return f"{origin.path.name}:{origin.line}" if origin.line else origin.path.name
    return origin.variable or origin.flag or "the URL"
