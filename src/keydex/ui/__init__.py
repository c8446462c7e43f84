"""The app: screens A and B, and what they lead to.

`session` is what the app is given, `summaries`, `meanings` and `mends` say what there is to say,
`parts`, `looks` and `threads` do the blocking work, `commands` names every key once, `screens` and
`widgets` show it. Textual is owned here.
"""

import os

# Textual writes keys and values to a file or to a console on the network where these ask for it,
# and reads them when it is imported: a secret is typed here, so they are dropped before.
LEAKS = ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG")
for _name in LEAKS:
    os.environ.pop(_name, None)
