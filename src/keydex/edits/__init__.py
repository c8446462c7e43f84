"""Changes of files: planned with a proof, shown without secrets, written at once or not at all.

One value changes and every other byte stays. tomlkit is owned here: it confirms what was planned.
"""

from keydex.edits.logins import url_username
from keydex.edits.plain import ini_value, text_value, undo
from keydex.edits.showing import diff
from keydex.edits.toml import toml_insert, toml_removed, toml_value
from keydex.edits.writing import apply

__all__ = [
    "apply",
    "diff",
    "ini_value",
    "text_value",
    "toml_insert",
    "toml_removed",
    "toml_value",
    "undo",
    "url_username",
]
