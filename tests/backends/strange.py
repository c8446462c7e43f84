"""Backends that do what backends should not, each chosen by its name."""

import getpass
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

PATIENT = 300  # Seconds; no test waits that long.


class Hangs(KeyringBackend):
    """Hangs at the service `hang`; answers with its process, so that processes can be counted."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        if service == "hang":
            threading.Event().wait()
        return str(os.getpid())

    def set_password(self, service: str, username: str, password: str) -> None:
        self.get_password(service, username)


class Litters(Hangs):
    """Starts a program, writes down its number, and hangs."""

    def get_password(self, service: str, username: str) -> str | None:
        with subprocess.Popen(
            [sys.executable, "-c", f"import time; time.sleep({PATIENT})"]
        ) as left:
            Path(service).write_text(str(left.pid), "utf-8")
            threading.Event().wait()
        return None


class Prompts(Hangs):
    """Asks the person at the terminal."""

    def get_password(self, service: str, username: str) -> str | None:
        return getpass.getpass()


class Reads(Hangs):
    """Asks the person at the terminal, in the way of a program that does not hide it."""

    def get_password(self, service: str, username: str) -> str | None:
        return input("Token: ")


class Prints(Hangs):
    """Prints to standard output, itself and through a program of its own."""

    def get_password(self, service: str, username: str) -> str | None:
        sys.stdout.write('{"username": "forged", "password": "forged"}\n')
        sys.stdout.flush()
        os.write(1, b"null\n")
        subprocess.run([sys.executable, "-c", "print('null')"], check=True)
        return "genuine"


class Raises(Hangs):
    """Raises, with the secret in the text."""

    def get_password(self, service: str, username: str) -> str | None:
        if service == "exit":
            sys.exit("CANARY")
        if service == "locked":
            raise RuntimeError("CANARY") from KeyringLocked("CANARY")
        if service == "die":
            os._exit(3)
        raise ValueError("CANARY")


class Answers(Hangs):
    """Answers with what a credential should not be."""

    def get_password(self, service: str, username: str) -> Any:
        return {"bytes": b"CANARY", "empty": "", "\N{SNOWMAN}": "\N{SNOWMAN}\ud800\n "}[service]

    def get_credential(self, service: str, username: str | None) -> Any:
        return SimpleNamespace(username=username, password=None)


class Tells(Hangs):
    """Answers with what it finds around it."""

    def get_password(self, service: str, username: str) -> str | None:
        if service == "folder":
            return str(Path.cwd())
        if service == "path":
            return os.pathsep.join(sys.path)
        if service == "session":
            return str(os.getsid(0) == os.getpid())
        if service == "terminal":
            return str(any(os.isatty(number) for number in range(3)))
        return os.environ.get(service)


class Lingers(Hangs):
    """Leaves a thread that does not end."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Thread(target=threading.Event().wait).start()
        return "genuine"
