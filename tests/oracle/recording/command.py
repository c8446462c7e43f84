"""Be the `keyring` command: write down what is asked, and answer from a table."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def asked(words: Sequence[str]) -> tuple[list[str], str, str]:
    """Return the words that are no options, the mode and the form of the answer."""
    others, options = [], {"mode": "password", "output": "plain"}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and name in options:
            options[name] = value if equals else rest.pop(0)
        else:
            others.append(word)
    return others, options["mode"], options["output"]


def answer(words: Sequence[str], entries: Sequence[Sequence[str]]) -> str | None:
    """Return what keyring prints; None where it finds nothing."""
    (_, service, *users), mode, output = asked(words)
    for name, username, password in entries:
        if name == service and ([username] == users or (mode == "creds" and not users)):
            shown = {"username": username} if mode == "creds" else {}
            shown["password"] = password
            return json.dumps(shown) if output == "json" else "\n".join(shown.values())
    return None


def main() -> int:
    """Take a note, and answer."""
    words = sys.argv[1:]
    with Path(os.environ["KEYRING_NOTES"]).open("a", encoding="utf-8") as notes:
        notes.write(json.dumps({"via": "subprocess", "argv": words}) + "\n")
    found = answer(words, json.loads(os.environ["KEYRING_ENTRIES"]))
    if found is not None:
        sys.stdout.write(f"{found}\n")
    return int(found is None)


if __name__ == "__main__":
    sys.exit(main())
