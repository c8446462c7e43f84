"""The releases of uv that changed what it reads or asks; each is used once, where it matters."""

from keydex.model import Version

OLDEST: Version = (0, 1, 19)  # astral-sh/uv#2254: --keyring-provider.
NEWEST: Version = (0, 13, 8)

# What it asks.
STORES_URL_LOGINS: Version = (0, 1, 20)  # #2446: a login in an index URL counts for its host.
NEEDS_USERNAME: Version = (0, 1, 33)  # #2976: URL, then host; never without a username.
SEEDS_URLS: Version = (0, 1, 34)  # #3124: logins of index URLs are known beforehand.
ASKS_AFTER_REFUSAL: Version = (0, 1, 36)  # #3130: a request first, then 401, 403, 404.
ASKS_FOR_URL_LOGINS: Version = (0, 1, 37)  # #3206: 0.1.36 never asked for user@ in an index URL.
HOST_HAS_PORT: Version = (0, 2, 10)  # #4061
REMEMBERS_USERNAMES: Version = (0, 4, 25)  # #8345: before, a username from the cache was dropped.
SEEDS_HIDDEN: Version = (0, 5, 21)  # In a project logins of indexes that are hidden, or a member's.
SEEDS_ROOTS: Version = (0, 5, 26)  # #11074: a login counts for all below the index root.
HAS_POLICY: Version = (0, 6, 6)  # #11896: authenticate = auto, always, never.
ASKS_WITHOUT_USERNAME: Version = (0, 6, 9)  # #12316: --mode creds under `always`.
PIP_HAS_POLICY: Version = (0, 6, 10)  # #12470
EXPLICIT_HAS_POLICY: Version = (0, 6, 12)  # #12631
ASKS_FOR_INDEX: Version = (0, 7, 0)  # #12651: the URL of the index, not of the package.
FALLS_BACK_TO_REALM: Version = (0, 7, 4)  # #13463
PLUS_SIMPLE_ROOT: Version = (0, 7, 10)  # #13743
DROPS_SLASH: Version = (0, 7, 16)  # #14245, taken back by #14511;
DROPS_EVERY_SLASH: Version = (0, 7, 17)  # #14346: of requirements files too.
KEEPS_SLASH: Version = (0, 7, 20)
SEEDS_ALL: Version = (0, 8, 3)  # #14858: logins of hidden indexes, from anywhere.
CHECKS_ROOT: Version = (0, 8, 18)  # #15873
DEPENDABOT: Version = (0, 9, 11)  # #16773: DEPENDABOT=true asks nothing beforehand.
ASKS_FOR_ORIGIN: Version = (0, 10, 3)  # #17948: scheme://host as well, where it is not https.
WHOLE_SEGMENTS: Version = (0, 11, 9)  # #19154

# Which sources come before the keyring.
BASIC_VARIABLES: Version = (0, 4, 23)  # #7741: UV_HTTP_BASIC_<NAME>_USERNAME.
INDEX_VARIABLES: Version = (0, 4, 24)  # #8306: UV_INDEX_<NAME>_USERNAME.
MANGLES_NAMES: Version = (0, 4, 26)  # #8452
NETRC_FALLS_BACK: Version = (0, 4, 21)  # To ~/.netrc, where the file in $NETRC is missing.
NETRC_KNOWS_HOME: Version = (0, 4, 26)  # $NETRC may begin with a tilde.
HUGGING_FACE: Version = (0, 8, 1)  # #14797
TEXT_STORE: Version = (0, 8, 15)  # #15588: uv auth login.
SIGNS: dict[str, Version] = {
    "UV_S3_ENDPOINT_URL": (0, 8, 21),  # #15925
    "UV_GCS_ENDPOINT_URL": (0, 9, 26),  # #17474
    "UV_AZURE_ENDPOINT_URL": (0, 11, 15),  # #19421
}
AMBIGUOUS_IS_NONE: Version = (0, 10, 0)  # #16983: two equally good entries of the store are none.

# What it reads.
PROJECT_FILES: Version = (0, 1, 34)  # #3007
READS_URLS: Version = (0, 1, 40)  # Before, a file in which an index has a URL is refused.
NEEDS_PROJECT: Version = (0, 2, 12)  # #4294: a pyproject.toml without [project] is not read,
READS_ANY_PROJECT: Version = (0, 2, 16)  # but in these few releases.
FORGIVES_KEYS: Version = (0, 2, 6)  # Before, a file with a key that is not known is refused,
TOP_LEVEL_SETTINGS: Version = (0, 2, 12)  # #4294: and keys count in the table `pip` only.
LOCK_MUST_PARSE: Version = (0, 4, 27)  # "Failed to parse `uv.lock`"; before, it is ignored.
SYSTEM_FILE: Version = (0, 4, 26)  # #7851
ADD_ASKS_ALL: Version = (0, 5, 24)  # `uv add` with one named index asks the others, too,
ADD_PINS: Version = (0, 6, 6)  # but from here on, and before, that index only (#7747).
EXACT_SCHEME: Version = (0, 5, 8)  # HTTPS:// in capitals is a path.
OFFLINE_VARIABLE: Version = (0, 5, 9)  # #9795: UV_OFFLINE
NAMES_ONCE: Version = (0, 6, 4)  # #11824: two indexes of one name in a project end the command,
ONE_DEFAULT: Version = (0, 10, 0)  # #17713: two that are the default, too.
PROJECT_VARIABLE: Version = (0, 6, 11)  # UV_PROJECT
DIRECTORY_VARIABLE: Version = (0, 9, 1)  # UV_WORKING_DIRECTORY
NO_SYSTEM_FILE: Version = (0, 11, 16)  # UV_NO_SYSTEM_CONFIG
RUN_FOLLOWS_FILE: Version = (0, 12, 0)  # #20225: `uv run FILE` starts at the folder of the file.
SKIPS_EMPTY_FOLDER: Version = (0, 12, 20)  # Before, one in XDG_CONFIG_DIRS ended the list.

# How it publishes.
PUBLISHES: Version = (0, 4, 16)  # #7475
ASKS_BEFORE_UPLOAD: Version = (0, 5, 6)  # #8827: the keyring is asked before anything is sent.
PUBLISHES_TO_INDEX: Version = (0, 5, 8)  # --index and UV_PUBLISH_INDEX
READS_PUBLISH_URL: Version = (0, 5, 17)  # #10469: username and password from the publish URL.
PUBLISH_KNOWS_INDEXES: Version = (0, 8, 14)  # #15545: those that are configured, their logins too.

BREAKPOINTS: tuple[Version, ...] = tuple(
    sorted(
        {each for each in (*vars().values(), *SIGNS.values()) if isinstance(each, tuple)} - {NEWEST}
    )
)
# The releases whose questions were recorded, run against a server and a keyring on loopback.
WATCHED: tuple[Version, ...] = tuple(
    tuple(map(int, each.split(".")))
    for each in """
        0.1.19 0.1.20 0.1.21 0.1.22 0.1.24 0.1.27 0.1.30 0.1.32 0.1.33 0.1.34 0.1.35 0.1.36
        0.1.37 0.1.38 0.1.40 0.1.45 0.2.0 0.2.5 0.2.6 0.2.9 0.2.10 0.2.11 0.2.12 0.2.16 0.2.21
        0.2.37 0.3.5 0.4.4
        0.4.15 0.4.16 0.4.18 0.4.20 0.4.21 0.4.22 0.4.23 0.4.24 0.4.25 0.4.26 0.4.30 0.5.0 0.5.5
        0.5.6 0.5.7 0.5.8 0.5.13 0.5.15 0.5.16 0.5.17 0.5.20 0.5.21 0.5.25 0.5.26 0.5.30 0.5.31
        0.6.2 0.6.3 0.6.5 0.6.6 0.6.7 0.6.8 0.6.9 0.6.10 0.6.11 0.6.12 0.6.13 0.6.14 0.6.15
        0.6.16 0.6.17 0.7.0 0.7.1 0.7.3 0.7.4 0.7.9 0.7.10 0.7.13 0.7.15 0.7.16 0.7.17 0.7.19
        0.7.20 0.7.22 0.8.0 0.8.1 0.8.2 0.8.3 0.8.13 0.8.14 0.8.15 0.8.17 0.8.18 0.8.20 0.8.21
        0.8.24 0.9.0 0.9.1 0.9.10 0.9.11 0.9.15 0.9.25 0.9.26 0.9.30 0.10.0 0.10.2 0.10.3
        0.10.12 0.11.0 0.11.8 0.11.9 0.11.14 0.11.15 0.11.16 0.11.33 0.12.0 0.12.19 0.12.20
        0.12.24 0.13.0 0.13.8
    """.split()
)
