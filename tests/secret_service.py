"""A real Secret Service: gnome-keyring on a bus of its own, without prompts, session or display.

Needs gnome-keyring and dbus of the distribution. It lives in a folder of its own, whose path is
short, since the name of a socket may have 108 characters.
"""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import secretstorage
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from secretstorage.util import (
    DBusAddressWrapper,
    add_match_rules,
    format_secret,
    open_session,
)

# Without service folders the bus starts nothing by itself: no prompter, no second daemon.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    {denied}
  </policy>
</busconfig>
"""
DENIED = '<deny send_destination="org.freedesktop.secrets" send_path="{path}"/>'
SECRETS = "org.freedesktop.secrets"
SERVICE = "org.freedesktop.Secret.Service"
ROOT = "/org/freedesktop/secrets"
# gnome-keyring's own interface takes a master password without a prompt.
UNPROMPTED = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
MASTER = "master"
WAIT = 10.0  # Seconds; it takes a hundredth of one.


class SecretService:
    """A daemon on its bus; `variables` lead a program to it, and to a home folder of its own."""

    def __init__(self, home: Path, variables: dict[str, str]) -> None:
        self.home = home
        self.variables = {
            **variables,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home / "run"),
        }
        for name in ("cache", "config", "data", "run"):
            (home / name).mkdir(mode=0o700)
        self._collection = ""
        self._running: list[subprocess.Popen[str]] = []

    def start(self) -> None:
        """Start bus and daemon."""
        self._start_bus()
        self._start_daemon()

    def create(self) -> None:
        """Make the default collection, unlocked."""
        label = {"org.freedesktop.Secret.Collection.Label": ("s", "Default")}
        reply = self._unprompted("CreateWithMasterPassword", "a{sv}(oayays)", label)
        self._collection = reply[0]
        with self.connection() as connection:
            service = DBusAddressWrapper(ROOT, SERVICE, connection)
            service.call("SetAlias", "so", "default", self._collection)

    def lock(self) -> None:
        """Lock the collection; the daemon still knows the names of its entries."""
        with self.connection() as connection:
            secretstorage.get_default_collection(connection).lock()

    def unlock(self) -> None:
        """Unlock the collection."""
        self._unprompted("UnlockWithMasterPassword", "o(oayays)", self._collection)

    def forget(self) -> None:
        """Be as on the first day: there is no default collection."""
        with self.connection() as connection:
            service = DBusAddressWrapper(ROOT, SERVICE, connection)
            service.call("SetAlias", "so", "default", "/")

    def restart(self) -> None:
        """Start afresh as after a login: locked, and every name in it hashed."""
        self.kill()
        self.revive()

    def revive(self) -> None:
        """Start the daemon that was ended; it is locked then."""
        self._start_daemon()

    def kill(self) -> None:
        """End the daemon; the bus stays."""
        _end(self._running.pop())

    def stop(self) -> None:
        """End everything."""
        while self._running:
            _end(self._running.pop())

    def add(self, service: str, username: str, secret: str) -> None:
        """Add an entry as another program would, beside one of the same name."""
        with self.connection() as connection:
            attributes = {"service": service, "username": username, "by": "another program"}
            collection = secretstorage.get_default_collection(connection)
            collection.create_item("another", attributes, secret.encode())

    def deny(self, service: str) -> None:
        """Let nobody near one item; what else the service does is as it was."""
        with self.connection() as connection:
            collection = secretstorage.get_default_collection(connection)
            (item,) = collection.search_items({"service": service})
            self._write_config(DENIED.format(path=item.item_path))
            Proxy(message_bus, connection).ReloadConfig()

    @contextmanager
    def connection(self) -> Iterator[DBusConnection]:
        """Connect to the bus."""
        address = self.variables["DBUS_SESSION_BUS_ADDRESS"]
        with closing(open_dbus_connection(bus=address)) as connection:
            add_match_rules(connection)
            yield connection

    def _unprompted(self, method: str, signature: str, argument: object) -> Any:
        with self.connection() as connection:
            session = open_session(connection)
            master = format_secret(session, MASTER.encode(), "text/plain")
            service = DBusAddressWrapper(ROOT, UNPROMPTED, connection)
            return service.call(method, signature, argument, master)

    def _start_bus(self) -> None:
        config = self._write_config()
        bus = subprocess.Popen(
            [
                "dbus-daemon",
                f"--config-file={config}",
                "--nofork",
                "--nopidfile",
                "--print-address=1",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.variables,
        )
        self._running.append(bus)
        assert bus.stdout
        with bus.stdout as printed:
            self.variables["DBUS_SESSION_BUS_ADDRESS"] = printed.readline().strip()

    def _write_config(self, denied: str = "") -> Path:
        config = self.home / "bus.conf"
        config.write_text(BUS.format(folder=self.home / "run", denied=denied), "utf-8")
        return config

    def _start_daemon(self) -> None:
        daemon = subprocess.Popen(
            [
                "gnome-keyring-daemon",
                "--foreground",
                "--components=secrets",
                f"--control-directory={self.home / 'run' / 'keyring'}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.variables,
        )
        self._running.append(daemon)
        end = time.monotonic() + WAIT
        with self.connection() as connection:
            bus = Proxy(message_bus, connection)
            while not bus.NameHasOwner(SECRETS)[0]:
                assert daemon.poll() is None, "gnome-keyring-daemon has ended"
                assert time.monotonic() < end, "gnome-keyring-daemon does not appear"
                time.sleep(0.005)


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait(WAIT)


@contextmanager
def secret_service(variables: dict[str, str]) -> Iterator[SecretService]:
    """Run a Secret Service with an unlocked, empty collection; `variables` need PATH only."""
    with tempfile.TemporaryDirectory(prefix="kdx-") as folder:
        service = SecretService(Path(folder), variables)
        try:
            service.start()
            service.create()
            yield service
        finally:
            service.stop()
