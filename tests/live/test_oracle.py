"""What keydex says a release asks is what it asks, run now against an index on loopback."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from typing import Any

import pytest

from tests.oracle.index import Authority
from tests.oracle.running import staged
from tests.oracle.tools import Tools
from tests.oracle.worlds import worlds
from tests.recorded import Row, difference, predicted, rows

pytestmark = pytest.mark.live

Json = dict[str, Any]
RELEASES = [
    ("uv", "0.1.45"),
    ("uv", "0.6.17"),
    ("uv", "0.7.0"),
    ("uv", "0.13.8"),
    ("pip", "23.2.1"),
    ("pip", "26.1.2"),
    ("pip", "26.3"),
    ("poetry", "2.5.1"),
    ("pdm", "2.29.3"),
    ("hatch", "1.18.2"),
    ("twine", "7.0.0"),
    ("flit", "4.2.0"),
    ("pipenv", "2026.10.3"),
]
# Worlds of tests/recorded and of tests/oracle/worlds; * stands for any part of a name.
CASES = {
    "uv": """
        pip-user-slash-miss pip-user-port-miss pip-host-upper-miss pip-nouser-miss pip-hit-url
        pip-hit-host pip-hit-hostport pip-wrong-password pip-userpass-url pip-two-hosts
        pip-same-host-two-paths pip-provider-off pip-user-404-unauth pip-netrc-*
        proj-user-hit-url proj-nouser-always-* proj-user-never proj-explicit-* proj-env-*
        proj-no-keyring-exe proj-two-indexes proj-same-realm-* proj-sync-lock-*-miss
        proj-workspace-member-index publish-url-user publish-nouser publish-token publish-port
        publish-index publish-check requirements-nested config-file-variable no-config-flag
        system-file member-pin script-lock store-index-user lock-outside-sync unknown-key
        """,
    "pip": """
        auto-user-miss auto-allow-input-* sub-user-miss sub-nouser-miss sub-user-hit-* sub-403
        sub-user-port-miss sub-same-host-two-paths sub-userpass-url sub-netrc-* imp-user-miss
        off-user-miss no-exe conf-global env-beats-conf reqfile-index file-section
        section-over-global chosen-file isolated empty-in-file lines url-host-mixed*
        user-empty-password requirements-wipe links two-users-one-host netrc-variable*
        """,
    "poetry": """
        auth-toml-plain config-user-* env-* hit-* install-* keyring-disabled netrc nouser-*
        port-miss publish-pypi-token publish-user two-same-host user-* userpass-url
        directory-below project
        """,
    "pdm": """
        config-pypi-user envvar-url named-* netrc nouser-* port-miss publish publish-config-repo
        pypi-url-env user-* username-* folder-variable netrc-open
        """,
    "hatch": "config-repo config-user pypi pypirc url-* mode-project project-unknown",
    "twine": """
        env-* pypi-default pypi-hit pypirc-nouser pypirc-user pypirc-userpass pypirc-url-userinfo
        testpypi url-*
        """,
    "flit": "env-* pypirc-user pypirc-user-noslash folder-inner",
    # Not one that gets in: the session that then collects hashes asks once more, as pip would.
    "pipenv": "user-default user-subprocess-miss nouser-subprocess-miss user-pip-* envvar-user "
    "folder-nearest",
}
ON_DISK = {
    "uv": "pip-user-port-miss pip-hit-host proj-sync-lock-outside-miss proj-nouser-always-miss "
    "pip-provider-off system-file",
    "pip": "sub-user-hit-host sub-nouser-miss imp-user-miss no-exe conf-global reqfile-index",
    "poetry": "config-user-hit-repo install-hit-host publish-user",
    "pdm": "username-key-miss named-hit-pdm-service publish-config-repo",
    "hatch": "config-repo pypirc url-user-hit",
    "twine": "pypirc-user url-hit-any pypi-default",
    "flit": "env-url-user-hit pypirc-user",
    "pipenv": "user-subprocess-miss",
}
each_release = pytest.mark.parametrize(("tool", "version"), RELEASES)


def chosen(tool: str, version: str, patterns: str) -> list[Json]:
    """Return the worlds of these cases that a release can be run in."""
    found = {f"{world['case']} {world['importable']}": world for world in _possible(tool, version)}
    names = patterns.split()
    return [
        world for world in found.values() if any(fnmatch(world["case"], each) for each in names)
    ]


def _possible(tool: str, version: str) -> Iterator[Json]:
    release = tuple(map(int, version.split(".")))
    yield from (row.world for row in rows(tool) if row.version == version)
    yield from (world.recorded() for world in worlds(tool) if world.is_possible(release))


@each_release
def test_a_release_asks_what_is_said(
    tool: str, version: str, installed: Tools, authority: Authority
) -> None:
    def seen(world: Json) -> Row:
        with staged(world, version, installed, authority) as stage:
            return stage.run().row

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(seen, chosen(tool, version, CASES[tool])))
    differences = [
        f"{row.name}: {told}" for row in found if (told := difference(row, predicted(row)))
    ]
    assert not differences
    assert sum(bool(row.calls) for row in found) > len(found) / 3


@each_release
def test_the_command_says_on_disk_what_is_asked(
    tool: str, version: str, installed: Tools, authority: Authority
) -> None:
    differences = []
    for world in chosen(tool, version, ON_DISK[tool]):
        with staged(world, version, installed, authority) as stage:
            told = stage.explained()
            row = stage.run().row
        assert told["version"] == version
        assert told["version_from"] == ("executable" if tool == "uv" else "metadata")
        if found := difference(row, told):
            differences.append(f"{row.name}: {found}")
    assert not differences
