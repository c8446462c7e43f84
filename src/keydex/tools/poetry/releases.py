"""The releases of poetry that changed what it reads or asks, each used once."""

from keydex.model import Version

OLDEST: Version = (
    1,
    2,
)  # #4086: before, a keyring is only asked by the name of a repository.

# What it reads.
HAS_DIRECTORY: Version = (1, 3)  # -C, the folder in which the project is searched.
READS_EACH_KEY: Version = (1, 5)  # #7928: a variable beside a key in a file.
HAS_PRIORITIES: Version = (
    1,
    5,
)  # `priority` of a source; before, `default` and `secondary`.
KEYRING_SETTING: Version = (1, 8)  # #8910: keyring.enabled
HAS_PACKAGE_MODE: Version = (1, 8)  # package-mode = false: there is nothing to publish.
READS_PROJECT_TABLE: Version = (2, 0)  # A pyproject.toml without [tool.poetry].
NEEDS_LESS: Version = (2, 0)  # poetry-core 2.0: a package needs name and version only.
DROPS_OLD_KEYS: Version = (2, 0)  # `default` and `secondary`
CHANGES_FOLDER: Version = (
    2,
    0,
)  # -C is the working folder, --project that of the project.
KEEPS_RELATIVE: Version = (2, 1)  # #10021: -C is searched as it is written (#10541).
MAC_PREFERENCES_LEFT: Version = (
    2,
    0,
)  # locations.py: ~/Library/Preferences is read no more.
ANY_CASE: Version = (2, 1)  # #10080: `True` in a variable.
KEEPS_DOTS: Version = (2, 4)  # #10845: a dot in a name divides it no more.

# What it asks.
PYPI_STEPS_BACK: Version = (
    1,
    8,
)  # factory.py: no implicit PyPI beside a primary source.
SEARCHES_SOURCES: Version = (2, 0)  # `search` reads the list of each source; PyPI gets no login.
NEEDS_USERNAME: Version = (
    2,
    0,
)  # password_manager.py: a password without username is left out,
TAKES_NO_USERNAME: Version = (2, 1)  # #10088: asked for with a fixed name in its place.
CHECKS_KEYRING: Version = (
    2,
    1,
)  # #10062: one question ahead, to learn whether it works.
NETRC_LAST: Version = (2, 3, 3)  # #10748: before, netrc replaces whatever was found.
BY_SEGMENTS: Version = (
    2,
    5,
)  # authenticator.py: the nearest repository by whole folders,
ASKS_ONCE: Version = (2, 5)  # and no second search by the URL of the request.

# The releases whose questions were recorded, run against a server and a keyring on loopback.
WATCHED: tuple[Version, ...] = (
    (1, 2, 2),
    (1, 4, 2),
    (1, 5, 1),
    (1, 7, 1),
    (1, 8, 5),
    (2, 0, 1),
    (2, 1, 4),
    (2, 2, 1),
    (2, 3, 4),
    (2, 4, 1),
    (2, 5, 1),
)
NEWEST: Version = WATCHED[-1]

BREAKPOINTS: tuple[Version, ...] = tuple(
    sorted(
        {each for name, each in vars().items() if name.isupper() and name != "WATCHED"} - {NEWEST}
    )
)
