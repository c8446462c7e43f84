"""The releases of pip that changed what it reads or asks; each is used once, where it matters."""

from keydex.model import Version

OLDEST: Version = (19, 2)  # pypa/pip#5948
NEWEST: Version = (26, 3)

# What it asks.
SENDS_USERNAME: Version = (19, 2, 2)  # #6795: a username alone is sent, with an empty password.
ASKS_AFTER_401: Version = (21, 1)  # #8090: before, ahead of the first request.
RUNS_KEYRING: Version = (23, 0)  # #11589: the keyring command, where the package is missing.
INPUT_NEEDED: Version = (21, 1)  # #8090: without input nothing is asked after a 401,
ASKS_WITHOUT_INPUT: Version = (23, 1)  # #8719: but of a provider that is named.
HAS_PROVIDER: Version = (23, 1)  # #8719: --keyring-provider
PASSES_OWN_SCRIPTS: Version = (23, 1)  # #8719: not the command beside pip itself.
NEAREST_INDEX: Version = (23, 1)  # #8719: the index of the host with the longest common path,
ONE_SLASH: Version = (23, 1)  # and its URL with one slash at the end.
ASKS_WITHOUT_USERNAME: Version = (26, 2)  # #12543: the command in its mode `creds`.

# Which sources come before the keyring.
NETRC_VARIABLE: Version = (20, 3)  # requests 2.25
NETRC_AFTER_401: Version = (22, 1)  # #10979, taken back in 22.1.2.
NETRC_FIRST_AGAIN: Version = (22, 1, 2)
NETRC_BY_HOST: Version = (25, 2)  # requests 2.32.4: also for a URL with a username.

# What it reads.
TRUSTS_PORTS: Version = (19, 3)  # #6886: a port behind --trusted-host.
KNOWS_FILE_INDEXES: Version = (20, 3)  # #8103: logins of indexes in requirements files.
LINKS_FIRST: Version = (21, 1)  # index/sources.py: find-links before the indexes.
MAC_PREFERENCES: Version = (21, 3)  # #10585, taken back in 21.3.1.
MAC_PREFERENCES_LEFT: Version = (21, 3, 1)
NO_INDEX_STAYS: Version = (22, 3)  # #11276: --index-url does not end a --no-index.
STRIPS_URLS: Version = (24, 1)  # #12639: a blank in front of a URL; an INI value may begin so.
HOMEBREW_FILE: Version = (24, 1)  # platformdirs 4.2
EMPTY_IS_SKIPPED: Version = (25, 2)  # An empty value no longer hides one in a weaker file.
EMPTY_RESETS: Version = (26, 0)
READS_LOCKS: Version = (26, 1)  # pylock.toml behind -r
MAC_XDG: Version = (26, 2)  # #14142
XDG_IS_ABSOLUTE: Version = (26, 3)  # platformdirs: a folder of XDG that is not does not count.
ONE_SPELLING: Version = (26, 3)  # #14367: index_url beside index-url is an error.

# The commands that came later.
COMMANDS: dict[str, Version] = {
    "index": (21, 2),  # #7975
    "lock": (25, 1),  # #13213
}

BREAKPOINTS: tuple[Version, ...] = tuple(
    sorted(
        {each for each in (*vars().values(), *COMMANDS.values()) if isinstance(each, tuple)}
        - {NEWEST}
    )
)
# The releases whose questions were recorded, run against a server and a keyring on loopback.
WATCHED: tuple[Version, ...] = (
    (19, 2),
    (19, 2, 2),
    (19, 2, 3),
    (20, 2, 4),
    (20, 3),
    (20, 3, 4),
    (21, 0, 1),
    (21, 1),
    (21, 1, 3),
    (21, 2, 4),
    (21, 3, 1),
    (22, 0, 4),
    (22, 1),
    (22, 1, 1),
    (22, 1, 2),
    (22, 2, 2),
    (22, 3),
    (22, 3, 1),
    (23, 0),
    (23, 0, 1),
    (23, 1),
    (23, 1, 2),
    (23, 2, 1),
    (23, 3, 2),
    (24, 0),
    (24, 1),
    (24, 2),
    (24, 3, 1),
    (25, 0, 1),
    (25, 1, 1),
    (25, 2),
    (25, 3),
    (26, 0),
    (26, 0, 1),
    (26, 1),
    (26, 1, 2),
    (26, 2),
    (26, 2, 1),
    (26, 3),
)
