"""The releases of pipenv that changed what it reads or asks; each is used once."""

from keydex.model import Version

OLDEST: Version = (2023, 4, 20)  # The first whose pip asks a keyring without asking a person.
NEWEST: Version = (2026, 10, 3)

LOOKS_FAR: Version = (2024, 1, 0)  # environments.py: PIPENV_MAX_DEPTH is 10, before 3.
HAS_PROVIDER: Version = (2026, 4, 0)  # pypa/pipenv#5715: PIPENV_KEYRING_PROVIDER,
NO_FILES: Version = (2026, 4, 0)  # #6066: no pip.conf counts while it installs,
QUOTES_LOGINS: Version = (2026, 4, 0)  # #4868: what a variable holds is encoded in a login.
STRIPS_LOGINS: Version = (2026, 6, 0)  # GHSA-8xgg-v3jj-95m2: pip gets logins by a netrc.
SETS_LOCK_ASIDE: Version = (2026, 8, 0)  # utils/locking.py: one that is no JSON; before, it stops.

# The pip that a release brings, from pipenv/patched/pip/__init__.py.
PIPS: tuple[tuple[Version, Version], ...] = (
    ((0,), (22, 0)),
    ((2023, 2, 18), (23, 0, 1)),
    ((2023, 4, 20), (23, 1)),
    ((2023, 7, 23), (23, 2)),
    ((2023, 11, 14), (23, 3, 1)),
    ((2024, 0, 0), (24, 0)),
    ((2024, 1, 0), (24, 1, 2)),
    ((2024, 2, 0), (24, 2)),
    ((2024, 4, 0), (24, 3, 1)),
    ((2025, 0, 0), (25, 0, 1)),
    ((2025, 0, 3), (25, 1, 1)),
    ((2025, 1, 1), (25, 3)),
    ((2026, 2, 0), (26, 0, 1)),
    ((2026, 6, 0), (26, 1)),
    ((2026, 7, 0), (26, 1, 2)),
    ((2026, 8, 0), (26, 2, 1)),
    ((2026, 10, 3), (26, 2, 2)),
)
READS_NETRC_BY_HOST: Version = (2025, 1, 1)  # With pip 25.2: also for a URL with a username.
ASKS_WITHOUT_USERNAME: Version = (2026, 8, 0)  # With pip 26.2.
BREAKPOINTS: tuple[Version, ...] = (
    OLDEST,
    LOOKS_FAR,
    READS_NETRC_BY_HOST,
    HAS_PROVIDER,
    STRIPS_LOGINS,
    ASKS_WITHOUT_USERNAME,
)
WATCHED: tuple[Version, ...] = (
    (2023, 12, 1),
    (2024, 4, 1),
    (2025, 0, 4),
    (2026, 4, 0),
    (2026, 6, 2),
    (2026, 8, 0),
    (2026, 10, 3),
)


def pip(version: Version) -> Version:
    """Return the release of pip that a release of pipenv brings."""
    return max((since, found) for since, found in PIPS if since <= version)[1]
