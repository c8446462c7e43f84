"""Run the command line: python -m keydex."""

from keydex.cli import main

if __name__ == "__main__":
    main()
