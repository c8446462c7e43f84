"""Which files uv reads: its settings, those of others, workspaces, scripts, requirements."""

from tests.oracle.worlds import EMPTY_PYPI, HOST, NAMED, OTHER, URL, World, private
from tests.oracle.worlds.uv_making import ON, PROVIDER, compiled, index, locked, project, uv

ZED = "https://zed@zed.example/simple/"
INDEX = f'[[index]]\nname = "corp"\nurl = "{NAMED}"\n'
USER_FILE = "~/.config/uv/uv.toml"
TEAM = (private(URL), private("https://zed.example/", "zed"), EMPTY_PYPI)
MEMBER = "[project]\nname='m'\nversion='0'\nrequires-python='>=3.11'\ndependencies=['custompkg']\n"
WORKSPACE = "[tool.uv.workspace]\nmembers = ['pkgs/*']\nexclude = ['pkgs/out']\n"
SCRIPT = (
    "# /// script\n# requires-python = '>=3.11'\n# dependencies = ['custompkg']\n"
    f"# [tool.uv]\n# {ON}# [[tool.uv.index]]\n# name = 'corp'\n# url = '{NAMED}'\n# ///\nprint(1)\n"
)
SEARCHED = (
    private(URL, packages=[]),
    private("https://zed.example/", "zed", packages=[]),
    private("https://other.example/", "ann", packages=[]),
    EMPTY_PYPI,
)

FORGIVES = (0, 1, 33)  # Before, a refusal ends the command, and PyPI is not asked any more.

SETTINGS = [
    locked("config-file-variable", index(ZED), files={"my.toml": ON + INDEX}, server=TEAM,
        variables={"UV_CONFIG_FILE": "my.toml"}),
    locked("config-file-flag", index(ZED), files={"my.toml": ON + INDEX}, server=TEAM,
        command="lock --config-file my.toml"),
    locked("config-file-hides-user", files={"my.toml": ON, USER_FILE: INDEX}, server=TEAM,
        variables={"UV_CONFIG_FILE": "my.toml"}),
    locked("no-config-variable", index(), variables={"UV_NO_CONFIG": "1", **PROVIDER}),
    locked("no-config-flag", index(), variables=PROVIDER, command="lock --no-config"),
    locked("no-config-index-variable", index(ZED), server=TEAM, command="lock --no-config",
        variables={"UV_INDEX": NAMED, **PROVIDER}),
    locked("system-file", files={"etc/uv/uv.toml": ON + INDEX}, settings="", server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/etc"}),
    locked("system-file-second", files={"two/uv/uv.toml": ON + INDEX}, settings="", server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/one:@project/two"}),
    locked("system-file-after-gap", files={"two/uv/uv.toml": ON + INDEX}, settings="", server=TEAM,
        variables={"XDG_CONFIG_DIRS": ":@project/two"}),
    locked("system-file-off", files={"etc/uv/uv.toml": ON + INDEX}, settings="", server=TEAM,
        variables={"XDG_CONFIG_DIRS": "@project/etc", "UV_NO_SYSTEM_CONFIG": "1"}),
    locked("all-files", index(ZED, "zed"), server=SEARCHED,
        files={USER_FILE: INDEX, "etc/uv/uv.toml": INDEX.replace("corp", "other").replace(NAMED, OTHER)},
        variables={"XDG_CONFIG_DIRS": "@project/etc"}),
    locked("provider-project-over-user", index(), files={USER_FILE: 'keyring-provider = "disabled"\n'}),
    locked("provider-flag-over-all", index(), settings='keyring-provider = "disabled"\n',
        command="lock --keyring-provider subprocess", variables={"UV_KEYRING_PROVIDER": "disabled"}),
    locked("unknown-key", index(), settings=f"{ON}frobnicate = 1\n", variables=PROVIDER),
    locked("unknown-index-key", index(frobnicate="x"), variables=PROVIDER),
    locked("newer-key", index(), settings=f'{ON}add-bounds = "lower"\n', variables=PROVIDER),
    locked("bad-type", index(), settings=f"{ON}index-url = 3\n", variables=PROVIDER),
    locked("bad-policy", index(authenticate="sometimes"), variables=PROVIDER, since=(0, 6, 6)),
    locked("uv-toml-above", files={"uv.toml": ON + INDEX, "sub/pyproject.toml": MEMBER}, cwd="sub",
        settings="", server=TEAM),
    locked("uv-toml-above-empty-table", cwd="sub", server=TEAM, variables=PROVIDER,
        files={"uv.toml": INDEX, "sub/pyproject.toml": f"{MEMBER}[tool.uv]\n"}),
    locked("dotted-keys", f"[tool.uv.pip]\n{ON}", f"[[tool.uv.index]]\nurl = '{NAMED}'\n", settings=""),
    uv("requirements-in-a-uv-folder", "pip compile req.in", server=TEAM, since=(0, 4, 23),
        files={"uv.toml": ON + INDEX, "req.in": "custompkg\n"}),
    uv("tool-run", "tool run --from custompkg demo", server=TEAM, since=(0, 4, 23),
        files={"pyproject.toml": project(index(ZED)), USER_FILE: ON + INDEX}),
]  # fmt: skip

PLACES = [
    locked("directory-flag", cwd=".", command="--directory sub lock", settings="",
        files={"sub/pyproject.toml": project(index())}),
    locked("project-flag", command="--project sub lock", settings="",
        files={"sub/pyproject.toml": project(index())}),
    locked("project-variable", settings="", files={"sub/pyproject.toml": project(index())},
        variables={"UV_PROJECT": "sub"}, since=(0, 4, 30)),
    locked("directory-variable", settings="", files={"sub/pyproject.toml": project(index())},
        variables={"UV_WORKING_DIRECTORY": "sub"}, since=(0, 4, 30)),
    locked("directory-and-project", command="--directory sub --project .. lock", settings="",
        files={"sub/pyproject.toml": project(index())}),
    locked("no-project-flag", index(ZED), server=TEAM, command="run --no-project --with custompkg python",
        files={USER_FILE: ON + INDEX}),
    locked("member-folder", WORKSPACE, index(), cwd="pkgs/m", needs="", server=TEAM,
        files={"pkgs/m/pyproject.toml": f"{MEMBER}[tool.uv]\nindex-url = '{ZED}'\n"}),
    locked("member-settings", WORKSPACE, index(), cwd="pkgs/m", needs="", settings="", server=TEAM,
        files={"pkgs/m/pyproject.toml": f"{MEMBER}[tool.uv]\n{ON}"}),
    locked("member-excluded", WORKSPACE, index(ZED), cwd="pkgs/out", server=TEAM,
        files={"pkgs/out/pyproject.toml": f"{MEMBER}[tool.uv]\n{ON}\n{index()}"}),
    locked("member-pin", WORKSPACE, needs="", server=TEAM, since=(0, 5, 0),
        files={"pkgs/m/pyproject.toml": MEMBER + index(name="own")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"}),
    locked("member-pin-variable", WORKSPACE, needs="", server=TEAM, since=(0, 5, 0),
        variables={"UV_INDEX_OWN_USERNAME": "ci-bot"},
        files={"pkgs/m/pyproject.toml": MEMBER + index(URL, "own")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"}),
    locked("member-pin-explicit-variable", WORKSPACE, needs="", server=TEAM, since=(0, 5, 0),
        variables={"UV_INDEX_OWN_USERNAME": "ci-bot"},
        files={"pkgs/m/pyproject.toml": MEMBER + index(URL, "own", explicit=True)
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"}),
    locked("member-pin-always", WORKSPACE, needs="", server=TEAM, since=(0, 6, 6),
        files={"pkgs/m/pyproject.toml": MEMBER + index(URL, "own", authenticate="always")
            + "[tool.uv.sources]\ncustompkg = { index = 'own' }\n"}),
    uv("script-lock", "lock --script demo.py", files={"demo.py": SCRIPT}, since=(0, 5, 22), server=TEAM),
    uv("script-run", "run demo.py", files={"demo.py": SCRIPT}, since=(0, 4, 23), server=TEAM),
    uv("script-run-in-project", "run demo.py", since=(0, 4, 23), server=SEARCHED,
        files={"demo.py": SCRIPT, "pyproject.toml": project(index(ZED, "zed"), needs="")}),
    uv("script-run-below", "run sub/demo.py", since=(0, 4, 23), server=SEARCHED, variables=PROVIDER,
        files={"sub/demo.py": SCRIPT, "sub/uv.toml": INDEX.replace("corp", "zed").replace(NAMED, ZED)}),
]  # fmt: skip

REQUIREMENTS = [
    compiled("requirements-nested", files={"req.in": "-r sub/more.in\n",
        "sub/more.in": "-r last.in\n", "sub/last.in": f"--index-url {NAMED}\ncustompkg\n"}),
    compiled("requirements-variable", variables={"CI_USER": "ci-bot"},
        files={"req.in": "--index-url " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"}),
    compiled("requirements-variable-unset",
        files={"req.in": "--index-url " + URL.replace("//", "//${CI_USER}@") + "\ncustompkg\n"}),
    compiled("requirements-lower-variable", variables={"ci_user": "ci-bot"},
        files={"req.in": "--index-url " + URL.replace("//", "//${ci_user}@") + "\ncustompkg\n"}),
    compiled("requirements-equals", files={"req.in": f"--index-url={NAMED}  # ours\ncustompkg\n"}),
    compiled("requirements-short", files={"req.in": f"-i {NAMED}\ncustompkg\n"}),
    compiled("requirements-extra", since=FORGIVES, server=(private(URL), EMPTY_PYPI),
        files={"req.in": f"--extra-index-url {NAMED}\ncustompkg\n"}),
    compiled("requirements-links", since=FORGIVES, server=(private(f"https://{HOST}/links/"), EMPTY_PYPI),
        files={"req.in": f"--find-links https://ci-bot@{HOST}/links/\ncustompkg\n"}),
    compiled("requirements-no-index", "--index-url", NAMED, files={"req.in": "--no-index\ncustompkg\n"}),
    compiled("requirements-behind-flag", "--index-url", ZED, server=TEAM,
        files={"req.in": f"--index-url {NAMED}\ncustompkg\n"}),
    compiled("requirements-extra-behind-flag", "--index-url", ZED, server=SEARCHED,
        files={"req.in": f"--extra-index-url {NAMED}\ncustompkg\n"}),
    compiled("constraints-index", "-c", "cons.txt", files={"cons.txt": f"--index-url {NAMED}\ncustompkg<2\n"}),
    uv("pyproject-compiled", "pip compile pyproject.toml", since=(0, 4, 23),
        files={"pyproject.toml": project(index())}),
]  # fmt: skip

WORLDS: list[World] = [*SETTINGS, *PLACES, *REQUIREMENTS]
