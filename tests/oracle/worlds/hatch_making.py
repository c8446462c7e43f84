"""The worlds of hatch are made of these: one upload, in which nobody may be asked."""

from typing import Any

from tests.oracle.worlds import World, private

UPLOAD = "https://upload.corp.example/legacy/"
OTHER = "https://else.example/legacy/"
FILE = "dist/custompkg-0.0.1-py3-none-any.whl"
CONFIG = "~/.config/hatch/config.toml"
CACHED = "publish/index/previous_working_users.json"
PROJECT = """[project]
name = "custompkg"
version = "0.0.1"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
"""
OFF = "[tool.hatch.publish.index]\ndisable = true\n"
HERE, INNER = "pyproject.toml", "inner/pyproject.toml"
CORP = f'[publish.index.repos.corp]\nurl = "{UPLOAD}"\n'
SERVER = (
    private(UPLOAD),
    private(OTHER),
    *(private(f"https://{host}.pypi.org/legacy/", "__token__") for host in ("upload", "test")),
)


def hatch(
    case: str, words: str = f"-r {UPLOAD}", before: str = "", config: str = "", **more: Any
) -> World:
    """Make a world of `hatch publish`; a file that is None is left out."""
    files = {FILE: "@wheel:custompkg", HERE: PROJECT, **more.pop("files", {})}
    files = {name: text for name, text in files.items() if text is not None}
    if config:
        files[more.pop("config_at", CONFIG)] = config
    up = "../" * len([each for each in more.get("cwd", ".").split("/") if each != "."])
    command = ("hatch", "-q", *before.split(), "publish", "-n", *words.split(), f"{up}{FILE}")
    more = {"server": SERVER, "importable": True, **more}
    return World("hatch", case, command, files, **more)


def pypirc(case: str, section: str, *lines: str, words: str = f"-r {UPLOAD}") -> World:
    """Make a world with one section of a .pypirc."""
    text = "\n".join([f"[{section}]", *lines, ""])
    return hatch(case, words, files={"~/.pypirc": text}, config=CORP)


def placed(case: str, *off: str, **more: Any) -> World:
    """Make a world of two projects, of which some are not to be uploaded."""
    variables = {"HATCH_INDEX_USER": "ci-bot", **more.pop("variables", {})}
    files = {HERE: PROJECT, INNER: PROJECT, **more.pop("files", {})}
    files |= {each: files[each] + OFF for each in off}
    return hatch(case, files=files, variables=variables, **more)
