"""When a token ends, read from the token itself: of a JWT, without a look at its signature."""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

from keydex.nouns import dataclass
from keydex.secret import Secret

PREFIX = "eyJ"  # `{"` in base64.
SIGNED, ENCRYPTED = 3, 5  # Parts of a token.
LARGEST = 2**16  # Characters of one part; a token has a few thousand.
SHORT = timedelta(days=8)  # What lives no longer is renewed by a login, not by a person's calendar.


@dataclass(frozen=True, slots=True)
class Life:
    """When a token ends, and when it began where it says so; both in UTC."""

    end: datetime
    begin: datetime | None = None

    @property
    def is_short(self) -> bool:
        """Say whether it is one of those that a login renews."""
        return self.begin is not None and self.end - self.begin <= SHORT


def life(secret: Secret) -> Life | None:
    """Return the life of a token; None where it does not say when it ends.

    A JWT says so in its payload (RFC 7519); an encrypted one can in its header (RFC 7516, 4.2).
    """
    parts = secret.reveal().split(".")
    if not parts[0].startswith(PREFIX) or len(parts) not in {SIGNED, ENCRYPTED}:
        return None
    claims = _claims(parts[1] if len(parts) == SIGNED else parts[0])
    end = _moment(claims.get("exp"))
    return Life(end, _moment(claims.get("iat") or claims.get("nbf"))) if end else None


def expiry(secret: Secret) -> datetime | None:
    """Return when a token ends, in UTC; None where it does not say."""
    found = life(secret)
    return found.end if found else None


def spelled(end: datetime, now: datetime) -> str:
    """Write when a token ends: the day, and within two days of now the time, too."""
    is_near = abs((end - now).days) <= 1
    return f"{end:%Y-%m-%d} at {end:%H:%M} UTC" if is_near else f"{end:%Y-%m-%d}"


def _claims(part: str) -> dict[str, object]:
    """Decode one part of a token; nothing where it is not one."""
    if len(part) > LARGEST:
        return {}
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(seconds: object) -> datetime | None:
    """Return the moment of a number of seconds since 1970."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
