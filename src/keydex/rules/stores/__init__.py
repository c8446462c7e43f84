"""What the keyrings keep their entries in: none, locked, in plain text, not to be relied on."""

from keydex.rules.stores.absent import absent, turned_off
from keydex.rules.stores.lossy import loses, plain, too_small
from keydex.rules.stores.shut import forgets, locked, silent
from keydex.rules.table import ERROR, NOTE, WARNING, Needs, Rule

ROWS = (
    Rule(
        "KD040",
        "store-absent",
        ERROR,
        "keyring finds no store that works on this machine",
        absent,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD041",
        "store-null",
        ERROR,
        "a backend that holds nothing is chosen",
        turned_off,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD042",
        "store-locked",
        ERROR,
        "the store is locked, or has not been made yet",
        locked,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD043",
        "store-plain",
        ERROR,
        "the store keeps passwords in plain text",
        plain,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD044",
        "store-loses",
        WARNING,
        "a backend that loses entries is installed",
        loses,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD045",
        "store-too-small",
        NOTE,
        "the store takes no token as long as the host's",
        too_small,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD046",
        "store-silent",
        ERROR,
        "the keyring gives no answer",
        silent,
        Needs.KEYRINGS,
        heeds=Needs.INDEXES,
    ),
    Rule(
        "KD047",
        "store-forgets",
        ERROR,
        "the keyring does not give back what it was given",
        forgets,
        Needs.ENTRY,
    ),
)
