"""Which folder is the project of hatch: it shows where that one is not to be uploaded."""

from tests.oracle.worlds import World
from tests.oracle.worlds.hatch_making import HERE, INNER, PROJECT, UPLOAD, placed

WORLDS: list[World] = [
    placed("folder-off", HERE),
    placed("folder-below", HERE, cwd="src/deep"),
    placed("folder-nearest", HERE, cwd="inner"),
    placed("folder-nearest-off", INNER, cwd="inner"),
    placed("folder-nearest-below-off", INNER, cwd="inner/src"),
    placed("folder-setup", HERE, files={"old/setup.py": ""}, cwd="old"),
    placed("folder-no-table", HERE, files={"bare/pyproject.toml": "[tool.x]\n"}, cwd="bare"),
    placed("folder-hatch-toml", files={"hatch.toml": "[publish.index]\ndisable = true\n"}),
    placed(
        "folder-hatch-toml-wins", HERE, files={"hatch.toml": "[publish.index]\ndisable = false\n"}
    ),
    placed(
        "folder-hatch-toml-of-cwd",
        files={"src/hatch.toml": "[publish.index]\ndisable = true\n"},
        cwd="src",
    ),
    placed("project-named", HERE, before="-p one", config='[projects]\none = "inner"\n'),
    placed("project-named-off", INNER, before="-p one", config='[projects]\none = "inner"\n'),
    placed("project-table", INNER, before="-p one", config='[projects.one]\nlocation = "inner"\n'),
    placed(
        "project-variable",
        INNER,
        config='[projects]\none = "inner"\n',
        variables={"HATCH_PROJECT": "one"},
    ),
    placed("project-dirs", INNER, before="-p inner", config='[dirs]\nproject = ["."]\n'),
    placed(
        "project-below",
        INNER,
        before="-p one",
        config='[projects]\none = "inner/src"\n',
        files={"inner/src/x.py": ""},
    ),
    placed("project-unknown", before="-p nowhere"),
    placed("project-unknown-variable", variables={"HATCH_PROJECT": "nowhere"}),
    placed(
        "mode-project",
        INNER,
        config='mode = "project"\nproject = "one"\n[projects]\none = "inner"\n',
    ),
    placed(
        "mode-project-unknown",
        HERE,
        config='mode = "project"\nproject = "two"\n[projects]\none = "inner"\n',
    ),
    placed(
        "mode-project-flag",
        HERE,
        INNER,
        before="-p two",
        files={"two/pyproject.toml": PROJECT},
        config='mode = "project"\nproject = "one"\n[projects]\none = "inner"\ntwo = "two"\n',
    ),
    placed(
        "mode-aware", INNER, config='mode = "aware"\nproject = "one"\n[projects]\none = "inner"\n'
    ),
    placed(
        "mode-local", INNER, config='mode = "local"\nproject = "one"\n[projects]\none = "inner"\n'
    ),
    placed("disable-config", config="[publish.index]\ndisable = true\n"),
    placed(
        "disable-config-project-not",
        config="[publish.index]\ndisable = true\n",
        files={"hatch.toml": "[publish.index]\ndisable = false\n"},
    ),
    placed("disable-yes", HERE, words=f"-y -r {UPLOAD}"),
    placed(
        "mode-aware-nowhere",
        INNER,
        files={HERE: None},
        config='mode = "aware"\nproject = "one"\n[projects]\none = "inner"\n',
    ),
    placed(
        "mode-project-dirs",
        INNER,
        config='mode = "project"\nproject = "inner"\n[dirs]\nproject = ["."]\n',
    ),
    placed("project-empty-variable", HERE, variables={"HATCH_PROJECT": ""}),
    placed("project-known-elsewhere", before="-p inner", config='[dirs]\nproject = ["src"]\n'),
    placed(
        "project-named-dirs-too",
        HERE,
        before="-p inner",
        config='[dirs]\nproject = ["."]\n[projects]\ninner = "."\n',
    ),
    placed(
        "project-home",
        HERE,
        before="-p one",
        files={"~/inner/pyproject.toml": PROJECT},
        config='[projects]\none = "~/inner"\n',
    ),
]
