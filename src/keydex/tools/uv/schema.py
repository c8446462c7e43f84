"""What uv accepts in its settings; one key that it does not know makes it ignore them all."""

from collections.abc import Iterator, Mapping
from typing import Any

from keydex.model import Key, Version, spelled
from keydex.tools.uv import releases, urls

# The first release that knows each key of [tool.uv] (crates/uv-settings/src/settings.rs, read in
# 0.4.14 to 0.12.5 and 0.13.8). Before 0.4.14 unknown keys were mostly let through.
STRICT: Version = (0, 4, 14)
ALWAYS: Version = (0, 4, 14)
KEYS: dict[str, Version] = {
    **dict.fromkeys(
        """
        native-tls offline no-cache cache-dir preview python-preference python-downloads
        concurrent-downloads concurrent-builds concurrent-installs index-url extra-index-url
        no-index find-links index-strategy keyring-provider allow-insecure-host trusted-host
        resolution prerelease dependency-metadata config-settings no-build-isolation
        no-build-isolation-package exclude-newer link-mode compile-bytecode no-sources upgrade
        upgrade-package reinstall reinstall-package no-build no-build-package no-binary
        no-binary-package pip cache-keys override-dependencies constraint-dependencies environments
        workspace sources dev-dependencies managed package
        """.split(),
        ALWAYS,
    ),
    **dict.fromkeys(("publish-url", "trusted-publishing"), (0, 4, 16)),
    "index": (0, 4, 23),
    "default-groups": (0, 4, 27),
    **dict.fromkeys(("python-install-mirror", "pypy-install-mirror", "conflicts"), (0, 5, 2)),
    **dict.fromkeys(("check-url", "build-backend"), (0, 5, 3)),
    "fork-strategy": (0, 5, 9),
    "required-version": (0, 5, 14),
    "required-environments": (0, 6, 1),
    "build-constraint-dependencies": (0, 6, 2),
    "python-downloads-json-url": (0, 7, 3),
    "add-bounds": (0, 7, 9),
    "dependency-groups": (0, 7, 14),
    "config-settings-package": (0, 8, 1),
    **dict.fromkeys(("extra-build-dependencies", "exclude-newer-package"), (0, 8, 4)),
    "extra-build-variables": (0, 8, 6),
    "exclude-dependencies": (0, 9, 8),
    "torch-backend": (0, 9, 18),
    **dict.fromkeys(("http-proxy", "https-proxy", "no-proxy"), (0, 9, 23)),
    "no-sources-package": (0, 9, 26),
    "system-certs": (0, 11, 0),
    "audit": (0, 11, 3),
    "preview-features": (0, 11, 22),
    "prerelease-package": (0, 12, 1),
    **dict.fromkeys(
        (
            "require-build-hashes",
            "graalpy-install-mirror",
            "pyodide-install-mirror",
            "minimum-libc-version",
        ),
        (0, 12, 6),
    ),
}
# Only where nothing newer than what was read can have added keys.
READ_UP_TO: Version = (0, 13, 8)
CHOICES: dict[str, tuple[str, ...]] = {
    "keyring-provider": ("disabled", "subprocess"),
    "index-strategy": (
        "first-index",
        "first-match",
        "unsafe-any-match",
        "unsafe-first-match",
        "unsafe-best-match",
    ),
}
TYPES: dict[str, type] = {
    "index-url": str,
    "extra-index-url": list,
    "find-links": list,
    "no-index": bool,
    "index": list,
    "publish-url": str,
    "check-url": str,
    "pip": dict,
    "sources": dict,
    "workspace": dict,
    "offline": bool,
}
INDEX_TYPES: dict[str, type] = {"name": str, "url": str, "default": bool, "explicit": bool}
# Settings that hold URLs, or paths.
URLS = frozenset({"index-url", "extra-index-url", "find-links", "publish-url", "check-url"})
TOP_LEVEL = URLS | {"index", "index-strategy", "keyring-provider", "no-index"}
"""What stood in the table `pip` first."""
NAMES = {str: "a string", list: "an array", dict: "a table", bool: "true or false"}
POLICIES = ("auto", "always", "never")


def refusal(table: Mapping[str, Any], version: Version) -> tuple[Key, str] | None:
    """Return the first key that makes uv refuse the settings, and why; None if it takes them."""
    for name, value in table.items():
        if name in TOP_LEVEL and version < releases.FORGIVES_KEYS:
            return (name,), f"uv {spelled(version)} knows this key only in the table pip"
        if STRICT <= version <= READ_UP_TO and not KEYS.get(name, (99,)) <= version:
            return (name,), f"uv {spelled(version)} does not know this key"
        if trouble := _value_trouble(name, value):
            return (name,), trouble
    for name, value in (table.get("pip") or {}).items():
        if trouble := _value_trouble(name, value) or _pip_trouble(name, version):
            return ("pip", name), trouble
    for position, entry in enumerate(table.get("index") or ()):
        if found := next(_index_troubles(entry), None):
            return ("index", position, found[0]), found[1]
    return None


def _pip_trouble(name: str, version: Version) -> str | None:
    """Say why a setting may not stand in the table `pip`."""
    if name in URLS and version < releases.READS_URLS:
        return f"uv {spelled(version)} cannot read it"
    return "uv knows this key only in [tool.uv]" if name == "index" else None


def _value_trouble(name: str, value: object) -> str | None:
    """Say what is wrong with the value of a setting."""
    if name in CHOICES and value not in CHOICES[name]:
        return f"it is none of {', '.join(CHOICES[name][:2])}"
    expected = TYPES.get(name)
    if expected and not isinstance(value, expected):
        return f"it should be {NAMES[expected]}"
    if expected is list and name != "index" and not all(isinstance(each, str) for each in value):  # type: ignore[attr-defined]
        return "it holds something that is not a string"
    found = value if isinstance(value, list) else [value]
    if name in URLS and not all(urls.is_valid(str(each)) for each in found):
        return "it is no URL"
    return None


def _index_troubles(entry: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one entry of `index`, and under which key."""
    if not isinstance(entry, Mapping):
        yield "url", "an index is a table with a url"
        return
    if "url" not in entry:
        yield "url", "it is missing"
    for name, kind in INDEX_TYPES.items():
        if name in entry and not isinstance(entry[name], kind):
            yield name, f"it should be {NAMES[kind]}"
            return
    name = entry.get("name", "x")
    if not name or not all(each.isascii() and (each.isalnum() or each in "-_.") for each in name):
        yield "name", "a name has only ASCII letters, digits, -, _ and ."
    for key in ("url", "publish-url"):
        if not urls.is_valid(str(entry.get(key, ""))):
            yield key, "it is no URL"
    if entry.get("authenticate", "auto") not in POLICIES:
        yield "authenticate", f"it is none of {', '.join(POLICIES)}"
