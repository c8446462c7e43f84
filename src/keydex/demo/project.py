"""The sample project: one index that works, one with an old password, one without entry or name."""

import shutil
import sys
from pathlib import Path

USER = "ci-bot"
OPENS = "open sesame"
"""What each index of the demo accepts, also with more behind it: to have a new one to rotate to."""
PASSWORDS = dict.fromkeys(("core", "vendor", "ml", "tools"), OPENS)
PYPROJECT = """\
# The indexes of this demo take any password that begins with: open sesame
[project]
name = "billing-api"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["billing-core", "vendor-sdk", "ml-models", "dev-tools"]

[tool.uv]
keyring-provider = "subprocess"

# An index that works: its entry is in the keyring.
[[tool.uv.index]]
name = "core"
url = "{url}/core/simple/"

# An index whose password has changed since it was stored.
[[tool.uv.index]]
name = "vendor"
url = "{url}/vendor/simple/"

# An index without an entry.
[[tool.uv.index]]
name = "ml"
url = "{url}/ml/simple/"

# An index without a username: uv asks nothing for it. (On the same host, it would take the
# username of an index that has one.)
[[tool.uv.index]]
name = "tools"
url = "{other}/tools/simple/"
"""
REQUIREMENTS = """\
--extra-index-url {url}/core/simple/
--extra-index-url {url}/ml/simple/
billing-core
ml-models
"""
KEYRING = """\
#!{python}
import sys
from keyring.cli import main
sys.exit(main())
"""


def written(root: Path, bare: str) -> tuple[Path, Path, Path]:
    """Write the project, a home and a keyring command; return their folders."""
    folder, home, commands = (root / name for name in ("billing-api", "home", "bin"))
    for each in (folder, home, commands):
        each.mkdir()
    url = bare.replace("://", f"://{USER}@")
    other = bare.replace("127.0.0.1", "localhost")
    (folder / "pyproject.toml").write_text(PYPROJECT.format(url=url, other=other))
    (folder / "requirements.txt").write_text(REQUIREMENTS.format(url=url))
    if sys.platform == "win32":
        launcher = Path(sys.executable).with_name("keyring.exe")
        if launcher.is_file():
            shutil.copy(launcher, commands / "keyring.exe")
    else:
        script = commands / "keyring"
        script.write_text(KEYRING.format(python=sys.executable))
        script.chmod(0o700)
    return folder, home, commands


def entries(bare: str) -> dict[str, dict[str, str]]:
    """Return what is in the demo's keyring: one good password and an old one."""
    return {
        f"{bare}/core/simple/": {USER: PASSWORDS["core"]},
        f"{bare}/vendor/simple/": {USER: "an old password"},
    }
