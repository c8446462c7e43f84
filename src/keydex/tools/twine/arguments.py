"""The command line of twine, and of `upload` and `register`."""

from keydex.tools.uploading import Syntax

FIRST = Syntax({}, {"--version": "version", "--help": "help", "-h": "help"}, shortens=True)
# settings.py, `register_argparse_arguments`, 7.0.
OPTIONS = Syntax(
    {
        "-r": "repository",
        "--repository": "repository",
        "--repository-url": "repository-url",
        "--sign-with": "sign-with",
        "-i": "identity",
        "--identity": "identity",
        "-u": "username",
        "--username": "username",
        "-p": "password",
        "--password": "password",
        "-c": "comment",
        "--comment": "comment",
        "--config-file": "config-file",
        "--cert": "cert",
        "--client-cert": "client-cert",
    },
    {
        "-s": "sign",
        "--sign": "sign",
        "-h": "help",
        "--help": "help",
        "--attestations": "attestations",
        "--non-interactive": "non-interactive",
        "--skip-existing": "skip-existing",
        "--verbose": "verbose",
        "--disable-progress-bar": "disable-progress-bar",
    },
    shortens=True,
)
