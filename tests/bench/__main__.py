"""Time what was named, or all: python -m tests.bench [--rounds N] [NAME…]."""

import argparse
import sys

from tests.bench.measures import MEASURES, Figure


def line(figure: Figure) -> str:
    """Return a row of the table."""
    sign = "✓" if figure.ratio <= figure.goal else "✗"
    return (
        f"{sign} {figure.name:<8} {figure.ours:>9.4g} {figure.theirs:>9.4g} {figure.unit:<3}"
        f" {figure.ratio:>7.3f}  ≤ {figure.goal:<6.3g} {figure.what}"
    )


def main() -> int:
    """Print a row a measure, and end with 1 where one missed its goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=11, help="of each pair (default: 11)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(MEASURES):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    print(f"  {'':<8} {'keydex':>9} {'beside':>9} {'':<3} {'ratio':>7}")
    missed = 0
    for name in options.names or MEASURES:
        figure = MEASURES[name](options.rounds)
        missed += figure.ratio > figure.goal
        print(line(figure), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
