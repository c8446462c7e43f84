"""What uv reads in requirements files."""

from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, URL, World, private
from tests.oracle.worlds.uv_making import SEARCHED, TEAM, ZED, compiled, index, project, uv

FORGIVES = (0, 1, 33)  # Before, a refusal ends the command, and PyPI is not asked any more.

WORLDS: list[World] = [
    compiled(
        "requirements-nested",
        files={
            "req.in": "-r sub/more.in\n",
            "sub/more.in": "-r last.in\n",
            "sub/last.in": f"--index-url {NAMED}\ncustompkg\n",
        },
    ),
    compiled(
        "requirements-variable",
        variables={"CI_USER": "ci-bot"},
        files={"req.in": "--index-url " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"},
    ),
    compiled(
        "requirements-variable-unset",
        files={"req.in": "--index-url " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"},
    ),
    compiled(
        "requirements-lower-variable",
        variables={"ci_user": "ci-bot"},
        files={"req.in": "--index-url " + URL.replace("//", "//${ci_user}@") + "\ncustompkg\n"},
    ),
    compiled("requirements-equals", files={"req.in": f"--index-url={NAMED}  # ours\ncustompkg\n"}),
    compiled("requirements-short", files={"req.in": f"-i {NAMED}\ncustompkg\n"}),
    compiled(
        "requirements-extra",
        since=FORGIVES,
        server=(private(URL), EMPTY_PYPI),
        files={"req.in": f"--extra-index-url {NAMED}\ncustompkg\n"},
    ),
    compiled(
        "requirements-links",
        since=FORGIVES,
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
        files={"req.in": f"--find-links https://ci-bot@{HOST}/links/\ncustompkg\n"},
    ),
    compiled(
        "requirements-no-index", "--index-url", NAMED, files={"req.in": "--no-index\ncustompkg\n"}
    ),
    compiled(
        "requirements-behind-flag",
        "--index-url",
        ZED,
        server=TEAM,
        files={"req.in": f"--index-url {NAMED}\ncustompkg\n"},
    ),
    compiled(
        "requirements-extra-behind-flag",
        "--index-url",
        ZED,
        server=SEARCHED,
        files={"req.in": f"--extra-index-url {NAMED}\ncustompkg\n"},
    ),
    compiled(
        "constraints-index",
        "-c",
        "cons.txt",
        files={"cons.txt": f"--index-url {NAMED}\ncustompkg<2\n"},
    ),
    uv(
        "pyproject-compiled",
        "pip compile pyproject.toml",
        since=(0, 4, 23),
        files={"pyproject.toml": project(index())},
    ),
]
