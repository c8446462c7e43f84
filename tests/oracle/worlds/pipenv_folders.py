"""Which Pipfile pipenv takes: how far up it looks, and which one a variable names."""

from tests.oracle.worlds import World
from tests.oracle.worlds.pipenv_making import HERE, INNER, pipenv, pipfile, placed

EMPTY = "[packages]\n"

WORLDS: list[World] = [
    placed("folder-below", cwd="src"),
    placed("folder-two-below", cwd="a/b"),
    placed("folder-three-below", cwd="a/b/c"),
    placed("folder-nine-below", cwd="a/b/c/d/e/f/g/h/i"),
    placed("folder-ten-below", cwd="a/b/c/d/e/f/g/h/i/j"),
    placed("folder-nearest", cwd="inner"),
    placed("folder-nearest-below", cwd="inner/src"),
    placed("folder-of-a-folder", files={"bare/Pipfile/x": ""}, cwd="bare"),
    placed("folder-lower-case", files={"bare/pipfile": EMPTY}, cwd="bare"),
    placed("folder-empty", files={"bare/Pipfile": ""}, cwd="bare", server=()),
    placed(
        "folder-without-source",
        files={"bare/Pipfile": '[packages]\ncustompkg = "*"\n'},
        cwd="bare",
        server=(),
    ),
    placed("depth-one", cwd="src", variables={"PIPENV_MAX_DEPTH": "1"}),
    placed("depth-two", cwd="src", variables={"PIPENV_MAX_DEPTH": "2"}),
    placed("depth-three", cwd="a/b", variables={"PIPENV_MAX_DEPTH": "3"}),
    placed("depth-two-deeper", cwd="a/b", variables={"PIPENV_MAX_DEPTH": "2"}),
    placed("depth-twelve", cwd="a/b/c/d/e/f/g/h/i/j", variables={"PIPENV_MAX_DEPTH": "12"}),
    placed("depth-zero", variables={"PIPENV_MAX_DEPTH": "0"}),
    placed("depth-true", cwd="src", variables={"PIPENV_MAX_DEPTH": "true"}),
    placed("depth-true-here", cwd="inner", variables={"PIPENV_MAX_DEPTH": "yes"}),
    placed("depth-word", cwd="src", variables={"PIPENV_MAX_DEPTH": "deep"}),
    placed("depth-empty", cwd="src", variables={"PIPENV_MAX_DEPTH": ""}),
    placed("alone-below", cwd="src", variables={"PIPENV_NO_INHERIT": "1"}),
    placed("alone-here", cwd="inner", variables={"PIPENV_NO_INHERIT": "true"}),
    placed("alone-off", cwd="src", variables={"PIPENV_NO_INHERIT": "0"}),
    placed("alone-empty", cwd="src", variables={"PIPENV_NO_INHERIT": ""}),
    placed("alone-word", cwd="src", variables={"PIPENV_NO_INHERIT": "please"}),
    placed(
        "alone-over-depth", cwd="src", variables={"PIPENV_NO_INHERIT": "1", "PIPENV_MAX_DEPTH": "5"}
    ),
    placed("named", variables={"PIPENV_PIPFILE": "inner/Pipfile"}),
    placed("named-up", cwd="inner", variables={"PIPENV_PIPFILE": "../Pipfile"}),
    placed("named-absolute", cwd="src", variables={"PIPENV_PIPFILE": "@project/inner/Pipfile"}),
    placed(
        "named-other-name",
        files={"my.toml": pipfile(INNER)},
        variables={"PIPENV_PIPFILE": "my.toml"},
    ),
    placed("named-gone", variables={"PIPENV_PIPFILE": "gone/Pipfile"}),
    placed("named-empty", cwd="inner", variables={"PIPENV_PIPFILE": ""}),
    placed(
        "named-over-alone",
        cwd="src",
        variables={"PIPENV_PIPFILE": "../inner/Pipfile", "PIPENV_NO_INHERIT": "1"},
    ),
    pipenv("nowhere", files={HERE: None}, cwd="src"),
    placed("sync-lock-of-outer", "sync", cwd="src", files={"Pipfile.lock": "broken"}),
]
