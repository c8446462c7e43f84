"""The command line of hatch, and of its `publish`."""

from keydex.tools.uploading import Syntax

FIRST = Syntax(
    {
        "-e": "env",
        "--env": "env",
        "-p": "project",
        "--project": "project",
        "--data-dir": "data-dir",
        "--cache-dir": "cache-dir",
        "--config": "config",
    },
    {"--version": "version", "--help": "help", "-h": "help"},
    shortens=False,
)
# hatch/cli/publish/__init__.py, 1.18.
OPTIONS = Syntax(
    {
        "-r": "repo",
        "--repo": "repo",
        "-u": "user",
        "--user": "user",
        "-a": "auth",
        "--auth": "auth",
        "--ca-cert": "ca-cert",
        "--client-cert": "client-cert",
        "--client-key": "client-key",
        "-p": "publisher",
        "--publisher": "publisher",
        "-o": "option",
        "--option": "option",
    },
    {
        "-n": "no-prompt",
        "--no-prompt": "no-prompt",
        "-y": "yes",
        "--yes": "yes",
        "-h": "help",
        "--help": "help",
    },
    shortens=False,
)
