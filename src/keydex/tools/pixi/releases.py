"""The releases of pixi that changed what it reads or asks, and the uv that each is built with."""

from keydex.model import Version

OLDEST: Version = (0, 21, 0)  # prefix-dev/pixi#1279: keyring-provider.
NEWEST: Version = (0, 77, 0)

LINKS_ALONE: Version = (0, 27, 0)  # Find-links and no index: then PyPI is none either.
PACKAGE_INDEX: Version = (0, 38, 0)  # The index of one package counts.
LOCAL_MANIFEST: Version = (0, 39, 0)  # In a pixi shell its manifest wins no more over a local one.
MOJO_MANIFEST: Version = (0, 48, 2)  # mojoproject.toml
ASKS_STORE: Version = (0, 54, 0)  # #4399: what `pixi auth login` stored counts for indexes.
SEEDS_LOGINS: Version = (0, 60, 0)  # With uv 0.9.5: its client knows the logins of all indexes.
NAMES_WORKSPACES: Version = (0, 66, 0)  # --workspace
JOINS_OPTIONS: Version = (0, 69, 0)  # #6110: before, the workspace's were for features without any.
CHOOSES_CONFIG: Version = (0, 70, 0)  # --no-config and --config-file
GOES_OFFLINE: Version = (0, 74, 0)  # --offline

# The uv whose crates a release is built with, from its Cargo.lock.
UVS: tuple[tuple[Version, Version], ...] = (
    ((0,), (0, 1, 32)),
    ((0, 20, 1), (0, 1, 38)),
    ((0, 24, 0), (0, 2, 4)),
    ((0, 26, 0), (0, 2, 18)),
    ((0, 28, 0), (0, 2, 37)),
    ((0, 28, 1), (0, 3, 2)),
    ((0, 29, 0), (0, 4, 0)),
    ((0, 35, 0), (0, 4, 30)),
    ((0, 39, 1), (0, 5, 6)),
    ((0, 41, 2), (0, 5, 29)),
    ((0, 42, 0), (0, 6, 1)),
    ((0, 43, 1), (0, 6, 9)),
    ((0, 48, 0), (0, 7, 8)),
    ((0, 50, 0), (0, 7, 20)),
    ((0, 51, 0), (0, 8, 5)),
    ((0, 60, 0), (0, 9, 5)),
    ((0, 69, 0), (0, 11, 15)),
)
BREAKPOINTS: tuple[Version, ...] = tuple(
    sorted(
        {
            OLDEST,
            LINKS_ALONE,
            PACKAGE_INDEX,
            LOCAL_MANIFEST,
            MOJO_MANIFEST,
            ASKS_STORE,
            NAMES_WORKSPACES,
            JOINS_OPTIONS,
            CHOOSES_CONFIG,
            GOES_OFFLINE,
            *(since for since, _ in UVS if since > OLDEST),
        }
    )
)
WATCHED: tuple[Version, ...] = ()
"""None: pixi is on no registry of Python packages, and all of this is from its sources."""


def uv(version: Version) -> Version:
    """Return the release of uv that a release of pixi is built with."""
    return max((since, found) for since, found in UVS if since <= version)[1]
