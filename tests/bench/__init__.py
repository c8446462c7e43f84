"""How fast keydex is, each figure beside a yardstick of the same run: `python -m tests.bench`.

On demand, never in CI: what is timed is a ratio of two whole processes that take turns, so that it
holds on a slow machine, too. `headless` times commands, `app` the app in a terminal of its own.
"""
