"""What is tried, and what one request said."""

from enum import Enum, auto

from keydex.model import Credential
from keydex.nouns import dataclass
from keydex.secret import Secret, masked

WIDTH = 80  # Characters; what a server says of itself is not let ramble.


@dataclass(frozen=True, slots=True)
class Trial:
    """A credential, or none, on the URL of an index; the URL carries no userinfo.

    `file` marks the URL of one file, of which only the headers are asked for. `hides_404` says
    that this kind of index answers 404 to a wrong credential, too. `secrets` are the parts of the
    URL that are shown as a mask.
    """

    url: str
    credential: Credential | None = None
    file: bool = False
    hides_404: bool = False
    secrets: tuple[Secret, ...] = ()

    def __repr__(self) -> str:
        return f"Trial({masked(self.url, self.secrets)!r}, {self.credential!r})"


class Said(Enum):
    """What one request was answered."""

    PAGE = auto()
    """A page of an index, or the file."""
    SENT_ON = auto()
    """A file, to be had from another origin."""
    UNAUTHORIZED = auto()
    FORBIDDEN = auto()
    ABSENT = auto()
    SIGN_IN = auto()
    """A page, or a way to one, that asks a person to sign in."""
    STRANGE = auto()
    """Another document."""
    ELSEWHERE = auto()
    """A redirect to another origin."""
    LATER = auto()
    """Too many requests, or closed for a while."""
    ODD = auto()
    """Something that fits nowhere else."""
    NOTHING = auto()
    """No answer, or a fault of the server or a proxy."""
    UNSENT = auto()
    """Nothing was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request said; the reason is set where the kind and the status do not tell all."""

    said: Said
    status: int | None = None
    reason: str = ""
    realm: str | None = None
    retry_after: str | None = None


def foreign(text: str, secrets: tuple[Secret, ...] = ()) -> str:
    """Make a server's own text fit to show: one line, short, no control characters, no secret."""
    line = masked("".join(filter(str.isprintable, text)), secrets)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
