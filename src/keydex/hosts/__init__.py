"""What kinds of package index there are: names, usernames, tokens, plugins, and where secrets hide.

`kinds` is the table, one row a kind, its rows in `clouds`, `forges`, `services` and `servers`;
`plugins` are the keyring backends that know some of them; `hiding` finds secrets in URLs; `pastes`
looks at a secret before it is stored, `tokens` reads when one ends.
"""

from keydex.hosts.hiding import secrets
from keydex.hosts.host import Host, Who
from keydex.hosts.kinds import HOSTS, PUBLIC, corrected, is_fixed, kind, token_page

__all__ = [
    "HOSTS",
    "PUBLIC",
    "Host",
    "Who",
    "corrected",
    "is_fixed",
    "kind",
    "secrets",
    "token_page",
]
