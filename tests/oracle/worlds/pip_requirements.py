"""What pip reads in requirements and constraints files."""

from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, private
from tests.oracle.worlds.pip_making import PACKAGE, SEARCHED, ZED, ZED_RULE, both, pip

WORLDS: list[World] = [
    *both("requirements", "-r", "r.txt", files={"r.txt": f"-i {NAMED}\ncustompkg\n"}),
    *both(
        "requirements-nested",
        "-r",
        "r.txt",
        files={
            "r.txt": "-r sub/more.txt\n",
            "sub/more.txt": "-r last.txt\n",
            "sub/last.txt": f"--index-url={NAMED}  # ours\ncustompkg\n",
        },
    ),
    pip(
        "requirements-wipe",
        "-r",
        "r.txt",
        "--extra-index-url",
        ZED,
        server=SEARCHED,
        files={"r.txt": f"--extra-index-url {OTHER}\n--index-url {NAMED}\ncustompkg\n"},
    ),
    pip(
        "requirements-wipe-then-extra",
        "-r",
        "r.txt",
        "--extra-index-url",
        ZED,
        server=SEARCHED,
        files={"r.txt": f"--index-url {NAMED}\n--extra-index-url {OTHER}\ncustompkg\n"},
    ),
    pip(
        "requirements-two-files",
        "-r",
        "a.txt",
        "-r",
        "b.txt",
        server=SEARCHED,
        files={
            "a.txt": f"--index-url {ZED}\ncustompkg\n",
            "b.txt": f"--extra-index-url {NAMED}\ncustompkg\n",
        },
    ),
    pip(
        "requirements-over-flag",
        "-r",
        "r.txt",
        "-i",
        ZED,
        server=(private(URL), ZED_RULE),
        files={"r.txt": f"-i {NAMED}\ncustompkg\n"},
    ),
    pip(
        "requirements-no-index",
        "-r",
        "r.txt",
        "-i",
        NAMED,
        files={"r.txt": "--no-index\ncustompkg\n"},
    ),
    pip(
        "requirements-no-index-then-index",
        "-r",
        "r.txt",
        files={"r.txt": f"--no-index\n-i {NAMED}\ncustompkg\n"},
    ),
    pip(
        "requirements-links",
        "-r",
        "r.txt",
        server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
        files={"r.txt": f"--no-index\n-f https://ci-bot@{HOST}/links/\ncustompkg\n"},
    ),
    pip(
        "requirements-trusted",
        "-r",
        "r.txt",
        server=(private("http://feed.example/"),),
        files={
            "r.txt": "--trusted-host feed.example\n-i http://ci-bot@feed.example/simple/\ncustompkg\n"
        },
    ),
    pip(
        "requirements-continued",
        "-r",
        "r.txt",
        files={"r.txt": f"--index-url \\\n  {NAMED}\ncustompkg\n"},
    ),
    pip(
        "requirements-variable",
        "-r",
        "r.txt",
        variables={"CI_USER": "ci-bot"},
        files={"r.txt": "-i " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"},
    ),
    pip(
        "requirements-variable-lower",
        "-r",
        "r.txt",
        variables={"ci_user": "ci-bot"},
        files={"r.txt": "-i " + URL.replace("//", "//${ci_user}@") + "\ncustompkg\n"},
    ),
    pip(
        "requirements-variable-empty",
        "-r",
        "r.txt",
        variables={"CI_USER": ""},
        files={"r.txt": "-i " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"},
    ),
    pip("constraints-index", PACKAGE, "-c", "c.txt", files={"c.txt": f"-i {NAMED}\ncustompkg<2\n"}),
    pip(
        "constraints-nested",
        "-r",
        "r.txt",
        files={"r.txt": "-c c.txt\ncustompkg\n", "c.txt": f"-i {NAMED}\n"},
    ),
    pip(
        "requirements-variable-of-pip",
        files={"r.txt": f"-i {NAMED}\ncustompkg\n"},
        variables={"PIP_REQUIREMENT": "r.txt"},
    ),
    pip(
        "constraint-variable",
        PACKAGE,
        files={"c.txt": f"-i {NAMED}\n"},
        variables={"PIP_CONSTRAINT": "c.txt"},
    ),
    pip("requirements-bom", "-r", "r.txt", files={"r.txt": f"\ufeff-i {NAMED}\ncustompkg\n"}),
    pip(
        "requirements-two-on-a-line",
        "-r",
        "r.txt",
        server=SEARCHED,
        files={"r.txt": f"-i {NAMED} --extra-index-url {OTHER}\ncustompkg\n"},
    ),
]
