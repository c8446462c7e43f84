"""The command line of pipenv, as argparse reads it (cli/options.py, 2026.10)."""

from keydex.tools.uploading import Syntax

LOCKS = frozenset({"install", "lock", "uninstall", "update", "upgrade"})
"""Commands that make a lock, and so look for packages with pip's resolver."""
INSTALLS = frozenset({"sync"})
"""Commands that install what a lock names."""
OPTIONS = Syntax(
    {
        "-i": "index",
        "--index": "index",
        "-e": "editable",
        "--editable": "editable",
        "-r": "requirements",
        "--requirements": "requirements",
        "--categories": "categories",
        "--extras": "extras",
        "--extra-pip-args": "extra-pip-args",
        "--config-settings": "config-settings",
        "--python": "python",
        "--pypi-mirror": "pypi-mirror",
        "--resolver": "resolver",
        "--backend": "backend",
    },
    {"-h": "help", "--help": "help", "--version": "version"},
    shortens=False,
)
