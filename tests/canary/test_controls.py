"""What leaks on purpose is found: one leak for every form, and one for every surface."""

import html
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import md5, sha1, sha256
from pathlib import Path
from shlex import quote as shell
from urllib.parse import quote

import pytest
from rich.text import Text
from textual.app import App
from textual.widgets import Static

from tests.canary.commands import COMMANDS
from tests.canary.places import PLACES, Cage
from tests.canary.scanning import FORMS, hits, of_terminal
from tests.canary.screens import SCREENS
from tests.canary.test_terminal import CRASHES
from tests.canary.watching import Watch, app
from tests.canary.worlds import world
from tests.ui.markup import COLOUR, NAME, obeyed
from tests.ui.pilots import settle

CAGE = Cage("controls")
ONE = CAGE["pasted"]
WRITTEN: dict[str, tuple[str, Callable[[str], str | bytes]]] = {
    "as it is": ("plain, or escaped", str),
    "percent": ("plain, or escaped", lambda text: quote(text, safe="")),
    "percent, lower case": ("plain, or escaped", lambda text: quote(text, safe="").lower()),
    "percent of a path": ("plain, or escaped", quote),
    "JSON": ("plain, or escaped", json.dumps),
    "TOML": ("plain, or escaped", lambda text: json.dumps(text, ensure_ascii=False)),
    "repr": ("plain, or escaped", repr),
    "repr of bytes": ("plain, or escaped", lambda text: repr(text.encode())),
    "HTML": ("plain, or escaped", html.escape),
    "a shell's": ("plain, or escaped", shell),
    "Latin-1": ("plain, or escaped", lambda text: text.encode("latin-1")),
    "its second half": ("plain, or escaped", lambda text: text[len(text) // 2 :]),
    "capitals": ("capitals", str.upper),
    "reversed": ("reversed", lambda text: text[::-1]),
    "hex": ("hex", lambda text: text.encode().hex()),
    "capital hex": ("hex", lambda text: text.encode().hex().upper()),
    "spaced hex": ("spaced hex", lambda text: text.encode().hex(" ")),
    "base64": ("base64", lambda text: b64encode(text.encode())),
    "base64, shifted": ("base64", lambda text: b64encode(f"a{text}".encode())),
    "base64, shifted by two": ("base64", lambda text: b64encode(f"ab{text}".encode())),
    "base64 of a login": ("base64", lambda text: b64encode(f"ci-bot:{text}".encode())),
    "base64url": ("base64url", lambda text: urlsafe_b64encode(f"ci-bot:{text}".encode())),
    "UTF-16": ("UTF-16", lambda text: text.encode("utf-16-le")),
    "UTF-16, big end first": ("UTF-16", lambda text: text.encode("utf-16-be")),
    "UTF-32": ("UTF-32", lambda text: text.encode("utf-32-le")),
    "%41": ("percent, every letter", lambda text: "".join(f"%{ord(each):02X}" for each in text)),
    "\\x41": ("escapes of a repr", lambda text: "".join(f"\\x{ord(each):02x}" for each in text)),
    "\\u0041": ("escapes of JSON", lambda text: "".join(f"\\u{ord(each):04x}" for each in text)),
    "\\101": ("octal escapes", lambda text: "".join(f"\\{ord(each):03o}" for each in text)),
    "&#65;": ("references of HTML", lambda text: "".join(f"&#{ord(each)};" for each in text)),
    "&#x41;": (
        "hex references of HTML",
        lambda text: "".join(f"&#x{ord(each):x};" for each in text),
    ),
    "a list": ("numbers of a list", lambda text: str(list(text.encode()))),
    "MD5": ("MD5", lambda text: md5(text.encode()).hexdigest()),  # noqa: S324 - a form to find.
    "SHA-1": ("SHA-1", lambda text: sha1(text.encode()).hexdigest()),  # noqa: S324 - likewise.
    "SHA-256": ("SHA-256", lambda text: sha256(text.encode()).hexdigest()),
    "one letter a line": ("letter by letter", "\n".join),
    "wrapped": ("letter by letter", "│\n│ ".join),
    "coloured": ("letter by letter", "\x1b[1m".join),
    "its beginning": ("cut off", lambda text: text[:12]),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_secret_is_found_in_every_form(way: str) -> None:
    form, write = WRITTEN[way]
    leak = write(ONE.value)
    content = leak if isinstance(leak, bytes) else leak.encode("utf-8", "surrogatepass")
    found = hits("here", b"before " + content + b" after", CAGE.canaries.values())
    assert form in {hit.form for hit in found}
    assert {hit.place for hit in found} <= {"pasted", "one of them"}


def test_every_form_is_put_in_on_purpose() -> None:
    assert {form for form, _ in WRITTEN.values()} == set(FORMS)


def test_nothing_is_found_where_nothing_is() -> None:
    other = Cage("another")
    text = " ".join(each.value for each in other.canaries.values())
    assert hits("here", text.encode(), CAGE.canaries.values()) == []


# A program that leaks the secret that it reads, in one way.
LEAKS: dict[str, str] = {
    "stdout": "print(secret)",
    "stderr": "sys.stderr.write(base64.b64encode(('ci-bot:' + secret).encode()).decode())",
    "file": "open('left', 'w').write(secret)",
    "close-file": "open(os.environ['CANARY_RECORD'] + '-elsewhere', 'w').write(secret)",
    "os.remove-file": "f = open('gone', 'w'); f.write(secret); f.close(); os.remove('gone')",
    "os.rename-file": "f = open('draft', 'w'); f.write(secret); f.close();"
    " os.rename('draft', 'kept'); open('kept', 'w').close()",
    "name": "open(secret.encode().hex(), 'w').close()",
    "cmdline": "subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.5)', secret])",
    "environ": "subprocess.run(['/bin/sleep', '0.5'], env={'TOKEN': secret})",
    "log": "logging.getLogger('another').debug('sent %s', secret)",
}
READS = "import base64, logging, os, subprocess, sys\nsecret = sys.stdin.read()\n"


@pytest.mark.parametrize("surface", LEAKS)
def test_a_secret_is_found_on_every_surface(surface: str, tmp_path: Path) -> None:
    with world(tmp_path) as one:
        one.look()
        secret = one.cage["pasted"].value
        assert one.runs([], secret, program=("-c", READS + LEAKS[surface])) == 0
        one.look_again({})
        found = {(hit.surface.partition(" ")[0], hit.place) for hit in one.surfaces.hits(one.cage)}
        assert (surface, "pasted") in found
        assert {place for _, place in found} == {"pasted"}


async def test_a_secret_is_found_on_a_screen_and_on_the_clipboard(tmp_path: Path) -> None:
    with world(tmp_path) as one:
        one.look()
        async with app(one).run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            watch = Watch(pilot, one)
            await pilot.app.screen.mount(Static(one.cage["pasted"].value, markup=False))
            pilot.app.copy_to_clipboard(one.cage["refused"].value)
            await pilot.pause()
            watch.look()
        found = {(hit.surface.partition(" ")[0], hit.place) for hit in one.surfaces.hits(one.cage)}
        assert found == {("svg", "pasted"), ("screen", "pasted"), ("clipboard", "refused")}


def of_rich(text: str) -> Static:
    return Static(Text.from_markup(text))


# Rich breaks off at `@click`, and Textual at a closed tag that it does not know: that is seen, too.
@pytest.mark.parametrize(
    ("draws", "text"),
    [
        (Static, NAME),
        (Static, f"[on {COLOUR}]x[/]"),
        (Static, "[link='https://evil.example']x"),
        (of_rich, f"[{COLOUR}]x[/]"),
        (of_rich, "[link=https://evil.example]x[/]"),
    ],
)
async def test_markup_that_a_screen_obeys_is_found(
    draws: Callable[[str], Static], text: str
) -> None:
    async with App[None]().run_test() as pilot:
        await pilot.app.mount(draws(text))
        await pilot.pause()
        assert obeyed(pilot.app)
        await pilot.app.query_one(Static).remove()
        await pilot.app.mount(Static(text, markup=False))
        await pilot.pause()
        assert obeyed(pilot.app) == []


def test_a_secret_is_found_in_a_terminal() -> None:
    copied = b"\x1b]52;c;" + b64encode(ONE.value.encode()) + b"\x07"
    seen = b"\x1b[2J" + "\x1b[1C".join(CAGE["refused"].value).encode() + copied
    found = {
        (hit.surface, hit.place)
        for name, text in of_terminal(seen)
        for hit in hits(name, text, CAGE.canaries.values())
    }
    assert ("terminal, without controls", "refused") in found
    assert ("clipboard 0", "pasted") in found


def test_a_process_that_could_leave_a_dump_is_found(tmp_path: Path) -> None:
    script = (
        "import ctypes, resource\nfrom keydex.secret import Secret\nSecret('x')\n"
        "ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)\n"
    )
    with world(tmp_path) as one:
        assert one.runs([], program=("-c", script)) == 0
        one.look_again({})
        assert [(each["limit"], each["dumpable"]) for each in one.cores] == [(0, 1)]


def test_as_much_is_searched_as_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    surfaces = [*LEAKS, "svg", "screen", "clipboard", "terminal", "core dumps"]
    counts = {
        "surfaces": (len(surfaces), 15),
        "places": (len(PLACES), 54),
        "forms": (len(WRITTEN), 39),
        "command lines": (len(COMMANDS), 98),
        "screens": (len(SCREENS), 13),
        "crashes": (len(CRASHES) + sum(bool(each.breaks) for each in COMMANDS), 27),
    }
    with capsys.disabled():
        print("", *(f"{count} {name}" for name, (count, _) in counts.items()), sep="\n  ")  # noqa: T201
    assert [name for name, (count, least) in counts.items() if count < least] == []
