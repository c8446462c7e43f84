"""Which unearth, the package that sends pdm's requests, stands beside pdm."""

import re

from keydex.environment import Environment
from keydex.model import Installation, Version
from keydex.tools.pdm.releases import Unearth

METADATA = re.compile(r"unearth-(\d+(?:\.\d+)*).*\.(?:dist|egg)-info")


def release(environment: Environment, installation: Installation) -> Version:
    """Return the release of unearth, the newest one where none is found.

    pdm up to 2.28 sets no upper bound, so that a fresh install of any release has the newest.
    """
    if installation.prefix is None:
        return Unearth.NEWEST
    names = environment.machine.names
    library = installation.prefix / "lib"
    folders = [library / each / "site-packages" for each in names(library)]
    for folder in (*folders, installation.prefix / "Lib/site-packages"):
        for name in names(folder):
            if found := METADATA.fullmatch(name):
                return tuple(map(int, found[1].split(".")))
    return Unearth.NEWEST
