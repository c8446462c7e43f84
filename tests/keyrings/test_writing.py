"""What was written is read back, what was deleted is asked for again."""

from pathlib import Path

import pytest

from keydex.errors import KeyringError
from keydex.keyrings import keyring
from keydex.model import Access, Credential, Via
from keydex.secret import Secret
from tests.keyrings.places import HERE, environment, script

BLANK = Credential("ci-bot", Secret(" CANARY "))
STORES = [
    (
        "keyring.backends.null.Keyring",
        "the keyring stored nothing for h ci-bot: its backend is null (keyring --disable)",
    ),
    (
        "careless.Forgets",
        "the keyring stored nothing for h ci-bot: its backend is tests.backends.careless.Forgets",
    ),
    (
        "careless.Trims",
        "the keyring gives another password for h ci-bot than the one just stored",
    ),
    ("careless.Shuts", "stored h ci-bot, but can't read it back: the keyring is locked"),
    (
        "keyring.backends.fail.Keyring",
        "can't store h ci-bot: no backend: keyring finds none that works here",
    ),
    (
        "keyring.backends.gone.Keyring",
        "can't store h ci-bot: the backend raises ModuleNotFoundError",
    ),
    ("strange.Raises", "can't store h ci-bot: the backend raises ValueError"),
]


@pytest.mark.parametrize(("backend", "message"), STORES)
def test_what_can_not_be_found_again_was_not_stored(
    tmp_path: Path, backend: str, message: str
) -> None:
    with pytest.raises(KeyringError) as caught:
        keyring(HERE, environment(tmp_path, backend)).store("h", BLANK)
    assert caught.value.message == message
    assert caught.value.hint
    assert not caught.value.__cause__
    assert caught.value.__suppress_context__ or not caught.value.__context__


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("careless.Renews", "h ci-bot is still there after 9 deletions"),
        ("careless.Refuses", "can't delete h ci-bot: the backend raises PasswordDeleteError"),
        ("careless.Shuts", "can't look for h ci-bot: the keyring is locked"),
    ],
)
def test_what_can_still_be_found_was_not_deleted(
    tmp_path: Path, backend: str, message: str
) -> None:
    with pytest.raises(KeyringError) as caught:
        keyring(HERE, environment(tmp_path, backend)).delete("h", "ci-bot")
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize("reply", ["[0, null]", '[0, {"done": false}]', '{"done": true}'])
def test_a_python_that_does_not_say_that_it_stored_has_not(tmp_path: Path, reply: str) -> None:
    text = f"""echo '{{"version": "25.7.0", "backend": "b"}}'; read -r line; echo '{reply}'"""
    access = Access(Via.IMPORT, "-", interpreter=script(tmp_path / "python", text))
    with pytest.raises(KeyringError, match=r"^can't store h ci-bot: the keyring's Python prints"):
        keyring(access, environment(tmp_path)).store("h", BLANK)


def test_a_hang_while_storing_says_that_it_may_have_been_stored(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "strange.Hangs"), patience=0.5)
    with pytest.raises(KeyringError, match=r"^can't store hang ci-bot: no answer within") as caught:
        ring.store("hang", BLANK)
    assert "look again" in caught.value.hint


def test_a_password_is_kept_to_the_last_blank(tmp_path: Path) -> None:
    ring = keyring(HERE, environment(tmp_path, "keeping.Keeps"))
    ring.store("h", BLANK)
    ring.store("h", Credential("ci-bot", Secret("line\n\N{SNOWMAN}" + "x" * 200_000)))
    assert ring.delete("h", "ci-bot") == 1


def test_a_chain_of_backends_may_answer_with_another_entry(tmp_path: Path) -> None:
    entry_points = tmp_path / "chained-1.dist-info" / "entry_points.txt"
    entry_points.parent.mkdir()
    entry_points.write_text("[keyring.backends]\nchained = tests.backends.chained\n", "utf-8")
    (tmp_path / ".config").mkdir()
    path = f"{tmp_path}:{environment(tmp_path).variables['PYTHONPATH']}"
    ring = keyring(HERE, environment(tmp_path, PYTHONPATH=path))
    ring.store("h", BLANK)
    with pytest.raises(KeyringError, match=r"^the keyring gives another password for token ci-bot"):
        ring.store("token", BLANK)
    assert ring.delete("h", "ci-bot") == 1
