"""What is known of one kind of index."""

from enum import StrEnum

from keydex.nouns import dataclass


class Who(StrEnum):
    """Which username a kind of index takes."""

    EXACT = "exactly this"
    ANY = "any that is not empty"
    OWN = "your own"
    ITSELF = "the token itself"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """A form of URL that serves only one purpose, and the URL that serves the other.

    `pattern` is matched against the whole URL; `instead` is a template of `re.sub`, and empty
    where the other URL can't be told from this one: `advice` says what to look for then.
    """

    pattern: str
    instead: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """One kind of index: recognised by host and path; what it wants, and how it answers.

    Texts are for people: a clause without a full stop, or a sentence in `statuses`.
    """

    kind: str
    title: str
    pattern: str
    """Matched against host and path in lower case, from the start."""
    username: str | None = None
    """The username that it wants, or the usual one where it takes any."""
    who: Who = Who.OWN
    other_usernames: tuple[str, ...] = ()
    """Further usernames that are right for another kind of token."""
    unfit_usernames: tuple[str, ...] = ()
    """Usernames that people take over from elsewhere, and that it never takes."""
    secret_username: bool = False
    """Whether the token stands where a username does."""
    secret_segment: int | None = None
    """Which part of the path is a token."""
    hides_404: bool = False
    """Whether it answers 404 to a credential that it does not know."""
    page: str | None = None
    """Where a person makes a token; `{host}` and the groups of `place` are filled in."""
    place: str = ""
    """Matched against host and path as they are spelled: the groups `org` and `account`."""
    form: str | None = None
    """What a whole token looks like, as a regular expression."""
    credential: str = ""
    """What is stored as the password, in words."""
    lifetime: str = ""
    """How long a token lives, in words."""
    install: str = ""
    """The scope or role that installing needs, in words."""
    publish: str = ""
    """The scope or role that publishing needs, in words."""
    login: str = ""
    """The command that logs a person in again, where tokens are short-lived."""
    has_python: bool = True
    """Whether it serves Python packages at all."""
    statuses: tuple[tuple[int, str], ...] = ()
    """How its 401, 403 and 404 are to be read, where that is particular."""
    uploads: tuple[Address, ...] = ()
    """URLs to which one can only publish, and the index instead."""
    indexes: tuple[Address, ...] = ()
    """URLs from which one can only install, and the upload URL instead."""
    unverified: frozenset[str] = frozenset()
    """The fields above that are hearsay: a rule makes a note of them at most."""
