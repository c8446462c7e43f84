"""Remember what was written to files, so that a later run of keydex can undo it.

No secret is in it: of a file that may hold one it says only that the write can't be undone.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, field
from hashlib import sha256
from pathlib import Path

from keydex import edits, hosts
from keydex.config import state, texts
from keydex.config.logins import logins
from keydex.environment import Environment
from keydex.errors import ConfigError
from keydex.model import Edit, Event, Index, Log, Role
from keydex.nouns import dataclass

KIND = "keydex.journal/"
SCHEMA = f"{KIND}1"
NEVER = frozenset({".netrc", ".pypirc", "_netrc", "auth.toml", "config.toml", "credentials.toml"})
"""The files whose business is logins: nothing of them is kept."""
MOST = 20  # Writes; the oldest are forgotten.
SECRET = "the file held a secret, and keydex keeps none"  # noqa: S105 - a reason.


@dataclass(frozen=True, slots=True)
class Write:
    """One write of one file; those of one `act` are undone together.

    `before` and `after` are SHA-256 of the whole file. From `start` on, `length` bytes are to be
    `replaced` again, which is Base64.
    """

    act: int
    path: str
    before: str = ""
    after: str = ""
    start: int = 0
    length: int = 0
    replaced: str = field(default="", repr=False)
    makes: bool = False
    reason: str = ""
    """Why it can't be undone."""


def place(environment: Environment) -> Path:
    """Return the file."""
    return state.folder(environment) / "writes.json"


def kept(done: tuple[Edit, ...], environment: Environment, log: Log | None = None) -> None:
    """Remember what one act has written; where that fails, only the log is told."""
    path = place(environment)
    try:
        text = texts.read(environment, path) or ""
        known = _own(text, path)
        act = max((each.act for each in known), default=0) + 1
        _write(path, text, (*known, *(_noted(each, act, environment) for each in done)))
    except (ConfigError, OSError) as error:
        if log:
            reason = error.reason if isinstance(error, ConfigError) else error.strerror
            log(Event("write", f"{path}: {reason}, so keydex undo will not know of it"))


def planned(environment: Environment) -> tuple[Edit, ...]:
    """Plan the way back from the last act; nothing where nothing is remembered.

    Raises ConfigError where one of its files was changed since, or held a secret.
    """
    path = place(environment)
    known = _parsed(texts.read(environment, path) or "")
    if known is None:
        hint = "Delete it; what was written before can't be undone."
        raise ConfigError("it is not as keydex wrote it", path, hint=hint)
    return tuple(_back(each, environment) for each in reversed(known) if each.act == known[-1].act)


def forgotten(edit: Edit, environment: Environment) -> None:
    """Forget a write, since `edit` has undone it."""
    path = place(environment)
    text = texts.read(environment, path) or ""
    known = list(_parsed(text) or ())
    was = str(environment.folder / edit.path), _digest(edit.before)
    for each in reversed(known):
        if (each.path, each.after or was[1]) == was:
            known.remove(each)
            _write(path, text, tuple(known))
            return


def _noted(edit: Edit, act: int, environment: Environment) -> Write:
    """Note what leads back, if nothing in the file is secret."""
    path = str(environment.folder / edit.path)
    is_of_logins = Path(path).name in NEVER
    if is_of_logins or edits.hides(edit) or any(_secret_logins(edit)):
        return Write(act, path, reason=SECRET)
    before, after = edit.before, edit.after
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return Write(
        act,
        path,
        _digest(before),
        _digest(after),
        start,
        len(after) - start - end,
        b64encode(before[start : len(before) - end]).decode(),
        edit.makes,
    )


def _shared(one: bytes, other: bytes) -> int:
    """Count the bytes at the start that are the same."""
    differ = (at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1)
    return next(differ, min(len(one), len(other)))


def _secret_logins(edit: Edit) -> Iterator[bool]:
    """Look at each login in a URL: a username may be the secret itself."""
    for content in (edit.before, edit.after):
        for each in logins(content.decode(texts.encoding(content), errors="replace")):
            url, user = f"https://{each.host}/", each.username
            index = Index("", None, url, Role.EXTRA, username=user, username_from="url")
            yield each.password is not None or bool(hosts.secrets(index))


def _back(write: Write, environment: Environment) -> Edit:
    """Plan the way back from one write. Raises ConfigError."""
    path = Path(write.path)
    if write.reason:
        raise ConfigError(f"the last write can't be undone: {write.reason}", path)
    try:
        now = environment.machine.read(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"it can't be read any more: {reason}", path) from None
    before = now[: write.start] + b64decode(write.replaced) + now[write.start + write.length :]
    if (_digest(before), _digest(now)) != (write.before, write.after):
        hint = "Change it in an editor; keydex only undoes what it wrote itself."
        raise ConfigError("it was changed since keydex wrote it", path, hint=hint)
    summary = "taken away again" if write.makes else "as it was before"
    return Edit(path, summary, now, before, removes=write.makes)


def _parsed(text: str) -> tuple[Write, ...] | None:
    """Read what is remembered; None where it is no journal of ours."""
    try:
        document = json.loads(text or "{}")
        found = tuple(Write(**each) for each in document.get("writes", ()))
        is_ours = document.get("schema", SCHEMA) == SCHEMA
        return found if is_ours and all(map(_is_sound, found)) else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _own(text: str, path: Path) -> tuple[Write, ...]:
    """Read what is to be kept: nothing of what is no journal.

    Raises ConfigError where another release needs it.
    """
    known = _parsed(text)
    if known is None and f'"schema": "{KIND}' in text and SCHEMA not in text:
        raise ConfigError("another release of keydex wrote it", path)
    return known or ()


def _is_sound(write: Write) -> bool:
    """Say whether each value has the type that was written."""
    default = Write(0, "")
    b64decode(write.replaced, validate=True)
    return all(type(each) is type(asdict(default)[name]) for name, each in asdict(write).items())


def _write(path: Path, text: str, writes: tuple[Write, ...]) -> None:
    """Write the newest of them. Raises ConfigError or OSError."""
    document = {"schema": SCHEMA, "writes": [asdict(each) for each in writes[-MOST:]]}
    privately(path, text.encode(), json.dumps(document, indent=1).encode())


def privately(path: Path, before: bytes, after: bytes) -> None:
    """Write a file of ours, for its owner only. Raises ConfigError or OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    edits.apply(Edit(path, "", before, after, is_private=True))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
