"""What kinds of package index there are: names, usernames, tokens, plugins, and where secrets hide.

`kinds` is the table, one row a kind; `plugins` are the keyring backends that know some of them;
`pastes` looks at a secret before it is stored.
"""

from keydex.hosts.kinds import HOSTS, PUBLIC, Host, kind, secrets

__all__ = ["HOSTS", "PUBLIC", "Host", "kind", "secrets"]
