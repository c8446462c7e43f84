"""Changes of files: planned with a proof, shown without secrets, written at once or not at all.

One value changes and every other byte stays. tomlkit is owned here: it confirms what was planned.
"""

from keydex.edits.drafts import file_of, is_ours
from keydex.edits.keys import key_set
from keydex.edits.locking import holds
from keydex.edits.logins import (
    url_replaced,
    url_username,
    url_without_login,
    url_without_password,
    without_logins,
)
from keydex.edits.netrc import netrc_added, netrc_removed
from keydex.edits.plain import ini_insert, ini_removed, ini_value, text_value, undo
from keydex.edits.showing import diff, hides
from keydex.edits.toml import toml_insert, toml_removed, toml_value
from keydex.edits.writing import apply

__all__ = [
    "apply",
    "diff",
    "file_of",
    "hides",
    "holds",
    "ini_insert",
    "ini_removed",
    "ini_value",
    "is_ours",
    "key_set",
    "netrc_added",
    "netrc_removed",
    "text_value",
    "toml_insert",
    "toml_removed",
    "toml_value",
    "undo",
    "url_replaced",
    "url_username",
    "url_without_login",
    "url_without_password",
    "without_logins",
]
