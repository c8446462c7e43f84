"""The releases of pdm, and of unearth below it, that changed what is read or asked."""

from keydex.model import Version

OLDEST: Version = (2, 0)

# What pdm reads.
NAMES_USERS: Version = (2, 4)  # `username` and `password` of a source; indexes in config.toml.
MERGES_SOURCES: Version = (2, 5)  # One index of several files; pdm.toml beside .pdm.toml.
PROJECT_VARIABLE: Version = (2, 9)  # PDM_PROJECT
ANY_DEPTH: Version = (2, 10)  # Before, only so many folders up are searched for a project.
EXPANDS_ALL: Version = (2, 16)  # project/core.py: variables outside of a URL's login, too.
QUOTES_SLASHES: Version = (2, 19)  # utils.py: in the value of a variable in a login,
DROPS_UNSET: Version = (2, 26, 1)  # where a variable that is not set was left as it is.
DEFAULT_LAST: Version = (2, 18)  # The default index completes `pypi` after the files did.
PROJECT_REPOSITORIES: Version = (2, 22)  # [repository] of pdm.toml
INJECTS_OPTIONS: Version = (2, 27)  # [tool.pdm.options]

# What pdm asks.
ASKS_FOR_UPLOADS: Version = (2, 7)  # #1908: before, only ahead of a prompt.
ASKS_BY_NAME: Version = (2, 7)  # #1914: `pdm-pypi-NAME` and `pdm-repository-NAME`.
UPLOADS_BY_URL: Version = (2, 9)  # publish/repository.py: user:password of the URL.
NEAREST_SOURCE: Version = (2, 10)  # #2333: the longest common path, and one last slash.
FINDS_IN_SOURCES: Version = (2, 12)  # Before, what unearth adds by itself is asked first.
SENDS_BY_HTTPX: Version = (2, 13)
GOES_ON: Version = (2, 17)  # models/auth.py: before, a 401 ends the run.
RUNS_UV: Version = (2, 19)  # use_uv
TAKES_BOTH: Version = (2, 22)  # #3334: username and password from the keyring, for any source.
ASKS_LAST: Version = (2, 22, 2)  # #3374: by name after the URL and the host, at a 401 only.
ASKS_AUDIENCE: Version = (2, 24)  # publish/repository.py: OIDC is tried wherever it runs.
GIVES_TO_UV: Version = (2, 25, 4)  # #3555: the login from the keyring, in uv's command line.

# The releases whose questions were recorded, run against a server and a keyring on loopback.
WATCHED: tuple[Version, ...] = ((2, 10, 4), (2, 22, 4), (2, 26, 6), (2, 29, 3))
NEWEST: Version = WATCHED[-1]

BREAKPOINTS: tuple[Version, ...] = tuple(
    sorted(
        {each for name, each in vars().items() if name.isupper() and name != "WATCHED"} - {NEWEST}
    )
)


class Unearth:
    """Releases of unearth (auth.py, finder.py)."""

    ASKS_TWICE: Version = (0, 8)  # A password, where there is no credential; and the command.
    AFTER_ANY_REFUSAL: Version = (0, 11)  # Taken back in 0.11.1.
    NETRC_FIRST: Version = (0, 11, 1)  # Before, netrc counts after a 401, and ends the search.
    COMMAND_FOR_ANYONE: Version = (0, 11, 1)  # `__token__`, where there is no username.
    NEAREST_INDEX: Version = (0, 12)
    ADDS_PYPI: Version = (0, 13)  # The finder begins with PyPI where it is given no index.
    OWN_NETRC: Version = (0, 15)  # Python's netrc in place of that of requests.
    KNOWS_USER: Version = (0, 15, 2)  # #102: the username of the index.
    HAS_MODES: Version = (0, 15, 5)  # keyring --mode
    NEWEST: Version = (0, 19)
