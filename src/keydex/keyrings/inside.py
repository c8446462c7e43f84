"""Answer for the keyring of the interpreter that runs this file, one line of JSON a question.

It runs in the environment of the user's `keyring`, Python 3.7 or newer and keyring 15 or newer,
so it imports the standard library and keyring, and nothing of keydex.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Neither the folder of this file nor the current one may offer a module for those below.
    HERE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 - pathlib is one of them.
    sys.path[:] = [each for each in sys.path if each and os.path.realpath(each) != HERE]

import gc
import importlib
import json
import re
from contextlib import closing
from typing import Any

QUIET = {
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.fail.Keyring",
    "keyring.backends.null.Keyring",
    "keydex.keyrings.sample.Keyring",
    "keyrings.alt.file.PlaintextKeyring",
}
"""The backends that never ask a person anything."""
SECRET_SERVICE = "keyring.backends.SecretService"  # noqa: S105 - the name of a module.
SERVICE = "org.freedesktop.Secret.Service"
WINDOWS = "keyring.backends.Windows"
GENERIC = 1  # CRED_TYPE_GENERIC of wincred.h.
KEYCHAIN = "keyring.backends.macOS"
# What `security dump-keychain` prints of an item; hexadecimal where it is not plain text.
ITEM = re.compile(r'^class: "genp"$(.*?)(?=^keychain: |\Z)', re.MULTILINE | re.DOTALL)
ATTRIBUTE = re.compile(r'^ +"(acct|svce)"<blob>=(?:0x([0-9A-F]+) .*|"(.*)")$', re.MULTILINE)
UNPROMPTED = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


def get_password(ring: Any, service: str, username: str | None) -> object:
    """Ask as `keyring get` does; None is a miss."""
    password = ring.get_password(service, username)
    return None if password is None else {"username": username or "", "password": password}


def get_credential(ring: Any, service: str, username: str | None) -> object:
    """Ask as `keyring get --mode creds` does; None is a miss."""
    if not hasattr(ring, "get_credential"):  # keyring < 15.2.0
        return None if username is None else get_password(ring, service, username)
    credential = ring.get_credential(service, username)
    if credential is None:
        return None
    return {"username": credential.username, "password": credential.password}


def set_password(ring: Any, service: str, username: str, password: str) -> object:
    """Store as `keyring set` does."""
    ring.set_password(service, username, password)
    return {"done": True}


def delete_password(ring: Any, service: str, username: str) -> object:
    """Delete as `keyring del` does."""
    ring.delete_password(service, username)
    return {"done": True}


def describe(ring: Any) -> object:
    """Say which backends there are, whether one is locked and whether one may prompt.

    No secret is touched; `locked` is None where that can't be known without asking. `unlockable`
    says whether what is locked, or has no collection yet, takes a master password from `unlock`.
    """
    locked = {path(each): lock(each) for each in rings(ring)}
    known = [each for each in locked.values() if each is not None]
    return {
        "backends": list(locked),
        "locked": any(known) if known else None,
        "prompts": any(locked[name] is not False for name in locked if name not in QUIET),
        "unlockable": any(locked[path(each)] is not False and offers(each) for each in rings(ring)),
    }


def rings(ring: Any) -> list[Any]:
    """Return the backends that are asked, in their order."""
    chained = type(ring).__module__ == "keyring.backends.chainer"
    return list(ring.backends) if chained else [ring]


def lock(ring: Any) -> bool | None:
    """Say whether a backend is locked; None where that can't be known without asking.

    Only the Secret Service tells. Where it has no collection yet, it prompts to make one.
    """
    if type(ring).__module__ != SECRET_SERVICE:
        return None
    import secretstorage

    names = filter(None, [getattr(ring, "preferred_collection", None)])
    with closing(secretstorage.dbus_init()) as connection:
        try:
            return bool(secretstorage.Collection(connection, *names).is_locked())
        except secretstorage.exceptions.SecretStorageException:
            return None


def contents(ring: Any, parts: list[str]) -> object:
    """Name the entries whose service contains one of the parts; no secret is touched.

    `whole` is false where a backend can't be listed without a prompt, or not by this program.
    """
    lists = [entries(each) for each in rings(ring)]
    found = [
        [service, username]
        for each in lists
        for service, username in each or ()
        if any(part in service for part in parts)
    ]
    return {"contents": found, "whole": None not in lists}


def entries(ring: Any) -> list[tuple[str, str]] | None:
    """Name the entries of one backend, None where it can't be listed."""
    module = type(ring).__module__
    if module == SECRET_SERVICE:
        return in_secret_service(ring)
    if module == WINDOWS:
        return in_windows(importlib.import_module(module).win32cred)
    if module == KEYCHAIN:
        import subprocess

        words = ("/usr/bin/security", "dump-keychain")
        return in_keychain(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)
    if module == "keydex.keyrings.sample":
        return [(service, user) for service, users in ring.entries().items() for user in users]
    return None


def in_secret_service(ring: Any) -> list[tuple[str, str]] | None:
    """Name the entries of the collection that keyring asks, which is open."""
    if lock(ring) is not False:
        return None
    import secretstorage

    chosen = filter(None, [getattr(ring, "preferred_collection", None)])
    schemes = getattr(ring, "schemes", {})  # keyring >= 23.9.0
    scheme = schemes.get(getattr(ring, "scheme", None)) or {}
    service, username = scheme.get("service", "service"), scheme.get("username", "username")
    with closing(secretstorage.dbus_init()) as connection:
        items = secretstorage.Collection(connection, *chosen).get_all_items()
        known = [each.get_attributes() for each in items]
    return [(each[service], each.get(username, "")) for each in known if service in each]


def in_windows(vault: Any) -> list[tuple[str, str]]:
    """Name the generic credentials; of one service a second has its username before it."""
    found = []
    for each in vault.CredEnumerate(None, 0):
        if each["Type"] == GENERIC:
            target, username = each["TargetName"], each["UserName"] or ""
            start = f"{username}@"
            service = target.removeprefix(start)
            found.append((service, username))
    return found


def in_keychain(printed: bytes) -> list[tuple[str, str]]:
    """Name the generic passwords of the keychains that are searched, as `security` prints them."""
    found = []
    for item in ITEM.findall(printed.decode(errors="replace")):
        texts = {
            name: bytes.fromhex(code).decode(errors="replace") if code else text
            for name, code, text in ATTRIBUTE.findall(item)
        }
        if "svce" in texts:
            found.append((texts["svce"], texts.get("acct", "")))
    return found


def offers(ring: Any) -> bool:
    """Say whether a backend is a Secret Service that takes a master password without a prompt."""
    if type(ring).__module__ != SECRET_SERVICE:
        return False
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        asked = spoken(connection, "org.freedesktop.DBus.Introspectable")
        return f'"{UNPROMPTED}"' in asked.call("Introspect", "")[0]


def unlock(ring: Any, password: str) -> object:
    """Unlock the Secret Service with its master password, or make its first collection with it.

    gnome-keyring takes it, and refuses a wrong one (daemon/dbus/gkd-secret-service.c, 42.1).
    """
    import jeepney  # type: ignore[import-untyped]
    import secretstorage
    from secretstorage.util import format_secret, open_session

    chosen = [getattr(each, "preferred_collection", None) for each in rings(ring)]
    with closing(secretstorage.dbus_init()) as connection:
        session = open_session(connection)
        master = format_secret(session, password.encode(), "text/plain")
        service, offer = spoken(connection, SERVICE), spoken(connection, UNPROMPTED)
        place = next(filter(None, chosen), None) or service.call("ReadAlias", "s", "default")[0]
        try:
            if place == "/":
                label = {"org.freedesktop.Secret.Collection.Label": ("s", "Default")}
                made = offer.call("CreateWithMasterPassword", "a{sv}(oayays)", label, master)
                service.call("SetAlias", "so", "default", made[0])
            else:
                offer.call("UnlockWithMasterPassword", "o(oayays)", place, master)
        except jeepney.DBusErrorResponse as error:
            return {"raised": [error.name.rpartition(".")[2]]}
    return {"done": True}


def spoken(connection: Any, interface: str) -> Any:
    """Return an interface of the Secret Service, to be called."""
    from secretstorage.util import DBusAddressWrapper

    return DBusAddressWrapper("/org/freedesktop/secrets", interface, connection)


ACTS = {
    each.__name__: each
    for each in (
        contents,
        delete_password,
        describe,
        get_credential,
        get_password,
        set_password,
        unlock,
    )
}


def path(ring: Any) -> str:
    """Name a backend as PYTHON_KEYRING_BACKEND does."""
    return f"{type(ring).__module__}.{type(ring).__qualname__}"


def version(package: str = "keyring") -> str:
    """Return the version of a package, or nothing where its metadata is gone."""
    for name in ("importlib.metadata", "importlib_metadata"):  # The first is in Python 3.8.
        try:
            return str(importlib.import_module(name).version(package))
        except ImportError:  # PackageNotFoundError is one too.
            continue
    return ""


def raised(error: BaseException | None) -> dict[str, list[str]]:
    """Name the types of an error, of keyring's errors above it, and of what caused it."""
    names: list[str] = []
    while error is not None:
        kinds = type(error).__mro__
        names.append(kinds[0].__name__)
        names += [each.__name__ for each in kinds[1:] if each.__module__ == "keyring.errors"]
        error = error.__cause__ or error.__context__
    return {"raised": names}


# A backend is a stranger's code, and may raise anything or leave: each question gets a line
# all the same. It names types only, since the text of an error may quote a secret.
ANYTHING = (Exception, SystemExit)


def opened() -> tuple[Any, dict[str, object]]:
    """Load keyring and its backend; return it, and the line that says so."""
    hello: dict[str, object] = {}
    try:
        import keyring

        hello["version"] = version()
        ring = keyring.get_keyring()
        hello["backend"] = path(ring)
    except ANYTHING as error:
        return None, dict(hello, **raised(error))
    return ring, hello


def reply(ring: Any, question: str) -> str:
    """Answer one question, with its number before the answer."""
    words = json.loads(question)
    number = words.pop("number")
    try:
        return json.dumps([number, ACTS[words.pop("ask")](ring, **words)])
    except ANYTHING as error:
        return json.dumps([number, raised(error)])


def main() -> None:
    """Answer until there are no more questions.

    A backend that reads finds no input, and one that prints does not answer for this file:
    questions and answers have descriptors of their own, which its programs do not inherit.
    """
    questions = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    ring, hello = opened()
    print(json.dumps(hello), file=answers, flush=True)
    own = os.getpid()
    for question in questions:
        answer = reply(ring, question)
        if os.getpid() != own:
            os._exit(0)  # A backend has forked, and this is its child: it answers nobody.
        print(answer, file=answers, flush=True)
    # keydex waits for the end, and nobody for garbage; PyPy has no `freeze`.
    getattr(gc, "freeze", gc.collect)()


if __name__ == "__main__":
    main()
