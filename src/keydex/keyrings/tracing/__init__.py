"""What stands between a tool and its keyring while it is watched: it takes notes, and passes on.

`keydex_trace` is loaded by the tool's own Python, `passing` is run in place of a `keyring` command.
Neither sees more of an answer than whether there was one, and neither imports anything of keydex.
"""
