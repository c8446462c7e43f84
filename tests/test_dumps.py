"""No memory of a process that holds a secret is written to a file, or read by another program."""

import ctypes
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from keydex import dumps
from keydex.secret import Secret
from tests.cli.running import Person
from tests.keyrings.places import script
from tests.samples import pyproject

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="that is asked of Linux here")
DUMPABLE = 3  # PR_GET_DUMPABLE, of <linux/prctl.h>.
LIMIT = 4096  # Bytes.
SCRIPT = f"""\
import ctypes, resource, subprocess
def told(): print(ctypes.CDLL(None).prctl({DUMPABLE}), resource.getrlimit(4)[0], flush=True)
resource.setrlimit(4, ({LIMIT}, resource.getrlimit(4)[1]))
from keydex import dumps
from keydex.secret import Secret
told()
Secret("canary")
told()
subprocess.run(["sh", "-c", "ulimit -c"])
with dumps.as_found():
    subprocess.run(["sh", "-c", "ulimit -c"])
told()
"""


def test_a_process_with_a_secret_leaves_no_dump_and_gives_a_command_its_limit_back() -> None:
    assert resource.RLIMIT_CORE == 4
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True
    )
    in_blocks = str(LIMIT // 512)
    assert ran.stdout.splitlines() == [f"1 {LIMIT}", "0 0", "0", in_blocks, "0 0"]


def test_a_process_is_covered_as_soon_as_it_makes_one() -> None:
    Secret("canary")
    assert ctypes.CDLL(None).prctl(DUMPABLE) == 0
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_a_traced_command_has_the_limit_that_it_had(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.write("pyproject.toml", pyproject("https://ci-bot:canary@pkgs.example/team/simple/"))
    shell = '[ "$1" = --version ] && echo "uv 0.13.8 (x)" && exit\necho "limit $(ulimit -c)"'
    script(tmp_path / "bin/uv", shell)
    person.variables["PATH"] = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    before, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (LIMIT, most))
    try:
        ran = person.keydex("trace", "--", "uv", "sync")
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (before, most))
    assert ran.out == f"limit {LIMIT // 512}\n"


def test_where_nothing_can_be_had_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    dumps.off.__wrapped__()
