"""Which options of pip bear on what it asks."""

from tests.oracle.worlds import NAMED, World
from tests.oracle.worlds.pip_making import INDEX, OFF, ON, PACKAGE, USER, config, pip

WORLDS: list[World] = [
    pip("provider-in-file", PACKAGE, files={USER: config(INDEX, ON)}, variables=OFF),
    pip(
        "provider-in-section",
        PACKAGE,
        variables=OFF,
        files={USER: config(INDEX, "keyring-provider = disabled") + config(ON, section="download")},
    ),
    pip(
        "provider-disabled-in-file",
        PACKAGE,
        files={USER: config(INDEX, "keyring-provider = disabled")},
        variables=OFF,
    ),
    pip(
        "provider-flag-over-file",
        PACKAGE,
        "--keyring-provider",
        "subprocess",
        variables=OFF,
        files={USER: config(INDEX, "keyring-provider = disabled")},
    ),
    pip("provider-import-without", PACKAGE, "-i", NAMED, "--keyring-provider", "import"),
    pip(
        "provider-auto-no-input",
        PACKAGE,
        "-i",
        NAMED,
        "--no-input",
        variables={"PIP_NO_INPUT": "", **OFF},
    ),
    pip(
        "provider-auto-no-input-in-file",
        PACKAGE,
        variables={"PIP_NO_INPUT": "", **OFF},
        files={USER: config(INDEX, "no-input = true")},
    ),
    pip(
        "provider-auto-input",
        PACKAGE,
        "-i",
        NAMED,
        variables={"PIP_NO_INPUT": "", **OFF},
        since=(23, 0),
    ),
    pip("no-index-in-file", PACKAGE, files={USER: config(INDEX, "no-index = true")}),
    pip("no-index-variable", PACKAGE, "-i", NAMED, variables={"PIP_NO_INDEX": "1"}),
    pip("no-index-variable-off", PACKAGE, "-i", NAMED, variables={"PIP_NO_INDEX": "0"}),
    pip("shortened-flag", PACKAGE, f"--index={NAMED}"),
    pip("glued-flag", PACKAGE, f"-i{NAMED}"),
    pip(
        "flag-before-command",
        "custompkg",
        command=("-i", NAMED, *("download", "--no-deps", "-d", "out")),
    ),
    pip("index-versions", PACKAGE, "-i", NAMED, command=("index", "versions")),
    pip(
        "index-versions-section",
        PACKAGE,
        command=("index", "versions"),
        files={USER: config(INDEX, section="index")},
    ),
    pip("list-outdated", "-i", NAMED, command=("list", "--outdated")),
]
