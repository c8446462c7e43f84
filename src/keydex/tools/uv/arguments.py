"""The command line of uv: which command it is, and the options that bear on indexes."""

from collections.abc import Mapping

from keydex.nouns import dataclass

# Options that take a value (uv 0.13.8, crates/uv-cli/src/lib.rs; older releases have fewer).
VALUED = frozenset(
    """
    allow-insecure-host annotation-style authenticate bounds branch build-constraint
    build-constraints cache-dir cert check-url color config-file config-setting config-settings
    config-settings-package constraint constraints custom-compile-command default-index directory
    env-file exclude exclude-newer exclude-newer-package exclude-package extra extra-index-url
    find-links fork-strategy format from group index index-strategy index-url keyring-provider
    link-mode marker max-recursion-depth native-tls-dir no-binary no-binary-package
    no-build-isolation-package no-build-package no-editable-package no-emit-package no-extra
    no-group no-install-package no-sources-package only-binary only-emit-package only-group
    only-install-package optional out-dir output-file output-format output-version override
    overrides package password prefix preview-feature preview-features prerelease
    prerelease-package project prompt publish-url python python-downloads-json-url python-fetch
    python-platform python-preference python-version refresh-package reinstall-package requirement
    requirements resolution rev tag target token torch-backend trusted-host trusted-publishing
    unsafe-package upgrade-group upgrade-package username with with-editable with-requirements
    """.split()
)
SHORT = {
    "b": "build-constraints",
    "c": "constraints",
    "C": "config-setting",
    "f": "find-links",
    "i": "index-url",
    "o": "output-file",
    "p": "python",
    "P": "upgrade-package",
    "r": "requirements",
    "w": "with",
}
# What a letter or a name means in one command only.
SHORT_OF = {
    "publish": {"p": "password", "t": "token", "u": "username"},
    "add": {"m": "marker"},
    "pip": {"e": "editable"},
}
VALUED_OF = {"pip": {"editable"}}
SAME = {"requirement": "requirements", "constraint": "constraints", "trusted-host": ""}
NESTED = frozenset({"auth", "cache", "pip", "python", "self", "tool", "workspace"})
# Behind their first own word, the rest belongs to the program that they run.
RUNNERS = frozenset({("run",), ("tool", "run")})


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line: the command, its options in order, its other words."""

    command: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    flags: frozenset[str]
    words: tuple[str, ...]

    def last(self, name: str) -> str | None:
        """Return the last value of an option."""
        values = self.options.get(name, ())
        return values[-1] if values else None


def parsed(words: tuple[str, ...]) -> Arguments:
    """Parse the words behind `uv` as clap does: `--name value`, `--name=value`, `-nvalue`."""
    command: tuple[str, ...] = ()
    options: dict[str, list[str]] = {}
    flags: set[str] = set()
    others: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            others += rest
            break
        if word.startswith("-") and word != "-":
            name, value = _option(word, command)
            if _takes_value(name, command):
                value = value if value is not None else (rest.pop(0) if rest else "")
                options.setdefault(SAME.get(name) or name, []).append(value)
            else:
                flags.add(name)
        elif not command or (len(command) == 1 and command[0] in NESTED):
            command += (word,)
        else:
            others.append(word)
            if command in RUNNERS:
                others += rest
                break
    return Arguments(
        command, {name: tuple(each) for name, each in options.items()}, frozenset(flags), (*others,)
    )


def _option(word: str, command: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the long name of an option, and the value that is glued to it."""
    if word.startswith("--"):
        name, separator, value = word[2:].partition("=")
        return name, value if separator else None
    letters = SHORT | SHORT_OF.get(command[0] if command else "", {})
    name = letters.get(word[1], word[1])
    value = word[2:].removeprefix("=")
    return name, value or None


def _takes_value(name: str, command: tuple[str, ...]) -> bool:
    """Say whether an option takes a value in this command."""
    first = command[0] if command else ""
    if name == "script":
        return first != "run"
    return name in VALUED or name in VALUED_OF.get(first, ())
