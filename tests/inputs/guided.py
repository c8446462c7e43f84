"""Put inputs to the readers that lead to code not reached before: `python -m tests.inputs.guided`.

Needs atheris, which the tests do not install: it changes bytes, and keeps what leads elsewhere.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.inputs.spoiling import BYTES, ODD, Spoiled

LONGEST = 4096  # Bytes of an input.
TERM = 32  # Bytes of what is put in as one piece.
PATIENCE = 30  # Seconds for one input.


def main() -> int:
    """Run so many inputs for each reader; ends with 1 where one broke a claim."""
    parser = argparse.ArgumentParser(prog="python -m tests.inputs.guided", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="READER", help="default: all")
    parser.add_argument("--runs", type=int, default=1000, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _guided(options.one, options.runs, options.seed)
        return 0
    from tests.inputs.readers import READERS

    broken = 0
    words = (sys.executable, "-m", "tests.inputs.guided")
    for name in options.names or READERS:
        limits = f"--runs={options.runs}", f"--seed={options.seed}"
        done = subprocess.run(
            (*words, "--one", name, *limits), capture_output=True, text=True, check=False
        )
        broken += done.returncode != 0
        _say(f"{'✗' if done.returncode else '✓'} {name:<22} {_reached(done.stderr)}")
        if done.returncode:
            _say(done.stdout[-LONGEST:])
    return int(broken > 0)


def _guided(name: str, runs: int, seed: int) -> None:
    """Run inputs for one reader; atheris ends the process."""
    import atheris

    # What is loaded later is watched, too.
    with atheris.instrument_imports(include=["keydex"]), tempfile.TemporaryDirectory() as folder:
        from tests.inputs.readers import READERS

        reader = READERS[name]
        for number, text in enumerate(reader.texts):
            Path(folder, str(number)).write_bytes(text.encode(errors="surrogateescape"))
        terms = Path(folder, "terms.dict")
        terms.write_text("\n".join(_term(each) for each in _terms()), "ascii")
        limits = f"-runs={runs}", f"-seed={seed}", f"-max_len={LONGEST}", f"-timeout={PATIENCE}"
        places = f"-dict={terms}", f"-artifact_prefix={folder}/"

        def read(content: bytes) -> None:
            spoiled = Spoiled(content, mild=False)
            try:
                reader.read(spoiled)
            except BaseException:
                _say(repr(spoiled))
                raise

        atheris.Setup([sys.argv[0], *limits, *places, folder], read)
        atheris.Fuzz()


def _terms() -> list[bytes]:
    """Return what is put in as one piece."""
    odd = (each.encode(errors="surrogatepass") for each in ODD)
    return [each for each in (*odd, *BYTES) if len(each) <= TERM]


def _term(content: bytes) -> str:
    return '"' + "".join(f"\\x{each:02x}" for each in content) + '"'


def _reached(murmured: str) -> str:
    """Return the last that libFuzzer says of how far it came."""
    lines = [line for line in murmured.splitlines() if " cov: " in line]
    return lines[-1].strip() if lines else murmured[-LONGEST:]


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command prints.


if __name__ == "__main__":
    sys.exit(main())
